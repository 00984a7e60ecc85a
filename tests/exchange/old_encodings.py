"""Vietnamese text as the programs of the years before Unicode wrote it."""

import unicodedata

_TCVN3_TABLE = """
A1 Ă A2 Â A3 Ê A4 Ô A5 Ơ A6 Ư A7 Đ A8 ă A9 â AA ê AB ô AC ơ AD ư AE đ
B5 à B6 ả B7 ã B8 á B9 ạ BB ằ BC ẳ BD ẵ BE ắ C6 ặ C7 ầ C8 ẩ C9 ẫ CA ấ CB ậ
CC è CE ẻ CF ẽ D0 é D1 ẹ D2 ề D3 ể D4 ễ D5 ế D6 ệ D7 ì D8 ỉ DC ĩ DD í DE ị
DF ò E1 ỏ E2 õ E3 ó E4 ọ E5 ồ E6 ổ E7 ỗ E8 ố E9 ộ EA ờ EB ở EC ỡ ED ớ EE ợ
EF ù F1 ủ F2 ũ F3 ú F4 ụ F5 ừ F6 ử F7 ữ F8 ứ F9 ự FA ỳ FB ỷ FC ỹ FD ý FE ỵ
"""
_TCVN3_CODES = _TCVN3_TABLE.split()
TCVN3 = {
    letter: chr(int(code, 16)) for code, letter in zip(_TCVN3_CODES[::2], _TCVN3_CODES[1::2], strict=True)
}

_VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
_VNI_ROOF = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
_VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
_VNI_ALONE = {
    "đ": 0xF1,
    "ơ": 0xF4,
    "ư": 0xF6,
    "í": 0xED,
    "ì": 0xEC,
    "ỉ": 0xE6,
    "ĩ": 0xF3,
    "ị": 0xF2,
    "ỵ": 0xEE,
}


def to_tcvn3(text: str) -> str:
    """`text` in TCVN3; toned capitals have no place there and come out small."""
    return "".join(TCVN3.get(letter) or TCVN3.get(letter.lower(), letter) for letter in text)


def to_vni(text: str) -> str:
    """`text` in VNI-Windows, letter by letter."""
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_ALONE:
        written = chr(_VNI_ALONE[small])
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        if "\u0302" in marks:
            written = base + chr(_VNI_ROOF[tone])
        elif "\u0306" in marks:
            written = base + chr(_VNI_BREVE[tone])
        else:
            horned = {"o\u031b": "\u00f4", "u\u031b": "\u00f6"}.get(
                base + "\u031b" if "\u031b" in marks else "", base
            )
            written = horned + (chr(_VNI_TONES[tone]) if tone else "")
    return written.upper() if letter != small else written
