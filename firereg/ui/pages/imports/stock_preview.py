"""The third step of an import of extinguishers: what becomes of each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox

from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.exchange.repairs import repair_label
from firereg.exchange.stock_columns import StockField, stock_field_label
from firereg.i18n import _
from firereg.services.import_plan import FieldChange, Kind, LeftOut
from firereg.services.stock_plan import PlannedExtinguisher, StockPlan
from firereg.ui.models.paged import Column
from firereg.ui.pages.imports.import_lines import LinesPreview
from firereg.ui.pages.imports.import_words import LOOKS, REPAIRED, SKIPPED, converted_words, kind_label
from firereg.ui.widgets.story import Event, Story

_KINDS = (Kind.NEW, Kind.UPDATED, Kind.UNCHANGED, Kind.WRONG, REPAIRED, SKIPPED)
_ALWAYS = (Kind.NEW, Kind.UPDATED, Kind.UNCHANGED)
_FIRST_LOOK = (Kind.WRONG, Kind.UPDATED, Kind.NEW)
_FIELDS = {
    "kind": StockField.KIND,
    "made_on": StockField.MADE,
    "label": StockField.LABEL,
    "price_dong": StockField.PRICE,
    "donor": StockField.DONOR,
    "note": StockField.NOTE,
}


@dataclass(frozen=True, slots=True)
class StockLine:
    """A line of the preview; `id` is its place in the whole list."""

    id: int
    kind: str
    place: str
    serial: str
    code: str
    made: str
    words: str
    source: PlannedExtinguisher | LeftOut


class StockPreview(LinesPreview):
    """Extinguishers by what becomes of them; wrong rows can be left out."""

    def __init__(self) -> None:
        self.plan: StockPlan | None = None
        self.skip_wrong = QCheckBox()
        super().__init__(_KINDS, self._columns(), (self.skip_wrong,))
        self.skip_wrong.toggled.connect(lambda _on: self.changed.emit())

    def show_plan(self, plan: StockPlan) -> None:
        """Show a plan."""
        self.plan = plan
        lines: dict[str, list[Any]] = {str(kind): [] for kind in _KINDS}
        for row in plan.rows:
            lines[row.kind].append(row)
        told: set[tuple[str, int]] = set()
        for row in plan.rows:  # the repairs of a row are told once, however many it names
            if row.listed.repairs and row.key not in told:
                lines[REPAIRED].append(row)
                told.add(row.key)
        lines[SKIPPED] += plan.skipped
        wrong = len(lines[Kind.WRONG])
        self.skip_wrong.setChecked(False)
        self.skip_wrong.setText(_("Leave {n} wrong rows out").format(n=wrong))
        self.skip_wrong.setVisible(bool(wrong))
        self.show_lines(lines, _ALWAYS, _FIRST_LOOK)
        came = _("They came on {day} from {donor}.") if plan.delivery.donor else _("They came on {day}.")
        words = came.format(day=format_date(plan.delivery.day), donor=plan.delivery.donor)
        self.say(" ".join(filter(None, (words, converted_words(plan.converted())))))
        self.changed.emit()

    def problem(self) -> str:
        """Why it cannot be imported as it stands, "" where it can."""
        if self.lines.get(Kind.WRONG) and not self.skip_wrong.isChecked():
            return _("Some rows are wrong: correct the list, or leave them out.")
        if not self.lines.get(Kind.NEW) and not self.lines.get(Kind.UPDATED):
            return _("There is nothing to import: the register has all of it.")
        return ""

    def line(self, at: int, source: PlannedExtinguisher | LeftOut) -> StockLine:
        """One extinguisher of the list, or a row that is none."""
        if isinstance(source, LeftOut):
            place = self._place((source.sheet, source.row_number))
            return StockLine(at, SKIPPED, place, "", "", "", source.reason, source)
        draft = source.draft
        code = draft.kind_code or source.listed.kind
        made = f"{draft.made_on:%m/%Y}" if draft.made_on else ""
        return StockLine(
            *(at, source.kind, self._place(source.key), draft.serial, code, made), _outcome(source), source
        )

    def story(self, line: StockLine) -> Story:
        """Every field, what changes, what stays although the list says otherwise, and every repair."""
        source = line.source
        badges = [(kind_label(line.kind), LOOKS[line.kind][1])]
        if isinstance(source, LeftOut):
            return Story(line.place, line.words, badges)
        facts = [
            *((one.column, f"{one.value}\n{one.sentence}".strip()) for one in source.problems),
            *((_word(one), f"{_value(one.before)} → {_value(one.after)}") for one in source.changes),
            *((_word(one), _stays(one)) for one in source.kept),
        ]
        if source.kind is Kind.NEW:
            facts += _listed(source)
        events = [
            Event(repair_label(one.kind), f"{one.before} → {one.after}", one.column, "wrench", "muted")
            for one in source.listed.repairs
        ]
        assert self.plan is not None
        title = line.serial or line.place
        return Story(title, self.plan.place(source.key).capitalize(), badges, facts, events)

    def _place(self, key: tuple[str, int]) -> str:
        assert self.plan is not None
        return f"{key[0]} · {key[1]}" if len(self.plan.sheets) > 1 else str(key[1])

    def _columns(self) -> Sequence[Column]:
        return (
            Column(_("Row"), lambda line: line.place, align="right", width=72),
            Column(
                _("Serial number"),
                lambda line: line.serial,
                width=150,
                icon=lambda line: LOOKS[line.kind][0],
                role=lambda line: "muted" if line.kind == Kind.UNCHANGED else "text",
            ),
            Column(_("Kind"), lambda line: line.code, width=110, tip=lambda line: line.code),
            Column(_("Made"), lambda line: line.made, align="right", width=80, spare=True),
            Column(
                _("What becomes of it"), lambda line: line.words, stretch=True, tip=lambda line: line.words
            ),
        )


def _outcome(source: PlannedExtinguisher) -> str:
    if source.problems:
        return f"{source.problems[0].column}: {source.problems[0].sentence}"
    words = [_("Filled in: {fields}").format(fields=_names(source.changes))] if source.changes else []
    if source.kept:
        words.append(_("The list differs, the registry stays: {fields}").format(fields=_names(source.kept)))
    return ". ".join(words)


def _listed(source: PlannedExtinguisher) -> list[tuple[str, str]]:
    draft = source.draft
    values = {
        StockField.KIND: draft.kind_code,
        StockField.MADE: draft.made_on,
        StockField.LABEL: draft.label,
        StockField.PRICE: draft.price_dong,
        StockField.DONOR: draft.donor,
        StockField.NOTE: draft.note,
    }
    return [
        (stock_field_label(field), _value(value))
        for field, value in values.items()
        if value not in (None, "")
    ]


def _names(changes: Sequence[FieldChange]) -> str:
    return ", ".join(map(_word, changes))


def _word(change: FieldChange) -> str:
    return stock_field_label(_FIELDS[change.field])


def _stays(change: FieldChange) -> str:
    return _("{registry}\nThe list says {listed}; the registry stays.").format(
        registry=_value(change.before), listed=_value(change.after)
    )


def _value(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, int):
        return format_dong(value)
    if isinstance(value, date):
        return format_date(value)
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return str(value)
