"""How extinguishers come in: together as a delivery, all or none, and back out while nothing was built on them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import JOIN, Case, chunked, fn

from firereg.domain.equipment import State
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import history
from firereg.services.equipment_draft import ExtinguisherDraft, checked
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, not_future
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

__all__ = [
    "DeliveryDraft",
    "DeliveryRow",
    "ExtinguisherDraft",
    "check",
    "deliveries",
    "donors",
    "put_in",
    "receive",
    "take_back",
]

_CHUNK = 500
_FIELDS = ("serial", "kind", "made_on", "received_on", "donor", "note", "label", "price_dong", "delivery")


@dataclass(frozen=True)
class DeliveryDraft:
    """Extinguishers that come together: when, from whom, with which paper."""

    day: date
    donor: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeliveryRow:
    """A delivery, and where its extinguishers are by now; the last three add up to `received`."""

    id: int
    day: date
    donor: str
    document: str
    note: str
    received: int
    in_stock: int
    with_households: int
    elsewhere: int


def receive(
    registry: Registry, drafts: Sequence[ExtinguisherDraft], delivery: DeliveryDraft | int | None = None
) -> list[int]:
    """Take new extinguishers into stock, all or none, as one change that can be undone; their ids.

    They are of the new `delivery` or of the one with that id; what a draft leaves open (day, donor) is its.
    BadInputError names the first input that is wrong, ConflictError a serial or label that is taken.
    """
    with recording(registry, "extinguisher.receive", count=len(drafts)) as recorder:
        usual = _delivery(registry, recorder, delivery) if drafts else None
        rows = list(_checked(registry, drafts, usual))
        ids = put_in(registry, recorder, rows)
        recorder.subject = _named([row["serial"] for row in rows])
        recorder.detail |= {
            "delivery": usual.id if usual else None,
            "serials": [r["serial"] for r in rows[:20]],
        }
    return ids


def check(registry: Registry, draft: ExtinguisherDraft, delivery: DeliveryDraft) -> str:
    """The serial number of a draft as it would be kept; BadInputError with its field where it could not come in."""
    own = replace(draft, received_on=draft.received_on or delivery.day, donor=draft.donor or delivery.donor)
    fields = checked(own, _kind_ids(), registry.today())
    for name, sentence in _taken_words().items():
        if fields[name] and _in_registry(name, [fields[name]]):
            raise BadInputError(sentence.format(number=fields[name]), name)
    return fields["serial"]


def put_in(registry: Registry, recorder: Recorder, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The ids of new extinguishers in stock from fields that were checked; ConflictError for a number taken."""
    refuse_taken(rows)
    first = bulk.next_id(t.Extinguisher)
    ids = list(range(first, first + len(rows)))
    values = (
        (row_id, State.IN_STOCK, *(_plain(row[name]) for name in _FIELDS))
        for row_id, row in zip(ids, rows, strict=True)
    )
    bulk.insert_rows(registry.database, t.Extinguisher, ("id", "state", *_FIELDS), values)
    recorder.inserted(t.Extinguisher, ids)
    return ids


def refuse_taken(rows: Sequence[Mapping[str, Any]]) -> None:
    """ConflictError where a serial number or a label of these rows is in the registry, or twice among them."""
    for name, sentence in _taken_words().items():
        numbers = [row[name] for row in rows if row[name]]
        double = _twice(numbers) or _in_registry(name, numbers)
        if double:
            raise ConflictError(sentence.format(number=double))


def _taken_words() -> dict[str, str]:
    return {
        "serial": _("The serial number {number} is in the registry already. Check the label."),
        "label": _("The ward's label {number} is on another extinguisher already. Choose another one."),
    }


