"""What the page of a household tells beside its own row, and that somebody looked at its numbers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firereg.services import duplicates, household_list, journal
from firereg.services.household_list import HouseholdRow
from firereg.services.registry import Registry
from firereg.store import models as t


@dataclass(frozen=True)
class HouseholdChange:
    """Somebody changed something of a household; `at` is in UTC.

    `fields` are those of the household itself that changed; `subject` names what was done where that is not the
    household alone: the file of an import, the two of a merge.
    """

    at: datetime
    user: str
    action: str
    subject: str
    fields: tuple[str, ...]


def changes(household_id: int, limit: int = 100) -> list[HouseholdChange]:
    """What was done to a household and was not taken back, its people and recognitions among it, the newest first."""
    code, its = t.Household.get_by_id(household_id).code, t.Change
    rows = t.ChangedRow
    touched = rows.select(rows.change).where(_rows_about(household_id))
    query = (
        its.select(its, t.User).join(t.User).where(its.id.in_(touched) | (its.subject == code), ~its.undone)
    )
    found = list(query.order_by(its.id.desc()).limit(limit))
    fields = _fields(household_id, [one.id for one in found])
    return [
        HouseholdChange(
            one.at,
            one.user.full_name,
            one.action,
            "" if one.subject == code else one.subject,
            fields.get(one.id, ()),
        )
        for one in found
    ]


def _rows_about(household_id: int):
    its, apart = t.ChangedRow, t.KeptApart
    pairs = apart.select(apart.id).where((apart.first == household_id) | (apart.second == household_id))
    return ((its.table == "household") & (its.row == household_id)) | (
        (its.table == "kept_apart") & its.row.in_(pairs)
    )


def _fields(household_id: int, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The fields that differ, by change; none where the household was put in."""
    its = t.ChangedRow
    query = its.select(its.change, its.after).where(
        its.change.in_(ids), its.table == "household", its.row == household_id, its.before.is_null(False)
    )
    of_column = {field.column_name: name for name, field in t.Household._meta.fields.items()}
    found: dict[int, tuple[str, ...]] = {}
    for change, after in query.tuples():
        found[change] = (*found.get(change, ()), *(of_column[name] for name in json.loads(after or "{}")))
    return found


def merged_here(registry: Registry, household_id: int) -> list[HouseholdRow]:
    """The households that were merged into this one, by code."""
    its = t.Household
    ids = [row.id for row in its.select(its.id).where(its.merged_into == household_id).order_by(its.code)]
    return household_list.by_ids(ids, registry.today())


def kept_apart(registry: Registry, household_id: int) -> list[HouseholdRow]:
    """The households that look like this one and that somebody said are others."""
    return household_list.by_ids(sorted(duplicates.kept_apart_from(household_id)), registry.today())


def note_shown(registry: Registry, household_id: int) -> None:
    """Put into the journal that the ID and phone numbers of a household were shown in full."""
    with registry.transaction():
        journal.append(registry, "household.show_numbers", t.Household.get_by_id(household_id).code)
