"""A list comes in as its author meant it: planned row by row, all or nothing, and taken back."""

import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.services import health, households, imports, journal, wards
from firereg.services.households import HouseholdDraft
from firereg.services.import_plan import FieldChange, GroupKey, Kind
from firereg.services.imports import TAKE_AS_NEW, Decision
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.exchange.list_files import windows_1258, xlsx
from tests.import_lists import AN, HEAD, HOA, LAN, NEW, OF_NEW_GROUP, TOTAL, WRONG, ward_list, with_field
from tests.small_ward import give, row_counts


def planned(registry: Registry, path: Path, **options) -> dict[str, list[str]]:
    """The names in a list by what would become of them."""
    found: dict[str, list[str]] = {}
    for row in imports.plan(registry, path, **options).rows:
        found.setdefault(str(row.kind), []).append(row.listed.head_name)
    return found


def only(registry: Registry, tmp_path: Path, *rows, **options):
    """The plan of the last of these rows."""
    return imports.plan(registry, ward_list(tmp_path, *rows), **options).rows[-1]


def test_each_row_is_planned_and_nothing_is_written(registry, tmp_path):
    before = row_counts()
    plan = imports.plan(registry, ward_list(tmp_path, HOA, AN, NEW, LAN, WRONG, OF_NEW_GROUP, TOTAL))
    assert [str(row.kind) for row in plan.rows] == [
        "updated",
        "unchanged",
        "new",
        "duplicate",
        "wrong",
        "new",
    ]
    assert plan.counts == {
        **{"rows": 7, "new": 2, "updated": 1, "unchanged": 1, "duplicate": 1, "wrong": 1, "skipped": 1},
        "left": 0,
    }
    assert plan.missing_groups == {GroupKey(71, "Dư Hàng Kênh"): 1}
    assert [(one.row_number, bool(one.reason)) for one in plan.skipped] == [(10, True)]
    assert row_counts() == before


def test_what_a_list_brings_is_in_the_register_and_found(registry, tmp_path):
    plan = imports.plan(registry, ward_list(tmp_path, HOA, NEW))
    batch = imports.apply(registry, plan)
    (row,) = households.suggest(registry, "le van moi 1234")
    assert (row.head_name, row.code, row.group_number, row.persons) == ("Lê Văn Mới", "TDP70-0005", 70, 2)
    assert (row.id_number, row.phone, row.born_year) == ("031070001234", "0912000111", 1970)
    assert households.by_id(1, registry.today()).persons == 5
    assert [entry.action for entry in journal.entries(limit=1)] == ["import.households"]
    assert [(one.id, one.counts["new"], one.undone) for one in imports.batches()] == [(batch, 1, False)]
    assert health.check(registry) == []


def test_the_same_list_twice_changes_nothing(registry, tmp_path):
    path = ward_list(tmp_path, HOA, AN, NEW, OF_NEW_GROUP)
    imports.apply(registry, imports.plan(registry, path), create_groups=True)
    before = row_counts()
    again = imports.plan(registry, path)
    assert again.counts["unchanged"] == 4
    assert imports.apply(registry, again) is None
    assert row_counts() == before


def test_every_change_is_told_field_by_field(registry, tmp_path):
    row = only(registry, tmp_path, with_field(with_field(HOA, 10, "ở nhà thuê"), 7, "0987654321"))
    assert row.changes == (
        FieldChange("phone", "0912345678", "0987654321"),
        FieldChange("persons", 4, 5),
        FieldChange("note", "góa", "góa; ở nhà thuê"),
    )


def test_an_empty_cell_never_erases(registry, tmp_path):
    row = only(registry, tmp_path, (1, "Đặng Thị Hoà", None, "031165001234", None, None, None, None))
    assert (row.kind, row.changes) == (Kind.UNCHANGED, ())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Dang Thi Hoa", Kind.UNCHANGED), ("Đặng Thị Hoà", Kind.UNCHANGED), ("Đặng Thị Hóa", Kind.UPDATED)],
)
def test_a_name_without_its_accents_changes_nothing(registry, tmp_path, name, kind):
    row = only(registry, tmp_path, (1, name, None, "031165001234", None, None, None, None))
    assert row.kind is kind


