"""Forms that are half filled: kept while one types, offered again after a power cut."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from firereg.domain.dates import format_date
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import unfinished
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.widgets.parts import IconLabel, announce, button, label

KEEP_AFTER = 1000  # milliseconds after the last change

PAGES = {
    "handover": "handovers",
    "household": "households",
    "delivery": "extinguishers",
    "inspection": "extinguishers",
    "walk": "walks",
    "programme": "programmes",
    "alert": "alerts",
    "notice": "zalo_groups",
}
"""The page on which each form is gone on with."""


@dataclass(frozen=True)
class Typed:
    """What is typed in a form: for whom or what, and all that it takes to fill the form again."""

    about: str
    content: dict[str, Any]


def words(desk: Desk, one: Unfinished) -> str:
    """What was left half filled, for whom, and when."""
    at = one.at.replace(tzinfo=UTC).astimezone()
    time = f"{at:%H:%M}"
    if at.date() != desk.registry.today():
        time = _("{time} on {day}").format(time=time, day=format_date(at.date()))
    sentence = {
        "handover": _("A handover to {about} was being entered at {time}."),
        "household": _("Household {about} was being entered at {time}."),
        "delivery": _("A delivery ({about}) was being scanned at {time}."),
        "inspection": _("An inspection of {about} was being entered at {time}."),
        "walk": _("A fault of {about} was being entered at {time}."),
        "programme": _("Programme “{about}” was being entered at {time}."),
        "alert": _("A report was being entered at {time}: {about}"),
        "notice": _("A notice was being written at {time}: {about}"),
    }[one.form]
    return sentence.format(about=one.about or "…", time=time)


class Offer(QFrame):
    """One sentence on something half filled, with a button to go on and, unless it is a mere notice, one to drop it."""

    wanted = Signal()
    dropped = Signal()

    def __init__(self, notice: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setProperty("role", "info")
        self._text = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("history", "on_accent_soft"))
        row.addWidget(self._text, 1)
        self.go_on = button(_("Go on with it"), self.wanted.emit)
        row.addWidget(self.go_on)
        self.drop = button(_("Drop it"), self.dropped.emit, kind="quiet")
        row.addWidget(self.drop)
        self.drop.setVisible(not notice)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_words(self, sentence: str) -> None:
        """Show the sentence, or nothing for ""."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self)

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()


class FormKeeper(QObject):
    """Keeps what is typed in one form, and offers in `offer` what was left half filled there before.

    `read` gives what is typed (None: nothing worth keeping), `fill` puts it back. Writing waits for a pause and is
    done by the worker, so that a slow disk or another program that writes never holds up a key.
    """

    def __init__(
        self,
        desk: Desk,
        form: QWidget,
        name: str,
        read: Callable[[], Typed | None],
        fill: Callable[[dict[str, Any]], object],
    ) -> None:
        super().__init__(form)
        self._desk, self._name, self._read, self._fill = desk, name, read, fill
        self._key = ""  # where it is kept; "" while it is not
        self._turn = 0  # what was read before this turn is not written any more
        self._unkept = False  # whether something was typed since
        self._left: Sequence[Unfinished] = ()
        self.offer = Offer()
        self.offer.wanted.connect(lambda: desk.attempt(lambda: self.go_on(self._left[0])))
        self.offer.dropped.connect(lambda: desk.attempt(self._drop))
        self._pause = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._pause.timeout.connect(self._keep)
        desk.closing.connect(lambda: desk.attempt(self.keep_now))

    def touch(self) -> None:
        """Something was typed or chosen."""
        self._unkept = True
        self._pause.start()

    def look(self) -> None:
        """Offer what was left half filled, unless something is being typed now."""
        left = [] if self._read() else unfinished.kept(self._desk.registry, self._name)
        self._left = [one for one in left if one.key != self._key]
        self.offer.show_words(words(self._desk, self._left[0]) if self._left else "")

    def go_on(self, one: Unfinished) -> None:
        """Fill the form with this one; what is being typed now is kept beside it."""
        if one.key != self._key:
            self.keep_now()
            self._key = ""
            self._fill(one.content)
            self._key = one.key
        self._left = ()
        self.offer.show_words("")

    def leave(self) -> None:
        """Something else is to be typed: what stands in the form now is kept and offered."""
        self.keep_now()
        self._key = ""

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """One transaction in which the form is saved, and what was kept of it goes."""
        self._pause.stop()
        self._turn += 1
        try:
            with self._desk.registry.transaction():
                yield
                if self._key:
                    unfinished.forget(self._desk.registry, self._key)
        except BaseException:
            self.touch()
            raise
        self._key, self._unkept = "", False

    def keep_now(self) -> None:
        """Keep at once what was typed and is not kept yet."""
        self._pause.stop()
        self._turn += 1
        if self._unkept:
            typed = self._read()
            self._write(self._key_for(typed), typed)
            self._unkept = False

    def _keep(self) -> None:
        """Keep it by the worker; asked again within the transaction, whether it was saved or kept meanwhile."""
        typed, turn, registry = self._read(), self._turn, self._desk.registry
        key = self._key_for(typed)

        def work(_progress: Progress) -> None:
            with registry.other_thread(), registry.transaction():
                if turn == self._turn:
                    self._write(key, typed)

        def done(_nothing: object) -> None:
            self._unkept = self._pause.isActive()

        if key:
            self._desk.run(work, done)

    def _key_for(self, typed: Typed | None) -> str:
        if typed is not None and not self._key:
            self._key = unfinished.new_key(self._desk.registry, self._name)
        return self._key

    def _write(self, key: str, typed: Typed | None) -> None:
        if typed is not None:
            unfinished.keep(self._desk.registry, key, typed.about, typed.content)
        elif key:
            unfinished.forget(self._desk.registry, key)

    def _drop(self) -> None:
        one, registry = self._left[0], self._desk.registry
        unfinished.forget(registry, one.key)
        self.look()
        self._desk.say(
            _("Dropped what was half entered."),
            _("Undo"),
            lambda: self._desk.attempt(lambda: self._bring_back(one)),
        )

    def _bring_back(self, one: Unfinished) -> None:
        unfinished.keep(self._desk.registry, one.key, one.about, one.content)
        self.look()


class UnfinishedNotice(Offer):
    """On the first page: what was left half filled, and one button to go on with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(notice=True)
        self._desk = desk
        self._one: Unfinished | None = None
        self.wanted.connect(self._go)

    def look(self) -> None:
        """Tell of the newest one, and how many others there are."""
        left = unfinished.kept(self._desk.registry) if self._desk.may(Right.RECORD) else []
        self._one = left[0] if left else None
        sentence = words(self._desk, left[0]) if left else ""
        if len(left) > 1:
            sentence += " " + _("{n} more were left half entered.").format(n=len(left) - 1)
        self.show_words(sentence)

    def _go(self) -> None:
        if self._one is not None:
            self._desk.go(PAGES[self._one.form], self._one)
