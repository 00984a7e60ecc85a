"""Numbers of papers as Decree 30/2020 writes them, and the registry's own codes."""


def padded(number: int | str) -> str:
    """ "05": a number below 10 takes a leading zero (Decree 30/2020, Appendix I); a number with letters stays."""
    text = str(number)
    return text.zfill(2) if text.isdigit() else text


def paper_number(number: int | str, symbol: str) -> str:
    """ "05/BB-UBND": a number below 10 takes a leading zero (Decree 30/2020, Appendix I)."""
    return f"{padded(number)}/{symbol}"


def receipt_code(year: int, number: int) -> str:
    """The registry's own code of a handover, "BG-2023-0015"; sorts as it counts."""
    return f"BG-{year}-{number:04d}"


def household_code(group_number: int, number: int) -> str:
    """The registry's own code of a household, "TDP07-0123"; it stays when the household moves."""
    return f"TDP{group_number:02d}-{number:04d}"
