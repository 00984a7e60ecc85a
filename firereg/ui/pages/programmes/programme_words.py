"""A programme in the words of the screen: what happened in it, and what came of it."""

from collections.abc import Callable

from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services.programme_story import ProgrammeFigures, StoryEvent, What
from firereg.services.programmes import ProgrammeRow
from firereg.ui.widgets.story import Event

_ICONS = {
    What.LAUNCHED: "megaphone",
    What.ROUND: "hand-helping",
    What.HANDOVERS: "handshake",
    What.WALK: "clipboard-check",
    What.NOTICE: "megaphone",
    What.REMINDERS: "bell",
    What.ALERT: "triangle-alert",
    What.DUTY: "users",
    What.ENDED: "check",
}
_PAGES = {What.ROUND: "support", What.WALK: "walks", What.ALERT: "alerts"}


def figure_facts(figures: ProgrammeFigures) -> list[tuple[str, str]]:
    """What came of it until now; what is none is left out."""
    its = figures
    facts = [
        (_("Households helped"), its.households, _("{n} households").format(n=_n(its.households))),
        (_("Extinguishers given"), its.extinguishers, _n(its.extinguishers)),
        (_("Money and gifts"), its.given_dong, f"{_n(its.given_dong)} đ"),
        (_("Checked on walks"), its.inspected, _("{n} extinguishers").format(n=_n(its.inspected))),
        (
            _("Zalo groups"),
            its.zalo_groups,
            _("{n}, {reached} households").format(n=_n(its.zalo_groups), reached=_n(its.reached)),
        ),
        (_("Notices sent"), its.notices, _n(its.notices)),
        (_("Reminders"), its.reminders, _n(its.reminders)),
        (
            _("Reports received"),
            its.alerts,
            _("{n}, {closed} closed").format(n=_n(its.alerts), closed=_n(its.alerts_closed)),
        ),
        (_("Duty"), its.turns, _("{n} turns, {hours}").format(n=_n(its.turns), hours=hours(its.hours))),
    ]
    return [(name, words) for name, number, words in facts if number]


def hours(number: float) -> str:
    """ "1.240 hours", "7,5 hours"."""
    shown = _n(round(number)) if number == round(number) else f"{number:.1f}".replace(".", ",")
    return _("{n} hours").format(n=shown)


def story_event(event: StoryEvent, go: Callable[[str, int], object]) -> Event:
    """One thing that happened; what has a page of its own opens there."""
    title, detail = _WORDS[event.what](event)
    page, row_id = _PAGES.get(event.what), event.id
    return Event(
        format_date(event.day),
        title,
        detail,
        _ICONS[event.what],
        "warning" if event.what is What.ALERT and event.is_open else "accent",
        (lambda: go(page, row_id)) if page and row_id is not None else None,
    )


def state_of(row: ProgrammeRow) -> str:
    """Whether it runs."""
    return _("Ended") if row.ended_on else _("Running")


def _n(number: int) -> str:
    return format_dong(number)


def _given(event: StoryEvent) -> str:
    words = _("{n} households").format(n=_n(event.count))
    return f"{words}, {_n(int(event.amount))} đ" if event.amount else words


_WORDS: dict[What, Callable[[StoryEvent], tuple[str, str]]] = {
    What.LAUNCHED: lambda _event: (_("Launched"), ""),
    What.ROUND: lambda event: (event.name, _given(event)),
    What.HANDOVERS: lambda event: (_("Handovers"), _given(event)),
    What.WALK: lambda event: (event.name, _("{n} extinguishers").format(n=_n(event.count))),
    What.NOTICE: lambda event: (
        event.name,
        _("to {n} Zalo groups").format(n=event.count) if event.count else _("to every Zalo group"),
    ),
    What.REMINDERS: lambda event: (_("Reminded"), _("{n} reminders").format(n=event.count)),
    What.ALERT: lambda event: (event.name, _("In hand") if event.is_open else _("Dealt with")),
    What.DUTY: lambda event: (
        _("Duty in {month}").format(month=f"{event.day:%m/%Y}"),
        _("{n} turns, {hours}").format(n=event.count, hours=hours(event.amount)),
    ),
    What.ENDED: lambda _event: (_("Ended"), ""),
}
