from datetime import date, timedelta

import pytest

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, Interval, RecordKind, Unit
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, equipment, inspections, kinds, life, overdue
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.life import LifeKind
from firereg.store import models as t
from tests.small_ward import give, row_counts

DAY = date(2023, 10, 20)


def test_an_inspection_moves_the_owners_check_alone(registry):
    give(registry, 1, "PC-0001")
    before = clocks.due_of(1)
    after = inspections.inspect(registry, InspectionDraft("pc-0001", DAY, passed=True))
    assert after == before | {Clock.OWNER_CHECK: DAY + timedelta(days=30)}
    assert [r.kind for r in life.events(1)][:2] == [LifeKind.PASSED, LifeKind.GIVEN]


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        (RecordKind.MAINTENANCE, {Clock.MAINTENANCE: date(2024, 10, 20)}),
        (RecordKind.RECHARGE, {Clock.FULL_SERVICE: date(2028, 10, 20)}),
        (RecordKind.HYDROSTATIC, {Clock.HYDROSTATIC: date(2028, 10, 20)}),
    ],
)
def test_the_work_of_a_firm_moves_its_clock_alone(kind, moved, registry):
    give(registry, 1, "PC-0001")
    before = clocks.due_of(1)
    after = inspections.service(registry, ServiceDraft("PC-0001", kind, DAY, "Công ty Mẫu"))
    assert after == before | moved


def refused(registry, error, record, draft) -> str:
    before = row_counts()
    with pytest.raises(error) as problem:
        record(registry, draft)
    assert row_counts() == before
    return getattr(problem.value, "field", "")


def test_refusals_keep_nothing(registry):
    tomorrow = DAY + timedelta(days=1)
    look, work = inspections.inspect, inspections.service
    assert refused(registry, BadInputError, look, InspectionDraft("PC-0001", DAY, passed=False)) == "fault"
    assert refused(registry, BadInputError, look, InspectionDraft("PC-0001", tomorrow, passed=True)) == "day"
    early = InspectionDraft("PC-0001", date(2023, 2, 28), passed=True)
    assert refused(registry, BadInputError, look, early) == "day"
    assert refused(registry, BadInputError, look, InspectionDraft("XX", DAY, passed=True)) == "serial"
    no_firm = ServiceDraft("PC-0001", RecordKind.RECHARGE, DAY, " ")
    assert refused(registry, BadInputError, work, no_firm) == "firm"


@pytest.mark.parametrize("state", [State.LOST, State.DISCARDED])
def test_nothing_is_recorded_for_what_is_gone(state, registry):
    t.Extinguisher.update(state=state).where(t.Extinguisher.serial == "PC-0001").execute()
    refused(registry, ConflictError, inspections.inspect, InspectionDraft("PC-0001", DAY, passed=True))


def test_a_changed_interval_moves_every_due_date_of_the_kind_and_back(registry):
    give(registry, 1, "PC-0001", "PC-0002", "CO-0001")
    before = {row.id: clocks.due_of(row.id) for row in equipment.extinguisher_page()}
    row = next(r for r in kinds.rules() if r.kind_code == "MFZL4" and r.rule.clock is Clock.OWNER_CHECK)
    which = registry, row.kind_id, Clock.OWNER_CHECK
    assert kinds.change_interval(*which, Interval(10, Unit.DAY)) == 3
    changed = {eid: due for eid, due in before.items() if clocks.due_of(eid) != due}
    assert changed.keys() == {1, 2}
    assert clocks.due_of(1)[Clock.OWNER_CHECK] == date(2023, 10, 29)
    kept = {d.extinguisher_id: d.due for d in t.DueDate.select().where(t.DueDate.clock == "owner_check")}
    assert kept[1] == kept[2] == date(2023, 10, 29)
    kinds.change_interval(*which, row.rule.interval)
    assert {row.id: clocks.due_of(row.id) for row in equipment.extinguisher_page()} == before


@pytest.mark.parametrize("count", [0, -1, 3651])
def test_an_interval_that_is_none_is_refused(count, registry):
    with pytest.raises(BadInputError):
        kinds.change_interval(registry, 1, Clock.OWNER_CHECK, Interval(count, Unit.DAY))


