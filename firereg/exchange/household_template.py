"""The workbook that a ward hands out to be filled in: titles that the import knows, cells that keep their zeros."""

from collections.abc import Sequence

from firereg.domain.poverty import PAPER_NAMES
from firereg.exchange.list_template import TemplateColumn, list_template

_TITLE = "DANH SÁCH HỘ GIA ĐÌNH"
_CATEGORIES = [name[0].upper() + name[1:] for name in PAPER_NAMES.values()]


_COLUMNS = (
    TemplateColumn("STT", 6, "Số thứ tự 1, 2, 3…"),
    TemplateColumn(
        "Mã hộ", 13, "Mã trong sổ đăng ký, nếu đã có, ví dụ TDP07-0123. Hộ mới để trống.", is_text=True
    ),
    TemplateColumn("Họ và tên chủ hộ", 26, "Bắt buộc. Gõ có dấu, bảng mã Unicode.", is_text=True),
    TemplateColumn(
        "Năm sinh",
        10,
        "Năm sinh 4 chữ số, ví dụ 1965, hoặc ngày sinh 05/03/1965.",
    ),
    TemplateColumn("Giới tính", 9, "Nam hoặc Nữ.", validation={"validate": "list", "source": ["Nam", "Nữ"]}),
    TemplateColumn("Số CCCD", 16, "Đủ 12 chữ số. Ô đã đặt kiểu chữ nên không mất số 0 ở đầu.", is_text=True),
    TemplateColumn("Địa chỉ", 30, "Số nhà, ngõ, đường, ví dụ 12/34 Chợ Hàng.", is_text=True),
    TemplateColumn("Tổ dân phố", 11, "Số của tổ, ví dụ 5."),
    TemplateColumn("Phường cũ", 16, "Chỉ ghi khi hai tổ của các phường sáp nhập trùng số.", is_text=True),
    TemplateColumn(
        "Số khẩu",
        9,
        "Số người trong hộ, từ 1 đến 99.",
        validation={"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99},
    ),
    TemplateColumn("Số điện thoại", 14, "Ví dụ 0912345678.", is_text=True),
    TemplateColumn(
        "Đối tượng",
        24,
        "Chọn trong danh sách; hộ không thuộc diện nào để trống.",
        validation={"validate": "list", "source": _CATEGORIES},
    ),
    TemplateColumn(
        "Số giấy chứng nhận", 19, "Số giấy chứng nhận hộ nghèo, hộ cận nghèo, nếu có.", is_text=True
    ),
    TemplateColumn("Số quyết định", 19, "Số quyết định công nhận, ví dụ 15/QĐ-UBND.", is_text=True),
    TemplateColumn("Ghi chú", 24, "", is_text=True),
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
    return list_template(_TITLE, _COLUMNS)


def household_sample() -> bytes:
    """The same workbook with three plainly made-up households, to try the import with."""
    return list_template(_TITLE, _COLUMNS, _SAMPLE)
