"""Undo and redo: each change keeps its rows before and after, so it can be taken back after a restart too.

A change is taken back only where nobody has changed its rows since, and nothing was built on them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Model, chunked

from firereg.domain.text import name_sort_key
from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, households, journal
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed

_CHUNK = 500
_TABLES: dict[str, type[Model]] = {
    model._meta.table_name: model for model in (t.Household, t.Member, t.PovertyStatus, t.Extinguisher)
}
# Worked out from other columns, so never kept: worked out again when a row comes back.
_DERIVED: dict[str, tuple[str, Callable[[str], bytes]]] = {"name_key": ("head_name", name_sort_key)}

Columns = dict[str, Any]


@dataclass(frozen=True)
class ChangeRow:
    """A change as menus and notices name it."""

    id: int
    at: datetime
    action: str
    subject: str


class Recorder:
    """Collects the rows of one change while it is made."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, str | None, str | None]] = []

    def inserted(self, model: type[Model], ids: Iterable[int]) -> None:
        """These rows are new."""
        self.rows += [(model._meta.table_name, row_id, None, None) for row_id in ids]

    def updated(self, model: type[Model], row_id: int, before: Columns, after: Columns) -> None:
        """This row had other values; both by column, only those that differ."""
        self.rows.append((model._meta.table_name, row_id, _to_json(before), _to_json(after)))

    def deleted(self, model: type[Model], row: Columns) -> None:
        """This row is gone; all its columns."""
        self.rows.append((model._meta.table_name, row["id"], _to_json(row), None))


@contextmanager
def recording(registry: Registry, action: str, subject: str, **detail: Any) -> Iterator[Recorder]:
    """One transaction whose rows, told to the `Recorder`, can be taken back; it stands in the journal too."""
    with registry.transaction():
        recorder = Recorder()
        yield recorder
        if recorder.rows:
            keep(registry, recorder, action, subject)
            journal.append(registry, action, subject, **detail)


def keep(registry: Registry, recorder: Recorder, action: str, subject: str) -> int:
    """The id of the change that these rows are kept under; call it inside their transaction."""
    change = t.Change.create(at=registry.now(), user=registry.user_id, action=action, subject=subject)
    fields = (
        t.ChangedRow.change,
        t.ChangedRow.table,
        t.ChangedRow.row,
        t.ChangedRow.before,
        t.ChangedRow.after,
    )
    for rows in chunked(recorder.rows, _CHUNK):
        t.ChangedRow.insert_many([(change.id, *row) for row in rows], fields=fields).execute()
    return change.id


def row_of(model: type[Model], row_id: int) -> Columns | None:
    """All columns of a row, by column; None where it is gone."""
    found = model.select().where(model._meta.primary_key == row_id).dicts().first()
    return {model._meta.fields[name].column_name: value for name, value in found.items()} if found else None


def undoable(registry: Registry) -> ChangeRow | None:
    """The change that `undo` would take back: the signed-in user's last one."""
    return _row(_mine(registry).where(~t.Change.undone).order_by(t.Change.id.desc()).first())


def redoable(registry: Registry) -> ChangeRow | None:
    """The change that `redo` would make again: the first that was undone after the last one that stands."""
    last = _mine(registry).where(~t.Change.undone).order_by(t.Change.id.desc()).first()
    query = _mine(registry).where(t.Change.undone, t.Change.id > (last.id if last else 0))
    return _row(query.order_by(t.Change.id).first())


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
        rows = list(_changed_rows(change.id).order_by(t.ChangedRow.id))
        for row in rows:
            _turn(row, _from_json(row.before), _from_json(row.after))
        _finish(registry, change, rows, undone=False)
    return change


def take_back(registry: Registry, change_id: int) -> ChangeRow:
    """Undo one change, the last one or an earlier one."""
    change = _row(t.Change.get_by_id(change_id))
    assert change is not None
    with registry.transaction():
        rows = list(_changed_rows(change_id).order_by(t.ChangedRow.id.desc()))
        _refuse_built_on(rows)
        for row in rows:
            if row.before is None:  # it was put in: keep how it is now, to be put in again
                row.after = _to_json(row_of(_TABLES[row.table], row.row) or {})
                row.save()
            _turn(row, _from_json(row.after), _from_json(row.before))
        _finish(registry, change, rows, undone=True)
    return change


