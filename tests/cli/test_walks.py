import json
from datetime import date

import pdfplumber
import pytest

from tests.exchange.filled_in import filled_in

SEVEN = "Tổ dân phố 7"


@pytest.fixture
def walk(folder, run):
    """Two extinguishers hang in group 7; the walk past them is number 1."""
    for household, serial in (("TDP07-0001", "PC-0001"), ("TDP07-0002", "PC-0002")):
        assert (
            run("handover", "--household", household, "--extinguisher", serial, "--date", "19/10/2023").status
            == 0
        )
    done = run(
        "walk", "plan", "--group", "7", "--name", "Tháng 11", "--from", "1/11/2023", "--to", "30/11/2023"
    )
    assert done.status == 0, done.err


def answer(done):
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_a_walk_from_plan_to_end(walk, run):
    (row,) = answer(run("walk", "list", "--json"))
    assert (row["id"], row["lines"], row["done"], row["first_day"]) == (1, 2, 0, "2023-11-01")
    passed = answer(
        run("walk", "enter", "1", "KT1:PC-0001", "--result", "pass", "--date", "20/11/2023", "--json")
    )
    assert (passed["serial"], passed["outcome"], passed["passed"]) == ("PC-0001", "pass", True)
    failed = run(
        "walk", "enter", "1", "pc-0002", "--result", "fail", "--failed", "seal, body", "--date", "20/11/2023"
    )
    assert "PC-0002, Nguyễn Văn An: failed." in failed.out
    told = answer(run("walk", "summary", "1", "--json"))
    assert [line["serial"] for line in told["failed"]] == ["PC-0002"]
    assert told["failed"][0]["items"] == ["seal", "body"]
    assert answer(run("walk", "undo", "1", "--json")) == {"undone": "PC-0002"}
    closed = run("walk", "close", "1", "--remark", "Mưa")
    assert closed.out.splitlines()[-1].split()[-1] == "Mưa"
    assert run("walk", "enter", "1", "PC-0002", "--result", "not_found").status == 3
    assert answer(run("walk", "list", "--json")) == []
    assert [row["id"] for row in answer(run("walk", "list", "--closed", "--json"))] == [1]
    assert answer(run("walk", "reopen", "1", "--json"))["closed_on"] is None


def test_one_walk_for_each_group(walk, run):
    rows = answer(run("walk", "plan", "--all", "--name", "Tháng 12", "--json"))
    assert [row["name"] for row in rows] == ["Tháng 12, Group 7"]
    assert run("walk", "plan", "--all", "--group", "7", "--name", "X").status == 3


WRONG = (
    (("enter", "1", "KT9:PC-0001", "--result", "pass"), "CODE:"),
    (("enter", "1", "PC-0001", "--result", "fail"), "--fault:"),
    (("enter", "1", "PC-0001", "--result", "fail", "--failed", "wheel"), "--failed:"),
    (("plan", "--name", "X"), "--group:"),
    (("plan", "--name", "X", "--group", "7", "--from", "2/1/2023", "--to", "1/1/2023"), "--to:"),
    (("sheets", "1", "--out", "x.doc"), "--out:"),
    (("results", "nowhere.xlsx"), "nowhere.xlsx"),
)


def test_bad_input_is_told_by_its_option(walk, run):
    for argv, says in WRONG:
        done = run("walk", *argv)
        assert (done.status, done.out) == (3, ""), argv
        assert says in done.err


def test_sheets_go_out_and_results_come_back(walk, run, tmp_path):
    paper, book = tmp_path / "walk.pdf", tmp_path / "walk.xlsx"
    for path in (paper, book):
        told = answer(run("walk", "sheets", "1", "--out", str(path), "--json"))
        assert told == {"walks": 1, "lines": 2, "path": str(path)}
    with pdfplumber.open(paper) as pdf:
        assert "PC-0002" in pdf.pages[0].extract_text()
    filled_in(book, {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 1, "day"): date(2023, 11, 20)})
    wanted = {"passed": 1, "failed": 0, "not_found": 0, "unchanged": 0, "empty": 1, "problems": []}
    assert answer(run("walk", "results", str(book), "--dry-run", "--json")) == wanted
    assert answer(run("walk", "list", "--json"))[0]["done"] == 0
    assert answer(run("walk", "results", str(book), "--json")) == wanted
    assert answer(run("walk", "list", "--json"))[0]["done"] == 1
    assert answer(run("walk", "results", str(book), "--json")) == wanted | {"passed": 0, "unchanged": 1}


def test_a_wrong_line_stops_the_whole_file(walk, run, tmp_path):
    book = tmp_path / "walk.xlsx"
    run("walk", "sheets", "1", "--out", str(book))
    day = {(SEVEN, n, "day"): date(2023, 11, 20) for n in (1, 2)}
    filled_in(book, day | {(SEVEN, 1, "outcome"): "Đạt", (SEVEN, 2, "outcome"): "Hỏng"})
    done = run("walk", "results", str(book), "--json")
    assert done.status == 3
    (problem,) = json.loads(done.out)["problems"]
    assert (problem["row"], problem["column"]) == (7, "Điểm không đạt")
    assert f"sheet “{SEVEN}”, row 7, column “Điểm không đạt”" in done.err
    assert answer(run("walk", "list", "--json"))[0]["done"] == 0
