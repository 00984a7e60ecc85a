"""The workbook for a stock list of extinguishers, handed to those who deliver them."""

from collections.abc import Sequence

from firereg.exchange.list_template import TemplateColumn, list_template

_TITLE = "DANH SÁCH BÌNH CHỮA CHÁY"
_COLUMNS = (
    TemplateColumn("STT", 6, "Số thứ tự 1, 2, 3…"),
    TemplateColumn(
        "Số sê-ri",
        24,
        "Bắt buộc. Số trên vỏ bình hoặc tem của nhà sản xuất. Nhiều bình liền số có thể ghi một dòng: "
        "A-001 đến A-010.",
        is_text=True,
    ),
    TemplateColumn(
        "Loại bình", 18, "Bắt buộc. Ký hiệu như MFZL4, MT3, hoặc tên như Bột ABC 4kg, CO2 3kg.", is_text=True
    ),
    TemplateColumn(
        "Năm sản xuất",
        14,
        "Tháng và năm trên vỏ bình, ví dụ 03/2023. Không đọc được thì để trống.",
        is_text=True,
    ),
    TemplateColumn("Số tem", 14, "Số tem của phường dán trên bình, nếu có, ví dụ DHK-0101.", is_text=True),
    TemplateColumn("Đơn giá", 12, "Giá một bình, bằng đồng, ví dụ 500000."),
    TemplateColumn("Nhà tài trợ", 26, "Ai tặng hoặc cấp bình này.", is_text=True),
    TemplateColumn("Ghi chú", 26, "", is_text=True),
)
_SAMPLE: tuple[Sequence[str | int | None], ...] = (
    (1, "MAU-0001", "MFZL4", "03/2023", "TEM-0001", 350_000, "Công ty Mẫu", "Dữ liệu mẫu"),
    (2, "MAU-0002 đến MAU-0004", "Bột ABC 4kg", "03/2023", None, 350_000, "Công ty Mẫu", "Dữ liệu mẫu"),
    (3, "CO2-MAU-01", "MT3", None, "TEM-0005", None, "Công ty Mẫu", "Dữ liệu mẫu"),
)


def stock_template() -> bytes:
    """An .xlsx to fill in: one sheet for the list, one that explains each column."""
    return list_template(_TITLE, _COLUMNS)


def stock_sample() -> bytes:
    """The same workbook with five plainly made-up extinguishers, to try the import with."""
    return list_template(_TITLE, _COLUMNS, _SAMPLE)
