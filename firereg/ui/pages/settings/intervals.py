"""How long each clock of each kind runs, in the settings."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from firereg.domain.dates import format_date
from firereg.domain.equipment import KINDS
from firereg.domain.labels import clock_label, interval_label
from firereg.domain.money import format_dong
from firereg.domain.schedule import Interval, Unit, default_rules
from firereg.i18n import _
from firereg.services import kinds
from firereg.services.kinds import IntervalPreview, RuleRow
from firereg.ui.desk import Desk
from firereg.ui.jobs import Job, Progress
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings.section import ListSection, RowForm
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.fields import DateEdit, choice, count_box
from firereg.ui.widgets.parts import InlineMessage, button, label

_TYPING = 250  # milliseconds after the last key
_MOST = 3650
_KINDS = {kind.code: kind for kind in KINDS}


class IntervalForm(RowForm):
    """One interval; before it is kept it says how many extinguishers would be overdue. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._row: RuleRow | None = None
        self._job: Job | None = None
        self.count = count_box(1, _MOST)
        self.unit = choice([(_("days"), Unit.DAY), (_("months"), Unit.MONTH)])
        self.preview, self.basis = InlineMessage(), InlineMessage()
        self.add("count", _("Every"), self.count)
        self.applies_from = DateEdit(desk.registry.today)
        self.source = QLineEdit()
        self.remove = button(_("Take this interval out"), self._remove, "trash-2", "quiet")
        self.remove.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.first = label("", "muted", wrap=True)
        self.add("unit", "", self.unit)
        self.form.rows["unit"].field.setAccessibleName(_("Unit"))
        self.add(
            "applies_from",
            _("Applies from"),
            self.applies_from,
            _("Empty: at once, to all of them. With a day: to what begins on that day or later."),
        )
        self.add("source", _("Source"), self.source, _("What the ward goes by; empty for the standard's own"))
        for widget in (self.preview, self.first, self.basis, self.remove):
            self.add_below(widget)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._ask)
        self.count.valueChanged.connect(lambda _count: self._typing.start())
        self.unit.currentIndexChanged.connect(lambda _index: self._typing.start())
        self.applies_from.changed.connect(lambda _day: self._typing.start())

    def open(self, row: RuleRow) -> None:
        """Change this interval."""
        self._row = row
        self.clear_problems()
        self.set_head(clock_label(row.rule.clock), f"{row.kind_code} · {row.kind_name}")
        self.count.setValue(row.rule.interval.count)
        self.unit.setCurrentIndex(self.unit.findData(row.rule.interval.unit))
        begins = row.rule.applies_from
        self.applies_from.set(None if begins == kinds.FROM_THE_BEGINNING else begins)
        self.source.setText("" if _default_source(row) == row.rule.source else row.rule.source)
        self.remove.setVisible(begins != kinds.FROM_THE_BEGINNING)
        self.basis.say("info" if row.rule.proven else "warning", _basis_sentence(row))
        self.stale.filled()
        self._ask()

    def fill_again(self) -> None:
        """The interval as it is kept now."""
        assert self._row is not None
        self.open(_now(self._row))

    def keep(self) -> int:
        """Keep the interval, with a way back."""
        row, interval, begins = self._row, self._interval(), self._begins()
        assert row is not None
        touched, undo = undoably(
            self.desk,
            lambda: kinds.change_interval(
                self.desk.registry,
                row.kind_id,
                row.rule.clock,
                interval,
                applies_from=begins,
                source=self.source.text(),
                seen=row,
            ),
        )
        self._row = _now(row)
        words = _("{work} of {kind}: every {interval}. Due dates of {n} extinguishers follow.")
        self.desk.wrote(
            words.format(
                work=clock_label(row.rule.clock),
                kind=row.kind_code,
                interval=interval_label(interval),
                n=format_dong(touched),
            ),
            undo,
        )
        return row.id

    def _remove(self) -> None:
        row = self._row
        if row is None:
            return

        def act() -> None:
            _nothing, undo = undoably(self.desk, lambda: kinds.remove_interval(self.desk.registry, row.id))
            self.desk.wrote(_("The interval is taken out; the one before it counts."), undo)

        self.desk.attempt(act)

    def _begins(self) -> date:
        """The day it applies from; the beginning where none is typed."""
        if not self.applies_from.text().strip():
            return kinds.FROM_THE_BEGINNING
        return self.day_of("applies_from", "")

    def _interval(self) -> Interval:
        return Interval(self.count.value(), Unit(self.unit.currentData()))

    def _ask(self) -> None:
        """Count in the background what the interval would do."""
        self._typing.stop()
        if self._row is None:
            return
        if self._job is not None:
            self._job.cancel()
        registry, row, interval = self.desk.registry, self._row, self._interval()
        today, begins = registry.today(), self.applies_from.day() or kinds.FROM_THE_BEGINNING

        def work(_progress: Progress) -> tuple[int, Interval, IntervalPreview]:
            with registry.other_thread():
                clock = row.rule.clock
                preview = kinds.preview_interval(row.kind_id, clock, interval, today, applies_from=begins)
                return row.id, interval, preview

        self._job = self.desk.jobs.run(work, self._tell)

    def _tell(self, answer: tuple[int, Interval, IntervalPreview]) -> None:
        rule_id, interval, preview = answer
        if self._row is None or rule_id != self._row.id or interval != self._interval():
            return
        before, after = preview.now, preview.then
        if interval == self._row.rule.interval:
            sentence = _("Overdue by it today: {n} extinguishers.").format(n=format_dong(before))
        else:
            sentence = _(
                "Overdue by it today: {before} extinguishers; with {interval} there will be {after}."
            )
            sentence = sentence.format(
                before=format_dong(before), after=format_dong(after), interval=interval_label(interval)
            )
        self.preview.say("warning" if after > before else "info", sentence)
        named = [f"{one.serial} ({one.head_name})" if one.head_name else one.serial for one in preview.first]
        more = [_("and {n} more").format(n=format_dong(after - before - len(named)))]
        more = more if after - before > len(named) > 0 else []
        self.first.setText(
            _("Newly overdue: {names}").format(names=", ".join([*named, *more])) if named else ""
        )


