"""What was removed is gone from the file too, not only from its tables; and the one way past the journal's triggers."""

from collections.abc import Iterable

from firereg.store.engine import Database, known_errors
from firereg.store.search import Indexed

_KEEPER = "journal_no_update"


def rewrite_journal(database: Database, rows: Iterable[tuple[str, str, int]]) -> None:
    """Change the (subject, detail) of entries by number, in a transaction: its trigger is away meanwhile."""
    (trigger,) = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (_KEEPER,)).fetchone()
    database.execute_sql(f"DROP TRIGGER {_KEEPER}")
    database.cursor().executemany("UPDATE journal SET subject = ?, detail = ? WHERE id = ?", rows)
    database.execute_sql(trigger)


def wash(database: Database) -> None:
    """Write the whole file anew, so that nothing of removed rows is left in it: not inside a transaction.

    A search index only marks what it forgets, pages that are free keep what they held, and so does the log.
    """
    with known_errors():
        for index in Indexed:
            database.execute_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        database.execute_sql("VACUUM")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
