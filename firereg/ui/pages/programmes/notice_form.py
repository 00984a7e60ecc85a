"""A notice to Zalo groups: begun with words that were sent before, copied for the chat, and kept."""

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import notices, zalo_groups
from firereg.services.notices import NoticeDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, put, values, watch
from firereg.ui.widgets.fields import DateEdit, choice
from firereg.ui.widgets.tick_list import TickList

_TEXT_HEIGHT = 176


class NoticeForm(SideForm):
    """A notice to write, copy and keep. `saved` tells nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Copy and keep"))
        self._given = ""  # the words it began with
        self.begun_with, self.programme = choice(()), programme_choice()
        self.text, self.groups = QPlainTextEdit(), TickList()
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.day = DateEdit(desk.registry.today)
        self.add("begun_with", _("Begin with"), self.begun_with)
        self.add(
            "text", _("Notice"), self.text, _("Without names, ID and phone numbers: everybody reads it.")
        )
        self.add(
            "zalo_ids",
            _("To which groups"),
            self.groups,
            _("None ticked: every Zalo group. Space ticks one."),
        )
        self.add("day", _("Day"), self.day)
        self.add("programme", _("Programme"), self.programme)
        self.begun_with.activated.connect(lambda _index: self._begin_with())
        self.unfinished = FormKeeper(desk, self, "notice", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(fields_of(self.form), self.unfinished.touch)

    def begin(self, zalo_id: int | None = None, programme_id: int | None = None, text: str = "") -> None:
        """Ready to write, for this Zalo group if one is named, beginning with these words.

        One that was half written is offered.
        """
        self.unfinished.leave()
        self.clear_problems()
        self.set_head(_("Send a notice"), _("It is copied; paste it into the chat of each group."))
        self.begun_with.clear()
        self.begun_with.addItem(_("An empty page"), "")
        for one in notices.texts_to_begin_with():
            self.begun_with.addItem(one.name or notices.gist(one.text), one.text)
        self._begin_anew(text)
        names = zalo_groups.names()
        self.groups.fill(names, () if zalo_id is None else (zalo_id,))
        self.form.rows["zalo_ids"].setVisible(bool(names))
        self.day.set(self.desk.registry.today())
        self.form.rows["programme"].setVisible(offer_programmes(self.programme, programme_id))
        self.unfinished.look()
        self.text.setFocus()

    def keep(self) -> None:
        """Into the clipboard, and kept."""
        draft = NoticeDraft(
            self.day_of("day", _("Enter the day of the notice.")),
            self.text.toPlainText(),
            self.groups.ticked(),
            self.programme.currentData(),
        )
        with self.unfinished.finishing():
            _ids, undo = undoably(self.desk, lambda: notices.keep(self.desk.registry, draft))
        QGuiApplication.clipboard().setText(draft.text.strip())
        many = len(draft.zalo_ids)
        whom = _("{n} groups").format(n=many) if many else _("every Zalo group")
        self.desk.wrote(
            _("Notice of {day} to {whom} kept and copied. Paste it into the chat.").format(
                day=format_date(draft.day), whom=whom
            ),
            undo,
        )

    def _begin_with(self) -> None:
        if text := self.begun_with.currentData():
            self._begin_anew(text)
            self.text.setFocus()

    def _begin_anew(self, text: str) -> None:
        self._given = text
        self.text.setPlainText(text)

    def _typed(self) -> Typed | None:
        """What is written, unless it is what was sent before or stands in the box."""
        text = self.text.toPlainText().strip()
        if text in ("", self._given.strip()):
            return None
        return Typed(notices.gist(text), values(fields_of(self.form)))

    def _put_back(self, content: dict[str, Any]) -> None:
        self._given = ""
        put(fields_of(self.form), content)
        self.text.setFocus()