def intervals_section(desk: Desk) -> ListSection:
    """Every clock of every kind, and the form of its interval."""
    form = IntervalForm(desk)
    columns = (
        Column(_("Kind"), lambda r: r.kind_code, width=84, tip=lambda r: r.kind_name),
        Column(_("Work"), lambda r: clock_label(r.rule.clock), stretch=True),
        Column(_("Every"), lambda r: interval_label(r.rule.interval), align="right", width=84),
        Column(_("Standing"), _standing, width=152, spare=True, role=_role, icon=_icon, tip=_basis_sentence),
        Column(_("Source"), lambda r: r.rule.source, width=188, spare=True, tip=lambda r: r.rule.source),
        Column(_("Applies from"), _begins_words, align="right", width=104, spare=True),
    )
    return ListSection(
        form,
        name=_("Intervals"),
        sentence=_(
            "Each clock runs on its own. A change moves the due dates of every extinguisher of the kind."
        ),
        columns=columns,
        rows=kinds.rules,
    )


def _now(row: RuleRow) -> RuleRow:
    """The same row as it is kept now."""
    return next(one for one in kinds.rules() if one.id == row.id)


def _default(row: RuleRow) -> Interval | None:
    """What a new registry starts with."""
    kind = _KINDS.get(row.kind_code)
    rules = default_rules(kind) if kind else ()
    return next((rule.interval for rule in rules if rule.clock is row.rule.clock), None)


def _default_source(row: RuleRow) -> str:
    """Where the standard says so; "" for a kind of the ward's own."""
    kind = _KINDS.get(row.kind_code)
    rules = default_rules(kind) if kind else ()
    return next((rule.source for rule in rules if rule.clock is row.rule.clock), "")


def _begins_words(row: RuleRow) -> str:
    begins = row.rule.applies_from
    return _("always") if begins == kinds.FROM_THE_BEGINNING else format_date(begins)


def _changed(row: RuleRow) -> bool:
    return _default(row) not in (None, row.rule.interval)


def _standing(row: RuleRow) -> str:
    if _changed(row):
        return _("Set by the ward")
    return _("By the standard") if row.rule.proven else _("Not proven")


def _basis_sentence(row: RuleRow) -> str:
    if _changed(row):
        return _("Set by the ward; {source} gives {interval}.").format(
            source=row.rule.source, interval=_interval_words(_default(row))
        )
    if row.rule.proven:
        return _("As in {source}.").format(source=row.rule.source)
    return _("Not proven: a default, not the law. No text of the standard was found for it.")


def _interval_words(interval: Interval | None) -> str:
    return interval_label(interval) if interval else "–"


def _role(row: Any) -> str:
    return "text" if row.rule.proven and not _changed(row) else "warning"


def _icon(row: Any) -> str:
    return "" if _role(row) == "text" else "triangle-alert"