def test_an_old_number_does_not_take_the_place_of_the_new_one(registry, tmp_path):
    row = only(registry, tmp_path, with_field(with_field(HOA, 3, "031234567"), 6, 4))
    assert row.household_id == 1
    assert [change.field for change in row.changes] == []


def test_a_code_comes_before_the_rest(registry, tmp_path):
    path = xlsx(
        tmp_path / "c.xlsx", [["Mã hộ", "Họ và tên chủ hộ", "Địa chỉ"], ["TDP07-0002", "Nguyễn Thị Vợ", ""]]
    )
    (row,) = imports.plan(registry, path).rows
    assert (row.household_id, row.changes) == (
        2,
        (FieldChange("head_name", "Nguyễn Văn An", "Nguyễn Thị Vợ"),),
    )
    imports.apply(registry, imports.plan(registry, path))
    assert households.by_id(2, registry.today()).former_names == "Nguyễn Văn An"


def test_the_code_of_a_merged_household_is_that_of_the_one_it_became(registry, tmp_path):
    t.Household.update(state="merged", merged_into=3).where(t.Household.id == 2).execute()
    path = xlsx(
        tmp_path / "c.xlsx", [["Mã hộ", "Họ và tên chủ hộ", "Số khẩu"], ["TDP07-0002", "Nguyễn Văn Anh", 8]]
    )
    (row,) = imports.plan(registry, path).rows
    assert (row.household_id, row.changes) == (3, (FieldChange("persons", 2, 8),))


def test_codes_of_the_list_are_kept_and_never_given_twice(registry, tmp_path):
    rows = [
        ["Mã hộ", "Họ và tên chủ hộ", "TDP"],
        [None, "Lê Văn Một", "70"],
        ["TDP70-0005", "Lê Văn Hai", "70"],
        ["TDP70-0007", "Lê Văn Ba", "70"],
        [None, "Lê Văn Bốn", "70"],
        [None, "Lê Văn Năm", "70"],
        ["A-1", "Lê Văn Sáu", "70"],
    ]
    imports.apply(registry, imports.plan(registry, xlsx(tmp_path / "c.xlsx", rows)))
    kept = {row.head_name: row.code for row in t.Household.select().where(t.Household.id > 8)}
    assert kept == {
        "Lê Văn Một": "TDP70-0006",
        "Lê Văn Hai": "TDP70-0005",
        "Lê Văn Ba": "TDP70-0007",
        "Lê Văn Bốn": "TDP70-0008",
        "Lê Văn Năm": "TDP70-0009",
        "Lê Văn Sáu": "TDP70-0010",
    }
    assert imports.plan(registry, tmp_path / "c.xlsx").counts["unchanged"] == 6


def test_a_code_that_stands_twice_goes_to_the_first(registry, tmp_path):
    rows = [["Mã hộ", "Họ và tên chủ hộ", "TDP"], *(["TDP70-0009", f"Lê Văn {name}", "70"] for name in "AB")]
    plan = imports.plan(registry, xlsx(tmp_path / "c.xlsx", rows))
    assert [row.kind for row in plan.rows] == [Kind.NEW, Kind.DUPLICATE]
    imports.apply(registry, plan, {row.key: TAKE_AS_NEW for row in plan.rows})
    assert [row.code for row in t.Household.select().where(t.Household.id > 8)] == [
        "TDP70-0009",
        "TDP70-0005",
    ]


def test_a_household_that_moved_to_another_group_is_known_by_its_number(registry, tmp_path):
    row = only(registry, tmp_path, with_field(with_field(HOA, 5, "Tổ 70"), 6, 4))
    assert row.changes == (FieldChange("group", 1, 2),)
    imports.apply(registry, imports.plan(registry, tmp_path / "list.xlsx"))
    assert households.by_id(1, registry.today()).group_number == 70


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (with_field(HOA, 1, "Trần Văn Khác"), "same ID number"),
        (LAN, "the address may be the same"),
        ((1, "Phạm Thị Lan", "", "", "9 Nguyễn Văn Linh", "70", 1, "", "", "", ""), "in another group"),
        ((1, "Trần Văn Khác", "", "", "9 Hồ Sen", "7", 1, "0912345678", "", "", ""), "same phone"),
        (with_field(HOA, 3, "031165009999"), "another ID number"),
    ],
)
def test_what_may_be_the_same_is_asked_never_guessed(registry, tmp_path, row, words):
    planned = only(registry, tmp_path, row)
    assert planned.kind is Kind.DUPLICATE
    assert words in planned.twins[0].why


