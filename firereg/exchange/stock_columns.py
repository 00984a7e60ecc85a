"""The columns of a stock list of extinguishers, the titles that suppliers give them, and how each is read."""

import re
from datetime import date, timedelta
from enum import StrEnum

from firereg.domain.dates import format_date, parse_date, parse_month_year
from firereg.domain.money import format_dong, parse_dong
from firereg.domain.serials import listed_serials
from firereg.domain.text import clean_line
from firereg.exchange.heads import Vocabulary
from firereg.exchange.list_columns import Layout
from firereg.exchange.repairs import (
    NOTHING,
    Bench,
    Reader,
    RepairKind,
    exact_digits,
    reader,
    text_reader,
    tidy,
)
from firereg.i18n import _

_SERIAL_DAY_0 = date(1899, 12, 30)
_UNKNOWN = NOTHING | {"không rõ", "ko rõ", "không rõ năm", "mờ", "?", "x"}
_POWER = re.compile(r"\d[.,]\d+[eE]\+?\d+", re.ASCII)
_PRICE_END = re.compile(r"(\d\s*(?:đ|d|vnđ|vnd|đồng)?)\s*[/\-,.]+(?:\s*bình)?$", re.IGNORECASE)
_LONGEST_CELL = 4000  # a range or a list of numbers, not one of them


class StockField(StrEnum):
    """What a column of a stock list can hold."""

    ORDINAL = "ordinal"
    SERIAL = "serial"
    KIND = "kind"
    NAME = "name"  # of the goods: says the kind where no column of kinds does
    MADE = "made"
    LABEL = "label"
    PRICE = "price"
    DONOR = "donor"
    QUANTITY = "quantity"
    NOTE = "note"


def stock_field_label(field: StockField) -> str:
    """What a field is called on the screen."""
    return {
        StockField.ORDINAL: _("Number in the list"),
        StockField.SERIAL: _("Serial number"),
        StockField.KIND: _("Kind"),
        StockField.NAME: _("Name of the goods"),
        StockField.MADE: _("Made"),
        StockField.LABEL: _("Label"),
        StockField.PRICE: _("Unit price"),
        StockField.DONOR: _("Donor"),
        StockField.QUANTITY: _("Quantity"),
        StockField.NOTE: _("Note"),
    }[field]


_F = StockField
_TITLES: tuple[tuple[StockField | None, str], ...] = (
    (None, r"(nha|nuoc|noi|hang|co so|cong ty) (san xuat|sx)|xuat xu|nhan hieu|thuong hieu"),
    (None, r"don vi( tinh)?|dvt|(thanh tien|tong tien|ky nhan|chu ky|han|.*bao hanh)( .*)?"),
    (None, r".*(kiem dinh|bao duong).*"),
    (_F.ORDINAL, r"s?tt|so (tt|thu tu)|thu tu"),
    (_F.SERIAL, r"(so |ma )?(se ?ri|serial|serie|series)( (number|no|so|binh))?( .*)?|s/?n|s n|serial"),
    (_F.SERIAL, r"so (hieu|che tao|may|khung|binh)( .*)?|ma (so|vach|binh)( .*)?|bar ?code|ma"),
    (_F.LABEL, r"(so |ma )?(tem|nhan)( (tem|nhan|phuong|quan ly|so|binh|dan))*|ma quan ly|so quan ly"),
    (_F.KIND, r"(loai|ky hieu|chung loai|kieu|model|ma hieu|quy cach|kieu loai)( .*)?"),
    (_F.NAME, r"ten( .*)?|(hang hoa|san pham|thiet bi|noi dung|mo ta|dien giai)( .*)?|binh chua chay"),
    (_F.MADE, r"((ngay|thang|nam|nawm|thoi gian)[ /]*)*(san xuat|sx)|nsx|mfg( date)?|date"),
    (_F.PRICE, r"(don )?gia( .*)?|tri gia( .*)?"),
    (
        _F.DONOR,
        r"(nha |don vi |ben |co quan |nguoi )*(tai tro|trao tang|tang|cung cap|ho tro|cap)( .*)?|nguon( .*)?",
    ),
    (_F.QUANTITY, r"(so luong|sl|s luong|so binh)( .*)?"),
    (_F.NOTE, r"ghi chu( .*)?|gc"),
)
STOCK = Vocabulary(
    fields=StockField,
    patterns=tuple((field, re.compile(pattern)) for field, pattern in _TITLES),
    solid=frozenset({_F.SERIAL, _F.ORDINAL}),
    examples="“Số sê-ri”, “Loại bình”, “Năm sản xuất”",
    kind="extinguishers",
)


