"""A command that the role may not give ends with 4 and changes nothing."""

import pytest

from firereg.domain.roles import Role
from firereg.services import journal
from firereg.services.opening import open_registry
from firereg.store import models as t
from tests.small_ward import PASSWORD, USER, row_counts


@pytest.fixture
def viewer(folder):
    """The registry, its user a viewer; what tells whether anything was changed."""

    def state():
        registry = open_registry(folder, USER, PASSWORD)
        try:
            told = [row for row in journal.entries(None, None) if row.action != "sign_in"]
            counts = row_counts()
            return told, {name: count for name, count in counts.items() if name != "JournalEntry"}
        finally:
            registry.close()

    registry = open_registry(folder, USER, PASSWORD)
    t.User.update(role=Role.VIEWER).execute()
    registry.close()
    return state


@pytest.mark.parametrize(
    "command",
    [
        ("handover", "--household", "TDP07-0001", "--date", "19/10/2023", "--gift", "Gạo=300k"),
        ("inspect", "PC-0001", "--date", "19/10/2023", "--result", "pass"),
        ("support", "--round", "Đợt 19/10/2023", "--out", "OUT.xlsx"),
        ("labels", "PC-0001", "--out", "OUT.pdf"),
        ("remind", "--out", "OUT.txt"),
    ],
)
def test_a_viewer_s_command_that_is_more_than_looking_ends_with_4(command, viewer, run, tmp_path):
    before = viewer()
    files = set(tmp_path.rglob("OUT*"))
    done = run(*(part.replace("OUT", str(tmp_path / "OUT")) for part in command))
    assert (done.status, done.out) == (4, "")
    assert "Nothing was changed" in done.err
    assert viewer() == before
    assert set(tmp_path.rglob("OUT*")) == files


def test_a_viewer_searches_and_exports(viewer, run, tmp_path):
    assert run("search", "hoa").status == 0
    done = run("export", "households", "--out", str(tmp_path / "ho.xlsx"))
    assert done.status == 0, done.err
    assert run("overdue", "--out", str(tmp_path / "qua-han.pdf")).status == 0
    assert run("backup").status == 0
