"""A messy list of the small ward, as its authors would write it."""

from collections.abc import Sequence
from pathlib import Path

from tests.exchange.list_files import xlsx

HEAD = (
    *("STT", "Họ và tên chủ hộ", "Năm sinh", "Số CCCD", "Địa chỉ", "TDP", "Số khẩu", "Điện thoại"),
    *("Hộ cận nghèo", "Số GCN", "Ghi chú"),
)
HOA = (
    1,
    "Đặng Thị Hòa",
    1965,
    "031165001234",
    "Số 12/34 Chợ Hàng",
    "Tổ 7",
    5,
    "0912345678",
    "x",
    "05/GCN",
    "",
)
AN = (2, "NGUYEN VAN AN", "", "", "5 Miếu Hai Xã", "7", 3, "", "", "", "")
NEW = (3, "LÊ VĂN  MỚI", 1970, 31070001234, "1 Đình Đông", "TDP số 70", 2, "912000111", "", "", "")
LAN = (4, "Phạm Thị Lan", 1980, "", "", "7", 1, "", "", "", "")
WRONG = (5, "Lê Văn Sai", 1980, "03117", "9 Hồ Sen", "7", 1, "", "", "", "")
OF_NEW_GROUP = (6, "Lê Văn Tổ", 1980, "", "9 Hồ Sen", "71", 1, "", "", "", "")
TOTAL = (None, "Tổng cộng", None, None, None, None, 17)


def ward_list(
    folder: Path, *rows: Sequence, name: str = "list.xlsx", sheet: str = "DS", title: str = ""
) -> Path:
    """A workbook with these rows under a title and the usual head."""
    above = [[title or "DANH SÁCH HỘ DÂN NĂM 2023"], []]
    return xlsx(folder / name, [*above, HEAD, *rows], sheet=sheet)


def with_field(row: Sequence, column: int, value: object) -> list:
    """The row with another value in one column."""
    return [value if x == column else cell for x, cell in enumerate(row)]
