"""What people report to the ward (a sign of fire, of crime): open until it is said what came of it.

Who reported is not asked for, so nobody has to fear to.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, Case, fn

from firereg.domain.alerts import LATE_AFTER, AlertKind, AlertStatus, status_on
from firereg.domain.text import excerpt
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.inputs import line, not_future, required
from firereg.services.programmes import named
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store.models import Alert, Programme, ZaloGroup
from firereg.store.paging import page

_WORDS_LIMIT = 500


@dataclass(frozen=True)
class AlertDraft:
    """A report as it is typed; `at` is the local time at which it came in."""

    kind: AlertKind
    at: datetime
    what: str
    place: str = ""
    handled_by: str = ""
    zalo_id: int | None = None
    programme_id: int | None = None


@dataclass(frozen=True)
class AlertRow(AlertDraft):
    """A report that is kept: open while `closed_on` is None, then `result` says what came of it."""

    id: int = 0
    zalo_name: str = ""
    programme_name: str = ""
    result: str = ""
    closed_on: date | None = None

    def status(self, as_of: date) -> AlertStatus:
        """How far it is on a day."""
        return status_on(self.at.date(), self.closed_on, as_of)


@dataclass(frozen=True)
class AlertFilter:
    """Which reports are wanted; None is any. Open ones include those open for too long."""

    status: AlertStatus | None = None
    kind: AlertKind | None = None
    programme_id: int | None = None
    zalo_id: int | None = None
    year: int | None = None
    text: str = ""


_CLOSED = Alert.closed_on.is_null(False)
SORTS = ("state", "at")
_RANK = {AlertStatus.CLOSED: 0, AlertStatus.OPEN: 1, AlertStatus.LATE: 2}


def report(registry: Registry, draft: AlertDraft) -> int:
    """Keep a report that came in; its id."""
    fields = _checked(registry, draft)
    with recording(registry, "alert.report", excerpt(fields["what"])) as change:
        change.detail = {name: fields[name] for name in ("kind", "at", "place") if fields[name]}
        return change.insert(Alert, **fields, recorded_by=registry.user_id)


def change(registry: Registry, alert_id: int, draft: AlertDraft, seen: AlertRow | None = None) -> None:
    """Put a report right; StaleError where it is not what was `seen` any more."""
    fields = _checked(registry, draft)
    with recording(registry, "alert.change", excerpt(fields["what"])) as change:
        before = by_id(alert_id)
        refuse_stale(_("this report"), seen, before)
        _refuse_closed_before(fields["at"], before.closed_on, "day")
        change.detail |= named(change.update(Alert, alert_id, **fields))


def close(registry: Registry, alert_id: int, day: date, result: str, handled_by: str = "") -> None:
    """Close a report with what came of it, and who dealt with it; ConflictError where it is closed already."""
    result = required(result, "result", _("Say what came of the report."), limit=_WORDS_LIMIT)
    with recording(registry, "alert.close") as change:
        row = by_id(alert_id)
        if row.closed_on is not None:
            raise ConflictError(_("This report has been closed already. Open it again first."))
        _refuse_closed_before(row.at, not_future(day, registry.today()), "day")
        who = line(handled_by, "handled_by", limit=100) or row.handled_by
        change.update(Alert, alert_id, closed_on=day, result=result, handled_by=who)
        change.subject, change.detail = excerpt(row.what), {"day": day, "result": result}


def reopen(registry: Registry, alert_id: int) -> None:
    """Open a report again that was closed by mistake."""
    with recording(registry, "alert.reopen") as change:
        change.subject = excerpt(by_id(alert_id).what)
        change.update(Alert, alert_id, closed_on=None, result="")


def by_id(alert_id: int) -> AlertRow:
    """One report; ConflictError where somebody took it out."""
    still_there(Alert, alert_id)
    return _rows(_select().where(Alert.id == alert_id))[0]


def alert_page(
    as_of: date,
    which: AlertFilter = AlertFilter(),
    *,
    sort: str = "state",
    descending: bool = True,
    after: tuple | None = None,
) -> list[AlertRow]:
    """One screenful of reports, the newest first; by "state" those open for long are on top, then the open ones."""
    keys: tuple[Any, ...] = (Alert.at, Alert.id)
    if sort == "state":
        open_ones = [(_CLOSED, _RANK[AlertStatus.CLOSED]), (_is_late(as_of), _RANK[AlertStatus.LATE])]
        keys = (Case(None, open_ones, _RANK[AlertStatus.OPEN]), *keys)
    return _rows(page(_filtered(_select(), as_of, which), keys, after, descending=descending))


def alert_key(row: AlertRow, sort: str, as_of: date) -> tuple:
    """Where the page after `row` begins."""
    key = (row.at, row.id)
    return (_RANK[row.status(as_of)], *key) if sort == "state" else key


def count(as_of: date, which: AlertFilter = AlertFilter()) -> int:
    """How many reports the filter lets through."""
    return _filtered(Alert.select(fn.COUNT(Alert.id)), as_of, which).scalar()


def late(as_of: date) -> int:
    """How many reports are open for too long."""
    return count(as_of, AlertFilter(AlertStatus.LATE))


def counts(as_of: date) -> dict[AlertStatus, int]:
    """How many reports are how far on a day; open ones include those open for too long."""
    return {status: count(as_of, AlertFilter(status)) for status in AlertStatus}


def by_month(
    year: int, *, programme_id: int | None = None, zalo_id: int | None = None
) -> dict[AlertKind, list[int]]:
    """How many reports of each kind came in during each month of a year, January first."""
    which = AlertFilter(programme_id=programme_id, zalo_id=zalo_id, year=year)
    query = _filtered(Alert.select(Alert.kind, Alert.at), date(year, 12, 31), which)
    found = {kind: [0] * 12 for kind in AlertKind}
    for kind, at in query.tuples():
        found[AlertKind(kind)][at.month - 1] += 1
    return found


def _select():
    its = Alert
    return (
        its.select(
            *(its.id, its.kind, its.at, its.place, its.what, its.handled_by, its.result, its.closed_on),
            *(its.zalo_group.alias("zalo_id"), fn.COALESCE(ZaloGroup.name, "").alias("zalo_name")),
            *(its.programme.alias("programme_id"), fn.COALESCE(Programme.name, "").alias("programme_name")),
        )
        .join(ZaloGroup, JOIN.LEFT_OUTER)
        .join_from(its, Programme, JOIN.LEFT_OUTER)
        .namedtuples()
    )


def _filtered(query, as_of: date, which: AlertFilter):
    if which.status is AlertStatus.CLOSED:
        query = query.where(_CLOSED)
    elif which.status is not None:
        query = query.where(~_CLOSED)
    if which.status is AlertStatus.LATE:
        query = query.where(_is_late(as_of))
    for field, wanted in (
        (Alert.kind, which.kind),
        (Alert.programme, which.programme_id),
        (Alert.zalo_group, which.zalo_id),
    ):
        if wanted is not None:
            query = query.where(field == wanted)
    if which.year is not None:
        query = query.where(Alert.at >= datetime(which.year, 1, 1), Alert.at < datetime(which.year + 1, 1, 1))
    if text := which.text.strip():
        told = (Alert.what, Alert.place, Alert.handled_by, Alert.result)
        query = query.where(reduce(or_, (field.contains(text) for field in told)))
    return query


def _is_late(as_of: date):
    """Of those that are open."""
    return Alert.at < datetime.combine(as_of - LATE_AFTER, time.min)


def _rows(query) -> list[AlertRow]:
    return [AlertRow(**row._asdict() | {"kind": AlertKind(row.kind)}) for row in query]


def _checked(registry: Registry, draft: AlertDraft) -> dict[str, Any]:
    not_future(draft.at.date(), registry.today(), "day")
    return {
        "kind": draft.kind,
        "at": draft.at.replace(second=0, microsecond=0),
        "what": required(draft.what, "what", _("Write what was reported."), limit=_WORDS_LIMIT),
        "place": line(draft.place, "place"),
        "handled_by": line(draft.handled_by, "handled_by", limit=100),
        "zalo_group": draft.zalo_id,
        "programme": draft.programme_id,
    }


def _refuse_closed_before(at: datetime, closed_on: date | None, field: str) -> None:
    if closed_on is not None and closed_on < at.date():
        raise BadInputError(_("A report cannot be closed before it came in. Check the date."), field)
