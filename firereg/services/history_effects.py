"""What follows from changed rows: the search index and the clocks; and what stands against turning them back."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from peewee import Model, chunked

from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState
from firereg.domain.labels import group_label
from firereg.domain.schedule import Clock
from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, handover_list
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed

_CHUNK = 500
_OF_AN_EXTINGUISHER: tuple[Any, ...] = (t.Inspection, t.Service, t.Move, t.Fault, t.RoundLine)


class RowChange(NamedTuple):
    """One row before and after, by column: all of them where it was taken out or put in, else those that differ.

    Both are None for a row that was put in and has not been taken back yet.
    """

    model: type[Model]
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def turned(self) -> "RowChange":
        """The way back."""
        return RowChange(self.model, self.id, self.after, self.before)

    def values(self, column: str) -> set[Any]:
        """What the column was and is, where the change knows."""
        return {side[column] for side in (self.before, self.after) if side and side.get(column) is not None}


def follow(registry: Registry, rows: list[RowChange]) -> None:
    """Bring the clocks up to date with these rows, and the search indexes of what is not a household."""
    by_model: dict[type[Model], set[int]] = {}
    for row in rows:
        by_model.setdefault(row.model, set()).add(row.id)
    extinguishers = set(by_model.get(t.Extinguisher, ()))
    handovers = set(by_model.get(t.Handover, ()))
    for row in rows:
        if row.model is t.Household and row.values("head_name") and row.before and row.after:
            extinguishers |= _belonging(t.Extinguisher, row.id)
            handovers |= _belonging(t.Handover, row.id)
    extinguishers |= _of_kinds(rows)
    search.remove(registry.database, Indexed.EXTINGUISHERS, extinguishers)
    for ids in chunked(sorted(extinguishers), _CHUNK):
        equipment.reindex(registry, ids)
    clocks.rebuild(sorted(extinguishers | _with_records(rows)))
    clocks.follow_rules(_of_rules(rows))
    for ids in chunked(sorted(handovers), _CHUNK):
        handover_list.reindex(registry, ids)


def refuse_built_on(rows: list[RowChange], at: datetime) -> None:
    """ConflictError where a household, a delivery or an extinguisher would go that something belongs to by now.

    `at` is when the change was made that is turned back or made again.
    """
    ours = {(row.model, row.id) for row in rows}
    gone = [row.id for row in rows if row.model is t.Household and row.after is None]
    merged = [
        row.id
        for row in rows
        if row.model is t.Household and row.after and row.after.get("state") == HouseholdState.MERGED
    ]
    for ids in chunked(gone + merged, _CHUNK):
        for model in (t.Handover, t.Extinguisher):
            for one in model.select().where(model.household.in_(ids)):
                if (model, one.id) not in ours:
                    raise ConflictError(_has_got(one))
    for ids in chunked(gone, _CHUNK):
        for field in (
            *(t.Member.household, t.PovertyStatus.household, t.Household.merged_into),
            t.Entitled.household,
        ):
            for one in field.model.select(field.model.id, field).where(field.in_(ids)):
                if (field.model, one.id) not in ours:
                    raise ConflictError(changed_since(t.Household, one.__data__[field.name]))
    _refuse_given_after_merge(rows, at, ours)
    _refuse_used(rows, ours)
    _refuse_shown(rows, ours)
    _refuse_given_by_list(rows, ours)


def _refuse_shown(rows: list[RowChange], ours: set[tuple[type[Model], int]]) -> None:
    """An inspection with photos, or one of a round, stays."""
    gone = [row.id for row in rows if row.model is t.Inspection and row.after is None]
    for ids in chunked(gone, _CHUNK):
        if t.Attachment.select().where(t.Attachment.inspection.in_(ids)).exists():
            raise ConflictError(_("This inspection has photos. Remove them first."))
        lines = t.RoundLine.select(t.RoundLine.id).where(t.RoundLine.inspection.in_(ids))
        if any((t.RoundLine, line.id) not in ours for line in lines):
            raise ConflictError(_("This inspection belongs to a round of inspection. Take it back there."))


def _refuse_given_by_list(rows: list[RowChange], ours: set[tuple[type[Model], int]]) -> None:
    """A place on a list stays once something was given by it, and so does the approval of that list."""
    its = t.Entitled
    given = its.select(its, t.Handover).join(t.Handover)
    places = [row.id for row in rows if row.model is its and row.after is None and row.before is not None]
    opened = [
        row.id
        for row in rows
        if row.model is t.Round and row.before and row.after and row.before.get("approved_at")
    ]
    for field, gone in ((its.id, places), (its.round, opened)):
        for ids in chunked(gone, _CHUNK):
            for one in given.where(field.in_(ids)):
                if (t.Handover, one.handover_id) not in ours:
                    raise ConflictError(_has_got(one.handover))


def _refuse_used(rows: list[RowChange], ours: set[tuple[type[Model], int]]) -> None:
    """An extinguisher that was given, moved, looked at or worked on stays, and so do its delivery and its kind."""
    models = (t.Extinguisher, t.Delivery, t.ExtinguisherKind)
    going = [row for row in rows if row.model in models and row.after is None]
    for row in going:
        if row.before and row.before.get("state", State.IN_STOCK) != State.IN_STOCK:
            raise ConflictError(_used(t.Extinguisher, row.id))
    for model in models:
        gone = [row.id for row in going if row.model is model]
        for field in (one for one in model._meta.backrefs if one.on_delete == "RESTRICT"):
            for ids in chunked(gone, _CHUNK):
                for one in field.model.select(field.model.id, field).where(field.in_(ids)):
                    if (field.model, one.id) not in ours:
                        raise ConflictError(_used(model, one.__data__[field.name]))


def _refuse_given_after_merge(
    rows: list[RowChange], at: datetime, ours: set[tuple[type[Model], int]]
) -> None:
    """What a merged household was given cannot be told apart any more."""
    kept = {
        row.before["merged_into_id"]
        for row in rows
        if row.model is t.Household and row.before and row.before.get("merged_into_id")
    }
    later = t.Handover.select().where(t.Handover.household.in_(list(kept)), t.Handover.recorded_at > at)
    for one in later:
        if (t.Handover, one.id) not in ours:
            raise ConflictError(_has_got(one))


def changed_since(model: type[Model], row_id: int) -> str:
    """The sentence for a row that is not as the change left it."""
    return _("{subject} was changed since. Undo the later change first.").format(
        subject=_named(model, row_id)
    )


def for_good() -> str:
    """The sentence for what was done to a household or a person before they were anonymised."""
    return _("This is about somebody who was anonymised since. It can no longer be undone.")


def _has_got(one: Any) -> str:
    return _("Household {household} has got {what} since. This can no longer be undone.").format(
        household=_named(t.Household, one.household_id),
        what=one.code if isinstance(one, t.Handover) else one.serial,
    )


def _used(model: type[Model], row_id: int) -> str:
    return _("{subject} has been put to use since. This can no longer be undone.").format(
        subject=_named(model, row_id)
    )


def _named(model: type[Model], row_id: int) -> str:
    row = model.get_or_none(model._meta.primary_key == row_id)
    if row is None:
        return f"{model._meta.table_name} {row_id}"
    for models, name in _NAMES:
        if model in models:
            return name(row)
    return (row if model is t.Household else row.household).head_name


_NAMES: tuple[tuple[tuple[type[Model], ...], Callable[[Any], str]], ...] = (
    ((t.Delivery,), lambda row: _("The delivery of {day}").format(day=format_date(row.day))),
    ((t.ResidentialGroup,), lambda row: group_label(row.number)),
    ((t.Extinguisher,), lambda row: row.serial),
    (_OF_AN_EXTINGUISHER, lambda row: row.extinguisher.serial),
    ((t.ExtinguisherKind,), lambda row: row.code),
    ((t.IntervalRule,), lambda row: row.kind.code),
    ((t.Round, t.InspectionRound), lambda row: row.name),
    ((t.RoundItem,), lambda row: row.round.name),
    ((t.Programme, t.ZaloGroup, t.DutyPost, t.DutyPerson), lambda row: row.name),
    ((t.ProgrammeBody, t.ProgrammeGroup), lambda row: row.programme.name),
    ((t.Notice,), lambda row: _("The notice of {day}").format(day=format_date(row.day))),
    ((t.Alert,), lambda row: _("The report of {day}").format(day=format_date(row.at.date()))),
    ((t.DutyTurn,), lambda row: f"{row.post.name} {format_date(row.day)}"),
    ((t.KeptApart,), lambda row: row.first.head_name),
)
"""What a row is called in a sentence; the others belong to a household."""


def _with_records(rows: Iterable[RowChange]) -> set[int]:
    """The extinguishers whose inspections, services, moves and faults these rows are or were."""
    found: set[int] = set()
    for model in _OF_AN_EXTINGUISHER:
        its = [row for row in rows if row.model is model]
        for row in its:
            found |= row.values("extinguisher_id")
        for ids in chunked([row.id for row in its], _CHUNK):
            query = model.select(model.extinguisher).where(model.id.in_(ids))
            found |= {extinguisher for (extinguisher,) in query.tuples()}
    return found


def _of_kinds(rows: Iterable[RowChange]) -> set[int]:
    """The extinguishers of kinds that were changed."""
    kinds = [row.id for row in rows if row.model is t.ExtinguisherKind and row.before and row.after]
    its = t.Extinguisher
    return (
        {row_id for (row_id,) in its.select(its.id).where(its.kind.in_(kinds)).tuples()} if kinds else set()
    )


def _of_rules(rows: Iterable[RowChange]) -> set[tuple[int, Clock]]:
    """The kinds whose rules these rows are or were, each with the clock."""
    rules = [row for row in rows if row.model is t.IntervalRule]
    found = {
        (side["kind_id"], Clock(side["clock"]))
        for row in rules
        for side in (row.before, row.after)
        if side and "clock" in side and "kind_id" in side
    }
    its = t.IntervalRule
    here = its.select(its.kind, its.clock).where(its.id.in_([row.id for row in rules])).tuples()
    return found | {(kind_id, Clock(clock)) for kind_id, clock in here} if rules else found


def _belonging(model: Any, household_id: int) -> set[int]:
    return {row.id for row in model.select(model.id).where(model.household == household_id)}
