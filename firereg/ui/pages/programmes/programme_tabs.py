"""The pages that stand under "Programmes"."""

from firereg.i18n import _
from firereg.ui.pages.by_name import PAGE_NAMES


def programme_tabs() -> tuple[tuple[str, str], ...]:
    """The programmes, their Zalo groups, what was reported, who is on duty: `(name, title)`."""
    pages = (
        ("programmes", _("Programmes")),
        ("zalo_groups", _("Zalo groups")),
        ("alerts", _("Reports received")),
        ("duty", _("Duty")),
    )
    return tuple((name, title) for name, title in pages if name in PAGE_NAMES)
