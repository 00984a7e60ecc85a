"""Two households side by side: what they differ in, whose value stays, and what comes over."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.identity import FEMALE, MALE
from firereg.i18n import _
from firereg.services import household_story, households, merging, wards
from firereg.services.households import HouseholdRow
from firereg.services.merging import FieldPair, Preview, Side
from firereg.ui.desk import Desk
from firereg.ui.pages.households.household_columns import field_name
from firereg.ui.pages.households.likely_twins import APART_KEY, keep_apart
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.parts import InlineMessage, button, label, rule

_NAME_WIDTH = 120


class ValueChoice(QWidget):
    """One side's value of a field to choose; unlike the words of a bare radio button it can take several lines."""

    def __init__(self, field: str, value: str, side: Side) -> None:
        super().__init__()
        self.side = side
        self.button = QRadioButton()
        self.button.setAccessibleName(f"{field}: {value}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(value, wrap=True), 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words chooses too."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.click()


class MergeView(QWidget):
    """Shows both, lets a clerk choose field by field, and merges them.

    `merged` tells the id of the household that stays, `closed` that they stay two.
    """

    merged = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.preview: Preview | None = None
        self.choices: dict[str, list[ValueChoice]] = {}
        self._message = InlineMessage()
        self._grid = QGridLayout()
        self._keeps = QButtonGroup(self)
        self._first_keeps, self._second_keeps = QRadioButton(), QRadioButton()
        self._ids: tuple[int, int] = (0, 0)
        self._moves = label("", wrap=True)
        self.merge_button = button(_("Merge"), self.submit, "combine", "primary")
        self.apart_button = button(_("They are two households"), self.keep_apart, "split")
        self._build()

    def open(self, first_id: int, second_id: int) -> None:
        """Show these two; the first one's code stays unless the clerk chooses the other's.

        Their ID and phone numbers stand here in full, which the journal tells.
        """
        self._ids = (first_id, second_id)
        self._message.clear()
        self._first_keeps.setChecked(True)
        if self.desk.attempt(self._fetch_first):
            self._first_keeps.setFocus()

    @property
    def first_id(self) -> int:
        """The household the clerk came from."""
        return self._ids[0]

    def submit(self) -> None:
        """Merge them as chosen."""
        if self.preview is not None:
            self.desk.attempt(self._merge)

    def keep_apart(self) -> None:
        """Keep that they are two, and go back."""
        if self.preview is not None:
            self.desk.attempt(self._keep_apart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, Enter goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in (("Ctrl+Return", self.submit), (APART_KEY, self.keep_apart)):
            QShortcut(QKeySequence(key), self, context=within).activated.connect(act)
        self.merge_button.setToolTip(f"{self.merge_button.text()} (Ctrl+Enter)")
        self.apart_button.setToolTip(f"{self.apart_button.text()} ({APART_KEY})")
        for one in (self._first_keeps, self._second_keeps):
            self._keeps.addButton(one)
        self._first_keeps.clicked.connect(lambda: self.desk.attempt(self._fetch))
        self._second_keeps.clicked.connect(lambda: self.desk.attempt(self._fetch))
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        card = QFrame()
        card.setProperty("kind", "card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        lines.addLayout(self._grid)
        lines.addWidget(rule())
        lines.addWidget(self._moves)
        lines.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(card)
        buttons = QHBoxLayout()
        buttons.addWidget(self.merge_button)
        buttons.addWidget(self.apart_button)
        buttons.addWidget(button(_("Back"), self.closed.emit, "arrow-left", "quiet"))
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 8)
        whole.setSpacing(8)
        whole.addWidget(label(_("One household or two?"), "title"))
        whole.addWidget(
            label(
                _("Choose what stays. Both histories are kept, and both codes find it."), "muted", wrap=True
            )
        )
        whole.addWidget(self._message)
        whole.addWidget(scroll, 1)
        whole.addLayout(buttons)

    def _keep_apart(self) -> None:
        assert self.preview is not None
        preview, self.preview = self.preview, None
        self.closed.emit()
        keep_apart(self.desk, preview.keep, preview.drop)

    def _fetch_first(self) -> None:
        registry = self.desk.registry
        for row in households.by_ids(self._ids, registry.today()):
            if row.id_number or row.phone:
                household_story.note_shown(registry, row.id)
        self._fetch()

    def _fetch(self) -> None:
        first, second = self._ids
        keep, drop = (first, second) if self._first_keeps.isChecked() else (second, first)
        self.preview = merging.preview(self.desk.registry, keep, drop)
        self._fill(self.preview)

    def _fill(self, preview: Preview) -> None:
        _clear(self._grid, but=(self._first_keeps, self._second_keeps))
        self.choices = {}
        first_keeps = self._first_keeps.isChecked()
        first, second = (preview.keep, preview.drop) if first_keeps else (preview.drop, preview.keep)
        for column, (one, row) in enumerate(((self._first_keeps, first), (self._second_keeps, second)), 1):
            one.setText(_("Code {code} stays").format(code=row.code))
            one.setAccessibleName(f"{one.text()}, {_about(row)}")
            self._grid.addWidget(label(_about(row), "strong", wrap=True), 0, column)
            self._grid.addWidget(one, 1, column)
            one.show()  # at once, or it cannot take the focus yet
        for line, pair in enumerate(preview.fields, 2):
            self._add_pair(line, pair, first_keeps)
        self._moves.setText(_moves_words(preview))
        self._order_tabs()

    def _add_pair(self, line: int, pair: FieldPair, first_keeps: bool) -> None:
        name = field_name(pair.name)
        self._grid.addWidget(label(name, "muted"), line, 0)
        sides = (Side.KEEP, Side.DROP) if first_keeps else (Side.DROP, Side.KEEP)
        values = {Side.KEEP: _words(pair.name, pair.keep), Side.DROP: _words(pair.name, pair.drop)}
        if not pair.differs:
            self._grid.addWidget(label(values[Side.KEEP], wrap=True), line, 1, 1, 2)
            return
        both = self.choices[pair.name] = [ValueChoice(name, values[side], side) for side in sides]
        group = QButtonGroup(both[0])
        for column, choice in enumerate(both, 1):
            group.addButton(choice.button)
            choice.button.setChecked(choice.side is pair.wins)
            self._grid.addWidget(choice, line, column)

    def _order_tabs(self) -> None:
        buttons = [self._first_keeps, self._second_keeps]
        for both in self.choices.values():
            buttons += [choice.button for choice in both]
        for before, after in pairwise(buttons):
            self.setTabOrder(before, after)
        self.setTabOrder(buttons[-1], self.merge_button)

    def _merge(self) -> None:
        assert self.preview is not None
        preview = self.preview
        chosen = {
            name: choice.side
            for name, both in self.choices.items()
            for choice in both
            if choice.button.isChecked()
        }
        row, undo = undoably(
            self.desk,
            lambda: merging.merge(self.desk.registry, preview.keep.id, preview.drop.id, chosen),
        )
        self.preview = None
        self.merged.emit(row.id)
        words = _("{dropped} is part of {name} ({code}) now.")
        self.desk.wrote(words.format(dropped=preview.drop.code, name=row.head_name, code=row.code), undo)


def _about(row: HouseholdRow) -> str:
    return f"{row.head_name} · {row.code}"


def _words(name: str, value: Any) -> str:
    if name == "group":
        groups = wards.groups()
        return next(wards.group_name(group, groups) for group in groups if group.id == value)
    if name == "sex":
        return {MALE: _("Male"), FEMALE: _("Female")}.get(value, "–")
    return str(value) if value else "–"


def _moves_words(preview: Preview) -> str:
    parts = (
        (_("Receipts: {count}"), preview.handovers),
        (_("Extinguishers: {count}"), preview.extinguishers),
        (_("Persons: {count}"), preview.members),
        (_("Recognitions: {count}"), preview.statuses),
    )
    moved = " · ".join(words.format(count=count) for words, count in parts if count)
    if not moved:
        return _("{code} has nothing that comes over.").format(code=preview.drop.code)
    words = _("From {dropped} to {kept} come over: {what}.")
    return words.format(dropped=preview.drop.code, kept=preview.keep.code, what=moved)


def _clear(grid: QGridLayout, but: tuple[QWidget, ...]) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget not in but:
            widget.hide()
            widget.deleteLater()
