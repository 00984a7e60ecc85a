"""What nobody knows is listed and not guessed."""

from datetime import date

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, RecordKind
from firereg.services import clocks, inspections, unknown_clocks
from firereg.services.inspections import ServiceDraft
from firereg.store import models as t
from firereg.store import paging
from tests.small_ward import give


def told() -> dict[str, set[Clock]]:
    return {row.serial: set(row.clocks) for row in unknown_clocks.unknown_page()}


def test_they_are_those_without_a_date_of_manufacture(registry):
    assert told() == {
        "MI-0002": {Clock.DISCARD},
        "PC-0003": {Clock.FULL_SERVICE, Clock.HYDROSTATIC},
    }
    totals = unknown_clocks.unknown_totals()
    assert totals.extinguishers == 2
    assert totals.by_clock == {Clock.DISCARD: 1, Clock.FULL_SERVICE: 1, Clock.HYDROSTATIC: 1}


def test_they_are_what_the_extinguisher_itself_says(registry):
    give(registry, 1, "PC-0003")
    t.Extinguisher.update(made_on=None, received_on=None, placed_on=None).where(
        t.Extinguisher.serial.in_(["PC-0001", "PC-0003"])
    ).execute()
    give(registry, 3, "PC-0002")
    t.Extinguisher.update(placed_on=None).where(t.Extinguisher.serial == "PC-0002").execute()
    clocks.rebuild([row.id for row in t.Extinguisher])
    for row in t.Extinguisher.select():
        unknown = {clock for clock, due in clocks.due_of(row.id).items() if due is None}
        assert told().get(row.serial, set()) == unknown
    assert Clock.OWNER_CHECK in told()["PC-0003"]
    assert told()["PC-0002"] == {Clock.OWNER_CHECK}
    with_household, another = unknown_clocks.unknown_page(1)[::-1]
    assert another.serial == "PC-0002"
    assert (with_household.serial, with_household.head_name) == ("PC-0003", "Đặng Thị Hoà")


def test_a_record_or_the_end_makes_them_known(registry):
    give(registry, 1, "PC-0003")
    for kind in (RecordKind.RECHARGE, RecordKind.HYDROSTATIC):
        inspections.service(registry, ServiceDraft("PC-0003", kind, date(2023, 10, 20), "Công ty Mẫu"))
    t.Extinguisher.update(state=State.LOST).where(t.Extinguisher.serial == "MI-0002").execute()
    assert told() == {}
    assert unknown_clocks.unknown_totals().extinguishers == 0


def test_page_by_page(registry, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_ROWS", 1)
    first = unknown_clocks.unknown_page()
    second = unknown_clocks.unknown_page(after=first[-1].serial)
    assert [row.serial for row in (*first, *second)] == ["MI-0002", "PC-0003"]
    assert unknown_clocks.unknown_page(after=second[-1].serial) == []
