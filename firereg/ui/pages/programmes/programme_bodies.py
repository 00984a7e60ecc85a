"""The bodies of a programme and who signs for each: one card a body, the first one leads."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from firereg.domain.programmes import Body
from firereg.i18n import _
from firereg.services.programmes import MOST_BODIES
from firereg.ui.widgets.parts import button


class ProgrammeBodies(QWidget):
    """Cards for as many bodies as there can be; those that are empty are out of sight until asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = [_Card(number) for number in range(1, MOST_BODIES + 1)]
        self._more = button(_("One more body"), self._show_one_more, "plus")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for card in self._cards:
            lines.addWidget(card)
        lines.addWidget(self._more)

    def show_bodies(self, bodies: Sequence[Body]) -> None:
        """Show these, and one empty card where there is none."""
        for number, card in enumerate(self._cards):
            card.show_body(bodies[number] if number < len(bodies) else Body(""))
            card.setVisible(number < max(1, len(bodies)))
        self._more.setVisible(len(bodies) < MOST_BODIES)

    def bodies(self) -> tuple[Body, ...]:
        """What is typed, without the empty cards."""
        typed = [card.body() for card in self._cards]
        return tuple(body for body in typed if any(part.strip() for part in vars(body).values()))

    def _show_one_more(self) -> None:
        card = next(card for card in self._cards if card.isHidden())
        card.show()
        card.name.setFocus()
        self._more.setVisible(any(one.isHidden() for one in self._cards))


class _Card(QFrame):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.name, self._signer, self._title = QLineEdit(), QLineEdit(), QLineEdit()
        first = _("The body that leads") if number == 1 else _("Body {n}").format(n=number)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 8, 8, 8)
        lines.setSpacing(6)
        for field, words in (
            (self.name, first),
            (self._signer, _("Who signs for it")),
            (self._title, _("Their position")),
        ):
            field.setPlaceholderText(words)
            field.setToolTip(words)
            field.setAccessibleName(words if field is self.name else f"{words} ({number})")
            lines.addWidget(field)

    def show_body(self, body: Body) -> None:
        """Show it."""
        for field, text in (
            (self.name, body.name),
            (self._signer, body.signer_name),
            (self._title, body.signer_title),
        ):
            field.setText(text)
            field.setCursorPosition(0)

    def body(self) -> Body:
        """What is typed."""
        return Body(self.name.text(), self._signer.text(), self._title.text())