def numbers_reader(column: str) -> Reader:
    """A reader of serial or label numbers, as a tuple: one, several with commas between, or a range."""

    def work(bench: Bench) -> tuple[str, ...]:
        if isinstance(bench.cell, date):
            raise ValueError(
                _(
                    "A spreadsheet made the date {date} of what was typed here. "
                    "Type it again as text, with ' before it."
                ).format(date=bench.text)
            )
        if not isinstance(bench.cell, str) or _POWER.fullmatch(bench.text.strip()):
            bench.text = exact_digits(bench)
        text = bench.text.strip().lstrip("'`’")
        if text.lower() in NOTHING and text != "0":
            return ()
        lines = [clean_line(part, _LONGEST_CELL) for part in text.splitlines()]
        numbers = tuple(listed_serials("\n".join(filter(None, lines))))
        if len(numbers) > 1:
            bench.change(", ".join(numbers), RepairKind.RANGE)
        return numbers

    return reader(column, work, empty=())


def made_reader(column: str, today: date) -> Reader:
    """A reader of months, years and days of manufacture; None where it is empty or said not to be known."""

    def work(bench: Bench) -> date | None:
        made = _made(bench, today)
        if made is not None and made > today:
            raise ValueError(
                _("{day} lies in the future. Enter today's date or an earlier one.").format(
                    day=format_date(made)
                )
            )
        return made

    return reader(column, work, empty=None)


def _made(bench: Bench, today: date) -> date | None:
    if isinstance(bench.cell, date):
        return bench.cell
    text = bench.text.strip().removesuffix(".0").lstrip("'")
    if text.lower() in _UNKNOWN:
        return None
    if re.fullmatch(r"[1-9]\d{4}", text, re.ASCII):
        day = _SERIAL_DAY_0 + timedelta(days=int(text))
        bench.change(format_date(day), RepairKind.DATE)
        return day
    if len(re.findall(r"\d+", text)) == 3:
        return parse_date(re.sub(r"^[^\d]+", "", text), today)
    return parse_month_year(text)


def price_reader(column: str) -> Reader:
    """A reader of prices in đồng; None where the cell is empty."""

    def work(bench: Bench) -> int | None:
        text = bench.text.strip()
        if text.lower() in NOTHING:
            return None
        if isinstance(bench.cell, int | float) and bench.cell == int(bench.cell) >= 0:
            return int(bench.cell)
        dong = parse_dong(_PRICE_END.sub(r"\1", text))
        bench.change(format_dong(dong), RepairKind.AMOUNT)
        return dong

    return reader(column, work, empty=None)


def quantity_reader(column: str) -> Reader:
    """A reader of how many extinguishers a row stands for; None where the cell is empty."""

    def work(bench: Bench) -> int | None:
        match = re.fullmatch(
            r"0*(\d{1,5})(?:\.0)?\s*(?:bình|cái|chiếc|binh|cai)?", bench.text.strip().lower()
        )
        if bench.text.strip() in ("", "-"):
            return None
        if not match or isinstance(bench.cell, date) or not int(match[1]):
            raise ValueError(_("The quantity must be a whole number from 1 on."))
        return int(match[1])

    return reader(column, work, empty=None)


def kind_reader(column: str) -> Reader:
    """A reader of what names a kind, as it stands."""

    def work(bench: Bench) -> str:
        tidy(bench)
        return "" if bench.text.lower() in NOTHING else bench.text

    return reader(column, work)


def _reader(field: StockField, title: str, today: date) -> Reader:
    if field is _F.MADE:
        return made_reader(title, today)
    if field is _F.NOTE:
        return text_reader(title, limit=1000)
    makers = {
        _F.SERIAL: numbers_reader,
        _F.LABEL: numbers_reader,
        _F.KIND: kind_reader,
        _F.NAME: kind_reader,
        _F.PRICE: price_reader,
        _F.QUANTITY: quantity_reader,
    }
    return makers.get(field, text_reader)(title)


LAYOUT = Layout(
    order=(_F.SERIAL, _F.KIND, _F.NAME, _F.MADE, _F.LABEL, _F.PRICE, _F.DONOR, _F.QUANTITY, _F.NOTE),
    reader=_reader,
    empty={_F.SERIAL: (), _F.LABEL: (), _F.MADE: None, _F.PRICE: None, _F.QUANTITY: None},
    all_different=frozenset({_F.SERIAL, _F.LABEL}),
    joined_down=frozenset({_F.KIND, _F.NAME, _F.MADE, _F.PRICE, _F.DONOR}),
    no_text=frozenset({_F.SERIAL, _F.LABEL, _F.MADE, _F.PRICE, _F.QUANTITY}),
)
