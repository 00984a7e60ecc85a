from datetime import date, timedelta
from time import perf_counter

import pytest

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, faults, health, history, inspections, walk_entry, walks
from firereg.services.inspections import InspectionDraft
from firereg.store import models as t
from tests.services.walking import TODAY
from tests.small_ward import row_counts


def lines_and_records() -> tuple:
    """What an entry may change, row by row."""
    return tuple(
        tuple(model.select().order_by(model.id).tuples())
        for model in (t.RoundLine, t.Inspection, t.Fault, t.DueDate)
    )


def test_a_pass_is_an_inspection_and_moves_the_owners_check(on):
    kept = on.enter("KT1:PC-0001")
    assert (kept.sentence, kept.warnings) == ("PC-0001, Đặng Thị Hoà: passed.", ())
    assert (kept.row.outcome, kept.row.passed, kept.row.inspector) == (Outcome.PASSED, True, "Tổ trưởng Mẫu")
    assert clocks.due_of(1)[Clock.OWNER_CHECK] == TODAY + timedelta(days=30)


def test_a_fail_opens_a_fault_with_its_points_and_words(on):
    kept = on.enter("pc-0001", Outcome.FAILED, failed_items=(Item.GAUGE, Item.SEAL), words="kim tụt")
    assert kept.row.failed_items == (Item.SEAL, Item.GAUGE)
    assert kept.row.remark == "kim tụt"
    assert "kim tụt" in kept.sentence
    (fault,) = t.Fault.select()
    assert (fault.inspection_id, fault.closed_on) == (kept.row.inspection_id, None)


@pytest.mark.parametrize(
    ("second", "passed"),
    [((Outcome.FAILED, {"words": "vỏ gỉ"}), False), ((Outcome.PASSED, {"day": date(2023, 11, 19)}), True)],
)
def test_scanned_twice_is_said_and_corrects_the_first(on, second, passed):
    on.enter("PC-0001")
    outcome, more = second
    kept = on.enter("KT1:PC-0001", outcome, **more)
    assert "before: Passed" in kept.warnings[0]
    (look,) = t.Inspection.select()
    assert (look.passed, look.day) == (passed, more.get("day", TODAY))
    assert t.Fault.select().count() == (not passed)


def test_a_fail_corrected_to_a_pass_leaves_no_fault_unless_somebody_saw_to_it(on):
    for seen_to in (False, True):
        on.enter("PC-0001", Outcome.FAILED, words="vỏ gỉ")
        if seen_to:
            t.Fault.update(responsible="Công ty Mẫu").execute()
        on.enter("PC-0001", Outcome.PASSED)
        assert t.Fault.select().count() == seen_to


def test_the_same_again_writes_nothing(on):
    on.enter("PC-0001", Outcome.FAILED, failed_items=(Item.SEAL,))
    before = row_counts()
    kept = on.enter("PC-0001", Outcome.FAILED, failed_items=(Item.SEAL,))
    assert kept.warnings == ("It stands like that already.",)
    assert row_counts() == before


def test_not_found_takes_an_inspection_back_that_was_none(on):
    on.enter("PC-0001", Outcome.FAILED, words="vỏ gỉ")
    kept = on.enter("PC-0001", Outcome.NOT_FOUND, words="đi vắng")
    assert (kept.row.outcome, kept.row.inspection_id, kept.row.remark) == (Outcome.NOT_FOUND, None, "đi vắng")
    assert t.Inspection.select().count() == t.Fault.select().count() == 0
    assert clocks.due_of(1)[Clock.OWNER_CHECK] == date(2023, 11, 18)


