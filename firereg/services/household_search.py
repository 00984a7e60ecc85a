"""The households that a clerk means by a few letters."""

from firereg.domain.household import HouseholdState
from firereg.services.household_list import Candidate, HouseholdRow, best
from firereg.services.registry import Registry
from firereg.store import household_index, search

_SUGGESTIONS = 12


def suggest(registry: Registry, text: str, limit: int = _SUGGESTIONS) -> list[HouseholdRow]:
    """The households that match what is typed, the best first.

    Whole words in the name come before beginnings and addresses, names that begin with what is typed before those
    that have it elsewhere, names that have nothing more before longer ones; households that moved away come last.
    Where very many match, only those whose names begin so and those called so are looked at.
    """
    words = search.words(text)
    typed, beginning = set(words), " ".join(words)

    def rank(one: Candidate) -> tuple:
        name = one.name_fold.split()
        gone = one.state != HouseholdState.LIVING
        begins = len(words) > 1 and one.name_fold.startswith(beginning)
        return (gone, -len(typed.intersection(name)), not begins, len(name), one.name_key, one.id)

    ids = household_index.find(registry.database, text, limit)
    return best(ids, rank, limit, registry.today()) if ids else []
