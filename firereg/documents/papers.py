"""What stands on the papers: frozen plain data, as it was on the day of issue.

No drawing here, so these can be built and stored without loading the PDF machinery. A receipt goes through JSON
and comes back equal: the store keeps what was issued, whatever happens to the names and addresses later.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from firereg.documents.wording import NORTHERN, SEAL_HINT, SIGN_HINT, AmountWords, ReceiptWords, SignListWords


def handed_over(equipment: bool, gifts: bool) -> str:
    """What a handover is about: only what is handed over, and both while nothing is yet."""
    things = [words for words, there in (("bình chữa cháy", equipment), ("quà hỗ trợ", gifts)) if there]
    return " và ".join(things or ("bình chữa cháy", "quà hỗ trợ"))


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


_USUAL = ReceiptWords()


@dataclass(frozen=True)
class Receipt:
    """A handover paper, its words with nothing left to fill in.

    `code` is the registry's own code, "" on a draft. `number` is the official one of the records office; None
    leaves room to write it. `sign_authority` stands above the giver's name ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ
    TỊCH", …), one title an item. `sign_titles` stand above receiver, witness and giver. `commitments` are clauses
    without a full stop, `promise` stands before them. `copy_of` marks a second print,
    `void_reason` a paper that no longer counts. `registry` is the mark of the registry in its QR.
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
    subject: str = "Về việc bàn giao bình chữa cháy và quà hỗ trợ cho hộ gia đình"
    promise: str = _USUAL.promise
    closing: str = _USUAL.closing
    sign_titles: tuple[str, str, str] = (_USUAL.receiver_title, _USUAL.witness_title, _USUAL.giver_title)
    sign_hint: str = SIGN_HINT
    seal_hint: str = SEAL_HINT
    reading: AmountWords = NORTHERN
    time_text: str = ""
    donor: str = ""
    copy_of: bool = False
    void_reason: str | None = None
    registry: str = ""


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
    """The list on which households sign for what they get; a title that is "" in `words` has no signature."""

    letterhead: Letterhead
    day: date
    rows: tuple[SignRow, ...]
    words: SignListWords
    prepared_by: str = ""
    accountant: str = ""
    group_head: str = ""
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""
    reading: AmountWords = NORTHERN


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


_FORM = 2
"""Version of the frozen text; raise it when a field changes its meaning, and read the old ones too."""
_WORDS_OF_FORM_1 = {
    "promise": "Bên B xác nhận và cam kết:",
    "closing": "Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.",
    "sign_titles": ("ĐẠI DIỆN BÊN NHẬN", "ĐẠI DIỆN TỔ DÂN PHỐ", "ĐẠI DIỆN BÊN GIAO"),
    "sign_hint": "(Ký, ghi rõ họ tên)",
    "seal_hint": "(Ký, đóng dấu)",
    "reading": {"linh": "linh", "nghin": "nghìn"},
}
"""What every receipt said before a ward could change it; it prints the same for ever, so this never changes."""


def receipt_to_json(receipt: Receipt) -> str:
    """`receipt` as JSON text to be kept for good."""
    return json.dumps({"form": _FORM, **asdict(receipt)}, ensure_ascii=False, default=date.isoformat)


def receipt_from_json(text: str) -> Receipt:
    """The receipt that was frozen; ValueError if the text is none."""
    try:
        data: dict[str, Any] = json.loads(text)
        form = data.pop("form")
        if form == 1:
            data |= _WORDS_OF_FORM_1
        elif form != _FORM:
            raise ValueError("form")
        data |= {
            "reading": AmountWords(**data["reading"]),
            "letterhead": Letterhead(
                **data["letterhead"] | {"body_lines": tuple(data["letterhead"]["body_lines"])}
            ),
            "day": date.fromisoformat(data["day"]),
            "giver": Party(**data["giver"]),
            "receiver": Receiver(**data["receiver"]),
            "witness": Party(**data["witness"]),
            "lines": tuple(ReceiptLine(**line) for line in data["lines"]),
        }
        for name in ("grounds", "commitments", "recipients", "sign_authority", "sign_titles"):
            data[name] = tuple(data[name])
        return Receipt(**data)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ValueError("not a frozen receipt") from problem
