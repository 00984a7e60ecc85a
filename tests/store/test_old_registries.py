"""Every version of the registry that ever was opens today, is backed up before, migrated, and worked with."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playhouse.migrations import Migration

from firereg.domain.alerts import AlertStatus
from firereg.domain.roles import Role
from firereg.domain.support import Outcome
from firereg.services import (
    accounts,
    alerts,
    backups,
    equipment,
    faults,
    handovers,
    health,
    history,
    households,
    kinds,
    overdue,
    paper_words,
    programmes,
    rosters,
    round_desk,
    round_list,
    rounds,
    scans,
    signed_pledges,
)
from firereg.services.backup_files import Reason
from firereg.services.equipment import State
from firereg.services.opening import open_registry, open_with_key
from firereg.services.paper_words import Paper
from firereg.services.registry import Registry
from firereg.store import backup_archive
from firereg.store import models as t
from firereg.store.database import MIGRATIONS, newest_version, schema_version
from tests.lived_in_ward import CALLED, RESULT, lived_in_ward
from tests.old_registries import REGISTRIES, VERSIONS, Rows, copy_of, everything_in, key_of, printed_then
from tests.receipt_lines import receipt_lines
from tests.small_ward import PASSWORD, ROUND_DAY, USER, Clock, give

ROOT = Path(__file__).parents[2]
BEYOND = 10**6
KEPT = (
    "household",
    "extinguisher",
    "handover",
    "handover_line",
    "inspection",
    "service",
    "journal",
    "ward_profile",
)
"""Tables of version 1 whose rows no migration changes: it may put columns behind those they have."""
KEPT_SINCE_8 = (
    *("programme", "programme_body", "programme_group", "zalo_group", "notice", "alert"),
    *("duty_post", "duty_person", "duty_turn", "round", "round_item", "entitled", "attachment", "user"),
)
"""The same of version 8."""
NEVER_HANDED_OUT = {6, 7}
"""Versions that were the newest within one day, before anybody had the program."""


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version}")
def version(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def old(version: int, tmp_path: Path) -> Iterator[Registry]:
    opened = open_with_key(copy_of(version, tmp_path / "old"), USER, key_of(version), Clock())
    yield opened
    opened.close()


def note_of(household: int) -> str:
    return t.Household.get_by_id(household).note


def test_none_is_missing() -> None:
    assert sorted({*VERSIONS, *NEVER_HANDED_OUT}) == list(range(1, max(VERSIONS) + 1))


def test_it_opens_with_its_password_whole_and_backed_up(version: int, tmp_path: Path) -> None:
    before = everything_in(copy_of(version, tmp_path / "old"), key_of(version))
    with closing(open_registry(tmp_path / "old", USER, PASSWORD, Clock())) as opened:
        assert health.check(opened) == []
        assert schema_version(opened.database) == newest_version()
        made = [row for row in backups.backups(opened) if row.reason == Reason.MIGRATION]
        older = [version] if version < newest_version() else []
        assert [(row.checked, row.path.stem[-3:]) for row in made] == [(True, f"-v{one}") for one in older]
        for row in made:
            assert backup_archive.verify(row.path, lambda _done, _total: None).schema == version
            assert (row.households, row.handovers) == (len(before["household"]), len(before["handover"]))
        assert receipt_lines(opened) == printed_then(version)
    after = everything_in(tmp_path / "old", key_of(version))
    for table in KEPT + (KEPT_SINCE_8 if version >= 8 else ()):
        assert before[table]
        width = len(before[table][0])
        assert set(before[table]) <= {row[:width] for row in after[table]}, table


def test_one_works_on_with_it(version: int, old: Registry) -> None:
    if version > 1:
        last = history.undoable(old)
        assert last is not None
        assert (note_of(3) == CALLED) is (version > 2)
        assert history.undo(old) == last
        assert note_of(3) == ""
        assert history.redo(old) == last
    assert households.suggest(old, "dang thi hoa")[0].code == "TDP07-0001"
    assert households.suggest(old, "nguyen van an 7")
    number = max(row.number for row in t.Handover)
    given = give(old, 4, "PC-0003")
    assert given.number == number + 1
    assert equipment.by_serial("PC-0003").state is State.WITH_HOUSEHOLD
    assert households.change_many(old, [4], note="vừa nhận bình") == 1
    assert history.undo(old) is not None
    assert note_of(4) == ""
    later = old.today() + timedelta(days=400)
    assert overdue.overdue_totals(later).clocks == len(overdue.overdue_all(later)) > 0
    (fault,) = (row for row in faults.fault_page(later) if row.serial == "PC-0002")
    faults.close(old, fault.id, old.today(), "Đã nạp lại")
    assert health.check(old) == []


@pytest.mark.parametrize("version", [one for one in VERSIONS if one >= 8], indirect=True)
def test_support_programmes_and_signed_papers_are_worked_on_with(old: Registry) -> None:
    its_round, programme = rounds.by_name("Đợt tháng 10"), programmes.by_name("Nhóm Zalo phòng cháy")
    given, waiting = Outcome.GIVEN, Outcome.WAITING
    tally = round_list.tally(its_round.id)
    assert (tally[given], tally[waiting], tally[Outcome.NOT_COLLECTED]) == (1, 2, 1)
    share = round_desk.share(old, its_round.id, 7)
    handovers.record(old, round_desk.draft(old, share, old.today(), ("PC-0003",)))
    assert round_list.tally(its_round.id)[given] == 2
    reported = [(row.status(old.today()), row.result) for row in alerts.alert_page(old.today())]
    assert reported == [(AlertStatus.OPEN, ""), (AlertStatus.CLOSED, RESULT)]
    first, last = ROUND_DAY, ROUND_DAY + timedelta(days=9)
    turns = rosters.turns(programme.id, first, last)
    assert sorted(turn.stood_in_for for turn in turns if turn.stood_in_for) == ["An Mẫu", "Bình Mẫu"]
    assert rosters.make(old, programme.id, last, last + timedelta(days=7)) > 0
    assert scans.as_pdf(old, 1).startswith(b"%PDF")
    assert signed_pledges.as_pdf(old, programme.id).startswith(b"%PDF")
    assert {row.name: (row.role, row.active) for row in accounts.accounts(old)} == {
        USER: (Role.ADMIN, True),
        "minh": (Role.CLERK, False),
        "xem": (Role.VIEWER, True),
    }
    assert paper_words.changed(Paper.AMOUNTS)
    assert health.check(old) == []


def test_what_version_4_brought_is_there_for_the_kinds_of_older_ones(version: int, old: Registry) -> None:
    tested = {row.kind_code for row in kinds.rules() if row.rule.clock == "hydrostatic"}
    assert tested == {one.kind.code for one in kinds.kinds() if one.kind.rechargeable}


def killed_within(migration: int, before_statement: int, folder: Path, key: bytes) -> None:
    """Open the registry in a process that is killed there."""
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.store.killed_migration",
            folder,
            key.hex(),
            str(migration),
            str(before_statement),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def schema_of(rows: Rows) -> int:
    return max(int(name[:4]) for _id, name, _applied in rows["schema_migration"])


@pytest.mark.parametrize(
    "migration", [one.idx for one in Migration.load_directory(str(MIGRATIONS)) if one.idx > 1]
)
def test_a_migration_that_is_killed_has_not_begun(migration: int, tmp_path: Path) -> None:
    version = max(one for one in VERSIONS if one < migration)
    folder, key = copy_of(version, tmp_path / "old"), key_of(version)
    killed_within(migration, BEYOND, folder, key)
    assert (folder / "registry.db-wal").stat().st_size > 0
    before = everything_in(folder, key)
    assert schema_of(before) < migration
    if version == migration - 1:
        assert before == everything_in(REGISTRIES / f"version-{version}", key)
    killed_within(migration, 1, folder, key)
    assert everything_in(folder, key) == before
    with closing(open_with_key(folder, USER, key, Clock())) as opened:
        assert schema_version(opened.database) == newest_version()
        assert health.check(opened) == []
        assert {row.checked for row in backups.backups(opened)} == {True}


def test_the_registry_of_the_next_version_can_be_made(tmp_path: Path) -> None:
    with closing(lived_in_ward(tmp_path / "ward", Clock())) as opened:
        assert health.check(opened) == []
        assert history.undo(opened) is not None
        assert note_of(3) == ""


def test_one_of_an_old_version_can_be_made_anew(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.data.registries.make", "3", tmp_path / "made"], cwd=ROOT, check=True
    )
    with closing(open_registry(tmp_path / "made", USER, PASSWORD, Clock())) as opened:
        assert health.check(opened) == []
        assert receipt_lines(opened) == printed_then(3)
