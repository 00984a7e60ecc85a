"""Photos coming in: made upright, small and free of what a phone writes into them.

A phone keeps where and when a photo was taken, which is personal data of the household: only the picture stays.
"""

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from firereg.errors import BadInputError
from firereg.i18n import _

MEDIA_TYPE = "image/jpeg"
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 1600
_QUALITY = 80
_READERS = (JpegImageFile, PngImageFile, WebPImageFile, BmpImageFile, GifImageFile, TiffImageFile)
FORMATS = [str(reader.format) for reader in _READERS]


def read_photo(path: Path) -> bytes:
    """The photo in a file as a JPEG: upright, at most LONGEST_SIDE pixels, without any metadata.

    BadInputError for a file that is not there, no photo, or too big to be one.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_big(path)
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(
            _("The file {name} cannot be read. Check that it is there, then try again.").format(
                name=path.name
            ),
            "photo",
        ) from error
    return _as_jpeg(data, path)


def _as_jpeg(data: bytes, path: Path) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a decoder finds odd and reads all the same
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _too_big(path)
                return bare_jpeg(upright(image))
    except BadInputError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_big(path) from error
    except Exception as error:  # a decoder fails in any way it likes on bytes that are no photo
        raise BadInputError(
            _(
                "{name} is no photo that can be read. Choose a JPEG or PNG; photos of an iPhone (HEIC) are saved as "
                "JPEG first."
            ).format(name=path.name),
            "photo",
        ) from error


def upright(image: Image.Image, longest: int = LONGEST_SIDE) -> Image.Image:
    """Turned as it was taken, at most `longest` pixels, on white where it is transparent.

    Made small first, which saves memory.
    """
    if image.mode not in ("L", "RGB", "RGBA"):
        clear = image.mode in ("LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = ImageOps.exif_transpose(image)
    if small.mode == "RGBA":
        white = Image.new("RGBA", small.size, "white")
        white.alpha_composite(small)
        small = white
    return small.convert("RGB")


def bare_jpeg(image: Image.Image) -> bytes:
    """A new picture from the bare pixels: whatever else the file carried stays behind."""
    out = BytesIO()
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _too_big(path: Path) -> BadInputError:
    return BadInputError(
        _("{name} is too big for a photo: at most {size} MB and {pixels} million pixels.").format(
            name=path.name, size=MOST_BYTES // 1024**2, pixels=MOST_PIXELS // 10**6
        ),
        "photo",
    )
