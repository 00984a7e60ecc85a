"""Lines out of text: wrapping, balancing and justifying, without a page in sight."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from firereg.documents.fonts import Face, printable, width

Align = Literal["left", "center", "right", "justify"]
Runs = tuple[tuple[str, Face], ...]
"""Text in more than one cut: `(("Bên A: ", BOLD), ("Ủy ban nhân dân", REGULAR))`."""

_SPLIT_AFTER = "/-,.; "
_NO_BREAK = "\u00a0"


class Line(NamedTuple):
    """One line, ready to draw: where it starts, what stands in it and how far its blanks are stretched."""

    offset: float
    pieces: Runs
    stretch: float
    length: float


Word = list[tuple[str, Face]]


def plain(text: str, face: Face = Face.REGULAR) -> Runs:
    """`text` in one cut."""
    return ((text, face),)


def tied(text: str) -> str:
    """`text` with every number kept on one line with the word before it: "Tổ 7".

    On paper stand common blanks, so that the text is found and copied as it was typed.
    """
    return re.sub(r"(?<=\S) (?=\d)", _NO_BREAK, text)


def natural_width(runs: Runs, size: float) -> float:
    """The width of `runs` on one line, in points."""
    return sum(width(text, face) for text, face in runs) * size


def _words(runs: Runs) -> list[Word]:
    """The words of `runs`; a word that changes its cut halfway stays one word."""
    words: list[Word] = []
    open_word = False
    for text, face in runs:
        first, *rest = _parts(text)
        if first:
            if open_word:
                words[-1].append((first, face))
            else:
                words.append([(first, face)])
            open_word = True
        for part in rest:
            open_word = bool(part)
            if part:
                words.append([(part, face)])
    return words


def _parts(text: str) -> list[str]:
    """`text` where a line may end; blanks that keep two words together become common ones after that."""
    if _NO_BREAK in text:
        return [printable(part) for part in text.split(" ")]
    return printable(text).split(" ")


def _word_width(word: Word) -> float:
    return sum(width(text, face) for text, face in word)


def _chop(word: Word, room: float) -> list[Word]:
    """`word` cut into parts of at most `room` ems, after a slash or hyphen where there is one."""
    parts: list[Word] = [[]]
    used = 0.0
    for text, face in word:
        rest = text
        while rest:
            fit, total = 0, used
            while fit < len(rest) and total + width(rest[fit], face) <= room:
                total += width(rest[fit], face)
                fit += 1
            if fit == len(rest):
                parts[-1].append((rest, face))
                used = total
                break
            cut = max((rest.rfind(mark, 0, fit) for mark in _SPLIT_AFTER), default=-1) + 1
            cut = cut if cut > fit // 2 else fit
            if cut == 0 and not parts[-1]:
                cut = 1  # not even one letter fits: one letter a line, rather than none for ever
            if cut:
                parts[-1].append((rest[:cut], face))
            parts.append([])
            rest, used = rest[cut:], 0.0
    return [part for part in parts if part]


def _fill(words: Sequence[Word], first: float, room: float, blank: float) -> list[tuple[list[Word], float]]:
    """Words gathered into lines of at most `room` ems (`first` for the first), each with its width."""
    lines: list[tuple[list[Word], float]] = []
    line: list[Word] = []
    used, limit = 0.0, first
    for word in words:
        wide = _word_width(word)
        if line and used + blank + wide > limit + 1e-6:
            lines.append((line, used))
            line, used, limit = [], 0.0, room
        if wide > limit:
            *full, last = _chop(word, limit)
            for part in full:
                lines.append(([part], _word_width(part)))
                limit = room
            line, used = [last], _word_width(last)
            continue
        used += wide + (blank if line else 0)
        line.append(word)
    lines.append((line, used))
    return lines


def _balanced(words: Sequence[Word], room: float, blank: float) -> list[tuple[list[Word], float]]:
    """Lines of about the same length, as few as fit: a centred title never ends in one lonely word."""
    lines = _fill(words, room, room, blank)
    if len(lines) == 1:
        return lines
    low, high = max(map(_word_width, words)), room
    if low > room:
        return lines
    for _step in range(12):
        middle = (low + high) / 2
        if len(_fill(words, middle, middle, blank)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(words, high, high, blank)


def _join(words: Sequence[Word]) -> Runs:
    """The words of one line as runs, neighbours of one cut in one piece, blanks kept inside."""
    pieces: list[tuple[str, Face]] = []
    for number, word in enumerate(words):
        for place, (text, face) in enumerate(word):
            blank = " " if number and not place else ""
            if pieces and pieces[-1][1] is face:
                pieces[-1] = (pieces[-1][0] + blank + text, face)
            else:
                if blank:
                    pieces[-1] = (pieces[-1][0] + blank, pieces[-1][1])
                pieces.append((text, face))
    return tuple(pieces)


@lru_cache(maxsize=8192)
def wrap(runs: Runs, room: float, size: float, align: Align = "left", indent: float = 0) -> tuple[Line, ...]:
    """`runs` as lines no wider than `room` points; `indent` is the first line's. Empty text is one empty line.

    A sentence repeated on every paper of a batch is laid out once: the answer is remembered.
    """
    words = _words(runs)
    ems = room / size
    blank = width(" ", runs[0][1])  # as wide in all cuts of one face
    centered = align == "center"
    gathered = _balanced(words, ems, blank) if centered else _fill(words, ems - indent / size, ems, blank)
    lines = []
    for number, (line, used) in enumerate(gathered):
        length = used * size
        start = indent if not number and not centered else 0
        spare = room - start - length
        stretch = 0.0
        if align == "center":
            start = spare / 2
        elif align == "right":
            start = spare
        pieces = _join(line)
        blanks = sum(text.count(" ") for text, _face in pieces)
        if align == "justify" and number < len(gathered) - 1 and blanks:
            stretch = spare / blanks
            length += spare
        lines.append(Line(start, pieces, stretch, length))
    return tuple(lines)
