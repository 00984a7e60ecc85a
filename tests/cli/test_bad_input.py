"""Every bad input a command can meet: the right status, one sentence, and a registry that stays as it was."""

import json

import pytest

from firereg.services.opening import open_registry
from tests.cli.looking import contents
from tests.small_ward import PASSWORD, USER

HANDOVER = ("handover", "--household", "TDP07-0001", "--date", "19/10/2023", "--gift", "Gạo=300000")


def one_sentence(done) -> str:
    assert done.out == ""
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1
    return done.err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ((*HANDOVER, "--household", "TDP07-9999"), "--household: "),
        ((*HANDOVER, "--extinguisher", "PC-9999"), "PC-9999"),
        ((*HANDOVER, "--extinguisher", "PC-0001", "pc-0001"), "twice"),
        ((*HANDOVER, "--date", "31/02/2026"), "--date: Month 2 of 2026 has only 28 days."),
        ((*HANDOVER, "--date", "hôm qua"), "--date: "),
        ((*HANDOVER, "--date", "01/01/2099"), "--date: "),
        (
            (*HANDOVER, "--receiver", "Con", "--relation", "con", "--receiver-id", "03116500123"),
            "--receiver-id: ",
        ),
        ((*HANDOVER, "--receiver", "Con"), "--relation: "),
        ((*HANDOVER, "--receiver", "x" * 500, "--relation", "con"), "--receiver: "),
        ((*HANDOVER, "--giver", "x" * 500), "--giver: "),
        ((*HANDOVER, "--witness", "Tổ\x07trưởng"), "--witness: "),
        ((*HANDOVER, "--gift", "Chăn=nhiều"), "--gift: "),
        ((*HANDOVER, "--gift", "=500000"), "--extinguisher, --gift: "),
        ((*HANDOVER, "--gift", "Vàng=999999999999999"), "--extinguisher, --gift: "),
        ((*HANDOVER, "--round", "Đợt nào"), "--round: "),
        (HANDOVER[:5], "--extinguisher, --gift: "),
        (("receipt", "BG-2023-0099", "--out", "a.pdf"), "99"),
        (("receipt", "mười lăm", "--out", "a.pdf"), "mười lăm"),
        (("receipt", "1", "--out", "a.docx"), "--out: "),
        (("void", "BG-2023-0099", "--reason", "nhầm"), "99"),
        (("inspect", "PC-9999", "--result", "pass"), "PC-9999"),
        (("inspect", "PC-0001", "--result", "pass", "--date", "31/02/2026"), "--date: "),
        (("inspect", "PC-0001", "--result", "pass", "--date", "01/01/2020"), "--date: "),
        (("service", "PC-0001", "--kind", "recharge", "--firm", " "), "--firm: "),
        (("service", "PC-0001", "--kind", "recharge", "--firm", "x\x00"), "--firm: "),
        (("due", "--serial", "PC-9999"), "PC-9999"),
        (("due", "--serial", "PC-0001", "--as-of", "32/13/2026"), "--as-of: "),
        (("overdue", "--group", "99"), "--group: "),
        (("overdue", "--out", "late.txt"), "--out: "),
        (("journal", "--since", "30/2/2024"), "--since: "),
    ],
)
def test_bad_input_is_named_with_its_option(folder, run, command, said):
    before = contents(folder)
    done = run(*command)
    assert done.status == 3
    assert said in one_sentence(done)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("variables", "status"),
    [
        ({"FIREREG_PASSWORD": "sai mật khẩu"}, 4),
        ({"FIREREG_PASSWORD": ""}, 4),
        ({"FIREREG_USER": "nobody"}, 4),
        ({"FIREREG_USER": ""}, 4),
        ({"FIREREG_PASSWORD": None}, 4),  # there is no terminal in a test
    ],
)
def test_who_is_not_signed_in_gets_nowhere(folder, run, monkeypatch, variables, status):
    before = contents(folder)
    for name, value in variables.items():
        monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name)
    monkeypatch.setattr("sys.stdin", None)
    done = run("search", "an")
    assert done.status == status
    assert "Hoà" not in one_sentence(done)
    monkeypatch.setenv("FIREREG_USER", USER)
    assert contents(folder) == before


def damage_file(folder):
    file = folder / "registry.db"
    file.write_bytes(b"\0" * file.stat().st_size)


def empty_file(folder):
    (folder / "registry.db").write_bytes(b"")


def damage_pages(folder):
    file = folder / "registry.db"
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(len(data) - 4096))


def no_file(folder):
    (folder / "registry.db").unlink()


def damage_keys(folder):
    (folder / "keys.json").write_text("{", "utf-8")


def hostile_keys(folder):
    keys = json.loads((folder / "keys.json").read_text("utf-8"))
    for slot in keys["slots"].values():
        slot["memory_kib"] = 10**12
    (folder / "keys.json").write_text(json.dumps(keys), "utf-8")


def no_keys(folder):
    (folder / "keys.json").unlink()


def newer(folder):
    registry = open_registry(folder, USER, PASSWORD)
    with registry.transaction():
        registry.database.execute_sql(
            "INSERT INTO schema_migration(name, applied) VALUES ('9999_from_the_future', '2040-01-01')"
        )
    registry.close()


@pytest.mark.parametrize(
    "harm", [damage_file, empty_file, damage_pages, no_file, damage_keys, hostile_keys, no_keys, newer]
)
def test_a_registry_that_cannot_be_used_is_left_as_it_is(folder, run, harm):
    harm(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = run("overdue")
    assert done.status == 5
    assert one_sentence(done)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("what", ["nothing", "file"])
def test_where_there_is_no_registry(folder, run, tmp_path, what):
    if what == "file":
        (tmp_path / "file").write_text("hello")
    done = run("overdue", "--registry", str(tmp_path / what))
    assert done.status == 5
    assert what in one_sentence(done)
    assert not (tmp_path / "nothing").exists()
