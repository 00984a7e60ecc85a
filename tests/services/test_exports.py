"""The lists that leave the registry: whole, as text, without ID and phone numbers, and told in the journal."""

import csv
import zipfile
from datetime import date
from io import StringIO

import pytest
from python_calamine import load_workbook

from firereg.cli import stock
from firereg.domain.roles import Role
from firereg.errors import NotAllowedError
from firereg.services import deliveries, exports, handovers, households, journal, programmes
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.households import HouseholdDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.store import models as t
from tests.small_ward import CASH, give

TODAY = date(2023, 10, 20)


def exported(registry, folder, kind: str) -> tuple[int, list[list], list[list]]:
    """The number of rows, the rows of the workbook, and those of the .csv."""
    count = exports.export(registry, kind, folder / "a.xlsx", TODAY)
    assert exports.export(registry, kind, folder / "a.csv", TODAY) == count
    sheet = load_workbook(str(folder / "a.xlsx")).get_sheet_by_index(0).to_python()
    text = (folder / "a.csv").read_text("utf-8-sig")
    return count, sheet, list(csv.reader(StringIO(text)))


@pytest.fixture
def busy(registry):
    deliveries.receive(
        registry,
        [ExtinguisherDraft("TM-1", "MT3", label="007")],
        DeliveryDraft(TODAY, "=cmd|' /C calc'!A0", "+1"),
    )
    give(registry, 1, "PC-0001", gifts=(CASH,))
    return registry


@pytest.mark.parametrize(
    ("kind", "count", "told"),
    [
        ("households", 8, "Đặng Thị Hoà"),
        ("extinguishers", 7, "007"),
        ("handovers", 1, "BG-2023-0001"),
        ("overdue", 2, "CO-0001"),
        ("deliveries", 1, "'+1"),
        ("balance", 6, "Công ty Mẫu"),
    ],
)
def test_every_list_goes_out_whole(busy, tmp_path, kind, count, told):
    rows, sheet, lines = exported(busy, tmp_path, kind)
    assert (rows, len(sheet), len(lines)) == (count, count + 1, count + 1)
    assert len(set(sheet[0])) == len(sheet[0])
    assert any(told in line for line in lines)
    everything = str(sheet) + str(lines)
    assert "031165001234" not in everything
    assert "912345678" not in everything
    entry = journal.entries()[0]
    assert (entry.action, entry.detail) == ("list.export", {"rows": count, "kind": ".csv"})


def test_a_handover_names_its_programme(busy, tmp_path):
    programme = programmes.add(busy, ProgrammeDraft("Tổ dân phố an toàn", TODAY))
    handovers.put_into(busy, 1, programme)
    _rows, sheet, _lines = exported(busy, tmp_path, "handovers")
    assert sheet[1][sheet[0].index("Programme")] == "Tổ dân phố an toàn"


def test_no_text_runs_as_a_formula(busy, tmp_path):
    _rows, sheet, lines = exported(busy, tmp_path, "deliveries")
    assert sheet[1][1] == "=cmd|' /C calc'!A0"
    assert b"<f>" not in (tmp_path / "a.xlsx").read_bytes()
    assert lines[1][1] == "'=cmd|' /C calc'!A0"
    _rows, sheet, lines = exported(busy, tmp_path, "extinguishers")
    assert any(row[1] == "007" for row in sheet)


def test_lists_longer_than_a_page_go_out_whole(registry, tmp_path):
    with registry.transaction():
        for n in range(250):
            households.add(registry, HouseholdDraft(f"Nguyễn Văn Mẫu {n % 7}", 1, f"{n} Hồ Sen"))
    count, sheet, _lines = exported(registry, tmp_path, "households")
    assert count == 258
    assert len({row[0] for row in sheet[1:]}) == 258


def test_the_balance_adds_up(busy, tmp_path):
    _rows, sheet, _lines = exported(busy, tmp_path, "balance")
    assert sheet[-1][3] == sum(row[3] for row in sheet[1:-1]) == 7
    assert all(row[3] == sum(row[4:]) for row in sheet[1:])


def test_the_command_offers_every_list():
    assert set(stock.KINDS) == set(exports.TABLES)


def test_the_journal_goes_out_for_the_administrator_alone(busy, tmp_path):
    count = exports.export(busy, "journal", tmp_path / "a.xlsx", TODAY)
    assert count == journal.count() - 1  # the last tells of this export
    entry = journal.entries(limit=1)[0]
    assert (entry.action, entry.subject) == ("list.export", "Journal")
    sheet = load_workbook(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    everything = str(sheet)
    assert "Household added" in everything
    assert "12/34 Chợ Hàng" in everything
    assert "031165001234" not in everything
    assert "912345678" not in everything.replace(" ", "")
    households.add(busy, HouseholdDraft("=HYPERLINK(1)", 1, "+84 @x"))
    exports.export(busy, "journal", tmp_path / "b.csv", TODAY)
    with (tmp_path / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "+", "@"))]
    exports.export(busy, "journal", tmp_path / "b.xlsx", TODAY)
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "b.xlsx").read("xl/worksheets/sheet1.xml")
    t.User.update(role=Role.CLERK).execute()
    with pytest.raises(NotAllowedError):
        exports.export(busy, "journal", tmp_path / "c.xlsx", TODAY)
    assert not (tmp_path / "c.xlsx").exists()
