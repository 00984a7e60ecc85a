"""Two households that are one: looked at side by side, then merged, with both histories kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from firereg.domain.household import HouseholdState, Relation
from firereg.domain.roles import Right
from firereg.domain.text import fold
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import duplicates, members, statuses
from firereg.services.history import Recorder, recording
from firereg.services.household_list import HouseholdRow, by_id
from firereg.services.households import refuse_gone, renamed
from firereg.services.registry import Registry
from firereg.store import models as t

FIELDS = ("head_name", "id_number", "born_year", "sex", "phone", "group", "address", "persons", "note")
"""What two households can differ in."""


class Side(StrEnum):
    """Whose value is kept."""

    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True)
class FieldPair:
    """One field of both; `wins` is whose value is kept unless a clerk chooses: the kept one's, if it has any."""

    name: str
    keep: Any
    drop: Any
    wins: Side

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.keep != self.drop


@dataclass(frozen=True)
class Preview:
    """Both households side by side, and how many rows of the dropped one come over to the kept one."""

    keep: HouseholdRow
    drop: HouseholdRow
    fields: tuple[FieldPair, ...]
    handovers: int
    extinguishers: int
    members: int
    statuses: int


def preview(registry: Registry, keep_id: int, drop_id: int) -> Preview:
    """What merging these two would do, with the ID and phone numbers of both."""
    registry.require(Right.RECORD)
    keep, drop = t.Household.get_by_id(keep_id), t.Household.get_by_id(drop_id)
    return Preview(
        by_id(keep_id, registry.today()),
        by_id(drop_id, registry.today()),
        tuple(_pairs(keep, drop)),
        handovers=_owned(t.Handover, drop_id).count(),
        extinguishers=_owned(t.Extinguisher, drop_id).count(),
        members=len(_members(keep_id, drop_id)),
        statuses=len(_statuses(keep_id, drop_id)),
    )


def merge(
    registry: Registry, keep_id: int, drop_id: int, choices: Mapping[str, Side] | None = None
) -> HouseholdRow:
    """The kept household with the receipts, extinguishers, people and recognitions of the dropped one.

    `choices` says by field whose value is kept, where it is not the one that `preview` tells. People that both have
    and recognitions of days that the kept one has too stay with the dropped one. Its code and name find the kept one.
    """
    if keep_id == drop_id:
        raise BadInputError(_("Choose two different households to merge."), "household")
    with recording(registry, "household.merge") as change:
        for household_id in (keep_id, drop_id):
            refuse_gone(by_id(household_id, registry.today()))
        keep, drop = t.Household.get_by_id(keep_id), t.Household.get_by_id(drop_id)
        change.subject = f"{drop.code} → {keep.code}"
        fields = _chosen(keep, drop, choices or {})
        change.detail = {"kept": keep.head_name, "merged": drop.head_name}
        for model in (t.Handover, t.Extinguisher, t.Move, t.RoundLine, t.Reminder):
            for row in _owned(model, drop_id):
                change.update(model, row.id, household=keep_id)
        _move_entitled(change, keep_id, drop_id)
        for person in _members(keep_id, drop_id):
            change.update(t.Member, person.id, household=keep_id)
        for status in _statuses(keep_id, drop_id):
            change.update(t.PovertyStatus, status.id, household=keep_id)
        _keep_other_head(change, keep, drop, fields)
        for other in duplicates.kept_apart_from(drop_id) - duplicates.kept_apart_from(keep_id) - {keep_id}:
            first, second = sorted((keep_id, other))
            change.insert(t.KeptApart, first=first, second=second)
        for earlier in t.Household.select(t.Household.id).where(t.Household.merged_into == drop_id):
            change.update(t.Household, earlier.id, merged_into=keep_id)
        change.update(t.Household, drop_id, state=HouseholdState.MERGED, merged_into=keep_id)
        fields["persons"] = max(fields["persons"], members.listed(keep_id))
        change.update(t.Household, keep_id, **fields | renamed(keep, fields["head_name"]))
    return by_id(keep_id, registry.today())


def _pairs(keep: t.Household, drop: t.Household) -> list[FieldPair]:
    pairs = []
    for name in FIELDS:
        ours, theirs = keep.__data__[name], drop.__data__[name]
        pairs.append(FieldPair(name, ours, theirs, Side.KEEP if ours or not theirs else Side.DROP))
    return pairs


def _chosen(keep: t.Household, drop: t.Household, choices: Mapping[str, Side]) -> dict[str, Any]:
    return {
        pair.name: pair.drop if choices.get(pair.name, pair.wins) == Side.DROP else pair.keep
        for pair in _pairs(keep, drop)
    }


def _keep_other_head(
    change: Recorder, keep: t.Household, drop: t.Household, fields: Mapping[str, Any]
) -> None:
    """A head who is somebody else, by the ID number, becomes a member and is not lost."""
    other = keep if fields["head_name"] == drop.head_name else drop
    another = other.id_number and fields["id_number"] and other.id_number != fields["id_number"]
    if another and fold(other.head_name) != fold(fields["head_name"]):
        change.insert(
            t.Member,
            household=keep.id,
            name=other.head_name,
            relation=Relation.OTHER,
            born_year=other.born_year,
            sex=other.sex,
            id_number=other.id_number,
        )


def _owned(model: Any, household_id: int):
    return model.select(model.id).where(model.household == household_id)


def _move_entitled(change: Recorder, keep_id: int, drop_id: int) -> None:
    """The places of the dropped one on the lists of rounds; on a list that both stand on, one place is left.

    That is the one that was given something, else one that was not taken out, else the one of the kept household.
    """
    its = t.Entitled
    ours = {row.round_id: row for row in its.select().where(its.household == keep_id)}
    for theirs in its.select().where(its.household == drop_id):
        mine = ours.get(theirs.round_id)
        if mine is not None and _weight(mine) >= _weight(theirs):
            change.delete(its, theirs.id)
            continue
        if mine is not None:
            change.delete(its, mine.id)
        change.update(its, theirs.id, household=keep_id)


def _weight(row: t.Entitled) -> tuple[bool, bool, bool]:
    return row.handover_id is not None, not row.taken_out, bool(row.outcome)


def _members(keep_id: int, drop_id: int) -> list[t.Member]:
    """The people of the dropped household that the kept one does not have."""
    its = t.Member
    here = [_marks(row) for row in its.select().where(its.household == keep_id)]
    return [
        row
        for row in its.select().where(its.household == drop_id)
        if not any(_marks(row) & marks for marks in here)
    ]


def _marks(member: t.Member) -> set[tuple[Any, ...]]:
    """Two people of one household are the same where one of these is."""
    by_name = {(fold(member.name), member.born_year)}
    return by_name | ({(member.id_number,)} if member.id_number else set())


def _statuses(keep_id: int, drop_id: int) -> list[t.PovertyStatus]:
    """The recognitions of the dropped household for days that the kept one has none of that category."""
    its = t.PovertyStatus
    return [
        row
        for row in its.select().where(its.household == drop_id)
        if statuses.overlapping(keep_id, row.category, row.valid_from, row.valid_to) is None
    ]
