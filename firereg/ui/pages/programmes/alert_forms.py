"""A report that came in: entered, put right, closed."""

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QLineEdit

from firereg.domain.alerts import AlertKind
from firereg.domain.dates import format_date
from firereg.domain.labels import alert_kind_label
from firereg.domain.text import excerpt
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import alerts, zalo_groups
from firereg.services.alerts import AlertDraft, AlertRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, put, values, watch
from firereg.ui.widgets.fields import DateEdit, TimeEdit, choice


class AlertForm(SideForm):
    """A new report, or one put right. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before: AlertRow | None = None
        self.kind = choice([(alert_kind_label(kind), kind) for kind in AlertKind])
        self.day, self.time = DateEdit(desk.registry.today), TimeEdit()
        self.what, self.place, self.handled_by = QLineEdit(), QLineEdit(), QLineEdit()
        self.zalo, self.programme = choice(()), programme_choice()
        self.add("kind", _("Kind of report"), self.kind)
        self.add("day", _("Day"), self.day)
        self.add("time", _("Time"), self.time)
        self.add(
            "what", _("What was reported"), self.what, _("Not who reported it: their name stays theirs.")
        )
        self.add("place", _("Place"), self.place)
        self.add("handled_by", _("Dealt with by"), self.handled_by)
        self.add("zalo", _("Came in by"), self.zalo)
        self.add("programme", _("Programme"), self.programme)
        self.unfinished = FormKeeper(desk, self, "alert", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(fields_of(self.form), self.unfinished.touch)

    def open_new(self) -> None:
        """A report that comes in now; one that was half typed is offered."""
        self.unfinished.leave()
        self._fill_new()
        self.unfinished.look()

    def open(self, row: AlertRow) -> None:
        """Put this report right."""
        self.unfinished.leave()
        self._before = row
        self._fill(_("Put the report right"), row)
        self.unfinished.offer.show_words("")

    def fill_again(self) -> None:
        """The report as it is kept now."""
        assert self._before is not None
        self.open(alerts.by_id(self._before.id))

    def keep(self) -> int:
        """Add or change the report."""
        registry, before, draft = self.desk.registry, self._before, self._draft()
        if before is None:
            with self.unfinished.finishing():
                alert_id, undo = undoably(self.desk, lambda: alerts.report(registry, draft))
        else:
            alert_id = before.id
            _nothing, undo = undoably(self.desk, lambda: alerts.change(registry, before.id, draft, before))
        self.desk.wrote(_("Report of {day} saved.").format(day=format_date(draft.at.date())), undo)
        return alert_id

    def _typed(self) -> Typed | None:
        """What is typed of a new one."""
        texts = [field.text().strip() for field in (self.what, self.place, self.handled_by)]
        if self._before is not None or not any(texts):
            return None
        return Typed(excerpt(texts[0]), values(fields_of(self.form)))

    def _put_back(self, content: dict[str, Any]) -> None:
        self._fill_new()
        put(fields_of(self.form), content)

    def _fill_new(self) -> None:
        self._before = None
        now = self.desk.registry.clock()
        self._fill(_("New report"), AlertDraft(AlertKind.FIRE, now, ""))

    def _draft(self) -> AlertDraft:
        day = self.day_of("day", _("Enter the day of the report."))
        moment = self.time.time()
        if moment is None:
            raise BadInputError(self.form.rows["time"].error() or _("Enter the time of the report."), "time")
        return AlertDraft(
            kind=AlertKind(self.kind.currentData()),
            at=datetime.combine(day, moment),
            what=self.what.text(),
            place=self.place.text(),
            handled_by=self.handled_by.text(),
            zalo_id=self.zalo.currentData(),
            programme_id=self.programme.currentData(),
        )

    def _fill(self, title: str, values: AlertDraft) -> None:
        self.set_head(title)
        self.clear_problems()
        self.kind.setCurrentIndex(self.kind.findData(values.kind))
        self.day.set(values.at.date())
        self.time.set(time(values.at.hour, values.at.minute))
        for name in ("what", "place", "handled_by"):
            field: QLineEdit = getattr(self, name)
            field.setText(getattr(values, name))
            field.setCursorPosition(0)
        self._offer_zalo_groups(values.zalo_id)
        known = offer_programmes(self.programme, values.programme_id)
        self.form.rows["programme"].setVisible(known)
        self.stale.filled()
        self.what.setFocus()

    def _offer_zalo_groups(self, chosen: int | None) -> None:
        names = dict(zalo_groups.names())
        if chosen is not None:
            names.setdefault(chosen, zalo_groups.by_id(chosen).name)
        self.zalo.clear()
        self.zalo.addItem(_("Not through a Zalo group"), None)
        for zalo_id, name in names.items():
            self.zalo.addItem(name, zalo_id)
        self.zalo.setCurrentIndex(max(0, self.zalo.findData(chosen)))
        self.form.rows["zalo"].setVisible(bool(names))


class CloseAlertForm(SideForm):
    """What came of a report. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Close the report"))
        self._row: AlertRow | None = None
        self.result, self.handled_by = QLineEdit(), QLineEdit()
        self.day = DateEdit(desk.registry.today)
        self.add(
            "result", _("Result"), self.result, _("Put out in time, nothing found, handed on to the police…")
        )
        self.add("handled_by", _("Dealt with by"), self.handled_by)
        self.add("day", _("Day"), self.day)

    def begin(self, row: AlertRow) -> None:
        """Ready to say what came of this report."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Close the report"), f"{row.at:%d/%m/%Y %H:%M}\n{row.what}")
        self.result.clear()
        self.handled_by.setText(row.handled_by)
        self.day.set(self.desk.registry.today())
        self.result.setFocus()

    def keep(self) -> int:
        """Close it."""
        assert self._row is not None
        row, day = self._row, self.day_of("day", _("Enter the day it was closed."))
        _nothing, undo = undoably(
            self.desk,
            lambda: alerts.close(self.desk.registry, row.id, day, self.result.text(), self.handled_by.text()),
        )
        self.desk.wrote(_("Report of {day} closed.").format(day=format_date(row.at.date())), undo)
        return row.id