def deliveries(donor: str | None = None) -> list[DeliveryRow]:
    """The deliveries, the newest first; those of one donor where one is named."""
    its, cylinder = t.Delivery, t.Extinguisher

    def counted(*states: State):
        return fn.SUM(Case(None, [(cylinder.state.in_(states), 1)], 0))

    query = (
        its.select(
            *(its.id, its.day, its.donor, its.document, its.note, fn.COUNT(cylinder.id).alias("received")),
            counted(State.IN_STOCK).alias("in_stock"),
            counted(State.WITH_HOUSEHOLD, State.SPARE_LENT).alias("with_households"),
        )
        .join(cylinder, JOIN.LEFT_OUTER)
        .group_by(its.id)
        .order_by(its.day.desc(), its.id.desc())
    )
    if donor is not None:
        query = query.where(its.donor == donor)
    return [
        DeliveryRow(**row, elsewhere=row["received"] - row["in_stock"] - row["with_households"])
        for row in query.dicts()
    ]


def donors() -> list[str]:
    """Everybody who gave extinguishers, by name."""
    its = t.Extinguisher
    return [
        name
        for (name,) in its.select(its.donor).where(its.donor != "").distinct().order_by(its.donor).tuples()
    ]


def take_back(registry: Registry, delivery_id: int) -> None:
    """Undo a whole delivery; ConflictError, naming what it is, where something was built on it."""
    its, row = t.ChangedRow, t.Extinguisher
    of_delivery = row.select(row.id).where(row.delivery == delivery_id)
    here = ((its.table == "delivery") & (its.row == delivery_id)) | (
        (its.table == "extinguisher") & its.row.in_(of_delivery)
    )
    came = its.select(its.change).where(its.before.is_null(), here)
    with registry.transaction():
        changes = t.Change.select(t.Change.id).where(t.Change.id.in_(came), ~t.Change.undone)
        for (change_id,) in list(changes.order_by(t.Change.id.desc()).tuples()):
            history.take_back(registry, change_id)


def _delivery(
    registry: Registry, recorder: Recorder, wanted: DeliveryDraft | int | None
) -> t.Delivery | None:
    if wanted is None:
        return None
    if isinstance(wanted, DeliveryDraft):
        fields = {
            "day": not_future(wanted.day, registry.today(), "received_on"),
            "donor": line(wanted.donor, "donor"),
            "document": line(wanted.document, "document"),
            "note": line(wanted.note, "delivery_note", limit=1000),
        }
        wanted = recorder.insert(t.Delivery, **fields)
    row = t.Delivery.get_or_none(t.Delivery.id == wanted)
    if row is None:
        raise BadInputError(_("There is no such delivery any more. Choose another one."), "delivery")
    return row


def _checked(
    registry: Registry, drafts: Sequence[ExtinguisherDraft], usual: t.Delivery | None
) -> Iterator[dict[str, Any]]:
    kind_ids, today = _kind_ids(), registry.today()
    for draft in drafts:
        try:
            yield checked(_of_delivery(draft, usual), kind_ids, today)
        except BadInputError as problem:
            if len(drafts) == 1 or not draft.serial.strip():
                raise
            raise BadInputError(f"{draft.serial.strip()[:40]}: {problem}", problem.field) from problem


def _kind_ids() -> dict[str, int]:
    its = t.ExtinguisherKind
    return dict(its.select(its.code, its.id).where(its.active).tuples())


def _of_delivery(draft: ExtinguisherDraft, usual: t.Delivery | None) -> ExtinguisherDraft:
    if usual is None:
        return draft
    return replace(
        draft,
        received_on=draft.received_on or usual.day,
        donor=draft.donor or usual.donor,
        delivery_id=usual.id,
    )


def _in_registry(name: str, numbers: Sequence[str]) -> str | None:
    field = getattr(t.Extinguisher, name)
    for some in chunked(numbers, _CHUNK):
        taken = t.Extinguisher.select(field).where(field.in_(some)).first()
        if taken:
            return getattr(taken, name)
    return None


def _twice(numbers: Sequence[str]) -> str | None:
    return next((number for number, times in Counter(numbers).items() if times > 1), None)


def _named(serials: Sequence[str]) -> str:
    """What the change is called: all numbers where they are few, else the first, the last and how many."""
    if len(serials) <= 3:
        return ", ".join(serials)
    return f"{serials[0]} … {serials[-1]} ({len(serials)})"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
