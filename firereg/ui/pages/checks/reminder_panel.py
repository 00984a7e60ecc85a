"""The message for the chat of each group: looked at, copied or saved, and remembered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import reminders, wards
from firereg.services.reminders import GroupText, Way
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import InlineMessage, button, label


class ReminderPanel(QWidget):
    """The texts of all groups with something overdue, one shown at a time. `closed` tells that it is not wanted."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._texts: list[GroupText] = []
        self.group = choice([])
        self.group.setAccessibleName(_("Group"))
        self.programme = programme_choice()
        self.names = QCheckBox(_("Name the households"))
        self.names.setChecked(True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(_("Message"))
        self.message = InlineMessage()
        self._last = label("", "muted", wrap=True)
        self.copy = button(_("Copy, next group"), self._copy, "copy", "primary")
        self.save = button(_("Save all as text…"), self._save, "file-output")
        self._build()
        self.group.currentIndexChanged.connect(self._show)
        self.names.toggled.connect(lambda _on: self._fetch(self.group.currentData()))

    def begin(self, group_id: int | None) -> None:
        """Ready, with this group shown first if there is one."""
        self.message.clear()
        self.programme.setVisible(offer_programmes(self.programme, self.programme.currentData()))
        self._fetch(group_id)
        self.group.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fetch(self, group_id: int | None) -> None:
        """All texts, in the background: a large ward takes its time."""
        registry, names = self.desk.registry, self.names.isChecked()

        def work(_progress: Progress) -> list[GroupText]:
            with registry.other_thread():
                return reminders.texts(registry, names=names)

        self.desk.run(work, lambda texts: self._fill(texts, group_id))

    def _fill(self, texts: list[GroupText], group_id: int | None) -> None:
        self._texts = texts
        self.group.blockSignals(True)
        self.group.clear()
        among = wards.groups()
        name_of = {one.id: wards.group_name(one, among) for one in among}
        for one in texts:
            self.group.addItem(
                _("{group}: {n} extinguishers").format(group=name_of[one.group_id], n=one.extinguishers),
                one.group_id,
            )
        self.group.setCurrentIndex(max(0, self.group.findData(group_id)))
        self.group.blockSignals(False)
        self._show()

    def _shown(self) -> GroupText | None:
        wanted = self.group.currentData()
        return next((one for one in self._texts if one.group_id == wanted), None)

    def _show(self) -> None:
        one = self._shown()
        self.text.setPlainText(one.text if one else _("Nothing is overdue here."))
        self.copy.setEnabled(one is not None)
        self.save.setEnabled(bool(self._texts))
        last = reminders.last_reminded().get(one.group_id) if one else None
        self._last.setText(_("Reminded last on {day}").format(day=format_date(last)) if last else "")

    def _copy(self) -> None:
        """Into the clipboard, and the next group is shown."""
        one = self._shown()
        if one is None:
            return
        QGuiApplication.clipboard().setText(one.text)
        reminders.remember(
            self.desk.registry,
            way=Way.CHAT,
            text=one.text,
            group_id=one.group_id,
            programme_id=self.programme.currentData(),
        )
        self.message.say(
            "success", _("Copied. Paste it into the chat of {group}.").format(group=one.group_name)
        )
        following = self.group.currentIndex() + 1
        if following < self.group.count():
            self.group.setCurrentIndex(following)
        else:
            self._show()

    def _save(self) -> None:
        texts, registry, programme_id = list(self._texts), self.desk.registry, self.programme.currentData()

        def make() -> bytes:
            for one in texts:
                reminders.remember(
                    registry, way=Way.FILE, text=one.text, group_id=one.group_id, programme_id=programme_id
                )
            rule = "\r\n\r\n" + "-" * 40 + "\r\n\r\n"
            return rule.join(one.text.replace("\n", "\r\n") for one in texts).encode("utf-8-sig")

        today = registry.today()
        self.desk.save_file(
            make, _("Save all as text…"), f"nhac-to-dan-pho-{today:%Y%m%d}.txt", _("Text (*.txt)")
        )

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(button(_("Close"), self.closed.emit, kind="quiet"))
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label(_("Remind the groups"), "title", wrap=True))
        about = _("For the chat of the group: without ID and phone numbers.")
        lines.addWidget(label(about, "muted", wrap=True))
        for widget in (self.group, self.programme, self.names, self.text):
            lines.addWidget(widget, 1 if widget is self.text else 0)
        lines.addWidget(self._last)
        lines.addWidget(self.message)
        lines.addWidget(self.save)
        lines.addLayout(buttons)
