"""Scanned papers coming in: the pages of a PDF, a photo or a TIFF, the codes on them, and each as it is kept.

PDFium is not made for several threads at once: one thread at a time calls what stands here.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter
from pypdfium2 import raw

from firereg.errors import BadInputError
from firereg.exchange.photos import FORMATS, MOST_PIXELS, bare_jpeg, upright
from firereg.i18n import _

PDF, JPEG = "application/pdf", "image/jpeg"
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
MOST_BYTES = 300 * 1024 * 1024
MOST_PAGES = 500
LONGEST_SIDE = 2200
"""A page of A4 at some 190 dots an inch: a signature and the smallest letters stay legible."""

_MOST_OF_A_PAGE = 2 * 1024 * 1024
_DPI, _FINE_DPI = 200, 300
_WIDEST = 6000
_GRAIN, _FEW_PIXELS = 0.7, 2600
_DARK, _BLANK = 160, 0.0005
_MARGIN = 0.04


class ScannedPage(NamedTuple):
    """What is seen on a page: the texts of its codes, and how far they are turned, in degrees."""

    codes: tuple[str, ...]
    turned: int
    blank: bool


class Scan(Protocol):
    """An open file with scanned pages, counted from 1."""

    pages: int

    def picture(self, page: int, dpi: int = _DPI) -> Image.Image:
        """A page as it looks; `dpi` counts for what has no pixels of its own."""

    def kept(self, page: int, turned: int) -> tuple[bytes, str]:
        """A page as it is kept, set upright: the bytes and their media type."""


@contextmanager
def opened(path: Path) -> Iterator[Scan]:
    """The scan in a file; BadInputError, which names the file, where it is none or more than can be read."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise _too_big(path)
            with (
                _as_pdf(file, path)
                if file.read(1024).lstrip().startswith(b"%PDF")
                else _as_picture(file, path) as scan
            ):
                if scan.pages > MOST_PAGES:
                    raise BadInputError(
                        _("{name} has {n} pages, more than {most}. Split it into smaller files.").format(
                            name=path.name, n=scan.pages, most=MOST_PAGES
                        ),
                        "file",
                    )
                yield scan
    except OSError as error:
        raise BadInputError(
            _("The file {name} cannot be read. Check that it is there, then try again.").format(
                name=path.name
            ),
            "file",
        ) from error


def look(scan: Scan, page: int) -> ScannedPage:
    """The codes on a page, looked for a second time where the first finds none."""
    picture = scan.picture(page).convert("L")
    found = _codes(picture)
    if not found and (blank := _is_blank(picture)):
        return ScannedPage((), 0, blank)
    if not found:
        found = _codes(_clearer(scan.picture(page, _FINE_DPI).convert("L")))
    turned = round(found[0].orientation / 90) * 90 % 360 if found else 0
    return ScannedPage(tuple(dict.fromkeys(one.text for one in found)), turned, False)


def look_through(path: Path, tick: Callable[[], None]) -> list[ScannedPage]:
    """Every page of a file; `tick` is called after each, and stops the work by raising."""
    found = []
    with opened(path) as scan:
        for page in range(1, scan.pages + 1):
            found.append(look(scan, page))
            tick()
    return found


def page_count(path: Path) -> int:
    """How many pages a file has; BadInputError as for `opened`."""
    with opened(path) as scan:
        return scan.pages


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of our own has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def preview(path: Path, page: int, turned: int, longest: int) -> bytes:
    """A page to be looked at: a JPEG, upright, at most `longest` pixels."""
    with opened(path) as scan:
        return bare_jpeg(upright(_turn(scan.picture(page, 100), turned), longest))


def joined(pages: list[tuple[bytes, str]]) -> bytes:
    """Kept pages as one PDF, in their order."""
    whole = pypdfium2.PdfDocument.new()
    for data, media_type in pages:
        if media_type == PDF:
            whole.import_pages(pypdfium2.PdfDocument(data))
        else:
            _add_picture(whole, data)
    return _saved(whole)


def _codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    wanted = zxingcpp.barcode_formats_from_str("QRCode")
    return [one for one in zxingcpp.read_barcodes(picture, formats=wanted) if one.text]


def _clearer(picture: Image.Image) -> Image.Image:
    """With less grain, and with more pixels where it has few: of what is not read at first a third is read then."""
    soft = picture.filter(ImageFilter.GaussianBlur(_GRAIN))
    few = max(soft.size) < _FEW_PIXELS
    return soft.resize((soft.width * 2, soft.height * 2), Image.Resampling.BICUBIC) if few else soft


