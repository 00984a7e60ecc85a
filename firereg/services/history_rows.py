"""The rows of a kept change: read back, turned back and made again, many at once."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from peewee import DateField, DateTimeField, Model, chunked, fn

from firereg.errors import ConflictError
from firereg.services import history_effects, journal
from firereg.services.history_effects import RowChange
from firereg.services.household_list import DERIVED, derived
from firereg.store import bulk
from firereg.store import models as t
from firereg.store.engine import Database

CHUNK = 500
_TABLES: dict[str, type[Model]] = {
    model._meta.table_name: model
    for model in (
        *(t.ResidentialGroup, t.Household, t.KeptApart, t.Member, t.PovertyStatus),
        *(t.ExtinguisherKind, t.IntervalRule),
        *(
            t.Delivery,
            t.Extinguisher,
            t.Handover,
            t.Move,
            t.Inspection,
            t.Service,
            t.Fault,
            t.InspectionRound,
            t.RoundLine,
            t.Reminder,
        ),
        *(t.Round, t.RoundItem, t.Entitled),
        *(t.Programme, t.ProgrammeBody, t.ProgrammeGroup, t.ZaloGroup, t.Notice, t.Alert),
        *(t.DutyPost, t.DutyPerson, t.DutyTurn),
    )
}

_FOLLOWS = {*DERIVED, "recognitions", "held"}
"""Columns of a household that nobody keeps: they are worked out again, or counted by the engine's triggers."""

Columns = dict[str, Any]


class Kept(NamedTuple):
    """A row of a change, and the id it is kept under."""

    id: int
    change: RowChange


def keep_rows(database: Database, change_id: int, rows: Iterable[RowChange]) -> None:
    """Keep these rows under a change."""
    values = (
        (
            *(change_id, row.model._meta.table_name, row.id),
            *(_to_json(row.model, side) for side in (row.before, row.after)),
        )
        for row in rows
    )
    bulk.insert_rows(database, t.ChangedRow, ("change", "table", "row", "before", "after"), values)


def kept_rows(change_id: int) -> list[Kept]:
    """The rows of a change in the order they were changed in."""
    query = t.ChangedRow.select().where(t.ChangedRow.change == change_id).order_by(t.ChangedRow.id)
    return [
        Kept(one.id, RowChange(_TABLES[one.table], one.row, _from_json(one.before), _from_json(one.after)))
        for one in query
    ]


def forget_rows(changes: Any) -> None:
    """Let go of the rows of these changes: they are neither undone nor done again any more."""
    its = t.ChangedRow
    its.delete().where(its.change.in_(changes.select(t.Change.id))).execute()


def has_rows() -> Any:
    """The condition that the rows of a change are kept."""
    its = t.ChangedRow
    return fn.EXISTS(its.select(its.id).where(its.change == t.Change.id))


def row_of(model: type[Model], row_id: int) -> Columns | None:
    """All columns of a row, by column; None where it is gone."""
    return _rows_of(model, [row_id]).get(row_id)