def test_found_with_another_household_is_kept_as_elsewhere_and_inspected(on):
    kept = on.enter("PC-0001", found_household_id=2)
    assert (kept.row.outcome, kept.row.passed) == (Outcome.ELSEWHERE, True)
    assert kept.row.remark == "Found with Nguyễn Văn An (TDP07-0002, Group 7)"
    assert kept.warnings == (kept.row.remark + ".",)
    assert on.enter("PC-0002", found_household_id=2).row.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("serial", "where"), [("CO-0001", "Vũ Thị Ngọc (TDP70-0002, Group 70)"), ("MI-0001", "In stock")]
)
def test_what_is_not_on_the_list_gets_a_line_of_its_own(on, serial, where):
    kept = on.enter(serial)
    assert (kept.row.outcome, kept.row.position, kept.row.household_id) == (Outcome.ELSEWHERE, 4, None)
    assert where in kept.row.remark
    assert t.Inspection.select().count() == 1
    again = on.enter(serial, Outcome.FAILED, words="vỏ gỉ")
    assert (again.row.position, again.row.outcome, again.row.passed) == (4, Outcome.ELSEWHERE, False)
    assert where in again.row.remark
    assert t.Inspection.select().count() == 1


@pytest.mark.parametrize("state", [State.LOST, State.DISCARDED])
@pytest.mark.parametrize("serial", ["PC-0001", "MI-0001"])
def test_what_is_gone_by_the_registry_is_said_and_not_inspected(on, state, serial):
    t.Extinguisher.update(state=state).where(t.Extinguisher.serial == serial).execute()
    kept = on.enter(serial)
    assert (kept.row.outcome, kept.row.inspection_id) == (Outcome.ELSEWHERE, None)
    assert any("No inspection was recorded" in warning for warning in kept.warnings)
    assert on.enter(serial).warnings == ("It stands like that already.",)


def test_what_is_at_the_workshop_by_the_registry_is_said_and_inspected(on):
    t.Extinguisher.update(state=State.AT_SERVICE).where(t.Extinguisher.serial == "PC-0001").execute()
    kept = on.enter("PC-0001")
    assert kept.row.outcome is Outcome.PASSED
    assert "At service" in kept.warnings[0]


def test_what_it_weighs_is_kept_and_a_loss_of_gas_is_said(on):
    inspections.inspect(on.registry, InspectionDraft("CO-0001", date(2023, 11, 1), True, weight_g=9000))
    kept = on.enter("CO-0001", weight_g=8500)
    assert kept.row.weight_g == 8500
    assert "lost 17 % of its gas" in kept.warnings[-1]
    again = on.enter("CO-0001", Outcome.FAILED, words="Loa vỡ")
    assert again.row.weight_g == 8500


def test_an_open_fault_is_said_of_one_that_passes_but_not_of_one_put_right(on):
    faults.report(on.registry, "PC-0001", TODAY, "Thiếu giá treo")
    assert "open fault: Thiếu giá treo" in on.enter("PC-0001").warnings[0]
    on.enter("PC-0002", Outcome.FAILED, words="vỏ gỉ")
    assert len(on.enter("PC-0002").warnings) == 1  # that it was entered before


def test_one_that_went_to_another_household_since_is_said(on):
    t.Extinguisher.update(household=4).where(t.Extinguisher.serial == "PC-0001").execute()
    assert "Phạm Thị Lan" in on.enter("PC-0001").warnings[0]


def test_a_day_outside_the_walk_is_said(on):
    assert "outside" in on.enter("PC-0001", day=date(2023, 10, 31)).warnings[0]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("KT2:CO-0001", "sheet of the walk “Tháng 11, Group 70”, not of “Tháng 11, Group 7”"),
        ("KT99:PC-0001", "does not know"),
        ("KT1:", "Only a part"),
        ("KT1", "Only a part"),
        ("", "Scan the code"),
        ("KT1:PC-00", "PC-0001, PC-0002, PC-0003"),
        ("-0002", "PC-0002"),
        ("XYZ", "No extinguisher has the serial or label number XYZ"),
    ],
)
def test_a_code_that_means_nothing_here_is_told_with_what_to_do(on, code, says):
    before = row_counts()
    with pytest.raises(BadInputError, match=r"(again|Open that walk|type)") as problem:
        on.enter(code)
    assert says in str(problem.value)
    assert problem.value.field == "code"
    assert row_counts() == before


