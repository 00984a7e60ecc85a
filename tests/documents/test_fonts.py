"""Every Vietnamese letter, in every cut, on paper and back."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from firereg.documents.book import Book
from firereg.documents.fonts import Face, font, font_files, printable
from firereg.documents.papers import Party
from firereg.documents.receipt import receipt_pdf
from firereg.documents.text import plain, wrap
from firereg.paths import resource
from tests.documents.paper_reading import flowing, sheets
from tests.documents.sample_papers import receipt

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
LOWER = "bcdđghklmnpqrstvxfjwz" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES
)
ALPHABET = LOWER + LOWER.upper()


def test_the_alphabet_is_whole() -> None:
    assert len(set(ALPHABET)) == 2 * (21 + 12 * 6)
    assert all(len(letter) == 1 for letter in ALPHABET)


@pytest.mark.parametrize("face", list(Face))
def test_every_letter_comes_back_from_every_cut(face: Face) -> None:
    book = Book(title="Chữ", author="", subject="")
    for number in range(0, len(ALPHABET), 31):
        (line,) = wrap(plain(ALPHABET[number : number + 31], face), 500, 13)
        book.line(80, 700 - number, line, 13)
    book.turn()
    pdf = book.finish()
    assert "".join(line.text for line in sheets(pdf)[0].lines) == ALPHABET
    assert "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split()) == ALPHABET


@pytest.mark.parametrize("face", list(Face))
def test_no_letter_is_printed_as_a_box(face: Face) -> None:
    known = font(face).face.charToGlyph
    assert [letter for letter in ALPHABET + "□–…“”0123456789" if not known.get(ord(letter))] == []


def test_more_letters_than_one_subset_holds_come_back() -> None:
    known = font(Face.REGULAR).face.charToGlyph
    many = "".join(chr(code) for code in sorted(known) if chr(code).isalpha() and chr(code).isprintable())[
        :600
    ]
    many = "".join(letter for letter in many if unicodedata.is_normalized("NFKC", letter))
    assert len(many) > 400
    book = Book(title="Chữ", author="", subject="")
    for number in range(0, len(many), 25):
        (line,) = wrap(plain(f"a {many[number : number + 25]}"), 500, 12)
        book.line(80, 780 - number, line, 12)
    book.turn()
    text = "".join(line.text for line in sheets(book.finish())[0].lines)
    assert set(many) <= set(text)


def test_decomposed_letters_are_printed_composed() -> None:
    name = "Nguyễn Thị Hường"
    pdf = receipt_pdf([receipt(giver=Party(unicodedata.normalize("NFD", name), ""))])
    assert name in flowing(pdf)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Lê\tVăn\nMẫu", "Lê Văn Mẫu"),
        ("Lê\x00Văn", "Lê Văn"),
        ("Lê\xa0Văn", "Lê Văn"),
        ("Lê\u200bVăn\u00ad", "LêVăn"),
        ("Lê 🎁 漢", "Lê □ □"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_what_cannot_be_printed_is_replaced(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_times_new_roman_is_taken_only_where_all_four_cuts_are(tmp_path: Path) -> None:
    names = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
    for name in names[:3]:
        (tmp_path / name).touch()
    assert font_files(tmp_path) == font_files(None)
    (tmp_path / names[3]).touch()
    taken = font_files(tmp_path)
    assert {taken[face].name for face in Face if face is not Face.MONO} == set(names)
    assert taken[Face.MONO] == font_files(None)[Face.MONO]


def test_the_shipped_face_comes_with_its_licence() -> None:
    assert all(path.is_file() for path in font_files(None).values())
    assert "SIL OPEN FONT LICENSE Version 1.1" in resource("fonts/LICENSE.txt").read_text("utf-8")
