"""import extinguishers, its undo and template, and export, as scripts and people use them."""

import json

import pytest

from tests.stock_lists import (
    BY_WORDS,
    DIFFERS,
    FILLS,
    NEW,
    RANGE,
    SAME,
    TOTAL,
    TWICE,
    UNKNOWN_KIND,
    stock_list,
)


def value(done) -> dict:
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_a_dry_run_tells_everything_and_writes_nothing(folder, run, tmp_path):
    path = stock_list(tmp_path, NEW, BY_WORDS, RANGE, SAME, FILLS, DIFFERS, UNKNOWN_KIND, TWICE, TOTAL)
    told = value(run("import", "extinguishers", str(path), "--dry-run", "--json"))
    assert {
        "row": 8,
        "column": "Số sê-ri",
        "from": "TM-0011 đến TM-0013",
        "to": "TM-0011, TM-0012, TM-0013",
    } in told["repaired"]
    assert {name: told[name] for name in ("rows", "new", "updated", "unchanged", "batch", "converted")} == {
        **{"rows": 9, "new": 5, "updated": 1, "unchanged": 2, "batch": None},
        "converted": {"tcvn3": 0, "vni": 0, "nfd": 0},
    }
    assert [one["row"] for one in told["skipped"]] == [14]
    assert [(one["row"], one["column"], one["value"]) for one in told["errors"]] == [
        (12, "Loại bình", "MFZL6"),
        (13, "Số sê-ri", "TM-0001"),
    ]
    assert [(one["row"], one["extinguisher"]) for one in told["duplicates"]] == [(13, "TM-0001")]
    assert [(one["extinguisher"], one["field"], one["registry"], one["list"]) for one in told["kept"]] == [
        ("CO-0001", "made_on", "2022-02-28", "2020-01-01"),
        ("CO-0001", "kind", "MT3", "MT5"),
    ]
    assert told["delivery"]["day"] == "2023-09-15"
    assert json.loads(run("search", "tm-0001", "--json").out) == []


def test_a_list_comes_in_and_goes_again(folder, run, tmp_path):
    path = str(stock_list(tmp_path, NEW, RANGE, FILLS))
    told = value(run("import", "extinguishers", path, "--donor", "Ông Mẫu", "--day", "1/10/2023", "--json"))
    assert (told["new"], told["updated"], told["batch"]) == (4, 1, 1)
    assert told["delivery"] | {"document": ""} == {
        **{"day": "2023-10-01", "donor": "Ông Mẫu", "document": "", "note": ""}
    }
    assert [row["code"] for row in json.loads(run("search", "tm0012", "--json").out)] == ["TM-0012"]
    again = value(run("import", "extinguishers", path, "--json"))
    assert (again["new"], again["updated"], again["unchanged"], again["batch"]) == (0, 0, 5, None)
    assert value(run("import", "undo", "1", "--json")) == {"batch": 1, "undone": True}
    assert json.loads(run("search", "tm0012", "--json").out) == []
    assert run("check").status == 0


def test_what_was_put_to_use_cannot_be_taken_back(folder, run, tmp_path):
    run("import", "extinguishers", str(stock_list(tmp_path, NEW, RANGE)))
    assert run("inspect", "TM-0012", "--result", "pass", "--date", "16/10/2023").status == 0
    done = run("import", "undo", "1")
    assert done.status == 3
    assert "TM-0012" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "MFZL6"), "--kind"),
        (("--day", "21/10/2099"), "21/10/2099"),
        (("--map", "serial=Cột lạ"), "--map"),
        (("--map", "head_name=A"), "--map"),
        (("--sheet", "Tờ khác"), "--sheet"),
    ],
)
def test_wrong_options_end_with_3(folder, run, tmp_path, options, said):
    done = run("import", "extinguishers", str(stock_list(tmp_path, NEW)), *options)
    assert done.status == 3
    assert said in done.err


def test_wrong_rows_end_with_3_and_name_file_row_and_column(folder, run, tmp_path):
    path = str(stock_list(tmp_path, NEW, UNKNOWN_KIND))
    done = run("import", "extinguishers", path, "--json")
    assert done.status == 3
    assert "stock.xlsx, row 7, column “Loại bình”: “MFZL6”" in done.err
    assert json.loads(done.out)["batch"] is None
    assert value(run("import", "extinguishers", path, "--skip-wrong", "--json"))["batch"] == 1


def test_a_person_reads_what_stays_as_it_is(folder, run, tmp_path):
    done = run("import", "extinguishers", str(stock_list(tmp_path, DIFFERS)))
    assert "row 6: CO-0001 – the registry has “2022-02-28”" in done.out


def test_the_template_is_taken_by_the_import(folder, run, tmp_path):
    path = tmp_path / "mau.xlsx"
    assert run("import", "template", "--kind", "extinguishers", "--out", str(path)).status == 0
    assert value(run("import", "extinguishers", str(path), "--json"))["rows"] == 0


@pytest.mark.parametrize(
    "kind", ["households", "extinguishers", "handovers", "overdue", "deliveries", "balance"]
)
def test_lists_are_exported(folder, run, tmp_path, kind):
    path = tmp_path / "a.xlsx"
    told = value(run("export", kind, "--out", str(path), "--json"))
    assert told["path"] == str(path)
    assert path.stat().st_size > 1000
    assert run("export", kind, "--out", str(tmp_path / "a.pdf")).status == 3
    assert run("export", kind, "--out", str(tmp_path / "nowhere" / "a.csv")).status == 3


def test_an_unknown_list_is_wrong_usage(folder, run, tmp_path):
    done = run("export", "persons", "--out", str(tmp_path / "a.csv"))
    assert done.status == 2
    assert "balance" in done.err
