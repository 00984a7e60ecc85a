"""The registries of older versions that are kept with the tests; `data/registries/make.py` tells how they are made."""

import json
import shutil
from functools import cache
from pathlib import Path

from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.store.database import passphrase
from firereg.store.engine import Database
from firereg.store.keyslots import KeySlots
from tests.small_ward import PASSWORD, USER

REGISTRIES = Path(__file__).parent / "data" / "registries"
VERSIONS = sorted(int(path.name.removeprefix("version-")) for path in REGISTRIES.glob("version-*"))

Rows = dict[str, list[tuple]]


def copy_of(version: int, folder: Path) -> Path:
    """A copy of the registry of this version in a new `folder`."""
    shutil.copytree(REGISTRIES / f"version-{version}", folder)
    return folder


def printed_then(version: int) -> dict[str, list[str]]:
    """The lines of each of its receipts as they were printed when it was kept."""
    told = (REGISTRIES / f"version-{version}" / "receipts.json").read_text(encoding="utf-8")
    lines: dict[str, list[str]] = json.loads(told)
    return lines


@cache
def key_of(version: int) -> bytes:
    """The key of the registry of this version, and of its copies."""
    keys = KeySlots.load(REGISTRIES / f"version-{version}" / KEY_FILE).open_with_password(USER, PASSWORD)
    return keys[0]


def everything_in(folder: Path, key: bytes) -> Rows:
    """All rows and the definitions of all tables of a registry, whatever its version; nothing of it is changed."""
    database = Database(str(folder / DATABASE_FILE), passphrase=passphrase(key))
    with database:
        tables = [name for name in database.get_tables() if not name.startswith("search_")]
        queries = {name: f'SELECT * FROM "{name}"' for name in tables}
        queries["definitions"] = "SELECT type, name, sql FROM sqlite_master"
        found = {
            name: sorted(database.execute_sql(sql).fetchall(), key=repr) for name, sql in queries.items()
        }
    database.close()
    return found
