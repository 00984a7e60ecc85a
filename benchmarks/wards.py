"""A ward of any size, filled fast: nearly every household has an extinguisher, and a receipt for it and a gift.

The people are the demo's; the rows go past the services, in bulk, into an encrypted registry like any other. A
ward that gave to everybody is the fullest there is, so the lists are as long as they get. Some have moved away, and
some have their extinguisher no more, so that every filter lets something through.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from peewee import Model

from benchmarks import sheets
from benchmarks.multiply import multiply
from firereg.documents.papers import receipt_to_json
from firereg.domain.equipment import KINDS, State
from firereg.domain.household import HouseholdState
from firereg.domain.numbering import household_code, receipt_code
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock
from firereg.services import demo, household_list, opening, rounds, wards
from firereg.services.demo import ward as demo_ward
from firereg.services.demo.people import DemoPeople
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed

NOW = datetime(2026, 11, 16, 9, 0)
GROUPS = 22
GIFT = "Quà hỗ trợ (tiền mặt)"
GIFT_DONG = 500_000

_ROUND_DAY = date(2023, 10, 19)
_KIND = KINDS[0]
_DONOR = "Công ty TNHH Thiết bị Mẫu"
_CHUNK = 5_000
_PEOPLE = 8_000  # more than that have no ID numbers of their own in the demo
_NEAR_POOR_EVERY = 49  # none of them shares a divisor with the number of groups
_MOVED_EVERY = 97
_WITHOUT_EVERY = 19
_BASE = 100_000
"""Larger wards are this one, many times over."""
_YEARS = 10
_CLOCKS = ((Clock.OWNER_CHECK, 30, 0.4), (Clock.MAINTENANCE, 360, 0.25), (Clock.FULL_SERVICE, 1800, 0.1))
"""Each clock with its days and the share that is overdue."""


def build(folder: Path, size: int, *, households_only: bool = False) -> Registry:
    """A new registry in `folder` with `size` households and as many extinguishers and handovers; signed in.

    `households_only` leaves out handovers; a copied extinguisher is not searched for either.
    """
    if size > _BASE and not households_only:
        raise ValueError("so large a ward has households only")
    registry, _code = opening.create(
        folder, user=demo.USER, full_name="Cán bộ mẫu", password=demo.PASSWORD, clock=lambda: NOW
    )
    with registry.transaction():
        demo_ward.describe_ward(registry)
        for group in range(1, GROUPS + 1):
            wards.add_group(registry, group, demo_ward.NAME)
        rounds.add(registry, RoundDraft("Đợt đo", _ROUND_DAY, donor=_DONOR))
        everybody = _households(min(size, _BASE))
        while some := list(islice(everybody, _CHUNK)):
            _keep_households(registry, some)
            _keep_extinguishers(registry, some)
            _keep_dues(registry, some)
            if not households_only:
                _keep_handovers(registry, some)
    if size > _BASE:
        multiply(registry, _BASE, size, GROUPS)
    return registry


def open_again(folder: Path) -> Registry:
    """The registry that `build` left in `folder`, opened as on another day."""
    return opening.open_registry(folder, demo.USER, demo.PASSWORD, clock=lambda: NOW)


def _households(size: int) -> Iterator[dict[str, Any]]:
    """The rows of `size` households, their ids from 1 up."""
    for number in range(size):
        batch, place = divmod(number, _PEOPLE)
        if place == 0:
            rng = Random(f"people {batch}")
            people = DemoPeople(rng)
        group = number % GROUPS + 1
        person = people.head()
        row = {
            "id": number + 1,
            "code": household_code(group, number // GROUPS + 1),
            "head_name": person.name,
            "id_number": person.id_number,
            "born_year": person.born_year,
            "sex": person.sex,
            "phone": f"09{batch:02d}{person.phone[4:]}" if person.phone else "",
            "address": people.address(group),
            "group": group,
            "persons": rng.randint(1, 7),
            "updated_at": NOW,
            "state": HouseholdState.MOVED if number % _MOVED_EVERY == 1 else HouseholdState.LIVING,
        }
        yield row | household_list.derived(row)


def _keep_households(registry: Registry, some: list[dict[str, Any]]) -> None:
    _insert(registry, t.Household, some)
    statuses = (
        {
            "household": row["id"],
            "category": Category.NEAR_POOR,
            "valid_from": date(year, 1, 1),
            "valid_to": date(year, 12, 31),
        }
        for row in some
        if row["id"] % _NEAR_POOR_EVERY == 0
        for year in (NOW.year - 1, NOW.year)
    )
    _insert(registry, t.PovertyStatus, statuses)


def _keep_extinguishers(registry: Registry, some: list[dict[str, Any]]) -> None:
    kind = t.ExtinguisherKind.get(t.ExtinguisherKind.code == _KIND.code)
    rows = [
        {
            "id": row["id"],
            "serial": _serial(row["id"]),
            "kind": kind.id,
            "made_on": date(2023, 6, 1),
            "received_on": _ROUND_DAY,
            "donor": _DONOR,
            "state": State.WITH_HOUSEHOLD if row["id"] % _WITHOUT_EVERY else State.LOST,
            "household": row["id"] if row["id"] % _WITHOUT_EVERY else None,
            "placed_on": _ROUND_DAY,
        }
        for row in some
    ]
    _insert(registry, t.Extinguisher, rows)
    texts = (
        (row["id"], f"{_serial(row['id'])} {kind.code} {kind.name} {row['head_name']} {_DONOR}")
        for row in some
    )
    search.put(registry.database, Indexed.EXTINGUISHERS, texts)


def _keep_dues(registry: Registry, some: list[dict[str, Any]]) -> None:
    rng = Random(f"due {some[0]['id']}")
    today = NOW.date()
    dues = (
        {"extinguisher": row["id"], "clock": clock, "start": due - timedelta(days=days), "due": due}
        for row in some
        if row["id"] % _WITHOUT_EVERY  # nothing falls due of what is lost
        for clock, days, share in _CLOCKS
        for due in [today + timedelta(days=round(days * (rng.random() - share)))]
    )
    _insert(registry, t.DueDate, dues)


def _keep_handovers(registry: Registry, some: list[dict[str, Any]]) -> None:
    paper = receipt_to_json(next(sheets.receipts(1)))
    head, code = (next(sheets.receipts(1)).receiver.name, next(sheets.receipts(1)).code)
    rows = []
    for row in some:
        number, year = divmod(row["id"], _YEARS)
        year += NOW.year - _YEARS
        own = receipt_code(year, number + 1)
        rows.append(
            {
                "id": row["id"],
                "year": year,
                "number": number + 1,
                "code": own,
                "day": date(year, number % 12 + 1, number % 28 + 1),
                "round": 1,
                "household": row["id"],
                "receiver_name": row["head_name"],
                "total_dong": GIFT_DONG,
                "paper": paper.replace(head, row["head_name"]).replace(code, own),
                "recorded_at": NOW,
                "recorded_by": registry.user_id,
            }
        )
    _insert(registry, t.Handover, rows)
    _insert(registry, t.HandoverLine, (line for row in rows for line in _lines(row["id"])))
    texts = (
        (
            row["id"],
            f"{row['code']} {row['number']} {row['receiver_name']} {_KIND.code} {_serial(row['id'])}, {GIFT}",
        )
        for row in rows
    )
    search.put(registry.database, Indexed.HANDOVERS, texts)


def _lines(number: int) -> Iterator[dict[str, Any]]:
    common = {"handover": number, "quantity": 1}
    extinguisher = {"extinguisher": number, "description": _KIND.name, "unit": "bình", "value_dong": None}
    yield common | extinguisher | {"position": 1}
    gift = {"extinguisher": None, "description": GIFT, "unit": "suất", "value_dong": GIFT_DONG}
    yield common | gift | {"position": 2}


def _serial(number: int) -> str:
    return f"A-{number:06d}"


def _insert(registry: Registry, model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of one form by field name, what they leave out by the defaults of the model."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    meta = model._meta
    left_out = {
        field.name: field.default
        for field in meta.sorted_fields
        if field.name not in first and field.default is not None
    }
    fields = [meta.fields[name] for name in (*first, *left_out)]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    sql = f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({", ".join("?" * len(fields))})'
    registry.database.cursor().executemany(
        sql,
        (
            [field.db_value(value) for field, value in zip(fields, (row | left_out).values(), strict=True)]
            for row in (first, *rows)
        ),
    )
