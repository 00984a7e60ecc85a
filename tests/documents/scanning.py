"""Pages as pictures, and the codes that a scanner finds on them."""

from typing import NamedTuple

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from pyzbar.pyzbar import ZBarSymbol, decode

QR, CODE128 = ZBarSymbol.QRCODE.name, ZBarSymbol.CODE128.name


class Found(NamedTuple):
    """A code, and where its middle lies from the upper left corner, in millimetres."""

    symbol: str
    text: str
    x: float
    y: float


def picture(pdf: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """A page on white paper, in grey."""
    assert QGuiApplication.instance(), "ask for the fixture qapp"
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    return grey(document.render(page, size))


def grey(image: QImage) -> Image.Image:
    """`image` over white, in grey."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill("white")
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    flat = paper.convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombytes(
        "L", (flat.width(), flat.height()), bytes(flat.constBits()), "raw", "L", flat.bytesPerLine()
    )


def scan(image: Image.Image, dpi: int = 200) -> list[Found]:
    """Every code in a picture of `dpi` dots an inch."""
    to_mm = 25.4 / dpi
    return [
        Found(
            one.type,
            one.data.decode(),
            (one.rect.left + one.rect.width / 2) * to_mm,
            (one.rect.top + one.rect.height / 2) * to_mm,
        )
        for one in decode(image, symbols=[ZBarSymbol.QRCODE, ZBarSymbol.CODE128])
    ]


def cut(image: Image.Image, dpi: int, box: tuple[float, float, float, float]) -> Image.Image:
    """What is held under a scanner: left, top, right and foot in millimetres from the upper left corner."""
    left, top, right, foot = (round(side * dpi / 25.4) for side in box)
    return image.crop((left, top, right, foot))
