"""Killed while backups are made and thinned, restored, and while a registry of an older version is migrated."""

import hashlib
import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

from firereg.domain.backup_thinning import kept
from firereg.services import backups, handovers, photos, restoring
from firereg.services.backup_files import local, row_of
from firereg.services.key_file import KEY_FILE
from firereg.store import backup_archive, snapshot
from firereg.store.database import newest_version, passphrase, schema_version
from firereg.store.keyslots import KeySlots
from tests.small_ward import CASH, NOW, PASSWORD, USER, Clock, draft, give
from tests.torture.grounds import Ground, build, left_half_done, make_old, refuse_unsound
from tests.torture.killing import Killed, Teller

_BETWEEN = timedelta(hours=7)
_OLD = Path(__file__).parents[1] / "data" / "registries"
_NAME = "Đặng Thị Hoà".encode()


class Backing:
    """A backup every seven hours of the clerk's clock; the newest kept one must always be there and whole."""

    name = "backing up"

    def __init__(self, folder: Path) -> None:
        self._ground = build(folder / "registry")
        _with_photo(self._ground, folder)
        self._place = self._ground.folder / backups.FOLDER
        self._kept: dict[Path, datetime] = {}
        self._known: set[Path] = set()
        self._now = NOW
        with self._ground.opened() as registry:
            self._add(backups.make(registry).path, NOW)
        self._there = set(self._kept)

    def work(self, teller: Teller, chance: random.Random) -> None:
        """One backup after the other, something new in each."""
        now = self._now
        with self._ground.opened() as registry:
            while True:
                now += _BETWEEN
                registry.clock = Clock(now)
                give(registry, chance.randint(1, 8), gifts=(CASH,))
                teller.begins("backup", now=now.isoformat())
                made = backups.make(registry)
                teller.done("backup", now=now.isoformat(), name=made.path.name)

    def check(self, killed: Killed) -> None:
        """AssertionError where a backup is missing that was to be kept, or a file counts that is none."""
        for told in killed.done:
            self._add(self._place / told["name"], datetime.fromisoformat(told["now"]))
        there = set(backups.files_in(self._place))
        new = there - self._known
        assert len(new) <= (killed.begun is not None), new
        # Whoever was killed while thinning leaves what the next backup takes away.
        may_be_there = (set(self._kept) if killed.done else self._there) | new
        for path in new:
            self._add(path, datetime.fromisoformat(killed.begun["now"]))  # type: ignore[index]
        assert set(self._kept) <= there <= may_be_there, (set(self._kept) - there, there - may_be_there)
        self._there = there
        for path in there:
            backup_archive.verify(path, _silent)
        self._look_at_what_is_left()
        with self._ground.opened(self._now) as registry:
            refuse_unsound(registry)
            newest = backups.last_good(registry)
            assert newest is not None
            assert newest.path == max(self._kept, key=self._kept.__getitem__)
        if killed.done or new:
            self._open(newest.path)

    def _add(self, path: Path, now: datetime) -> None:
        self._now = now
        self._known.add(path)
        self._kept[path] = local(row_of(path).at) if path.exists() else now.replace(tzinfo=None)
        keep = kept(self._kept.values(), now)
        self._kept = {one: at for one, at in self._kept.items() if at in keep}

    def _look_at_what_is_left(self) -> None:
        """What the dead left tells nobody anything, and goes with the next backup a day later."""
        left = left_half_done(self._place)
        assert len(left) <= 2, "what was left half done by the one before is still there"
        for path in left:
            files = path.iterdir() if path.is_dir() else [path]
            assert not any(_NAME in file.read_bytes() for file in files)
            make_old(path)

    def _open(self, path: Path) -> None:
        target = self._place.parent.parent / "restored"
        restoring.restore(path, target, USER, PASSWORD)
        with Ground(target, self._ground.key).opened(self._now) as registry:
            refuse_unsound(registry)
        shutil.rmtree(target)


