import json
from datetime import datetime

import pdfplumber
import pytest
from PIL import Image
from python_calamine import load_workbook


@pytest.fixture
def placed(folder, run):
    """PC-0001 at the household TDP07-0001 since 19/10/2023."""
    done = run("handover", "--household", "TDP07-0001", "--extinguisher", "PC-0001", "--date", "19/10/2023")
    assert done.status == 0, done.err


def test_due_names_every_clock_and_null_where_the_start_is_not_known(placed, run):
    done = run("due", "--serial", "pc-0001", "--json")
    assert json.loads(done.out) == {
        "owner_check": "2023-11-18",
        "maintenance": "2024-03-01",
        "full_service": "2028-03-01",
        "hydrostatic": "2028-03-01",
    }
    assert json.loads(run("due", "--serial", "PC-0003", "--json").out)["full_service"] is None


def test_due_for_a_person(placed, run):
    lines = run("due", "--serial", "PC-0001", "--as-of", "20/11/2023").out.splitlines()
    assert lines[2].split() == ["Owner's", "check", "18/11/2023", "2"]
    assert lines[3].split() == ["Maintenance", "01/03/2024"]


def test_an_inspection_moves_the_owners_check_alone(placed, run):
    done = run("inspect", "PC-0001", "--date", "2023-11-20", "--result", "pass", "--json")
    assert json.loads(done.out) == {
        "serial": "PC-0001",
        "due": {
            "owner_check": "2023-12-20",
            "maintenance": "2024-03-01",
            "full_service": "2028-03-01",
            "hydrostatic": "2028-03-01",
        },
    }


def test_a_failed_inspection_says_what_is_wrong(placed, run):
    assert run("inspect", "PC-0001", "--date", "20/11/2023", "--result", "fail").status == 3
    failed = run("inspect", "PC-0001", "--date", "20/11/2023", "--result", "fail", "--fault", "Kim tụt")
    assert failed.status == 0


def test_points_of_the_checklist_and_photos_go_with_a_failed_inspection(placed, run, tmp_path):
    Image.new("RGB", (30, 20)).save(tmp_path / "photo.png")
    (tmp_path / "text.jpg").write_text("no photo")
    look = ("inspect", "PC-0001", "--date", "20/11/2023", "--result", "fail", "--failed", "seal,gauge")
    wrong = run(*look, "--photo", str(tmp_path / "photo.png"), "--photo", str(tmp_path / "text.jpg"))
    assert wrong.status == 3
    assert "text.jpg" in wrong.err
    assert run("inspect", "PC-0001", "--result", "fail", "--failed", "pin").status == 3
    assert run(*look, "--photo", str(tmp_path / "photo.png"), "--mend-by", "1/12/2023").status == 0
    seen = run("inspect", "PC-0001", "--date", "21/11/2023", "--result", "pass")
    assert "open fault" in seen.err
    assert "Seal and pin, Needle in the green" in seen.err
    assert run("inspect", "PC-0001", "--date", "22/11/2023", "--result", "pass", "--mended").status == 0
    assert not run("inspect", "PC-0001", "--date", "23/11/2023", "--result", "pass").err


@pytest.mark.parametrize(
    ("kind", "moved"),
    [("maintenance", "maintenance"), ("recharge", "full_service"), ("hydrostatic", "hydrostatic")],
)
def test_a_service_moves_its_own_clock(placed, run, kind, moved):
    before = json.loads(run("due", "--serial", "PC-0001", "--json").out)
    done = run(
        "service", "PC-0001", "--kind", kind, "--date", "01/02/2024", "--firm", "Công ty Mẫu", "--json"
    )
    after = json.loads(done.out)["due"]
    assert [clock for clock in after if after[clock] != before[clock]] == [moved]


def test_overdue_for_a_script(placed, run):
    done = run("--json", "overdue", "--as-of", "01/12/2023", "--clock", "owner_check", "--group", "7")
    assert json.loads(done.out) == [
        {
            "serial": "PC-0001",
            "household": "TDP07-0001",
            "group": 7,
            "clock": "owner_check",
            "due": "2023-11-18",
            "days_late": 13,
        }
    ]
    assert json.loads(run("overdue", "--as-of", "18/11/2023", "--clock", "owner_check", "--json").out) == []
    assert json.loads(run("overdue", "--as-of", "01/12/2023", "--group", "70", "--json").out) == []


def test_overdue_for_a_person(placed, run):
    done = run("overdue", "--as-of", "01/12/2023", "--clock", "owner_check")
    row = done.out.splitlines()[2]
    for part in ("PC-0001", "18/11/2023", "13", "TDP07-0001", "Đặng Thị Hoà"):
        assert part in row


def test_the_overdue_list_as_paper_and_as_workbook(placed, run, tmp_path):
    for name in ("late.pdf", "late.xlsx"):
        done = run("overdue", "--as-of", "01/12/2023", "--out", str(tmp_path / name), "--json")
        assert done.status == 0
        assert isinstance(json.loads(done.out), list)
        assert name in done.err
    with pdfplumber.open(tmp_path / "late.pdf") as pdf:
        assert "PC-0001" in pdf.pages[0].extract_text()
    rows = load_workbook(tmp_path / "late.xlsx").get_sheet_by_index(0).to_python()
    mine = next(row for row in rows if row[5] == "PC-0001")
    assert mine[1] == "TDP07-0001"
    assert mine[7] == datetime(2023, 11, 18).date()


def test_groups_that_share_a_number_need_their_ward(folder, run):
    from firereg.services import wards
    from firereg.services.opening import open_registry
    from tests.small_ward import PASSWORD, USER

    registry = open_registry(folder, USER, PASSWORD)
    wards.add_group(registry, 7, "Trại Cau")
    registry.close()
    assert run("overdue", "--group", "7 trai cau").status == 0
    both = run("overdue", "--group", "7")
    assert both.status == 3
    assert "Trại Cau" in both.err


def test_search(placed, run):
    done = run("search", "hoa dang", "--json")
    found = json.loads(done.out)
    assert found[0] == {
        "kind": "households",
        "id": 1,
        "code": "TDP07-0001",
        "title": "Đặng Thị Hoà",
        "detail": "Group 7 · 12/34 Chợ Hàng",
    }
    assert {row["kind"] for row in found} == {"households", "extinguishers", "handovers"}
    assert len(json.loads(run("search", "nguyen van", "--limit", "2", "--json").out)) == 2
    only = json.loads(run("search", "hoa", "--kind", "handovers", "--json").out)
    assert [row["code"] for row in only] == ["BG-2023-0001"]
    assert "Đặng Thị Hoà" in run("search", "hoa dang").out
    assert run("search", "zzz", "--json").out.strip() == "[]"
