"""What a list of households is filtered by besides words, written as words too: the marks in the indexes of the lists.

They begin with a letter that folding takes out of every text, so no word that is typed can be one.
"""

from datetime import date, timedelta

_MARK = "đ"
_DECEMBER = 12
NOBODY = _MARK
"""A mark that no household has."""


def entry(group: int, held: int, state: str, updated_at: str, categories: str | None) -> str:
    """The marks of a household; the moment as the tables keep it, the categories it was ever recognised in by comma."""
    day = updated_at[:10].replace("-", "")
    recognised = map(of_category, categories.split(",")) if categories else ()
    return " ".join(
        (
            *(of_group(group), of_holding(holds=held > 0), of_state(state), *recognised),
            *(_of_day("y", day[:4]), _of_day("m", day[:6]), _of_day("d", day)),
        )
    )


def is_mark(word: str) -> bool:
    """Whether a word of an entry is a mark."""
    return word.startswith(_MARK)


def of_group(group: int) -> str:
    """The mark of those in a group."""
    return f"{_MARK}g{group}"


def of_holding(*, holds: bool) -> str:
    """The mark of those with an extinguisher, or without."""
    return f"{_MARK}h{holds:d}"


def of_state(state: str) -> str:
    """The mark of those in a state."""
    return f"{_MARK}s{state}"


def of_category(category: str) -> str:
    """The mark of those who were ever recognised in a category."""
    return f"{_MARK}c{category.replace('_', '')}"


def changed_since(first: date, last: date) -> list[str]:
    """The marks of which those have one that were changed on one of these days: days, then months, then years."""
    found, day = [], first
    while day <= last:
        if day.day > 1:
            found.append(_of_day("d", f"{day:%Y%m%d}"))
            day += timedelta(1)
        elif day.month > 1:
            found.append(_of_day("m", f"{day:%Y%m}"))
            day = date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1)
        else:
            found.append(_of_day("y", f"{day:%Y}"))
            day = date(day.year + 1, 1, 1)
    return found


def _of_day(kind: str, digits: str) -> str:
    return f"{_MARK}{kind}{digits}"
