"""What was wrong with the extinguishers of the demo and where they went: faults, most of them mended, and moves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import JOIN, chunked

from firereg.domain.equipment import State
from firereg.services.registry import Registry
from firereg.store import models as t

_CHUNK = 500
_TIME_TO_MEND = timedelta(days=30)
_AT_THE_NEXT_CHECK, _BY_THE_FIRM = "Đã khắc phục, kiểm tra lại đạt", "Bảo dưỡng, thay chi tiết hỏng"
_USED = "Đã dùng chữa cháy, cần nạp lại"
_STAYS_WITH_HOUSEHOLD = (State.USED,)


@dataclass(frozen=True)
class End:
    """How and when an extinguisher left its household, or what it waits for."""

    state: State
    day: date
    why: str


def put_end(registry: Registry, row: t.Extinguisher, end: End) -> None:
    """Bring an extinguisher to its end, and keep the move."""
    whose = row.household_id
    t.Move.create(
        extinguisher=row,
        day=end.day,
        before=row.state,
        after=end.state,
        household=whose,
        reason=end.why,
        recorded_at=registry.now(),
        recorded_by=registry.user_id,
    )
    row.state = end.state
    if end.state not in _STAYS_WITH_HOUSEHOLD:
        row.household = row.placed_on = None
    row.save(only=[t.Extinguisher.state, t.Extinguisher.household, t.Extinguisher.placed_on])
    if end.state is State.USED:
        t.Fault.create(
            extinguisher=row, found_on=end.day, what=_USED, due_on=end.day, recorded_by=registry.user_id
        )


def add_faults(registry: Registry, ids: Iterable[int]) -> int:
    """A fault for every inspection of these that did not pass; how many.

    It is mended by the next inspection that passes or the next work of a firm, closed where the extinguisher is gone,
    and waits for the leader of the group else.
    """
    mended: dict[int, list[tuple[date, str]]] = defaultdict(list)
    failed = []
    for some in chunked(ids, _CHUNK):
        looks = t.Inspection.select(t.Inspection, t.Extinguisher, t.Household, t.ResidentialGroup)
        looks = (
            looks.join(t.Extinguisher)
            .join(t.Household, JOIN.LEFT_OUTER)
            .join(t.ResidentialGroup, JOIN.LEFT_OUTER)
        )
        for look in looks.where(t.Inspection.extinguisher.in_(some)):
            if look.passed:
                mended[look.extinguisher_id].append((look.day, _AT_THE_NEXT_CHECK))
            else:
                failed.append(look)
        for work in t.Service.select().where(t.Service.extinguisher.in_(some)):
            mended[work.extinguisher_id].append((work.day, _BY_THE_FIRM))
        gone = t.Move.select().where(
            t.Move.extinguisher.in_(some), t.Move.after.in_([State.LOST, State.DISCARDED])
        )
        for move in gone:
            mended[move.extinguisher_id].append((move.day, move.reason))
    rows = []
    for look in failed:
        later = [one for one in mended[look.extinguisher_id] if one[0] > look.day]
        closed_on, done = min(later, default=(None, ""))
        household = look.extinguisher.household
        rows.append(
            {
                "extinguisher": look.extinguisher_id,
                "inspection": look.id,
                "found_on": look.day,
                "what": look.fault,
                "responsible": household.group.leader_name if household else "",
                "due_on": look.day + _TIME_TO_MEND,
                "closed_on": closed_on,
                "done": done,
                "recorded_by": registry.user_id,
            }
        )
    for some in chunked(rows, _CHUNK):
        t.Fault.insert_many(some).execute()
    return len(rows)
