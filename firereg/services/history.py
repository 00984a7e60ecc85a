"""Undo and redo: each change keeps its rows before and after, so it can be taken back after a restart too.

A change is taken back only where nobody has changed its rows since, and nothing was built on them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import IntegrityError, Model

from firereg.domain.roles import Right, may
from firereg.errors import ConflictError, NotAllowedError
from firereg.i18n import _
from firereg.services import history_effects, journal
from firereg.services.history_effects import RowChange
from firereg.services.history_rows import (
    Columns,
    Kept,
    as_they_are_now,
    forget_rows,
    has_rows,
    keep_rows,
    kept_rows,
    refuse_changed_later,
    row_of,
    turn,
    with_derived,
)
from firereg.services.registry import Registry
from firereg.store import models as t

Progress = Callable[[int, int], None]

# Of turning a change: its rows read, proven to be as it left them, turned, and what follows from them.
_STEPS = 4
_ADMINISTERED = frozenset(
    (
        *("kind.add", "kind.change", "kind.retire", "kind.restore"),
        *("interval.change", "interval.remove"),
        *journal.REDACTING,
    )
)
"""The changes that only an administrator makes, takes back and makes again."""


def _silent(_done: int, _total: int) -> None:
    pass


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
        row_id = model.insert(with_derived(model, fields)).execute()
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
        model.update(with_derived(model, after)).where(model._meta.primary_key == row_id).execute()
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
    with registry.transaction(right_of(action)):
        recorder = Recorder(registry, subject, detail)
        yield recorder
        if recorder.rows:
            history_effects.follow(registry, recorder.rows)
            keep(registry, recorder, action)
            journal.append(registry, action, recorder.subject, **recorder.detail)


def right_of(action: str) -> Right:
    """What a change of this name asks of who makes it, and of who takes back what is their own."""
    return Right.ADMINISTER if action in _ADMINISTERED else Right.RECORD


def keep(registry: Registry, recorder: Recorder, action: str) -> int:
    """The id of the change that these rows are kept under; call it inside their transaction.

    It ends what the user could have done again: of what was undone before it the rows are not needed any more.
    """
    forget_rows(_mine(registry).where(t.Change.undone))
    change = t.Change.create(
        at=registry.now(), user=registry.user_id, action=action, subject=recorder.subject
    )
    keep_rows(registry.database, change.id, recorder.rows)
    return change.id


def of_row(model: type[Model], row_id: int) -> ChangeRow | None:
    """The last change that stands and touched a row."""
    its = t.ChangedRow
    touched = its.select(its.change).where(its.table == model._meta.table_name, its.row == row_id)
    query = t.Change.select().where(t.Change.id.in_(touched), ~t.Change.undone)
    return _row_or_none(query.order_by(t.Change.id.desc()).first())


def undoable(registry: Registry) -> ChangeRow | None:
    """The change that `undo` would take back: the signed-in user's last one that is not for good."""
    mine = _mine(registry).where(~t.Change.undone, t.Change.action.not_in(journal.REDACTING))
    return _row_or_none(mine.order_by(t.Change.id.desc()).first())


def redoable(registry: Registry) -> ChangeRow | None:
    """The change that `redo` would make again: the first that was undone after the last one that stands."""
    last = _mine(registry).where(~t.Change.undone).order_by(t.Change.id.desc()).first()
    query = _mine(registry).where(t.Change.undone, t.Change.id > (last.id if last else 0), has_rows())
    return _row_or_none(query.order_by(t.Change.id).first())


def size(change: ChangeRow) -> int:
    """How many rows a change made, changed or took out."""
    return t.ChangedRow.select().where(t.ChangedRow.change == change.id).count()


def undo(registry: Registry) -> ChangeRow | None:
    """Take the last change back; ConflictError where its rows were changed since or something is built on them."""
    change = undoable(registry)
    return take_back(registry, change.id) if change else None


def redo(registry: Registry, progress: Progress = _silent) -> ChangeRow | None:
    """Make the change that was undone last again; ConflictError as for `undo`.

    `progress` is called with (done, total) and may raise: then nothing was written.
    """
    change = redoable(registry)
    if change is None:
        return None
    with _turning(registry, right_of(change.action)):
        if redoable(registry) != change:  # another thread or program was quicker, and its rows may be gone
            raise ConflictError(_gone_on())
        kept = kept_rows(change.id)
        progress(1, _STEPS)
        history_effects.refuse_built_on([one.change for one in kept], change.at)
        progress(2, _STEPS)
        turn(registry.database, [one.change for one in kept])
        progress(3, _STEPS)
        _finish(registry, change, kept, undone=False)
    return change


def take_back(registry: Registry, change_id: int, progress: Progress = _silent) -> ChangeRow:
    """Undo one change, the last one or an earlier one; that of somebody else only where the administrator asks.

    `progress` as for `redo`.
    """
    kept_change = t.Change.get_by_id(change_id)
    change = _row(kept_change)
    with _turning(registry, right_of(change.action)):
        kept_change = t.Change.get_by_id(change_id)
        _refuse_of_others(registry, kept_change)
        if kept_change.undone:
            raise ConflictError(_("This has been undone already."))
        if change.action in journal.REDACTING:
            raise ConflictError(history_effects.for_good())
        kept = kept_rows(change_id)
        progress(1, _STEPS)
        refuse_changed_later(change_id, kept)
        kept = as_they_are_now(registry.database, kept)
        history_effects.refuse_built_on([one.change.turned() for one in kept], change.at)
        progress(2, _STEPS)
        turn(registry.database, [one.change.turned() for one in reversed(kept)])
        progress(3, _STEPS)
        _finish(registry, change, kept, undone=True)
    return change


def _refuse_of_others(registry: Registry, change: t.Change) -> None:
    if change.user_id != registry.user_id and not may(registry.role, Right.ADMINISTER):
        raise NotAllowedError(
            _("{name} did this. Only they or the administrator can take it back.").format(
                name=change.user.full_name
            )
        )


@contextmanager
def _turning(registry: Registry, right: Right) -> Iterator[None]:
    """One transaction; rows that the engine does not let in are those of a register that has gone on since."""
    try:
        with registry.transaction(right):
            yield
    except IntegrityError as refused:
        raise ConflictError(_gone_on()) from refused


def _gone_on() -> str:
    return _("The register has gone on since, and this no longer fits into it. Nothing was changed.")


def _finish(registry: Registry, change: ChangeRow, kept: list[Kept], *, undone: bool) -> None:
    t.Change.update(undone=undone).where(t.Change.id == change.id).execute()
    history_effects.follow(registry, [one.change for one in kept])
    journal.append(registry, "change.undo" if undone else "change.redo", change.subject, change=change.action)


def _mine(registry: Registry):
    return t.Change.select().where(t.Change.user == registry.user_id)


def _row(change: t.Change) -> ChangeRow:
    return ChangeRow(change.id, change.at, change.action, change.subject)


def _row_or_none(change: t.Change | None) -> ChangeRow | None:
    return _row(change) if change else None
