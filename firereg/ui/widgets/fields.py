"""Fields with a meaning, and the rows of a form they stand in."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from firereg.domain.dates import format_date, parse_date
from firereg.domain.money import format_dong, parse_dong
from firereg.domain.times import format_time, parse_time
from firereg.i18n import _, language
from firereg.ui.icons import icon
from firereg.ui.theme import color, restyle
from firereg.ui.widgets.parts import IconLabel, announce, label

LABEL_WIDTH = 128
NARROW = 168  # a field of one date or amount


def choice(items: Sequence[tuple[str, object]]) -> QComboBox:
    """A box to choose one of `items`, each its words and what `currentData` gives for it."""
    made = QComboBox()
    made.setItemDelegate(QStyledItemDelegate(made))  # the combo box's own one does not follow the style sheet
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)  # a long choice does not make a narrow form wide
    for text, value in items:
        made.addItem(text, value)
    return made


def count_box(least: int, most: int) -> QSpinBox:
    """A small number; the keys up and down count."""
    made = QSpinBox(minimum=least, maximum=most)
    made.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet does not reach it
    made.setFixedWidth(NARROW)
    return made


class FieldRow(QWidget):
    """A label, its field, and beneath the field a hint or what is wrong with it."""

    def __init__(self, text: str, field: QWidget, hint: str = "", label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self.field = field
        self._hint, self._error, self._doubt = hint, "", ""
        name = label(text)
        name.setFixedWidth(label_width)
        name.setMinimumHeight(32)
        name.setWordWrap(True)
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(text)
        self._mark = IconLabel("circle-alert", "warning", 14)
        self._note = label("", wrap=True)
        note = QHBoxLayout()
        note.setSpacing(6)
        note.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        note.addWidget(self._note, 1)
        column = QVBoxLayout()
        column.setSpacing(3)
        line = QHBoxLayout()
        line.addWidget(field)
        if field.maximumWidth() == NARROW or isinstance(field, QCheckBox):
            line.addStretch(1)
        column.addLayout(line)
        column.addLayout(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(name, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        for edit in (field, *field.findChildren(QLineEdit)):
            if isinstance(edit, QLineEdit) and edit.echoMode() is QLineEdit.EchoMode.Normal:
                edit.textEdited.connect(self._forget)  # while a password is typed Caps Lock may be told
        if isinstance(field, ReadField):
            field.problem.connect(self.set_error)
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say beneath the field what is wrong; "" brings back what was said before."""
        self._error = sentence
        self._show()

    def set_doubt(self, sentence: str) -> None:
        """Say beneath the field what looks wrong and may be right; "" takes it back."""
        if sentence != self._doubt:
            self._doubt = sentence
            self._show()

    def _show(self) -> None:
        wrong, marked = bool(self._error), self._error or self._doubt
        shown = marked or self._hint
        self._mark.set_icon("circle-alert" if wrong else "triangle-alert", "warning")
        self._mark.setVisible(bool(marked))
        self._note.setText(shown)
        self._note.setVisible(bool(shown))
        self._note.setProperty("kind", "" if marked else "muted")
        self._note.setProperty("role", "warning" if marked else "")
        restyle(self._note)
        self.field.setProperty("invalid", wrong)
        restyle(self.field)
        self.field.setAccessibleDescription(shown)
        if marked:
            announce(self.field)

    def set_hint(self, sentence: str) -> None:
        """Put another hint beneath the field, in place of an error too."""
        self._hint = sentence
        self.set_error("")

    def _forget(self) -> None:
        """What was said of another text goes as soon as it is changed."""
        if self.error():
            self.set_error("")

    def error(self) -> str:
        """What is said to be wrong, or ""."""
        return self._error


class Form(QWidget):
    """Rows one below the other. Enter goes to the next field; on a button it presses the button."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def add(
        self, key: str, text: str, field: QWidget, hint: str = "", label_width: int = LABEL_WIDTH
    ) -> FieldRow:
        """Add a field at the end; `key` is its name in a `BadInputError`."""
        row = self.rows[key] = FieldRow(text, field, hint, label_width)
        self._column.addWidget(row)
        return row

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is not a field."""
        self._column.addWidget(widget)

    def show_error(self, key: str, sentence: str) -> bool:
        """Say it beneath the field `key` and go there; False if this form has no such field."""
        row = self.rows.get(key)
        if row is not None:
            row.set_error(sentence)
            row.field.setFocus()
        return row is not None

    def clear_errors(self) -> None:
        """Forget what was wrong."""
        for row in self.rows.values():
            row.set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QAbstractButton) and not at.isCheckable():
            at.click()
        elif not isinstance(at, QPlainTextEdit):
            self.focusNextChild()


