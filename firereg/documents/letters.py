"""Which letters no face of the papers has: Chinese letters, emoji. Asked before a paper is made."""

import re
import unicodedata

_SURE = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u017e\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9–—‘’“”•…₫\s]*")
"""What all faces have, so that nobody loads a font to learn it."""
_UNSEEN = ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")


def unprintable(text: str) -> str:
    """The letters of `text` that would be printed as empty boxes, each once; "" where all can be printed."""
    text = unicodedata.normalize("NFC", text)
    if _SURE.fullmatch(text):
        return ""
    from firereg.documents.fonts import known_letters  # loads the PDF machinery

    known = known_letters()
    lacking = (c for c in text if c not in known and unicodedata.category(c) not in _UNSEEN)
    return "".join(dict.fromkeys(lacking))
