from datetime import date, datetime
from io import BytesIO

import pytest
from python_calamine import load_workbook

from firereg.domain.equipment import State
from firereg.domain.schedule import RecordKind
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError
from firereg.services import (
    deliveries,
    equipment,
    equipment_moves,
    equipment_report,
    handovers,
    inspections,
    overdue,
)
from firereg.services.deliveries import DeliveryDraft
from firereg.services.equipment_draft import ExtinguisherDraft
from firereg.services.inspections import ServiceDraft
from firereg.store import models as t
from tests.small_ward import give


@pytest.fixture
def year(on):
    """What happened after the walk: one lost, one discarded and one given in 2024, one more received in 2025."""
    registry = on.registry
    on.enter("PC-0001")
    on.enter("PC-0002", Outcome.FAILED, words="vỏ gỉ")
    cost = ServiceDraft(
        "PC-0002", RecordKind.MAINTENANCE, date(2023, 11, 20), "Công ty Mẫu", cost_dong=150_000
    )
    inspections.service(registry, cost)
    clock, before = registry.clock, registry.clock.now
    clock.now = datetime(2024, 3, 10, 9)
    equipment_moves.move(registry, equipment.by_serial("PC-0003").id, State.LOST, "mất")
    equipment_moves.move(registry, equipment.by_serial("MI-0002").id, State.DISCARDED, "hết hạn")
    give(registry, 8, "MI-0001", day=date(2024, 3, 9))
    clock.now = datetime(2025, 5, 1, 9)
    new = ExtinguisherDraft("MT-0001", "MT3", date(2025, 1, 1))
    deliveries.receive(registry, [new], DeliveryDraft(date(2025, 4, 1), "Công an phường Mẫu"))
    yield registry
    clock.now = before


def counts(told) -> dict[str, int]:
    return {one.label: one.count for one in told}


@pytest.mark.parametrize(
    ("asked", "day", "states", "gone"),
    [
        (2023, date(2023, 12, 31), {"Trong kho": 2, "Tại hộ gia đình": 4}, {}),
        (2024, date(2024, 12, 31), {"Tại hộ gia đình": 4}, {"Mất": 1, "Đã loại bỏ": 1}),
        (2025, date(2025, 5, 1), {"Trong kho": 1, "Tại hộ gia đình": 4}, {"Mất": 1, "Đã loại bỏ": 1}),
    ],
)
def test_the_books_balance_at_the_end_of_any_year(year, asked, day, states, gone):
    told = equipment_report.figures(year, asked)
    report = told.report
    assert (report.day, counts(report.by_state), counts(told.gone)) == (day, states, gone)
    received = t.Extinguisher.select().where(t.Extinguisher.received_on <= day).count()
    assert sum(states.values()) + sum(gone.values()) == received
    kept = report.totals.extinguishers
    for table in (report.by_state, report.by_kind, report.by_age):
        assert sum(counts(table).values()) == kept
    assert sum(group.extinguishers for group in report.by_group) == kept
    assert sum(group.households for group in report.by_group) == report.totals.households
    assert sum(group.overdue for group in report.by_group) == report.totals.overdue


def test_what_happened_in_the_year(year):
    totals = equipment_report.figures(year, 2023).report.totals
    assert (totals.received, totals.handed_over, totals.inspections, totals.failed) == (4, 4, 2, 1)
    assert (totals.lost, totals.used, totals.discarded, totals.open_faults) == (0, 0, 0, 0)
    told = equipment_report.figures(year, 2023)
    assert (told.faults_found, told.faults_closed) == (1, 1)
    assert [(one.what, one.count, one.cost_dong) for one in told.report.services] == [
        ("Bảo dưỡng", 1, 150_000)
    ]
    by_donor = {one.donor: (one.received, one.handed_over) for one in told.by_donor}
    assert by_donor == {"Công ty Mẫu": (1, 1), "Không rõ": (3, 3)}
    later = equipment_report.figures(year, 2024).report.totals
    assert (later.received, later.handed_over, later.lost, later.discarded) == (0, 1, 1, 1)
    this_year = equipment_report.figures(year, 2025)
    assert [(one.donor, one.received) for one in this_year.by_donor] == [("Công an phường Mẫu", 1)]


def test_a_cancelled_handover_was_never_one(year):
    wrong = give(year, 4, "MT-0001", day=date(2025, 4, 30))
    handovers.void(year, wrong.id, "nhầm ngày")
    assert equipment_report.figures(year, 2025).report.totals.handed_over == 0
    give(year, 4, "MT-0001", day=date(2025, 4, 1))
    year.clock.now = datetime(2025, 5, 20, 9)
    report = equipment_report.figures(year, 2025).report
    assert report.totals.handed_over == 1
    assert sum(counts(report.overdue_by_clock).values()) == len(overdue.overdue_all(date(2025, 5, 20)))


def test_overdue_on_the_day_of_the_report_is_what_the_list_has(year):
    report = equipment_report.figures(year, 2025).report
    late = overdue.overdue_all(date(2025, 5, 1))
    assert report.totals.overdue == len({row.extinguisher_id for row in late})
    assert sum(counts(report.overdue_by_clock).values()) == len(late)
    assert report.overdue_by_month[-1] == (5, report.totals.overdue)
    assert [month for month, _n in report.overdue_by_month] == [1, 2, 3, 4, 5]


def test_overdue_at_the_end_of_a_past_year_is_what_the_list_had_then(on):
    registry = on.registry
    on.enter("PC-0001")
    day = date(2023, 12, 31)
    then = {(row.serial, row.clock) for row in overdue.overdue_all(day)}
    before = registry.clock.now
    registry.clock.now = datetime(2024, 3, 10, 9)
    for serial in ("PC-0001", "PC-0002", "CO-0001"):
        inspections.inspect(registry, inspections.InspectionDraft(serial, date(2024, 3, 10), passed=True))
    equipment_moves.move(registry, equipment.by_serial("PC-0003").id, State.LOST, "mất")
    report = equipment_report.figures(registry, 2023).report
    registry.clock.now = before
    assert sum(counts(report.overdue_by_clock).values()) == len(then)
    assert report.totals.overdue == len({serial for serial, _clock in then})


def test_what_the_figures_ask_for_is_proposed(on):
    told = equipment_report.figures(on.registry, 2023).report
    assert any("quá hạn kiểm tra định kỳ" in one for one in told.proposals)
    assert any("hết hạn sử dụng" in one for one in told.proposals)


def test_the_workbook_has_every_table(on):
    told = equipment_report.figures(on.registry, 2023)
    book = load_workbook(BytesIO(equipment_report.workbook(told)))
    assert book.sheet_names == [
        *("Tổng hợp", "Tổ dân phố", "Loại bình", "Tuổi bình", "Tình trạng", "Quá hạn"),
        *("Quá hạn theo tháng", "Bảo dưỡng, nạp lại", "Nhà tài trợ"),
    ]
    rows = book.get_sheet_by_name("Loại bình").to_python()[3:]
    assert dict(rows) == counts(told.report.by_kind)


@pytest.mark.parametrize("asked", [1999, 2024])
def test_a_year_without_records_is_refused(on, asked):
    with pytest.raises(BadInputError):
        equipment_report.figures(on.registry, asked)
