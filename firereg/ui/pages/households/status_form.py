"""What a household is recognised as: entered, corrected, ended, taken out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from firereg.domain.dates import format_date
from firereg.domain.labels import category_label
from firereg.domain.poverty import Category
from firereg.i18n import _
from firereg.services import households, statuses
from firereg.services.households import HouseholdRow, StatusRow
from firereg.services.statuses import StatusDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import DateEdit, choice
from firereg.ui.widgets.parts import button


class StatusForm(SideForm):
    """One recognition, a new one or the one chosen on top; of several households at once a new one.

    `saved` tells the id of the first household.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: Sequence[HouseholdRow] = ()
        self._seen: StatusDraft | None = None
        self.which = choice([])
        self.category = choice([(category_label(category), category) for category in Category])
        self.first, self.last = DateEdit(desk.registry.today), DateEdit(desk.registry.today)
        self.certificate, self.decision = QLineEdit(), QLineEdit()
        self.add("which", _("Recognition"), self.which)
        self.add("category", _("Category"), self.category)
        self.add("valid_from", _("From"), self.first)
        self.add("valid_to", _("To"), self.last, _("Its last day; empty while it runs on"))
        self.add("certificate", _("Certificate"), self.certificate)
        self.add("decision", _("Decision"), self.decision)
        self.remove_button = button(_("Take this recognition out"), self._remove, "trash-2")
        self.form.add_widget(self.remove_button)
        self.which.currentIndexChanged.connect(self._fill)

    def begin(self, rows: Sequence[HouseholdRow], status_id: int | None = None) -> None:
        """Ready for a new recognition of these households, or with the one that has this id."""
        self._rows, self.touches = rows, len(rows)
        one = rows[0]
        about = f"{one.head_name} · {one.code}"
        if len(rows) > 1:
            about = _("{count} households").format(count=len(rows))
        self.set_head(_("Poverty status"), about)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(_("A new recognition"), None)
        for status in households.statuses(one.id) if len(rows) == 1 else ():
            self.which.addItem(f"{category_label(status.category)}, {format_date(status.valid_from)}", status)
            if status.id == status_id:
                self.which.setCurrentIndex(self.which.count() - 1)
        self.which.blockSignals(False)
        self.form.rows["which"].setVisible(self.which.count() > 1)
        self._fill()
        (self.which if self.which.count() > 1 else self.category).setFocus()

    def keep(self) -> int:
        """Keep the recognition."""
        registry, chosen, ids = self.desk.registry, self._chosen(), [row.id for row in self._rows]
        first = self.day_of("valid_from", _("Enter the day from which it holds."))
        last = self.day_of("valid_to", "") if self.last.text().strip() else None
        draft = StatusDraft(
            self.category.currentData(), first, last, self.certificate.text(), self.decision.text()
        )

        def act() -> None:
            if chosen is not None:
                statuses.correct(registry, chosen.id, draft, self._seen)
            elif len(ids) > 1:
                statuses.add_many(registry, ids, draft)
            else:
                statuses.add(registry, ids[0], draft)

        _done, undo = undoably(self.desk, act)
        self._seen = statuses.as_kept(chosen.id) if chosen else None
        whose = self._rows[0].head_name
        if len(ids) > 1:
            whose = _("{count} households").format(count=len(ids))
        words = _("Saved: {category}, {whose}.")
        self.desk.wrote(words.format(category=category_label(draft.category), whose=whose), undo)
        return ids[0]

    def fill_again(self) -> None:
        """What is kept of the recognition that is being corrected."""
        self._fill()

    def _chosen(self) -> StatusRow | None:
        chosen = self.which.currentData()
        return chosen if isinstance(chosen, StatusRow) else None

    def _fill(self) -> None:
        self.clear_problems()
        chosen = self._chosen()
        self._seen = statuses.as_kept(chosen.id) if chosen else None
        shown = self._seen or StatusDraft(Category.NEAR_POOR, self.desk.registry.today())
        self.remove_button.setVisible(chosen is not None)
        self.category.setCurrentIndex(self.category.findData(shown.category))
        self.first.set(shown.valid_from)
        self.last.set(shown.valid_to)
        self.certificate.setText(shown.certificate)
        self.decision.setText(shown.decision)
        self.stale.filled()

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return

        def act() -> None:
            _done, undo = undoably(self.desk, lambda: statuses.remove(self.desk.registry, chosen.id))
            words = _("Taken out: {category}.")
            self.desk.wrote(words.format(category=category_label(chosen.category)), undo)

        if self.desk.attempt(act):
            self.saved.emit(self._rows[0].id)
