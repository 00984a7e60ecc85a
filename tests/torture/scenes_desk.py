"""Killed while lists are imported and taken back, receipts printed, forms kept, and passwords set again."""

import random
import shutil
from pathlib import Path

from firereg.services import handovers, imports, journal, receipt_files, unfinished
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.import_lists import ward_list
from tests.small_ward import CASH, HOUSEHOLDS, draft, give
from tests.torture.grounds import build, refuse_unsound
from tests.torture.killing import Killed, Teller, Told

_ROWS = 300
_RECEIPTS = 12
_FORM = "household"


class Importing:
    """A list of 300 rows, imported and taken back in turn: all of it is there, or none."""

    name = "importing"

    def __init__(self, folder: Path) -> None:
        self._ground, self._imported = build(folder / "registry"), False
        rows = [
            (i, f"Nguyễn Văn {i}", 1950 + i % 50, "", f"{i} Hồ Sen", f"7{i % 3}", 3, "", "x", f"{i}/GCN", "")
            for i in range(1, _ROWS + 1)
        ]
        self._list = ward_list(folder, *rows)
        self._before = self._counts()

    def work(self, teller: Teller, chance: random.Random) -> None:
        """In and out."""
        with self._ground.opened() as registry:
            batches = imports.batches()
            if batches and not batches[0].undone:
                self._take_back(registry, teller, batches[0].id)
            while True:
                plan = imports.plan(registry, self._list)
                teller.begins("import")
                batch = imports.apply(registry, plan, create_groups=True)
                assert batch is not None
                teller.done("import")
                self._take_back(registry, teller, batch)

    def _take_back(self, registry: Registry, teller: Teller, batch: int) -> None:
        teller.begins("take back")
        imports.undo(registry, batch)
        teller.done("take back")

    def check(self, killed: Killed) -> None:
        """AssertionError where a part of the list is there."""
        if killed.done:
            self._imported = killed.names()[-1] == "import"
        found = self._counts(check=True)
        with_list = {
            **self._before,
            "Household": len(HOUSEHOLDS) + _ROWS,
            "PovertyStatus": self._before["PovertyStatus"] + _ROWS,
            "ResidentialGroup": self._before["ResidentialGroup"] + 2,
        }
        if killed.begun is None:
            assert found == (with_list if self._imported else self._before)
        else:
            assert found in (with_list, self._before)
            self._imported = found == with_list

    def _counts(self, *, check: bool = False) -> dict[str, int]:
        with self._ground.opened() as registry:
            if check:
                refuse_unsound(registry)
            return {
                model.__name__: model.select().count()
                for model in (t.Household, t.PovertyStatus, t.ResidentialGroup, t.Extinguisher, t.Handover)
            }


class Printing:
    """The receipts of a round into one PDF: whole or not there, and counted as printed only where it is."""

    name = "batch printing"

    def __init__(self, folder: Path) -> None:
        self._ground, self._out = build(folder / "registry"), folder / "papers"
        self._out.mkdir()
        self._printed = 0
        with self._ground.opened() as registry:
            self._ids = [give(registry, 1 + i % 8, gifts=(CASH,)).id for i in range(_RECEIPTS)]

    def work(self, teller: Teller, chance: random.Random) -> None:
        """One file after the other."""
        with self._ground.opened() as registry:
            number = self._printed
            while True:
                number += 1
                teller.begins("print", number=number)
                receipt_files.save_together(registry, self._ids, self._out / f"{number}.pdf")
                teller.done("print", number=number)

    def check(self, killed: Killed) -> None:
        """AssertionError where a PDF is half there, or the count and the journal know of other prints."""
        done = {told["number"] for told in killed.done}
        begun = {killed.begun["number"]} if killed.begun else set()
        there = {int(path.stem) for path in self._out.glob("*.pdf")}
        assert done <= there <= done | begun
        for number in there:
            data = (self._out / f"{number}.pdf").read_bytes()
            assert data.startswith(b"%PDF-")
            assert data.rstrip().endswith(b"%%EOF")
            assert f"/Count {_RECEIPTS} ".encode() in data
        with self._ground.opened() as registry:
            refuse_unsound(registry)
            (printed,) = {row.printed for row in t.Handover.select(t.Handover.printed)}
            told = sum(entry.action == "receipt.print" for entry in journal.entries(limit=None))
            assert printed == told
            assert self._printed + len(done) <= printed <= self._printed + len(there)
        self._printed = printed
        shutil.rmtree(self._out)
        self._out.mkdir()


class HalfFilled:
    """A form kept as it is typed, then saved: what was typed is offered again, or it is recorded, never both."""

    name = "forms half filled"

    def __init__(self, folder: Path) -> None:
        self._ground = build(folder / "registry")
        self._typed: int | None = None
        self._saved = 0

    def work(self, teller: Teller, chance: random.Random) -> None:
        """Key after key, now and then saved."""
        with self._ground.opened() as registry:
            kept = unfinished.kept(registry, _FORM)
            key = kept[0].key if kept else unfinished.new_key(registry, _FORM)
            typed = kept[0].content["typed"] if kept else 0
            while True:
                typed += 1
                teller.begins("keep", typed=typed)
                unfinished.keep(
                    registry, key, "Nguyễn Văn A", {"typed": typed, "text": "ă" * chance.randint(0, 5000)}
                )
                teller.done("keep", typed=typed)
                if chance.random() < 0.3:
                    teller.begins("save")
                    with registry.transaction():
                        handovers.record(registry, draft(1, gifts=(CASH,)))
                        unfinished.forget(registry, key)
                    teller.done("save")
                    key, typed = unfinished.new_key(registry, _FORM), 0

    def check(self, killed: Killed) -> None:
        """AssertionError where what was typed is gone, or offered once more after it was saved."""
        for told in killed.done:
            self._remember(told)
        with self._ground.opened() as registry:
            refuse_unsound(registry)
            kept = unfinished.kept(registry, _FORM)
            assert len(kept) <= 1
            found = (kept[0].content["typed"] if kept else None, t.Handover.select().count())
        if killed.begun is not None and found != (self._typed, self._saved):
            self._remember(killed.begun)
        assert found == (self._typed, self._saved), (found, self._typed, self._saved)

    def _remember(self, told: Told) -> None:
        if told["act"] == "keep":
            self._typed = told["typed"]
        else:
            self._typed, self._saved = None, self._saved + 1
