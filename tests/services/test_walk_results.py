from datetime import date

import pytest

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.services import history, walk_papers, walk_results, walks
from firereg.store import models as t
from tests.exchange.filled_in import filled_in
from tests.services.walking import TODAY
from tests.small_ward import row_counts

SEVEN, SEVENTY = "Tổ dân phố 7", "Tổ dân phố 70"
FILLED = {
    (SEVEN, 1, "outcome"): "Đạt",
    (SEVEN, 1, "day"): TODAY,
    (SEVEN, 2, "outcome"): "Hỏng",
    (SEVEN, 2, "failed_items"): "Mất niêm phong hoặc chốt",
    (SEVEN, 2, "words"): "hứa thay",
    (SEVEN, 2, "day"): "19/11/2023",
    (SEVEN, 2, "inspector"): "Người Mẫu",
    (SEVENTY, 1, "outcome"): "Không thấy",
    (SEVENTY, 1, "words"): "đi vắng",
}


@pytest.fixture
def path(on, tmp_path):
    book = tmp_path / "walk.xlsx"
    book.write_bytes(walk_papers.workbook([on.seven, on.seventy]))
    return book


def outcomes(on) -> list:
    return [(row.serial, row.outcome) for row in walks.lines([on.seven, on.seventy])]


def test_the_results_of_two_walks_come_in_as_one_change(on, path):
    told = walk_results.read(on.registry, filled_in(path, FILLED))
    assert told.problems == ()
    counts = [told.count(one) for one in (Outcome.PASSED, Outcome.FAILED, Outcome.NOT_FOUND)]
    assert (counts, told.unchanged, told.empty) == ([1, 1, 1], 0, 1)
    assert t.Inspection.select().count() == 0  # only looked at
    assert walk_results.apply(on.registry, told) == 3
    rows = {row.serial: row for row in walks.lines([on.seven, on.seventy])}
    broken, away = rows["PC-0002"], rows["CO-0001"]
    assert rows["PC-0001"].outcome is Outcome.PASSED
    assert (broken.outcome, broken.failed_items, broken.fault) == (Outcome.FAILED, (Item.SEAL,), "hứa thay")
    assert (broken.day, broken.inspector) == (date(2023, 11, 19), "Người Mẫu")
    assert (away.outcome, away.remark) == (Outcome.NOT_FOUND, "đi vắng")
    assert rows["PC-0003"].outcome is Outcome.OPEN
    assert history.undo(on.registry).action == "walk.results"
    assert {outcome for _serial, outcome in outcomes(on)} == {Outcome.OPEN}
    assert t.Inspection.select().count() == t.Fault.select().count() == 0


def test_what_somebody_else_entered_meanwhile_is_not_overwritten(on, path):
    told = walk_results.read(on.registry, filled_in(path, FILLED))
    on.enter("PC-0001", Outcome.NOT_FOUND, words="đi vắng")
    before = outcomes(on)
    with pytest.raises(ConflictError, match="entered PC-0001 in the meantime"):
        walk_results.apply(on.registry, told)
    assert outcomes(on) == before


def test_the_same_file_twice_changes_nothing(on, path):
    filled_in(path, FILLED)
    walk_results.apply(on.registry, walk_results.read(on.registry, path))
    before = row_counts()
    again = walk_results.read(on.registry, path)
    assert (again.unchanged, again.empty) == (3, 1)
    assert walk_results.apply(on.registry, again) == 0
    assert row_counts() == before


def test_what_was_scanned_stands_in_the_workbook_and_is_unchanged(on, path):
    on.enter("PC-0001", found_household_id=2)
    on.enter("PC-0002", Outcome.FAILED, failed_items=(Item.SEAL, Item.BODY), words="gỉ")
    on.enter("PC-0003", Outcome.NOT_FOUND, words="đi vắng")
    on.enter("MI-0001")
    path.write_bytes(walk_papers.workbook([on.seven]))
    told = walk_results.read(on.registry, path)
    assert (told.problems, told.unchanged, told.empty) == ((), 3, 0)


