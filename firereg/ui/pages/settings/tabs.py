"""The pages that stand under "Settings"."""

from firereg.i18n import _


def settings_tabs() -> tuple[tuple[str, str], ...]:
    """What the ward set, who may sign in, and who did what: `(name, title)`."""
    return (("settings", _("Settings")), ("accounts", _("Accounts")), ("journal", _("Journal")))
