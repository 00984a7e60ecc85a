"""Two people at one thing: what somebody else entered in the meantime is not overwritten unseen."""

from typing import Any

from peewee import Model

from firereg.errors import ConflictError, StaleError
from firereg.i18n import _


def refuse_stale(name: str, seen: object, now: object) -> None:
    """StaleError where `now` is not what was `seen` in the form; nothing is compared where that is None."""
    if seen is not None and seen != now:
        raise StaleError(
            _("Somebody else changed {name} in the meantime. Nothing was saved yet.").format(name=name)
        )


def still_there(model: type[Model], row_id: int) -> Any:
    """The row with that id; ConflictError where somebody took it out in the meantime."""
    row = model.get_or_none(model._meta.primary_key == row_id)
    if row is None:
        raise ConflictError(_("Somebody else took this out in the meantime. Nothing was changed."))
    return row
