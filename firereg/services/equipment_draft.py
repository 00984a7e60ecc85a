"""An extinguisher as it is typed, and what stands against it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import chunked

from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.inputs import compact, line, not_future, required
from firereg.store import models as t

_CHUNK = 500
_MAX_DONG = 10**9


@dataclass(frozen=True)
class ExtinguisherDraft:
    """A cylinder as it is received; `made_on` is None where the stamp cannot be read.

    `label` is the ward's own number on it, `price_dong` what one cost, None where nobody says.
    """

    serial: str
    kind_code: str
    made_on: date | None = None
    received_on: date | None = None
    donor: str = ""
    note: str = ""
    label: str = ""
    price_dong: int | None = None
    delivery_id: int | None = None


def checked(draft: ExtinguisherDraft, kind_ids: Mapping[str, int], today: date) -> dict[str, Any]:
    """The draft as clean fields of the table, or BadInputError with the first input that is wrong."""
    serial = required(
        compact(draft.serial),
        "serial",
        _("Enter the serial number on the label of the extinguisher."),
        limit=40,
    )
    if draft.kind_code not in kind_ids:
        raise BadInputError(_("Choose the kind of the extinguisher."), "kind_code")
    if draft.made_on:
        not_future(draft.made_on, today, "made_on")
    received_on = not_future(draft.received_on or today, today, "received_on")
    if draft.made_on and draft.made_on > received_on:
        raise BadInputError(
            _("The extinguisher was made after it was received. Check both dates."), "made_on"
        )
    if draft.price_dong is not None and not 0 <= draft.price_dong <= _MAX_DONG:
        raise BadInputError(_("The price must be from 0 to 1,000,000,000 đồng."), "price_dong")
    return {
        "serial": serial,
        "kind": kind_ids[draft.kind_code],
        "made_on": draft.made_on,
        "received_on": received_on,
        "donor": line(draft.donor, "donor"),
        "note": line(draft.note, "note", limit=1000),
        "label": line(compact(draft.label), "label", limit=20),
        "price_dong": draft.price_dong,
        "delivery": draft.delivery_id,
    }


def refuse_taken(rows: Sequence[Mapping[str, Any]], own_id: int | None = None) -> None:
    """ConflictError where another extinguisher, or two of these, has the serial number or the label."""
    said = {
        "serial": _("The serial number {serial} is in the registry already. Check the label."),
        "label": _("Another extinguisher has the ward's number {serial} already. Check the label."),
    }
    for name, sentence in said.items():
        field = t.Extinguisher._meta.fields[name]
        values = [row[name] for row in rows if row[name]]
        double = next((value for value, n in Counter(values).items() if n > 1), None)
        for some in chunked(values, _CHUNK):
            its = t.Extinguisher.select(field).where(field.in_(some), t.Extinguisher.id != (own_id or 0))
            double = its.limit(1).scalar() or double
        if double:
            raise ConflictError(sentence.format(serial=double))
