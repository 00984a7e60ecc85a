"""Walk sheets as a workbook to be filled in on the way: one sheet for each walk, only the results unlocked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.walks import Outcome

RESULT_WORDS = {Outcome.PASSED: "Đạt", Outcome.FAILED: "Hỏng", Outcome.NOT_FOUND: "Không thấy"}
ITEM_WORDS = {
    Item.PLACE: "Không đúng vị trí",
    Item.VISIBLE: "Bị che khuất, hướng dẫn không quay ra ngoài",
    Item.LEGIBLE: "Hướng dẫn không đọc được",
    Item.SEAL: "Mất niêm phong hoặc chốt",
    Item.FULL: "Không đủ chất chữa cháy",
    Item.BODY: "Vỏ, vòi, loa phun hỏng hoặc gỉ",
    Item.GAUGE: "Kim không ở vạch xanh",
}
"""What is wrong, by the point of the checklist (TCVN 7435-2:2004 §4.2.2)."""
SEPARATOR = ";"
DAY_FOR_ALL = "Ngày kiểm tra chung"
HEAD_ROW = 4
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class BookLine:
    """One extinguisher of a walk, with its result where it has one already. `code` is what the QR says."""

    code: str
    position: int
    head_name: str
    address: str
    kind_code: str
    label: str
    serial: str
    outcome: Outcome = Outcome.OPEN
    failed_items: tuple[Item, ...] = ()
    words: str = ""
    day: date | None = None
    inspector: str = ""
    weight_g: int | None = None


@dataclass(frozen=True)
class BookSheet:
    """The lines of one walk; `name` is the name of the walk, `place` its group or street."""

    name: str
    place: str
    first_day: date
    last_day: date
    inspector: str
    lines: tuple[BookLine, ...]


@dataclass(frozen=True)
class BookColumn:
    """A column: its head, its width in characters, and whether it is filled in on the way."""

    head: str
    width: float
    filled_in: bool = False


COLUMNS = {
    "position": BookColumn("TT", 5),
    "head_name": BookColumn("Chủ hộ", 24),
    "address": BookColumn("Địa chỉ", 28),
    "kind_code": BookColumn("Loại bình", 9),
    "label": BookColumn("Số tem", 10),
    "serial": BookColumn("Số sê-ri", 16),
    "outcome": BookColumn("Kết quả", 12, filled_in=True),
    "failed_items": BookColumn("Điểm không đạt", 34, filled_in=True),
    "words": BookColumn("Ghi chú", 28, filled_in=True),
    "weight_g": BookColumn("Cân nặng (kg)", 9, filled_in=True),
    "day": BookColumn("Ngày kiểm tra", 13, filled_in=True),
    "inspector": BookColumn("Người kiểm tra", 20, filled_in=True),
    "code": BookColumn("Mã dòng", 16),
}
"""By the field of a `BookLine`; the last is hidden, and is what the line is known by when it comes back."""
_AT = {name: x for x, name in enumerate(COLUMNS)}


def walk_book(sheets: Sequence[BookSheet]) -> bytes:
    """The .xlsx of these walks. Names, serials and codes are text and locked, so that no zero is lost."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = _formats(book)
    names = _sheet_names(sheets)
    worksheets = [book.add_worksheet(name) for name in names]
    choices = book.add_worksheet("Danh mục")
    for y, words in enumerate(ITEM_WORDS.values()):
        choices.write_string(y, 0, words)
    choices.hide()
    for worksheet, sheet in zip(worksheets, sheets, strict=True):
        _fill(worksheet, sheet, formats)
    book.close()
    return buffer.getvalue()


