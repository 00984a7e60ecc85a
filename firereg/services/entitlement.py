"""Who is entitled to what a round gives, as of its day, and why: worked out from its criteria, nothing is written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState
from firereg.domain.poverty import PAPER_NAMES, Category, Status, status_on
from firereg.domain.support import Criteria
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment_standing
from firereg.services.registry import Registry
from firereg.services.rounds import RoundRow
from firereg.store import models as t


@dataclass(frozen=True)
class Proposal:
    """A household that the criteria choose; `reason` stands on the paper, so it is Vietnamese."""

    household_id: int
    reason: str


def proposed(registry: Registry, its_round: RoundRow) -> list[Proposal]:
    """Every household that the criteria of the round choose, in no order.

    BadInputError where they choose nobody in particular: a round for everybody is no list that somebody checks.
    """
    criteria, day = its_round.criteria, its_round.day
    if not criteria.names_anybody:
        raise BadInputError(
            _("Say who the round is for: a category, a group, or those without an extinguisher."), "criteria"
        )
    holders = _holders(registry, day) if criteria.without_extinguisher else frozenset()
    helped = _helped_since(criteria.not_helped_since, its_round) if criteria.not_helped_since else frozenset()
    return [
        Proposal(household_id, _reason(criteria, status, group))
        for household_id, group, status in _candidates(criteria, day)
        if household_id not in holders and household_id not in helped
    ]


def left_off(registry: Registry, its_round: RoundRow) -> list[Proposal]:
    """Those whom the criteria choose now and who are not on the list of the round; who was taken out is known."""
    its = t.Entitled
    there = {row for (row,) in its.select(its.household).where(its.round == its_round.id).tuples()}
    if not its_round.criteria.names_anybody:
        return []
    return [one for one in proposed(registry, its_round) if one.household_id not in there]


def living_on(day: date):
    """The condition that a household lived here on `day`; who was merged into another counts there."""
    its = t.Household
    return (its.state == HouseholdState.LIVING) | ((its.state == HouseholdState.MOVED) & (its.moved_on > day))


def in_force_on(day: date):
    """The condition that a recognition held on `day`."""
    its = t.PovertyStatus
    return (its.valid_from <= day) & (its.valid_to.is_null() | (its.valid_to >= day))


def _candidates(criteria: Criteria, day: date) -> Iterator[tuple[int, int, Status | None]]:
    """(household, number of its group, its status) of those in the categories and groups; gone ones are left out."""
    its, status = t.Household, t.PovertyStatus
    query = its.select(its.id, t.ResidentialGroup.number).join(t.ResidentialGroup).where(living_on(day))
    if criteria.group_ids:
        query = query.where(its.group.in_(criteria.group_ids))
    if not criteria.categories:
        yield from ((household_id, group, None) for household_id, group in query.tuples())
        return
    in_force = status.category.in_(criteria.categories) & in_force_on(day)
    fields = (status.category, status.valid_from, status.valid_to, status.certificate)
    found = query.select_extend(*fields).join_from(its, status, JOIN.INNER).where(in_force)
    groups, statuses = {}, defaultdict(list)
    for household_id, group, category, valid_from, valid_to, certificate in found.tuples():
        groups[household_id] = group
        statuses[household_id].append(Status(Category(category), valid_from, valid_to, certificate))
    for household_id, group in groups.items():
        yield household_id, group, status_on(statuses[household_id], day)


def _reason(criteria: Criteria, status: Status | None, group: int) -> str:
    parts = []
    if status is not None:
        certificate = f" (giấy chứng nhận số {status.certificate})" if status.certificate else ""
        parts.append(f"{PAPER_NAMES[status.category].capitalize()}{certificate}")
    elif criteria.group_ids:
        parts.append(f"Hộ thuộc tổ dân phố {group}")
    if criteria.without_extinguisher:
        parts.append("chưa có bình chữa cháy")
    if criteria.not_helped_since:
        parts.append(f"chưa được hỗ trợ từ ngày {format_date(criteria.not_helped_since)}")
    reason = ", ".join(parts)
    return reason[:1].upper() + reason[1:]


def _holders(registry: Registry, day: date) -> frozenset[int]:
    """The households that have an extinguisher at the end of `day`."""
    its = t.Household
    if day >= registry.today():
        return frozenset(row_id for (row_id,) in its.select(its.id).where(its.held > 0).tuples())
    return equipment_standing.holders_on(day)


def _helped_since(since: date, its_round: RoundRow) -> frozenset[int]:
    """Those given anything from that day on, in another round or in none; what was cancelled was not given."""
    its = t.Handover
    query = its.select(its.household).where(its.day >= since, its.voided_at.is_null())
    elsewhere = its.round.is_null() | (its.round != its_round.id)
    return frozenset(row_id for (row_id,) in query.where(elsewhere).distinct().tuples())
