"""What households are recognised as, dated: recognised, ended, corrected; never two of a kind at a time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from firereg.domain.dates import format_date
from firereg.domain.labels import category_label
from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import Recorder, recording
from firereg.services.households import codes_in_short
from firereg.services.inputs import line
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store import models as t


@dataclass(frozen=True)
class StatusDraft:
    """A recognition as it is typed; `valid_to` is its last day, None while it runs on."""

    category: Category
    valid_from: date
    valid_to: date | None = None
    certificate: str = ""
    decision: str = ""


def add(registry: Registry, household_id: int, draft: StatusDraft) -> int:
    """The id of a new recognition; ConflictError where the household has that category in these days already."""
    with recording(registry, "status.add", **asdict(draft)) as change:
        change.subject = t.Household.get_by_id(household_id).code
        return put(change, household_id, draft)


def add_many(registry: Registry, household_ids: Sequence[int], draft: StatusDraft) -> int:
    """How many households got this recognition, as one change; all or none."""
    with recording(registry, "status.add", **asdict(draft)) as change:
        ids = [put(change, household_id, draft) for household_id in household_ids]
        change.subject = codes_in_short(household_ids)
        change.detail["count"] = len(ids)
    return len(ids)


def put(change: Recorder, household_id: int, draft: StatusDraft) -> int:
    """The id of a recognition that is part of a larger change."""
    fields = checked(draft)
    _refuse_overlap(household_id, draft, None)
    return change.insert(t.PovertyStatus, household=household_id, **fields)


def end(registry: Registry, status_id: int, last_day: date) -> None:
    """Let a recognition end with `last_day`."""
    with recording(registry, "status.end", last_day=last_day) as change:
        row = still_there(t.PovertyStatus, status_id)
        change.subject = row.household.code
        cut(change, row, last_day)


def cut(change: Recorder, row: t.PovertyStatus, last_day: date) -> None:
    """End a recognition as part of a larger change."""
    if last_day < row.valid_from:
        raise BadInputError(
            _("It began on {day} and cannot end before that.").format(day=format_date(row.valid_from)),
            "valid_to",
        )
    change.update(t.PovertyStatus, row.id, valid_to=last_day)


def correct(registry: Registry, status_id: int, draft: StatusDraft, seen: StatusDraft | None = None) -> None:
    """Put right what was entered wrong in a recognition. StaleError where it is not what was `seen` any more."""
    fields = checked(draft)
    with recording(registry, "status.change") as change:
        row = still_there(t.PovertyStatus, status_id)
        refuse_stale(row.household.head_name, seen, as_kept(status_id))
        change.subject = row.household.code
        _refuse_overlap(row.household_id, draft, status_id)
        change.detail = {"category": row.category} | change.update(t.PovertyStatus, status_id, **fields)


def as_kept(status_id: int) -> StatusDraft:
    """A recognition as it stands in a form that corrects it."""
    row = still_there(t.PovertyStatus, status_id)
    return StatusDraft(Category(row.category), row.valid_from, row.valid_to, row.certificate, row.decision)


def remove(registry: Registry, status_id: int) -> None:
    """Take out a recognition that never was."""
    with recording(registry, "status.remove") as change:
        row = still_there(t.PovertyStatus, status_id)
        change.subject, change.detail = row.household.code, {"category": row.category}
        change.delete(t.PovertyStatus, status_id)


def checked(draft: StatusDraft) -> dict[str, Any]:
    """The draft as clean fields of the table, or BadInputError with the input that is wrong."""
    if draft.valid_to and draft.valid_to < draft.valid_from:
        raise BadInputError(
            _("It began on {day} and cannot end before that.").format(day=format_date(draft.valid_from)),
            "valid_to",
        )
    return {
        "category": draft.category,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "certificate": line(draft.certificate, "certificate"),
        "decision": line(draft.decision, "decision"),
    }


def overlapping(
    household_id: int, category: str, first: date, last: date | None, but: int | None = None
) -> t.PovertyStatus | None:
    """A recognition of the same category that shares a day with these; `last` None is for ever."""
    its = t.PovertyStatus
    query = its.select().where(
        its.household == household_id,
        its.category == category,
        its.valid_to.is_null() | (its.valid_to >= first),
    )
    if last is not None:
        query = query.where(its.valid_from <= last)
    return query.where(its.id != (but or 0)).first()


def _refuse_overlap(household_id: int, draft: StatusDraft, but: int | None) -> None:
    other = overlapping(household_id, draft.category, draft.valid_from, draft.valid_to, but)
    if other is not None:
        days = f"{format_date(other.valid_from)} – {format_date(other.valid_to) if other.valid_to else '…'}"
        raise ConflictError(
            _(
                "{name} is recognised in these days already: {category}, {days}. End or correct that first."
            ).format(name=other.household.head_name, category=category_label(draft.category), days=days)
        )
