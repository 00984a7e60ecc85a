"""How each column of a ward's list is read: numbers, years, groups, marks and words."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from firereg.domain.dates import FIRST_YEAR, parse_date
from firereg.domain.identity import FEMALE, MALE, normalise_phone, parse_number
from firereg.domain.poverty import Category
from firereg.domain.text import excerpt, fold
from firereg.exchange.repairs import (
    NOTHING,
    Bench,
    Reader,
    RepairKind,
    exact_digits,
    reader,
    tidy,
)
from firereg.exchange.sheets import Cell
from firereg.i18n import _

_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 "
    "042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 "
    "086 087 089 091 092 093 094 095 096"
)
_PLACES_OF_BIRTH = frozenset(_PROVINCES.split())
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_HIDDEN = "•*"
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_SERIAL_DAY_0 = date(1899, 12, 30)
_MARKS = frozenset(
    {"x", "xx", "v", "1", "có", "co", "*", "+", "✓", "✔", "√", "☑", "×", "þ", "ü", "đúng", "true"}
)
_YEAR_LAST = re.compile(r"(?:[\d?]{0,2}[/.\-]){0,2}((?:19|20)\d\d)", re.ASCII)
_GROUP = re.compile(
    r"(?:(?:t[oổ] d[aâ]n ph[oố]|tdp|t[oổ] dp|t[oổ]|kp|khu ph[oố]|khu d[aâ]n c[uư]|kdc|khu|th[oô]n|c[uụ]m)(?![^\W\d_]))?"
    r"[\s:.]*(?:s[oố]\b)?[\s:.]*0*(\d{1,3})(?!\d)[\s,\-(]*(.*?)\)?",
    re.IGNORECASE,
)
_WARD_NOUN = re.compile(r"^(?:ph[uư][oờ]ng|p\.|x[aã]\b)\s*", re.IGNORECASE)
_CATEGORIES: tuple[tuple[str, Category | None], ...] = (
    (r"(.*\b)?thoat( ho)? can ngheo.*", Category.ESCAPED_NEAR_POOR),
    (r"(.*\b)?thoat( ho)? ngheo.*", Category.ESCAPED_POOR),
    (r"(.*\b)?can ngheo.*|h?cn|hcn\b.*", Category.NEAR_POOR),
    (r"(ho |dien )?ngheo( .*)?|hn", Category.POOR),
    (r"(.*\b)?(chinh sach|nguoi co cong|thuong binh|liet s[iy])\b.*", Category.POLICY),
    (r"(.*\b)?kho khan\b.*", Category.HARDSHIP),
    (r"khac|doi tuong khac", Category.OTHER),
    (r"(khong|ho thuong|binh thuong|trung binh|kha|giau)\b.*", None),
)
_CATEGORY_PATTERNS = tuple((re.compile(pattern), category) for pattern, category in _CATEGORIES)


class Group(NamedTuple):
    """A residential group as a list names it; `number` is None where the text has none."""

    text: str = ""
    number: int | None = None
    ward: str = ""

    def __bool__(self) -> bool:
        """Whether the list names a group at all."""
        return bool(self.text)


def id_reader(column: str) -> Reader:
    """A reader of ID numbers: 12 digits, or 9 of an old card; lost leading zeros come back where the rest fits."""

    def work(bench: Bench) -> str:
        if isinstance(bench.cell, date):
            raise ValueError(_("A date stands here, not an ID number."))
        if _says_nothing(bench.text):
            return ""
        number = exact_digits(bench)
        found = re.findall(r"\d{8,}", re.sub(r"(?<=\d)[\s.\-]+(?=\d)", "", number), re.ASCII)
        if found:
            number = max(found, key=lambda digits: (len(digits) == 12, -len(digits)))
        bench.change(number, RepairKind.NUMBER)
        bench.change(_with_zeros(number), RepairKind.LEADING_ZERO)
        return parse_number(bench.text)

    slow = reader(column, work)

    def read(cell: Cell, font: str | None = None) -> object:
        return cell if cell.__class__ is str and _TWELVE_DIGITS.fullmatch(cell) else slow(cell, font)

    return read


def _says_nothing(text: str) -> bool:
    """Whether a cell holds no number, or one whose digits were hidden before the list was passed on."""
    return text.strip().lower() in NOTHING or any(mark in text for mark in _HIDDEN)


def _with_zeros(number: str) -> str:
    """Spreadsheets drop zeros in front: 0 of 031…, 00 of 001…, 0 of an old number of 9 digits."""
    if len(number) == 8:
        return "0" + number
    full = number.zfill(12)
    return full if len(number) in (10, 11) and full[:3] in _PLACES_OF_BIRTH and full[3] in "0123" else number


def phone_reader(column: str) -> Reader:
    """A reader of phone numbers, as digits from 0; of several in a cell the first."""

    def work(bench: Bench) -> str:
        if _says_nothing(bench.text):
            return ""
        digits = exact_digits(bench)
        first = re.split(r"[;,/\n]|\s-\s|\s{2,}", digits.strip())[0]
        bare = re.sub(r"\D", "", first)
        lost_zero = (len(bare) == 9 and bare[0] in "35789") or (len(bare) == 10 and bare.startswith("2"))
        phone = normalise_phone("0" + bare if lost_zero else first)
        bench.change(phone, RepairKind.LEADING_ZERO if lost_zero else RepairKind.PHONE)
        return phone

    slow = reader(column, work)

    def read(cell: Cell, font: str | None = None) -> object:
        return cell if cell.__class__ is str and _MOBILE.fullmatch(cell) else slow(cell, font)

    return read


def born_reader(column: str, today: date, *, mark: bool = False) -> Reader:
    """A reader of years of birth, from years, dates and the day numbers of Excel; None where the cell is empty.

    With `mark`, an x is True: the column then says the sex alone.
    """

    def work(bench: Bench) -> int | bool | None:
        text = bench.text.strip().removesuffix(".0")
        if isinstance(bench.cell, date):
            return _plausible(bench.cell.year, today)
        if mark and text.lower() in _MARKS:
            return True
        if text.lower() in NOTHING:
            return None
        if re.fullmatch(r"\d{4}", text, re.ASCII):
            return _plausible(int(text), today)
        if re.fullmatch(r"\d{5}", text, re.ASCII):
            day = _SERIAL_DAY_0 + timedelta(days=int(text))
            bench.change(f"{day:%d/%m/}{day.year}", RepairKind.DATE)
            return _plausible(day.year, today)
        return _plausible(_year_in(text.rstrip("."), today), today)

    return reader(column, work, empty=None)


def _year_in(text: str, today: date) -> int:
    parts = re.split(r"\s*[/.\-]\s*", text)
    if len(parts) == 3 and all(part.strip("0?") for part in parts):
        return parse_date(text, today).year
    if match := _YEAR_LAST.fullmatch(text):
        return int(match[1])
    raise ValueError(
        _("Cannot read the year of birth “{text}”. Type it like 1965 or 05/03/1965.").format(
            text=excerpt(text)
        )
    )


def _plausible(year: int, today: date) -> int:
    if not FIRST_YEAR <= year <= today.year:
        raise ValueError(
            _("{year} cannot be a year of birth: it lies outside {first} to {last}.").format(
                year=year, first=FIRST_YEAR, last=today.year
            )
        )
    return year


def sex_reader(column: str) -> Reader:
    """A reader of the sex; the forms of Decision 24/2021 write 1 for a man and 2 for a woman."""
    words = {
        "nam": MALE,
        "nu": FEMALE,
        "1": MALE,
        "2": FEMALE,
        "m": MALE,
        "f": FEMALE,
        "trai": MALE,
        "gai": FEMALE,
    }

    def work(bench: Bench) -> str:
        word = fold(bench.text)
        if word in words:
            return words[word]
        if not word or word in NOTHING:
            return ""
        raise ValueError(_("“{value}” is no sex: write Nam or Nữ.").format(value=excerpt(bench.text)))

    return reader(column, work)


def persons_reader(column: str) -> Reader:
    """A reader of the number of persons in a household; None where the cell is empty."""

    def work(bench: Bench) -> int | None:
        text = bench.text.strip().removesuffix(".0")
        if not text or text in ("-", "—"):
            return None
        match = re.fullmatch(r"0*(\d{1,2})(?:\s*(?:khẩu|nhân khẩu|người|nk))?", text.lower(), re.ASCII)
        if isinstance(bench.cell, date) or not match or not int(match[1]):
            raise ValueError(_("The number of persons must be from 1 to 99."))
        return int(match[1])

    return reader(column, work, empty=None)


def group_reader(column: str) -> Reader:
    """A reader of residential groups: "TDP số 5", "Tổ 5", "KP5" and "5" are all number 5."""

    def work(bench: Bench) -> Group:
        tidy(bench)
        group = parse_group(bench.text)
        if group.number is not None:
            bench.change(f"{group.number} {group.ward}".rstrip(), RepairKind.GROUP)
        return group

    return reader(column, work, empty=Group())


def parse_group(text: str) -> Group:
    """The group that `text` names, with the old ward where it says one."""
    match = _GROUP.fullmatch(text.strip())
    if not match:
        return Group(text)
    ward = _WARD_NOUN.sub("", match[2]).strip(" ,.-)")
    return (
        Group(text, int(match[1]), ward) if not ward or (ward[0].isalpha() and len(ward) > 1) else Group(text)
    )


def mark_reader(column: str, category: Category) -> Reader:
    """A reader of a column of marks: `category` where there is an x, None where there is nothing."""

    def work(bench: Bench) -> Category | None:
        text = bench.text.strip().lower()
        if text in _MARKS:
            return category
        if text in NOTHING or text == "false":
            return None
        named = find_category(text)
        if named is None:
            raise ValueError(
                _("“{value}” is no mark: write x or leave the cell empty.").format(value=excerpt(bench.text))
            )
        return named

    return reader(column, work, empty=None)


def category_reader(column: str) -> Reader:
    """A reader of what a household is recognised as, in words; None where there is nothing."""

    def work(bench: Bench) -> Category | None:
        text = bench.text.strip().lower()
        if text in NOTHING:
            return None
        words = fold(text)
        for pattern, category in _CATEGORY_PATTERNS:
            if pattern.fullmatch(words):
                return category
        raise ValueError(
            _("“{value}” is no category that is known: write for example Hộ nghèo or Hộ cận nghèo.").format(
                value=excerpt(bench.text)
            )
        )

    return reader(column, work, empty=None)


def find_category(text: str) -> Category | None:
    """The category that the words of `text` name, if any."""
    words = fold(text)
    return next((category for pattern, category in _CATEGORY_PATTERNS if pattern.fullmatch(words)), None)
