"""The extinguisher a form is about, and what is said of its clocks."""

from dataclasses import dataclass
from datetime import date

from firereg.domain.dates import format_date
from firereg.domain.labels import clock_label
from firereg.domain.schedule import Clock
from firereg.i18n import _
from firereg.services import clocks


@dataclass(frozen=True)
class Subject:
    """The extinguisher something was done to, and how a clerk knows it."""

    extinguisher_id: int
    serial: str
    kind_code: str
    holder: str

    @property
    def about(self) -> str:
        """What it is, and beneath it who has it."""
        return f"{self.kind_code} · {self.serial}\n{self.holder}"


def clock_facts(extinguisher_id: int) -> list[tuple[str, str]]:
    """Every clock of an extinguisher with the day it is due; one that cannot be told is said so."""
    return [
        (clock_label(clock), format_date(due) if due else _("not known"))
        for clock, due in clocks.due_of(extinguisher_id).items()
    ]


def due_words(extinguisher_id: int) -> str:
    """The same, a line for each clock."""
    return "\n".join(f"{name}: {due}" for name, due in clock_facts(extinguisher_id))


def next_words(dues: dict[Clock, date | None], today: date) -> str:
    """What is due next and when, or what has been overdue longest; "" where nothing is known."""
    known = [(due, clock) for clock, due in dues.items() if due]
    if not known:
        return ""
    due, clock = min(known)
    words = _("Next: {work} on {day}.") if due >= today else _("Still overdue: {work} since {day}.")
    return words.format(work=clock_label(clock), day=format_date(due))
