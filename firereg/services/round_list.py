"""The list of a round as it is looked at: who is on it and why, and what became of each household."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from firereg.domain.household import HouseholdState
from firereg.domain.support import Outcome
from firereg.services.rounds import RoundRow, round_by_id
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import among, page
from firereg.store.search import Indexed


@dataclass(frozen=True)
class EntitledRow:
    """A household on the list of a round. `receipt` is the code of what it was given, "" while nothing was."""

    id: int
    round_id: int
    household_id: int
    code: str
    head_name: str
    state: HouseholdState
    address: str
    group_id: int
    group_number: int
    group_ward: str
    name_key: bytes
    reason: str
    by_hand: bool
    taken_out: bool
    why: str
    outcome: Outcome
    outcome_on: date | None
    outcome_note: str
    handover_id: int | None
    receipt: str


@dataclass(frozen=True)
class EntitledFilter:
    """Which rows of a list are wanted; None is any. Those taken out are shown only when asked for."""

    text: str = ""
    outcome: Outcome | None = None
    group_id: int | None = None
    taken_out: bool = False


def list_page(
    round_id: int, which: EntitledFilter = EntitledFilter(), after: tuple[int, bytes, int] | None = None
) -> list[EntitledRow]:
    """One screenful of the list, by group and name; `after` is `page_key` of the last row seen."""
    group, household, its = t.ResidentialGroup, t.Household, t.Entitled
    order = (group.number, household.name_key, its.id)
    return [_row(row) for row in page(_filtered(round_id, which), order, after)]


def whole_list(round_id: int, which: EntitledFilter = EntitledFilter()) -> list[EntitledRow]:
    """The whole list, by group and name, for a paper."""
    order = (t.ResidentialGroup.number, t.Household.name_key, t.Entitled.id)
    return [_row(row) for row in _filtered(round_id, which).order_by(*order)]


def page_key(row: EntitledRow) -> tuple[int, bytes, int]:
    """Where a page after this row begins."""
    return row.group_number, row.name_key, row.id


def by_id(entitled_id: int) -> EntitledRow:
    """One row of a list."""
    return _row(_rows().where(t.Entitled.id == entitled_id).get())


def waiting_for(household_id: int) -> list[tuple[RoundRow, EntitledRow]]:
    """The open rounds in which this household still waits for its share, the newest first."""
    its = t.Entitled
    query = _rows().where(
        its.household == household_id,
        ~its.taken_out,
        its.outcome == Outcome.WAITING,
        t.Round.closed_on.is_null(),
    )
    return [
        (round_by_id(row.round_id), _row(row)) for row in query.order_by(t.Round.day.desc(), its.id.desc())
    ]


def tally(round_id: int) -> dict[Outcome, int]:
    """How many of the list have which outcome; those taken out are not counted."""
    its = t.Entitled
    query = its.select(its.outcome, fn.COUNT(its.id)).where(its.round == round_id, ~its.taken_out)
    counted = dict(query.group_by(its.outcome).tuples())
    return {outcome: counted.get(outcome, 0) for outcome in Outcome}


def tallies() -> dict[int, dict[Outcome, int]]:
    """The same of every round that has a list, by the id of the round."""
    its = t.Entitled
    query = its.select(its.round, its.outcome, fn.COUNT(its.id)).where(~its.taken_out)
    found: dict[int, dict[Outcome, int]] = {}
    for round_id, outcome, count in query.group_by(its.round, its.outcome).tuples():
        found.setdefault(round_id, dict.fromkeys(Outcome, 0))[Outcome(outcome)] = count
    return found


def row_of(round_id: int, household_id: int) -> EntitledRow | None:
    """The row of a household on the list of a round, taken out of it or not; None where it never was on it."""
    its = t.Entitled
    found = _rows().where(its.round == round_id, its.household == household_id).first()
    return _row(found) if found else None


def on_list(round_id: int):
    """The ids of the rows of those who are on the list of a round."""
    its = t.Entitled
    return its.select(its.id).where(its.round == round_id, ~its.taken_out)


def _rows():
    its = t.Entitled
    return (
        its.select(its, t.Household, t.ResidentialGroup, t.Handover, t.Round)
        .join(t.Household)
        .join(t.ResidentialGroup)
        .join_from(its, t.Handover, JOIN.LEFT_OUTER)
        .join_from(its, t.Round, on=its.round == t.Round.id)
    )


def _filtered(round_id: int, which: EntitledFilter):
    its = t.Entitled
    query = _rows().where(its.round == round_id, its.taken_out == which.taken_out)
    if which.text.strip():
        query = query.where(among(t.Household, search.matching(Indexed.HOUSEHOLDS, which.text)))
    if which.outcome is not None:
        query = query.where(its.outcome == which.outcome)
    if which.group_id is not None:
        query = query.where(t.Household.group == which.group_id)
    return query


def _row(row: t.Entitled) -> EntitledRow:
    home, group = row.household, row.household.group
    return EntitledRow(
        id=row.id,
        round_id=row.round_id,
        household_id=home.id,
        code=home.code,
        head_name=home.head_name,
        state=HouseholdState(home.state),
        address=home.address,
        group_id=group.id,
        group_number=group.number,
        group_ward=group.ward,
        name_key=home.name_key,
        reason=row.reason,
        by_hand=row.by_hand,
        taken_out=row.taken_out,
        why=row.why,
        outcome=Outcome(row.outcome),
        outcome_on=row.outcome_on,
        outcome_note=row.outcome_note,
        handover_id=row.handover_id,
        receipt=row.handover.code if row.handover_id else "",
    )
