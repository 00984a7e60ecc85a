"""Numbers of papers as Decree 30/2020 writes them, and the registry's own codes."""

import re
from typing import NamedTuple

_RECEIPT_SIGN = re.compile(r"(BG-[0-9]{4}-[0-9]{4,9})(?:\.([A-Z0-9]{4})?)?(?:\.([0-9]{1,2}))?")


class ReceiptSign(NamedTuple):
    """What the QR of a receipt says: its code, the mark of the registry that issued it, and the page.

    The mark is "" where the paper has none; the page is 0 on a paper of one page.
    """

    code: str
    registry: str = ""
    page: int = 0

    def __str__(self) -> str:
        """As the QR says it."""
        page = f".{self.page}" if self.page else ""
        return f"{self.code}.{self.registry}{page}" if self.registry or page else self.code


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


def read_receipt_sign(text: str) -> ReceiptSign | None:
    """What a scanned text says of a receipt, None where it is not the QR of one."""
    found = _RECEIPT_SIGN.fullmatch(text.strip())
    return ReceiptSign(found[1], found[2] or "", int(found[3] or 0)) if found else None
