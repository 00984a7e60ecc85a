"""The yearly report, read back, and its charts on paper and on the screen."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from firereg.documents.book import Book
from firereg.documents.chart_svg import svg
from firereg.documents.charts import WARNING, Look, Series, bars, columns, line
from firereg.documents.coverage_report import coverage_report_pdf
from firereg.documents.equipment_papers import ServiceFigures
from firereg.documents.equipment_report import equipment_report_pdf
from firereg.documents.wording import AmountWords
from firereg.paths import resource
from tests.documents.equipment_samples import empty_report, equipment_report
from tests.documents.paper_reading import flowing, outside, overlaps, sheets
from tests.documents.sample_papers import coverage_report
from tests.documents.scanning import grey, picture

GROUPS = [f"Tổ dân phố số {n}" for n in range(1, 6)] + [
    "Tổ dân phố số 7 (phường Dư Hàng Kênh cũ), tên rất dài"
]
CHARTS = {
    "bars": lambda: bars(
        GROUPS, [Series("Trong hạn", range(6, 0, -1)), Series("Quá hạn", range(6), WARNING)], wide=440
    ),
    "columns": lambda: columns(
        ["Dưới 1 năm", "1 năm", "Không rõ"], [Series("", (12, 1240, 0))], wide=440, high=130
    ),
    "line": lambda: line(
        [f"T{n}" for n in range(1, 13)], [3, 5, 8, 20, 40, 33, 12, 7, 6, 9, None, None], wide=440, high=130
    ),
}


def on_paper(drawing) -> bytes:
    book = Book(title="Biểu đồ", author="", subject="")
    book.drawing(drawing, 0, 0)
    book.turn()
    return book.finish()


def test_the_report_follows_the_decree_and_adds_up() -> None:
    pdf = equipment_report_pdf(equipment_report())
    pages = sheets(pdf)
    first = pages[0]
    first.line("Số: 05/BC-UBND")
    assert first.line("BÁO CÁO").size in {13, 14}
    for number, page in enumerate(pages, start=1):
        assert overlaps(page) == []
        assert set(outside(page)) <= ({str(number)} if number > 1 else set())
        assert (page.width, page.height) == pytest.approx((595.3, 841.9), abs=0.1)
    text = flowing(pdf)
    for words in (
        "phường quản lý 1.240 bình chữa cháy; 280 hộ",
        "mất 02 bình",
        "Tổng cộng 286 319 242 43 11",
        "Bằng chữ: Bảy triệu năm trăm nghìn đồng.",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
        "Biểu đồ 1. Số bình theo tổ dân phố",
        "Biểu đồ 3. Số bình quá hạn cuối mỗi tháng năm 2026",
        "năm 2026./.",
    ):
        assert words in text
    titles = [entry.title for entry in PdfReader(BytesIO(pdf)).outline]
    assert titles[0] == "Tình hình chung"
    assert len(titles) == 6


def test_the_letters_of_a_chart_are_embedded_and_inside_the_page() -> None:
    pdf = equipment_report_pdf(equipment_report())
    for page in PdfReader(BytesIO(pdf)).pages:
        for used in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in used["/FontDescriptor"]
    (page,) = [page for page in sheets(pdf) if "Biểu đồ 1." in page.text]
    assert len([each for each in page.lines if each.text.startswith("Tổ dân phố số ")]) == 22


def test_reports_read_amounts_as_the_ward_does() -> None:
    southern = AmountWords("lẻ", "ngàn")
    services = (ServiceFigures("Bảo dưỡng", 1, 1_005_000),)
    text = flowing(equipment_report_pdf(equipment_report(services=services, reading=southern)))
    assert "Bằng chữ: Một triệu không trăm lẻ năm ngàn đồng." in text
    year = replace(coverage_report().years[0], given_dong=1_005_000)
    text = flowing(coverage_report_pdf(replace(coverage_report(), years=(year,), reading=southern)))
    assert "(bằng chữ: một triệu không trăm lẻ năm ngàn đồng)" in text


def test_without_costs_there_is_no_column_for_them() -> None:
    text = flowing(equipment_report_pdf(equipment_report(services=(ServiceFigures("Bảo dưỡng", 7, None),))))
    assert "Chi phí" not in text
    assert "1 Bảo dưỡng 7 Tổng cộng 7" in text


def test_a_report_without_figures_is_short_and_says_zero() -> None:
    (page,) = sheets(equipment_report_pdf(empty_report()))
    text = " ".join(page.text.split())
    assert "phường quản lý 0 bình chữa cháy" in text
    assert "Biểu đồ" not in text
    assert "II." not in text


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_the_same_on_paper_and_on_the_screen(qapp, name: str) -> None:
    QFontDatabase.addApplicationFont(str(resource("fonts") / "LiberationSerif-Regular.ttf"))
    drawing = CHARTS[name]()
    dpi = 144
    paper = picture(on_paper(drawing), dpi=dpi)
    wide, high = round(drawing.width * dpi / 72), round(drawing.height * dpi / 72)
    paper = paper.crop((0, paper.height - high, wide, paper.height))
    screen = QImage(wide, high, QImage.Format.Format_ARGB32)
    screen.fill(0)
    renderer = QSvgRenderer(QByteArray(svg(drawing)))
    assert renderer.isValid()
    painter = QPainter(screen)
    renderer.render(painter)
    painter.end()
    difference = ImageChops.difference(small(paper), small(grey(screen)))
    assert small(paper).getextrema()[0] < 200, "something is drawn"
    assert difference.getextrema()[1] < 60


def small(image: Image.Image) -> Image.Image:
    """Blurred to points of a third of a millimetre and more, so that only things that moved or lack are seen."""
    return image.resize((image.width // 6, image.height // 6), Image.Resampling.BOX)


def test_every_value_stands_in_figures() -> None:
    (page,) = sheets(on_paper(CHARTS["bars"]()))
    texts = [each.text for each in page.lines]
    assert {"6", "6 (1)", "6 (5)", "Trong hạn", "Quá hạn"} <= set(texts)
    widths = [x1 - x0 for x0, _y0, x1, _y1 in page.boxes if x1 - x0 > 8]
    assert max(widths) == pytest.approx(sum(sorted(widths)[:1]) * 6, rel=0.01)


def test_charts_without_values_do_not_fail() -> None:
    for drawing in (
        bars([], [], wide=300),
        columns([], [], wide=300, high=80),
        columns(["a"], [Series("", [0])], wide=300, high=80),
        line([], [], wide=300, high=80),
        line(["T1"], [None], wide=300, high=80),
    ):
        assert svg(drawing).startswith(b"<svg")


def test_the_ink_of_a_dark_screen_is_light() -> None:
    assert b'fill="#eeeeee"' in svg(line(["T1"], [1], wide=100, high=50, look=Look(ink="#eeeeee")))