def _turn(row: t.ChangedRow, stands: Columns | None, wanted: Columns | None) -> None:
    """Make one row as wanted, where it is still as this change left it."""
    model = _TABLES[row.table]
    now = row_of(model, row.row)
    if stands is not None and (
        now is None or any(_plain(now[name]) != value for name, value in stands.items())
    ):
        raise ConflictError(
            _("{subject} was changed since. Undo the later change first.").format(
                subject=_named(model, row.row)
            )
        )
    key = model._meta.primary_key
    if wanted is None:
        model.delete().where(key == row.row).execute()
    elif stands is None:
        model.insert({**_fields(model, wanted), "id": row.row}).execute()
    else:
        model.update(_fields(model, wanted)).where(key == row.row).execute()


def _refuse_built_on(rows: list[t.ChangedRow]) -> None:
    """A household that came with the change and has got a handover or an extinguisher since stays."""
    new = [row.row for row in rows if row.table == "household" and row.before is None]
    for ids in chunked(new, _CHUNK):
        for model in (t.Handover, t.Extinguisher):
            first = model.select().where(model.household.in_(ids)).first()
            if first is not None:
                raise ConflictError(
                    _("Household {household} has got {what} since. This can no longer be undone.").format(
                        household=_named(t.Household, first.household_id),
                        what=first.code if model is t.Handover else first.serial,
                    )
                )
    ours = {(row.table, row.row) for row in rows}
    for ids in chunked(new, _CHUNK):
        for model in (t.Member, t.PovertyStatus):
            for later in model.select(model.id, model.household).where(model.household.in_(ids)):
                if (model._meta.table_name, later.id) not in ours:
                    raise ConflictError(
                        _("{subject} was changed since. Undo the later change first.").format(
                            subject=_named(t.Household, later.household_id)
                        )
                    )


def _finish(registry: Registry, change: ChangeRow, rows: list[t.ChangedRow], *, undone: bool) -> None:
    t.Change.update(undone=undone).where(t.Change.id == change.id).execute()
    touched: dict[str, set[int]] = {}
    for row in rows:
        touched.setdefault(row.table, set()).add(row.row)
    gone = touched.get("household", set())
    for ids in chunked(sorted(gone), _CHUNK):
        search.remove(registry.database, Indexed.HOUSEHOLDS, ids)
        households.reindex(registry, ids)
    extinguishers = sorted(touched.get("extinguisher", set()))
    equipment.reindex(registry, extinguishers)
    clocks.rebuild(extinguishers)
    journal.append(registry, "change.undo" if undone else "change.redo", change.subject, change=change.action)


def _mine(registry: Registry):
    return t.Change.select().where(t.Change.user == registry.user_id)


def _changed_rows(change_id: int):
    return t.ChangedRow.select().where(t.ChangedRow.change == change_id)


def _row(change: t.Change | None) -> ChangeRow | None:
    return ChangeRow(change.id, change.at, change.action, change.subject) if change else None


def _named(model: type[Model], row_id: int) -> str:
    row = row_of(model, row_id) or {}
    if model is t.Household:
        return row.get("head_name", "")
    if row.get("household_id"):
        return _named(t.Household, row["household_id"])
    return str(row.get("serial", ""))


def _fields(model: type[Model], columns: Columns) -> Columns:
    by_column = {field.column_name: name for name, field in model._meta.fields.items()}
    fields = {by_column[column]: value for column, value in columns.items()}
    for name, (source, derive) in _DERIVED.items():
        if name in model._meta.fields and source in fields:
            fields[name] = derive(fields[source])
    return fields


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _to_json(columns: Columns) -> str:
    kept = {name: _plain(value) for name, value in columns.items() if not isinstance(value, bytes)}
    return json.dumps(kept, ensure_ascii=False)


def _from_json(text: str | None) -> Columns | None:
    return None if text is None else json.loads(text)
