"""The workbook that a ward hands out to be filled in: titles that the import knows, cells that keep their zeros."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from firereg.domain.poverty import PAPER_NAMES

_ROWS = 2000
_CATEGORIES = [name[0].upper() + name[1:] for name in PAPER_NAMES.values()]


@dataclass(frozen=True)
class _Column:
    title: str
    width: float
    advice: str
    is_text: bool = False
    validation: dict | None = None


_COLUMNS = (
    _Column("STT", 6, "Số thứ tự 1, 2, 3…"),
    _Column("Mã hộ", 13, "Mã trong sổ đăng ký, nếu đã có, ví dụ TDP07-0123. Hộ mới để trống.", is_text=True),
    _Column("Họ và tên chủ hộ", 26, "Bắt buộc. Gõ có dấu, bảng mã Unicode.", is_text=True),
    _Column(
        "Năm sinh",
        10,
        "Năm sinh 4 chữ số, ví dụ 1965, hoặc ngày sinh 05/03/1965.",
    ),
    _Column("Giới tính", 9, "Nam hoặc Nữ.", validation={"validate": "list", "source": ["Nam", "Nữ"]}),
    _Column("Số CCCD", 16, "Đủ 12 chữ số. Ô đã đặt kiểu chữ nên không mất số 0 ở đầu.", is_text=True),
    _Column("Địa chỉ", 30, "Số nhà, ngõ, đường, ví dụ 12/34 Chợ Hàng.", is_text=True),
    _Column("Tổ dân phố", 11, "Số của tổ, ví dụ 5."),
    _Column("Phường cũ", 16, "Chỉ ghi khi hai tổ của các phường sáp nhập trùng số.", is_text=True),
    _Column(
        "Số khẩu",
        9,
        "Số người trong hộ, từ 1 đến 99.",
        validation={"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99},
    ),
    _Column("Số điện thoại", 14, "Ví dụ 0912345678.", is_text=True),
    _Column(
        "Đối tượng",
        24,
        "Chọn trong danh sách; hộ không thuộc diện nào để trống.",
        validation={"validate": "list", "source": _CATEGORIES},
    ),
    _Column("Số giấy chứng nhận", 19, "Số giấy chứng nhận hộ nghèo, hộ cận nghèo, nếu có.", is_text=True),
    _Column("Số quyết định", 19, "Số quyết định công nhận, ví dụ 15/QĐ-UBND.", is_text=True),
    _Column("Ghi chú", 24, "", is_text=True),
)
_SAMPLE: tuple[Sequence[str | int | None], ...] = (
    (1, None, "Nguyễn Văn Mẫu", 1965, "Nam", "031065000001", "12/34 Chợ Hàng", 5, None, 4, "0912000001",
     "Hộ cận nghèo", "01/GCN-HN.HCN", "15/QĐ-UBND", "Dữ liệu mẫu"),
    (2, None, "Trần Thị Thử", 1972, "Nữ", "031172000002", "7 Miếu Hai Xã", 5, None, 3, "0912000002",
     None, None, None, "Dữ liệu mẫu"),
    (3, None, "Phạm Thị Ví Dụ", 1958, "Nữ", "031158000003", "105 Chợ Hàng", 7, None, 1, None,
     "Hộ nghèo", "02/GCN-HN.HCN", "15/QĐ-UBND", "Dữ liệu mẫu"),
)  # fmt: skip


def household_template() -> bytes:
    """An .xlsx to fill in: one sheet for the list, one that explains each column."""
    return _workbook(())


def household_sample() -> bytes:
    """The same workbook with three plainly made-up households, to try the import with."""
    return _workbook(_SAMPLE)


def _workbook(rows: Sequence[Sequence[str | int | None]]) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#DDE7F3",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        "text": book.add_format({"num_format": 49}),  # "@", text
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _fill_list(book.add_worksheet("Danh sách"), formats, rows)
    _fill_advice(book.add_worksheet("Hướng dẫn"), formats)
    book.close()
    return buffer.getvalue()


def _fill_list(sheet, formats: dict, rows: Sequence[Sequence[str | int | None]]) -> None:
    sheet.write_string(0, 0, "DANH SÁCH HỘ GIA ĐÌNH", formats["title"])
    for x, column in enumerate(_COLUMNS):
        sheet.set_column(x, x, column.width, formats["text"] if column.is_text else None)
        sheet.write_string(2, x, column.title, formats["head"])
        if column.validation:
            sheet.data_validation(3, x, _ROWS, x, column.validation | {"error_type": "warning"})
    for y, row in enumerate(rows, start=3):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(y, x, cell, formats["text"])
            elif cell is not None:
                sheet.write_number(y, x, cell)
    sheet.set_row(2, 32)
    sheet.freeze_panes(3, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _fill_advice(sheet, formats: dict) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, "Cách ghi từng cột", formats["title"])
    for y, column in enumerate(_COLUMNS, start=2):
        sheet.write_string(y, 0, column.title)
        sheet.write_string(y, 1, column.advice, formats["wrapped"])