def test_the_number_of_a_member_points_to_the_household(registry, tmp_path):
    t.Member.create(household=3, name="Nguyễn Thị Con", id_number="031199000777")
    row = only(registry, tmp_path, (1, "Nguyễn Thị Con", "", "031199000777", "1 Chợ Hàng", "7", 1))
    assert [twin.household_id for twin in row.twins] == [3]


def test_a_household_that_moved_away_is_asked_about(registry, tmp_path):
    t.Household.update(state="moved").where(t.Household.id == 1).execute()
    assert only(registry, tmp_path, HOA).twins[0].why == "It has moved away."


def test_twins_in_the_list_are_told_with_their_row(registry, tmp_path):
    row = only(registry, tmp_path, NEW, with_field(NEW, 0, 9))
    assert row.kind is Kind.DUPLICATE
    assert "row 4" in row.twins[0].why


def test_duplicates_do_what_was_decided_and_are_left_out_otherwise(registry, tmp_path):
    path = ward_list(tmp_path, LAN)
    key = ("DS", 4)
    assert imports.apply(registry, imports.plan(registry, path)) is None
    imports.apply(registry, imports.plan(registry, path), {key: Decision(4)})
    assert households.by_id(4, registry.today()).born_year == 1980
    path = ward_list(tmp_path, with_field(LAN, 2, 1990))
    imports.apply(registry, imports.plan(registry, path), {key: TAKE_AS_NEW})
    assert households.count(registry)[0] == 9


def test_two_rows_for_one_household_are_refused(registry, tmp_path):
    plan = imports.plan(registry, ward_list(tmp_path, LAN, with_field(LAN, 2, 1990)))
    with pytest.raises(BadInputError, match="row 4 and row 5"):
        imports.apply(registry, plan, {row.key: Decision(4) for row in plan.rows})


def test_wrong_rows_stop_everything_unless_they_are_left_out(registry, tmp_path):
    before = row_counts()
    plan = imports.plan(registry, ward_list(tmp_path, NEW, WRONG))
    with pytest.raises(BadInputError, match=r"list\.xlsx, row 5, column “Số CCCD”: .* 5 "):
        imports.apply(registry, plan)
    assert row_counts() == before
    assert imports.apply(registry, plan, skip_wrong=True)


def test_groups_are_created_only_when_it_is_agreed(registry, tmp_path):
    before = row_counts()
    plan = imports.plan(registry, ward_list(tmp_path, OF_NEW_GROUP))
    with pytest.raises(BadInputError, match="71 Dư Hàng Kênh"):
        imports.apply(registry, plan)
    assert row_counts() == before
    imports.apply(registry, plan, create_groups=True)
    assert [group.number for group in wards.groups()] == [7, 70, 71]


def test_groups_that_share_a_number_need_their_ward(registry, tmp_path):
    wards.add_group(registry, 7, "Kênh Dương")
    assert only(registry, tmp_path, with_field(NEW, 5, "7")).kind is Kind.WRONG
    named = only(registry, tmp_path, with_field(NEW, 5, "7 Kênh Dương"))
    assert (named.kind, named.group) == (Kind.NEW, 3)


def test_the_group_of_a_whole_list(registry, tmp_path):
    without = with_field(NEW, 5, "")
    assert only(registry, tmp_path, without).kind is Kind.WRONG
    assert only(registry, tmp_path, without, group_id=2).group == 2


def test_all_sheets_come_in_or_the_one_that_is_named(registry, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "two.xlsx") as book:
        for name, row in (("Tổ 7", NEW), ("Tổ 70", with_field(NEW, 3, "031170005555"))):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEAD)
            sheet.write_row(1, 0, with_field(row, 5, ""))
        book.add_worksheet("Ghi chú").write(0, 0, "không có gì")
    plan = imports.plan(registry, tmp_path / "two.xlsx")
    assert [(row.key, row.group) for row in plan.rows] == [(("Tổ 7", 2), 1), (("Tổ 70", 2), 2)]
    assert [row.key for row in imports.plan(registry, tmp_path / "two.xlsx", "Tổ 70").rows] == [("Tổ 70", 2)]


