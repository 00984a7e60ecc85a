"""The pages that stand under "Checks"."""

from firereg.i18n import _


def check_tabs() -> tuple[tuple[str, str], ...]:
    """What is overdue, what is broken, the walks, and what falls due: `(name, title)`."""
    return (
        ("inspections", _("Overdue")),
        ("faults", _("Faults")),
        ("walks", _("Inspection walks")),
        ("calendar", _("Calendar")),
    )
