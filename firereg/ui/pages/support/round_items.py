"""What a round gives each household: one card for each thing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from firereg.domain.labels import form_label
from firereg.domain.support import Form, SupportItem
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.ui.widgets.fields import MoneyEdit, choice, count_box
from firereg.ui.widgets.parts import button, icon_button

_USUAL = {
    Form.EXTINGUISHER: ("Bình chữa cháy", "bình"),
    Form.GOODS: ("", "suất"),
    Form.CASH: ("Tiền mặt", "suất"),
}
"""The words of the receipt, which is Vietnamese whatever the screen speaks."""
EXTINGUISHER = SupportItem(Form.EXTINGUISHER, *_USUAL[Form.EXTINGUISHER][:1], 1, "bình")


class RoundItems(QWidget):
    """The things a round gives, to be added, changed and taken away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._add = button(_("One more thing"), self._add_one, "plus")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._lines.addLayout(self._cards)
        self._lines.addWidget(self._add)

    def show_items(self, items: tuple[SupportItem, ...]) -> None:
        """Show these in place of what was there."""
        cards = self._all()
        for card in cards[len(items) :]:
            self._drop(card)
        for card, item in zip(cards, items, strict=False):
            card.fill(item)
        for item in items[len(cards) :]:
            self._put(item)

    def items(self) -> tuple[SupportItem, ...]:
        """What is typed; BadInputError for an amount that cannot be read."""
        return tuple(card.item() for card in self._all())

    def _all(self) -> list["_Card"]:
        places = (self._cards.itemAt(place) for place in range(self._cards.count()))
        widgets = (item.widget() for item in places if item is not None)
        return [card for card in widgets if isinstance(card, _Card)]

    def _add_one(self) -> None:
        given = {card.chosen() for card in self._all()}
        form = next((form for form in (Form.EXTINGUISHER, Form.CASH) if form not in given), Form.GOODS)
        name, unit = _USUAL[form]
        self._put(SupportItem(form, name, 1, unit)).name.setFocus()

    def _put(self, item: SupportItem) -> "_Card":
        card = _Card(item)
        card.removed.connect(lambda: self._drop(card))
        self._cards.addWidget(card)
        card.show()
        before: QWidget = self._add  # it stands where the keys should come by: a new card is last of all
        for one in (*(field for its in self._all() for field in its.fields()), self._add):
            self.setTabOrder(before, one)
            before = one
        return card

    def _drop(self, card: "_Card") -> None:
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()


class _Card(QFrame):
    removed = Signal()

    def __init__(self, item: SupportItem) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.form = choice([(form_label(form), form) for form in Form])
        self.name, self.unit = QLineEdit(), QLineEdit()
        self.quantity, self.value = count_box(1, 1_000), MoneyEdit()
        self._off = icon_button("x", _("Take {name} away").format(name=item.name), self.removed.emit)
        self._name_them()
        self._lay_out()
        self.fill(item)
        self.form.currentIndexChanged.connect(lambda _index: self._form_chosen())

    def fill(self, item: SupportItem) -> None:
        """Show this thing."""
        self.form.setCurrentIndex(self.form.findData(item.form))
        self.name.setText(item.name)
        self.unit.setText(item.unit)
        self.quantity.setValue(item.quantity)
        self.value.set(item.value_dong)
        self._show_value()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keys."""
        return (self.form, self._off, self.name, self.quantity, self.unit, self.value)

    def chosen(self) -> Form:
        """What it is; Qt keeps the value alone."""
        return Form(self.form.currentData())

    def item(self) -> SupportItem:
        """What is typed."""
        form = self.chosen()
        value = self.value.amount() if form is not Form.EXTINGUISHER else None
        if value is None and self.value.text().strip() and form is not Form.EXTINGUISHER:
            raise BadInputError(
                _("“{text}” is no amount in đồng.").format(text=self.value.text()[:30]), "items"
            )
        return SupportItem(form, self.name.text(), self.quantity.value(), self.unit.text(), value)

    def _name_them(self) -> None:
        for field, name in (
            (self.form, _("What it is")),
            (self.name, _("Name, as on the receipt")),
            (self.quantity, _("Number for each household")),
            (self.unit, _("Unit")),
            (self.value, _("Value in đồng")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(name)

    def _form_chosen(self) -> None:
        """The usual words, unless somebody typed others."""
        name, unit = _USUAL[self.chosen()]
        usual = {words for words, _unit in _USUAL.values()}
        if self.name.text().strip() in usual:
            self.name.setText(name)
            self.unit.setText(unit)
        self._show_value()

    def _show_value(self) -> None:
        self.value.setVisible(self.chosen() is not Form.EXTINGUISHER)

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.form, 1)
        top.addWidget(self._off)
        self.quantity.setFixedWidth(64)
        self.unit.setFixedWidth(72)
        self.value.setMinimumWidth(0)
        self.value.setMaximumWidth(10_000)
        self.value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for field in (self.quantity, self.unit):
            foot.addWidget(field)
        foot.addWidget(self.value, 1)
        foot.addStretch(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 8, 8, 8)
        lines.setSpacing(8)
        lines.addLayout(top)
        lines.addWidget(self.name)
        lines.addLayout(foot)