def with_derived(model: type[Model], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with those that follow from them."""
    return fields | derived(fields) if model is t.Household else fields


def as_they_are_now(database: Database, kept: list[Kept]) -> list[Kept]:
    """Rows that were put in with all they have by now, which is kept so that they can be put in again.

    ConflictError where one of them is gone; what was said of two households goes with either of them.
    """
    ids: dict[type[Model], list[int]] = {}
    for one in kept:
        if one.change.before is None:
            ids.setdefault(one.change.model, []).append(one.change.id)
    now = {model: _rows_of(model, some) for model, some in ids.items()}
    told, texts = [], []
    for one in kept:
        row = one.change
        if row.before is None and row.id in now[row.model]:
            text = _to_json(row.model, now[row.model][row.id])
            texts.append((text, one.id))
            row = row._replace(after=_from_json(text))
        elif row.before is None and row.model is not t.KeptApart:
            raise ConflictError(history_effects.changed_since(row.model, row.id))
        told.append(one._replace(change=row))
    bulk.update_rows(database, t.ChangedRow, ("after",), texts)
    return told


def refuse_changed_later(change_id: int, kept: list[Kept]) -> None:
    """ConflictError where a later change that stands has one of these rows too."""
    its = t.ChangedRow
    query = its.select(its.row, t.Change).join(t.Change)
    later = query.where(its.change > change_id, ~t.Change.undone).order_by(its.id.desc())
    for model in {one.change.model for one in kept}:
        rows = (one.change.id for one in kept if one.change.model is model)
        for ids in chunked(rows, CHUNK):
            first = later.where(its.table == model._meta.table_name, its.row.in_(ids)).first()
            if first is not None and first.change.action in journal.REDACTING:
                raise ConflictError(history_effects.for_good())
            if first is not None:
                raise ConflictError(history_effects.changed_since(model, first.row))


def turn(database: Database, rows: Iterable[RowChange]) -> None:
    """Make each row from its `before` to its `after`, in this order, those of one kind together.

    ConflictError where one is not as `before` tells. A row that has neither is left alone.
    """
    for some in _runs(rows):
        model, _id, before, after = some[0]
        now = _rows_of(model, [row.id for row in some])
        for row in some:
            _refuse_unlike(row, now.get(row.id))
        if before is None and after is not None:
            _put_in(database, model, some)
        elif after is None and before is not None:
            _take_out(model, [row.id for row in some])
        elif after is not None:
            _change(database, model, some)


def _runs(rows: Iterable[RowChange]) -> Iterator[list[RowChange]]:
    """Neighbours of one table that are all put in, all taken out or all changed, no row twice among them."""
    run: dict[int, RowChange] = {}
    kind = None
    for row in rows:
        its_kind = (row.model, row.before is None, row.after is None)
        if run and (its_kind != kind or row.id in run):
            yield list(run.values())
            run = {}
        kind = its_kind
        run[row.id] = row
    if run:
        yield list(run.values())


def _refuse_unlike(row: RowChange, now: Columns | None) -> None:
    expected = row.before or {}
    if (now is None and expected) or any(
        _plain(now[name]) != value for name, value in expected.items() if now
    ):
        raise ConflictError(history_effects.changed_since(row.model, row.id))


def _put_in(database: Database, model: type[Model], rows: list[RowChange]) -> None:
    standing = _groups_standing(rows) if model is t.ResidentialGroup else set()
    values = [
        {"id": row.id} | _as_stored(model, row.after) for row in rows if row.after and row.id not in standing
    ]
    for names, alike in groupby(values, tuple):
        bulk.insert_rows(database, model, names, (tuple(one.values()) for one in alike))


def _take_out(model: type[Model], ids: list[int]) -> None:
    if model is t.ResidentialGroup:
        used = _groups_in_use(ids)
        ids = [one for one in ids if one not in used]
    for some in chunked(ids, CHUNK):
        model.delete().where(model._meta.primary_key.in_(some)).execute()


def _change(database: Database, model: type[Model], rows: list[RowChange]) -> None:
    values = [(_as_stored(model, row.after), row.id) for row in rows if row.after]
    for names, alike in groupby(values, lambda one: tuple(one[0])):
        bulk.update_rows(database, model, names, ((*one.values(), row_id) for one, row_id in alike))


def _groups_in_use(ids: Iterable[int]) -> set[int]:
    """Those of the groups that something belongs to, or whose leader was named: they stay."""
    its = t.ResidentialGroup
    used = {row.id for row in its.select(its.id).where(its.id.in_(ids), its.leader_name != "")}
    for field in its._meta.backrefs:
        used |= {group for (group,) in field.model.select(field).where(field.in_(ids)).distinct().tuples()}
    return used


def _groups_standing(rows: Iterable[RowChange]) -> set[int]:
    """Those of the groups that stayed when their import was taken back."""
    now = _rows_of(t.ResidentialGroup, [row.id for row in rows])
    return {
        row.id
        for row in rows
        if row.after and all(row.after[name] == now.get(row.id, {}).get(name) for name in ("number", "ward"))
    }


def _rows_of(model: type[Model], ids: Iterable[int]) -> dict[int, Columns]:
    """All columns of these rows, by id; those that are gone are not in it."""
    column_of = {name: field.column_name for name, field in model._meta.fields.items()}
    found: dict[int, Columns] = {}
    for some in chunked(ids, CHUNK):
        for row in model.select().where(model._meta.primary_key.in_(some)).dicts():
            found[row["id"]] = {column_of[name]: value for name, value in row.items()}
    return found


def _fields(model: type[Model], columns: Columns) -> dict[str, Any]:
    """Columns as they are kept here, as fields to be written."""
    by_column = {field.column_name: field for field in model._meta.sorted_fields}
    fields = {by_column[name].name: _typed(by_column[name], value) for name, value in columns.items()}
    return with_derived(model, fields)


def _as_stored(model: type[Model], columns: Columns) -> dict[str, Any]:
    """The same as the engine keeps them: moments have a space where JSON has a T."""
    return {
        name: str(value) if isinstance(value, date) else value
        for name, value in _fields(model, columns).items()
    }


def _typed(field: Any, value: Any) -> Any:
    if value is None or not isinstance(field, DateField | DateTimeField):
        return value
    return datetime.fromisoformat(value) if isinstance(field, DateTimeField) else date.fromisoformat(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _to_json(model: type[Model], columns: Columns | None) -> str | None:
    if columns is None:
        return None
    left_out = _FOLLOWS if model is t.Household else ()
    kept = {name: _plain(value) for name, value in columns.items() if name not in left_out}
    return json.dumps(kept, ensure_ascii=False)


def _from_json(text: str | None) -> Columns | None:
    return None if text is None else json.loads(text)
