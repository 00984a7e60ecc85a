"""Scans are read however they lie, kept upright and small, and refused with a sentence where they are none."""

import zlib
from pathlib import Path

import pytest
from PIL import Image

from firereg.documents.receipt import receipt_pdf
from firereg.errors import BadInputError
from firereg.exchange import scans
from tests.documents.sample_papers import long_receipt, receipt
from tests.scan_pictures import as_pdf, locked_pdf, pages, photo, qr_page, skewed

CODE = "BG-2023-0015.K7QF"


@pytest.fixture(scope="module")
def paper() -> Image.Image:
    (page,) = pages(receipt_pdf([receipt(registry="K7QF")]))
    return page


def seen(path: Path, image: Image.Image) -> scans.ScannedPage:
    image.save(path)
    (page,) = scans.look_through(path, lambda: None)
    return page


@pytest.mark.parametrize(("turned", "askew"), [(0, -8), (90, 0), (180, 5), (180, 0), (270, -8)])
def test_a_page_is_read_however_it_lies_and_kept_upright(paper, tmp_path, turned, askew):
    path = tmp_path / "quét.bmp"
    lying = skewed(paper.rotate(-turned, expand=True), askew) if askew else paper.rotate(-turned, expand=True)
    found = seen(path, lying)
    assert found == ((CODE,), turned, False)
    with scans.opened(path) as scan:
        data, media_type = scan.kept(1, found.turned)
    assert media_type == scans.JPEG
    (tmp_path / "kept.jpg").write_bytes(data)
    assert scans.look_through(tmp_path / "kept.jpg", lambda: None) == [((CODE,), 0, False)]
    with Image.open(tmp_path / "kept.jpg") as kept:
        assert kept.height > kept.width
        assert max(kept.size) <= scans.LONGEST_SIDE


@pytest.mark.parametrize("dpi", [150, 250])
def test_scans_and_photos_are_read(tmp_path, dpi):
    for number, page in enumerate(pages(receipt_pdf([long_receipt()]), dpi), start=1):
        assert seen(tmp_path / "a.bmp", page).codes == (f"BG-2023-0015..{number}",)
    (page,) = pages(receipt_pdf([receipt(registry="K7QF")]), dpi)
    for image in (
        photo(page),
        page.point(lambda grey: 255 * (grey > 150)),
        page.point(lambda g: 150 + g // 3),
    ):
        assert seen(tmp_path / "a.jpg", image).codes == (CODE,)


def test_the_back_of_a_page_is_blank_and_a_page_with_words_is_not(paper, tmp_path):
    back = Image.effect_noise(paper.size, 12).point(lambda grey: min(255, 240 + grey // 16))
    back.paste(30, (0, 0, 20, back.height))  # the shadow of the lid
    assert seen(tmp_path / "a.png", back) == ((), 0, True)
    assert seen(tmp_path / "a.png", paper.crop((0, 0, paper.width, paper.height // 2))) == ((), 0, False)


def test_a_page_of_a_pdf_is_cut_out_and_stays_a_pdf(paper, tmp_path):
    path = as_pdf(tmp_path / "a.pdf", [qr_page("x"), paper.rotate(180)])
    assert scans.page_count(path) == 2
    looked = scans.look_through(path, lambda: None)
    assert [(one.codes, one.turned) for one in looked] == [(("x",), 0), ((CODE,), 180)]
    with scans.opened(path) as scan:
        data, media_type = scan.kept(2, 180)
    assert media_type == scans.PDF
    assert len(data) < path.stat().st_size
    (tmp_path / "b.pdf").write_bytes(data)
    assert scans.look_through(tmp_path / "b.pdf", lambda: None) == [((CODE,), 0, False)]


def test_a_page_that_is_too_large_becomes_a_picture(paper, tmp_path):
    coarse = Image.effect_noise((3200, 4400), 90).convert("RGB")
    coarse.paste(paper.resize((2400, 3394)), (400, 400))
    path = as_pdf(tmp_path / "a.pdf", [coarse], dpi=390)
    with scans.opened(path) as scan:
        data, media_type = scan.kept(1, 0)
    assert media_type == scans.JPEG
    assert len(data) < path.stat().st_size / 2


def test_pages_of_any_kind_are_joined_in_their_order(paper, tmp_path):
    path = as_pdf(tmp_path / "a.pdf", [paper])
    qr_page("hai").save(tmp_path / "b.png")
    kept = []
    for one in (tmp_path / "b.png", path, tmp_path / "b.png"):
        with scans.opened(one) as scan:
            kept.append(scan.kept(1, 0))
    (tmp_path / "all.pdf").write_bytes(scans.joined(kept))
    assert [one.codes for one in scans.look_through(tmp_path / "all.pdf", lambda: None)] == [
        ("hai",),
        (CODE,),
        ("hai",),
    ]


def test_a_tiff_has_pages(paper, tmp_path):
    path = tmp_path / "a.tif"
    paper.save(path, save_all=True, append_images=[qr_page("hai")])
    assert [one.codes for one in scans.look_through(path, lambda: None)] == [(CODE,), ("hai",)]


def bomb_picture(path: Path) -> Path:
    """30,000 × 30,000 pixels in a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    size = (30_000).to_bytes(4, "big") * 2
    rows = zlib.compress(b"\0" * 3_751)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + b"\x01\x00\x00\x00\x00")
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )
    return path


def bomb_pdf(path: Path) -> Path:
    """A page that says its picture has 40,000 × 40,000 pixels."""
    page = Image.new("L", (64, 64), 255)
    as_pdf(path, [page])
    data = path.read_bytes().replace(b"/Width 64", b"/Width 40000").replace(b"/Height 64", b"/Height 40000")
    path.write_bytes(data)
    return path


def whole(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(scans.MOST_BYTES + 1)
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: locked_pdf(folder / "x.pdf"), "x.pdf is locked with a password"),
        (lambda folder: whole(folder / "x.pdf", b"%PDF-1.7 no"), "x.pdf is damaged or no PDF"),
        (lambda folder: whole(folder / "x.jpg", b"no picture"), "x.jpg is neither a PDF nor a picture"),
        (lambda folder: whole(folder / "x.jpg", b""), "x.jpg is neither a PDF nor a picture"),
        (lambda folder: folder / "gone.pdf", "gone.pdf cannot be read"),
        (lambda folder: folder, "cannot be read"),
        (lambda folder: bomb_picture(folder / "x.png"), "x.png is too big"),
        (lambda folder: bomb_pdf(folder / "x.pdf"), "x.pdf is too big"),
        (lambda folder: huge(folder / "x.pdf"), "x.pdf is too big"),
    ],
)
def test_what_is_no_scan_is_refused_with_a_sentence(tmp_path, make, words):
    with pytest.raises(BadInputError, match=words):
        scans.look_through(make(tmp_path), lambda: None)


def refusal(path: Path) -> str:
    try:
        scans.look_through(path, lambda: None)
    except BadInputError as problem:
        return str(problem)
    return ""


def test_cut_off_files_are_refused_or_read_and_never_a_bug(paper, tmp_path):
    whole_pdf = as_pdf(tmp_path / "a.pdf", [paper]).read_bytes()
    paper.save(tmp_path / "a.jpg")
    whole_jpg = (tmp_path / "a.jpg").read_bytes()
    for name, data in (("b.pdf", whole_pdf), ("b.jpg", whole_jpg)):
        for share in (0.1, 0.5, 0.9, 0.99):
            path = whole(tmp_path / name, data[: int(len(data) * share)])
            assert refusal(path) == "" or name in refusal(path)
