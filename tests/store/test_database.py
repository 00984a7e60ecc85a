"""The encrypted file against damage, other versions, a full disk, other processes and the power switch."""

import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import peewee
import pytest
from playhouse.schema_diff import diff_models

from firereg.errors import DamagedRegistryError, RegistryError
from firereg.services import handovers, health, households, opening
from firereg.services.registry import Registry
from firereg.store import database as store
from firereg.store import models as t
from firereg.store.keyslots import KeySlots
from tests.small_ward import PASSWORD, USER, Clock, draft, give, row_counts

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
NAMES = [
    "Đặng Thị Hoà",
    "dang thi hoa",
    "031165001234",
    "PC-0001",
    "Kế hoạch",
    "Nguyễn Thị Mẫu",
    "CREATE TABLE",
]


def reopened(folder: Path) -> Registry:
    return opening.open_registry(folder, USER, PASSWORD, Clock())


def child(task: str, folder: Path, *rest: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.child", task, str(folder), *rest],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen, answer: str = "") -> str:
    out, problem = process.communicate(answer, timeout=120)
    assert process.returncode == 0, problem
    return out


@pytest.fixture
def closed(registry) -> Path:
    """The folder of a registry with one handover, closed."""
    give(registry, 1, "PC-0001")
    registry.close()
    return registry.folder


def test_nothing_on_the_disk_can_be_read(registry):
    give(registry, 1, "PC-0001")
    on_disk = {file.name: file.read_bytes() for file in registry.folder.iterdir() if file.is_file()}
    assert {"registry.db", "registry.db-wal"} <= on_disk.keys()
    assert len(on_disk["registry.db-wal"]) > 10_000
    for name, content in on_disk.items():
        for encoding in ("utf-8", "utf-16-le"):
            assert [word for word in NAMES if word.encode(encoding) in content] == [], name
    assert not on_disk["registry.db"].startswith(b"SQLite format 3")


def test_a_wrong_key_opens_nothing(closed):
    with pytest.raises(RegistryError, match="key file"):
        store.open_database(closed / "registry.db", KEY)


def test_the_key_file_of_another_registry_opens_nothing(closed, tmp_path):
    other, _code = opening.create(tmp_path / "other", user=USER, full_name="x", password=PASSWORD)
    other.close()
    shutil.copy(tmp_path / "other" / "keys.json", closed)
    with pytest.raises(RegistryError, match="key file"):
        reopened(closed)


def damage_head(raw: bytearray) -> None:
    raw[100] ^= 0xFF


def damage_every_page(raw: bytearray) -> None:
    for place in range(4096 + 50, len(raw), 4096):
        raw[place] ^= 0xFF


def truncate(raw: bytearray) -> None:
    del raw[len(raw) // 2 :]


def cut_off_a_page_and_a_half(raw: bytearray) -> None:
    del raw[len(raw) - 6000 :]


def empty(raw: bytearray) -> None:
    raw.clear()


def overwrite(raw: bytearray) -> None:
    raw[:] = b"not a database at all\n" * 5000


def plain_database(raw: bytearray) -> None:
    raw[:16] = b"SQLite format 3\0"


@pytest.mark.parametrize(
    "damage",
    [
        damage_head,
        damage_every_page,
        truncate,
        cut_off_a_page_and_a_half,
        empty,
        overwrite,
        plain_database,
    ],
)
def test_a_damaged_file_is_told_where_it_shows_and_never_filled_anew(damage, closed):
    file = closed / "registry.db"
    raw = bytearray(file.read_bytes())
    damage(raw)
    file.write_bytes(raw)
    with pytest.raises(RegistryError, match="backup"):
        read_all(closed)
    assert file.read_bytes() == raw


def read_all(folder: Path) -> None:
    with contextlib.closing(reopened(folder)) as opened:
        assert health.check(opened)
        for model in t.MODELS:
            list(model.select())


def test_damage_deep_in_the_file_is_told_when_a_list_meets_it(registry, capfd):
    registry.close()
    file = registry.folder / "registry.db"
    raw = bytearray(file.read_bytes())
    opened = reopened(registry.folder)
    pages = dict(
        opened.database.execute_sql("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall()
    )
    opened.close()
    raw[(pages["household"] - 1) * 4096 + 2000] ^= 0xFF
    file.write_bytes(raw)
    opened.connect()
    with pytest.raises(DamagedRegistryError, match="damaged"):
        households.by_id(1, opened.today())
    with pytest.raises(DamagedRegistryError), opened.transaction():
        pytest.fail("a damaged registry is not written to")
    assert "encryption" in {problem.kind for problem in health.check(opened)}
    opened.close()
    assert capfd.readouterr().err == ""  # the engine has a log of its own, which is no sentence for a clerk


def test_a_missing_file_is_told(closed):
    (closed / "registry.db").unlink()
    with pytest.raises(RegistryError, match=r"registry\.db is missing"):
        reopened(closed)
    assert not (closed / "registry.db").exists()


def test_a_newer_registry_is_left_alone(registry):
    registry.database.execute_sql(
        "INSERT INTO schema_migration(name, applied) VALUES ('0999_from_the_future', '2030-01-01')"
    )
    registry.close()
    with pytest.raises(RegistryError, match=rf"newer version.*version 999.*knows {store.newest_version()}\b"):
        reopened(registry.folder)


def test_a_registry_that_cannot_be_written_says_so(registry):
    registry.database.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(RegistryError, match="cannot be written"):
        give(registry, 1, "PC-0001")


def test_another_program_that_writes_is_told(registry, monkeypatch):
    monkeypatch.setitem(store._PRAGMAS, "busy_timeout", 50)
    other = store.open_database(registry.folder / "registry.db", key_of(registry.folder))
    opened = reopened(registry.folder)
    with other.atomic("IMMEDIATE"), pytest.raises(RegistryError, match="Another program"):
        give(opened, 1, "PC-0001")
    assert give(opened, 1, "PC-0001").number == 1
    other.close()
    opened.close()


def key_of(folder: Path) -> bytes:
    return KeySlots.load(folder / "keys.json").open_with_password(USER, PASSWORD)[0]


def test_a_bug_is_not_told_as_damage(registry):
    with pytest.raises(peewee.IntegrityError), registry.transaction():
        t.Round.create(name="Đợt 19/10/2023", day="2023-10-19")
    with pytest.raises(peewee.OperationalError):
        registry.database.execute_sql("SELECT * FROM nowhere")


def give_and_fail(registry, household, serial):
    with registry.transaction():
        give(registry, household, serial)
        raise ZeroDivisionError


def test_a_transaction_keeps_all_or_nothing(registry):
    before = row_counts()
    with pytest.raises(ZeroDivisionError):
        give_and_fail(registry, 1, "PC-0001")  # a transaction in one: the outermost decides
    assert row_counts() == before
    assert registry.database.transaction_depth() == 0


def test_what_fails_inside_can_be_caught_and_the_rest_kept(registry):
    with registry.transaction():
        give(registry, 1, "PC-0001")
        with pytest.raises(ZeroDivisionError):
            give_and_fail(registry, 2, "PC-0002")
    assert [row.receiver_name for row in t.Handover.select()] == ["Đặng Thị Hoà"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file there")
def test_a_full_disk_is_told_and_nothing_is_half_written(registry):
    registry.close()
    kept, kind, *sentence = finished(child("full", registry.folder)).split()
    assert kind == "RegistryError"
    assert "not saved" in " ".join(sentence)
    opened = reopened(registry.folder)
    assert health.check(opened) == []
    counts = row_counts()
    assert counts["Handover"] == counts["HandoverLine"] == int(kept) > 0
    assert give(opened, 1, "PC-0001").number == int(kept) + 1
    opened.close()


def test_two_processes_share_the_numbers(registry):
    registry.close()
    clerks = [child("record", registry.folder, "12") for _i in range(2)]
    for clerk in clerks:
        assert clerk.stdout.readline() == "ready\n"
    for clerk in clerks:  # both start now
        clerk.stdin.write("\n")
        clerk.stdin.flush()
    numbers = [[int(line) for line in finished(clerk).split()] for clerk in clerks]
    assert sorted(numbers[0] + numbers[1]) == list(range(1, 25))
    opened = reopened(registry.folder)
    assert health.check(opened) == []
    opened.close()


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_power_cut_loses_nothing_that_was_kept(after, registry):
    registry.close()
    process = child("record", registry.folder, "100000")
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    kept = [int(process.stdout.readline()) for _i in range(after)]
    process.kill()
    kept += [int(line) for line in process.communicate(timeout=60)[0].split()]
    opened = reopened(registry.folder)
    numbers = [row.number for row in t.Handover.select().order_by(t.Handover.number)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers[: len(kept)] == kept
    assert health.check(opened) == []
    counts = row_counts()
    assert counts["HandoverLine"] == counts["Handover"]
    recorded = t.JournalEntry.select().where(t.JournalEntry.action == "handover.record").count()
    assert recorded == counts["Handover"]
    opened.close()


def test_two_processes_may_open_a_new_file_at_once(tmp_path):
    """The second waits for the tables of the first."""
    code = (
        "import sys; from firereg.store import database; "
        "sys.stdin.readline(); database.open_database(__import__('pathlib').Path(sys.argv[1]), bytes(32)).close()"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "new.db")], cwd=ROOT, stdin=subprocess.PIPE
        )
        for _i in range(2)
    ]
    for one in both:
        one.communicate(b"\n", timeout=60)
    assert [one.returncode for one in both] == [0, 0]


def schema(database) -> dict[str, set]:
    """Every table's columns, foreign keys and indexes, by name.

    Defaults are left out: a column added to rows that exist needs one in SQL, the models give theirs in Python.
    """
    found = {}
    for table in database.get_tables():
        if table.startswith("search_") or table == "schema_migration":
            continue
        columns = database.execute_sql(f"PRAGMA table_info({table})").fetchall()
        parents = database.execute_sql(f"PRAGMA foreign_key_list({table})").fetchall()
        indexes = {(index.name, tuple(index.columns), index.unique) for index in database.get_indexes(table)}
        found[table] = (
            {(name, kind, null, key) for _n, name, kind, null, _default, key in columns}
            | {row[2:] for row in parents}
            | indexes
        )
    return found


def test_the_migrations_make_the_tables_of_today(registry, tmp_path):
    assert not any(diff_models(registry.database, t.MODELS))
    fresh = peewee.SqliteDatabase(tmp_path / "models.db")
    with fresh.bind_ctx(t.MODELS), fresh:
        fresh.create_tables(t.MODELS)
        assert schema(registry.database) == schema(fresh)


def test_a_migration_is_kept_whole_or_not_at_all(tmp_path, monkeypatch):
    folder = tmp_path / "migrations"
    shutil.copytree(store.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "0999_half.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id INTEGER)')\n"
        "    db.execute_sql('UPDATE household SET note = 1')\n"
        "    raise ZeroDivisionError\n"
    )
    database = store.open_database(tmp_path / "new.db", KEY)
    newest = store.newest_version()
    assert store.schema_version(database) == newest
    database.close()
    monkeypatch.setattr(store, "MIGRATIONS", folder)
    with pytest.raises(ZeroDivisionError):
        store.open_database(tmp_path / "new.db", KEY)
    monkeypatch.undo()
    database = store.open_database(tmp_path / "new.db", KEY)
    assert store.schema_version(database) == newest
    assert "half" not in database.get_tables()
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET user = 'nobody'",
        "DELETE FROM journal",
        "REPLACE INTO journal SELECT * FROM journal WHERE id = 1",
    ],
)
def test_the_journal_refuses_to_be_changed(statement, registry):
    before = [row.hash for row in t.JournalEntry.select()]
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        registry.database.execute_sql(statement)
    assert [row.hash for row in t.JournalEntry.select()] == before


