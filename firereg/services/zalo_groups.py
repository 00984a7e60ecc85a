"""The Zalo groups of the ward: of each residential group, who runs it, and how many households it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState
from firereg.domain.programmes import read_zalo_link
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.inputs import line, not_future, required, taken
from firereg.services.programmes import named
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.services.wards import groups
from firereg.store.models import Alert, Household, Notice, ZaloGroup

_MOST = 100_000
"""A count above it was typed wrong."""


@dataclass(frozen=True)
class ZaloDraft:
    """A Zalo group as it is typed: of a residential group, or of the whole ward where `group_id` is None.

    `members` and `households` (that have somebody in it) were counted on `counted_on`; None where nobody has counted.
    """

    name: str
    group_id: int | None = None
    programme_id: int | None = None
    link: str = ""
    run_by: str = ""
    members: int | None = None
    households: int | None = None
    counted_on: date | None = None
    opened_on: date | None = None


@dataclass(frozen=True)
class ZaloRow(ZaloDraft):
    """A Zalo group that is kept; `closed_on` is the day it was given up."""

    id: int = 0
    closed_on: date | None = None


@dataclass(frozen=True)
class GroupReach:
    """A residential group: its households, and those that its open Zalo groups reach."""

    group_id: int
    group_number: int
    households: int
    zalo_groups: int
    members: int
    reached: int


def zalo_groups(*, programme_id: int | None = None, closed: bool | None = None) -> list[ZaloRow]:
    """The Zalo groups, by name; `closed` None gives both kinds."""
    query = ZaloGroup.select()
    if programme_id is not None:
        query = query.where(ZaloGroup.programme == programme_id)
    if closed is not None:
        query = query.where(ZaloGroup.closed_on.is_null(not closed))
    return [_row(row) for row in query.order_by(ZaloGroup.closed_on.is_null(False), ZaloGroup.id)]


def by_id(zalo_id: int) -> ZaloRow:
    """One Zalo group; ConflictError where somebody took it out."""
    return _row(still_there(ZaloGroup, zalo_id))


def add(registry: Registry, draft: ZaloDraft) -> int:
    """The id of a new Zalo group. BadInputError for what cannot be kept, ConflictError where the name is taken."""
    fields = _checked(registry, draft)
    with recording(registry, "zalo_group.add", fields["name"], **_told(fields)) as change:
        _refuse_taken_name(fields["name"], None)
        return change.insert(ZaloGroup, **fields)


def change(registry: Registry, zalo_id: int, draft: ZaloDraft, seen: ZaloRow | None = None) -> None:
    """Change a Zalo group; StaleError where it is not what was `seen` any more. Errors as for `add`."""
    fields = _checked(registry, draft)
    with recording(registry, "zalo_group.change", fields["name"]) as change:
        before = by_id(zalo_id)
        refuse_stale(before.name, seen, before)
        _refuse_taken_name(fields["name"], zalo_id)
        _refuse_closed_before(fields["opened_on"], before.closed_on, "opened_on")
        change.detail |= named(change.update(ZaloGroup, zalo_id, **fields))


def close(registry: Registry, zalo_id: int, day: date) -> None:
    """Say that a Zalo group was given up on a day."""
    with recording(registry, "zalo_group.close") as change:
        row = by_id(zalo_id)
        _refuse_closed_before(row.opened_on, not_future(day, registry.today()), "day")
        change.subject, change.detail = row.name, {"day": day}
        change.update(ZaloGroup, zalo_id, closed_on=day)


def reopen(registry: Registry, zalo_id: int) -> None:
    """Use a Zalo group again."""
    with recording(registry, "zalo_group.reopen") as change:
        change.subject = by_id(zalo_id).name
        change.update(ZaloGroup, zalo_id, closed_on=None)


def remove(registry: Registry, zalo_id: int) -> None:
    """Take out a Zalo group entered by mistake; ConflictError where notices or reports belong to it."""
    with recording(registry, "zalo_group.remove") as change:
        change.subject = by_id(zalo_id).name
        if any(model.select().where(model.zalo_group == zalo_id).exists() for model in (Notice, Alert)):
            raise ConflictError(
                _("Notices or reports belong to “{name}”, so it stays. Close it instead.").format(
                    name=change.subject
                )
            )
        change.delete(ZaloGroup, zalo_id)


def reach(programme_id: int | None = None) -> list[GroupReach]:
    """Each residential group with what its open Zalo groups reach today, by number; those without one too."""
    its, home = ZaloGroup, Household
    living = home.select(home.group, fn.COUNT(home.id)).where(home.state == HouseholdState.LIVING)
    households = dict(living.group_by(home.group).tuples())
    found = its.select(
        *(its.group, fn.COUNT(its.id)),
        *(fn.COALESCE(fn.SUM(its.members), 0), fn.COALESCE(fn.SUM(its.households), 0)),
    ).where(its.closed_on.is_null(), its.group.is_null(False))
    if programme_id is not None:
        found = found.where(its.programme == programme_id)
    by_group = {group: figures for group, *figures in found.group_by(its.group).tuples()}
    return [
        GroupReach(group.id, group.number, households.get(group.id, 0), *by_group.get(group.id, (0, 0, 0)))
        for group in groups()
    ]


def _checked(registry: Registry, draft: ZaloDraft) -> dict[str, Any]:
    counts = {name: getattr(draft, name) for name in ("members", "households")}
    for name, count in counts.items():
        if count is not None and not 0 <= count <= _MOST:
            raise BadInputError(_("That is no number of members or households."), name)
    counted = any(count is not None for count in counts.values())
    if counted and draft.counted_on is None:
        raise BadInputError(_("Enter the day on which they were counted."), "counted_on")
    today = registry.today()
    for name in ("counted_on", "opened_on"):
        if (day := getattr(draft, name)) is not None:
            not_future(day, today, name)
    return {
        "name": required(draft.name, "name", _("The Zalo group needs a name, as it stands in Zalo.")),
        "group": draft.group_id,
        "programme": draft.programme_id,
        "link": taken(read_zalo_link, draft.link, "link"),
        "run_by": line(draft.run_by, "run_by", limit=100),
        **counts,
        "counted_on": draft.counted_on if counted else None,
        "opened_on": draft.opened_on,
    }


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    shown = ("group", "link", "run_by", "members", "households")
    return {name: fields[name] for name in shown if fields[name] not in (None, "")}


def _refuse_closed_before(opened_on: date | None, closed_on: date | None, field: str) -> None:
    if opened_on is not None and closed_on is not None and closed_on < opened_on:
        raise BadInputError(
            _("A group opened on {day} cannot have been closed before.").format(day=format_date(opened_on)),
            field,
        )


def _refuse_taken_name(name: str, own_id: int | None) -> None:
    if ZaloGroup.select().where(ZaloGroup.name == name, ZaloGroup.id != (own_id or 0)).exists():
        raise ConflictError(
            _("There is a Zalo group “{name}” already. Choose another name.").format(name=name)
        )


def names() -> list[tuple[int, str]]:
    """The Zalo groups in use, as (id, name): those of the ward first, then by residential group."""
    number = {group.id: group.number for group in groups()}
    rows: Iterable[ZaloRow] = zalo_groups(closed=False)
    return [(row.id, row.name) for row in sorted(rows, key=lambda row: number.get(row.group_id or 0, 0))]


def _row(row: ZaloGroup) -> ZaloRow:
    return ZaloRow(
        name=row.name,
        group_id=row.group_id,
        programme_id=row.programme_id,
        link=row.link,
        run_by=row.run_by,
        members=row.members,
        households=row.households,
        counted_on=row.counted_on,
        opened_on=row.opened_on,
        id=row.id,
        closed_on=row.closed_on,
    )
