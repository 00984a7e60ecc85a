"""Stock lists of extinguishers for the small ward, as those who deliver them write them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.exchange.list_files import xlsx

HEAD = ("STT", "Số sê-ri", "Loại bình", "Năm SX", "Số tem", "Đơn giá", "Nhà tài trợ", "Ghi chú")
NEW = (1, "TM-0001", "MFZL4", "03/2023", "DHK-0101", "350.000đ", "Công ty Mẫu", "")
BY_WORDS = (2, "tm - 0002", "Bình bột ABC 4kg", 2023, "DHK-0102", 350000, "Công ty Mẫu", "tem mờ")
RANGE = (3, "TM-0011 đến TM-0013", "CO2 3kg", date(2022, 5, 1), "", "1.200.000", "Công ty Mẫu", "")
SAME = (4, "PC-0001", "mfzl-4", "03/2023", "", "", "Công ty Mẫu", "")
FILLS = (5, "pc-0003", "MFZL 4", "06/2022", "DHK-0003", "", "Công ty Khác", "")
DIFFERS = (6, "CO-0001", "MT5", "01/2020", "", "", "", "")
UNKNOWN_KIND = (7, "TM-0020", "MFZL6", "2023", "", "", "", "")
FROM_THE_FUTURE = (8, "TM-0021", "MFZL4", "12/2026", "", "", "", "")
TWICE = (9, "TM-0001", "MFZL4", "03/2023", "", "", "", "")
NO_SERIALS = (10, "", "MFZL4", "2023", "", "", "", "")
TOTAL = (None, "Tổng cộng", None, None, None, "2.250.000")
SIGNED = (None, None, None, None, None, "Ngày 15 tháng 9 năm 2023")
CAPTION = (["BIÊN BẢN BÀN GIAO số 12/BBBG"], ["Nhà tài trợ: Công ty Mẫu"], ["Ngày 15 tháng 9 năm 2023"], [])


def stock_list(
    folder: Path, *rows: Sequence, name: str = "stock.xlsx", caption: Sequence[Sequence] = CAPTION
) -> Path:
    """A workbook with these rows under a caption and the usual head."""
    return xlsx(folder / name, [*caption, HEAD, *rows], sheet="Danh sách")
