"""How the columns of a ward's list of households are read."""

from datetime import date
from typing import Any

from firereg.domain.poverty import Category
from firereg.exchange import cell_readers as cells
from firereg.exchange.list_columns import Layout
from firereg.exchange.repairs import Reader, name_reader, text_reader
from firereg.exchange.ward_columns import Field

_ORDER = (
    Field.HEAD_NAME,
    Field.ID_NUMBER,
    Field.BORN,
    Field.MALE,
    Field.FEMALE,
    Field.SEX,
    Field.GROUP,
    Field.WARD,
    Field.HOUSE_NUMBER,
    Field.STREET,
    Field.ADDRESS,
    Field.PERSONS,
    Field.PHONE,
    Field.CATEGORY,
    Field.POOR,
    Field.NEAR_POOR,
    Field.CERTIFICATE,
    Field.DECISION,
    Field.NOTE,
    Field.CODE,
    Field.RELATION,
)
_ALL_DIFFERENT = frozenset({Field.HEAD_NAME, Field.ID_NUMBER, Field.PHONE, Field.ADDRESS, Field.CODE})
_JOINED_DOWN = frozenset({Field.GROUP, Field.WARD, Field.ADDRESS, Field.STREET, Field.DECISION})
_NO_TEXT = frozenset({Field.ID_NUMBER, Field.BORN, Field.MALE, Field.FEMALE, Field.PERSONS, Field.PHONE})
_EMPTY: dict[Field, Any] = dict.fromkeys(
    (Field.BORN, Field.MALE, Field.FEMALE, Field.PERSONS, Field.CATEGORY, Field.POOR, Field.NEAR_POOR)
) | {Field.GROUP: cells.Group()}


def _reader(field: Field, title: str, today: date) -> Reader:
    if field in (Field.BORN, Field.MALE, Field.FEMALE):
        return cells.born_reader(title, today, mark=field is not Field.BORN)
    if field in (Field.POOR, Field.NEAR_POOR):
        return cells.mark_reader(title, Category(field.value))
    if field is Field.NOTE:
        return text_reader(title, limit=1000)
    makers = {
        Field.HEAD_NAME: name_reader,
        Field.ID_NUMBER: cells.id_reader,
        Field.SEX: cells.sex_reader,
        Field.GROUP: cells.group_reader,
        Field.PERSONS: cells.persons_reader,
        Field.PHONE: cells.phone_reader,
        Field.CATEGORY: cells.category_reader,
    }
    return makers.get(field, text_reader)(title)


LAYOUT = Layout(
    order=_ORDER,
    reader=_reader,
    empty=_EMPTY,
    all_different=_ALL_DIFFERENT,
    joined_down=_JOINED_DOWN,
    no_text=_NO_TEXT,
)
