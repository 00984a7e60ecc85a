"""Lists one screenful at a time: sorted in SQL, continued from the last row seen, never counted off."""

from collections.abc import Sequence
from typing import Any

from peewee import Field, ModelSelect, Tuple

PAGE_ROWS = 100


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
