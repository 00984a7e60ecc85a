"""The whole registry checked: the file, the journal, the numbers, the clocks, the index."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import chunked, fn

from firereg.documents.papers import receipt_from_json
from firereg.domain.equipment import State
from firereg.domain.numbering import receipt_code
from firereg.errors import RegistryError
from firereg.services import accounts, clocks, journal, photos
from firereg.services.registry import Registry
from firereg.store import due_dates, household_listing_check, search
from firereg.store import models as t
from firereg.store.database import integrity_problems
from firereg.store.search import Indexed

_CHUNK = 500
Check = Callable[[], Iterator[str]]
DAMAGE = frozenset({"integrity", "encryption"})
"""The kinds of problems that are of the file itself."""
_INDEXED: dict[Indexed, Any] = {
    Indexed.HOUSEHOLDS: t.Household,
    Indexed.EXTINGUISHERS: t.Extinguisher,
    Indexed.HANDOVERS: t.Handover,
}


@dataclass(frozen=True)
class Problem:
    """One kind of problem, how often, and the first place."""

    kind: str
    count: int
    example: str


def check(registry: Registry, still_wanted: Callable[[], object] = lambda: None) -> list[Problem]:
    """Everything that is wrong; an empty list is a sound registry. Others may write meanwhile.

    `still_wanted` is asked now and then; what it raises breaks the check off. Where the file itself is damaged nothing
    is written to it any more.
    """
    with _one_moment(registry.database):
        found = []
        for problem in _of_database(registry, still_wanted):
            found.append(problem)
            if problem.kind in DAMAGE:
                registry.database.found_damaged()
    beside: dict[str, Check] = {
        "attachment": lambda: photos.problems(registry),
        "key_slot": lambda: accounts.slot_problems(registry),
    }
    return found + list(_told(beside))


@contextmanager
def _one_moment(database: Any) -> Iterator[None]:
    """What is read inside is as it was at one moment, whatever others write meanwhile."""
    if database.in_transaction():  # that is one moment already
        yield
        return
    database.begin("DEFERRED")
    try:
        yield
    finally:
        database.rollback()  # nothing was written


def _of_database(registry: Registry, still_wanted: Callable[[], object]) -> Iterator[Problem]:
    for kind, example in integrity_problems(registry.database):
        yield Problem(kind, 1, example)
    checks: dict[str, Check] = {
        "journal": journal.broken_links,
        "receipt_number": _number_problems,
        "receipt_paper": _paper_problems,
        "clock": _clock_problems,
        "due_total": lambda: _total_problems(registry),
        "holder": _holder_problems,
        "counts": _count_problems,
        "search_index": lambda: _index_problems(registry),
    }
    for kind, problems in checks.items():
        still_wanted()
        yield from _told({kind: problems})


def _told(checks: Mapping[str, Check]) -> Iterator[Problem]:
    for kind, problems in checks.items():
        try:
            examples = list(problems())
        except RegistryError as error:  # a damaged page stops this check, not the others
            examples = [str(error)]
        if examples:
            yield Problem(kind, len(examples), examples[0])


def _number_problems() -> Iterator[str]:
    """Years whose numbers do not run from 1 without a gap, those apart that a rescue named as lost."""
    lost = journal.lost("receipts")
    years = t.Handover.select(t.Handover.year, fn.COUNT(t.Handover.id), fn.MAX(t.Handover.number))
    for year, count, last in years.group_by(t.Handover.year).tuples():
        known = sum(code <= receipt_code(year, last) for code in lost if code.startswith(f"BG-{year}-"))
        if count + known != last:
            yield f"{year}: {count} receipts, last number {last}"


def _paper_problems() -> Iterator[str]:
    for row in t.Handover.select(t.Handover.code, t.Handover.paper).iterator():
        try:
            if receipt_from_json(row.paper).code != row.code:
                yield row.code
        except ValueError:
            yield row.code


def _clock_problems() -> Iterator[str]:
    """Extinguishers whose kept due dates are not what their records and rules give."""
    for ids in chunked((row.id for row in t.Extinguisher.select(t.Extinguisher.id)), _CHUNK):
        yield from map(str, clocks.wrong(ids))


def _total_problems(registry: Registry) -> Iterator[str]:
    """Days of which the counters say another number of due dates than there are."""
    for clock, day in due_dates.miscounted(registry.database):
        yield f"{clock or 'first'} {day}"


def _holder_problems() -> Iterator[str]:
    """Extinguishers with a household that name none, in stock that name one, and spares that stand for none."""
    placed = t.Extinguisher.state.in_([State.WITH_HOUSEHOLD, State.SPARE_LENT])
    stored = t.Extinguisher.state == State.IN_STOCK
    named = t.Extinguisher.household.is_null(False)
    lent, instead = t.Extinguisher.state == State.SPARE_LENT, t.Extinguisher.stands_for.is_null(False)
    wrong = (placed & ~named) | (stored & named) | (lent & ~instead) | (instead & ~lent)
    for row in t.Extinguisher.select(t.Extinguisher.serial).where(wrong):
        yield row.serial


def _count_problems() -> Iterator[str]:
    """Households whose row counts other recognitions or extinguishers than there are."""
    its = t.Household
    recognised = t.PovertyStatus.select(fn.COUNT(t.PovertyStatus.id)).where(
        t.PovertyStatus.household == its.id
    )
    held = t.Extinguisher.select(fn.COUNT(t.Extinguisher.id)).where(
        t.Extinguisher.household == its.id,
        t.Extinguisher.state.in_([State.WITH_HOUSEHOLD, State.SPARE_LENT]),
    )
    wrong = its.select(its.code).where((its.recognitions != recognised) | (its.held != held))
    for (code,) in wrong.order_by(its.id).tuples():
        yield code


def _index_problems(registry: Registry) -> Iterator[str]:
    """Rows that no search finds, and entries of the index without a row."""
    for kind, model in _INDEXED.items():
        rows = {row_id for (row_id,) in model.select(model.id).tuples()}
        for row_id in sorted(rows ^ search.indexed_ids(registry.database, kind)):
            yield f"{model._meta.table_name} {row_id}"
    for household in household_listing_check.wrong(registry.database):
        yield f"household {household}"
