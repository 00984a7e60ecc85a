"""Whether the clock of the computer can be right: it is not where the registry was written to later than now."""

from datetime import datetime, timedelta

from peewee import fn

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services.backup_files import local
from firereg.services.registry import Registry
from firereg.store.models import JournalEntry

TOLERANCE = timedelta(minutes=5)
_ENTRIES = 500
"""So many are looked at: an entry of a clock that was ahead once is not held against the right one for ever."""


def behind(registry: Registry) -> datetime | None:
    """The moment (UTC) of the last entry of the journal where the clock says less by more than TOLERANCE."""
    its = JournalEntry
    newest = its.select(its.at).order_by(its.id.desc()).limit(_ENTRIES).alias("newest")
    at = JournalEntry.select(fn.MAX(newest.c.at)).from_(newest).scalar(registry.database)
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment if moment is not None and moment - registry.now() > TOLERANCE else None


def sentence(registry: Registry) -> str:
    """What is wrong with the clock, "" where nothing is."""
    at = behind(registry)
    if at is None:
        return ""
    when = local(at)
    return _("The clock of this computer is behind the last entry ({when}). Set its date and time.").format(
        when=f"{format_date(when.date())} {when:%H:%M}"
    )