def test_the_pragmas_are_on_in_every_thread(registry):
    from concurrent.futures import ThreadPoolExecutor

    def read() -> dict[str, object]:
        with registry.other_thread():
            return pragmas()

    def pragmas() -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return {name: registry.database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in names}

    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(read).result() == pragmas()
    assert pragmas() == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_parent_cannot_be_taken_away(registry):
    give(registry, 1, "PC-0001")
    for model in (t.Household, t.Extinguisher, t.Handover, t.ExtinguisherKind, t.ResidentialGroup, t.User):
        with pytest.raises(peewee.IntegrityError):
            model.delete().where(model.id == 1).execute()


SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX)|PRAGMA)\b"
    r"|execute_sql|\bSQL\(|(import|from) (sqlcipher3|playhouse)"
)


def test_only_the_store_speaks_the_engines_language():
    files = [file for file in (ROOT / "firereg").rglob("*.py") if "store" not in file.parts]
    assert len(files) > 40
    assert [str(file) for file in files if SQL.search(file.read_text("utf-8"))] == []
    assert SQL.search((ROOT / "firereg/store/database.py").read_text("utf-8"))


def test_a_second_handover_draft_still_stands_after_a_refusal(registry):
    """A refusal inside the transaction leaves the connection ready for the next one."""
    with pytest.raises(ZeroDivisionError), registry.transaction():
        raise ZeroDivisionError
    assert handovers.record(registry, draft(1, "PC-0001")).number == 1
