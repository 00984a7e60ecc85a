import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinterInfo
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from firereg.errors import UserError
from firereg.ui.jobs import JobRunner
from firereg.ui.printing import print_pdf, print_to_file, printer_names

PAGES = (A4, landscape(A4), A4)
ONE_LINE = 255 / 12 * 1.5  # a line of pixels more or less at an edge: 0.2 mm


@pytest.fixture(scope="module")
def pdf():
    """Marks within 3 mm of every edge, where a printer's margins would shift or shrink them."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number, (width, height) in enumerate(PAGES):
        canvas.setPageSize((width, height))
        for x in (8, width - 28):
            for y in (8, height - 28):
                canvas.rect(x, y, 20, 20, stroke=0, fill=1)
        canvas.setFont("Helvetica", 13)
        canvas.drawString(100, 300, f"page {number}, small text in its place")
        canvas.line(50, 200, width - 50, 200)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pictures(path) -> list[QImage]:
    document = QPdfDocument()
    document.load(str(path))
    made = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page).toSize() * 2  # Qt writes A4 as 595 x 842 points
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.drawImage(0, 0, document.render(page, size))
        painter.end()
        made.append(picture.convertToFormat(QImage.Format.Format_Grayscale8))
    document.close()
    return made


def ink(picture: QImage) -> list[int]:
    """How light each square of 6 points is on the whole, 0 to 255."""
    columns, rows = picture.width() // 12, picture.height() // 12
    small = picture.scaled(
        columns, rows, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return [small.pixelColor(x, y).lightness() for y in range(rows) for x in range(columns)]


def test_every_page_comes_out_in_its_size_and_place(qtbot, pdf, tmp_path):
    (tmp_path / "original.pdf").write_bytes(pdf)
    print_to_file(pdf, tmp_path / "printed.pdf")
    original, printed = pictures(tmp_path / "original.pdf"), pictures(tmp_path / "printed.pdf")
    assert [p.size() for p in printed] == [p.size() for p in original]
    for before, after in zip(original, printed, strict=True):
        moved = [(a, b) for a, b in zip(ink(before), ink(after), strict=True) if abs(a - b) > ONE_LINE]
        assert not moved


def test_copies_come_one_whole_set_after_the_other(qtbot, pdf, tmp_path):
    print_to_file(pdf, tmp_path / "printed.pdf", copies=2)
    sizes = [picture.width() > picture.height() for picture in pictures(tmp_path / "printed.pdf")]
    assert sizes == [False, True, False] * 2


def test_in_the_worker(qtbot, qapp, pdf, tmp_path):
    jobs = JobRunner()
    done = []
    jobs.run(lambda _progress: print_to_file(pdf, tmp_path / "printed.pdf"), on_done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    jobs.close()
    assert len(pictures(tmp_path / "printed.pdf")) == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_told(qtbot, pdf, tmp_path):
    with pytest.raises(UserError, match="was not printed"):
        print_to_file(pdf, tmp_path / "no such folder" / "printed.pdf")


def test_what_is_no_paper_is_told(qtbot, tmp_path):
    with pytest.raises(UserError, match="no pages"):
        print_to_file(b"not a PDF", tmp_path / "printed.pdf")
    assert not (tmp_path / "printed.pdf").exists()


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this machine has printers")
def test_without_a_printer_the_next_step_is_told(qtbot, pdf):
    assert printer_names() == []
    with pytest.raises(UserError, match="Save the paper as PDF"):
        print_pdf(pdf)
