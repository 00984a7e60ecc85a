"""Undo and redo: each change keeps its rows before and after, so it can be taken back after a restart too.

A change is taken back only where nobody has changed its rows since, and nothing was built on them.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from peewee import DateField, DateTimeField, Model, chunked

from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import history_effects, journal
from firereg.services.history_effects import RowChange
from firereg.services.household_list import DERIVED, derived
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

_CHUNK = 500
_TABLES: dict[str, type[Model]] = {
    model._meta.table_name: model
    for model in (
        *(t.Household, t.Member, t.PovertyStatus, t.Delivery, t.Extinguisher, t.Handover),
        *(t.Move, t.Inspection, t.Service, t.Fault),
    )
}

Columns = dict[str, Any]


@dataclass(frozen=True)
class ChangeRow:
    """A change as menus and notices name it; `at` is in UTC."""

    id: int
    at: datetime
    action: str
    subject: str


class Recorder:
    """Makes one change, row by row, and keeps what it takes to undo it.

    `subject` and `detail` go into the journal; the change sets them as it learns them.
    """

    def __init__(self, registry: Registry, subject: str, detail: dict[str, Any]) -> None:
        self.subject = subject
        self.detail = detail
        self.rows: list[RowChange] = []
        self._registry = registry

    def insert(self, model: type[Model], **fields: Any) -> int:
        """The id of a new row; what follows from the fields is worked out."""
        row_id = model.insert(_with_derived(model, fields)).execute()
        self.inserted(model, [row_id])
        return row_id

    def update(self, model: type[Model], row_id: int, **fields: Any) -> dict[str, list[Any]]:
        """What differed, by field: [before, after]; nothing is written where nothing differs.

        The moment of the last change is kept along: one of its own, so that a second change within the
        second is seen as one.
        """
        row = model.get_by_id(row_id)
        before = {name: row.__data__[name] for name in fields}
        changed = {name: [before[name], value] for name, value in fields.items() if value != before[name]}
        if not changed:
            return {}
        if "updated_at" in model._meta.fields:
            moment = max(self._registry.now(), row.updated_at + timedelta(seconds=1))
            changed["updated_at"] = [row.updated_at, moment]
        after = {name: value for name, (_before, value) in changed.items()}
        model.update(_with_derived(model, after)).where(model._meta.primary_key == row_id).execute()
        columns = {name: model._meta.fields[name].column_name for name in changed}
        self.updated(
            model,
            row_id,
            {columns[name]: value for name, (value, _after) in changed.items()},
            {columns[name]: value for name, value in after.items()},
        )
        return changed

    def delete(self, model: type[Model], row_id: int) -> None:
        """Take a row out."""
        row = row_of(model, row_id)
        if row is not None:
            self.deleted(model, row)
            model.delete().where(model._meta.primary_key == row_id).execute()

    def inserted(self, model: type[Model], ids: Iterable[int]) -> None:
        """Rows that the caller put in itself, in bulk."""
        self.rows += [RowChange(model, row_id, None, None) for row_id in ids]

    def updated(self, model: type[Model], row_id: int, before: Columns, after: Columns) -> None:
        """A row that the caller changed itself; both by column, only those that differ."""
        self.rows.append(RowChange(model, row_id, before, after))

    def deleted(self, model: type[Model], row: Columns) -> None:
        """A row that the caller takes out itself; all its columns."""
        self.rows.append(RowChange(model, row["id"], row, None))


@contextmanager
def recording(registry: Registry, action: str, subject: str = "", **detail: Any) -> Iterator[Recorder]:
    """One transaction whose rows, made by or told to the `Recorder`, can be taken back.

    Search index and clocks follow, the journal tells of it; without rows nothing is kept and nothing told.
    """
    with registry.transaction():
        recorder = Recorder(registry, subject, detail)
        yield recorder
        if recorder.rows:
            history_effects.follow(registry, recorder.rows)
            keep(registry, recorder, action)
            journal.append(registry, action, recorder.subject, **recorder.detail)


def keep(registry: Registry, recorder: Recorder, action: str) -> int:
    """The id of the change that these rows are kept under; call it inside their transaction."""
    change = t.Change.create(
        at=registry.now(), user=registry.user_id, action=action, subject=recorder.subject
    )
    rows = (
        (change.id, row.model._meta.table_name, row.id, _to_json(row.before), _to_json(row.after))
        for row in recorder.rows
    )
    fields = ("change", "table", "row", "before", "after")
    bulk.insert_rows(registry.database, t.ChangedRow, fields, rows)
    return change.id


def row_of(model: type[Model], row_id: int) -> Columns | None:
    """All columns of a row, by column; None where it is gone."""
    return _rows_of(model, [row_id]).get(row_id)


def _rows_of(model: type[Model], ids: Iterable[int]) -> dict[int, Columns]:
    """All columns of these rows, by id; those that are gone are not in it."""
    column_of = {name: field.column_name for name, field in model._meta.fields.items()}
    found: dict[int, Columns] = {}
    for some in chunked(ids, _CHUNK):
        for row in model.select().where(model._meta.primary_key.in_(some)).dicts():
            found[row["id"]] = {column_of[name]: value for name, value in row.items()}
    return found


def of_household(household_id: int, limit: int = 100) -> list[ChangeRow]:
    """The changes that stand and touched a household, the newest first."""
    its = t.ChangedRow
    touched = its.select(its.change).where(its.table == "household", its.row == household_id)
    query = t.Change.select().where(t.Change.id.in_(touched), ~t.Change.undone)
    return [_row(change) for change in query.order_by(t.Change.id.desc()).limit(limit)]


def of_row(model: type[Model], row_id: int) -> ChangeRow | None:
    """The last change that stands and touched a row."""
    its = t.ChangedRow
    touched = its.select(its.change).where(its.table == model._meta.table_name, its.row == row_id)
    query = t.Change.select().where(t.Change.id.in_(touched), ~t.Change.undone)
    return _row_or_none(query.order_by(t.Change.id.desc()).first())


def undoable(registry: Registry) -> ChangeRow | None:
    """The change that `undo` would take back: the signed-in user's last one."""
    return _row_or_none(_mine(registry).where(~t.Change.undone).order_by(t.Change.id.desc()).first())


