"""The months to come and the months gone by, against a look at every extinguisher."""

from datetime import date, datetime, timedelta

from firereg.domain.dates import add_months
from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, Record, RecordKind, due_dates
from firereg.services import clocks, due_calendar, inspections, overdue
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.store import models as t
from tests.small_ward import give


def test_what_falls_due_by_day_and_by_month(registry):
    give(registry, 1, "PC-0001", "CO-0001")
    give(registry, 5, "PC-0002")
    today = date(2023, 11, 18)
    months = due_calendar.months_ahead(today)
    assert [month.day for month in months] == [add_months(date(2023, 11, 1), n) for n in range(12)]
    for month in months:
        dues = [
            row
            for row in t.DueDate.select()
            if row.due >= today and (row.due.year, row.due.month) == (month.day.year, month.day.month)
        ]
        assert month.clocks == len(dues)
        for clock in Clock:
            assert month.by_clock.get(clock, 0) == sum(row.clock == clock for row in dues)
    assert months[0].by_clock == {Clock.OWNER_CHECK: 3}  # due today counts as to come
    days = due_calendar.due_by_day(today, today + timedelta(days=400))
    last = today + timedelta(days=400)
    assert [day.day for day in days] == sorted({d.due for d in t.DueDate.select() if today <= d.due <= last})
    assert sum(day.clocks for day in days if day.day < date(2024, 11, 1)) == sum(
        month.clocks for month in months
    )


def test_how_many_were_overdue_at_the_end_of_each_month(registry, clock):
    """Every extinguisher was in stock until it was given, and has been at home since."""
    give(registry, 1, "PC-0001", "CO-0001")
    give(registry, 5, "PC-0002")
    clock.now = datetime(2025, 1, 15, 9, 0)
    for day in (date(2023, 11, 20), date(2024, 1, 5), date(2024, 1, 31), date(2024, 7, 1)):
        inspections.inspect(registry, InspectionDraft("PC-0001", day, passed=True))
    inspections.service(
        registry, ServiceDraft("CO-0001", RecordKind.MAINTENANCE, date(2024, 2, 29), "Công ty Mẫu")
    )
    today = date(2025, 1, 15)
    found = due_calendar.overdue_at_month_ends(today, 18)
    assert len(found) == 19
    assert found[0].day == date(2023, 7, 31)
    assert [one.day for one in found[-2:]] == [date(2024, 12, 31), today]
    for one in found:
        assert dict(one.by_clock) == overdue_on(one.day)
    assert found[-1].by_clock == overdue.overdue_counts(today)
    assert found[4].clocks > 0


def overdue_on(day: date) -> dict[Clock, int]:
    counts: dict[Clock, int] = {}
    for row in t.Extinguisher.select():
        if row.received_on > day:
            continue
        at_home = row.placed_on is not None and row.placed_on <= day
        facts = clocks._facts(row)
        facts = type(facts)(
            facts.kind,
            State.WITH_HOUSEHOLD if at_home else State.IN_STOCK,
            row.made_on,
            row.received_on,
            row.placed_on if at_home else None,
        )
        records = [Record(RecordKind.INSPECTION, one.day) for one in row.inspection_set]
        records += [Record(RecordKind(one.kind), one.day) for one in row.service_set]
        due = due_dates(
            facts, [one for one in records if one.day <= day], clocks.rules_by_kind()[row.kind_id]
        )
        for its in due:
            if due[its] < day:
                counts[its] = counts.get(its, 0) + 1
    return counts
