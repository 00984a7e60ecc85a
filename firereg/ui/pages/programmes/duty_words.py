"""How turns of duty are told on the screen."""

from datetime import date, time

from firereg.domain.dates import format_date
from firereg.domain.labels import weekday_labels
from firereg.domain.times import format_time
from firereg.i18n import _
from firereg.services.rosters import TurnRow


def day_words(day: date) -> str:
    """ "Sun 05/11"."""
    return f"{weekday_labels()[day.weekday()]} {day:%d/%m}"


def time_words(starts: time, ends: time) -> str:
    """ "05:30–11:00"."""
    return f"{format_time(starts)}–{format_time(ends)}"


def turn_words(turn: TurnRow) -> str:
    """ "Sun 05/11/2023, 05:30–11:00, Market"."""
    day = f"{weekday_labels()[turn.day.weekday()]} {format_date(turn.day)}"
    return f"{day}, {time_words(turn.starts, turn.ends)}, {turn.post}"


def attended_words(attended: bool | None) -> str:
    """Whether somebody came; "" where nobody has said."""
    return {True: _("Came"), False: _("Did not come"), None: ""}[attended]


def attended_icon(attended: bool | None) -> str:
    """An icon for it."""
    return {True: "check", False: "x", None: ""}[attended]


def attended_role(attended: bool | None) -> str:
    """And a colour role."""
    return "warning" if attended is False else "text"


def counted(turns: int, hours: float) -> str:
    """ "3 turns, 16,5 hours"."""
    told = f"{round(hours, 2):g}".replace(".", ",")
    return _("{n} turns, {hours} hours").format(n=turns, hours=told)
