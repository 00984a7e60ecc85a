"""A ward many times as large as one that is there, made by the engine itself: households and all that is theirs.

Every copy has codes, numbers and serials of its own; names, years and sexes are dealt out anew among the addresses,
so that no two copies have the same people at the same doors. Indexes are built when everything is in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from firereg.services.registry import Registry
from firereg.store import due_dates

_STEP = 7_919  # a prime that divides no size: stepping by it deals every name out once
_COPIED = ("household", "poverty_status", "extinguisher", "due_date")
_HOUSEHOLDS = """
    INSERT INTO household (id, code, head_name, name_key, name_fold, born_year, sex, id_number, phone, address,
                           place, address_key, group_id, persons, note, updated_at, state, moved_on, moved_to,
                           former_names, recognitions, held)
    SELECT door.id + :copy * :size,
           printf('%s-%04d', substr(door.code, 1, 5), substr(door.code, 7) + :copy * :codes),
           who.head_name, who.name_key, who.name_fold, who.born_year, who.sex,
           printf('%s9%d%s', substr(who.id_number, 1, 6), 9 - :copy, substr(who.id_number, 9)),
           iif(door.phone = '', '', printf('0%d', door.phone - :copy * 13000000)),
           door.address, door.place, door.address_key, door.group_id, door.persons, door.note, door.updated_at,
           door.state, door.moved_on, door.moved_to, door.former_names, door.recognitions, door.held
    FROM household door JOIN household who ON who.id = (door.id * :step + :copy) % :size + 1
    WHERE door.id <= :wanted
"""
_STATUSES = """
    INSERT INTO poverty_status (household_id, category, valid_from, valid_to, certificate, decision)
    SELECT household_id + :copy * :size, category, valid_from, valid_to, certificate, decision
    FROM poverty_status WHERE household_id <= :wanted
"""
_EXTINGUISHERS = """
    INSERT INTO extinguisher (id, serial, kind_id, made_on, received_on, donor, state, household_id, placed_on, note)
    SELECT id + :copy * :size, printf('A-%06d', id + :copy * :size), kind_id, made_on, received_on, donor, state,
           household_id + :copy * :size, placed_on, note
    FROM extinguisher WHERE id <= :wanted
"""
_DUES = """
    INSERT INTO due_date (extinguisher_id, clock, start, due)
    SELECT extinguisher_id + :copy * :size, clock, start, due FROM due_date WHERE extinguisher_id <= :wanted
"""


def multiply(registry: Registry, size: int, wanted: int, groups: int) -> None:
    """From `size` households, their ids from 1 up and numbered in turns by `groups`, make `wanted`."""
    connection = registry.database.connection()
    with registry.transaction(), _indexed_afterwards(connection):
        for copy in range(1, -(-wanted // size)):
            values = {
                "copy": copy,
                "size": size,
                "wanted": min(size, wanted - copy * size),
                "codes": size // groups + 1,
                "step": _STEP,
            }
            for sql in (_HOUSEHOLDS, _STATUSES, _EXTINGUISHERS, _DUES):
                connection.execute(sql, values)
        due_dates.count_again(registry.database)
        connection.execute("INSERT INTO search_waiting SELECT id FROM household WHERE id > ?", (size,))


@contextmanager
def _indexed_afterwards(connection) -> Iterator[None]:
    """Take the indexes of the tables away and build them again from what came in: sorting is faster than inserting.

    The triggers go with them: what they count of a household is copied with its row.
    """
    places = ", ".join("?" * len(_COPIED))
    # The engine's own indexes have no SQL; unique codes and serials are declared as indexes and come back as such.
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master "
        f"WHERE type IN ('index', 'trigger') AND sql NOT NULL AND tbl_name IN ({places})",
        _COPIED,
    ).fetchall()
    for kind, name, _sql in found:
        connection.execute(f'DROP {kind} "{name}"')
    yield
    for _kind, _name, sql in found:
        connection.execute(sql)