def _formats(book) -> dict:
    cell = {"valign": "top", "border": 1, "border_color": "#BBBBBB", "text_wrap": True}
    unlocked = {"locked": False, "bg_color": "#FFFDE7"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E8EEF4", "valign": "vcenter"}),
        "locked": book.add_format({**cell, "num_format": "@"}),
        "filled_in": book.add_format({**cell, **unlocked, "num_format": "@"}),
        "day": book.add_format({**cell, **unlocked, "num_format": "dd/mm/yyyy"}),
        "weight_g": book.add_format({**cell, **unlocked, "num_format": "0.00"}),
    }


def _fill(worksheet, sheet: BookSheet, formats: dict) -> None:
    worksheet.write_string(0, 0, sheet.name, formats["title"])
    days = f"từ {format_date(sheet.first_day)} đến {format_date(sheet.last_day)}"
    who = f"; người kiểm tra: {sheet.inspector}" if sheet.inspector else ""
    worksheet.write_string(1, 0, f"{sheet.place}, {days}{who}")
    worksheet.write_string(2, _AT["address"], f"{DAY_FOR_ALL} (nếu dòng không ghi ngày):")
    worksheet.write_blank(2, _AT["serial"], None, formats["day"])
    for name, column in COLUMNS.items():
        x = _AT[name]
        worksheet.set_column(x, x, column.width, None, {"hidden": name == "code"})
        worksheet.write_string(HEAD_ROW, x, column.head, formats["head"])
    for y, line in enumerate(sheet.lines, start=HEAD_ROW + 1):
        _fill_line(worksheet, y, line, formats)
    _offer(worksheet, HEAD_ROW + 1, HEAD_ROW + max(1, len(sheet.lines)))
    worksheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    worksheet.freeze_panes(HEAD_ROW + 1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEAD_ROW)


def _fill_line(worksheet, y: int, line: BookLine, formats: dict) -> None:
    filled = {
        "outcome": RESULT_WORDS.get(line.outcome, ""),
        "failed_items": f"{SEPARATOR} ".join(ITEM_WORDS[item] for item in line.failed_items),
        "position": str(line.position),
    }
    for name, column in COLUMNS.items():
        x, value = _AT[name], filled.get(name) or getattr(line, name)
        if name == "day" and line.day:
            worksheet.write_datetime(y, x, line.day, formats["day"])
        elif name == "weight_g" and line.weight_g:
            worksheet.write_number(y, x, line.weight_g / 1000, formats["weight_g"])
        elif name in formats:
            worksheet.write_blank(y, x, None, formats[name])
        else:
            worksheet.write_string(y, x, value or "", formats["filled_in" if column.filled_in else "locked"])


def _offer(worksheet, first: int, last: int) -> None:
    """The choices of each line; what is wrong may be more than one thing, so other words are let through."""
    result, items, day = _AT["outcome"], _AT["failed_items"], _AT["day"]
    worksheet.data_validation(
        first, result, last, result, {"validate": "list", "source": list(RESULT_WORDS.values())}
    )
    worksheet.data_validation(
        first,
        items,
        last,
        items,
        {
            "validate": "list",
            "source": f"='Danh mục'!$A$1:$A${len(ITEM_WORDS)}",
            "error_type": "information",
            "input_title": "Điểm không đạt",
            "input_message": "Chọn một điểm; nhiều điểm thì gõ thêm, cách nhau bằng dấu chấm phẩy (;).",
        },
    )
    worksheet.data_validation(
        first,
        day,
        last,
        day,
        {"validate": "date", "criteria": ">", "value": date(2000, 1, 1), "error_type": "warning"},
    )


def _sheet_names(sheets: Sequence[BookSheet]) -> list[str]:
    """A name for each sheet that Excel takes: short, without signs of paths, no two alike in any case of letters."""
    names: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", sheet.place or sheet.name).split())
        name = plain[:_LONGEST_SHEET_NAME]
        if not name or name.casefold() in (other.casefold() for other in (*names, "Danh mục", "History")):
            tail = f" ({number})"
            name = plain[: _LONGEST_SHEET_NAME - len(tail)] + tail
        names.append(name)
    return names
