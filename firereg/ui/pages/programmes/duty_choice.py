"""The programme and the month that the page of duty is about."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firereg.domain.dates import add_months
from firereg.i18n import _
from firereg.services import duty, programmes, rosters
from firereg.ui.desk import Desk
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import icon_button, label

_KEPT = "duty/programme"
_BOX, _LETTERS, _MONTH = (120, 280), 26, 64


class DutyChoice(QWidget):
    """A box of programmes, the one chosen last to begin with, and a month to step through, today's to begin with."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.month = desk.registry.today().replace(day=1)
        self.box = choice(())
        self.box.setAccessibleName(_("Programme"))
        self.box.setMinimumContentsLength(_LETTERS)
        self.box.setMinimumWidth(_BOX[0])
        self.box.setMaximumWidth(_BOX[1])
        self.box.activated.connect(lambda _index: self._keep())
        self._month = label("", "strong")
        self._month.setFixedWidth(_MONTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.box)
        line.addSpacing(8)
        line.addWidget(icon_button("chevron-left", _("The month before"), lambda: self.step(-1)))
        line.addWidget(self._month)
        line.addWidget(icon_button("chevron-right", _("The month after"), lambda: self.step(1)))
        self._show_month()

    @property
    def programme_id(self) -> int | None:
        """The programme that is chosen; None where there is none."""
        chosen = self.box.currentData()
        return None if chosen is None else int(chosen)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the month."""
        return rosters.month(self.month.year, self.month.month)

    def fill(self) -> None:
        """Fetch the programmes again, those that run first; where none was chosen before, the first with a post."""
        kept = self.box.currentData() or self._desk.settings.value(_KEPT)
        found = programmes.programmes()
        self.box.clear()
        for row in found:
            self.box.addItem(row.name, row.id)
        at = self.box.findData(int(str(kept))) if kept is not None else -1
        if at < 0:
            at = next((at for at, row in enumerate(found) if duty.posts(row.id)), 0)
        self.box.setCurrentIndex(at if found else -1)
        self.box.setToolTip(self.box.currentText())

    def choose(self, programme_id: int, day: date | None = None) -> None:
        """Choose this programme, and the month of `day`."""
        self._desk.settings.setValue(_KEPT, programme_id)
        self.box.setCurrentIndex(self.box.findData(programme_id))
        self.month = (day or self.month).replace(day=1)
        self._show_month()

    def step(self, months: int) -> None:
        """So many months on, or back."""
        self.month = add_months(self.month, months)
        self._show_month()
        self.changed.emit()

    def _show_month(self) -> None:
        self._month.setText(f"{self.month:%m/%Y}")
        self._month.setAccessibleName(_("Month {month}").format(month=self._month.text()))

    def _keep(self) -> None:
        self._desk.settings.setValue(_KEPT, self.programme_id)
        self.box.setToolTip(self.box.currentText())
        self.changed.emit()
