"""What households are found by: the text that goes into the indexes."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from firereg.domain.household import HouseholdState
from firereg.domain.text import fold
from firereg.store.engine import Database

Entry = tuple[int, str, str]
"""The id of a household, the name of its head, and the folded text it is found by."""

_AMONG = "IN (SELECT value FROM json_each(?))"
_ROWS = f"""
    SELECT h.id, h.head_name, h.code, g.number, h.address, h.phone, h.id_number, h.former_names, h.state
    FROM household h JOIN residential_group g ON g.id = h.group_id WHERE h.id {_AMONG} ORDER BY h.id
"""
_PEOPLE = f"SELECT household_id, name, id_number FROM member WHERE household_id {_AMONG} ORDER BY id"
_MERGED_INTO = f"""
    SELECT merged_into_id, code, head_name, former_names, id_number, phone
    FROM household WHERE merged_into_id {_AMONG} ORDER BY id
"""


class _Row(NamedTuple):
    id: int
    head_name: str
    code: str
    group_number: int
    address: str
    phone: str
    id_number: str
    former_names: str
    state: str


def entries(database: Database, ids: Sequence[int]) -> list[Entry]:
    """What those of these households are found by that are there; one merged into another is found as that one."""
    also = _also_found_by(database, ids)
    rows = map(_Row._make, _asked(database, _ROWS, ids))
    return [
        (
            row.id,
            row.head_name,
            "" if row.state == HouseholdState.MERGED else fold(of_row(row, also.get(row.id, ""))),
        )
        for row in rows
    ]


def of_row(row: Any, also: str = "") -> str:
    """What a household is found by: name, code, group, address, phone, ID number and its last four digits, names
    it had; `also` is what its people and the households merged into it are found by."""
    group = f"tổ {row.group_number} tdp{row.group_number}"
    name = f"{row.head_name} {row.former_names}"
    return " ".join((name, row.code, group, row.address, row.phone, row.id_number, row.id_number[-4:], also))


def _also_found_by(database: Database, ids: Sequence[int]) -> dict[int, str]:
    """What other tables and rows say of each of these households."""
    found: dict[int, str] = {}
    for household, name, number in _asked(database, _PEOPLE, ids):
        found[household] = f"{found.get(household, '')} {name} {number} {number[-4:]}"
    for household, *texts in _asked(database, _MERGED_INTO, ids):
        found[household] = " ".join((found.get(household, ""), *texts))
    return found


def _asked(database: Database, sql: str, ids: Sequence[int]) -> Iterable[tuple]:
    return database.cursor().execute(sql, (json.dumps(list(ids)),)).fetchall()
