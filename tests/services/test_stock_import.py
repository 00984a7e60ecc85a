"""A stock list on its way into the registry: planned, all or nothing, never erasing, and taken back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.equipment import State
from firereg.errors import BadInputError, ConflictError
from firereg.services import deliveries, equipment, health, imports, journal, stock_import
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.import_plan import Kind
from firereg.store import models as t
from tests.exchange.list_files import xlsx
from tests.small_ward import give, row_counts
from tests.stock_lists import (
    BY_WORDS,
    DIFFERS,
    FILLS,
    FROM_THE_FUTURE,
    HEAD,
    NEW,
    NO_SERIALS,
    RANGE,
    SAME,
    SIGNED,
    TOTAL,
    TWICE,
    UNKNOWN_KIND,
    stock_list,
)

GOOD = (NEW, BY_WORDS, RANGE, SAME, FILLS, DIFFERS, TOTAL, SIGNED)
WRONG = (UNKNOWN_KIND, FROM_THE_FUTURE, TWICE, NO_SERIALS)


def stored(serial: str) -> t.Extinguisher:
    return t.Extinguisher.get(t.Extinguisher.serial == serial)


def fields(serial: str) -> tuple:
    row = stored(serial)
    return row.kind.code, row.made_on, row.label, row.donor, row.price_dong, row.note


def test_a_plan_tells_everything_and_writes_nothing(registry, tmp_path):
    before = row_counts()
    plan = stock_import.plan(registry, stock_list(tmp_path, *GOOD, *WRONG))
    assert plan.counts == {
        **{"rows": 12, "new": 5, "updated": 1, "unchanged": 2, "duplicate": 0, "wrong": 4, "skipped": 2}
    }
    assert (plan.delivery.day, plan.delivery.donor) == (date(2023, 9, 15), "Công ty Mẫu")
    assert "12/BBBG" in plan.delivery.document
    kept = next(row.kept for row in plan.rows if row.draft.serial == "CO-0001")
    assert [(one.field, one.before, one.after) for one in kept] == [
        ("made_on", "2022-02-28", "2020-01-01"),
        ("kind", "MT3", "MT5"),
    ]
    assert row_counts() == before


def test_what_comes_in_is_one_delivery(registry, tmp_path):
    batch = stock_import.apply(registry, stock_import.plan(registry, stock_list(tmp_path, *GOOD)))
    (delivery,) = deliveries.deliveries()
    assert (delivery.received, delivery.in_stock, delivery.donor) == (5, 5, "Công ty Mẫu")
    assert fields("TM-0001") == ("MFZL4", date(2023, 3, 1), "DHK-0101", "Công ty Mẫu", 350_000, "")
    assert fields("TM-0002") == ("MFZL4", date(2023, 1, 1), "DHK-0102", "Công ty Mẫu", 350_000, "tem mờ")
    assert fields("TM-0013") == ("MT3", date(2022, 5, 1), "", "Công ty Mẫu", 1_200_000, "")
    assert stored("TM-0011").received_on == date(2023, 9, 15)
    assert imports.batches()[0].counts["new"] == 5
    assert journal.entries()[0].detail["batch"] == batch
    assert health.check(registry) == []


def test_what_is_there_is_completed_and_never_changed(registry, tmp_path):
    before = {serial: fields(serial) for serial in ("PC-0001", "CO-0001")}
    stock_import.apply(registry, stock_import.plan(registry, stock_list(tmp_path, *GOOD)))
    assert fields("PC-0003") == ("MFZL4", date(2022, 6, 1), "DHK-0003", "Công ty Khác", None, "")
    assert {serial: fields(serial) for serial in before} == before
    assert stored("PC-0003").delivery is None


def test_the_same_file_twice_changes_nothing(registry, tmp_path):
    path = stock_list(tmp_path, *GOOD)
    stock_import.apply(registry, stock_import.plan(registry, path))
    before = row_counts()
    again = stock_import.plan(registry, path)
    assert (again.counts["new"], again.counts["updated"], again.counts["unchanged"]) == (0, 0, 8)
    assert stock_import.apply(registry, again) is None
    assert row_counts() == before


def test_wrong_rows_stop_all_or_are_left_out(registry, tmp_path):
    before = row_counts()
    plan = stock_import.plan(registry, stock_list(tmp_path, *GOOD, *WRONG))
    with pytest.raises(BadInputError, match="row 14, column “Loại bình”") as refused:
        stock_import.apply(registry, plan)
    assert "Wrong rows in all: 4" in str(refused.value)
    assert row_counts() == before
    stock_import.apply(registry, plan, skip_wrong=True)
    assert deliveries.deliveries()[0].received == 5


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (UNKNOWN_KIND, "Loại bình", "MFZL4 (Bình bột ABC 4 kg)"),
        (FROM_THE_FUTURE, "Năm SX", "future"),
        (NO_SERIALS, "Số sê-ri", "missing"),
        ((1, "TM-9", "", "", "", "", "", ""), "Loại bình", "missing"),
        ((1, "TM-9", "MFZL4", "10/2023", "", "", "", ""), "Năm SX", "after it was received"),
        ((1, "TM-9", "MFZL4", "", "", "2.000.000.000", "", ""), "Đơn giá", "1,000,000,000"),
        ((1, "X" * 50 + "1", "MFZL4", "", "", "", "", ""), "Số sê-ri", "40"),
    ],
)
def test_a_wrong_row_is_named_with_its_column(registry, tmp_path, row, column, said):
    (planned,) = stock_import.plan(registry, stock_list(tmp_path, row)).rows
    assert planned.kind is Kind.WRONG
    assert planned.problems[0].column == column
    assert said in planned.problems[0].sentence


def test_a_serial_twice_in_a_file_names_the_first_row(registry, tmp_path):
    again = (9, " tm-00 01", "MFZL4", "", "", "", "", "")
    first, second = stock_import.plan(registry, stock_list(tmp_path, NEW, again)).rows
    assert (first.kind, second.kind, second.twin) == (Kind.NEW, Kind.WRONG, first.key)
    assert "row 6" in second.problems[0].sentence


def test_a_label_is_on_one_extinguisher(registry, tmp_path):
    deliveries.receive(registry, [ExtinguisherDraft("ZZ-1", "MFZL4", label="DHK-0101")])
    other = (2, "TM-0002", "MFZL4", "", "DHK-0102", "", "", "")
    twice = (3, "TM-0003", "MFZL4", "", "dhk-0102", "", "", "")
    rows = stock_import.plan(registry, stock_list(tmp_path, NEW, other, twice)).rows
    assert [row.kind for row in rows] == [Kind.WRONG, Kind.NEW, Kind.WRONG]
    assert "ZZ-1" in rows[0].problems[0].sentence
    assert "TM-0002" in rows[2].problems[0].sentence


def test_the_clerk_says_day_donor_and_kind(registry, tmp_path):
    row = (1, "TM-1", "", "", "", "", "", "")
    path = stock_list(tmp_path, row, caption=())
    plan = stock_import.plan(registry, path, day=date(2023, 10, 1), donor="Ông Mẫu", kind_code="MT3")
    stock_import.apply(registry, plan)
    assert fields("TM-1")[0] == "MT3"
    assert (deliveries.deliveries()[0].day, deliveries.deliveries()[0].donor) == (
        date(2023, 10, 1),
        "Ông Mẫu",
    )
    with pytest.raises(BadInputError, match="MFZL4"):
        stock_import.plan(registry, path, kind_code="MFZL6")
    with pytest.raises(BadInputError, match="future"):
        stock_import.plan(registry, path, day=date(2023, 10, 21))


def test_said_columns_are_remembered(registry, tmp_path):
    rows = [["STT", "Mã", "Loại", "Cột lạ"], [1, "TM-1", "MFZL4", "DHK-1"]]
    path = xlsx(tmp_path / "a.xlsx", rows)
    stock_import.apply(registry, stock_import.plan(registry, path, mapping={"label": "Cột lạ"}))
    assert stored("TM-1").label == "DHK-1"
    more = xlsx(tmp_path / "b.xlsx", [rows[0], [1, "TM-2", "MFZL4", "DHK-2"]])
    assert stock_import.plan(registry, more).rows[0].draft.label == "DHK-2"
    with pytest.raises(BadInputError, match="serial, kind"):
        stock_import.plan(registry, more, mapping={"head_name": "B"})


def test_an_import_is_taken_back_whole(registry, tmp_path):
    before, stood = row_counts(), fields("PC-0003")
    batch = stock_import.apply(registry, stock_import.plan(registry, stock_list(tmp_path, *GOOD)))
    assert imports.undo(registry, batch).undone
    assert fields("PC-0003") == stood
    after = row_counts()
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {"Change", "ChangedRow", "JournalEntry", "ImportBatch"}
    assert health.check(registry) == []


def test_an_import_that_something_was_built_on_stays(registry, tmp_path):
    batch = stock_import.apply(registry, stock_import.plan(registry, stock_list(tmp_path, *GOOD)))
    give(registry, 1, "TM-0012")
    with pytest.raises(ConflictError, match="TM-0012"):
        imports.undo(registry, batch)
    assert stored("TM-0001").state == State.IN_STOCK


def test_a_registry_that_went_on_is_told(registry, tmp_path):
    plan = stock_import.plan(registry, stock_list(tmp_path, *GOOD))
    deliveries.receive(registry, [ExtinguisherDraft("TM-0001", "MFZL4")])
    with pytest.raises(ConflictError, match="Read the list again"):
        stock_import.apply(registry, plan)
    plan = stock_import.plan(registry, stock_list(tmp_path, FILLS))
    t.Extinguisher.update(label="MINE").where(t.Extinguisher.serial == "PC-0003").execute()
    with pytest.raises(ConflictError, match="Read the list again"):
        stock_import.apply(registry, plan)
    assert stored("PC-0003").made_on is None


def test_several_sheets_and_progress(registry, tmp_path):
    path = stock_list(tmp_path, *((n, f"TM-{n:04}", "MFZL4", "", "", "", "", "") for n in range(1, 700)))
    seen: list[int] = []
    plan = stock_import.plan(registry, path, progress=lambda done, _total: seen.append(done))
    assert (plan.counts["new"], seen) == (699, [0, 500])
    assert stock_import.apply(registry, plan)
    with pytest.raises(BadInputError, match="Danh sách"):
        stock_import.plan(registry, path, "Tờ khác")
    (look,) = stock_import.look(path, registry.today())
    assert (look.name, look.count, look.rows[0][1], look.caption.donor) == (
        "Danh sách",
        699,
        "TM-0001",
        "Công ty Mẫu",
    )


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-5, 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["MFZL4", "A-1 đến A-5", "Tổng cộng", "03/2023", "500.000"]),
)


@given(st.lists(st.lists(CELLS, min_size=len(HEAD), max_size=len(HEAD)), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_cells_ends_as_planned(registry, tmp_path, rows):
    try:
        path = stock_list(tmp_path, *rows, name="any.xlsx")
        plan = stock_import.plan(registry, path)
    except BadInputError:
        return
    with registry.database.atomic() as outer:
        stock_import.apply(registry, plan, skip_wrong=True)
        wanted = [row.draft.serial for row in plan.rows if row.kind is Kind.NEW]
        found = [row.serial for row in t.Extinguisher.select().where(t.Extinguisher.delivery.is_null(False))]
        assert sorted(found) == sorted(wanted)
        assert [equipment.by_serial(serial).state for serial in wanted] == [State.IN_STOCK] * len(wanted)
        outer.rollback()
