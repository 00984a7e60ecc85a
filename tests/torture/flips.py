"""Bytes that are not what was written: found by the opening, by reading or by a check, or harmless; never wrong rows.

Each round damages one place of one file: the database, its log, the key slots, a backup or a photo. What opens all the
same must hold every row as it was. Of what does not, every row is saved but those on the pages that were hit, and
those are named.
"""

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image

from firereg.errors import DamagedRegistryError, NotAllowedError, RegistryError, UserError
from firereg.services import backups, health, households, journal, photos, rescuing, restoring
from firereg.services.handover_draft import Gift
from firereg.services.households import HouseholdDraft
from firereg.services.opening import open_registry, open_with_key
from firereg.services.registry import Registry
from firereg.store import btree, refilling
from firereg.store import models as t
from firereg.store.backup_archive import verify
from firereg.store.pages import opened_pages
from firereg.store.refilling import Why
from firereg.store.salvage import Salvage
from firereg.store.write_ahead_log import PAGE
from tests.small_ward import HOUSEHOLDS, NOW, PASSWORD, USER, Clock, give
from tests.torture import grounds
from tests.torture.grounds import Ground

Key = tuple[str, int]
Rows = dict[Key, tuple[object, ...]]
_MORE_HOUSEHOLDS, _HANDOVERS, _LATE_HANDOVERS = 240, 60, 6
_THERE, _SAVED = "rows there were", "rows saved"
_ROWS = (_THERE, _SAVED)
_COUNTED = {"recognitions", "held"}
_DATABASE, _LOG, _INDEX = "registry.db", "registry.db-wal", "registry.db-shm"


@dataclass
class Stage:
    """A registry that was closed, one whose program was killed, and what each of them holds.

    `ever` are the values that each row of the killed one has had; `on_page` says which rows lie on each page.
    """

    closed: Ground
    killed: Ground
    rows: dict[str, Rows]
    ever: dict[Key, set[tuple[object, ...]]]
    on_page: dict[int, set[Key]]
    columns: dict[str, list[str]]


def run(rounds: int, seed: int, folder: Path) -> dict[str, object]:
    """So many places, one after the other; what was counted. AssertionError where a row is wrong, or lost unsaid."""
    random, counts = Random(seed), Counter[str]()
    shares = Counter[tuple[str, str]]()
    with grounds.cheap_passwords():
        stage = build(folder / "stage")
        for number in range(rounds):
            trial = folder / "trial"
            shutil.rmtree(trial, ignore_errors=True)
            trial.mkdir()
            try:
                told = _one(stage, trial, random)
                counts.update(told)
                how = told[-1].removeprefix("damaged by ")
                for word in _ROWS:
                    shares[how, word] += told.count(word)
            except BaseException as problem:
                problem.add_note(f"round {number} of seed {seed}")
                raise
    figures: dict[str, object] = {name: count for name, count in sorted(counts.items()) if name not in _ROWS}
    for how, word in sorted(shares):
        if word == _SAVED and (there := shares[how, _THERE]):
            figures[f"rows saved after {how}"] = (
                f"{shares[how, _SAVED]:,} of {there:,} ({shares[how, _SAVED] / there:.2%})"
            )
    return figures


def build(folder: Path) -> Stage:
    """The two registries: with overflowing rows, a photo, a backup, and in the log of one its newest handovers."""
    ground = grounds.build(folder / "closed")
    with ground.opened() as registry:
        _fill(registry, folder)
        backups.make(registry)
    killed = Ground(folder / "killed", ground.key)
    rows, ever = {}, defaultdict(set)
    with ground.opened() as registry:
        columns = {
            table: [column.name for column in shape]
            for table, shape in refilling.shapes(registry.database)[0].items()
        }
        rows["closed"] = rows_of(registry, columns)
        _remember(ever, rows["closed"])
        for number in range(_LATE_HANDOVERS):
            give(registry, 1 + number, gifts=_gifts(25))
            _remember(ever, rows_of(registry, columns))
        rows["killed"] = rows_of(registry, columns)
        shutil.copytree(ground.folder, killed.folder)
    shutil.rmtree(ground.folder)
    shutil.copytree(killed.folder, ground.folder)
    with ground.opened() as registry:
        rows["closed"] = rows_of(registry, columns)
    return Stage(ground, killed, rows, ever, _places(ground), columns)


def rows_of(registry: Registry, columns: dict[str, list[str]]) -> Rows:
    """Every row of every table that holds what was entered, as the engine gives it."""
    found: Rows = {}
    for table in columns:
        for number, *values in registry.database.execute_sql(f'SELECT rowid, * FROM "{table}"').fetchall():
            found[table, number] = tuple(values)
    return found


def _fill(registry: Registry, folder: Path) -> None:
    with registry.transaction():
        for number in range(_MORE_HOUSEHOLDS):
            name = HOUSEHOLDS[number % len(HOUSEHOLDS)].head_name
            households.add(registry, HouseholdDraft(f"{name} {number}", 1 + number % 2, f"{number} Hồ Sen"))
    for number in range(_HANDOVERS):
        serials = ["PC-0001"] if number == 0 else []
        give(registry, 1 + number, *serials, gifts=_gifts(30 if number % 9 == 0 else 1))
    Image.new("RGB", (60, 40), "red").save(folder / "photo.png")
    photos.add(registry, folder / "photo.png", extinguisher_id=1)


