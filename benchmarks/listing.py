"""The first page of every list: ours beside the bare SQL of the same page, and how it grows with the ward."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.measure import seconds, turns
from benchmarks.table import Row, row
from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock, LateBand
from firereg.services import equipment, handover_list, households, overdue
from firereg.services.equipment import ExtinguisherFilter
from firereg.services.handover_list import HandoverFilter
from firereg.services.households import HouseholdFilter
from firereg.services.overdue import OverdueFilter
from firereg.services.registry import Registry
from firereg.store import search
from firereg.store.paging import PAGE_ROWS
from firereg.store.search import Indexed

_SECTION = "First page of a list"
_TEXT = "nguyen van"
_AMONG_FEW = "thi"
GROUP = 7
_HOUSEHOLDS = """
    SELECT h.id, h.code, h.head_name, h.group_id, g.number, h.address, h.persons, h.born_year, h.sex,
           h.id_number, h.phone, h.name_key,
           (SELECT count(*) FROM extinguisher e WHERE e.household_id = h.id AND e.state = 'with_household'),
           (SELECT category FROM poverty_status s WHERE s.household_id = h.id
             AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day))
    FROM household h JOIN residential_group g ON g.id = h.group_id
"""
_LIVING = f"{_HOUSEHOLDS} WHERE h.state NOT IN ('moved', 'merged')"
_HOLDS = "EXISTS (SELECT 1 FROM extinguisher e WHERE e.household_id = h.id AND e.state = 'with_household')"
_NEAR_POOR = """h.id IN (SELECT household_id FROM poverty_status WHERE category = 'near_poor'
    AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day))"""
_NEW_YEAR = date(2026, 1, 1)
_BY_NAME = "ORDER BY h.name_key, h.id"
_EXTINGUISHERS = """
    SELECT e.id, e.serial, k.code, k.name, e.made_on, e.state, e.donor, e.placed_on, h.id, h.head_name, g.number,
           (SELECT clock FROM due_date d WHERE d.extinguisher_id = e.id ORDER BY d.due LIMIT 1),
           (SELECT min(due) FROM due_date d WHERE d.extinguisher_id = e.id)
    FROM extinguisher e JOIN extinguisher_kind k ON k.id = e.kind_id
    LEFT JOIN household h ON h.id = e.household_id LEFT JOIN residential_group g ON g.id = h.group_id
"""
_HANDOVERS = """
    SELECT a.id, a.code, a.year, a.number, a.official_number, a.day, h.id, h.head_name, g.number,
           a.receiver_name, r.name, a.total_dong, a.printed, a.voided_at, a.void_reason,
           (SELECT group_concat(coalesce(k.code || ' ' || e.serial, l.description), ', ') FROM handover_line l
             LEFT JOIN extinguisher e ON e.id = l.extinguisher_id LEFT JOIN extinguisher_kind k ON k.id = e.kind_id
             WHERE l.handover_id = a.id)
    FROM handover a JOIN household h ON h.id = a.household_id JOIN residential_group g ON g.id = h.group_id
    LEFT JOIN round r ON r.id = a.round_id
"""
_OVERDUE_COLUMNS = """
    SELECT d.id, d.clock, d.due, e.id, e.serial, k.code, e.state, h.id, h.code, h.head_name, h.address, h.name_key,
           g.id, g.number, g.ward
