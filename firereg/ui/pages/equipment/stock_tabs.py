"""The pages that stand under "Extinguishers"."""

from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.base import first_step
from firereg.ui.widgets.parts import EmptyState


def stock_tabs() -> tuple[tuple[str, str], ...]:
    """The extinguishers, how they came, and where they are by kind and donor: `(name, title)`."""
    return (
        ("extinguishers", _("Extinguishers")),
        ("deliveries", _("Deliveries")),
        ("balance", _("Stock balance")),
    )


def no_delivery(desk: Desk) -> EmptyState:
    """What these pages say when they are empty: the first step is a delivery."""
    return first_step(
        desk,
        "package",
        _("No delivery here. Receive extinguishers, or import a list of them."),
        _("Import a list"),
        lambda: desk.go("stock_import"),
    )