class ReadField(QLineEdit):
    """A line edit read as a value when it is left; `problem` tells why it cannot be read, "" when it can."""

    changed = Signal(object)
    problem = Signal(str)

    def __init__(self, read: Callable[[str], object], write: Callable[[Any], str]) -> None:
        super().__init__()
        self._read, self._write = read, write
        self._value: object | None = None
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(lambda: self.problem.emit(""))

    def set(self, value: object | None) -> None:
        """Show this value, or an empty field for None."""
        self.setText("" if value is None else self._write(value))
        self.problem.emit("")
        self._take(value)

    def commit(self) -> None:
        """Read the text now and write it out in full."""
        text = self.text().strip()
        try:
            value = self._read(text) if text else None
        except ValueError as reason:
            self._take(None)
            self.problem.emit(str(reason))
        else:
            self.set(value)

    def _take(self, value: object | None) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit(value)


class DateEdit(ReadField):
    """A day, typed short (19/10, 191023) and shown as 19/10/2023; up and down go a day, F4 has a calendar."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(lambda text: parse_date(text, today()), format_date)
        self._today = today
        self.setPlaceholderText(_("dd/mm/yyyy"))
        self.setFixedWidth(NARROW)
        action = self.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Calendar (F4)"))
        action.triggered.connect(self.open_calendar)

    def day(self) -> date | None:
        """The day, or None for an empty or unreadable field."""
        self.commit()
        return self._value if isinstance(self._value, date) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down change the day, F4 opens the calendar."""
        days: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        steps = days.get(event.key())
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        elif steps is not None:
            self.set((self.day() or self._today()) + timedelta(days=steps))
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show a month to choose the day from."""
        day = self.day() or self._today()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar(day)
        calendar.activated.connect(lambda chosen: self.set(chosen.toPython()))
        calendar.activated.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()


def _calendar(day: date) -> QCalendarWidget:
    made = QCalendarWidget()
    made.setLocale(QLocale("vi_VN") if language() == "vi" else QLocale("en_GB"))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setSelectedDate(QDate(day.year, day.month, day.day))
    made.setMinimumSize(304, 248)
    weekend = QTextCharFormat()  # Qt's own is red, which here means overdue
    weekend.setForeground(color("muted"))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(weekday, weekend)
    for name, icon_name in (("prev", "chevron-left"), ("next", "chevron-right")):
        arrow = made.findChild(QToolButton, f"qt_calendar_{name}month")
        if arrow is not None:  # its name is Qt's own affair
            arrow.setIcon(icon(icon_name))
    return made


class TimeEdit(ReadField):
    """A time of day, typed short (7h30, 730) and shown as 07:30."""

    def __init__(self) -> None:
        super().__init__(parse_time, format_time)
        self.setPlaceholderText(_("hh:mm"))
        self.setFixedWidth(NARROW)

    def time(self) -> time | None:
        """The time, or None for an empty or unreadable field."""
        self.commit()
        return self._value if isinstance(self._value, time) else None


class KilogramEdit(ReadField):
    """A mass typed in kilograms, as "4,25"; `unreadable` is the sentence where it is none."""

    def __init__(self, unreadable: str) -> None:
        def read(text: str) -> int:
            try:
                return round(float(text.strip().replace(",", ".")) * 1000)
            except (ValueError, OverflowError) as error:
                raise ValueError(unreadable) from error

        super().__init__(read, lambda grams: f"{grams / 1000:g}".replace(".", ","))

    def grams(self) -> int | None:
        """Whole grams, or None for an empty or unreadable field."""
        self.commit()
        return self._value if isinstance(self._value, int) else None


class MoneyEdit(ReadField):
    """An amount in đồng, typed as 500000, 500.000 or 500k and shown as 500.000."""

    def __init__(self) -> None:
        super().__init__(parse_dong, format_dong)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(NARROW)

    def amount(self) -> int | None:
        """Whole đồng, or None for an empty or unreadable field."""
        self.commit()
        return self._value if isinstance(self._value, int) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take all of it, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()
