"""backup and restore, and what ends them with which status."""

import json
import os
import shutil

import pytest

from firereg.services.opening import open_registry
from tests.cli.looking import contents
from tests.small_ward import HOUSEHOLDS, PASSWORD, USER, give


def test_a_backup_and_the_registry_that_is_made_again_from_it(folder, run, tmp_path):
    done = run("--json", "backup")
    value = json.loads(done.out)
    assert (done.status, value["checked"], value["households"]) == (0, True, len(HOUSEHOLDS))
    assert value["path"].startswith(str(folder / "backups"))
    out = tmp_path / "sao lưu" / "đầy đủ.firereg"
    out.parent.mkdir()
    assert json.loads(run("--json", "backup", "--out", str(out)).out)["path"] == str(out)
    done = run("--json", "restore", str(out), "--into", str(tmp_path / "mới"))
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["path"] == str(tmp_path / "mới")
    assert contents(tmp_path / "mới")[1:] == contents(folder)[1:]
    assert (
        "8 households, 6 extinguishers, 0 handovers"
        in run("restore", str(out), "--into", str(tmp_path / "b")).out
    )


def test_what_stands_against_it(folder, run, tmp_path, monkeypatch):
    out = tmp_path / "x.firereg"
    run("backup", "--out", str(out))
    bad = tmp_path / "bad.firereg"
    bad.write_bytes(out.read_bytes()[:-2000])
    into = str(tmp_path / "new")
    before = contents(folder)
    for command, status, said in (
        (("backup", "--out", str(tmp_path / "x.zip")), 3, "--out: "),
        (("backup", "--out", str(tmp_path / "nowhere" / "x.firereg")), 3, "--out: "),
        (("restore", str(bad), "--into", into), 3, "bad.firereg is damaged"),
        (("restore", str(tmp_path / "none.firereg"), "--into", into), 3, "none.firereg"),
        (("restore", str(out), "--into", str(folder)), 3, "--into: "),
        (("restore", str(out)), 2, "--into"),
    ):
        done = run(*command)
        assert (done.status, done.out) == (status, ""), command
        assert said in done.err
        assert "Traceback" not in done.err
    monkeypatch.setenv("FIREREG_PASSWORD", "wrong")
    assert run("restore", str(out), "--into", into).status == 4
    monkeypatch.setattr("firereg.services.restoring.newest_version", lambda: 1)
    assert run("restore", str(out), "--into", into).status == 5
    monkeypatch.setenv("FIREREG_PASSWORD", PASSWORD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.firereg", "registry", "x.firereg"]
    assert contents(folder) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to(folder, run, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert run("backup", "--out", str(locked / "x.firereg")).status == 3


def test_an_import_is_preceded_by_a_backup(folder, run, tmp_path):
    opened = open_registry(folder, USER, PASSWORD)
    give(opened, 1, "PC-0001")
    opened.close()
    file = tmp_path / "list.csv"
    file.write_text("Họ và tên chủ hộ,Địa chỉ,Tổ\nHoàng Thị Mới,1 Hồ Sen,7\n", "utf-8")
    assert run("import", "households", str(file), "--dry-run").status == 0
    assert list((folder / "backups").iterdir()) == []
    assert run("import", "households", str(file)).status == 0
    (made,) = (folder / "backups").iterdir()
    shutil.move(made, tmp_path / "before.firereg")
    done = run("--json", "restore", str(tmp_path / "before.firereg"), "--into", str(tmp_path / "new"))
    assert json.loads(done.out)["households"] == len(HOUSEHOLDS)


def test_what_can_be_saved_of_a_damaged_registry(folder, run, tmp_path):
    opened = open_registry(folder, USER, PASSWORD)
    give(opened, 1, "PC-0001")
    opened.close()
    raw = bytearray((folder / "registry.db").read_bytes())
    raw[300] ^= 1  # the first page, which no row is on
    (folder / "registry.db").write_bytes(raw)
    assert run("search", "Hoa").status == 5
    done = run("--json", "rescue", "--into", str(tmp_path / "saved"))
    value = json.loads(done.out)
    assert (done.status, value["whole"], value["households"], value["handovers"]) == (
        0,
        True,
        len(HOUSEHOLDS),
        1,
    )
    assert (tmp_path / "saved" / "rescued.csv").read_text("utf-8-sig").startswith("Table,")
    assert "BG-2023-0001" in run("--registry", str(tmp_path / "saved"), "search", "BG-2023").out
    assert run("--registry", str(tmp_path / "saved"), "check").status == 0
    assert (folder / "registry.db").read_bytes() == raw
    done = run("rescue", "--into", str(folder))
    assert (done.status, done.out) == (3, "")
    (folder / "registry.db").write_bytes(bytes(len(raw)))
    assert run("rescue", "--into", str(tmp_path / "b")).status == 5
    assert not (tmp_path / "b").exists()
