"""import households, import undo and import template, as scripts and people use them."""

import json

import pytest

from tests.exchange.list_files import xlsx
from tests.import_lists import AN, HOA, LAN, NEW, OF_NEW_GROUP, TOTAL, WRONG, ward_list, with_field


def value(done) -> dict:
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_a_dry_run_tells_everything_and_writes_nothing(folder, run, tmp_path):
    path = ward_list(tmp_path, HOA, AN, NEW, LAN, WRONG, OF_NEW_GROUP, TOTAL)
    told = value(run("import", "households", str(path), "--dry-run", "--json"))
    repaired = told.pop("repaired")
    assert told == {
        **{"rows": 7, "new": 2, "updated": 1, "unchanged": 1, "batch": None, "left": []},
        "skipped": [{"row": 10, "problem": told["skipped"][0]["problem"]}],
        "duplicates": [{"row": 7, "household": "TDP07-0004", "why": told["duplicates"][0]["why"]}],
        "errors": [
            {"row": 8, "column": "Số CCCD", "value": "03117", "problem": told["errors"][0]["problem"]}
        ],
        "converted": {"tcvn3": 0, "vni": 0, "nfd": 0},
        "groups": [{"number": 71, "ward": "Lê Chân"}],
    }
    assert {"row": 6, "column": "Số CCCD", "from": "31070001234", "to": "031070001234"} in repaired
    assert {"row": 6, "column": "Họ và tên chủ hộ", "from": "LÊ VĂN MỚI", "to": "Lê Văn Mới"} in repaired
    assert json.loads(run("search", "le van moi", "--json").out) == []


def test_a_list_comes_in_and_goes_again(folder, run, tmp_path):
    path = str(ward_list(tmp_path, HOA, NEW))
    told = value(run("import", "households", path, "--json"))
    assert (told["new"], told["updated"], told["batch"]) == (1, 1, 1)
    assert [row["code"] for row in json.loads(run("search", "le van moi", "--json").out)] == ["TDP70-0005"]
    again = value(run("import", "households", path, "--json"))
    assert (again["new"], again["updated"], again["unchanged"], again["batch"]) == (0, 0, 2, None)
    assert value(run("import", "undo", "1", "--json")) == {"batch": 1, "undone": True}
    assert json.loads(run("search", "le van moi", "--json").out) == []
    assert run("import", "undo", "1").status == 3
    assert run("check").status == 0


def test_wrong_rows_end_with_3_and_name_file_row_and_column(folder, run, tmp_path):
    path = str(ward_list(tmp_path, NEW, WRONG))
    done = run("import", "households", path, "--json")
    assert done.status == 3
    assert "list.xlsx, row 5, column “Số CCCD”:" in done.err
    assert json.loads(done.out)["batch"] is None
    assert json.loads(run("search", "le van moi", "--json").out) == []
    assert value(run("import", "households", path, "--skip-wrong", "--json"))["batch"] == 1


def test_missing_groups_are_created_when_asked(folder, run, tmp_path):
    path = str(ward_list(tmp_path, OF_NEW_GROUP))
    done = run("import", "households", path)
    assert (done.status, "--create-groups" in done.err, "71" in done.err) == (3, True, True)
    assert run("import", "households", path, "--create-groups").status == 0


@pytest.mark.parametrize(("choice", "outcome"), [("skip", (0, None)), ("update", (0, 1)), ("new", (1, 1))])
def test_duplicates_as_asked(folder, run, tmp_path, choice, outcome):
    new, batch = outcome
    path = str(ward_list(tmp_path, LAN))
    assert value(run("import", "households", path, "--duplicates", choice, "--json"))["batch"] == batch
    assert len(json.loads(run("search", "pham thi lan", "--json").out)) == 1 + new


def test_columns_by_name(folder, run, tmp_path):
    path = str(xlsx(tmp_path / "a.xlsx", [["Tên", "Ở đâu", "Số"], ["Lê Văn Mới", "1 Đình Đông", "7"]]))
    done = run(
        "import", "households", path, "--map", "head_name=Tên", "--map", "address=B", "--map", "group=C"
    )
    assert done.status == 3  # no row of that list looks like a head
    path = str(ward_list(tmp_path, with_field(NEW, 10, "0225 123 4567")))
    done = run("import", "households", path, "--map", "phone=Ghi chú", "--map", "note=", "--json")
    assert value(done)["new"] == 1
    assert run("import", "households", path, "--map", "phone").status == 3
    assert run("import", "households", path, "--map", "colour=A").status == 3


def test_a_yearly_list_tells_who_left_it(folder, run, tmp_path):
    path = str(ward_list(tmp_path, with_field(NEW, 8, "x")))
    told = value(run("import", "households", path, "--poverty", "--year", "2024", "--end-left", "--json"))
    assert told["left"] == [
        {"household": "TDP07-0001", "category": "near_poor", "until": None},
        {"household": "TDP70-0001", "category": "near_poor", "until": "2023-12-31"},
    ]


def test_a_person_reads_what_happened(folder, run, tmp_path):
    done = run("import", "households", str(ward_list(tmp_path, HOA, NEW, LAN)))
    assert "firereg import undo 1" in done.out
    assert "row 6: Phạm Thị Lan – TDP07-0004 Phạm Thị Lan." in done.out


def test_the_template_can_be_imported_once_it_is_filled(folder, run, tmp_path):
    path = tmp_path / "mau.xlsx"
    assert value(run("import", "template", "--out", str(path), "--json")) == {"path": str(path)}
    assert run("import", "households", str(path), "--dry-run").status == 0


@pytest.mark.parametrize("kind", ["households", "extinguishers"])
def test_a_sample_has_rows_to_try_the_import_with(folder, run, tmp_path, kind):
    path = tmp_path / "mau.xlsx"
    run("import", "template", "--kind", kind, "--sample", "--out", str(path))
    assert value(run("import", kind, str(path), "--dry-run", "--json"))["new"] >= 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7", b"<html>"])
def test_files_that_are_no_list_are_one_sentence(folder, run, tmp_path, content):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    done = run("import", "households", str(path))
    assert (done.status, done.out, done.err.count("\n"), "bad.xlsx" in done.err) == (3, "", 1, True)


def test_a_list_without_a_head_and_a_file_that_is_not_there(folder, run, tmp_path):
    path = xlsx(tmp_path / "plain.xlsx", [["Lê Văn Mới", "1 Đình Đông"]], sheet="Trang 1")
    done = run("import", "households", str(path))
    assert (done.status, "Trang 1" in done.err) == (3, True)
    assert run("import", "households", str(tmp_path / "none.xlsx")).status == 3
