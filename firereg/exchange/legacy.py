"""Vietnamese text of the years before Unicode, back as it was meant.

TCVN3 (ABC; fonts .VnTime) and VNI-Windows (fonts VNI-Times) draw Vietnamese letters over Latin-1 ones: a
file carries "NguyÔn" or "Nguyeãn", which looks right in that font alone. In TCVN3 the letter ư is U+00AD,
the soft hyphen, so nothing may drop it before this.
"""

import re
import unicodedata
from functools import lru_cache

from firereg.exchange.syllables import is_syllable

UNICODE, NFD, TCVN3, VNI = "unicode", "nfd", "tcvn3", "vni"

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_NOT_TCVN3 = re.compile("[ÀÁÂÃÄÅÍÙÚÛàðÿ]")
"""Letters at places that TCVN3 leaves empty."""

# VNI writes the letter, then a sign for its marks; of a capital the sign is a capital too.
_VNI_SIGNS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_ALONE = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))


def _vni_pairs() -> dict[str, str]:
    signs = {"a": "ùøûõïâáàåãäêéèúüë", "e": "ùøûõïâáàåãä", "o": "ùøûõïâáàåãä"}
    signs |= {"u": "ùøûõï", "y": "ùøûõ", "ô": "ùøûõï", "ö": "ùøûõï"}
    pairs = {}
    for base, allowed in signs.items():
        for sign in allowed:
            for letter in (base, base.upper()):
                meant = unicodedata.normalize("NFC", _VNI_ALONE.get(letter, letter) + _VNI_SIGNS[sign])
                pairs[letter + sign] = pairs[letter + sign.upper()] = meant
    return pairs


_VNI = _vni_pairs() | _VNI_ALONE
_VNI_UNIT = re.compile("[aeouyôöAEOUYÔÖ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[\u00a1-\u00ff]")

