"""Faults stay open until somebody says what was done; those overdue come first."""

from datetime import date, timedelta

import pytest

from firereg.domain.checklist import Item
from firereg.domain.schedule import RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.services import equipment, faults, history, inspections, journal
from firereg.services.equipment import ExtinguisherFilter
from firereg.services.faults import FaultFilter, FaultStatus, fault_key, fault_page
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.store import models as t
from tests.small_ward import give, row_counts

TODAY = date(2023, 10, 20)
FOUND = date(2023, 9, 10)


@pytest.fixture
def four(registry):
    """Overdue, due today, due later, without a day; at groups 7, 70, none, none."""
    give(registry, 1, "PC-0001")
    give(registry, 5, "PC-0002")
    return [
        faults.report(registry, serial, FOUND, what, due_on=due)
        for serial, what, due in (
            ("PC-0003", "vỏ gỉ", None),
            ("PC-0001", "mất chốt", TODAY - timedelta(days=1)),
            ("CO-0001", "loa nứt", TODAY + timedelta(days=9)),
            ("PC-0002", "kim tụt", TODAY),
        )
    ]


def listed(which=FaultFilter(), **how):
    return [row.what for row in fault_page(TODAY, which, **how)]


def test_what_is_overdue_comes_first_then_by_day(registry, four):
    assert listed() == ["mất chốt", "kim tụt", "loa nứt", "vỏ gỉ"]
    assert [row.status(TODAY) for row in fault_page(TODAY)][:2] == [FaultStatus.OVERDUE, FaultStatus.OPEN]
    faults.close(registry, four[1], TODAY, "thay chốt")
    assert listed() == ["kim tụt", "loa nứt", "vỏ gỉ"]
    assert listed(FaultFilter(None)) == ["kim tụt", "loa nứt", "vỏ gỉ", "mất chốt"]


