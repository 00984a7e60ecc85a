"""Killed while handovers are entered, cancelled, inspected with photos, and households changed."""

import json
import random
from collections import Counter
from pathlib import Path

from PIL import Image

from firereg.domain.equipment import State
from firereg.services import deliveries, handovers, household_list, households, photos
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.handover_draft import Gift
from firereg.services.households import HouseholdDraft
from firereg.services.inspections import InspectionDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.small_ward import HOUSEHOLDS, ROUND_DAY, draft
from tests.torture.grounds import build, left_half_done, refuse_unsound
from tests.torture.killing import Killed, Teller, Told

_STOCK = 8


class Entering:
    """A clerk at the desk; after each death the register is compared with what was acknowledged, row by row."""

    name = "entering"

    def __init__(self, folder: Path) -> None:
        self._ground = build(folder / "registry")
        self._photo = folder / "photo.png"
        Image.new("RGB", (60, 40), "red").save(self._photo)
        self._receipts: dict[str, Told] = {}
        self._notes: dict[int, str] = {}
        self._counts: Counter[str] = Counter()

    def work(self, teller: Teller, chance: random.Random) -> None:
        """One act after the other."""
        with self._ground.opened() as registry:
            while True:
                self._one_act(registry, teller, chance)

    def _one_act(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        stock = [row.serial for row in t.Extinguisher.select().where(t.Extinguisher.state == State.IN_STOCK)]
        if len(stock) < _STOCK:
            self._receive(registry, teller)
            return
        acts = [self._give, self._give, self._void, self._inspect, self._change]
        chance.choice(acts)(registry, teller, chance)

    def _receive(self, registry: Registry, teller: Teller) -> None:
        first = t.Extinguisher.select().count()
        teller.begins("receive")
        drafts = [
            ExtinguisherDraft(f"KT-{first + i:05}", "MFZL4", None, ROUND_DAY) for i in range(2 * _STOCK)
        ]
        deliveries.receive(registry, drafts)
        teller.done("receive")

    def _give(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        query = t.Extinguisher.select(t.Extinguisher.serial).where(t.Extinguisher.state == State.IN_STOCK)
        stock = [serial for (serial,) in query.tuples()]
        serials = chance.sample(stock, chance.randint(0, 2))
        gifts = tuple(Gift(f"Gạo {i}", 100_000 + i, i + 1, "kg") for i in range(chance.randint(1, 3)))
        what = {
            "household": chance.randint(1, len(HOUSEHOLDS)),
            "serials": serials,
            "gifts": [[gift.name, gift.value_dong, gift.quantity] for gift in gifts],
        }
        teller.begins("give", **what)
        row = handovers.record(registry, draft(what["household"], *serials, gifts=gifts))
        teller.done("give", **what, code=row.code)

    def _void(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        valid = [row.id for row in t.Handover.select(t.Handover.id).where(t.Handover.voided_at.is_null())]
        if not valid:
            return
        row = handovers.by_id(chance.choice(valid))
        teller.begins("void", code=row.code)
        handovers.void(registry, row.id, "Nhập nhầm")
        teller.done("void", code=row.code)

    def _inspect(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        (serial,) = chance.choice(list(t.Extinguisher.select(t.Extinguisher.serial).tuples()))
        teller.begins("inspect")
        found = InspectionDraft(serial, ROUND_DAY, chance.random() < 0.5, "Mất chốt")
        photos.keep_with_inspection(registry, found, [self._photo] * chance.randint(0, 2))
        teller.done("inspect")

    def _change(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        number = chance.randint(1, len(HOUSEHOLDS))
        row = households.by_id(number, ROUND_DAY)
        _note, seen_at = households.note_of(number)
        note = f"Ghi chú {chance.random()}"
        changed = HouseholdDraft(row.head_name, row.group_id, row.address, note=note)
        teller.begins("change", household=number, note=note)
        households.change(registry, number, changed, seen_at)
        teller.done("change", household=number, note=note)

    def check(self, killed: Killed) -> None:
        """AssertionError where anything acknowledged is missing, or anything half is there."""
        for told in killed.done:
            self._remember(told)
        with self._ground.opened() as registry:
            if killed.begun is not None and self._reached(killed.begun):
                self._remember(killed.begun)
            refuse_unsound(registry)
            self._compare_receipts()
            self._compare_places()
            assert self._counts == _counts(), (self._counts, _counts())
            for number, note in self._notes.items():
                assert household_list.note_of(number)[0] == note
        assert not left_half_done(self._ground.folder / "attachments")

    def _reached(self, begun: Told) -> bool:
        """Whether the act in hand was kept, of which nobody was told; what it was is then looked at like the others."""
        if _counts() == self._counts:
            return False
        if begun["act"] == "give":
            begun["code"] = t.Handover.select().order_by(t.Handover.id.desc()).get().code
        return True

    def _remember(self, told: Told) -> None:
        self._counts[told["act"]] += 1
        if told["act"] == "give":
            self._receipts[told["code"]] = told | {"voided": False}
        elif told["act"] == "void":
            self._receipts[told["code"]]["voided"] = True
        elif told["act"] == "change":
            self._notes[told["household"]] = told["note"]

    def _compare_receipts(self) -> None:
        rows = {row.code: row for row in t.Handover.select()}
        assert rows.keys() == self._receipts.keys(), rows.keys() ^ self._receipts.keys()
        for code, told in self._receipts.items():
            row = rows[code]
            lines = list(
                t.HandoverLine.select().where(t.HandoverLine.handover == row.id).order_by("position")
            )
            kept = [line.extinguisher.serial for line in lines if line.extinguisher_id]
            gifts = [
                [line.description, line.value_dong, line.quantity]
                for line in lines
                if not line.extinguisher_id
            ]
            assert (row.household_id, kept, gifts) == (told["household"], told["serials"], told["gifts"]), (
                code
            )
            assert (row.voided_at is not None) is told["voided"], code
            assert len(json.loads(row.paper)["lines"]) == len(lines), code

    def _compare_places(self) -> None:
        """Where each extinguisher is, by the receipts that stand."""
        wanted: dict[str, int | None] = {}
        for told in self._receipts.values():
            if not told["voided"]:
                wanted |= dict.fromkeys(told["serials"], told["household"])
        where = t.Extinguisher.select().where(t.Extinguisher.household.is_null(False))
        assert {row.serial: row.household_id for row in where} == wanted


def _counts() -> Counter[str]:
    """How often each act stands in the journal."""
    actions = {
        "handover.record": "give",
        "handover.void": "void",
        "extinguisher.inspect": "inspect",
        "household.change": "change",
    }
    query = t.JournalEntry.select(t.JournalEntry.action)
    found = Counter(actions[action] for (action,) in query.tuples() if action in actions)
    received = (
        query.where(t.JournalEntry.action == "extinguisher.receive").count() - 1
    )  # that of the small ward
    return found + Counter({"receive": received})
