"""The life of an extinguisher as events of a story."""

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import life
from firereg.services.life import LifeKind, LifeRow
from firereg.ui.widgets.story import Event

_LOOKS = {
    LifeKind.MADE: ("tag", "muted"),
    LifeKind.RECEIVED: ("package", "accent"),
    LifeKind.MOVED: ("arrow-right", "accent"),
    LifeKind.GIVEN: ("handshake", "accent"),
    LifeKind.CANCELLED: ("x", "muted"),
    LifeKind.NOT_FOUND: ("circle-question-mark", "danger"),
    LifeKind.PASSED: ("circle-check", "success"),
    LifeKind.FAILED: ("triangle-alert", "warning"),
    LifeKind.FAULT: ("triangle-alert", "warning"),
    LifeKind.SERVICED: ("wrench", "accent"),
    LifeKind.MENDED: ("check", "success"),
}


def life_events(extinguisher_id: int) -> list[Event]:
    """What happened to it, the newest first."""
    return [_event(row) for row in life.events(extinguisher_id)]


def _event(row: LifeRow) -> Event:
    named = row.kind in (LifeKind.GIVEN, LifeKind.CANCELLED)  # their title has the name already
    photos = _("{n} photos").format(n=row.photos) if row.photos else ""
    detail = " · ".join(part for part in (row.detail, "" if named else row.who, photos) if part)
    return Event(format_date(row.day), row.title, detail, *_LOOKS[row.kind])