def _gifts(count: int) -> tuple[Gift, ...]:
    """So many; some thirty of them overflow the page of their receipt."""
    return tuple(Gift(f"Quà {number} " + "rất dài " * 20, 100_000) for number in range(count))


def _remember(ever: dict[Key, set[tuple[object, ...]]], rows: Rows) -> None:
    for key, values in rows.items():
        ever[key].add(values)


def _places(ground: Ground) -> dict[int, set[Key]]:
    """The rows on each page of the closed registry, also on those a row overflows to."""
    found: dict[int, set[Key]] = defaultdict(set)
    with opened_pages(ground.folder / _DATABASE, ground.key) as pages:
        salvage = Salvage(pages)
        for table, leaves in salvage._leaves.items():
            for leaf in leaves:
                page = pages.read(leaf) or b""
                for row in btree.rows(pages, page, leaf):
                    found[leaf].add((table, row.number))
        overflowing = [
            number
            for number in range(2, pages.count + 1)
            if number not in salvage._reached and (pages.read(number) or b"\2")[0] == 0
        ]
        everything = {key for keys in found.values() for key in keys}
        for number in overflowing:
            found[number] = everything  # of which row is not asked: one at most
    return found


def _one(stage: Stage, trial: Path, random: Random) -> list[str]:
    """Damage one place; what came of it, by name."""
    which, name, act = random.choices(_TARGETS, [weight for *_rest, weight in _TARGETS])[0][:3]
    ground: Ground = getattr(stage, which)
    folder = Path(shutil.copytree(ground.folder, trial / "registry"))
    file = name(folder)
    kind, places = damage(file, random)
    told = act(stage, which, Ground(folder, ground.key), file, places, trial)
    return [*(one if one in _ROWS else f"{_label(which, file)}: {one}" for one in told), kind]


def _label(which: str, file: Path) -> str:
    known = {_DATABASE: "database", _LOG: "log", "keys.json": "key slots"}
    word = known.get(file.name, "backup" if file.suffix == ".firereg" else "photo")
    return f"{word} of one that was killed" if which == "killed" and word == "database" else word


