"""The pages that stand under "Extinguishers"."""

from firereg.i18n import _


def stock_tabs() -> tuple[tuple[str, str], ...]:
    """The extinguishers, how they came, and where they are by kind and donor: `(name, title)`."""
    return (
        ("extinguishers", _("Extinguishers")),
        ("deliveries", _("Deliveries")),
        ("balance", _("Stock balance")),
    )
