"""Photos come in upright, small and bare; what is no photo is told."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from firereg.errors import BadInputError
from firereg.exchange import photos
from firereg.exchange.photos import LONGEST_SIDE, MOST_BYTES, read_photo

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
PLACE = b"20 deg 50 min N"


def taken(size=(400, 200), orientation=None):
    """A photo as a phone writes it: left half red, right half blue, and what it tells of the place."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[MAKER] = "A phone"
    if orientation:
        exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[29] = PLACE.decode()
    return image, exif


def opened(data):
    return Image.open(BytesIO(data))


def test_where_and_when_it_was_taken_is_dropped(tmp_path):
    image, exif = taken()
    image.save(tmp_path / "a.jpg", exif=exif, comment="private", dpi=(300, 300))
    raw = (tmp_path / "a.jpg").read_bytes()
    assert PLACE in raw
    assert b"private" in raw
    data = read_photo(tmp_path / "a.jpg")
    assert PLACE not in data
    assert b"private" not in data
    assert not opened(data).getexif()
    assert set(opened(data).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_it_stands_upright(ending, tmp_path):
    image, exif = taken(orientation=6)  # the camera was held on its side: turn it to the right
    image.save(tmp_path / f"a.{ending}", exif=exif)
    upright = opened(read_photo(tmp_path / f"a.{ending}")).convert("RGB")
    assert upright.size == (200, 400)
    top, bottom = upright.getpixel((100, 40)), upright.getpixel((100, 360))
    assert top[0] > top[2] + 150
    assert bottom[2] > bottom[0] + 150


@pytest.mark.parametrize(("size", "wanted"), [((5000, 2500), (1600, 800)), ((900, 3000), (480, 1600))])
def test_it_is_made_small_and_never_big(size, wanted, tmp_path):
    image, _exif = taken(size)
    image.save(tmp_path / "a.jpg")
    assert opened(read_photo(tmp_path / "a.jpg")).size == wanted
    image.resize((40, 20)).save(tmp_path / "b.png")
    small = opened(read_photo(tmp_path / "b.png"))
    assert (small.size, small.format) == ((40, 20), "JPEG")
    assert max(wanted) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_can_be_shown(mode, tmp_path):
    ending = "tif" if mode in ("CMYK", "I;16") else "png"
    Image.new(mode, (30, 20)).save(tmp_path / f"a.{ending}")
    assert opened(read_photo(tmp_path / f"a.{ending}")).mode == "RGB"


def test_what_is_seen_through_is_white(tmp_path):
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert min(opened(read_photo(tmp_path / "a.png")).getpixel((5, 5))) > 250


def bomb() -> bytes:
    """A few bytes that say they are a PNG of a thousand million pixels."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 25_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [b"", b"not a photo", b"%PDF-1.7", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF89a", b"RIFF\0\0\0\0WEBP"],
)
def test_what_is_no_photo_is_told(data, tmp_path):
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(BadInputError, match="is no photo") as told:
        read_photo(tmp_path / "a.jpg")
    assert told.value.field == "photo"


def test_half_a_photo_is_told(tmp_path):
    image, _exif = taken()
    image.save(tmp_path / "whole.png")
    whole = (tmp_path / "whole.png").read_bytes()
    (tmp_path / "a.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInputError, match="no photo"):
        read_photo(tmp_path / "a.png")


def test_too_many_pixels_or_bytes_are_told_before_they_are_unpacked(tmp_path, monkeypatch):
    (tmp_path / "bomb.png").write_bytes(bomb())
    with (tmp_path / "film.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for name in ("bomb.png", "film.jpg"):
        with pytest.raises(BadInputError, match=f"{name} is too big"):
            read_photo(tmp_path / name)
    image, _exif = taken()
    image.save(tmp_path / "a.png")
    monkeypatch.setattr(photos, "MOST_PIXELS", 400 * 200 - 1)
    with pytest.raises(BadInputError, match="too big"):
        read_photo(tmp_path / "a.png")


def test_a_file_that_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(BadInputError, match="cannot be read"):
            read_photo(path)
