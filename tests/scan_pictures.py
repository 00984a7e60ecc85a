"""Receipts as they come back from a scanner or a phone: turned, skewed, grainy, in any order."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from firereg.services import receipts
from firereg.services.registry import Registry


def sheets(registry: Registry, handover_ids: Sequence[int], dpi: int = 200) -> list[Image.Image]:
    """The pages of these receipts as a scanner sees them, in grey."""
    return pages(receipts.pdf_of(registry, handover_ids), dpi)


def pages(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """The pages of a PDF, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return found


def skewed(page: Image.Image, degrees: float) -> Image.Image:
    """A page that lay askew on the glass, with some grain."""
    turned = page.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return ImageChops.add(turned, Image.effect_noise(turned.size, 30), 1, -128)


def photo(page: Image.Image) -> Image.Image:
    """A page on a table, taken from the side, half in shadow, not quite sharp."""
    table = Image.new("L", (int(page.width * 1.2), int(page.height * 1.2)), 110)
    table.paste(page, (page.width // 10, page.height // 10))
    wide, high = table.size
    corners = (
        *(wide * 0.05, high * 0.02, wide * 0.01, high * 0.98),
        *(wide * 0.95, high * 0.93, wide * 0.99, high * 0.07),
    )
    aslant = table.transform(table.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)
    shadow = Image.linear_gradient("L").resize(table.size).point(lambda grey: 110 + grey * 145 // 255)
    taken = ImageChops.multiply(aslant, shadow).filter(ImageFilter.GaussianBlur(1))
    return ImageChops.add(taken, Image.effect_noise(table.size, 14), 1, -128)


def as_pdf(path: Path, images: Sequence[Image.Image], dpi: int = 200) -> Path:
    """A PDF as a scanner makes it: one picture a page."""
    first, *rest = images
    first.save(path, "PDF", save_all=True, append_images=rest, resolution=dpi)
    return path


def locked_pdf(path: Path) -> Path:
    """A PDF with a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    data = BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption("mật khẩu"))
    canvas.drawString(50, 50, "x")
    canvas.showPage()
    canvas.save()
    path.write_bytes(data.getvalue())
    return path


def qr_page(text: str) -> Image.Image:
    """A page with a QR of anything."""
    from firereg.documents.qr import qr_modules

    rows = qr_modules(text)
    code = Image.new("L", (len(rows), len(rows)), 255)
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    page = Image.new("L", (1240, 1754), 255)
    page.paste(code.resize((len(rows) * 6, len(rows) * 6), Image.Resampling.NEAREST), (900, 1500))
    return page