def test_a_correction_in_the_file_corrects_the_inspection(on, path):
    on.enter("PC-0001")
    walk_results.apply(
        on.registry,
        walk_results.read(
            on.registry,
            filled_in(
                path, {(SEVEN, 1, "outcome"): "Hỏng", (SEVEN, 1, "words"): "gỉ", (SEVEN, 1, "day"): TODAY}
            ),
        ),
    )
    (look,) = t.Inspection.select()
    assert (look.passed, look.fault) == (False, "gỉ")


def test_the_day_may_be_said_once(on, path):
    filled_in(path, {(SEVEN, 1, "outcome"): "Đạt"})
    (problem,) = walk_results.read(on.registry, path).problems
    assert (problem.sheet, problem.row, problem.column) == (SEVEN, 6, "Ngày kiểm tra")
    assert walk_results.read(on.registry, path, day=TODAY).problems == ()


@pytest.mark.parametrize(
    ("prepare", "changes", "says"),
    [
        (
            None,
            {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 1, "day"): date(2023, 2, 1)},
            "before the extinguisher was made",
        ),
        (State.DISCARDED, {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 1, "day"): TODAY}, "Discarded"),
        (
            None,
            {
                (SEVENTY, 1, "outcome"): "Hỏng",
                (SEVENTY, 1, "failed_items"): "Kim không ở vạch xanh",
                (SEVENTY, 1, "day"): TODAY,
            },
            "no needle",
        ),
        (
            None,
            {
                (SEVEN, 1, "outcome"): "Đạt",
                (SEVEN, 1, "code"): "KT1:CO-0001",
                (SEVEN, 1, "serial"): "CO-0001",
            },
            "No line of this walk",
        ),
        (None, {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 1, "code"): "KT99:PC-0001"}, "does not have"),
        (
            None,
            {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 2, "outcome"): "Đạt", (SEVEN, -4, "position"): "Tháng 9"},
            "“Tháng 9”",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_is(on, path, prepare, changes, says):
    if prepare:
        t.Extinguisher.update(state=prepare).where(t.Extinguisher.serial == "PC-0001").execute()
    told = walk_results.read(on.registry, filled_in(path, changes))
    assert says in told.problems[0].problem
    before = row_counts()
    with pytest.raises(BadInputError, match=r"walk\.xlsx: sheet"):
        walk_results.apply(on.registry, told)
    assert row_counts() == before


def test_the_sheet_of_another_walk_is_named(on, path):
    told = walk_results.read(on.registry, filled_in(path, FILLED), walk_id=on.seventy)
    (problem,) = told.problems
    assert (problem.sheet, problem.row) == (SEVEN, 0)
    assert "another walk, “Tháng 11, Group 7”" in problem.problem


def test_a_closed_walk_takes_nothing_in(on, path):
    filled_in(path, FILLED)
    early = walk_results.read(on.registry, path)
    walks.close(on.registry, on.seven)
    assert "closed" in walk_results.read(on.registry, path).problems[0].problem
    before = outcomes(on)
    with pytest.raises(ConflictError):  # closed between looking and taking in
        walk_results.apply(on.registry, early)
    assert outcomes(on) == before


def test_two_sheets_of_one_walk_do_not_both_count(on, path):
    path.write_bytes(walk_papers.workbook([on.seven, on.seven]))
    both = {
        (name, 1, field): value
        for name in (SEVEN, f"{SEVEN} (2)")
        for field, value in (("outcome", "Đạt"), ("day", TODAY))
    }
    told = walk_results.read(on.registry, filled_in(path, both))
    assert [f"{SEVEN} (2)"] == [problem.sheet for problem in told.problems]
    assert f"sheet “{SEVEN}”, row 6 already" in told.problems[0].problem


def test_paper_and_workbook_have_the_same_lines(on):
    on.enter("PC-0002", Outcome.FAILED, words="Vỏ gỉ")
    on.enter("MI-0001")  # turned up on the way: on no sheet
    (paper, other) = walk_papers.sheets([on.seven, on.seventy])
    assert [line.code for line in paper.lines] == ["KT1:PC-0001", "KT1:PC-0002", "KT1:PC-0003"]
    assert (paper.title, paper.group_name) == ("Tháng 11, Group 7", SEVEN)
    assert paper.lines[1].last_check == TODAY
    assert paper.lines[1].note == "Lỗi từ 20/11/2023: Vỏ gỉ"
    assert other.lines[0].weighed
    assert walk_papers.pdf([on.seven, on.seventy]).startswith(b"%PDF")