def _is_blank(picture: Image.Image) -> bool:
    """Whether there is nothing on it: the back of a page. The edges do not count, they may be shadow."""
    wide, high = picture.width * _MARGIN, picture.height * _MARGIN
    inner = picture.crop((int(wide), int(high), int(picture.width - wide), int(picture.height - high)))
    return sum(inner.histogram()[:_DARK]) < _BLANK * inner.width * inner.height


def _turn(picture: Image.Image, turned: int) -> Image.Image:
    return picture.rotate(turned, expand=True) if turned else picture


class _PdfScan:
    def __init__(self, document: pypdfium2.PdfDocument, path: Path) -> None:
        self._document, self._path = document, path
        self.pages = len(document)

    def picture(self, page: int, dpi: int = _DPI) -> Image.Image:
        with self._page(page) as its:
            scale = min(dpi / 72, _WIDEST / max(*its.get_size(), 1))
            return its.render(scale=scale).to_pil().convert("RGB")

    def kept(self, page: int, turned: int) -> tuple[bytes, str]:
        """The page cut out as it is; one that is larger than it need be becomes a picture."""
        alone = pypdfium2.PdfDocument.new()
        with self._page(page) as its:
            alone.import_pages(self._document, [page - 1])
            alone[0].set_rotation((its.get_rotation() - turned) % 360)
        data = _saved(alone)
        if len(data) <= _MOST_OF_A_PAGE:
            return data, PDF
        return bare_jpeg(upright(_turn(self.picture(page), turned), LONGEST_SIDE)), JPEG

    @contextmanager
    def _page(self, page: int) -> Iterator[pypdfium2.PdfPage]:
        """A small file can unpack to gigabytes of a picture: its size is asked for before it is drawn."""
        try:
            its = self._document[page - 1]
            for one in its.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                wide, high = one.get_px_size()
                if wide * high > MOST_PIXELS:
                    raise _too_big(self._path)
            yield its
        except pypdfium2.PdfiumError as error:
            raise BadInputError(
                _("Page {page} of {name} is damaged. Scan it again.").format(page=page, name=self._path.name),
                "file",
            ) from error


class _PictureScan:
    """A photo, or a TIFF with several pages."""

    def __init__(self, image: Image.Image, path: Path) -> None:
        self._image, self._path = image, path
        self.pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1

    def picture(self, page: int, dpi: int = _DPI) -> Image.Image:  # noqa: ARG002
        return self._upright(page, _WIDEST)

    def kept(self, page: int, turned: int) -> tuple[bytes, str]:
        return bare_jpeg(_turn(self._upright(page, LONGEST_SIDE), turned)), JPEG

    def _upright(self, page: int, longest: int) -> Image.Image:
        with _no_picture(self._path):
            if self.pages > 1:
                self._image.seek(page - 1)
            if self._image.width * self._image.height > MOST_PIXELS:
                raise _too_big(self._path)
            return upright(self._image.copy(), longest)


@contextmanager
def _as_pdf(file: BinaryIO, path: Path) -> Iterator[Scan]:
    file.seek(0)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            words = _("{name} is locked with a password. Save it without one, or scan the paper again.")
        else:
            words = _("{name} is damaged or no PDF at all. Scan the paper again.")
        raise BadInputError(words.format(name=path.name), "file") from error
    try:
        if not len(document):
            raise BadInputError(_("{name} has no pages.").format(name=path.name), "file")
        yield _PdfScan(document, path)
    finally:
        document.close()


@contextmanager
def _as_picture(file: BinaryIO, path: Path) -> Iterator[Scan]:
    file.seek(0)
    with _no_picture(path):
        image = Image.open(file, formats=FORMATS)
    with image:
        yield _PictureScan(image, path)


@contextmanager
def _no_picture(path: Path) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a decoder finds odd and reads all the same
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except BadInputError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_big(path) from error
    except Exception as error:  # a decoder fails in any way it likes on bytes that are no picture
        raise BadInputError(
            _(
                "{name} is neither a PDF nor a picture that can be read. Choose a PDF, JPEG, PNG or TIFF; photos of an "
                "iPhone (HEIC) are saved as JPEG first."
            ).format(name=path.name),
            "file",
        ) from error


def _add_picture(whole: pypdfium2.PdfDocument, data: bytes) -> None:
    """The picture on a page of its own, as wide or as high as A4."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        wide, high = picture.size
    scale = 842 / max(wide, high)
    page = whole.new_page(wide * scale, high * scale)
    image = pypdfium2.PdfImage.new(whole)
    image.load_jpeg(BytesIO(data), inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(wide * scale, high * scale))
    page.insert_obj(image)
    page.gen_content()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _too_big(path: Path) -> BadInputError:
    return BadInputError(
        _("{name} is too big: at most {size} MB, and {pixels} million pixels a page.").format(
            name=path.name, size=MOST_BYTES // 1024**2, pixels=MOST_PIXELS // 10**6
        ),
        "file",
    )
