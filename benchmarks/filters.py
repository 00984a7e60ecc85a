"""The first page of the list of households by every filter of a kind, in every order and direction: how it grows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks import listing
from benchmarks.measure import seconds, turns
from benchmarks.table import Row, Unit, row
from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.services import households
from firereg.services.households import HouseholdFilter
from firereg.services.registry import Registry

_GROUP = 7
_NEW_YEAR = date(2026, 1, 1)
_NEAR_POOR, _MOVED = Category.NEAR_POOR, HouseholdState.MOVED
FILTERS = {
    "all": HouseholdFilter(),
    "all, those who left too": HouseholdFilter(state=None),
    "a group": HouseholdFilter(group_id=_GROUP),
    "near-poor": HouseholdFilter(category=_NEAR_POOR),
    "with an extinguisher": HouseholdFilter(has_extinguisher=True),
    "without one": HouseholdFilter(has_extinguisher=False),
    "moved away": HouseholdFilter(state=_MOVED),
    "changed this year": HouseholdFilter(changed_since=_NEW_YEAR),
    "“n”": HouseholdFilter(text="n"),
    "“nguyen”": HouseholdFilter(text="nguyen"),
    "“nguyen van”": HouseholdFilter(text="nguyen van"),
    "“cho hang” (a street)": HouseholdFilter(text="cho hang"),
    "“to 7”": HouseholdFilter(text="to 7"),
    "a group and “nguyen”": HouseholdFilter(text="nguyen", group_id=_GROUP),
    "“pham van dung”": HouseholdFilter(text="pham van dung"),
    "near-poor without extinguisher": HouseholdFilter(category=_NEAR_POOR, has_extinguisher=False),
    "near-poor of a group": HouseholdFilter(category=_NEAR_POOR, group_id=_GROUP),
    "near-poor and “thi”": HouseholdFilter(category=_NEAR_POOR, text="thi"),
    "without extinguisher of a group": HouseholdFilter(has_extinguisher=False, group_id=_GROUP),
    "moved away and “nguyen”": HouseholdFilter(state=_MOVED, text="nguyen"),
    "near-poor of a group and “thi”": HouseholdFilter(category=_NEAR_POOR, group_id=_GROUP, text="thi"),
    "without extinguisher of a group, changed this year, and “thi”": HouseholdFilter(
        has_extinguisher=False, group_id=_GROUP, changed_since=_NEW_YEAR, text="thi"
    ),
}


@dataclass(frozen=True)
class Taken:
    """How long the first page took, how long the bare SQL of its rows by their ids, and how many rows it had."""

    seconds: float
    fetching: float
    rows: int


@dataclass(frozen=True)
class Way:
    """A filter by its name, an order and a direction."""

    which: str
    sort: str
    descending: bool

    def __str__(self) -> str:
        """As a row of the table names it."""
        return f"{self.which}, by {self.sort}{', backwards' if self.descending else ''}"


def taken(registry: Registry, rounds: int) -> dict[Way, Taken]:
    """The quickest of the rounds for every way to list households: the slowest of many medians would be the noise."""
    return {way: _taken(registry, way, rounds) for way in _ways()}


def growth(small: dict[Way, Taken], large: dict[Way, Taken], sizes: tuple[int, int]) -> list[Row]:
    """For each filter the way that grows most, those that grow most first.

    A page that the small ward does not fill takes less however it is found. So these come once more, each divided by
    what its rows alone take in the same ward, given their ids.
    """
    section = f"Growth of the list of households, {sizes[1] / sizes[0]:,.0f} times as many"
    beside = f"itself among {sizes[0]:,}"
    as_it_is, for_its_rows = {}, {}
    for way, long in large.items():
        short = small[way]
        fewer = f", {short.rows} rows beside {long.rows}" if short.rows < long.rows else ""
        times = [(long.seconds, short.seconds)]
        as_it_is[way] = row(f"{section}: the worst order of each filter", str(way), beside + fewer, times)
        if fewer:
            times = [(long.seconds / long.fetching, short.seconds / short.fetching)]
            for_its_rows[way] = row(f"{section}: page ÷ its rows by id", str(way), beside, times, Unit.TIMES)
    return [*_worst(as_it_is), *_worst(for_its_rows)]


def _worst(ways: dict[Way, Row]) -> list[Row]:
    """Of each filter the row that grows most; the worst first."""
    found: dict[str, Row] = {}
    for way, one in sorted(ways.items(), key=lambda item: -item[1].ratio):
        found.setdefault(way.which, one)
    return list(found.values())


def _ways() -> Iterator[Way]:
    for which in FILTERS:
        for sort in households.SORTS:
            yield from (Way(which, sort, descending) for descending in (False, True))


def _taken(registry: Registry, way: Way, rounds: int) -> Taken:
    found = []

    def page() -> None:
        found[:] = households.household_page(
            registry, FILTERS[way.which], sort=way.sort, descending=way.descending
        )

    page()
    fetch = listing.fetching(registry, [one.id for one in found])
    answers = turns(rounds, lambda: seconds(page), lambda: seconds(fetch))
    return Taken(*map(min, zip(*answers, strict=True)), len(found))
