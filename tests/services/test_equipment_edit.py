"""What was entered of an extinguisher is corrected, its clocks with it, and taken back."""

from datetime import date

import pytest

from firereg.domain.schedule import Clock
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, equipment, equipment_edit, health, history, inspections, journal
from firereg.services.equipment_edit import draft_of, edit
from firereg.services.inspections import InspectionDraft
from tests.small_ward import give, row_counts


def test_the_clocks_and_the_search_follow_and_come_back(registry):
    before, dues = draft_of(1), clocks.due_of(1)
    edit(
        registry,
        1,
        {"serial": " pc-0009", "made_on": date(2023, 4, 1), "label": "dhk 12", "donor": "Hội Mẫu"},
    )
    row = equipment.by_serial("PC-0009")
    assert (row.id, row.label, row.donor) == (1, "DHK12", "Hội Mẫu")
    assert clocks.due_of(1)[Clock.MAINTENANCE] == date(2024, 4, 1)
    for words in ("pc0009", "dhk12", "hoi mau"):
        assert [one.id for one in equipment.suggest(words)] == [1]
    assert equipment.suggest("pc0001") == []
    assert journal.entries()[0].detail["serial"] == ["PC-0001", "PC-0009"]
    history.undo(registry)
    assert (draft_of(1), clocks.due_of(1)) == (before, dues)
    assert health.check(registry) == []


def test_the_kind_can_be_corrected(registry):
    edit(registry, 1, {"kind_code": "MINI1"})
    assert clocks.due_of(1) == {Clock.DISCARD: date(2028, 3, 1)}


def test_what_does_not_change_is_not_kept(registry):
    before = row_counts()
    edit(registry, 1, {"serial": "pc-0001"})
    assert row_counts() == before


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"serial": "PC-0002"}, ConflictError, None),
        ({"serial": "pc - 0002"}, ConflictError, None),
        ({"label": "dhk 7"}, ConflictError, None),
        ({"serial": ""}, BadInputError, "serial"),
        ({"made_on": date(2023, 10, 21)}, BadInputError, "made_on"),
        ({"made_on": date(2023, 9, 2)}, BadInputError, "made_on"),
        ({"price_dong": -1}, BadInputError, "price_dong"),
        ({"kind_code": "?"}, BadInputError, "kind_code"),
    ],
)
def test_what_cannot_be_is_told(changes, kind, field, registry):
    edit(registry, 2, {"label": "DHK7"})
    before, rows = draft_of(1), row_counts()
    with pytest.raises(kind) as told:
        edit(registry, 1, changes)
    assert getattr(told.value, "field", None) == field
    assert (draft_of(1), row_counts()) == (before, rows)


def test_nothing_was_done_to_it_before_it_was_made(registry):
    inspections.inspect(registry, InspectionDraft("PC-0003", date(2023, 9, 20), passed=True))
    give(registry, 1, "PC-0003")
    with pytest.raises(BadInputError, match="20/09/2023") as told:
        edit(registry, 3, {"made_on": date(2023, 9, 21), "received_on": date(2023, 10, 1)})
    assert told.value.field == "made_on"
    equipment_edit.edit(registry, 3, {"made_on": date(2023, 8, 1)})