"""
_OF_KIND = "JOIN extinguisher_kind k ON k.id = e.kind_id"
_HOME = "LEFT JOIN household h ON h.id = e.household_id LEFT JOIN residential_group g ON g.id = h.group_id"
_OVERDUE = f"""{_OVERDUE_COLUMNS} FROM due_date d JOIN extinguisher e ON e.id = d.extinguisher_id {_OF_KIND} {_HOME}
    WHERE d.due < :day"""
_OVERDUE_BY_SERIAL = f"""{_OVERDUE_COLUMNS} FROM extinguisher e CROSS JOIN due_date d ON d.extinguisher_id = e.id
    {_OF_KIND} {_HOME} WHERE d.due < :day"""
_OVERDUE_AT_HOME = f"""{_OVERDUE_COLUMNS} FROM residential_group g CROSS JOIN household h ON h.group_id = g.id
    CROSS JOIN extinguisher e ON e.household_id = h.id CROSS JOIN due_date d ON d.extinguisher_id = e.id {_OF_KIND}
    WHERE d.due < :day"""
_OVERDUE_BY_NAME = f"""{_OVERDUE_COLUMNS} FROM household h CROSS JOIN residential_group g ON g.id = h.group_id
    CROSS JOIN extinguisher e ON e.household_id = h.id CROSS JOIN due_date d ON d.extinguisher_id = e.id {_OF_KIND}
    WHERE d.due < :day"""
_AT_HOME = "h.name_key, h.id, e.state, e.id, d.clock"
_MATCHING = f"{{}}.id IN (SELECT {search.ID} FROM {{}} WHERE {{}} MATCH :text)"


@dataclass(frozen=True)
class Case:
    """One list as it opens: how we fetch it, and the SQL that fetches the same page."""

    name: str
    ours: Callable[[Registry], Any]
    sql: str
    text: str = ""


def _matching(alias: str, kind: Indexed) -> str:
    return _MATCHING.format(alias, kind, kind)


def _households(name: str, which: HouseholdFilter, sort: str, sql: str, text: str = "") -> Case:
    return Case(
        name, lambda registry: households.household_page(registry, which, sort=sort), sql, _expression(text)
    )


def _expression(text: str) -> str:
    return search.match_expression(Indexed.HOUSEHOLDS, text) if text else ""


def _with_text(text: str) -> Case:
    sql = f"{_LIVING} AND {_matching('h', Indexed.HOUSEHOLDS)} {_BY_NAME}"
    return _households(f"Households with “{text}”", HouseholdFilter(text=text), "name", sql, text)


ALL = HouseholdFilter()
HOUSEHOLD_CASES = (
    _households("Households by name", ALL, "name", f"{_LIVING} {_BY_NAME}"),
    _households(
        "Households by group",
        ALL,
        "group",
        f"{_LIVING} AND g.number > 0 ORDER BY g.number, g.ward, h.name_key, h.id",
    ),
    _households("Households by code", ALL, "code", f"{_LIVING} ORDER BY h.code"),
    _households("Households by address", ALL, "address", f"{_LIVING} ORDER BY h.address_key, h.id"),
    _with_text("nguyen"),
    _with_text(_TEXT),
    _households(
        "Near-poor households",
        HouseholdFilter(category=Category.NEAR_POOR),
        "name",
        f"{_LIVING} AND {_NEAR_POOR} {_BY_NAME}",
    ),
    _households(
        "Households of a group by code",
        HouseholdFilter(group_id=GROUP),
        "code",
        f"{_LIVING} AND h.group_id = {GROUP} ORDER BY h.code",
    ),
    _households(
        "With an extinguisher, by group",
        HouseholdFilter(has_extinguisher=True),
        "group",
        f"{_LIVING} AND g.number > 0 AND {_HOLDS} ORDER BY g.number, g.ward, h.name_key, h.id",
    ),
    _households(
        "Without an extinguisher, by address",
        HouseholdFilter(has_extinguisher=False),
        "address",
        f"{_LIVING} AND NOT {_HOLDS} ORDER BY h.address_key, h.id",
    ),
    _households(
        "With an extinguisher, by name",
        HouseholdFilter(has_extinguisher=True),
        "name",
        f"{_LIVING} AND {_HOLDS} {_BY_NAME}",
    ),
    _households(
        "Changed since this year began",
        HouseholdFilter(changed_since=_NEW_YEAR),
        "name",
        f"{_LIVING} AND h.updated_at >= '{_NEW_YEAR}' {_BY_NAME}",
    ),
    _households(
        f"Near-poor households of a group with “{_AMONG_FEW}”, by address",
        HouseholdFilter(text=_AMONG_FEW, group_id=GROUP, category=Category.NEAR_POOR),
        "address",
        f"{_LIVING} AND h.group_id = {GROUP} AND {_NEAR_POOR} AND {_matching('h', Indexed.HOUSEHOLDS)} "
        "ORDER BY h.address_key, h.id",
        _AMONG_FEW,
    ),
    _households(
        "Households that moved away",
        HouseholdFilter(state=HouseholdState.MOVED),
        "name",
        f"{_HOUSEHOLDS} WHERE h.state = 'moved' {_BY_NAME}",
    ),
)
OTHER_CASES = (
    Case(
        "Extinguishers by serial",
        lambda _registry: equipment.extinguisher_page(),
        f"{_EXTINGUISHERS} ORDER BY e.serial",
    ),
    Case(
        f"Extinguishers with “{_TEXT}”",
        lambda _registry: equipment.extinguisher_page(ExtinguisherFilter(text=_TEXT)),
        f"{_EXTINGUISHERS} WHERE {_matching('e', Indexed.EXTINGUISHERS)} ORDER BY e.serial",
        search.match_expression(Indexed.EXTINGUISHERS, _TEXT),
    ),
    Case(
        "Handovers, the newest first",
        lambda _registry: handover_list.handover_page(),
        f"{_HANDOVERS} ORDER BY a.day DESC, a.id DESC",
    ),
    Case(
        f"Handovers with “{_TEXT}”",
        lambda _registry: handover_list.handover_page(HandoverFilter(text=_TEXT)),
        f"{_HANDOVERS} WHERE {_matching('a', Indexed.HANDOVERS)} ORDER BY a.day DESC, a.id DESC",
        search.match_expression(Indexed.HANDOVERS, _TEXT),
    ),
)


def _overdue(name: str, which: OverdueFilter, sort: str, sql: str) -> Case:
    return Case(name, lambda registry: overdue.overdue_page(registry.today(), which, sort=sort), sql)


ANY = OverdueFilter()
OVERDUE_CASES = (
    _overdue("Overdue, the longest first", ANY, "due", f"{_OVERDUE} ORDER BY d.due, d.id"),
    _overdue("Overdue by group", ANY, "group", f"{_OVERDUE_AT_HOME} ORDER BY g.number, g.ward, {_AT_HOME}"),
    _overdue("Overdue by name", ANY, "name", f"{_OVERDUE_BY_NAME} ORDER BY {_AT_HOME}"),
    _overdue("Overdue by serial", ANY, "serial", f"{_OVERDUE_BY_SERIAL} ORDER BY e.serial, d.clock"),
    _overdue(
        "Overdue checks of a group by name",
        OverdueFilter(clock=Clock.OWNER_CHECK, group_id=GROUP),
        "name",
        f"{_OVERDUE_AT_HOME} AND h.group_id = {GROUP} AND d.clock = 'owner_check' ORDER BY {_AT_HOME}",
    ),
    _overdue(
        "Full services a month to a quarter late",
        OverdueFilter(clock=Clock.FULL_SERVICE, late=LateBand.QUARTER),
        "due",
        f"{_OVERDUE} AND d.clock = 'full_service' AND d.due BETWEEN date(:day, '-90 days') "
        "AND date(:day, '-31 days') ORDER BY d.due, d.id",
    ),
)
LARGEST = (*HOUSEHOLD_CASES, *OVERDUE_CASES)
CASES = (*LARGEST, *OTHER_CASES)


def rows(registry: Registry, size: int, rounds: int, cases: Sequence[Case] = CASES) -> list[Row]:
    """Every list of one ward beside its bare SQL."""
    return [_row(registry, case, size, rounds) for case in cases]


def growth(small: list[Row], large: list[Row], sizes: tuple[int, int]) -> list[Row]:
    """Every list of the large ward beside itself in the small one; both have the same lists."""
    factor = sizes[1] / sizes[0]
    return [
        row(
            f"Growth of a list in a ward {factor:,.0f} times as large",
            f"{ours.what.partition(' at ')[0]}",
            f"itself among {sizes[0]:,}",
            [(ours.ours, theirs.ours)],
        )
        for theirs, ours in zip(small, large, strict=True)
    ]


def bare(registry: Registry, case: Case) -> list[tuple]:
    """The page as the SQL has it."""
    values = {"day": registry.today().isoformat(), "text": case.text}
    cursor = registry.database.connection().cursor()
    return cursor.execute(f"{case.sql} LIMIT {PAGE_ROWS}", values).fetchall()


def fetching(registry: Registry, ids: Sequence[int]) -> Callable[[], list[tuple]]:
    """What fetches these households by their ids with bare SQL: all that a page takes but finding them."""
    cursor = registry.database.connection().cursor()
    values = {"day": registry.today().isoformat(), "ids": json.dumps(list(ids))}
    sql = f"{_HOUSEHOLDS} WHERE h.id IN (SELECT value FROM json_each(:ids))"
    return lambda: cursor.execute(sql, values).fetchall()


def _row(registry: Registry, case: Case, size: int, rounds: int) -> Row:
    measures = (lambda: seconds(lambda: case.ours(registry)), lambda: seconds(lambda: bare(registry, case)))
    turns(1, *measures)  # both read the page from the disk once
    return row(_SECTION, f"{case.name} at {size:,}", "bare SQL of the same page", turns(rounds, *measures))
