"""Lists one screenful at a time: sorted in SQL, continued from the last row seen, never counted off."""

from collections.abc import Sequence
from math import isqrt
from typing import Any

from peewee import SQL, Expression, Field, Model, ModelSelect, Node, Select, Tuple, fn

PAGE_ROWS = 100
_FEW = 2
"""Times √N: of so many among N rows, sorting all costs what walking an order for a page of them costs."""


def page(
    query: ModelSelect, keys: Sequence[Field], after: Sequence[Any] | None, *, descending: bool = False
) -> ModelSelect:
    """The rows of `query` that follow the row with the key values `after`, in the order of `keys`.

    `keys` must together be unique (end them with an id), so that no row is shown twice or left out.
    """
    if after is not None:
        row = keys[0] if len(keys) == 1 else Tuple(*keys)
        seen = after[0] if len(keys) == 1 else Tuple(*after)
        query = query.where(row < seen if descending else row > seen)
    return query.order_by(*(key.desc() if descending else key.asc() for key in keys)).limit(PAGE_ROWS)


def among(model: type[Model], ids: Node) -> Expression:
    """The condition that a row of `model` has one of these ids, put in the way that fits how many they are.

    Of a few the rows are fetched and sorted. Of many, the engine walks the index of the order until a page is full.
    """
    key, database = model._meta.primary_key, model._meta.database
    most = _FEW * isqrt(model.select(fn.MAX(key)).scalar() or 0)
    some = Select([ids], [SQL("1")]).limit(most + 1)  # counted no further than it must
    few = Select([some], [fn.COUNT(SQL("*"))]).tuples().execute(database)[0][0] <= most
    return (key if few else key + 0).in_(ids)
