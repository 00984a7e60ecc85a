"""Anonymising: what is held on the people of a household goes for good, the paper trail stays (Law 91/2025/QH15).

What stays: receipt numbers, days, rounds, what was given and its value, the group, how many persons there are. Every
report gives the same figures as before.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from peewee import Model, chunked

from firereg.domain.roles import Right
from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.services import backup_files, equipment, journal, photos
from firereg.services.anonymising_plan import Plan, plan_for
from firereg.services.history import Recorder, recording
from firereg.services.history_rows import with_derived
from firereg.services.household_list import by_id
from firereg.services.households import refuse_gone
from firereg.services.inputs import required
from firereg.services.personal_traces import Whose, of_household, of_member
from firereg.services.registry import Registry
from firereg.store import attachments, erasing
from firereg.store import models as t

_UNWASHED = "anonymise.unwashed"
_CHUNK = 500
_KEPT: tuple[type[Model], ...] = (t.Household, t.KeptApart, t.Member, t.PovertyStatus, t.Handover)
"""The rows of which nothing that was done to them before can be taken back."""


@dataclass(frozen=True)
class Preview:
    """What anonymising would remove, in figures, and what would stay.

    `people` are those whose data go, the head among them; `receipts` those that would name nobody any more. `texts`
    are remarks, reminders and the like, `entries` those of the journal, `changes` kept rows that can no longer be
    undone, `drafts` forms left half filled and saved views. `held` are the serials it still has; `backups` counts the
    backups beside the registry that still hold the data.
    """

    name: str
    code: str
    people: int
    receipts: tuple[str, ...]
    texts: int
    entries: int
    changes: int
    photos: int
    drafts: int
    held: tuple[str, ...]
    backups: int


def preview(registry: Registry, household_id: int) -> Preview:
    """What `anonymise` would do. ConflictError where the household was merged into another."""
    return _preview(registry, _household(registry, household_id))


def preview_member(registry: Registry, member_id: int) -> Preview:
    """What `anonymise_member` would do."""
    return _preview(registry, of_member(member_id))


def anonymise(registry: Registry, household_id: int, reason: str) -> bool:
    """Remove all that is held on the people of a household; it cannot be undone.

    False where the file could not be written anew since something else is at work on it: then what was removed may
    be left in free places of the encrypted file until the registry is opened next. Not inside a transaction.
    ConflictError where it was merged into another, BadInputError without a reason.
    """
    return _anonymise(registry, "household.anonymise", household_id, reason)


def anonymise_member(registry: Registry, member_id: int, reason: str) -> bool:
    """Remove all that is held on one member; the number of persons stays. Else as `anonymise`."""
    return _anonymise(registry, "member.anonymise", member_id, reason)


def finish(registry: Registry) -> None:
    """Write the file anew where that was not done after the last time; call it when a registry is opened."""
    if t.Setting.get_or_none(t.Setting.name == _UNWASHED) is not None:
        erasing.wash(registry.database)
        t.Setting.delete().where(t.Setting.name == _UNWASHED).execute()


def _household(registry: Registry, household_id: int) -> Whose:
    row = by_id(household_id, registry.today())
    if row.merged_into is not None:
        refuse_gone(row)
    return of_household(household_id)


def _anonymise(registry: Registry, action: str, row_id: int, reason: str) -> bool:
    reason = required(reason, "reason", _("Say why, such as “asked for by the person”."), limit=300)
    with registry.transaction(Right.ADMINISTER):
        whose = of_member(row_id) if action == "member.anonymise" else _household(registry, row_id)
        plan, redactor = plan_for(registry, whose)
        with recording(registry, action, whose.household.code) as change:
            change.detail = {"reason": redactor.text(reason), "photos": len(plan.photos)}
            _carry_out(change, plan)
            change.detail["redacted"] = journal.redact(registry, plan.entries)
        for ids in chunked(sorted(whose.extinguishers), _CHUNK):
            equipment.reindex(registry, ids)
        t.Setting.replace(name=_UNWASHED, value="1").execute()
    for photo in plan.photos:
        attachments.remove(photos.folder(registry), photo.file)
    with suppress(RegistryError):
        finish(registry)
        return True
    return False


def _carry_out(change: Recorder, plan: Plan) -> None:
    """Nothing of what was is told to the recorder, only which rows."""
    own = plan.whose.rows
    for model, rows in plan.updates.items():
        key = model._meta.primary_key
        for row_id, fields in rows.items():
            model.update(with_derived(model, fields)).where(key == row_id).execute()
    for model, ids in plan.deletions.items():
        for some in chunked(ids, _CHUNK):
            model.delete().where(model._meta.primary_key.in_(some)).execute()
    for model in _KEPT:
        written = (*own.get(model._meta.table_name, ()), *plan.updates.get(model, ()))
        for row_id in dict.fromkeys((*written, *plan.deletions.get(model, ()))):
            change.updated(model, row_id, {}, {})


def _preview(registry: Registry, whose: Whose) -> Preview:
    registry.require(Right.ADMINISTER)
    plan, _redactor = plan_for(registry, whose)
    counts: dict[type[Model], int] = {model: len(rows) for model, rows in plan.updates.items()}
    gone: dict[Any, int] = {model: len(rows) for model, rows in plan.deletions.items()}
    handovers = t.Handover.select(t.Handover.code).where(t.Handover.id.in_(list(plan.updates[t.Handover])))
    apart = (t.Household, t.Member, t.Handover, t.ChangedRow)
    return Preview(
        name=whose.members[0].name if whose.one_member else whose.household.head_name,
        code=whose.household.code,
        people=len(whose.members) + (0 if whose.one_member else 1),
        receipts=tuple(row.code for row in handovers.order_by(t.Handover.id)),
        texts=sum(n for model, n in counts.items() if model not in apart),
        entries=len(plan.entries),
        changes=counts.get(t.ChangedRow, 0) + gone.get(t.ChangedRow, 0),
        photos=len(plan.photos),
        drafts=gone.get(t.Setting, 0) + gone.get(t.SavedView, 0),
        held=() if whose.one_member else tuple(row.serial for row in equipment.held_by(whose.household.id)),
        backups=len(backup_files.files_in(registry.folder / "backups")),
    )
