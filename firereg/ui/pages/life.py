"""The life of an extinguisher as events of a story."""

from firereg.domain.dates import format_date
from firereg.domain.labels import record_label
from firereg.domain.schedule import RecordKind
from firereg.i18n import _
from firereg.services import equipment
from firereg.services.equipment import RecordRow
from firereg.ui.widgets.story import Event


def life_events(extinguisher_id: int) -> list[Event]:
    """What happened to it, the newest first."""
    return [_event(row) for row in equipment.life(extinguisher_id)]


def _event(row: RecordRow) -> Event:
    day = format_date(row.day)
    if row.kind is None:
        if row.passed:
            return Event(day, _("Handed over: {name}").format(name=row.who), row.detail, "handshake")
        return Event(day, _("Handover cancelled: {name}").format(name=row.who), row.detail, "x", "muted")
    detail = " · ".join(part for part in (row.detail, row.who) if part)
    if row.kind is RecordKind.INSPECTION:
        if row.passed:
            return Event(day, _("Inspection: passed"), detail, "circle-check", "success")
        return Event(day, _("Inspection: fault"), detail, "triangle-alert", "warning")
    return Event(day, record_label(row.kind), detail, "wrench")
