"""A plan carried out: everything in one transaction, one change that can be taken back, one journal entry."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from peewee import chunked

from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import history, history_effects, households, journal, wards
from firereg.services.history import Recorder
from firereg.services.household_list import derived
from firereg.services.import_changes import day_before
from firereg.services.import_insert import NewHouseholds
from firereg.services.import_look import remember_columns
from firereg.services.import_match import seen
from firereg.services.import_plan import (
    Decision,
    GroupKey,
    ImportPlan,
    Kind,
    PlannedRow,
    RowKey,
    refuse_wrong,
)
from firereg.services.import_planning import Planner
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

Progress = Callable[[int, int], None]
_CHUNK = 500


def apply(
    registry: Registry,
    plan: ImportPlan,
    decisions: Mapping[RowKey, Decision] | None = None,
    progress: Progress | None = None,
    *,
    create_groups: bool = False,
    skip_wrong: bool = False,
    end_left: bool = False,
) -> int | None:
    """The number of the import, None where there was nothing to write.

    `decisions` by row number say what becomes of duplicates; those without one are left out. `create_groups`
    creates the groups that are not there, `skip_wrong` leaves wrong rows out, `end_left` ends the recognition of
    those who left the list. `progress` may raise: then nothing was written. ConflictError where the register was
    changed since the plan was made, BadInputError where a row is wrong or a group is missing.
    """
    with registry.transaction():
        refuse_stale(registry, plan)
        rows = _decided(registry, plan, decisions or {})
        if not skip_wrong:
            refuse_wrong(plan, rows)
        _refuse_twice(plan, rows)
        remember_columns(plan.sheets[0], plan.mapping)
        work = _Work(registry, plan, rows, progress)
        work.create_groups(allowed=create_groups)
        work.insert()
        work.update()
        work.keep_statuses()
        if end_left:
            work.end_left()
        return work.finish()


def refuse_stale(registry: Registry, plan: ImportPlan) -> None:
    """ConflictError where the register is not what it was when the plan was made."""
    touched = list(plan.seen.updated_at)
    now: dict[int, str] = {}
    for ids in chunked(touched, _CHUNK):
        condition = f"id IN ({','.join(map(str, ids))})"
        now |= dict(bulk.read_rows(registry.database, t.Household, ("id", "updated_at"), condition))
    if seen(now) != plan.seen:
        raise ConflictError(
            _("The register was changed in the meantime. Read the list again, then import it.")
        )


def _decided(registry: Registry, plan: ImportPlan, decisions: Mapping[RowKey, Decision]) -> list[PlannedRow]:
    if not decisions:
        return list(plan.rows)
    planner = Planner(registry, plan.year)
    return [
        planner.decided(row, decisions[row.key].household_id)
        if row.kind is Kind.DUPLICATE and row.key in decisions
        else row
        for row in plan.rows
    ]


def _refuse_twice(plan: ImportPlan, rows: Iterable[PlannedRow]) -> None:
    first: dict[int, RowKey] = {}
    for row in rows:
        if row.household_id is None or row.kind not in (Kind.UPDATED, Kind.UNCHANGED):
            continue
        if row.household_id in first:
            raise BadInputError(
                _("{file}: {first} and {second} are for the same household. Leave one of them out.").format(
                    file=plan.file_name, first=plan.place(first[row.household_id]), second=plan.place(row.key)
                )
            )
        first[row.household_id] = row.key


class _Work:
    """One import on its way into the tables."""

    def __init__(
        self, registry: Registry, plan: ImportPlan, rows: Sequence[PlannedRow], progress: Progress | None
    ) -> None:
        self._registry, self._plan = registry, plan
        self._new = [row for row in rows if row.kind is Kind.NEW]
        self._updated = [row for row in rows if row.kind is Kind.UPDATED]
        self._kinds = Counter(row.kind for row in rows)
        self._recorder = Recorder(registry, plan.file_name, {})
        self._progress, self._done = progress, 0
        self._moment = registry.now()
        self._groups: dict[GroupKey, int] = {}
        self._statuses: list[tuple[int, PlannedRow]] = []
        self._ended = 0

    def create_groups(self, *, allowed: bool) -> None:
        """Create the groups that rows of this import need."""
        needed = {row.group for row in (*self._new, *self._updated) if isinstance(row.group, GroupKey)}
        if needed and not allowed:
            raise BadInputError(
                _(
                    "The register has no group {groups}. Agree to create what is missing, or correct the list."
                ).format(groups=", ".join(f"{key.number} {key.ward}" for key in sorted(needed))),
                "create_groups",
            )
        for key in sorted(needed):
            self._groups[key] = wards.add_group(self._registry, key.number, key.ward)
        self._recorder.inserted(t.ResidentialGroup, self._groups.values())

    def insert(self) -> None:
        """Put the new households in."""
        listed = (row.listed.code for row in self._new)
        new = NewHouseholds(self._registry, self._groups, listed)
        for some in chunked(self._new, _CHUNK):
            ids = new.insert(some)
            self._recorder.inserted(t.Household, ids)
            self._statuses += [(one, row) for one, row in zip(ids, some, strict=True) if row.statuses]
            self._step(len(some))

    def update(self) -> None:
        """Change the households that differ."""
        first = len(self._recorder.rows)
        for some in chunked(self._updated, _CHUNK):
            by_fields: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
            for row in some:
                self._statuses += [(row.household_id, row)] if row.statuses else []
                if row.changes:
                    fields = self._fields(row)
                    by_fields[tuple(fields)].append((*fields.values(), row.household_id))
            for names, values in by_fields.items():
                bulk.update_rows(self._registry.database, t.Household, names, values)
            self._step(len(some))
        history_effects.follow(self._registry, self._recorder.rows[first:])

    def _fields(self, row: PlannedRow) -> dict[str, Any]:
        """The fields to be written, told to the recorder as well."""
        assert row.household_id is not None
        before = {change.field: change.before for change in row.changes}
        after = {change.field: self._value(change.after) for change in row.changes}
        if "head_name" in after:
            kept = t.Household.get_by_id(row.household_id)
            before["former_names"] = kept.former_names
            after |= households.renamed(kept, after["head_name"])
        stood = datetime.fromisoformat(self._plan.seen.updated_at[row.household_id])
        before["updated_at"], after["updated_at"] = stood, max(self._moment, stood + timedelta(seconds=1))
        column = t.Household._meta.fields
        self._recorder.updated(
            t.Household,
            row.household_id,
            {column[name].column_name: value for name, value in before.items()},
            {column[name].column_name: value for name, value in after.items()},
        )
        return after | {"updated_at": str(after["updated_at"])} | derived(after)

    def keep_statuses(self) -> None:
        """Put recognitions in and change them."""
        database, first = self._registry.database, bulk.next_id(t.PovertyStatus)
        steps = [(household, step) for household, row in self._statuses for step in row.statuses]
        new = [(household, step.after) for household, step in steps if step.status_id is None]
        names = ("category", "valid_from", "valid_to", "certificate", "decision")
        bulk.insert_rows(
            database,
            t.PovertyStatus,
            ("id", "household", *names),
            (
                (first + place, household, *(after[name] for name in names))
                for place, (household, after) in enumerate(new)
            ),
        )
        self._recorder.inserted(t.PovertyStatus, range(first, first + len(new)))
        for _household, step in steps:
            if step.status_id is not None:
                self._change_status(step.status_id, step.before, step.after)

    def end_left(self) -> None:
        """End the recognition of those who are not in the list any more, with the year before."""
        for row in self._plan.left:
            if row.status_id is not None:
                self._ended += 1
                before = {"valid_to": row.valid_to}
                self._change_status(row.status_id, before, {"valid_to": day_before(self._plan.year)})

    def _change_status(self, status_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        bulk.update_rows(
            self._registry.database, t.PovertyStatus, tuple(after), [(*after.values(), status_id)]
        )
        self._recorder.updated(t.PovertyStatus, status_id, dict(before), dict(after))

    def finish(self) -> int | None:
        """Keep what takes it back, and tell of it."""
        if not self._recorder.rows:
            return None
        plan, registry = self._plan, self._registry
        action = f"import.{plan.kind}"
        change = history.keep(registry, self._recorder, action)
        counts = plan.counts | {
            "new": len(self._new),
            "updated": len(self._updated),
            "unchanged": self._kinds[Kind.UNCHANGED],
            "duplicate": self._kinds[Kind.DUPLICATE],
            "groups": len(self._groups),
            "ended": self._ended,
        }
        batch = t.ImportBatch.create(
            at=self._moment,
            user=registry.user_name,
            kind=plan.kind,
            file_name=plan.file_name,
            counts=json.dumps(counts),
            change=change,
        )
        journal.append(registry, action, plan.file_name, batch=batch.id, **counts)
        return batch.id

    def _value(self, value: Any) -> Any:
        return self._groups[value] if isinstance(value, GroupKey) else value

    def _step(self, count: int) -> None:
        self._done += count
        if self._progress:
            self._progress(self._done, len(self._new) + len(self._updated))
