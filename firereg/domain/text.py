"""Vietnamese text: one clean line, the form used for searching, and the order of names.

Text is kept as typed, in NFC. What is folded away here (tones, đ, case) is folded only to compare.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from firereg.i18n import _

_SPACE_CONTROLS = {ord(control): " " for control in "\t\n\r"}
_INVISIBLE = frozenset(
    {"Cf"}
)  # zero-width spaces, soft hyphens, BOM: pasted unseen, they make equal names differ
_REFUSED = frozenset({"Cc", "Cs"})

# Searching: Ð (eth) is met where Đ was meant, as the two look the same.
_SAME_AS = dict.fromkeys("đðɖ", "d") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_SLASH = re.compile(r"\s*/\s*")
_DASH_IN_NUMBER = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_SEPARATORS = re.compile(r"""[;:!?"'`‘’“”()\[\]{}]|(?<!\d)[.,-]|[.,-](?!\d)""")

# Sorting: the alphabet and the tones ngang, huyền, hỏi, ngã, sắc, nặng, in the order of CLDR "vi".
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_FIRST_LETTER_WEIGHT = 0x100  # above every digit and sign; other scripts lie above the letters


def clean_line(text: str, limit: int = 200) -> str:
    """`text` as one line to store: NFC, no space at the ends, single spaces, no invisible characters.

    Tabs and line breaks become a space. ValueError for other control characters, which neither paper nor
    database carries, and for more than `limit` characters. Text in TCVN3 must be converted before: there
    a soft hyphen is the letter ư, and here it is dropped.
    """
    spaced = unicodedata.normalize("NFC", text).translate(_SPACE_CONTROLS)
    if not spaced.isprintable():
        spaced = _without_invisible(spaced)
    line = unicodedata.normalize("NFC", " ".join(spaced.split()))
    if len(line) > limit:
        raise ValueError(
            _("The text has {count} characters, but at most {limit} are allowed.").format(
                count=len(line), limit=limit
            )
        )
    return line


def _without_invisible(text: str) -> str:
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in _REFUSED:
            raise ValueError(
                _(
                    "The text contains a control character ({code}). Delete it and type the text again."
                ).format(code=f"U+{ord(character):04X}")
            )
        if category not in _INVISIBLE:
            kept.append(character)
    return "".join(kept)


def excerpt(text: str, limit: int = 40) -> str:
    """The beginning of `text`, short enough to quote in a sentence."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def fold(text: str) -> str:
    """The search form of `text`: no tones or accents, đ as d, lower case, single spaces.

    NFC and NFD, old and new tone place (hoà, hòa) give the same. Signs that only separate become a space;
    "/" stays, as do ".", "," and "-" between digits, so 12/34 and TDP07-0123 stay findable.
    """
    bare = text.translate(_BARE)
    if bare.isalnum():  # one word
        return bare
    if "-" in bare:
        bare = _DASH_IN_NUMBER.sub("-", bare)
    line = " ".join(_SEPARATORS.sub(" ", bare).split())
    return _SLASH.sub("/", line) if "/" in line else line


def has_words(wanted: str, *texts: str) -> bool:
    """Whether each word of `wanted` is the beginning of a word of `texts`, accents and capitals aside."""
    there = fold(" ".join(texts)).split()
    return all(any(word.startswith(beginning) for word in there) for beginning in fold(wanted).split())


def may_have_words(wanted: str) -> Callable[[str], bool]:
    """What tells quickly that a text does not have the words of `wanted`; of the others `has_words` decides."""
    patterns = [re.compile(r"(?:^|[\W_])" + "".join(map(_spelled, word))) for word in fold(wanted).split()]
    return lambda text: all(pattern.search(text) for pattern in patterns)


def phrase_pattern(phrase: str) -> str:
    """A pattern that finds the words of `phrase` in a text one after the other, accents, case and signs aside."""
    words = ("".join(map(_spelled, word)) for word in fold(phrase).split())
    return r"(?<![^\W_])" + r"[\W_]+".join(words) + r"(?![^\W_])"


@cache
def _spelled(letter: str) -> str:
    """All that `fold` makes this letter or sign of, as a part of a pattern."""
    if letter == "/":
        return r"\W*/\W*"  # signs that only separate are folded away beside it
    return f"[{re.escape(letter + _spellings().get(letter, ''))}]"


@cache
def _spellings() -> dict[str, str]:
    """What `fold` makes each letter or sign of."""
    found: dict[str, str] = {}
    for code in range(*_SPELLINGS):
        folded = fold(chr(code))
        found[folded] = found.get(folded, "") + chr(code)
    return found


_SPELLINGS = (0x21, 0x2200)  # Latin with all its marks, and the dashes


class _BareLetters(dict[int, str]):
    """Each character without case and marks, found on first sight and remembered."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        kept = (part for part in parts if unicodedata.category(part) not in ("Mn", "Cf"))
        self[code] = "".join(_SAME_AS.get(part, part) for part in kept)
        return self[code]