def test_due_today_is_not_on_the_overdue_list(registry):
    give(registry, 1, "PC-0001")
    due = date(2023, 11, 18)
    assert [row.serial for row in overdue.overdue_page(due)] == ["CO-0001", "MI-0001"]
    (late,) = [row for row in overdue.overdue_page(due + timedelta(days=1)) if row.serial == "PC-0001"]
    assert (late.clock, late.days_late, late.head_name) == (Clock.OWNER_CHECK, 1, "Đặng Thị Hoà")


def test_the_figures_agree_with_the_list(registry):
    give(registry, 1, "PC-0001", "CO-0001")
    give(registry, 5, "PC-0002")
    day = date(2030, 1, 1)
    for which in (
        overdue.OverdueFilter(),
        overdue.OverdueFilter(group_id=1),
        overdue.OverdueFilter(clock=Clock.DISCARD),
    ):
        rows = overdue.overdue_page(day, which)
        assert sum(overdue.overdue_counts(day, which).values()) == len(rows) > 0
        assert sorted(r.id for r in overdue.overdue_all(day, which)) == sorted(r.id for r in rows)
    assert overdue.overdue_by_group(day) == [(1, 2), (2, 1)]
    assert [row.group_number for row in overdue.overdue_all(day)][:1] == [None]


def test_points_are_those_of_the_kind_and_only_of_a_fail(registry):
    look = inspections.inspect
    wrong = InspectionDraft("PC-0001", DAY, passed=True, failed_items=(Item.SEAL,))
    assert refused(registry, BadInputError, look, wrong) == "passed"
    no_needle = InspectionDraft("CO-0001", DAY, passed=False, failed_items=(Item.GAUGE,))
    assert refused(registry, BadInputError, look, no_needle) == "failed_items"
    look(registry, InspectionDraft("PC-0001", DAY, passed=False, failed_items=(Item.GAUGE, Item.PLACE)))
    assert t.Inspection.get().failed_items == "place,gauge"
    assert inspections.items_of("MT3") == tuple(item for item in Item if item is not Item.GAUGE)


@pytest.mark.parametrize("grams", [0, -5, 2_000_000])
def test_a_weight_that_cannot_be_is_refused(registry, grams):
    draft = InspectionDraft("CO-0001", DAY, passed=True, weight_g=grams)
    assert refused(registry, BadInputError, inspections.inspect, draft) == "weight_g"


def test_gas_that_went_missing_is_told(registry):
    def weighed(serial, day, grams):
        draft = InspectionDraft(serial, day, passed=True, weight_g=grams)
        told = inspections.warnings(draft)
        inspections.inspect(registry, draft)
        return told

    assert weighed("CO-0001", date(2023, 9, 1), 11_000) == []
    assert weighed("CO-0001", date(2023, 10, 1), 10_820) == []
    assert weighed("PC-0001", date(2023, 9, 1), 6_000) == weighed("PC-0001", DAY, 5_000) == []
    (told,) = weighed("CO-0001", DAY, 10_600)
    assert "7 %" in told
    assert "01/10/2023" in told


def test_the_cost_of_a_service_is_kept(registry):
    draft = ServiceDraft("PC-0001", RecordKind.RECHARGE, DAY, "Công ty Mẫu", cost_dong=150_000)
    inspections.service(registry, draft)
    assert t.Service.get().cost_dong == 150_000
    wrong = ServiceDraft("PC-0001", RecordKind.RECHARGE, DAY, "Công ty Mẫu", cost_dong=-1)
    assert refused(registry, BadInputError, inspections.service, wrong) == "cost_dong"


def test_an_inspection_is_taken_back_with_its_clock_and_fault(registry):
    give(registry, 1, "PC-0001")
    before = clocks.due_of(1)
    look = inspections.keep_inspection(registry, InspectionDraft("PC-0001", DAY, False, "gỉ"))
    inspections.inspect(registry, InspectionDraft("PC-0001", DAY, passed=True))
    inspections.take_back(registry, look)
    assert [row.passed for row in t.Inspection.select()] == [True]
    assert t.Fault.select().count() == 0
    inspections.take_back(registry, t.Inspection.get().id)
    assert clocks.due_of(1) == before
