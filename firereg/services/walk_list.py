"""Walks and their lines as they are looked at, and what a walk came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from firereg.domain.checklist import Item, parted
from firereg.domain.equipment import State
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.store import models as t
from firereg.store.paging import page

_COUNTED = {
    "passed": Outcome.PASSED,
    "failed": Outcome.FAILED,
    "not_found": Outcome.NOT_FOUND,
    "elsewhere": Outcome.ELSEWHERE,
    "not_visited": Outcome.OPEN,
}


@dataclass(frozen=True)
class WalkRow:
    """A walk and how far it is: `total` lines were planned; what turned up beside them counts as `elsewhere` alone."""

    id: int
    name: str
    first_day: date
    last_day: date
    group_id: int | None
    street: str
    inspector: str
    closed_on: date | None
    total: int
    passed: int
    failed: int
    not_found: int
    elsewhere: int
    not_visited: int
    programme_id: int | None = None

    @property
    def done(self) -> int:
        """How many of the planned lines have been entered."""
        return self.total - self.not_visited


@dataclass(frozen=True)
class LineRow:
    """One extinguisher of a walk: where it should be, and what was found.

    Nobody looked for one without a household there. `passed` is None without an inspection.
    """

    id: int
    walk_id: int
    position: int
    extinguisher_id: int
    serial: str
    label: str
    kind_code: str
    has_gauge: bool
    state: State
    household_id: int | None
    household_code: str
    head_name: str
    address: str
    outcome: Outcome
    remark: str
    inspection_id: int | None
    passed: bool | None
    day: date | None
    fault: str
    failed_items: tuple[Item, ...]
    inspector: str
    weight_g: int | None


@dataclass(frozen=True)
class Summary:
    """What a walk came to, with the lines of each outcome that somebody has to see to."""

    walk: WalkRow
    failed: tuple[LineRow, ...]
    not_found: tuple[LineRow, ...]
    elsewhere: tuple[LineRow, ...]
    not_visited: tuple[LineRow, ...]


def walks(*, closed: bool | None = None, after: tuple | None = None) -> list[WalkRow]:
    """One screenful of walks, the latest first; `closed` None gives both kinds."""
    query = _walk_query()
    if closed is not None:
        query = query.where(t.InspectionRound.closed_on.is_null(not closed))
    keys = (t.InspectionRound.first_day, t.InspectionRound.id)
    return [_walk_row(row) for row in page(query, keys, after, descending=True)]


def walk_key(row: WalkRow) -> tuple:
    """Where the page of walks after `row` begins."""
    return (row.first_day, row.id)


def walk(walk_id: int) -> WalkRow:
    """One walk; BadInputError where there is none."""
    row = _walk_query().where(t.InspectionRound.id == walk_id).first()
    if row is None:
        raise BadInputError(
            _("There is no walk {number}. See the list of walks for the right one.").format(number=walk_id),
            "walk",
        )
    return _walk_row(row)


def walk_page(
    walk_id: int, *, outcome: Outcome | None = None, after: tuple | None = None, descending: bool = False
) -> list[LineRow]:
    """One screenful of the lines of a walk in the order they are walked."""
    query = _line_query().where(t.RoundLine.round == walk_id)
    if outcome is not None:
        query = query.where(t.RoundLine.outcome == outcome)
    return [_line_row(row) for row in page(query, (t.RoundLine.position,), after, descending=descending)]


def line_key(row: LineRow) -> tuple:
    """Where the page of lines after `row` begins."""
    return (row.position,)


def lines(walk_ids: Sequence[int]) -> list[LineRow]:
    """Every line of these walks, walk by walk."""
    query = _line_query().where(t.RoundLine.round.in_(list(walk_ids)))
    return [_line_row(row) for row in query.order_by(t.RoundLine.round, t.RoundLine.position)]


def line_of(walk_id: int, extinguisher_id: int) -> LineRow | None:
    """The line of an extinguisher on a walk; None where it is not on it."""
    row = (
        _line_query().where(t.RoundLine.round == walk_id, t.RoundLine.extinguisher == extinguisher_id).first()
    )
    return _line_row(row) if row else None


def summary(walk_id: int) -> Summary:
    """What a walk came to until now."""
    query = _line_query().where(t.RoundLine.round == walk_id, t.RoundLine.outcome != Outcome.PASSED)
    by_outcome: dict[Outcome, list[LineRow]] = {outcome: [] for outcome in Outcome}
    for row in query.order_by(t.RoundLine.position):
        by_outcome[Outcome(row.outcome)].append(_line_row(row))
    return Summary(
        walk=walk(walk_id),
        failed=tuple(by_outcome[Outcome.FAILED]),
        not_found=tuple(by_outcome[Outcome.NOT_FOUND]),
        elsewhere=tuple(by_outcome[Outcome.ELSEWHERE]),
        not_visited=tuple(by_outcome[Outcome.OPEN]),
    )


def open_walk(walk_id: int) -> WalkRow:
    """One walk on which something may be entered; ConflictError where it is closed."""
    row = walk(walk_id)
    if row.closed_on:
        raise ConflictError(
            _("The walk “{name}” is closed. Open it again to enter more.").format(name=row.name)
        )
    return row


def _walk_query():
    its, of = t.InspectionRound, t.RoundLine
    fields = (
        its.id,
        its.name,
        its.first_day,
        its.last_day,
        its.group.alias("group_id"),
        its.street,
        its.inspector,
        its.closed_on,
        its.programme.alias("programme_id"),
    )
    total = of.select(fn.COUNT(of.id)).where(of.round == its.id, of.household.is_null(False))
    by_outcome = (
        of.select(fn.COUNT(of.id)).where(of.round == its.id, of.outcome == outcome).alias(name)
        for name, outcome in _COUNTED.items()
    )
    return its.select(*fields, total.alias("total"), *by_outcome).namedtuples()


def _walk_row(row) -> WalkRow:
    return WalkRow(**row._asdict())


def _line_query():
    its, cylinder, home, look = t.RoundLine, t.Extinguisher, t.Household, t.Inspection
    return (
        its.select(
            its.id,
            its.round.alias("walk_id"),
            its.position,
            its.extinguisher.alias("extinguisher_id"),
            cylinder.serial,
            cylinder.label,
            t.ExtinguisherKind.code.alias("kind_code"),
            t.ExtinguisherKind.has_gauge,
            cylinder.state,
            its.household.alias("household_id"),
            fn.COALESCE(home.code, "").alias("household_code"),
            fn.COALESCE(home.head_name, "").alias("head_name"),
            fn.COALESCE(home.address, "").alias("address"),
            its.outcome,
            its.remark,
            its.inspection.alias("inspection_id"),
            look.passed,
            look.day,
            fn.COALESCE(look.fault, "").alias("fault"),
            fn.COALESCE(look.failed_items, "").alias("failed_items"),
            fn.COALESCE(look.inspector, "").alias("inspector"),
            look.weight_g,
        )
        .join(cylinder)
        .join(t.ExtinguisherKind)
        .join_from(its, home, JOIN.LEFT_OUTER)
        .join_from(its, look, JOIN.LEFT_OUTER)
        .namedtuples()
    )


def _line_row(row) -> LineRow:
    """A row of the lines, as plain data."""
    fields = row._asdict()
    fields["state"] = State(row.state)
    fields["outcome"] = Outcome(row.outcome)
    fields["failed_items"] = parted(row.failed_items)
    return LineRow(**fields)