def damage(file: Path, random: Random) -> tuple[str, set[int]]:
    """Change the file at one place; how, and the pages that were hit (of a database)."""
    raw = bytearray(file.read_bytes())
    at = random.randrange(len(raw))
    kind = random.choice(("one bit", "one byte", "a run of bytes", "a zeroed page", "cut off"))
    end = at + 1
    if kind == "one bit":
        raw[at] ^= 1 << random.randrange(8)
    elif kind == "one byte":
        raw[at] = (raw[at] + random.randrange(1, 256)) % 256
    elif kind == "a run of bytes":
        end = min(len(raw), at + random.randrange(2, 3_000))
        raw[at:end] = random.randbytes(end - at)
    elif kind == "a zeroed page":
        at -= at % PAGE
        end = min(len(raw), at + PAGE)
        raw[at:end] = bytes(end - at)
    else:
        end = len(raw)
        del raw[at:]
    file.write_bytes(raw)
    return f"damaged by {kind}", set(range(at // PAGE + 1, (end - 1) // PAGE + 2))


def _database(
    stage: Stage, which: str, ground: Ground, _file: Path, places: set[int], trial: Path
) -> list[str]:
    before = _contents(ground.folder)
    try:
        opened = open_with_key(ground.folder, USER, ground.key, Clock())
    except DamagedRegistryError:
        assert _contents(ground.folder) == before, "a damaged registry was changed by opening it"
        return ["found when opening", *_rescued(stage, which, ground.folder, places, trial)]
    try:
        found = rows_of(opened, stage.columns)
    except DamagedRegistryError:
        return ["found when reading"]
    finally:
        opened.close()
    assert found == stage.rows[which], f"silently wrong: {_difference(found, stage.rows[which])}"
    return ["harmless"]


def _rescued(stage: Stage, which: str, folder: Path, places: set[int], trial: Path) -> list[str]:
    """Rescue it; every row that is there is right, and every one that is not is named."""
    before, wanted = _contents(folder), stage.rows[which]
    try:
        made = rescuing.rescue(folder, trial / "rescued", USER, PASSWORD, clock=Clock(NOW))
    except DamagedRegistryError:
        assert len(places) > 1 or 1 in places, "all was lost with one page"
        return ["beyond rescue, the backup is left"]
    assert _contents(folder) == before, "a damaged registry was changed by its rescue"
    with _open_by_password(trial / "rescued") as registry:
        found = _without_news(stage, rows_of(registry, stage.columns))
        unsound = {problem.kind for problem in health.check(registry)} - _KNOWN_AFTER
    assert not unsound, f"what was rescued is not sound: {unsound}"
    changed = {(one.table, one.first) for one in made.lost if one.why in {Why.LET_GO, Why.FROM_BACKUP}}
    if any(_names(one, _FIRST_USER) for one in made.lost):
        changed.add(_FIRST_USER)  # made anew, so that somebody gets in
    for key in found.keys() & wanted.keys() - changed:
        if not _same(stage, key, found[key], wanted[key]):
            assert made.lost_commits, f"a wrong row: {key} {found[key]} {wanted[key]}"
            assert found[key] in stage.ever[key], f"a row that never was: {key}"
    missing = {key for key in wanted.keys() - found.keys() if key[0] != "setting"}
    if not made.lost_commits and not made.unsure:
        unnamed = {key for key in missing if not any(_names(one, key) for one in made.lost)}
        assert not unnamed, f"lost in silence: {sorted(unnamed)[:5]} of {len(unnamed)}, {made.lost[:5]}"
    if which == "closed" and not made.unsure:
        hit = set().union(*(stage.on_page.get(place, set()) for place in places))
        freed = {(one.table, one.first) for one in made.lost if one.why is Why.NAMES_A_LOST_ROW}
        assert missing <= hit | freed, f"lost though not hit: {sorted(missing - hit - freed)[:5]}"
    return [
        "rescued whole" if made.whole else "rescued, with a list of what is lost",
        *[_THERE] * len(wanted),
        *[_SAVED] * (len(wanted) - len(missing)),
    ]


_FIRST_USER = ("user", 1)
_NEWS = {journal.RESCUED, "sign_in"}
_KNOWN_AFTER = {"holder", "attachment", "key_slot", "receipt_paper"}
"""What a check may find after a rescue: an extinguisher whose household is lost, a photo without its file."""


def _without_news(stage: Stage, rows: Rows) -> Rows:
    """The rows without the entries that the rescue and the opening after it made."""
    return {
        key: values
        for key, values in rows.items()
        if key[0] != "journal" or values in stage.ever[key] or values[3] not in _NEWS
    }


def _same(stage: Stage, key: Key, found: tuple[object, ...], wanted: tuple[object, ...]) -> bool:
    table, _number = key
    if found == wanted or table == "setting":
        return True
    names = stage.columns[table]
    return table == "household" and all(
        one == other or name in _COUNTED for name, one, other in zip(names, found, wanted, strict=True)
    )


def _names(lost: rescuing.Lost, key: Key) -> bool:
    table, number = key
    return lost.table == table and lost.first <= number and (lost.last is None or number <= lost.last)


def _difference(found: Rows, wanted: Rows) -> list[Key]:
    return [key for key in wanted.keys() | found.keys() if found.get(key) != wanted.get(key)][:5]


def _keys(stage: Stage, which: str, ground: Ground, _file: Path, places: set[int], trial: Path) -> list[str]:
    try:
        with _open_by_password(ground.folder) as registry:
            found = rows_of(registry, stage.columns)
    except DamagedRegistryError:
        return ["found when opening", *_rescued(stage, which, ground.folder, set(), trial)]
    except NotAllowedError:
        return ["lets nobody in with this password"]
    except RegistryError:
        return ["found when opening"]
    assert {k: v for k, v in found.items() if k[0] not in _SIGNED} == {
        k: v for k, v in stage.rows[which].items() if k[0] not in _SIGNED
    }
    return ["harmless"]


_SIGNED = {"journal", "setting"}


def _backup(
    stage: Stage, _which: str, _ground: Ground, file: Path, _places: set[int], trial: Path
) -> list[str]:
    try:
        verify(file, lambda _done, _total: None)
    except UserError:
        return ["found before it is used"]
    restoring.restore(file, trial / "restored", USER, PASSWORD, clock=Clock(NOW))
    return ["harmless"]


def _photo(
    _stage: Stage, _which: str, ground: Ground, _file: Path, _places: set[int], _trial: Path
) -> list[str]:
    with ground.opened() as registry:
        kinds = [problem.kind for problem in health.check(registry)]
        row = t.Attachment.get()
        try:
            photos.content(registry, row.id)
        except RegistryError:
            assert "attachment" in kinds
            return ["found when shown, and by the check"]
    raise AssertionError("a damaged photo was shown")


@contextmanager
def _open_by_password(folder: Path) -> Iterator[Registry]:
    registry = open_registry(folder, USER, PASSWORD, Clock())
    try:
        yield registry
    finally:
        registry.close()


def _contents(folder: Path) -> dict[str, str]:
    """What every file of the registry is, but for the count of wrong passwords."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "tries.json"
    }


def _first(pattern: str) -> Callable[[Path], Path]:
    return lambda folder: next(iter(sorted(folder.glob(pattern))))


_TARGETS = (
    ("closed", _first(_DATABASE), _database, 50),
    ("killed", _first(_DATABASE), _database, 15),
    ("killed", _first(_LOG), _database, 15),
    ("closed", _first("keys.json"), _keys, 8),
    ("closed", _first("backups/*.firereg"), _backup, 8),
    ("closed", _first("attachments/*.enc"), _photo, 4),
)
"""Which registry, which file of it, how it is looked at, and how often of 100."""
