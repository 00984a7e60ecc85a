"""Sentences with placeholders, such as "Danh sách {dot}", that a ward may write itself."""

import re
from collections.abc import Collection, Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")
_LOOSE_END = " ,;:-–"


def unknown_places(text: str, known: Collection[str]) -> list[str]:
    """What stands in braces in `text` and is none of `known`, as it is written; a brace without its partner too."""
    wrong = [match[0] for match in _PLACE.finditer(text) if match[1] not in known]
    return wrong + re.findall(r"[{}]", _PLACE.sub("", text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with the values of its placeholders; where one has none, no loose comma or blank is left behind.

    KeyError for a placeholder that is not among `values`.
    """
    missing = any(not values[match[1]] for match in _PLACE.finditer(text))
    whole = _PLACE.sub(lambda match: values[match[1]], text)
    return re.sub(r" +(?=[ ,;:.])", "", whole).strip(_LOOSE_END) if missing else whole


def filled_lines(lines: Collection[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """The lines with the values of their placeholders, without those that name something there is not."""
    kept = (line for line in lines if all(values[match[1]] for match in _PLACE.finditer(line)))
    return tuple(_PLACE.sub(lambda match: values[match[1]], line) for line in kept)
