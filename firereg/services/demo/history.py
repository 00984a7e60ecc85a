"""What happened to the extinguishers of the demo after they were handed over, until today.

Counted back from today, so that the picture stays the same in later years: some groups look after their
extinguishers, others forget. Every extinguisher has a random source of its own, so its story does not depend on
the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peewee import chunked

from firereg.domain.dates import add_months
from firereg.domain.equipment import State
from firereg.domain.schedule import RecordKind
from firereg.i18n import _
from firereg.services import clocks, equipment, journal
from firereg.services.demo.troubles import End, add_faults, put_end
from firereg.services.registry import Registry
from firereg.store import models as t

FIRM = "Công ty PCCC Mẫu"

_CHUNK = 500
_FAILED = 0.04
_FAULTS = (
    "Kim đồng hồ dưới vạch xanh",
    "Vòi phun bị nứt",
    "Mất chốt an toàn, niêm phong đứt",
    "Vỏ bình bị gỉ nhẹ",
)
_FAULTS_WITHOUT_GAUGE = ("Cân nhẹ hơn khối lượng ghi trên vỏ", "Loa phun bị nứt", "Mất chốt an toàn")


@dataclass(frozen=True)
class _Habit:
    """How a group looks after its extinguishers; ranges are in days.

    `in_time` is the share whose last check is at most 30 days old, `renewed` the share of 5-year services that
    are done when the firm comes.
    """

    in_time: float
    between_checks: tuple[int, int]
    last_visit: tuple[int, int]
    renewed: float


_CAREFUL = _Habit(0.9, (27, 35), (20, 320), 1.0)
_USUAL = _Habit(0.6, (30, 80), (60, 430), 0.8)
_FORGETFUL = _Habit(0.15, (60, 200), (380, 700), 0.3)
_HABITS = (_CAREFUL, _USUAL, _USUAL, _FORGETFUL)
_LATE = (31, 230)
_BETWEEN_VISITS = (320, 400)
_RUSTED = "Thanh lý: vỏ bình gỉ nặng, không nạp lại"
_TOO_OLD = "Thanh lý: bình không nạp lại, quá 5 năm kể từ ngày sản xuất"
_ENDS = {
    "A-00017": End(State.LOST, date(2021, 9, 12), "Hộ báo mất bình khi sửa nhà"),
    "A-00058": End(State.LOST, date(2023, 2, 20), "Hộ báo mất bình"),
    "A-00093": End(State.LOST, date(2024, 6, 3), "Hộ báo mất bình khi chuyển nhà"),
    "A-00041": End(State.USED, date(2026, 4, 8), "Đã dùng chữa cháy bếp, chờ nạp lại"),
    "A-00012": End(State.DISCARDED, date(2025, 5, 14), _RUSTED),
    "A-00033": End(State.DISCARDED, date(2025, 5, 14), _RUSTED),
    "A-00077": End(State.DISCARDED, date(2025, 11, 6), _RUSTED),
    "A-00095": End(State.DISCARDED, date(2025, 3, 18), _TOO_OLD),
    "A-00096": End(State.DISCARDED, date(2025, 3, 18), _TOO_OLD),
    "A-00097": End(State.DISCARDED, date(2025, 3, 18), _TOO_OLD),
    "A-00100": End(State.DISCARDED, date(2025, 4, 22), _TOO_OLD),
}


def add_history(registry: Registry, handover_ids: Sequence[int]) -> None:
    """Inspections, services and losses of what these handovers gave, up to today."""
    today = registry.today()
    with registry.transaction():
        given = _given(handover_ids)
        visits = {row.household.group_id: _visits(row.household.group, today) for row in given}
        inspections, services = [], []
        for row in given:
            end = _ENDS.get(row.serial)
            until = min(today, end.day) if end else today
            habit = _habit(row.household.group)
            rng = Random(f"history of {row.serial}")
            common = {"extinguisher": row.id, "recorded_by": registry.user_id}
            inspections += [common | one for one in _inspections(rng, row, habit, until)]
            services += [
                common | one for one in _services(rng, row, habit, visits[row.household.group_id], until)
            ]
            if end and end.day <= today:
                put_end(registry, row, end)
        for table, rows in ((t.Inspection, inspections), (t.Service, services)):
            for some in chunked(rows, _CHUNK):
                table.insert_many(some).execute()
        ids = [row.id for row in given]
        faults = add_faults(registry, ids)
        clocks.rebuild(ids)
        equipment.reindex(registry, ids)
        journal.append(
            registry,
            "demo.history",
            _("{n} extinguishers").format(n=len(ids)),
            inspections=len(inspections),
            faults=faults,
            services=len(services),
        )


def _given(handover_ids: Sequence[int]) -> list[t.Extinguisher]:
    """The extinguishers on those handovers, with kind, household and group."""
    return list(
        t.Extinguisher.select(t.Extinguisher, t.ExtinguisherKind, t.Household, t.ResidentialGroup)
        .join(t.ExtinguisherKind)
        .join_from(t.Extinguisher, t.Household)
        .join(t.ResidentialGroup)
        .join_from(t.Extinguisher, t.HandoverLine)
        .where(t.HandoverLine.handover.in_(list(handover_ids)))
        .order_by(t.Extinguisher.serial)
    )


def _habit(group: t.ResidentialGroup) -> _Habit:
    return _HABITS[group.number % len(_HABITS)]


def _days_back(rng: Random, last: date, start: date, between: tuple[int, int]) -> Iterator[date]:
    """`last` and the days before it, as far apart as `between` says, while they are after `start`."""
    while last > start:
        yield last
        last -= timedelta(days=rng.randint(*between))


def _inspections(rng: Random, row: t.Extinguisher, habit: _Habit, until: date) -> Iterator[dict]:
    ago = rng.randint(0, 29) if rng.random() < habit.in_time else rng.randint(*_LATE)
    faults = _FAULTS if row.kind.has_gauge else _FAULTS_WITHOUT_GAUGE
    names = (row.household.group.leader_name, row.household.head_name)
    for day in _days_back(rng, until - timedelta(days=ago), row.placed_on, habit.between_checks):
        failed = rng.random() < _FAILED
        yield {
            "day": day,
            "passed": not failed,
            "fault": rng.choice(faults) if failed else "",
            "inspector": rng.choice(names),
        }


def _visits(group: t.ResidentialGroup, today: date) -> list[date]:
    """The days a firm came to the group, the first one first."""
    rng = Random(f"visits to group {group.number}")
    last = today - timedelta(days=rng.randint(*_habit(group).last_visit))
    return sorted(_days_back(rng, last, date(2020, 7, 1), _BETWEEN_VISITS))


def _services(
    rng: Random, row: t.Extinguisher, habit: _Habit, visits: Sequence[date], until: date
) -> Iterator[dict]:
    """Maintenance at each visit, and the 5-year service with its pressure test where it was due."""
    if not row.kind.rechargeable:
        return
    full_service_due = add_months(row.made_on, 60)
    for visit in visits:
        if not row.placed_on + timedelta(days=150) < visit <= until:
            continue
        kinds = [RecordKind.MAINTENANCE]
        if visit > full_service_due - timedelta(days=90) and rng.random() < habit.renewed:
            kinds += [RecordKind.RECHARGE, RecordKind.HYDROSTATIC]
            full_service_due = add_months(visit, 60)
        for kind in kinds:
            yield {"kind": kind, "day": visit, "firm": FIRM, "certificate": f"PCCC-{visit:%Y%m%d}"}
