"""Four clerks on one registry at once: nobody gets what another was given, no edit is lost, nobody is told of a lock.

Each clerk is a process with its own connection. They hand out the same few extinguishers, change the same few
households as they last saw them, inspect, close and open; one of them makes backups and checks meanwhile.
"""

import json
import os
import random
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from firereg.domain.equipment import State
from firereg.errors import BadInputError, ConflictError
from firereg.services import backups, handovers, health, households, inspections, journal
from firereg.services.handover_draft import Gift
from firereg.services.households import HouseholdDraft
from firereg.services.inspections import InspectionDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.small_ward import HOUSEHOLDS, ROUND_DAY, draft
from tests.torture.grounds import Ground, build, refuse_unsound

CLERKS = 4
_SHARED = 3
"""So few households and extinguishers they all want: they must meet."""
_LEAVES = 0.03
"""How likely one closes the program after an act, and opens it again."""


@dataclass
class Day:
    """What one clerk did: how often each act, the conflicts told, the longest of each, and what was accepted."""

    acts: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    edits: list[tuple[int, str, str]] = field(default_factory=list)
    """Household, the note as it stood in the form, and the note that was accepted."""

    def took(self, act: str, began: float) -> None:
        """An act was done that began then."""
        self.acts[act] += 1
        self.longest[act] = max(self.longest.get(act, 0.0), time.monotonic() - began)


def run(rounds: int, seed: int, folder: Path) -> dict[str, object]:
    """So many seconds of work; what was counted."""
    ground = build(folder / "registry")
    days = work(ground, rounds, seed, folder)
    with ground.opened() as registry:
        refuse_unsound(registry)
        _refuse_lost_receipts(days)
        _refuse_given_twice()
        _refuse_lost_edits(days)
    acts = sum((day.acts for day in days), Counter())
    conflicts = sum((day.conflicts for day in days), Counter())
    return {
        "clerks, seconds": f"{CLERKS}, {rounds}",
        "acts done": acts.total(),
        **{f"{name}: done": count for name, count in sorted(acts.items())},
        **{f"{name}: told of a conflict": count for name, count in sorted(conflicts.items())},
        "told that the registry is locked": 0,
        **{
            f"{name}: the longest": f"{max(day.longest.get(name, 0.0) for day in days):.2f} s"
            for name in sorted(acts)
        },
    }


def work(ground: Ground, seconds: float, seed: int, folder: Path) -> list[Day]:
    """The days of all clerks; AssertionError where one of them met anything but a conflict."""
    until = time.monotonic() + seconds
    children = [_start(ground, until, seed, number, folder / f"{number}.json") for number in range(CLERKS)]
    for child in children:
        os.waitpid(child, 0)
    days = []
    for number in range(CLERKS):
        told = json.loads((folder / f"{number}.json").read_text("utf-8"))
        assert "failed" not in told, told["failed"]
        day = Day(**told)
        day.acts, day.conflicts = Counter(day.acts), Counter(day.conflicts)
        days.append(day)
    return days


def _start(ground: Ground, until: float, seed: int, number: int, out: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        day = Day()
        chance = random.Random(seed * CLERKS + number)
        while time.monotonic() < until:
            began = time.monotonic()
            with ground.opened() as registry:
                day.took("open", began)
                while time.monotonic() < until and chance.random() > _LEAVES:
                    _one_act(registry, chance, day, number)
        out.write_text(json.dumps(vars(day)), "utf-8")
    except BaseException:  # a child must never go on in its parent's place
        out.write_text(json.dumps({"failed": traceback.format_exc()}), "utf-8")
    os._exit(0)


def _one_act(registry: Registry, chance: random.Random, day: Day, number: int) -> None:
    acts = [_give, _give, _void, _edit, _edit, _inspect]
    if number == 0 and chance.random() < 0.05:
        acts = [_back_up, _check]
    act = chance.choice(acts)
    began = time.monotonic()
    name = act.__name__.strip("_").replace("_", " ")
    try:
        if act(registry, chance, day):
            day.took(name, began)
    except (ConflictError, BadInputError):
        day.conflicts[name] += 1


def _give(registry: Registry, chance: random.Random, day: Day) -> bool:
    in_stock = t.Extinguisher.select(t.Extinguisher.serial).where(t.Extinguisher.state == State.IN_STOCK)
    stock = [serial for (serial,) in in_stock.order_by(t.Extinguisher.id).limit(_SHARED).tuples()]
    if not stock:
        return False
    time.sleep(chance.uniform(0, 0.02))  # while the form is filled in, another may be quicker
    given = draft(chance.randint(1, len(HOUSEHOLDS)), chance.choice(stock), gifts=(Gift("Gạo"),))
    day.receipts.append(handovers.record(registry, given).code)
    return True


def _void(registry: Registry, chance: random.Random, day: Day) -> bool:
    valid = [row.id for row in t.Handover.select(t.Handover.id).where(t.Handover.voided_at.is_null())]
    if len(valid) < _SHARED:
        return False
    handovers.void(registry, chance.choice(valid), "Nhập nhầm")
    return True


def _edit(registry: Registry, chance: random.Random, day: Day) -> bool:
    number = chance.randint(1, _SHARED)
    row = households.by_id(number, ROUND_DAY)
    seen, seen_at = households.note_of(number)
    time.sleep(chance.uniform(0, 0.02))
    note = f"{os.getpid()}-{len(day.edits)}"
    changed = HouseholdDraft(row.head_name, row.group_id, row.address, note=note)
    households.change(registry, number, changed, seen_at)
    day.edits.append((number, seen, note))
    return True


def _inspect(registry: Registry, chance: random.Random, day: Day) -> bool:
    (serial,) = chance.choice(list(t.Extinguisher.select(t.Extinguisher.serial).tuples()))
    inspections.keep_inspection(
        registry, InspectionDraft(serial, ROUND_DAY, chance.random() < 0.7, "Mất chốt")
    )
    return True


def _back_up(registry: Registry, chance: random.Random, day: Day) -> bool:
    backups.make(registry)
    return True


def _check(registry: Registry, chance: random.Random, day: Day) -> bool:
    found = health.check(registry)
    assert not found, found
    return True


def _refuse_lost_receipts(days: Iterable[Day]) -> None:
    told = [code for day in days for code in day.receipts]
    kept = {row.code for row in t.Handover.select()}
    assert len(told) == len(set(told)), "a receipt number was given twice"
    assert set(told) == kept, set(told) ^ kept


def _refuse_given_twice() -> None:
    """An extinguisher stands on one receipt that is valid, or on none."""
    lines = t.HandoverLine.select(t.HandoverLine.extinguisher).join(t.Handover)
    valid = lines.where(t.Handover.voided_at.is_null(), t.HandoverLine.extinguisher.is_null(False))
    given = Counter(one for (one,) in valid.tuples())
    assert all(count == 1 for count in given.values()), given


def _refuse_lost_edits(days: Iterable[Day]) -> None:
    """Each accepted edit is in the journal, took the place of what its clerk had seen, and the last one stands."""
    codes = dict(t.Household.select(t.Household.code, t.Household.id).tuples())
    kept = [
        (codes[entry.subject], *entry.detail["note"])
        for entry in reversed(journal.entries(limit=None))
        if entry.action == "household.change" and "note" in entry.detail
    ]
    accepted = [tuple(edit) for day in days for edit in day.edits]
    assert Counter(kept) == Counter(accepted), Counter(accepted) - Counter(kept)
    for number, last in {number: after for number, _before, after in kept}.items():
        assert households.note_of(number)[0] == last
