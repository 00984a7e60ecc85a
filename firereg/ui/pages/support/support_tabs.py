"""The pages that stand under "Support", and the round that they are about."""

from PySide6.QtCore import QObject, Signal

from firereg.domain.dates import format_date
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import rounds
from firereg.services.rounds import RoundRow
from firereg.ui.desk import Desk
from firereg.ui.pages.base import first_step
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import EmptyState

_KEPT = "support/round"


def support_tabs(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The rounds, the list of one, and the place where it is given out: `(name, title)`."""
    pages = (("support", _("Rounds")), ("support_list", _("List of a round")))
    return (*pages, ("support_desk", _("Give out"))) if desk.may(Right.RECORD) else pages


def no_round(desk: Desk) -> EmptyState:
    """What these pages say where there is no round: the first step is one."""
    return first_step(
        desk,
        "hand-helping",
        _("No round yet. A round says what is given on which day, to whom, and from which budget."),
        _("New round"),
        lambda: desk.go("support", "new"),
    )


def no_open_round(desk: Desk) -> EmptyState:
    """What stands where a round is given out while none is open."""
    return first_step(
        desk,
        "hand-helping",
        _("No round is open. Enter a new one, or open a closed one again under “Rounds”."),
        _("New round"),
        lambda: desk.go("support", "new"),
    )


class RoundChoice(QObject):
    """A box to choose a round, the newest first. All pages under "Support" stay with the one chosen last."""

    chosen = Signal()

    def __init__(self, desk: Desk, *, open_only: bool = False) -> None:
        super().__init__(desk)
        self._desk, self._open_only = desk, open_only
        self._rows: dict[int, RoundRow] = {}
        self.box = choice(())
        self.box.setAccessibleName(_("Round"))
        self.box.setMinimumContentsLength(18)
        self.box.activated.connect(lambda _index: self._keep())

    def fill(self) -> None:
        """Fetch the rounds again; the one chosen last stays chosen."""
        found = [row for row in rounds.rounds() if not (self._open_only and row.closed_on)]
        self._rows = {row.id: row for row in found}
        self.box.clear()
        for row in found:
            self.box.addItem(f"{row.name} ({format_date(row.day)})", row.id)
        kept = self.box.findData(remembered_round(self._desk))
        self.box.setCurrentIndex(max(0, kept) if found else -1)

    def choose(self, round_id: int) -> None:
        """Choose this round here and on the pages beside."""
        remember_round(self._desk, round_id)
        self.fill()

    def round(self) -> RoundRow | None:
        """The round as it was when the box was filled."""
        return self._rows.get(self.box.currentData())

    def _keep(self) -> None:
        remember_round(self._desk, self.box.currentData())
        self.chosen.emit()


def remember_round(desk: Desk, round_id: int) -> None:
    """The pages under "Support" are about this round from now on."""
    desk.settings.setValue(_KEPT, round_id)


def remembered_round(desk: Desk) -> int:
    """The round they were about last, 0 for none."""
    kept = str(desk.settings.value(_KEPT, 0))
    return int(kept) if kept.isdigit() else 0
