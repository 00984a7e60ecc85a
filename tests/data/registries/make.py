"""Make the registry of a version anew: `python -m tests.data.registries.make VERSION FOLDER`.

The newest version is made by the services of today (`tests/lived_in_ward.py`). Versions 1 to 5 are made by their
migrations and the rows in `rows.json`, of which each takes the tables and columns that it has. Those rows were written
by version 5. (Version 2 in this folder is not one of these: its own program made it.) Beside each registry
`receipts.json` keeps the lines of its receipts as they were printed at the time.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from playhouse.migrations import Migration, Runner

from firereg import i18n
from firereg.domain.text import fold
from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.services.opening import open_registry
from firereg.store import keyslots
from firereg.store.database import MIGRATIONS, newest_version, passphrase
from firereg.store.engine import Database
from tests.lived_in_ward import lived_in_ward
from tests.receipt_lines import receipt_lines
from tests.small_ward import PASSWORD, USER, Clock

HERE = Path(__file__).parent
ROWS = HERE / "rows.json"
_LAST_OF_ROWS = 5
_COLUMNS_OF = 4  # the last version that brought columns of these rows; 5 only orders the search index
_MADE_BY_ENGINE = ("due_total", "search_place")

Row = dict[str, Any]

_SEARCHED = {
    "household": "SELECT h.id, h.head_name, h.code, 'tổ', g.number, h.address, h.phone, h.id_number "
    "FROM household h JOIN residential_group g ON g.id = h.group_id",
    "extinguisher": "SELECT id, serial, donor FROM extinguisher",
    "handover": "SELECT id, code, receiver_name FROM handover",
}


def make(version: int, folder: Path) -> None:
    """The registry of a version with its receipts, in a folder that is not there yet."""
    if version == newest_version():
        lived_in_ward(folder, Clock()).close()
    elif version <= _LAST_OF_ROWS:
        _from_rows(version, folder)
    else:
        raise SystemExit(f"version {version} is made by the program whose newest version it is")
    keep_receipts(folder)


def keep_receipts(folder: Path) -> None:
    """Write the lines of its receipts beside a registry."""
    opened = open_registry(
        shutil.copytree(folder, folder.with_name(f"{folder.name}-copy")), USER, PASSWORD, Clock()
    )
    with closing(opened):
        lines = json.dumps(receipt_lines(opened), ensure_ascii=False, indent=1)
    shutil.rmtree(opened.folder)
    (folder / "receipts.json").write_text(lines + "\n", encoding="utf-8")


def keep_rows(folder: Path) -> None:
    """Write the rows of a registry into `rows.json`, one a line."""
    opened = open_registry(folder, USER, PASSWORD, Clock())
    with closing(opened):
        tables = [
            name
            for name in opened.database.get_tables()
            if not name.startswith(("search_", "schema_")) and name not in _MADE_BY_ENGINE
        ]
        rows = [(name, row) for name in tables for row in _rows(opened.database, name)]
    lines = (json.dumps(one, ensure_ascii=False, default=lambda blob: {"hex": blob.hex()}) for one in rows)
    ROWS.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def _rows(database: Database, table: str) -> list[Row]:
    cursor = database.execute_sql(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _from_rows(version: int, folder: Path) -> None:
    folder.mkdir()
    key, slots = keyslots.new_key(), keyslots.KeySlots()
    slots.set_password(USER, PASSWORD, key)
    slots.set_recovery_code(key)
    slots.save(folder / KEY_FILE)
    database = Database(str(folder / DATABASE_FILE), passphrase=passphrase(key))
    with closing(database):
        database.connect()
        migrate(database, min(version, _COLUMNS_OF))
        _fill(database)
        migrate(database, version)
    if version >= _COLUMNS_OF:
        shutil.copytree(HERE / "version-5" / "attachments", folder / "attachments")


def migrate(database: Database, version: int) -> None:
    """Apply the migrations up to this version."""
    names = {one.idx: one.name for one in Migration.load_directory(str(MIGRATIONS))}
    Runner(database, str(MIGRATIONS)).up(names[version])


def _fill(database: Database) -> None:
    rows: list[tuple[str, Row]] = json.loads(ROWS.read_text(encoding="utf-8"))
    columns = {
        table: {row[1] for row in database.execute_sql(f"PRAGMA table_info({table})")} for table, _row in rows
    }
    wheeled = {row["id"] for table, row in rows if table == "extinguisher_kind" and row["wheeled"]}
    with database.atomic():
        database.execute_sql("PRAGMA defer_foreign_keys = 1")
        for table, row in rows:
            if columns[table] and (columns["move"] or not _is_of_version_4(table, row, wheeled)):
                its = _in_version(table, row, columns)
                names, marks = ", ".join(f'"{name}"' for name in its), ", ".join("?" * len(its))
                database.execute_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*its.values(),))
        for table, query in _SEARCHED.items():
            for row_id, *words in database.execute_sql(query).fetchall():
                text = fold(" ".join(map(str, words)))
                database.execute_sql(
                    f"INSERT INTO search_{table} (rowid, text) VALUES (?, ?)", (row_id, text)
                )


def _is_of_version_4(table: str, row: Row, wheeled: set[int]) -> bool:
    """Whether this row is of a table that was there before, but of a sort that version 4 brought."""
    if table == "interval_rule":
        return row["clock"] == "hydrostatic" or row["kind_id"] in wheeled
    return table == "extinguisher_kind" and row["id"] in wheeled


def _in_version(table: str, row: Row, columns: Mapping[str, set[str]]) -> Row:
    """The row as the engine takes it, with the columns that the version has; so what a change keeps of a row."""
    its = {
        name: bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
        for name, value in row.items()
        if name in columns[table]
    }
    if table == "changed_row":
        for side in ("before", "after"):
            kept = json.loads(row[side] or "{}")
            its[side] = (
                json.dumps({name: kept[name] for name in kept if name in columns[row["table"]]})
                if kept
                else None
            )
    return its


if __name__ == "__main__":
    i18n.use("vi")
    make(int(sys.argv[1]), Path(sys.argv[2]))