_BEYOND_LATIN_1 = re.compile("[\u0100-\u02af\u0370-\u1fff\u2c00-\U0010ffff]")
_CHUNK = re.compile("[A-Za-z0-9\u00a1-\u00ff]+")
_CAPITALS = re.compile("[A-Z].?[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = frozenset({"µm"})
FONT_OF = {TCVN3: ".VnTime", VNI: "VNI-Times"}
"""A font of each old encoding, for text that is known to be in it."""
_KNOWN_WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh "
    "lâm phùng mai tô hà cao lưu lương thái tạ quách chu châu tống kiều thị văn nam nữ tổ dân phố phường đường "
    "ngõ số nhà khu hộ nghèo cận họ tên chủ địa chỉ ghi chú quận huyện xã tỉnh thành"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
_ABBREVIATIONS = frozenset({"QĐ", "HĐ", "HĐND", "NĐ", "ĐT", "SĐT", "TĐ", "GĐ"})
_GOOD, _NEUTRAL, _BAD = 1, 0, -1


def to_unicode(text: str, font: str | None = None) -> tuple[str, str]:
    """(`text` as NFC, which of "unicode", "nfd", "tcvn3" and "vni" it was).

    `font` is the font of the cell where one is known: ".Vn…" says TCVN3 (capitals where it ends with H),
    "VNI…" says VNI. Without one, text is converted only where every word then is spelled as Vietnamese and
    was not before; what stays in doubt stays as it is.
    """
    if text.isascii():
        return text, UNICODE
    if not unicodedata.is_normalized("NFC", text):
        return unicodedata.normalize("NFC", text), NFD
    if _BEYOND_LATIN_1.search(text):
        return text, UNICODE
    chunks = _CHUNK.findall(text)
    by_font = encoding_of_font(font)
    kind = _kind_in_font(text, chunks, by_font) if by_font else _kind_by_words(text, chunks)
    meant = decode(text, kind)
    if meant is None or meant == text:
        return text, UNICODE
    return (_with_capitals(text, meant, font) if kind == TCVN3 else meant), kind


@lru_cache(maxsize=200)
def encoding_of_font(font: str | None) -> str | None:
    """ "tcvn3" or "vni" where the font is one of that encoding, else None."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith("vni") else None


def decode(text: str, kind: str) -> str | None:
    """Latin-1 `text` read as `kind`, whatever comes out; None where it holds what `kind` has not."""
    if kind == TCVN3:
        return None if _NOT_TCVN3.search(text) else text.translate(_TCVN3)
    if kind == VNI:
        try:
            return _VNI_UNIT.sub(lambda unit: _VNI[unit[0]], text)
        except KeyError:
            return None
    return text


def is_beyond_latin(text: str) -> bool:
    """Whether `text` holds a letter, such as ă or ệ, that no old encoding can have written."""
    return _BEYOND_LATIN_1.search(text) is not None


def _kind_in_font(text: str, chunks: list[str], kind: str) -> str:
    """What the font says, unless the text makes sense only without it: Unicode typed into an old cell."""
    if decode(text, kind) is None:
        return _kind_by_words(text, chunks)
    return UNICODE if _balance(chunks, kind) is None and _balance(chunks, UNICODE) else kind


def _kind_by_words(text: str, chunks: list[str]) -> str:
    if all(map(_is_plain, chunks)):
        return UNICODE
    foreign = sum(map(_is_foreign, chunks))
    likely = [kind for kind in (TCVN3, VNI) if (_balance(chunks, kind) or 0) > foreign]
    if len(likely) == 2:
        known = {kind: sum(word in _KNOWN for word in _words(text, kind)) for kind in likely}
        likely = [kind for kind in likely if known[kind] == max(known.values())]
    return likely[0] if len(likely) == 1 else UNICODE


def _balance(chunks: list[str], kind: str) -> int | None:
    """How many words become Vietnamese that were not before; None where one becomes nonsense."""
    count = 0
    for chunk in chunks:
        verdict = _judge(chunk, kind)
        if verdict == _BAD:
            return None
        count += verdict
    return count


@lru_cache(maxsize=20_000)
def _judge(chunk: str, kind: str) -> int:
    """Whether a word of the text becomes Vietnamese: _GOOD only where it could not stay what it was."""
    if chunk.isascii():
        return _NEUTRAL
    meant = decode(chunk, kind)
    if meant is None or chunk in _UNITS:
        return _BAD
    if meant in _ABBREVIATIONS:
        return _GOOD
    if len(meant) == 1 or not set(meant.lower()) - set("bcdđghklmnpqrstvx"):
        return _NEUTRAL
    if not is_syllable(meant):
        return _BAD
    return _GOOD if kind == UNICODE or not _is_plain(chunk) else _NEUTRAL


@lru_cache(maxsize=20_000)
def _is_plain(chunk: str) -> bool:
    """Whether a word is good as it stands; TCVN3 leaves capitals in the midst of small letters."""
    one_case = chunk.islower() or chunk.isupper() or chunk.istitle()
    return chunk.isascii() or (one_case and is_syllable(chunk))


@lru_cache(maxsize=20_000)
def _is_foreign(chunk: str) -> bool:
    written_out = len(chunk) > 1 and chunk.isalpha() and not chunk.isupper()
    return chunk.isascii() and written_out and not is_syllable(chunk)


def _words(text: str, kind: str) -> list[str]:
    return (decode(text, kind) or "").lower().split()


def _with_capitals(text: str, meant: str, font: str | None) -> str:
    """`meant` with the capitals that TCVN3 has no codes for.

    Capital fonts end with H and draw small letters large. Else the letters that have capitals tell, those of
    the whole text or of one word.
    """
    if encoding_of_font(font) == TCVN3:
        is_capital = (font or "").lower().endswith("h")
    else:
        plain = (new if old == new else " " for old, new in zip(text, meant, strict=True))
        is_capital = _CAPITALS.search(text) is not None and "".join(plain).isupper()
    return meant.upper() if is_capital else _WORD.sub(lambda word: _one_case(word[0]), meant)


@lru_cache(maxsize=20_000)
def _one_case(word: str) -> str:
    """`word` in capitals where all its letters but those that TCVN3 has small alone are capitals."""
    if word.isascii() or word in (word.lower(), word.capitalize()):
        return word
    return word if any(letter.isascii() and letter.islower() for letter in word) else word.upper()
