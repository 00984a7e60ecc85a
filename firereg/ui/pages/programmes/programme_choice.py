"""A box to choose the programme that something belongs to."""

from PySide6.QtWidgets import QComboBox

from firereg.i18n import _
from firereg.services import programmes
from firereg.ui.widgets.fields import choice


def programme_choice() -> QComboBox:
    """A box without anything in it yet; `currentData` is the id of the programme, None for none."""
    made = choice(())
    made.setAccessibleName(_("Programme"))
    return made


def offer_programmes(box: QComboBox, chosen: int | None = None) -> bool:
    """Fetch the programmes again and choose one; whether there are any."""
    known = programmes.names()
    box.clear()
    box.addItem(_("In no programme"), None)
    for programme_id, name in known:
        box.addItem(name, programme_id)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return bool(known)
