import json

import pdfplumber
import pytest
from python_calamine import load_workbook


@pytest.fixture
def placed(folder, run):
    """PC-0001 at the household TDP07-0001 since 19/10/2023."""
    done = run("handover", "--household", "TDP07-0001", "--extinguisher", "PC-0001", "--date", "19/10/2023")
    assert done.status == 0, done.err


def last_act(run) -> str:
    """What was done last, but for signing in to do it and to look."""
    told = json.loads(run("journal", "--limit", "9", "--json").out)
    return next(row["action"] for row in told if row["action"] != "sign_in")


def test_remind(placed, run, tmp_path):
    path = tmp_path / "zalo.txt"
    done = run("remind", "--as-of", "1/12/2023", "--group", "7", "--out", str(path), "--json")
    (told,) = json.loads(done.out)
    assert told["group"] == 7
    assert told["text"] == path.read_text("utf-8-sig") == "\n\n".join(told["parts"])
    assert "1. Đặng Thị Hoà, 12/34 Chợ Hàng: kiểm tra chậm 13 ngày" in told["text"]
    assert "031165001234" not in told["text"]
    assert last_act(run) == "handover.record"
    counted = run("remind", "--as-of", "1/12/2023", "--no-names", "--record", "--out", str(path))
    assert counted.status == 0
    assert "Đặng Thị Hoà" not in path.read_text("utf-8-sig")
    assert last_act(run) == "reminder.keep"


def test_a_reminder_that_was_not_saved_is_not_kept(placed, run, tmp_path):
    done = run("remind", "--as-of", "1/12/2023", "--record", "--out", str(tmp_path / "no" / "zalo.txt"))
    assert (done.status, done.out) == (3, "")
    assert last_act(run) == "handover.record"


def test_the_report_as_paper_and_as_workbook(placed, run, tmp_path):
    assert run("report", "equipment", "--year", "2023", "--out", str(tmp_path / "report.pdf")).status == 0
    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        text = pdf.pages[0].extract_text()
    assert "BÁO CÁO" in text
    assert "Kho của phường" in text
    path = tmp_path / "report.xlsx"
    told = json.loads(run("report", "equipment", "--year", "2023", "--out", str(path), "--json").out)
    assert (told["year"], told["extinguishers"]) == (2023, 6)
    assert load_workbook(path).get_sheet_by_name("Tình trạng").to_python()[3:] == [
        ["Trong kho", 5],
        ["Tại hộ gia đình", 1],
    ]
    for year in ("1900", "2100"):
        done = run("report", "equipment", "--year", year, "--out", str(path))
        assert done.status == 3
        assert done.err.startswith("--year:")


def test_labels(placed, run, tmp_path):
    path = tmp_path / "labels.pdf"
    argv = (
        "labels",
        "PC-0001",
        "pc-0002",
        "--stock",
        "24 tem 70 x 37",
        "--start",
        "24",
        "--out",
        str(path),
        "--json",
    )
    assert json.loads(run(*argv).out) == {"labels": 2, "sheets": 2, "path": str(path)}
    with pdfplumber.open(path) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    assert "PC-0001" in texts[0]
    assert "PC-0002" in texts[1]
    assert "Đặng Thị Hoà" not in texts[0]  # anybody who comes by can read it


def test_labels_that_cannot_be_are_told(folder, run):
    for argv, option in (
        (("XX", "--out", "x.pdf"), ""),
        (("PC-0001", "--stock", "999", "--out", "x.pdf"), "--stock:"),
        (("PC-0001", "--start", "25", "--out", "x.pdf"), "--start:"),
        (("PC-0001", "--out", "x.txt"), "--out:"),
    ):
        done = run("labels", *argv)
        assert (done.status, done.out) == (3, "")
        assert done.err.startswith(option)
