import json
import os
import re
from pathlib import Path

import pdfplumber
import pytest

from firereg.services import wards
from firereg.services.opening import open_registry
from firereg.store import models as t

WARD = """\
name = "Phường Dư Hàng Kênh"
district = "Quận Lê Chân"
province = "Thành phố Hải Phòng"
parent_body = "ỦY BAN NHÂN DÂN QUẬN LÊ CHÂN"
body_lines = ["ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"]
place = "Dư Hàng Kênh"
symbol = "BB-UBND"
giver_name = "Cán bộ Mẫu"
giver_title = "Phó Chủ tịch"
"""
LATER = """\
[[profile]]
valid_from = 2025-07-01
name = "Phường Lê Chân"
district = ""
parent_body = ""
body_lines = ["ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN"]
place = "Phường Lê Chân"
"""
GROUP = """\
[[group]]
number = 7
leader_name = "Tổ trưởng Mẫu"
leader_phone = "0912000007"
"""
PASSWORD = "mật khẩu dài"


@pytest.fixture
def begin(tmp_path, run, monkeypatch):
    """A function that runs `init` with the text of a ward file, into tmp_path/new/registry."""
    monkeypatch.setenv("FIREREG_PASSWORD", PASSWORD)
    monkeypatch.setenv("FIREREG_REGISTRY", str(tmp_path / "new" / "registry"))

    def call(ward: str | bytes, *options: str):
        file = tmp_path / "ward.toml"
        file.write_bytes(ward if isinstance(ward, bytes) else ward.encode())
        return run("init", "--ward", str(file), "--user", "Lan", "--full-name", "Trần Thị Lan", *options)

    return call


def opened(folder: Path):
    return open_registry(folder, "lan", PASSWORD)


def test_without_a_full_name_the_first_user_is_called_as_he_signs_in(begin, tmp_path, run):
    ward = tmp_path / "ward.toml"
    ward.write_text(WARD, encoding="utf-8")
    assert run("init", "--ward", str(ward), "--user", "Lan").status == 0
    assert opened(tmp_path / "new" / "registry").full_name == "Lan"


def test_init_makes_a_registry_that_can_be_used(begin, tmp_path, run):
    done = begin(WARD + "groups = 22\n" + LATER, "--recovery-sheet", str(tmp_path / "code.pdf"), "--json")
    assert (done.status, done.err) == (0, "")
    answer = json.loads(done.out)
    assert answer.keys() == {"registry", "recovery_code"}
    registry = opened(Path(answer["registry"]))
    assert registry.full_name == "Trần Thị Lan"
    assert [ward.name for ward in wards.profiles()] == ["Phường Dư Hàng Kênh", "Phường Lê Chân"]
    assert wards.profiles()[1].giver_name == "Cán bộ Mẫu"  # what a later profile does not say stays
    assert wards.profiles()[1].parent_body == ""
    assert [group.number for group in wards.groups()] == list(range(1, 23))
    registry.close()
    with pdfplumber.open(tmp_path / "code.pdf") as pdf:
        paper = pdf.pages[0].extract_text()
    assert all(part in paper for part in answer["recovery_code"].split("-"))
    assert run("--user", "lan", "check").status == 0


def test_init_for_a_person_shows_the_code(begin):
    done = begin(WARD + GROUP)
    assert done.status == 0
    assert "Recovery code: " in done.out
    registry = opened(Path(os.environ["FIREREG_REGISTRY"]))
    assert [(g.number, g.ward, g.leader_name) for g in wards.groups()] == [
        (7, "Phường Dư Hàng Kênh", "Tổ trưởng Mẫu")
    ]
    registry.close()