class Restoring:
    """A backup restored again and again; a folder with a registry in it holds the whole of it."""

    name = "restoring"

    def __init__(self, folder: Path) -> None:
        self._folder, self._ground, self._number = folder / "restored", build(folder / "registry"), 0
        self._folder.mkdir()
        _with_photo(self._ground, folder)
        with self._ground.opened() as registry:
            for household in range(1, 6):
                give(registry, household, gifts=(CASH,))
            self._backup = backups.make(registry).path
        self._source = _digests(self._ground.folder)

    def work(self, teller: Teller, chance: random.Random) -> None:
        """One restoring after the other, each into a folder of its own."""
        number = self._number
        while True:
            number += 1
            teller.begins("restore", number=number)
            restoring.restore(self._backup, self._folder / f"{number}", USER, PASSWORD, clock=Clock())
            teller.done("restore", number=number)

    def check(self, killed: Killed) -> None:
        """AssertionError where half a registry stands, or what it came from was touched."""
        done = {told["number"] for told in killed.done}
        begun = {killed.begun["number"]} if killed.begun else set()
        there = {int(path.name) for path in self._folder.iterdir() if not path.name.startswith(".")}
        assert done <= there <= done | begun
        self._number = max(done | begun, default=self._number)
        for number in there:
            with Ground(self._folder / f"{number}", self._ground.key).opened() as registry:
                refuse_unsound(registry)
                assert handovers.by_id(5).code.endswith("5")
            shutil.rmtree(self._folder / f"{number}")
        left = left_half_done(self._folder)
        assert len(left) <= 1
        for path in left:
            make_old(path)
        assert _digests(self._ground.folder) == self._source


class Migrating:
    """Registries of older versions opened by this one; killed, they are as before or a whole step further."""

    name = "migrating"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._old = sorted(path for path in _OLD.glob("version-*") if path.is_dir())
        self._keys = {path: _key_of(path) for path in self._old}

    def work(self, teller: Teller, chance: random.Random) -> None:
        """One registry after the other, each a copy of a kept one."""
        while True:
            old = chance.choice(self._old)
            place = self._folder / f"{chance.randrange(10**9)}"
            shutil.copytree(old, place)
            teller.begins("migrate", place=place.name, old=old.name)
            with Ground(place, self._keys[old]).opened():
                pass
            teller.done("migrate", place=place.name, old=old.name)

    def check(self, killed: Killed) -> None:
        """AssertionError where a registry is neither old nor new, or its backup from before is missing."""
        for told in [*killed.done, *([killed.begun] if killed.begun else [])]:
            ground = Ground(self._folder / told["place"], self._keys[_OLD / told["old"]])
            before = _contents(_OLD / told["old"], ground.key)
            held = _contents(ground.folder, ground.key)
            assert before.version <= held.version <= newest_version()
            if told is not killed.begun:
                assert held.version == newest_version()
            if held.version == before.version:
                assert held == before
            else:
                assert any(
                    backup_archive.verify(path, _silent).schema == before.version
                    for path in backups.files_in(ground.folder / backups.FOLDER)
                )
            with ground.opened() as registry:
                refuse_unsound(registry)
                counts = snapshot.contents(registry.database).counts
                for table in ("household", "extinguisher", "handover", "handover_line", "inspection"):
                    assert counts[table] == before.counts[table]
                handovers.record(registry, draft(2, gifts=(CASH,)))
                refuse_unsound(registry)
        for path in self._folder.iterdir():
            shutil.rmtree(path)


def _with_photo(ground: Ground, folder: Path) -> None:
    Image.new("RGB", (300, 200), "red").save(folder / "photo.png")
    with ground.opened() as registry:
        photos.add(registry, folder / "photo.png", extinguisher_id=1)


def _contents(folder: Path, key: bytes) -> snapshot.Contents:
    with snapshot.opened(folder / "registry.db", passphrase(key), lambda: None) as database:
        assert schema_version(database)
        return snapshot.contents(database)


def _key_of(folder: Path) -> bytes:
    found = KeySlots.load(folder / KEY_FILE).open_with_password(USER, PASSWORD)
    return found if isinstance(found, bytes) else found[0]


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _silent(_done: int, _total: int) -> None:
    pass
