"""scans: what came back is matched and kept; what is not is named, and the command says so by its status."""

import json
from contextlib import closing

import pytest

from firereg.services.opening import open_registry
from tests.cli.looking import contents
from tests.scan_pictures import as_pdf, locked_pdf, sheets
from tests.small_ward import PASSWORD, USER

HANDOVER = ("handover", "--date", "19/10/2023", "--gift", "Gạo=300k", "--household")


@pytest.fixture
def pile(folder, run, tmp_path):
    """Two receipts in one PDF, upside down."""
    for code in ("TDP07-0001", "TDP07-0002"):
        assert run(*HANDOVER, code).status == 0
    with closing(open_registry(folder, USER, PASSWORD)) as registry:
        pages = sheets(registry, [1, 2], 150)
    (tmp_path / "máy quét").mkdir()
    return as_pdf(tmp_path / "máy quét" / "a.pdf", [page.rotate(180) for page in reversed(pages)], 150)


def test_a_pile_is_looked_at_then_kept(folder, run, pile):
    looked = run("scans", str(pile), "--dry-run", "--json")
    assert looked.status == 0
    assert [(one["page"], one["receipt"], one["match"], one["kept"]) for one in json.loads(looked.out)] == [
        (1, "BG-2023-0002", "found", False),
        (2, "BG-2023-0001", "found", False),
    ]
    assert contents(folder)[0]["Attachment"] == 0
    done = run("scans", str(pile))
    assert done.status == 0
    assert "Đặng Thị Hoà" in done.out
    assert "BG-2023-0002" in done.out
    assert contents(folder)[0]["Attachment"] == 2


def test_what_is_left_out_is_named_and_the_rest_is_kept(folder, run, pile):
    locked_pdf(pile.parent / "khóa.pdf")
    done = run("scans", str(pile.parent), "--json")
    assert done.status == 3
    value = json.loads(done.out)
    assert [one["kept"] for one in value] == [True, True, False]
    assert (value[2]["page"], value[2]["match"]) == (None, "unreadable")
    assert "khóa.pdf" in value[2]["sentence"]
    again = run("scans", str(pile), "--json")
    assert again.status == 3
    assert {one["match"] for one in json.loads(again.out)} == {"again"}
    assert run("scans", str(pile), "--existing", "replace").status == 0
    assert contents(folder)[0]["Attachment"] == 2
    assert run("scans", str(pile), "--existing", "add").status == 0
    assert contents(folder)[0]["Attachment"] == 4


def test_a_folder_without_scans_is_bad_input(run, pile, tmp_path):
    (tmp_path / "empty").mkdir()
    done = run("scans", str(tmp_path / "empty"))
    assert done.status == 3
    assert "empty" in done.err
    missing = run("scans", str(tmp_path / "nowhere.pdf"))
    assert missing.status == 3
    assert "nowhere.pdf" in missing.out