@pytest.mark.parametrize(
    ("ward", "said"),
    [
        ('name = "a\n', "ward.toml is not valid TOML (line 1, column"),
        ("name = [1", "ward.toml is not valid TOML (at its end)"),
        (b'name = "\xff"', "ward.toml is not in UTF-8"),
        (WARD.replace("province", "provinze"), "ward.toml: province is missing"),
        (WARD + 'leader = "x"\n', "ward.toml: leader is not known"),
        (WARD.replace('"Dư Hàng Kênh"', "5"), "ward.toml: place must be a text in quotes"),
        (WARD.replace("[", "").replace(', "PHƯỜNG DƯ HÀNG KÊNH"]', ""), "body_lines must be a list of texts"),
        (WARD.replace('["ỦY BAN NHÂN DÂN"', "[7"), "body_lines must be a list of texts"),
        (WARD + 'groups = "22"\n', "groups must be a whole number from 1 to 500"),
        (WARD + "groups = true\n", "groups must be a whole number from 1 to 500"),
        (WARD + "groups = 0\n", "groups must be a whole number from 1 to 500"),
        (WARD + "groups = 2\n" + GROUP, "groups cannot stand beside [[group]]"),
        (WARD + GROUP + GROUP, "group[2].number stands there twice"),
        (WARD + GROUP.replace("7", "0", 1), "group[1].number must be 1 or more"),
        (WARD + GROUP.replace("number", "nummer"), "group[1].number is missing"),
        (WARD + GROUP.replace('"0912000007"', "912000007"), "group[1].leader_phone must be a text"),
        (WARD + LATER.replace("2025-07-01", '"2025-07-01"'), "profile[1].valid_from must be a date"),
        (WARD + LATER.replace("2025-07-01", "2025-07-01T00:00:00"), "profile[1].valid_from must be a date"),
        (WARD + LATER.replace("valid_from = 2025-07-01\n", ""), "profile[1].valid_from is missing"),
        (WARD + LATER.replace("[[profile]]", "[profile]"), "profile must be written as [[profile]]"),
        (WARD.replace("Phường Dư", "P" * 500), "ward.toml: name: The text has"),
        (
            WARD.replace('"PHƯỜNG DƯ', '"\\u0007PHƯỜNG DƯ'),
            "ward.toml: body_lines: The text contains a control",
        ),
        (WARD.replace("body_lines = [", "body_lines = []\n#"), "issuing body"),
    ],
)
def test_a_wrong_ward_file_is_named_and_leaves_nothing(begin, tmp_path, ward, said):
    done = begin(ward)
    assert (done.status, done.out) == (3, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_a_ward_file_that_is_not_there(run, tmp_path, monkeypatch):
    monkeypatch.setenv("FIREREG_PASSWORD", PASSWORD)
    done = run("init", "--ward", str(tmp_path / "none.toml"), "--user", "lan", "--full-name", "Lan")
    assert done.status == 3
    assert "none.toml" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--user", ""), "--user NAME"),
        (("--user", "x" * 500), "--user: "),
        (("--full-name", " "), "--full-name: "),
        (("--full-name", "Lan\x07"), "--full-name: "),
        (("--recovery-sheet", "code.doc"), "must end in .pdf"),
    ],
)
def test_a_first_user_that_cannot_be_leaves_nothing(begin, tmp_path, options, said):
    done = begin(WARD, *options)
    assert (done.status, done.out) == (3, "")
    assert said in done.err
    assert not (tmp_path / "new").exists()


def test_a_short_password_leaves_nothing(begin, tmp_path, monkeypatch):
    monkeypatch.setenv("FIREREG_PASSWORD", "ngắn")
    assert begin(WARD).status == 3
    assert not (tmp_path / "new").exists()


def test_a_recovery_sheet_that_cannot_be_saved_undoes_the_registry(begin, tmp_path):
    done = begin(WARD, "--recovery-sheet", str(tmp_path / "none" / "code.pdf"))
    assert done.status == 3
    assert not (tmp_path / "new").exists()


def test_a_failed_init_leaves_the_files_of_others(begin, tmp_path):
    folder = tmp_path / "new" / "registry"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "scan.pdf").write_bytes(b"scan")
    begin(WARD, "--recovery-sheet", str(tmp_path / "none" / "code.pdf"))
    assert [path.name for path in folder.rglob("*")] == ["documents", "scan.pdf"]


def test_init_never_touches_a_registry(begin):
    assert begin(WARD).status == 0
    registry_file = Path(os.environ["FIREREG_REGISTRY"]) / "registry.db"
    before = registry_file.read_bytes()
    done = begin(WARD)
    assert done.status == 3
    assert registry_file.read_bytes() == before


def test_init_in_the_place_of_a_file(begin, tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("not a folder")
    monkeypatch.setenv("FIREREG_REGISTRY", str(tmp_path / "taken"))
    done = begin(WARD)
    assert (done.status, len(done.err.splitlines())) == (5, 1)
    assert (tmp_path / "taken").read_text() == "not a folder"


def test_the_journal_names_who_did_what(folder, run):
    run("handover", "--household", "TDP07-0001", "--gift", "Gạo", "--date", "19/10/2023")
    newest = json.loads(run("journal", "--limit", "3", "--json").out)
    assert [row["action"] for row in newest] == ["sign_in", "handover.record", "sign_in"]
    assert {row["user"] for row in newest} == {"lan"}
    assert newest[1]["at"].endswith("Z")
    assert newest[1]["detail"]["household"] == "TDP07-0001"
    everything = json.loads(run("journal", "--json").out)
    assert [row["id"] for row in everything] == list(range(len(everything), 0, -1))
    since = json.loads(run("journal", "--since", "01/01/2024", "--json").out)
    assert since[-3:] == newest  # the rest was written by the clock of 2023
    assert "BG-2023-0001" in run("journal", "--limit", "5").out


def test_check_says_what_is_wrong_with_status_5(folder, run):
    assert json.loads(run("check", "--json").out) == {"ok": True, "problems": [], "notes": []}
    registry = open_registry(folder, "lan", os.environ["FIREREG_PASSWORD"])
    with registry.transaction():
        t.DueDate.delete().execute()
    registry.close()
    done = run("check", "--json")
    assert done.status == 5
    answer = json.loads(done.out)
    assert not answer["ok"]
    assert [problem["kind"] for problem in answer["problems"]] == ["clock"]
    assert "clock" in run("check").out


def test_the_ward_file_of_the_documentation_can_be_used(begin):
    text = Path(__file__).parent.parent.parent.joinpath("docs", "commands.md").read_text("utf-8")
    whole, groups = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert begin(whole).status == 0
    without_groups = whole.replace("groups = 22", "").split("[[profile]]")[0]
    assert begin(without_groups + groups, "--registry", os.environ["FIREREG_REGISTRY"] + "-2").status == 0
