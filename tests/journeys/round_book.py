"""The paper book of the day: who is on the list, where each cylinder is, what was spent."""

from dataclasses import dataclass, field
from datetime import date

from firereg.services import round_balance, rounds, stock_balance
from firereg.services.registry import Registry
from firereg.store import models as t

SHARE_DONG = 500_000


@dataclass
class Place:
    """A line of the list: what became of it, when, and the receipt."""

    outcome: str = ""
    on: date | None = None
    receipt: str = ""


@dataclass
class RoundBook:
    """Kept by hand beside the window; `cylinders` tells the household of each, "" for the store-room."""

    name: str
    budget_dong: int
    listed: dict[str, Place] = field(default_factory=dict)
    taken_out: dict[str, str] = field(default_factory=dict)
    cylinders: dict[str, str] = field(default_factory=dict)
    issued: list[str] = field(default_factory=list)

    def give(self, home: str, serial: str, day: date) -> str:
        """The number of the receipt that this household gets with its share."""
        self.issued.append(f"BG-{day.year}-{len(self.issued) + 1:04}")
        self.cylinders[serial] = home
        self.listed[home] = Place("given", day, self.issued[-1])
        return self.issued[-1]

    def count(self, outcome: str) -> int:
        """How many lines of the list came to this."""
        return sum(place.outcome == outcome for place in self.listed.values())

    @property
    def in_stock(self) -> int:
        """How many cylinders lie in the store-room."""
        return sum(not home for home in self.cylinders.values())

    @property
    def spent(self) -> int:
        """What was given in money so far."""
        return len(self.issued) * SHARE_DONG

    def agrees(self, registry: Registry) -> None:
        """The tables say the same as this book, and so do the figures worked out of them."""
        self._rows_agree()
        its = round_balance.balance(rounds.by_name(self.name))
        given, waiting = self.count("given"), self.count("")
        counted = (its.listed, its.given, its.waiting, its.fell_out, its.left_out, its.beside_list)
        assert counted == (len(self.listed), given, waiting, self.count("not_collected"), 0, 0)
        assert (its.given_dong, its.budget_left) == (self.spent, self.budget_dong - self.spent)
        assert its.needed_dong == (given + waiting) * SHARE_DONG
        cylinder, money = its.items
        assert (cylinder.given, cylinder.needed, cylinder.in_stock) == (given, given + waiting, self.in_stock)
        assert (money.given, money.needed) == (given, given + waiting)
        rows = stock_balance.balance(registry)
        assert sum(row.received for row in rows) == len(self.cylinders)
        assert sum(row.in_stock for row in rows) == self.in_stock

    def _rows_agree(self) -> None:
        """Household by household and cylinder by cylinder."""
        code = dict(t.Household.select(t.Household.id, t.Household.code).tuples())
        receipt = dict(t.Handover.select(t.Handover.id, t.Handover.code).tuples())
        listed, taken_out = {}, {}
        for row in t.Entitled.select():
            home = code[row.household_id]
            if row.taken_out:
                taken_out[home] = row.why
            else:
                listed[home] = Place(row.outcome, row.outcome_on, receipt.get(row.handover_id, ""))
        assert (listed, taken_out) == (self.listed, self.taken_out)
        its = t.Extinguisher.select(t.Extinguisher.serial, t.Extinguisher.household, t.Extinguisher.state)
        seen = {serial: (code.get(home, ""), state) for serial, home, state in its.tuples()}
        wanted = {s: (h, "with_household" if h else "in_stock") for s, h in self.cylinders.items()}
        assert seen == wanted
        assert [row.code for row in t.Handover.select().order_by(t.Handover.id)] == self.issued
        assert sum(row.total_dong for row in t.Handover.select()) == self.spent