def redoable(registry: Registry) -> ChangeRow | None:
    """The change that `redo` would make again: the first that was undone after the last one that stands."""
    last = _mine(registry).where(~t.Change.undone).order_by(t.Change.id.desc()).first()
    query = _mine(registry).where(t.Change.undone, t.Change.id > (last.id if last else 0))
    return _row_or_none(query.order_by(t.Change.id).first())


def undo(registry: Registry) -> ChangeRow | None:
    """Take the last change back; ConflictError where its rows were changed since or something is built on them."""
    change = undoable(registry)
    return take_back(registry, change.id) if change else None


def redo(registry: Registry) -> ChangeRow | None:
    """Make the change that was undone last again; ConflictError as for `undo`."""
    change = redoable(registry)
    if change is None:
        return None
    with registry.transaction():
        kept = _kept_rows(change.id)
        history_effects.refuse_built_on([one.change for one in kept], change.at)
        for one in kept:
            _turn(one.change, one.change.before, one.change.after)
        _finish(registry, change, kept, undone=False)
    return change


def take_back(registry: Registry, change_id: int) -> ChangeRow:
    """Undo one change, the last one or an earlier one."""
    with registry.transaction():
        kept_change = t.Change.get_by_id(change_id)
        change = _row(kept_change)
        if kept_change.undone:
            raise ConflictError(_("This has been undone already."))
        kept = _kept_rows(change_id)
        kept = _as_they_are_now(registry, kept)
        _refuse_changed_later(change_id, kept)
        history_effects.refuse_built_on([one.change.turned() for one in kept], change.at)
        for model, some in groupby(reversed(kept), _put_in):
            if model is None:
                for one in some:
                    _turn(one.change, one.change.after, one.change.before)
            else:
                for ids in chunked((one.change.id for one in some), _CHUNK):
                    model.delete().where(model._meta.primary_key.in_(ids)).execute()
        _finish(registry, change, kept, undone=True)
    return change


class _Kept(NamedTuple):
    """A row of a change, and the id it is kept under."""

    id: int
    change: RowChange