@pytest.mark.parametrize("sort", faults.SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_the_next_page_begins_after_the_last_row(registry, four, sort, descending):
    faults.close(registry, four[0], TODAY, "sơn lại")
    which = FaultFilter(None)
    rows = fault_page(TODAY, which, sort=sort, descending=descending)
    assert len(rows) == 4
    for place, row in enumerate(rows):
        after = fault_page(TODAY, which, sort=sort, descending=descending, after=fault_key(row, sort))
        assert after == rows[place + 1 :]


def test_the_filters(registry, four):
    assert listed(FaultFilter(FaultStatus.OVERDUE)) == ["mất chốt"]
    assert listed(FaultFilter(FaultStatus.CLOSED)) == []
    assert listed(FaultFilter(group_id=2)) == ["kim tụt"]
    assert listed(FaultFilter(text="dang thi hoa")) == ["mất chốt"]
    assert listed(FaultFilter(text="chốt")) == ["mất chốt"]
    assert listed(FaultFilter(text="%")) == []
    assert listed(FaultFilter(extinguisher_id=4)) == ["loa nứt"]
    for which in (FaultFilter(), FaultFilter(FaultStatus.OVERDUE), FaultFilter(group_id=1)):
        assert faults.count(TODAY, which) == len(listed(which))
    assert faults.counts(TODAY) == {FaultStatus.OPEN: 4, FaultStatus.OVERDUE: 1, FaultStatus.CLOSED: 0}
    assert equipment.by_id(1).fault == "mất chốt"
    assert equipment.count(ExtinguisherFilter(has_fault=True)) == 4
    assert equipment.count(ExtinguisherFilter(has_fault=False)) == 2


def test_who_mends_it_by_when_and_what_was_done(registry, four):
    (fault, *_rest) = four
    faults.assign(registry, fault, "Tổ trưởng Mẫu", date(2023, 10, 25))
    row = faults.by_id(fault)
    assert (row.responsible, row.due_on) == ("Tổ trưởng Mẫu", date(2023, 10, 25))
    faults.close(registry, fault, TODAY, "sơn lại vỏ")
    row = faults.by_id(fault)
    assert (row.status(TODAY), row.closed_on, row.done) == (FaultStatus.CLOSED, TODAY, "sơn lại vỏ")
    assert equipment.by_id(3).fault == ""
    assert (journal.entries()[0].action, journal.entries()[0].subject) == ("fault.close", "PC-0003")
    history.undo(registry)
    assert faults.by_id(fault).closed_on is None
    history.redo(registry)
    faults.reopen(registry, fault)
    assert (faults.by_id(fault).done, equipment.by_id(3).fault) == ("", "vỏ gỉ")


def test_what_cannot_be_is_told(registry, four):
    before, fault = row_counts(), four[1]

    def refused(kind, act, *arguments, **named):
        with pytest.raises(kind) as told:
            act(registry, *arguments, **named)
        assert row_counts() == before
        return getattr(told.value, "field", "")

    assert refused(BadInputError, faults.close, fault, TODAY, " ") == "done"
    assert refused(BadInputError, faults.close, fault, TODAY + timedelta(days=1), "x") == "day"
    assert refused(BadInputError, faults.close, fault, FOUND - timedelta(days=1), "x") == "day"
    assert refused(BadInputError, faults.assign, fault, "x", FOUND - timedelta(days=1)) == "due_on"
    assert refused(BadInputError, faults.report, "PC-0001", TODAY, "") == "what"
    assert refused(BadInputError, faults.report, "PC-0001", TODAY + timedelta(days=1), "x") == "found_on"
    assert refused(BadInputError, faults.report, "XX", TODAY, "x") == "serial"
    faults.close(registry, fault, TODAY, "thay chốt")
    before = row_counts()
    refused(ConflictError, faults.close, fault, TODAY, "x")
    refused(ConflictError, faults.assign, fault, "x", None)


def test_a_failed_inspection_opens_one_and_the_same_words_open_none_again(registry):
    look = InspectionDraft(
        "PC-0001",
        date(2023, 10, 1),
        passed=False,
        fault="đứt dây chì",
        failed_items=(Item.GAUGE, Item.SEAL),
        responsible="Hộ",
        due_on=date(2023, 10, 15),
    )
    inspections.inspect(registry, look)
    inspections.inspect(registry, look)
    (row,) = fault_page(TODAY)
    assert row.what == "Not in order: Seal and pin, Needle in the green. đứt dây chì"
    assert (row.responsible, row.due_on, row.found_on) == ("Hộ", date(2023, 10, 15), date(2023, 10, 1))
    assert t.Inspection.get().failed_items == "seal,gauge"


def test_a_pass_closes_what_was_mended_only_where_that_is_said(registry):
    inspections.inspect(registry, InspectionDraft("PC-0001", date(2023, 10, 1), False, "gỉ"))
    passed = InspectionDraft("PC-0001", date(2023, 10, 2), passed=True)
    assert "open fault: gỉ" in " ".join(inspections.warnings(passed))
    inspections.inspect(registry, passed)
    assert faults.count(TODAY) == 1
    mended = InspectionDraft("PC-0001", date(2023, 10, 2), passed=True, closes_faults=True)
    assert inspections.warnings(mended) == []
    inspections.inspect(registry, mended)
    assert faults.count(TODAY) == 0


@pytest.mark.parametrize(("day", "closes", "left"), [(9, True, 1), (10, True, 0), (11, False, 1)])
def test_the_work_of_a_firm_closes_what_was_found_by_then(registry, day, closes, left):
    inspections.inspect(registry, InspectionDraft("PC-0001", date(2023, 10, 10), False, "gỉ"))
    work = ServiceDraft(
        "PC-0001", RecordKind.MAINTENANCE, date(2023, 10, day), "Công ty Mẫu", closes_faults=closes
    )
    inspections.service(registry, work)
    assert faults.count(TODAY) == left
    if not left:
        assert t.Fault.get().done == "Maintenance: Công ty Mẫu"


def test_a_corrected_inspection_has_one_fault_and_a_passed_one_has_none(registry):
    first = InspectionDraft("PC-0001", date(2023, 10, 1), False, "gỉ")
    with history.recording(registry, "test") as change:
        look = inspections.put_inspection(registry, change, first)
        again = InspectionDraft("PC-0001", date(2023, 10, 1), False, "nứt")
        assert inspections.put_inspection(registry, change, again, look) == look
        assert [row.what for row in t.Fault.select()] == ["nứt"]
        inspections.put_inspection(registry, change, InspectionDraft("PC-0001", TODAY, True), look)
        assert t.Fault.select().count() == 0
        assert [(row.passed, row.fault, row.day) for row in t.Inspection.select()] == [(True, "", TODAY)]
        inspections.take_out(change, look)
        assert t.Inspection.select().count() == 0
