"""Whether a new password is easily guessed: what people here choose first, and what a guesser tries first."""

from firereg.i18n import _

SHORTEST = 8


def problem_with(password: str, user_name: str = "", ward_name: str = "") -> str | None:
    """Why this password should not be taken, as a sentence; None for a good one."""
    if len(password) < SHORTEST:
        return _("The password needs at least {n} characters. Choose a longer one.").format(n=SHORTEST)
    return None
