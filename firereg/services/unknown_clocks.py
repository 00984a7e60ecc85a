"""Extinguishers with a clock whose start nobody knows: said, not guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.store import models as t
from firereg.store import paging
from firereg.store import unknown_clocks as sql


class UnknownRow(NamedTuple):
    """An extinguisher and its clocks that cannot be told, usually because its date of manufacture is missing."""

    id: int
    serial: str
    kind_code: str
    state: State
    household_id: int | None
    head_name: str
    address: str
    group_id: int | None
    group_number: int | None
    group_ward: str
    clocks: tuple[Clock, ...]


@dataclass(frozen=True)
class UnknownTotals:
    """How many extinguishers have an unknown clock, and how many have each."""

    extinguishers: int
    by_clock: Mapping[Clock, int]


def unknown_page(group_id: int | None = None, *, after: str = "") -> list[UnknownRow]:
    """One screenful by serial number, after the row with the serial `after`."""
    rows = sql.page_rows(t.DueDate._meta.database, group_id, after, paging.PAGE_ROWS)
    return [
        UnknownRow(
            eid, serial, kind, State(state), home, name, address, group, number, ward, _clocks(missing)
        )
        for eid, serial, kind, state, home, name, address, group, number, ward, missing in rows
    ]


def unknown_totals() -> UnknownTotals:
    """What cannot be told in the whole ward."""
    extinguishers, counts = sql.counted(t.DueDate._meta.database)
    return UnknownTotals(extinguishers, {Clock(clock): n for clock, n in counts})


def _clocks(text: str) -> tuple[Clock, ...]:
    missing = text.split(",")
    return tuple(clock for clock in Clock if clock in missing)
