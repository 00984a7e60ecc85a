"""Walks past the extinguishers of a group or street (đợt kiểm tra): planned, listed, closed and told of.

What is found on the way is entered in `walk_entry`.
"""

from dataclasses import dataclass, replace
from datetime import date

from firereg.domain.addresses import place_key
from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.domain.text import excerpt
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.history import recording
from firereg.services.inputs import line, required
from firereg.services.programmes import named
from firereg.services.registry import Registry
from firereg.services.walk_list import (
    LineRow,
    Summary,
    WalkRow,
    line_key,
    line_of,
    lines,
    open_walk,
    summary,
    walk,
    walk_key,
    walk_page,
    walks,
)
from firereg.services.wards import group_name, groups
from firereg.store import bulk
from firereg.store import models as t

__all__ = [
    "LineRow",
    "Summary",
    "WalkDraft",
    "WalkRow",
    "close",
    "delete",
    "line_key",
    "line_of",
    "lines",
    "plan",
    "plan_all",
    "put_into",
    "reopen",
    "summary",
    "walk",
    "walk_key",
    "walk_page",
    "walks",
]

ON_A_WALK = (State.WITH_HOUSEHOLD, State.SPARE_LENT)
"""What hangs in a home and can be looked at there."""


@dataclass(frozen=True)
class WalkDraft:
    """A walk as it is planned, past the extinguishers of a group, of a street, or of a street in a group.

    `due_only` leaves out those whose owner's check is not due by the last day; one whose date is not known is
    visited. Without an inspector it is the leader of the group.
    """

    name: str
    first_day: date
    last_day: date
    group_id: int | None = None
    street: str = ""
    inspector: str = ""
    due_only: bool = False
    programme_id: int | None = None


def plan(registry: Registry, draft: WalkDraft) -> int:
    """The id of a new walk, its lines by street and house number.

    BadInputError for a walk past nothing, ConflictError where the name is taken.
    """
    if draft.group_id is None and not draft.street.strip():
        raise BadInputError(_("Say which residential group or which street the walk goes past."), "group")
    with registry.transaction():
        walk_id = _planned(registry, draft)
    if walk_id is None:
        raise BadInputError(
            _(
                "There is no extinguisher to visit there. Choose another group, another street or a later day."
            ),
            "group",
        )
    return walk_id


def plan_all(registry: Registry, draft: WalkDraft) -> list[int]:
    """The ids of one walk for each group that has something to visit, all planned or none.

    The name of each is that of `draft` and its group's.
    """
    among = groups()
    with registry.transaction():
        planned = [
            _planned(
                registry, replace(draft, name=f"{draft.name}, {group_name(group, among)}", group_id=group.id)
            )
            for group in among
        ]
        ids = [walk_id for walk_id in planned if walk_id is not None]
        if not ids:
            raise BadInputError(_("There is no extinguisher to visit in any residential group."), "group")
    return ids


def close(registry: Registry, walk_id: int, remark: str = "") -> Summary:
    """End a walk: what was not entered was not visited, for the reason in `remark`."""
    with registry.transaction():
        open_walk(walk_id)
        its = t.RoundLine
        its.update(remark=line(remark, "remark", limit=300)).where(
            its.round == walk_id, its.outcome == Outcome.OPEN
        ).execute()
        t.InspectionRound.update(closed_on=registry.today()).where(t.InspectionRound.id == walk_id).execute()
        told = summary(walk_id)
        journal.append(
            registry,
            "walk.close",
            told.walk.name,
            walk=walk_id,
            done=told.walk.done,
            not_visited=told.walk.not_visited,
        )
    return told


def reopen(registry: Registry, walk_id: int) -> None:
    """Go on with a closed walk; what was not visited is open again."""
    with registry.transaction():
        row = walk(walk_id)
        if row.closed_on is None:
            return
        its = t.RoundLine
        its.update(remark="").where(its.round == walk_id, its.outcome == Outcome.OPEN).execute()
        t.InspectionRound.update(closed_on=None).where(t.InspectionRound.id == walk_id).execute()
        journal.append(registry, "walk.reopen", row.name, walk=walk_id)


def put_into(registry: Registry, walk_id: int, programme_id: int | None) -> None:
    """Let a walk belong to a programme, or to none."""
    with recording(registry, "walk.programme", walk=walk_id) as change:
        change.subject = walk(walk_id).name
        changed = change.update(t.InspectionRound, walk_id, programme=programme_id)
        change.detail |= named(changed)


def delete(registry: Registry, walk_id: int) -> None:
    """Take out a walk planned by mistake; ConflictError where something was entered on it."""
    with registry.transaction():
        row = walk(walk_id)
        if row.done or row.elsewhere:
            raise ConflictError(
                _("Results were entered on the walk “{name}”, so it stays. Close it instead.").format(
                    name=row.name
                )
            )
        t.RoundLine.delete().where(t.RoundLine.round == walk_id).execute()
        t.InspectionRound.delete().where(t.InspectionRound.id == walk_id).execute()
        journal.append(registry, "walk.delete", row.name, walk=walk_id)


def _planned(registry: Registry, draft: WalkDraft) -> int | None:
    """The id of the new walk; None where there is nothing to visit."""
    name = required(draft.name, "name", _("The walk needs a name, such as “Kiểm tra tháng 11/2026”."))
    if draft.last_day < draft.first_day:
        raise BadInputError(_("The last day of the walk is before the first one."), "last_day")
    if t.InspectionRound.select().where(t.InspectionRound.name == name).exists():
        raise ConflictError(
            _("There is a walk “{name}” already. Choose another name.").format(name=excerpt(name))
        )
    wanted = list(_to_visit(draft).tuples())
    if not wanted:
        return None
    walk_id = t.InspectionRound.create(
        name=name,
        first_day=draft.first_day,
        last_day=draft.last_day,
        group=draft.group_id,
        street=line(draft.street, "street"),
        inspector=line(draft.inspector, "inspector") or _leader(draft.group_id),
        programme=draft.programme_id,
    ).id
    rows = ((walk_id, position, *ids) for position, ids in enumerate(wanted, start=1))
    bulk.insert_rows(registry.database, t.RoundLine, ("round", "position", "extinguisher", "household"), rows)
    journal.append(registry, "walk.plan", name, walk=walk_id, lines=len(wanted))
    return walk_id


def _to_visit(draft: WalkDraft):
    """(extinguisher, household) by street and natural house number; homes without an address come last."""
    its, home = t.Extinguisher, t.Household
    query = its.select(its.id, its.household).join(home).where(its.state.in_(ON_A_WALK))
    if draft.group_id is not None:
        query = query.where(home.group == draft.group_id)
    if draft.street.strip():
        street = place_key(draft.street).partition("|")[0]
        query = query.where((home.place == street) | home.place.startswith(street + "|"))
    if draft.due_only:
        later = t.DueDate.select(t.DueDate.extinguisher).where(
            t.DueDate.clock == Clock.OWNER_CHECK, t.DueDate.due > draft.last_day
        )
        query = query.where(its.id.not_in(later))
    return query.order_by(home.address_key == b"", home.address_key, home.name_key, home.id, its.serial)


def _leader(group_id: int | None) -> str:
    group = t.ResidentialGroup.get_or_none(t.ResidentialGroup.id == group_id) if group_id else None
    return group.leader_name if group else ""
