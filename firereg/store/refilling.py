"""A new database filled with the rows that were saved from a damaged one, of the same version; nothing is derived here.

Rows that cannot stand in it (they name a row that is lost, or one like them is there already) are taken out or let go
of what they name, and told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import peewee
from peewee import chunked
from playhouse.migrations import Migration, Runner
from sqlcipher3 import dbapi2

from firereg.store.database import MIGRATIONS, passphrase
from firereg.store.engine import Database, known_errors
from firereg.store.salvage import Column, Loss, Salvage

_FILLING = {"cipher_log_level": "none", "journal_mode": "off", "synchronous": "off", "cache_size": -64_000}
_CHUNK = 2_000
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
    "AND sql NOT LIKE '%WITHOUT ROWID%' AND name NOT LIKE 'sqlite%'"
)
_DERIVED = frozenset({"due_date", "due_total", "schema_migration"})
_DERIVED_BY = "due_dates.version"
_COUNTED = {
    "recognitions": "SELECT count(*) FROM poverty_status WHERE household_id = household.id",
    "held": "SELECT count(*) FROM extinguisher WHERE household_id = household.id "
    "AND state IN ('with_household', 'spare_lent')",
}
_NAMED_BY = {"household": "code", "handover": "code", "extinguisher": "serial"}
"""By what a row is known outside the registry, where that tells nothing of a person."""
Shapes = dict[str, list[Column]]


class Why(StrEnum):
    """What stands against a row: it cannot be read, names a row that is lost, or is there twice."""

    UNREADABLE = "unreadable"
    NAMES_A_LOST_ROW = "names_a_lost_row"
    LET_GO = "let_go"
    TWICE = "twice"
    FROM_BACKUP = "from_backup"


@dataclass(frozen=True)
class LostRow:
    """A row by its table and number that is not as it was; `code` where it is known, `other` is the table it names.

    LET_GO is kept, without what it named; FROM_BACKUP is as it was in a backup.
    """

    table: str
    number: int
    why: Why
    code: str = ""
    other: str = ""


@dataclass
class Filled:
    """How many rows each table got, and those that are not as they were."""

    counts: dict[str, int] = field(default_factory=dict)
    lost: list[LostRow] = field(default_factory=list)


def new_database(path: Path, key: bytes, version: int) -> Database:
    """A new empty database of that version in a file of its own; open, and not bound to the models."""
    database = Database(str(path), passphrase=passphrase(key), pragmas=_FILLING)
    with known_errors():
        database.connect()
        known = {migration.idx: migration.name for migration in Migration.load_directory(str(MIGRATIONS))}
        Runner(database, str(MIGRATIONS)).up(known[version])
    return database


def shapes(database: Database) -> tuple[Shapes, Shapes]:
    """The columns of each table that holds what was entered, and of those that follow from them."""
    entered: Shapes = {}
    derived: Shapes = {}
    for (name,) in database.execute_sql(_TABLES).fetchall():
        follows = name.startswith("search_") or name in _DERIVED
        (derived if follows else entered)[name] = _columns(database, name)
    return entered, derived


def fill(
    database: Database,
    found: Salvage,
    tables: Shapes,
    backup: Database | None,
    still_wanted: Callable[[], object],
) -> Filled:
    """Put every row that was found into the empty tables; a lost row that others name is taken from the backup."""
    filled = Filled()
    database.execute_sql("PRAGMA foreign_keys = off")
    with _without_triggers(database), database.atomic("IMMEDIATE"):
        for table, columns in tables.items():
            still_wanted()
            database.execute_sql(f'DELETE FROM "{table}"')
            _pour(database, table, columns, found, filled)
        _mend(database, tables, backup, filled)
        for name in tables:
            filled.counts[name] = _one(database, f'SELECT count(*) FROM "{name}"')
        _count_again(database, tables)
        database.execute_sql("DELETE FROM setting WHERE name = ?", (_DERIVED_BY,))
    return filled


@dataclass(frozen=True)
class Gap:
    """Numbers of a table that no row was found for, where rows may have been: from `first` to `last`, both included.

    `last` None: how far they went is not known.
    """

    table: str
    first: int
    last: int | None


def gaps(
    database: Database, tables: Shapes, losses: Iterable[Loss], backup: Database | None
) -> Iterator[Gap]:
    """Where rows are missing after what could not be read was looked for elsewhere."""
    for loss in dict.fromkeys(losses):
        if loss.table not in tables:
            continue
        after, last = loss.after or 0, loss.until
        if last is None:
            known = [after, *_numbers(database, loss.table, after, None)]
            if backup is not None:
                known.append(_first(backup, f'SELECT max(rowid) FROM "{loss.table}"') or 0)
            last = max(known)
            yield Gap(loss.table, last + 1, None)
        yield from _between(loss.table, after, last, _numbers(database, loss.table, after, last))


def _between(table: str, after: int, last: int, there: Iterable[int]) -> Iterator[Gap]:
    for number in (*there, last + 1):
        if number > after + 1:
            yield Gap(table, after + 1, number - 1)
        after = number


def _numbers(database: Database, table: str, after: int, last: int | None) -> list[int]:
    sql = f'SELECT rowid FROM "{table}" WHERE rowid > ? AND (? IS NULL OR rowid <= ?) ORDER BY rowid'
    return [number for (number,) in database.execute_sql(sql, (after, last, last)).fetchall()]


def index_again(database: Database) -> None:
    """Have the list of households indexed anew, as the transaction under way ends."""
    database.execute_sql("INSERT OR IGNORE INTO search_waiting SELECT id FROM household")


def codes(database: Database, table: str, numbers: Iterable[int]) -> dict[int, str]:
    """By what these rows are known outside the registry, where the table has such a thing."""
    column = _NAMED_BY.get(table)
    if column is None:
        return {}
    found: dict[int, str] = {}
    for some in chunked(numbers, _CHUNK):
        marks = ", ".join("?" * len(some))
        sql = f'SELECT rowid, "{column}" FROM "{table}" WHERE rowid IN ({marks})'
        found |= dict(database.execute_sql(sql, some).fetchall())
    return found


def _columns(database: Database, table: str) -> list[Column]:
    rows = database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    keys = [name for _n, name, _type, _full, _default, key in rows if key]
    found = []
    for _n, name, declared, full, default, key in rows:
        kind = declared.upper().partition("(")[0]
        value = None if default is None else database.execute_sql(f"SELECT {default}").fetchone()[0]
        is_number = key == 1 and keys == [name] and kind == "INTEGER"
        found.append(Column(name, kind, not full, value, is_number))
    return found


def _pour(database: Database, table: str, columns: Sequence[Column], found: Salvage, filled: Filled) -> None:
    numbered = any(column.is_number for column in columns)
    names = [f'"{column.name}"' for column in columns] + ([] if numbered else ["rowid"])
    sql = f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'
    for some in chunked(found.rows(table, columns), _CHUNK):
        rows = []
        for number, values in some:
            if values is None:
                filled.lost.append(LostRow(table, number, Why.UNREADABLE))
            else:
                rows.append((number, values if numbered else (*values, number)))
        for number in _insert(database, sql, rows):
            filled.lost.append(LostRow(table, number, Why.TWICE))


def _insert(database: Database, sql: str, rows: list[tuple[int, tuple[Any, ...]]]) -> list[int]:
    """Insert rows, all at once where that goes; the numbers of those that cannot be."""
    try:
        with database.savepoint():
            database.cursor().executemany(sql, (values for _number, values in rows))
            return []
    except (peewee.IntegrityError, dbapi2.IntegrityError):
        refused = []
    for number, values in rows:
        try:
            database.execute_sql(sql, values)
        except (peewee.IntegrityError, dbapi2.IntegrityError):
            refused.append(number)
    return refused


def _mend(database: Database, tables: Shapes, backup: Database | None, filled: Filled) -> None:
    """Until every row that is named is there: take it from the backup, let go of it, or take out what names it."""
    asked: set[tuple[str, int]] = set()
    while True:
        broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
        if not broken:
            return
        for table, number, parent, key in broken:
            column = _naming_column(database, table, key)
            wanted = _first(database, f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', number)
            if wanted is None:
                continue  # mended meanwhile
            if backup is not None and (parent, wanted) not in asked:
                asked.add((parent, wanted))
                if _take(database, backup, parent, wanted, tables[parent]):
                    code = codes(database, parent, [wanted]).get(wanted, "")
                    filled.lost.append(LostRow(parent, wanted, Why.FROM_BACKUP, code))
                    continue
            if _first(database, f'SELECT count(*) FROM "{parent}" WHERE rowid = ?', wanted):
                continue
            code = codes(database, table, [number]).get(number, "")
            if next(one for one in tables[table] if one.name == column).may_be_empty:
                database.execute_sql(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (number,))
                filled.lost.append(LostRow(table, number, Why.LET_GO, code, parent))
            else:
                database.execute_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))
                filled.lost.append(LostRow(table, number, Why.NAMES_A_LOST_ROW, code, parent))


def _take(database: Database, backup: Database, table: str, number: int, columns: Sequence[Column]) -> bool:
    """Put a row of the backup in; whether it is there and can stand."""
    names = ", ".join(f'"{column.name}"' for column in columns)
    row = backup.execute_sql(f'SELECT {names} FROM "{table}" WHERE rowid = ?', (number,)).fetchone()
    if row is None:
        return False
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
    return not _insert(database, sql, [(number, row)])


def _naming_column(database: Database, table: str, key: int) -> str:
    rows = database.execute_sql(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return str(next(row[3] for row in rows if row[0] == key))


def _count_again(database: Database, tables: Mapping[str, Sequence[Column]]) -> None:
    """What triggers count, and what a household counts of rows that are lost now."""
    has = {column.name for column in tables.get("household", ())}
    for name, counting in _COUNTED.items():
        if name in has:
            database.execute_sql(f"UPDATE household SET {name} = ({counting})")


@contextmanager
def _without_triggers(database: Database) -> Iterator[None]:
    """The rows come in as they were: nothing is counted or refused meanwhile."""
    found = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in found:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in found:
        database.execute_sql(sql)


def _first(database: Database, sql: str, *values: object) -> Any:
    row = database.execute_sql(sql, values).fetchone()
    return row[0] if row else None


def _one(database: Database, sql: str) -> int:
    return int(_first(database, sql))
