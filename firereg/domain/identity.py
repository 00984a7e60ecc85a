"""Personal ID numbers, the QR of the identity card, and phone numbers.

An ID number is text: it starts with 0 more often than not. There is no check digit, so a doubt is a
warning; only a number that cannot be one at all is refused.
"""

import re
from dataclasses import dataclass
from datetime import date

from firereg.domain.text import clean_line, excerpt, fold
from firereg.i18n import _

MALE, FEMALE = "male", "female"

_SEX_WORDS = {"nam": MALE, "nu": FEMALE}
_CARD_DATE = re.compile(r"^(\d{2})(\d{2})(\d{4})$", re.ASCII)
_GROUPING = re.compile(r"[\s.\-()\u2010-\u2015\u200b-\u200d\u2060\ufeff]")
_COUNTRY_CODE = re.compile(r"^(?:\+|00)?840?")
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}", re.ASCII)


@dataclass(frozen=True)
class CardHolder:
    """The person on an identity card; `old_number` is "" where there is none."""

    number: str
    old_number: str
    name: str
    born: date
    sex: str
    address: str
    issued: date


def parse_card_qr(raw: str) -> CardHolder:
    """The holder in the text of an identity card's QR; ValueError with the reason.

    Fields by "|": number, old number or nothing, name, born ddmmyyyy, sex, address, issued ddmmyyyy (chip
    cards since 2021). Some cards leave the old number's field out; cards since 1/7/2024 may hold more
    fields, about other people, and nothing of those is kept. The address is the one of the day of issue.
    """
    fields = [field.strip() for field in raw.strip().split("|")]
    if len(fields) > 1 and any(character.isalpha() for character in fields[1]):
        fields.insert(1, "")
    if len(fields) < 7:
        raise ValueError(
            _("This is not the QR code of an identity card: {count} fields, 7 are needed.").format(
                count=len(fields)
            )
        )
    number, old_number, name, born, sex, address, issued = fields[:7]
    if not re.fullmatch(r"[0-9]{12}", number):
        raise _garbled(_("the ID number"))
    if not re.fullmatch(r"|[0-9]{9}|[0-9]{12}", old_number):
        raise _garbled(_("the old ID number"))
    if fold(sex) not in _SEX_WORDS:
        raise _garbled(_("the sex"))
    return CardHolder(
        number=number,
        old_number=old_number,
        name=_card_name(name),
        born=_card_date(born, _("the date of birth")),
        sex=_SEX_WORDS[fold(sex)],
        address=_card_address(address),
        issued=_card_date(issued, _("the date of issue")),
    )


def _card_name(text: str) -> str:
    name = clean_line(text)
    if not re.fullmatch(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*", name):
        raise _garbled(_("the name"))
    return name


def _card_address(text: str) -> str:
    address = clean_line(text, 300)
    if "\ufffd" in address or "?" in address:
        raise _garbled(_("the address"))
    return address


def _card_date(text: str, field: str) -> date:
    try:
        day, month, year = map(int, _CARD_DATE.findall(text)[0])
        return date(year, month, day)
    except (IndexError, ValueError):
        raise _garbled(field) from None


def _garbled(field: str) -> ValueError:
    """Names the field only: what was scanned is personal data and stays out of messages."""
    return ValueError(
        _(
            "The scan came through garbled at {field}. "
            "Switch off Vietnamese typing (Telex, VNI) and scan the card again."
        ).format(field=field)
    )


def parse_number(text: str) -> str:
    """The ID number in `text` without spaces and dots: 12 digits, or 9 of an old card.

    ValueError with the reason; a number of 11 digits most often lost its leading 0 in a spreadsheet.
    """
    number = _GROUPING.sub("", text)
    if not number:
        raise ValueError(_("Type the ID number."))
    if not re.fullmatch(r"[0-9]+", number):
        raise ValueError(_("An ID number has digits only. Check it on the identity card."))
    if len(number) not in (9, 12):
        raise ValueError(
            _("The ID number has {count} digits but needs 12. Check it on the identity card.").format(
                count=len(number)
            )
        )
    return number


def check_number(number: str, born_year: int | None, sex: str | None) -> list[str]:
    """What in `number` does not fit the year of birth and the sex, as sentences; never a reason to refuse.

    Digit 4 gives century and sex (19xx: 0 male, 1 female; 20xx: 2 and 3), digits 5 and 6 the year: Decree
    137/2015, Article 13. Nothing is told of an empty number or an old one of 9 digits.
    """
    if not number:
        return []
    try:
        digits = parse_number(number)
    except ValueError as problem:
        return [str(problem)]
    if len(digits) == 9:
        return []
    century, number_sex = 1900 + int(digits[3]) // 2 * 100, FEMALE if int(digits[3]) % 2 else MALE
    number_year = century + int(digits[4:6])
    warnings = []
    if born_year is not None and born_year != number_year:
        warnings.append(
            _("The ID number is of a person born in {year}. Check it on the identity card.").format(
                year=number_year
            )
        )
    if sex in (MALE, FEMALE) and sex != number_sex:
        sentence = (
            _("The ID number is of a man. Check it on the identity card.")
            if number_sex == MALE
            else _("The ID number is of a woman. Check it on the identity card.")
        )
        warnings.append(sentence)
    return warnings


def mask_number(number: str) -> str:
    """`number` for screens and lists: "031•••••1234"; of an old number the last 4 digits alone."""
    shown = 3 if len(number) == 12 else 0
    hidden = len(number) - shown - 4
    return number[:shown] + "•" * hidden + number[-4:] if hidden > 0 else "•" * len(number)


def mask_phone(phone: str) -> str:
    """`phone` for screens and lists: "•••••••678", enough to tell it from another."""
    return "•" * max(0, len(phone) - 3) + phone[-3:]


def normalise_phone(text: str) -> str:
    """The phone number in `text` as digits from 0: a mobile of 10, a landline (02…) of 11.

    Spaces, dots, dashes, brackets and +84 are taken; ValueError for anything else.
    """
    number = _COUNTRY_CODE.sub("0", _GROUPING.sub("", text))
    if number.startswith("031") and len(number) == 10:
        raise ValueError(_("031 is the old area code of Hải Phòng. Type 0225 in its place."))
    if not _PHONE.fullmatch(number):
        raise ValueError(
            _(
                "“{text}” is not a phone number: a mobile has 10 digits (03, 05, 07, 08, 09), "
                "a landline 11 (02)."
            ).format(text=excerpt(text))
        )
    return number