def _kept_rows(change_id: int) -> list[_Kept]:
    query = t.ChangedRow.select().where(t.ChangedRow.change == change_id).order_by(t.ChangedRow.id)
    return [
        _Kept(one.id, RowChange(_TABLES[one.table], one.row, _from_json(one.before), _from_json(one.after)))
        for one in query
    ]


def _put_in(one: _Kept) -> type[Model] | None:
    """The table of a row that was put in, None for a row that was changed or taken out."""
    return one.change.model if one.change.before is None else None


def _as_they_are_now(registry: Registry, kept: list[_Kept]) -> list[_Kept]:
    """Rows that were put in with all they have by now, which is kept so that they can be put in again."""
    ids: dict[type[Model], list[int]] = {}
    for one in kept:
        if one.change.before is None:
            ids.setdefault(one.change.model, []).append(one.change.id)
    now = {model: _rows_of(model, some) for model, some in ids.items()}
    told, texts = [], []
    for one in kept:
        row = one.change
        if row.before is None:
            if row.id not in now[row.model]:
                raise ConflictError(history_effects.changed_since(row.model, row.id))
            text = _to_json(now[row.model][row.id])
            texts.append((text, one.id))
            row = row._replace(after=_from_json(text))
        told.append(one._replace(change=row))
    bulk.update_rows(registry.database, t.ChangedRow, ("after",), texts)
    return told


def _refuse_changed_later(change_id: int, kept: list[_Kept]) -> None:
    """ConflictError where a later change that stands has one of these rows too."""
    its = t.ChangedRow
    later = its.select(its.row).join(t.Change).where(its.change > change_id, ~t.Change.undone)
    for model in {one.change.model for one in kept}:
        rows = (one.change.id for one in kept if one.change.model is model)
        for ids in chunked(rows, _CHUNK):
            first = later.where(its.table == model._meta.table_name, its.row.in_(ids)).first()
            if first is not None:
                raise ConflictError(history_effects.changed_since(model, first.row))


def _turn(row: RowChange, stands: Columns | None, wanted: Columns | None) -> None:
    """Make one row as wanted, where it is still as this change left it."""
    model, key = row.model, row.model._meta.primary_key
    now = row_of(model, row.id)
    if stands is not None and (
        now is None or any(_plain(now[name]) != value for name, value in stands.items())
    ):
        raise ConflictError(history_effects.changed_since(model, row.id))
    if wanted is None:
        model.delete().where(key == row.id).execute()
    elif stands is None:
        model.insert({**_fields(model, wanted), "id": row.id}).execute()
    else:
        model.update(_fields(model, wanted)).where(key == row.id).execute()


def _finish(registry: Registry, change: ChangeRow, kept: list[_Kept], *, undone: bool) -> None:
    t.Change.update(undone=undone).where(t.Change.id == change.id).execute()
    history_effects.follow(registry, [one.change for one in kept])
    journal.append(registry, "change.undo" if undone else "change.redo", change.subject, change=change.action)


def _mine(registry: Registry):
    return t.Change.select().where(t.Change.user == registry.user_id)


def _row(change: t.Change) -> ChangeRow:
    return ChangeRow(change.id, change.at, change.action, change.subject)


def _row_or_none(change: t.Change | None) -> ChangeRow | None:
    return _row(change) if change else None


def _with_derived(model: type[Model], fields: dict[str, Any]) -> dict[str, Any]:
    return fields | derived(fields) if model is t.Household else fields


def _fields(model: type[Model], columns: Columns) -> dict[str, Any]:
    """Columns as they are kept here, as fields to be written."""
    by_column = {field.column_name: field for field in model._meta.sorted_fields}
    fields = {by_column[name].name: _typed(by_column[name], value) for name, value in columns.items()}
    return _with_derived(model, fields)


def _typed(field: Any, value: Any) -> Any:
    if value is None or not isinstance(field, DateField | DateTimeField):
        return value
    return datetime.fromisoformat(value) if isinstance(field, DateTimeField) else date.fromisoformat(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _to_json(columns: Columns | None) -> str | None:
    if columns is None:
        return None
    kept = {name: _plain(value) for name, value in columns.items() if name not in DERIVED}
    return json.dumps(kept, ensure_ascii=False)


def _from_json(text: str | None) -> Columns | None:
    return None if text is None else json.loads(text)