def test_a_code_an_input_method_spoilt_is_understood(on):
    t.Extinguisher.update(serial="AS-0001").where(t.Extinguisher.serial == "PC-0001").execute()
    assert on.enter("kt1;á-0001").row.serial == "AS-0001"


def test_a_serial_that_looks_like_the_begin_of_a_code_is_itself(on):
    t.Extinguisher.update(serial="KT12").where(t.Extinguisher.serial == "PC-0001").execute()
    assert on.enter("kt12").row.serial == "KT12"


@pytest.mark.parametrize(
    ("outcome", "more", "field"),
    [
        (Outcome.FAILED, {}, "words"),
        (Outcome.PASSED, {"day": date(2023, 11, 21)}, "day"),
        (Outcome.PASSED, {"day": date(2023, 2, 1)}, "day"),
        (Outcome.FAILED, {"words": "x" * 400}, "words"),
    ],
)
def test_a_wrong_entry_keeps_nothing(on, outcome, more, field):
    before = row_counts()
    with pytest.raises(BadInputError) as problem:
        on.enter("PC-0001", outcome, **more)
    assert problem.value.field == field
    assert row_counts() == before


def test_not_found_of_what_nobody_looked_for_is_refused(on):
    with pytest.raises(BadInputError, match="not on the list"):
        on.enter("CO-0001", Outcome.NOT_FOUND)


ENTRIES = (
    ("PC-0001", Outcome.PASSED, {}),
    ("PC-0001", Outcome.FAILED, {"words": "vỏ gỉ"}),
    ("PC-0001", Outcome.FAILED, {"failed_items": (Item.SEAL,)}),
    ("PC-0002", Outcome.NOT_FOUND, {}),
    ("PC-0001", Outcome.NOT_FOUND, {}),
    ("CO-0001", Outcome.PASSED, {}),
    ("CO-0001", Outcome.FAILED, {"words": "loa vỡ"}),
    ("PC-0003", Outcome.PASSED, {"found_household_id": 1}),
)


def test_each_entry_is_taken_back_whole_the_last_one_first(on):
    seen = [lines_and_records()]
    for code, outcome, more in ENTRIES:
        on.enter(code, outcome, **more)
        seen.append(lines_and_records())
    for expected in reversed(seen[:-1]):
        assert walk_entry.undo(on.registry, on.seven) is not None
        assert lines_and_records() == expected
    assert walk_entry.undo(on.registry, on.seven) is None
    assert health.check(on.registry) == []


def test_an_entry_is_the_users_last_change_too(on):
    before = lines_and_records()
    on.enter("PC-0001", Outcome.FAILED, words="vỏ gỉ")
    after = lines_and_records()
    history.undo(on.registry)
    assert lines_and_records() == before
    history.redo(on.registry)
    assert lines_and_records() == after


def test_what_was_built_on_is_not_taken_back(on):
    on.enter("PC-0001", Outcome.FAILED, words="vỏ gỉ")
    faults.close(on.registry, t.Fault.get().id, TODAY, "Sơn lại")
    with pytest.raises(ConflictError):
        walk_entry.undo(on.registry, on.seven)


def test_an_inspection_from_before_the_walk_stays_one_of_its_own(on):
    inspections.inspect(on.registry, InspectionDraft("PC-0001", date(2023, 11, 2), passed=True))
    on.enter("PC-0001")
    assert t.Inspection.select().count() == 2


def test_an_entry_is_fast(on):
    """Far below what a person with a scanner feels, on a slow machine too."""
    took = []
    for code in ("PC-0001", "PC-0002", "PC-0003", "CO-0001"):
        start = perf_counter()
        on.enter(code)
        took.append(perf_counter() - start)
    assert min(took) < 0.05


def test_a_closed_walk_takes_nothing_back(on):
    on.enter("PC-0001")
    walks.close(on.registry, on.seven)
    with pytest.raises(ConflictError):
        walk_entry.undo(on.registry, on.seven)
