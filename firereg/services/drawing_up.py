"""The list of a round drawn up: worked out, changed by hand with a reason, frozen when it is approved."""

from collections.abc import Collection
from dataclasses import dataclass

from firereg.domain.support import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import households
from firereg.services.entitlement import proposed
from firereg.services.history import Recorder, recording
from firereg.services.inputs import required
from firereg.services.registry import Registry
from firereg.services.round_list import on_list
from firereg.services.rounds import RoundRow, refuse_closed, round_by_id
from firereg.store import models as t

_WHY_LIMIT = 300


@dataclass(frozen=True)
class DrawnUp:
    """What drawing up the list anew changed."""

    added: int
    dropped: int
    total: int


def draw_up(registry: Registry, round_id: int) -> DrawnUp:
    """Work the list out from the criteria; who was put on it or taken out by hand stays so.

    ConflictError once it is approved.
    """
    with recording(registry, "round.draw_up") as change:
        its_round = _still_open(round_id)
        change.subject = its_round.name
        wanted = {one.household_id: one.reason for one in proposed(registry, its_round)}
        its = t.Entitled
        there = {row.household_id: row for row in its.select().where(its.round == round_id)}
        dropped = [
            row
            for household_id, row in there.items()
            if household_id not in wanted and not row.by_hand and not row.taken_out and not row.outcome
        ]
        for row in dropped:
            change.delete(its, row.id)
        for household_id, row in there.items():
            if household_id in wanted and not row.by_hand:
                change.update(its, row.id, reason=wanted[household_id])
        new = [household_id for household_id in wanted if household_id not in there]
        for household_id in new:
            change.insert(its, round=round_id, household=household_id, reason=wanted[household_id])
        change.detail |= {"new": len(new), "dropped": len(dropped)}
        _link_given(change, round_id, new)
        total = on_list(round_id).count()
    return DrawnUp(len(new), len(dropped), total)


def put_on(registry: Registry, round_id: int, household_ids: Collection[int], why: str) -> int:
    """Put these households on the list by hand, with the reason; how many were not on it yet."""
    why = required(why, "why", _("Say why they are put on the list."), limit=_WHY_LIMIT)
    with recording(registry, "round.put_on", why=why) as change:
        its_round = _still_open(round_id)
        change.subject = its_round.name
        put = []
        for household in households.by_ids(list(household_ids), its_round.day):
            households.refuse_gone(household)
            if _put(change, round_id, household.id, why):
                put.append(household)
        change.detail |= {"count": len(put), "households": households.codes_in_short([h.id for h in put])}
        _link_given(change, round_id, [household.id for household in put])
    return len(put)


def take_out(registry: Registry, entitled_id: int, why: str) -> None:
    """Take a household out by hand, with the reason; it stays to be seen. ConflictError where it was given anything."""
    why = required(why, "why", _("Say why it is taken out of the list."), limit=_WHY_LIMIT)
    with recording(registry, "round.take_out", why=why) as change:
        row = t.Entitled.get_by_id(entitled_id)
        _still_open(row.round_id)
        if row.handover_id is not None:
            raise ConflictError(
                _("This household has received its share (receipt {code}), so it stays on the list.").format(
                    code=row.handover.code
                )
            )
        change.subject = row.round.name
        change.detail["household"] = row.household.code
        change.update(t.Entitled, entitled_id, taken_out=True, why=why)


def put_back(registry: Registry, entitled_id: int) -> None:
    """Put a household that was taken out on the list again."""
    with recording(registry, "round.put_back") as change:
        row = t.Entitled.get_by_id(entitled_id)
        _still_open(row.round_id)
        change.subject = row.round.name
        change.detail["household"] = row.household.code
        change.update(t.Entitled, entitled_id, taken_out=False, why="")


def approve(registry: Registry, round_id: int) -> None:
    """Freeze the list: nobody is put on it or taken out any more. It can be undone until something is built on it."""
    with recording(registry, "round.approve") as change:
        its_round = _still_open(round_id)
        change.subject = its_round.name
        total = on_list(round_id).count()
        if total == 0:
            raise BadInputError(_("The list is still empty. Draw it up first."), "list")
        change.detail["households"] = total
        change.update(t.Round, round_id, approved_at=registry.now(), approved_by=registry.user_id)


def _still_open(round_id: int) -> RoundRow:
    its_round = round_by_id(round_id)
    refuse_closed(round_id)
    if its_round.approved_at:
        raise ConflictError(
            _("The list of “{name}” is approved and stays as it is.").format(name=its_round.name)
        )
    return its_round


def _put(change: Recorder, round_id: int, household_id: int, why: str) -> bool:
    its = t.Entitled
    there = its.get_or_none(its.round == round_id, its.household == household_id)
    if there is None:
        change.insert(its, round=round_id, household=household_id, by_hand=True, why=why)
        return True
    return bool(change.update(its, there.id, taken_out=False, why=why)) if there.taken_out else False


def _link_given(change: Recorder, round_id: int, household_ids: Collection[int]) -> None:
    """Those who had their share before the list was drawn up have it."""
    its, handover = t.Entitled, t.Handover
    wanted = set(household_ids)
    query = (
        its.select(its.id, its.household, handover.id, handover.day)
        .join(handover, on=(handover.household == its.household) & (handover.round == its.round))
        .where(its.round == round_id, its.handover.is_null(), handover.voided_at.is_null())
        .order_by(handover.id.desc())
    )
    for entitled_id, household_id, handover_id, day in query.tuples():
        if household_id in wanted:
            change.update(its, entitled_id, outcome=Outcome.GIVEN, outcome_on=day, handover=handover_id)
