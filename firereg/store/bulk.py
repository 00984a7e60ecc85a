"""Many rows at once: tuples as the engine keeps them, without a model for each.

Dates and moments are ISO text here, as in the file; nothing is converted on the way in or out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Model, fn

from firereg.store.engine import Database

Rows = Iterable[Sequence[Any]]
_FETCHED_AT_ONCE = 2_000


def next_id(model: type[Model]) -> int:
    """The first id that is free, and all after it, while the transaction that asks is the only writer."""
    key = model._meta.primary_key
    return (model.select(fn.MAX(key)).scalar() or 0) + 1


def extent(model: type[Model]) -> tuple[int, int]:
    """(how many rows, the largest id): what a row that came or went changes."""
    key = model._meta.primary_key
    return model.select(fn.COUNT(key), fn.COALESCE(fn.MAX(key), 0)).tuples().get()


def read_rows(
    database: Database, model: type[Model], names: Sequence[str], condition: str = "1"
) -> Iterator[tuple]:
    """The columns of the fields `names` of all rows, or of those that fit an SQL condition."""
    meta = model._meta
    columns = ", ".join(f'"{meta.fields[name].column_name}"' for name in names)
    cursor = database.cursor()
    cursor.execute(f'SELECT {columns} FROM "{meta.table_name}" WHERE {condition}')
    while rows := cursor.fetchmany(_FETCHED_AT_ONCE):
        yield from rows


def insert_rows(database: Database, model: type[Model], names: Sequence[str], rows: Rows) -> None:
    """Put rows in, their values in the order of the fields `names`; each field left out gets its default."""
    meta = model._meta
    left_out = {
        field.name: field.default
        for field in meta.sorted_fields
        if field.name not in names and field.default is not None
    }
    defaults = tuple(
        field.db_value(left_out[field.name]) for field in meta.sorted_fields if field.name in left_out
    )
    fields = (*names, *(field.name for field in meta.sorted_fields if field.name in left_out))
    columns = ", ".join(f'"{meta.fields[name].column_name}"' for name in fields)
    sql = f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({", ".join("?" * len(fields))})'
    database.cursor().executemany(sql, ((*row, *defaults) for row in rows) if defaults else rows)


def update_rows(database: Database, model: type[Model], names: Sequence[str], rows: Rows) -> None:
    """Change the fields `names` of rows; each of `rows` has their values in that order, then the id."""
    meta = model._meta
    sets = ", ".join(f'"{meta.fields[name].column_name}" = ?' for name in names)
    database.cursor().executemany(f'UPDATE "{meta.table_name}" SET {sets} WHERE id = ?', rows)
