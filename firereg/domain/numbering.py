"""Numbers of papers as Decree 30/2020 writes them, and the registry's own codes."""


def paper_number(number: int | str, symbol: str) -> str:
    """ "05/BB-UBND": a number below 10 takes a leading zero (Decree 30/2020, Appendix I)."""
    text = str(number)
    return f"{text.zfill(2) if text.isdigit() else text}/{symbol}"


def receipt_code(year: int, number: int) -> str:
    """The registry's own code of a handover, "BG-2023-0015"; sorts as it counts."""
    return f"BG-{year}-{number:04d}"


def household_code(group_number: int, number: int) -> str:
    """The registry's own code of a household, "TDP07-0123"; it stays when the household moves."""
    return f"TDP{group_number:02d}-{number:04d}"
