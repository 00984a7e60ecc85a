"""The households that a clerk means by a few letters."""

from firereg.domain.household import HouseholdState
from firereg.services.household_list import HouseholdRow, by_ids
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.prepared import Prepared, among_ids
from firereg.store.search import Indexed

_SUGGESTIONS = 12


def suggest(registry: Registry, text: str, limit: int = _SUGGESTIONS) -> list[HouseholdRow]:
    """The households that match what is typed, the best first: whole words before beginnings, names that have
    nothing more before longer ones, those that moved away last."""
    ids = search.find(registry.database, Indexed.HOUSEHOLDS, text, limit * 8)
    words = set(search.words(text))

    def rank(candidate: tuple) -> tuple:
        household_id, folded, name_key, state = candidate
        name = folded.split()
        gone = state != HouseholdState.LIVING
        return (gone, -len(words.intersection(name)), len(name), name_key, household_id)

    best = sorted(_RANKED.rows(ids), key=rank)[:limit]
    return by_ids([one[0] for one in best], registry.today())


_RANKED = Prepared(
    t.Household,
    lambda: t.Household.select(
        t.Household.id, t.Household.name_fold, t.Household.name_key, t.Household.state
    ).where(among_ids(t.Household.id)),
)
