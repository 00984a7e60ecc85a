"""The ward's cylinders as a careful clerk would keep them on paper: what was done, and what follows by hand.

Nothing of the program is used here: what the window shows is compared with this.
"""

import calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

HELD = ("with_household", "spare_lent")
KEPT = (*HELD, "in_stock", "at_service")
OWNER_DAYS = 30
FIRM_MONTHS = {"maintenance": 12, "full_service": 60, "hydrostatic": 60}
DISCARD_MONTHS = 60
NOT_RECHARGED = "MINI1"
MOVED = {
    "in_stock": "Thu về kho",
    "with_household": "Trả lại hộ dân",
    "at_service": "Gửi đi bảo dưỡng",
    "spare_lent": "Cho mượn thay thế",
    "lost": "Đã mất",
    "used": "Đã dùng chữa cháy",
    "discarded": "Đã loại bỏ",
}
WORKS = {"maintenance": "Bảo dưỡng", "recharge": "Nạp lại", "hydrostatic": "Thử thủy lực"}


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last one of a month that is too short."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass
class Fault:
    """What is wrong, its last words, until it is closed."""

    words: str
    found: date
    due: date | None = None
    closed: date | None = None


@dataclass
class Cylinder:
    """One cylinder; `home` is the code of the household that holds it or gets it back."""

    serial: str
    kind: str
    donor: str
    made: date | None
    received: date
    label: str = ""
    state: str = "in_stock"
    home: str = ""
    placed: date | None = None
    checks: list[tuple[date, bool]] = field(default_factory=list)
    works: list[tuple[str, date, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    life: list[tuple[date, str]] = field(default_factory=list)

    def open_faults(self) -> list[Fault]:
        """Those nobody has closed."""
        return [fault for fault in self.faults if fault.closed is None]

    def due(self, owner_days: int = OWNER_DAYS) -> dict[str, date]:
        """When each clock that runs and has a known beginning is due."""
        worked = {
            work: max(day for kind, day, _cost in self.works if kind == work) for work, *_rest in self.works
        }
        if self.state not in KEPT:
            return {}
        found: dict[str, date] = {}
        seen = [day for day in (self.placed, *(day for day, _passed in self.checks)) if day]
        if self.state in HELD and seen:
            found["owner_check"] = max(seen) + timedelta(days=owner_days)
        if self.kind == NOT_RECHARGED:
            starts, months = {"discard": self.made}, {"discard": DISCARD_MONTHS}
        else:
            months = FIRM_MONTHS
            starts = {
                "maintenance": worked.get("maintenance") or self.made or self.received,
                "full_service": worked.get("recharge") or self.made,
                "hydrostatic": worked.get("hydrostatic") or self.made,
            }
        return found | {
            clock: months_after(start, months[clock]) for clock, start in starts.items() if start is not None
        }


class Book:
    """Every cylinder by its serial, and what was counted on the way."""

    def __init__(self) -> None:
        self.cylinders: dict[str, Cylinder] = {}
        self.given: list[str] = []
        self.moved: Counter[str] = Counter()

    def __getitem__(self, serial: str) -> Cylinder:
        return self.cylinders[serial]

    def receive(self, *came: Cylinder) -> None:
        """Into stock."""
        assert not {one.serial for one in came} & self.cylinders.keys()
        self.cylinders |= {one.serial: one for one in came}
        for one in came:
            one.life += [(one.made, "Sản xuất")] if one.made else []
            one.life.append((one.received, "Nhập kho"))

    def give(self, day: date, home: str, *serials: str) -> None:
        """To a household, with a receipt."""
        for serial in serials:
            one = self[serial]
            one.state, one.home, one.placed = "with_household", home, day
            one.life.append((day, "Bàn giao"))
            self.given.append(serial)

    def take_back(self, day: date, *serials: str) -> None:
        """The receipt is cancelled."""
        for serial in serials:
            one = self[serial]
            one.state, one.home, one.placed = "in_stock", "", None
            one.life.append((day, "Bàn giao đã hủy"))
            self.given.remove(serial)

    def move(self, day: date, serial: str, state: str, *, for_good: bool = False) -> None:
        """Somewhere else; into stock or discarded it is no household's any more, nor is one that was lent."""
        one = self[serial]
        if state in ("in_stock", "discarded") or one.state == "spare_lent" or for_good:
            one.home, one.placed = "", None
        one.life.append((day, "Tìm thấy lại" if one.state == "lost" else MOVED[state]))
        one.state = state
        self.moved[state] += 1
        if state == "used":
            self.report(day, serial, "Đã dùng chữa cháy, cần nạp lại", day)

    def lend(self, day: date, own: str, spare: str) -> None:
        """One to the workshop, another one to its household meanwhile."""
        self.move(day, own, "at_service")
        self.move(day, spare, "spare_lent")
        self[spare].home, self[spare].placed = self[own].home, day

    def check(self, day: date, serial: str, fault: str = "") -> None:
        """A look: passed, or the words of what is wrong; the same thing seen twice is one fault."""
        one = self[serial]
        one.checks.append((day, not fault))
        one.life.append((day, "Kiểm tra: hỏng" if fault else "Kiểm tra: đạt"))
        if fault and fault not in [its.words for its in one.open_faults()]:
            one.faults.append(Fault(fault, day))

    def uncheck(self, serial: str) -> None:
        """The last look was none, nor was what it found."""
        one = self[serial]
        day, passed = one.checks.pop()
        one.life.remove((day, "Kiểm tra: đạt" if passed else "Kiểm tra: hỏng"))
        if not passed:
            one.faults.pop()

    def report(self, day: date, serial: str, words: str, due: date | None = None) -> None:
        """A fault that was told of."""
        self[serial].faults.append(Fault(words, day, due))
        self[serial].life.append((day, "Phát hiện hư hỏng"))

    def close(self, day: date, serial: str, words: str) -> None:
        """A fault is mended."""
        fault = next(its for its in self[serial].open_faults() if its.words == words)
        fault.closed = day
        self[serial].life.append((day, "Đã khắc phục hư hỏng"))

    def serve(self, day: date, serial: str, work: str, cost: int = 0) -> None:
        """What a firm did; it mends what was open, and one that was used is back with its recharge."""
        one = self[serial]
        one.works.append((work, day, cost))
        one.life.append((day, WORKS[work]))
        for fault in one.open_faults():
            self.close(day, serial, fault.words)
        if one.state == "used" and work == "recharge":
            self.move(day, serial, "with_household" if one.home else "in_stock")

    def held(self, group: str = "") -> list[str]:
        """The serials that hang in homes, by household."""
        its = [one for one in self.cylinders.values() if one.state in HELD and one.home.startswith(group)]
        return [one.serial for one in sorted(its, key=lambda one: (one.home, one.serial))]

    def in_stock(self, beginning: str = "") -> list[str]:
        """The serials in stock that begin so."""
        its = self.cylinders.values()
        return [one.serial for one in its if one.state == "in_stock" and one.serial.startswith(beginning)]

    def balance(self) -> Counter[tuple[str, str, str]]:
        """How many of each kind from each donor are in each state."""
        return Counter((one.kind, one.donor, one.state) for one in self.cylinders.values())

    def overdue(self, day: date, group: str = "") -> dict[str, list[str]]:
        """The clocks past due of each cylinder (of a group) that has some; due that day is not."""
        found = {}
        for one in self.cylinders.values():
            late = [clock for clock, due in one.due().items() if due < day]
            if late and one.home.startswith(group):
                found[one.serial] = late
        return found

    def due_between(self, first: date, last: date) -> int:
        """How many clocks fall due on these days."""
        return sum(first <= due <= last for one in self.cylinders.values() for due in one.due().values())

    def open_faults(self) -> list[tuple[str, Fault]]:
        """(serial, fault) of all that are open."""
        return [(one.serial, fault) for one in self.cylinders.values() for fault in one.open_faults()]