def test_the_columns_that_were_named_are_remembered(registry, tmp_path):
    rows = [["Tên", "Chỗ ở", "Khu", "Cột lạ"], ["Lê Văn Mới", "1 Đình Đông", "7", "0912000111"]]
    path = xlsx(tmp_path / "odd.xlsx", rows)
    mapping = {"head_name": "A", "address": "B", "group": "C", "phone": "Cột lạ"}
    imports.apply(registry, imports.plan(registry, path, mapping=mapping))
    again = imports.plan(registry, path, mapping={"note": "B"})
    assert (again.rows[0].listed.phone, again.rows[0].listed.note) == ("0912000111", "1 Đình Đông")
    imports.apply(registry, again)
    again = imports.plan(registry, path, mapping={"address": "B"})
    assert again.rows[0].listed.phone == "0912000111"
    assert again.counts["unchanged"] == 1


def test_a_column_that_is_not_there_is_named(registry, tmp_path):
    with pytest.raises(BadInputError, match="Cột lạ"):
        imports.plan(registry, ward_list(tmp_path, NEW), mapping={"phone": "Cột lạ"})


class TestMessyLists:
    """Lists as they come, each to be what its author meant."""

    def test_old_fonts_beside_unicode_on_one_sheet(self, registry, tmp_path):
        rows = [
            ["UBND PHƯỜNG DƯ HÀNG KÊNH"],
            ["DANH SÁCH HỘ DÂN TỔ DÂN PHỐ SỐ 7"],
            ["STT", "Hä vµ tªn chñ hé", "N¨m sinh", None, "Sè CMND", "§Þa chØ", "Sè khÈu"],
            [None, None, "Nam", "N÷", None, None, None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            [1, "NguyÔn ThÞ H\u00ad¬ng", None, 1960, "31160007777.0", "15 Hå Sen", "3 khẩu"],
            [2, "Nguyeãn Vaên Hoøa", 1971, None, None, "Soá 17 Hoà Sen", 4],
            [3, "Trần Văn Đức", 1955, None, "031055001111", "Ngõ 19 Hồ Sen", 2],
            [None, "Tæng céng", None, None, None, None, 9],
            [None, None, None, None, "Ng\u00adêi lËp biÓu"],
        ]
        path = xlsx(tmp_path / "old.xlsx", rows, merged=["C3:D3"])
        plan = imports.plan(registry, path)
        assert [(row.listed.head_name, row.kind, row.group) for row in plan.rows] == [
            ("Nguyễn Thị Hương", Kind.NEW, 1),
            ("Nguyễn Văn Hòa", Kind.NEW, 1),
            ("Trần Văn Đức", Kind.NEW, 1),
        ]
        assert plan.converted()["tcvn3"] > 0
        assert plan.converted()["vni"] > 0
        imports.apply(registry, plan)
        found = households.suggest(registry, "nguyen thi huong")[0]
        assert (found.id_number, found.sex, found.born_year, found.persons) == (
            "031160007777",
            "female",
            1960,
            3,
        )
        assert imports.plan(registry, path).counts["unchanged"] == 3

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
    def test_text_files_in_every_encoding(self, registry, tmp_path, encoding):
        text = "Họ và tên chủ hộ;Số CCCD;Địa chỉ;TDP\r\nLê Văn Mới;031070001234;1 Đình Đông;Tổ 70\r\n"
        data = windows_1258(text) if encoding == "cp1258" else text.encode(encoding)
        path = tmp_path / "list.csv"
        path.write_bytes(data)
        (row,) = imports.plan(registry, path).rows
        assert (row.kind, row.listed.head_name, row.group) == (Kind.NEW, "Lê Văn Mới", 2)

    def test_names_of_500_letters_and_control_characters_are_wrong_rows(self, registry, tmp_path):
        long, odd = with_field(NEW, 1, "Lê " * 200), with_field(NEW, 4, "1 Hồ\x07Sen")
        rows = imports.plan(registry, ward_list(tmp_path, long, odd)).rows
        assert [(row.kind, row.problems[0].column) for row in rows] == [
            (Kind.WRONG, "Họ và tên chủ hộ"),
            (Kind.WRONG, "Địa chỉ"),
        ]


class TestPoverty:
    """The yearly list of poor and near-poor households."""

    def statuses(self, household: int) -> list[tuple]:
        return [
            (one.category, one.valid_from, one.valid_to, one.certificate)
            for one in households.statuses(household)
        ]

    def test_a_status_in_force_gets_its_certificate(self, registry, tmp_path):
        imports.apply(registry, imports.plan(registry, ward_list(tmp_path, HOA)))
        assert self.statuses(1) == [(Category.NEAR_POOR, date(2023, 1, 1), None, "05/GCN")]

    def test_a_new_one_holds_for_the_year_of_the_list(self, registry, tmp_path):
        path = ward_list(tmp_path, with_field(NEW, 8, "x"), title="DANH SÁCH HỘ CẬN NGHÈO NĂM 2024")
        plan = imports.plan(registry, path)
        assert (plan.year, plan.has_statuses) == (2024, True)
        imports.apply(registry, plan)
        assert self.statuses(9) == [(Category.NEAR_POOR, date(2024, 1, 1), date(2024, 12, 31), "")]

    def test_another_category_ends_the_one_that_runs_on(self, registry, tmp_path):
        rows = [["Họ và tên chủ hộ", "Số CCCD", "Hộ nghèo"], ["Đặng Thị Hoà", "031165001234", "x"]]
        plan = imports.plan(registry, xlsx(tmp_path / "p.xlsx", rows), year=2024)
        batch = imports.apply(registry, plan)
        assert self.statuses(1) == [
            (Category.POOR, date(2024, 1, 1), date(2024, 12, 31), ""),
            (Category.NEAR_POOR, date(2023, 1, 1), date(2023, 12, 31), ""),
        ]
        imports.undo(registry, batch)
        assert self.statuses(1) == [(Category.NEAR_POOR, date(2023, 1, 1), None, "")]

    def test_who_was_recognised_within_the_year_has_not_left_it(self, registry, tmp_path):
        t.PovertyStatus.create(
            household=3, category="near_poor", valid_from=date(2024, 6, 1), valid_to=date(2024, 12, 31)
        )
        path = ward_list(tmp_path, with_field(NEW, 8, "x"))
        plan = imports.plan(registry, path, kind=imports.ListKind.POVERTY, year=2024)
        assert 3 not in [one.household_id for one in plan.left]

    def test_who_left_the_list_is_told_and_ended_only_when_asked(self, registry, tmp_path):
        path = ward_list(tmp_path, with_field(NEW, 8, "x"))
        options = {"kind": imports.ListKind.POVERTY, "year": 2024}
        assert imports.plan(registry, path, year=2024).left == ()
        plan = imports.plan(registry, path, **options)
        assert [(one.code, one.valid_to) for one in plan.left] == [
            ("TDP07-0001", None),
            ("TDP70-0001", "2023-12-31"),
        ]
        imports.apply(registry, plan)
        assert self.statuses(1)[0][2] is None
        batch = imports.apply(registry, imports.plan(registry, path, **options), end_left=True)
        assert self.statuses(1)[0][2] == date(2023, 12, 31)
        imports.undo(registry, batch)
        assert self.statuses(1)[0][2] is None


class TestTakingBack:
    """A whole import goes again, unless something was built on it."""

    def test_all_is_as_before(self, registry, tmp_path):
        before = list(t.Household.select().order_by(t.Household.id).tuples())
        batch = imports.apply(registry, imports.plan(registry, ward_list(tmp_path, HOA, NEW)))
        assert imports.undo(registry, batch).undone
        after = list(t.Household.select().order_by(t.Household.id).tuples())
        assert after == before
        assert households.suggest(registry, "le van moi") == []
        assert health.check(registry) == []

    def test_what_was_built_on_it_is_named(self, registry, tmp_path):
        batch = imports.apply(registry, imports.plan(registry, ward_list(tmp_path, NEW)))
        code = give(registry, 9, "PC-0001").code
        with pytest.raises(ConflictError, match=code):
            imports.undo(registry, batch)
        assert households.by_id(9, registry.today()).head_name == "Lê Văn Mới"

    def test_an_import_that_is_not_there(self, registry):
        with pytest.raises(BadInputError, match="41"):
            imports.undo(registry, 41)


KILLED_MIDWAY = """
import os, signal, sys
from pathlib import Path
from firereg.services import imports, opening
from tests.small_ward import PASSWORD, USER, Clock

opened = opening.open_registry(Path(sys.argv[1]), USER, PASSWORD, Clock())
plan = imports.plan(opened, Path(sys.argv[2]))
imports.apply(opened, plan, None, lambda _done, _total: os.kill(os.getpid(), signal.SIGKILL))
"""


class TestAllOrNothing:
    """Whatever happens midway, the registry is as it was."""

    def test_the_program_killed_midway(self, registry, tmp_path):
        path = ward_list(tmp_path, HOA, NEW)
        before = row_counts()
        done = subprocess.run(
            [sys.executable, "-c", KILLED_MIDWAY, str(registry.folder), str(path)], check=False
        )
        assert done.returncode == -signal.SIGKILL
        assert row_counts() == {
            **before,
            "JournalEntry": before["JournalEntry"] + 1,
        }  # that somebody signed in
        assert health.check(registry) == []
        assert imports.apply(registry, imports.plan(registry, path))

    def test_a_cancel_midway(self, registry, tmp_path):
        before = row_counts()
        plan = imports.plan(registry, ward_list(tmp_path, HOA, NEW, OF_NEW_GROUP))

        def cancel(done: int, _total: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            imports.apply(registry, plan, None, cancel, create_groups=True)
        assert row_counts() == before
        assert households.suggest(registry, "le van moi") == []
        assert imports.apply(registry, plan, create_groups=True)

    def test_a_full_disk(self, registry, tmp_path):
        before = row_counts()
        rows = [with_field(with_field(NEW, 3, f"0311700{n:05d}"), 7, "") for n in range(400)]
        plan = imports.plan(
            registry, ward_list(tmp_path, *(with_field(row, 4, f"{n} Hồ Sen") for n, row in enumerate(rows)))
        )
        assert plan.counts["new"] == 400
        pages = registry.database.execute_sql("PRAGMA page_count").fetchone()[0]
        registry.database.execute_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(RegistryError, match="full"):
            imports.apply(registry, plan)
        registry.database.execute_sql("PRAGMA max_page_count = 1073741823")
        assert row_counts() == before
        assert health.check(registry) == []
        assert imports.apply(registry, plan)

    def test_a_register_that_was_changed_since(self, registry, tmp_path, clock):
        plan = imports.plan(registry, ward_list(tmp_path, HOA))
        clock.now = datetime(2023, 10, 21, 8, 0)
        its = t.Household.get_by_id(1)
        wanted = HouseholdDraft(its.head_name, 1, persons=9, id_number=its.id_number)
        households.change(registry, 1, wanted, its.updated_at)
        with pytest.raises(ConflictError, match="meantime"):
            imports.apply(registry, plan)

    def test_a_household_that_came_since(self, registry, tmp_path):
        plan = imports.plan(registry, ward_list(tmp_path, NEW))
        households.add(registry, HouseholdDraft("Lê Văn Mới", 2, "1 Đình Đông"))
        with pytest.raises(ConflictError, match="meantime"):
            imports.apply(registry, plan)

    def test_a_file_that_vanishes_after_the_preview(self, registry, tmp_path):
        path = ward_list(tmp_path, NEW)
        plan = imports.plan(registry, path)
        path.unlink()
        assert imports.apply(registry, plan)
        with pytest.raises(BadInputError, match=r"list\.xlsx"):
            imports.plan(registry, path)


def test_a_change_of_handover_is_no_reason_to_refuse(registry, tmp_path):
    plan = imports.plan(registry, ward_list(tmp_path, HOA))
    give(registry, 2, "PC-0001")
    assert imports.apply(registry, plan)
