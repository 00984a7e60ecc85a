"""From a PDF to the printer: each page as it is, in its exact size and place, whatever the printer's margins.

The same bytes are previewed, filed and printed, so nothing here lays anything out. Printing takes no window and
may run in a worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from firereg.errors import UserError
from firereg.i18n import _

DPI = 300
"""Sharp for text of 11 points and more; finer only costs time and memory (A4 at 600 dpi takes 140 MB)."""


@dataclass(frozen=True)
class PrintChoice:
    """A printer and how many copies."""

    printer: str
    copies: int


def printer_names() -> list[str]:
    """The printers that are set up, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != default, name))


def print_pdf(pdf: bytes, printer_name: str | None = None, copies: int = 1) -> None:
    """Send all pages to a printer, the default one for None. UserError where it cannot be done."""
    name = printer_name or QPrinterInfo.defaultPrinterName()
    if not name:
        raise _no_printer()
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    if not printer.isValid():
        raise UserError(
            _("The printer {name} does not answer. Check it, or save the paper as PDF.").format(name=name)
        )
    _print(pdf, printer, copies)


def print_to_file(pdf: bytes, path: Path, copies: int = 1) -> None:
    """Print as to a printer, but into a PDF file. UserError where it cannot be written."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    _print(pdf, printer, copies)


def choose_printer(parent: QWidget, copies: int) -> PrintChoice | None:
    """The printer and copies a person chose in the usual dialog, None where they thought better of it."""
    if not printer_names():
        raise _no_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setOptions(QAbstractPrintDialog.PrintDialogOption.PrintShowPageSize)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return PrintChoice(printer.printerName(), printer.copyCount())


def _print(pdf: bytes, printer: QPrinter, copies: int) -> None:
    printer.setResolution(DPI)
    printer.setFullPage(True)
    rounds = 1
    if printer.supportsMultipleCopies():
        printer.setCopyCount(copies)
        printer.setCollateCopies(True)
    else:
        rounds = copies
    with _pages(pdf) as document:
        numbers = [page for _round in range(rounds) for page in range(document.pageCount())]
        _set_page(printer, document.pagePointSize(0))
        painter = QPainter()
        if not painter.begin(printer):
            raise UserError(_not_printed())
        try:
            for position, page in enumerate(numbers):
                if position:
                    _set_page(printer, document.pagePointSize(page))
                    if not printer.newPage():
                        raise UserError(_not_printed())
                _draw(painter, printer, document, page)
        except UserError:
            printer.abort()
            raise
        finally:
            painter.end()
        if printer.printerState() == QPrinter.PrinterState.Error:
            raise UserError(_not_printed())


@contextmanager
def _pages(pdf: bytes) -> Iterator[QPdfDocument]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if not document.pageCount():
            raise UserError(_("This paper cannot be printed: it has no pages. Make it again."))
        yield document
    finally:
        document.close()


def _set_page(printer: QPrinter, points: QSizeF) -> None:
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = points.width() > points.height()
    turn = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turn, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    scale = printer.resolution() / 72
    size = (document.pagePointSize(page) * scale).toSize()
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    onto = QPainter(picture)
    onto.drawImage(0, 0, document.render(page, size))
    onto.end()
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)


def _no_printer() -> UserError:
    return UserError(
        _("No printer is set up on this computer. Save the paper as PDF, or set up a printer and try again.")
    )


def _not_printed() -> str:
    return _("The paper was not printed: the printer or the file does not answer. Check it and try again.")
