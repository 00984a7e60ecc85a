"""What was removed is gone from the file too, not only from its tables; and the one way past the journal's triggers."""

from collections.abc import Iterable

from firereg.store.engine import Database, known_errors

_KEEPER = "journal_no_update"
_TEXT_INDEXES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
)


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
        for (index,) in database.execute_sql(_TEXT_INDEXES).fetchall():
            database.execute_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        _forget_words(database)
        database.execute_sql("VACUUM")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget_words(database: Database) -> None:
    """The list of words that a search knows keeps only those that some household still has."""
    if not database.execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'search_word'").fetchone():
        return
    database.execute_sql("CREATE VIRTUAL TABLE temp.used_word USING fts5vocab(main, search_household, row)")
    try:
        database.execute_sql("DELETE FROM search_word WHERE word NOT IN (SELECT term FROM temp.used_word)")
    finally:
        database.execute_sql("DROP TABLE temp.used_word")
