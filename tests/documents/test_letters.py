"""What no paper can print is known before one is made."""

import unicodedata

import pytest

from firereg.documents import letters
from firereg.documents.fonts import Face, font
from firereg.documents.letters import unprintable
from tests.documents.test_fonts import ALPHABET


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        (ALPHABET + " 0123456789 – “…” ₫ 031•••••1234", ""),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), ""),
        ("Lê\tVăn\nMẫu\u200b\u00ad\xa0", ""),
        ("Trần 漢字 漢", "漢字"),
        ("Quà 🎁 👩‍👩‍👧 ❤️", "🎁👩👧❤"),
        ("Ωmega é ñ", ""),
    ],
)
def test_the_letters_that_no_face_has_are_named_once(text: str, lacking: str) -> None:
    assert unprintable(text) == lacking


@pytest.mark.parametrize("face", list(Face))
def test_what_is_sure_is_in_every_face(face: Face) -> None:
    sure = [chr(code) for code in range(0x20, 0x2FFF) if letters._SURE.fullmatch(chr(code))]
    assert len(sure) > 400
    known = font(face).face.charToGlyph
    assert [one for one in sure if not one.isspace() and ord(one) not in known] == []