_BARE = _BareLetters()


class _LetterWeights(dict[int, str]):
    """What `str.translate` puts for each character of a name, found on first sight and remembered."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code).lower())
        if parts == chr(code):
            weight = "" if unicodedata.category(parts)[0] in "MC" else parts
        else:
            weight = "".join(self[ord(part)] for part in parts)
        self[code] = weight
        return weight


class _ToneWeights(dict[int, str]):
    """The tone of each character: "" for none, else a sign from "1" huyền to "5" nặng."""

    def __missing__(self, code: int) -> str:
        marks = unicodedata.normalize("NFD", chr(code))
        weight = "".join(str(_TONES.index(mark) + 1) for mark in marks if mark in _TONES)
        self[code] = weight
        return weight


def _letter_weights() -> _LetterWeights:
    weights = _LetterWeights()
    for rank, letter in enumerate(_ALPHABET):
        for tone in ("", *_TONES):
            for form in (letter, letter.upper()):
                toned = unicodedata.normalize("NFC", form + tone)
                if len(toned) == 1:
                    weights[ord(toned)] = chr(_FIRST_LETTER_WEIGHT + rank)
    weights[ord("ð")] = weights[ord("Ð")] = weights[ord("đ")]
    return weights


_LETTERS = _letter_weights()
_TONE_OF = _ToneWeights({ord(" "): " "})


def name_sort_key(name: str) -> bytes:
    """A key that sorts names as a clerk does: given name, then middle names, then family name.

    Each word is compared by its letters (a ă â b c d đ …), then by its tone (ngang, huyền, hỏi, ngã, sắc,
    nặng), as CLDR "vi" does; only then does the next word count. Case and the place of the tone mark
    decide last of all, so HÒA, Hoà and Hòa stay together. NFC and NFD give the same key.
    """
    family_first = unicodedata.normalize("NFC", name).split()
    ordered = " ".join([*family_first[-1:], *family_first[1:-1], *family_first[: len(family_first) > 1]])
    return (collation(ordered) + "\0" + ordered.swapcase()).encode("utf-8", "surrogatepass")


def collation(text: str) -> str:
    """`text` in a form that sorts word by word in Vietnamese order, as CLDR "vi" does; case does not count."""
    text = unicodedata.normalize("NFC", text)
    words = zip(text.translate(_LETTERS).split(" "), text.translate(_TONE_OF).split(" "), strict=True)
    return "".join(f"{letters}\0{tones}\0" for letters, tones in words)


def title_case_name(name: str) -> str:
    """`name` with a capital at each syllable if it came all in capitals or all small; else as it is.

    Every syllable of a person's name takes a capital: Decree 30/2020, Annex II.
    """
    composed = unicodedata.normalize("NFC", name)
    if not (composed.isupper() or composed.islower()):
        return composed
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), composed)
