"""What stands on the papers: frozen plain data, as it was on the day of issue.

No drawing here, so these can be built and stored without loading the PDF machinery. A receipt goes through JSON
and comes back equal: the store keeps what was issued, whatever happens to the names and addresses later.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

RECEIPT_COMMITMENTS = (
    "đã được hướng dẫn sử dụng bình chữa cháy",
    "để bình đúng nơi quy định, dễ thấy, dễ lấy",
    "kiểm tra bình hằng tháng",
    "không bán, cho hoặc dùng bình sai mục đích",
    "báo ngay tổ dân phố khi bình đã sử dụng hoặc hư hỏng",
)
"""What a household that takes an extinguisher usually promises."""


def receipt_subject(equipment: bool, gifts: bool) -> str:
    """What a handover is about: it names only what is handed over, and both while nothing is yet."""
    things = [words for words, there in (("bình chữa cháy", equipment), ("quà hỗ trợ", gifts)) if there]
    return f"Về việc bàn giao {' và '.join(things or ('bình chữa cháy', 'quà hỗ trợ'))} cho hộ gia đình"


@dataclass(frozen=True)
class Letterhead:
    """Who issues a paper and where. `parent_body` and `address_line` may be empty; `place` ends without a comma."""

    parent_body: str
    body_lines: tuple[str, ...]
    place: str
    address_line: str = ""

    @property
    def body(self) -> str:
        """The name of the issuing body on one line."""
        return " ".join(self.body_lines)


@dataclass(frozen=True)
class Party:
    """Somebody who signs: the name without degrees, and the office held."""

    name: str
    title: str


@dataclass(frozen=True)
class Receiver:
    """Who took the things. `relation` to the head of household is "" when it is the head; others may be "" too."""

    name: str
    born_year: int | None
    id_number: str
    address: str
    group_name: str
    phone: str
    relation: str
    head_name: str
    category: str


@dataclass(frozen=True)
class ReceiptLine:
    """One row of a receipt; `value_dong` is the value of the whole row, None where none is stated."""

    description: str
    serial: str
    made: str
    expires: str
    unit: str
    quantity: int
    condition: str
    value_dong: int | None
    note: str = ""


@dataclass(frozen=True)
class Receipt:
    """A handover paper.

    `code` is the registry's own code, "" on a draft. `number` is the official one of the records office; None
    leaves room to write it. `sign_authority` stands above the giver's name ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ
    TỊCH", …), one title an item. `commitments` are clauses without a full stop. `copy_of` marks a second print,
    `void_reason` a paper that no longer counts.
    """

    letterhead: Letterhead
    code: str
    number: str | None
    day: date
    place_text: str
    giver: Party
    receiver: Receiver
    witness: Party
    lines: tuple[ReceiptLine, ...]
    grounds: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sign_authority: tuple[str, ...] = ()
    symbol: str = "BB-UBND"
    subject: str = receipt_subject(equipment=True, gifts=True)
    time_text: str = ""
    donor: str = ""
    copy_of: bool = False
    void_reason: str | None = None


@dataclass(frozen=True)
class SignRow:
    """One household on a sign list; `amount_dong` is None for a gift in kind."""

    head_name: str
    born_year: int | None
    id_number: str
    address: str
    group_name: str
    category: str
    gift: str
    amount_dong: int | None
    note: str = ""


@dataclass(frozen=True)
class SignList:
    """The list on which households sign for a gift. `attached_to` reads like "Kế hoạch số 125/KH-UBND ngày …"."""

    letterhead: Letterhead
    day: date
    subject: str
    attached_to: str
    rows: tuple[SignRow, ...]
    prepared_by: str = ""
    accountant: str = ""
    group_head: str = ""
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""


@dataclass(frozen=True)
class OverdueRow:
    """One clock of one extinguisher that has run out."""

    holder: str
    address: str
    kind: str
    serial: str
    clock: str
    due: date
    days_late: int


@dataclass(frozen=True)
class OverdueGroup:
    """The overdue rows of one residential group."""

    name: str
    rows: tuple[OverdueRow, ...]


@dataclass(frozen=True)
class OverdueList:
    """All that is overdue on `day`, group by group."""

    letterhead: Letterhead
    day: date
    groups: tuple[OverdueGroup, ...]


_FORM = 1
"""Version of the frozen text; raise it when a field changes its meaning, and read the old one too."""


def receipt_to_json(receipt: Receipt) -> str:
    """`receipt` as JSON text to be kept for good."""
    return json.dumps({"form": _FORM, **asdict(receipt)}, ensure_ascii=False, default=date.isoformat)


def receipt_from_json(text: str) -> Receipt:
    """The receipt that was frozen; ValueError if the text is none."""
    try:
        data: dict[str, Any] = json.loads(text)
        if data.pop("form") != _FORM:
            raise ValueError("form")
        data |= {
            "letterhead": Letterhead(
                **data["letterhead"] | {"body_lines": tuple(data["letterhead"]["body_lines"])}
            ),
            "day": date.fromisoformat(data["day"]),
            "giver": Party(**data["giver"]),
            "receiver": Receiver(**data["receiver"]),
            "witness": Party(**data["witness"]),
            "lines": tuple(ReceiptLine(**line) for line in data["lines"]),
        }
        for name in ("grounds", "commitments", "recipients", "sign_authority"):
            data[name] = tuple(data[name])
        return Receipt(**data)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ValueError("not a frozen receipt") from problem
