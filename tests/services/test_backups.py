"""Backups: whole, checked, encrypted, thinned, and what stands against making one leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from firereg.errors import BadInputError, NotAllowedError, RegistryError
from firereg.services import backups, handovers, health, households, journal, opening, photos, restoring
from firereg.services.backup_files import Reason, row_of
from firereg.services.opening import open_registry
from firereg.services.recovery import reset_password
from firereg.services.registry import Registry
from firereg.store import backup_archive
from firereg.store import models as t
from tests.small_ward import CASH, HOUSEHOLDS, NOW, PASSWORD, USER, Clock, draft, give, row_counts

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "data" / "registries" / "version-2"
NAMES = ["Đặng Thị Hoà", "dang thi hoa", "031165001234", "PC-0001", "Nguyễn Thị Mẫu", USER.join('""')]


@pytest.fixture
def lived_in(registry: Registry, tmp_path: Path) -> Registry:
    """A ward with handovers and a photo."""
    give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)
    Image.new("RGB", (30, 20), "red").save(tmp_path / "photo.png")
    photos.add(registry, tmp_path / "photo.png", extinguisher_id=1)
    return registry


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def open_again(folder: Path) -> Iterator[Registry]:
    opened = open_registry(folder, USER, PASSWORD, Clock())
    yield opened
    opened.close()


def row_counts_of(folder: Path) -> dict[str, int]:
    with open_again(folder):
        return row_counts()


def make_old(path: Path) -> None:
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(path, (two_days_ago, two_days_ago))


def is_told(file: Path, raw: bytes) -> bool:
    file.write_bytes(raw)
    try:
        backup_archive.verify(file, lambda _done, _total: None)
    except BadInputError as problem:
        return f"{file.name} is damaged" in str(problem)
    return False


class TestMaking:
    def test_a_backup_holds_everything_and_nothing_can_be_read_in_it(self, lived_in):
        made = backups.make(lived_in)
        assert made.path.name == "firereg-20231020-093000.firereg"
        assert left(lived_in.folder / "backups") == [made.path.name]
        assert (made.households, made.extinguishers, made.handovers) == (len(HOUSEHOLDS), 6, 1)
        assert made.checked
        assert made.bytes == made.path.stat().st_size
        with zipfile.ZipFile(made.path) as inside:
            names = inside.namelist()
        (photo,) = left(lived_in.folder / "attachments")
        assert names == ["registry.db", "keys.json", f"attachments/{photo}", "manifest.json"]
        raw = made.path.read_bytes()
        assert [word for word in NAMES if word.encode() in raw or word.encode("utf-16-le") in raw] == []
        assert journal.entries()[0].action == "backup.make"

    def test_what_is_still_in_the_write_ahead_log_is_in_the_backup(self, lived_in, tmp_path):
        assert (lived_in.folder / "registry.db-wal").stat().st_size > 0
        made = backups.make(lived_in)
        counts = row_counts()
        restoring.restore(made.path, tmp_path / "new", USER, PASSWORD)
        lived_in.close()
        with_one_more = row_counts_of(tmp_path / "new")
        assert with_one_more | {"JournalEntry": counts["JournalEntry"], "Setting": 0} == counts | {
            "Setting": 0
        }

    def test_writing_meanwhile_is_not_in_it_and_does_not_harm(self, lived_in, monkeypatch):
        monkeypatch.setattr("firereg.store.snapshot._PAGES_AT_ONCE", 5)
        written = []

        def write() -> None:
            with lived_in.other_thread():
                written.append(give(lived_in, 2, "PC-0002"))

        def progress(_done: int, _total: int) -> None:
            if not written:
                other = Thread(target=write)
                other.start()
                other.join()

        made = backups.make(lived_in, progress=progress)
        assert written
        assert made.handovers == 1
        assert backups.changed(lived_in)

    def test_into_a_named_file(self, lived_in, tmp_path):
        (tmp_path / "x.firereg").write_text("an old one")
        made = backups.make(lived_in, tmp_path / "x.firereg")
        assert row_of(tmp_path / "x.firereg") == made
        assert left(lived_in.folder / "backups") == []

    def test_a_missing_photo_does_not_stop_backups(self, lived_in):
        shutil.rmtree(lived_in.folder / "attachments")
        assert backups.make(lived_in).checked

    @pytest.mark.parametrize(
        "damage",
        [
            "DROP TRIGGER journal_no_update; UPDATE journal SET detail = '{}' WHERE id = 5",
            "PRAGMA foreign_keys = 0; UPDATE handover SET round_id = 99 WHERE id = 1",
        ],
    )
    def test_one_that_fails_the_check_is_said_and_gone(self, lived_in, damage):
        first = backups.make(lived_in)
        for statement in damage.split(";"):
            lived_in.database.execute_sql(statement)
        with pytest.raises(RegistryError, match="not sound"):
            backups.make(lived_in)
        assert left(lived_in.folder / "backups") == [first.path.name]

    def test_a_stick_that_is_pulled_away_midway(self, lived_in, tmp_path):
        stick = tmp_path / "stick"
        stick.mkdir()

        def progress(done: int, _total: int) -> None:
            if done > 60:
                shutil.rmtree(stick, ignore_errors=True)

        with pytest.raises(BadInputError, match="stick cannot be written to"):
            backups.make(lived_in, stick / "x.firereg", progress=progress)
        assert not stick.exists()
        assert left(lived_in.folder / "backups") == []

    @pytest.mark.parametrize("at", [0, 20, 50, 70, 90])
    def test_one_that_is_stopped_leaves_nothing(self, lived_in, monkeypatch, at):
        monkeypatch.setattr("firereg.store.snapshot._STEPS_BETWEEN", 100)

        def progress(done: int, _total: int) -> None:
            if done >= at:
                raise ArithmeticError

        with pytest.raises(ArithmeticError):
            backups.make(lived_in, progress=progress)
        assert left(lived_in.folder / "backups") == []
        assert backups.make(lived_in).checked

    def test_a_folder_that_is_not_there(self, lived_in, tmp_path):
        with pytest.raises(BadInputError, match="nowhere cannot be written to"):
            backups.make(lived_in, tmp_path / "nowhere" / "x.firereg")
        assert not (tmp_path / "nowhere").exists()

    def test_a_full_disk(self, built_ward, tmp_path):
        folder = shutil.copytree(built_ward, tmp_path / "registry")
        out = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.services.backup_child",
                "full",
                str(folder),
                str(tmp_path / "x.firereg"),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        # What the engine is refused it cannot tell from a disk that is broken.
        assert out.splitlines() == ["RegistryError: The disk does not", "RegistryError: The disk is full."]
        assert left(folder / "backups") == []
        assert not (tmp_path / "x.firereg").exists()
        assert not list(tmp_path.glob(".*"))

    def test_a_power_cut_leaves_the_old_backups_and_no_file_that_counts(self, built_ward, tmp_path):
        folder = shutil.copytree(built_ward, tmp_path / "registry")
        with open_again(folder) as opened:
            first = backups.make(opened).path.name
        for after in ("0", "45", "70", "90"):
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.services.backup_child", "stop", str(folder), after],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert child.stdout.readline() == "half\n"
            child.send_signal(signal.SIGKILL)
            child.communicate()
        with open_again(folder) as opened:
            assert [row.path.name for row in backups.backups(opened)] == [first]
            assert health.check(opened) == []
            assert any(path.name.endswith(".part") for path in (folder / "backups").iterdir())
            for path in (folder / "backups").glob(".*"):
                make_old(path)
            backups.make(opened)
            assert [name for name in left(folder / "backups") if name.endswith(".part")] == []


class TestWhen:
    def test_before_something_large_unless_nothing_was_changed(self, lived_in):
        assert backups.before(lived_in, Reason.IMPORT).reason == "import"
        assert backups.before(lived_in, Reason.QUIT) is None
        give(lived_in, 2, "PC-0002")
        assert backups.before(lived_in, Reason.QUIT).reason == "quit"

    def test_once_a_day(self, lived_in, clock):
        assert backups.daily(lived_in)
        assert backups.daily(lived_in) is None
        clock.now += timedelta(days=1)
        assert backups.daily(lived_in)
        assert [row.reason for row in backups.backups(lived_in)] == ["daily", "daily"]
        clock.now -= timedelta(days=7)
        assert backups.daily(lived_in)
        assert backups.daily(lived_in) is None, "a clock that was set back does not make one a minute"

    def test_old_ones_are_thinned_but_nothing_else_is_taken_away(self, lived_in, clock):
        folder = lived_in.folder / "backups"
        first = backups.make(lived_in).path
        stranger = folder / "firereg-20220101-000000.firereg"
        stranger.write_bytes(b"not ours")
        shutil.copy(first, folder / "firereg-by hand.firereg")
        clock.now += timedelta(hours=1)
        second = backups.make(lived_in).path
        clock.now += timedelta(days=5)
        backups.make(lived_in)
        assert not first.exists()
        assert second.exists()
        assert stranger.exists()
        assert (folder / "firereg-by hand.firereg").exists()

    def test_a_damaged_one_is_listed_as_such_and_the_one_before_counts(self, lived_in, clock):
        good = backups.make(lived_in)
        clock.now += timedelta(hours=1)
        bad = backups.make(lived_in).path
        bad.write_bytes(bad.read_bytes()[:-100])
        assert [row.checked for row in backups.backups(lived_in)] == [False, True]
        assert backups.last_good(lived_in) == good

    def test_the_newest_stays_and_counts_while_the_clock_is_two_years_behind_and_after(
        self, lived_in, tmp_path, clock
    ):
        stick = tmp_path / "stick"
        stick.mkdir()
        right = backups.make(lived_in)
        for day in range(20):
            clock.now = NOW - timedelta(days=730 - day)
            households.change_many(lived_in, [1], note=f"day {day}")
            made = backups.daily(lived_in)
            assert made is not None
            assert backups.last_good(lived_in) == made
            assert not backups.changed(lived_in)
            assert backups.copy_to(lived_in, stick) is not None
            assert right.path.exists()
        clock.now = NOW + timedelta(hours=1)
        households.change_many(lived_in, [1], note="right again")
        late = backups.before(lived_in, Reason.QUIT)
        assert backups.last_good(lived_in) == late
        assert late.last_entry > made.last_entry
        assert {right.path, made.path, late.path} <= {row.path for row in backups.backups(lived_in)}

    def test_an_older_registry_is_backed_up_before_it_is_migrated(self, tmp_path, clock):
        folder = shutil.copytree(OLD, tmp_path / "old")
        opened = open_registry(folder, USER, PASSWORD, clock)
        (made,) = backups.backups(opened)
        assert made.path.name == "firereg-20231020-093000-v2.firereg"
        assert (made.reason, made.checked) == ("migration", True)
        assert backup_archive.read_manifest(made.path).schema == 2
        clock.now += timedelta(days=500)
        backups.make(opened)
        assert made.path.exists()
        before = t.Household.select().count()
        opened.close()
        restoring.restore(made.path, tmp_path / "again", USER, PASSWORD)
        again = open_registry(tmp_path / "again", USER, PASSWORD, clock)
        assert t.Household.select().count() == before == made.households
        again.close()


class TestASecondPlace:
    def test_the_newest_is_copied_once_and_thinned_there(self, lived_in, tmp_path, clock):
        stick = tmp_path / "stick"
        stick.mkdir()
        assert backups.copy_to(lived_in, stick) is None
        first = backups.make(lived_in)
        copied = backups.copy_to(lived_in, stick)
        assert copied == replace(first, path=stick / first.path.name)
        assert backups.copy_to(lived_in, stick) is None
        for _hour in range(2):
            clock.now += timedelta(hours=1)
            backups.make(lived_in)
            backups.copy_to(lived_in, stick)
        clock.now += timedelta(days=4)
        backups.make(lived_in)
        backups.copy_to(lived_in, stick)
        assert len(backups.backups(lived_in, stick)) == 2
        assert left(stick) == left(lived_in.folder / "backups")

    def test_that_of_another_registry_is_not_written_over(self, lived_in, tmp_path):
        made = backups.make(lived_in)
        stick = tmp_path / "stick"
        stick.mkdir()
        (stick / made.path.name).write_bytes(b"of another")
        backups.copy_to(lived_in, stick)
        assert (stick / made.path.name).read_bytes() == b"of another"
        assert len(left(stick)) == 2

    def test_one_that_is_not_there(self, lived_in, tmp_path):
        backups.make(lived_in)
        with pytest.raises(BadInputError, match="stick cannot be written to"):
            backups.copy_to(lived_in, tmp_path / "stick")


class TestRestoring:
    def test_a_new_folder_opens_with_the_same_password(self, lived_in, tmp_path):
        made = backups.make(lived_in)
        before = row_counts()
        restored = restoring.restore(made.path, tmp_path / "a" / "new", f" {USER.upper()} ", PASSWORD)
        assert (restored.path, restored.handovers) == (tmp_path / "a" / "new", 1)
        assert row_counts() == before, "the models still belong to the registry that is open"
        lived_in.close()
        with open_again(tmp_path / "a" / "new") as opened:
            assert health.check(opened) == []
            assert [entry.action for entry in journal.entries()[:2]] == ["sign_in", "backup.restore"]
            assert photos.content(opened, 1).startswith(b"\xff\xd8")
            assert handovers.record(opened, draft(2, gifts=(CASH,))).number == 2
        assert left(tmp_path / "a") == ["new"]

    def test_by_the_recovery_code_into_an_empty_folder(self, tmp_path):
        made, code = opening.create(tmp_path / "r", user=USER, full_name="x", password=PASSWORD)
        file = backups.make(made).path
        made.close()
        (tmp_path / "new").mkdir()
        restoring.restore(file, tmp_path / "new", USER, code.lower())
        opened, _code = reset_password(tmp_path / "new", USER, code, "another one")
        opened.close()

    def test_what_a_killed_restoring_left_goes_after_a_day(self, lived_in, tmp_path):
        made = backups.make(lived_in)
        left_half = tmp_path / ".firereg-0123abcd.part"
        left_half.mkdir()
        (left_half / "registry.db").write_bytes(b"half")
        make_old(left_half)
        restoring.restore(made.path, tmp_path / "new", USER, PASSWORD)
        assert not left_half.exists()

    @pytest.mark.parametrize(("user", "secret"), [(USER, "wrong"), ("mai", PASSWORD)])
    def test_a_wrong_password(self, lived_in, tmp_path, user, secret):
        made = backups.make(lived_in)
        with pytest.raises(NotAllowedError):
            restoring.restore(made.path, tmp_path / "a" / "new", user, secret)
        assert not (tmp_path / "a").exists()

    def test_never_over_a_registry_nor_among_other_files(self, lived_in, tmp_path):
        made = backups.make(lived_in)
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "x").touch()
        for into in (lived_in.folder, tmp_path / "full", tmp_path / "full" / "x"):
            before = row_counts()
            with pytest.raises(BadInputError):
                restoring.restore(made.path, into, USER, PASSWORD)
            assert row_counts() == before
        assert left(tmp_path / "full") == ["x"]

    def test_cut_off_or_changed_anywhere_is_told_and_leaves_nothing(self, lived_in, tmp_path):
        raw = backups.make(lived_in).path.read_bytes()
        bad = tmp_path / "bad.firereg"
        places = range(0, len(raw), len(raw) // 30)
        damaged = [raw[:place] for place in places]
        damaged += [raw[:place] + bytes([raw[place] ^ 0x40]) + raw[place + 1 :] for place in places]
        damaged += [b"", b"x" * 1000, raw + b"more"]
        assert sum(is_told(bad, one) for one in damaged) >= len(damaged) - 3, (
            "the rest is outside of what is used"
        )
        bad.write_bytes(damaged[40])
        with pytest.raises(BadInputError, match="damaged"):
            restoring.restore(bad, tmp_path / "new", USER, PASSWORD)
        assert not (tmp_path / "new").exists()
        assert not list(tmp_path.glob(".*"))

    def test_one_of_a_newer_version(self, lived_in, tmp_path, monkeypatch):
        made = backups.make(lived_in).path
        monkeypatch.setattr(restoring, "newest_version", lambda: 1)
        with pytest.raises(RegistryError, match="this program knows 1"):
            restoring.restore(made, tmp_path / "new", USER, PASSWORD)
        monkeypatch.setattr(backup_archive, "FORMAT", 0)
        with pytest.raises(RegistryError, match="newer version"):
            restoring.restore(made, tmp_path / "new", USER, PASSWORD)
        assert not (tmp_path / "new").exists()

    def test_another_content_with_sums_of_its_own(self, lived_in, tmp_path):
        made, bad = backups.make(lived_in).path, tmp_path / "bad.firereg"
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(bad, "w") as target:
            for info in source.infolist():
                data = source.read(info)
                target.writestr(info, data[:-1] + b"x" if info.filename.startswith("attachments/") else data)
        assert row_of(bad).checked, "it looks like one"
        with pytest.raises(BadInputError, match="damaged"):
            restoring.restore(bad, tmp_path / "new", USER, PASSWORD)
        assert not (tmp_path / "new").exists()

    def test_hostile_archives(self, lived_in, tmp_path):
        made = backups.make(lived_in).path
        manifest = zipfile.ZipFile(made).read("manifest.json")
        for name, data, kind in (
            ("../outside", b"x", zipfile.ZIP_STORED),
            ("attachments/x.enc", b"x", zipfile.ZIP_STORED),
            ("registry.db", b"\0" * 10_000_000, zipfile.ZIP_DEFLATED),
            ("manifest.json", b"[" * 100_000, zipfile.ZIP_STORED),
        ):
            bad = tmp_path / "bad.firereg"
            with zipfile.ZipFile(bad, "w") as archive:
                archive.writestr("keys.json", b"{}")
                archive.writestr(name, data, kind)
                if name != "manifest.json":
                    archive.writestr("manifest.json", manifest)
            with pytest.raises(BadInputError, match="damaged"):
                restoring.restore(bad, tmp_path / "new", USER, PASSWORD)
        assert not (tmp_path / "new").exists()
        assert not (tmp_path / "outside").exists()
