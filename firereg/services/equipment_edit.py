"""Correct what was entered of an extinguisher; its clocks follow, and the change can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import fn

from firereg.domain.dates import format_date
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment
from firereg.services.equipment_draft import ExtinguisherDraft, checked, refuse_taken
from firereg.services.history import recording
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale
from firereg.store import models as t


def draft_of(extinguisher_id: int) -> ExtinguisherDraft:
    """What is kept of an extinguisher, to be corrected."""
    row = equipment.by_id(extinguisher_id)
    return ExtinguisherDraft(
        row.serial,
        row.kind_code,
        row.made_on,
        row.received_on,
        row.donor,
        row.note,
        row.label,
        row.price_dong,
        row.delivery_id,
    )


def edit(
    registry: Registry,
    extinguisher_id: int,
    changes: Mapping[str, Any],
    seen: ExtinguisherDraft | None = None,
) -> None:
    """Change some fields of an extinguisher, named as in ExtinguisherDraft.

    StaleError where one of them is not what was `seen` any more; what others changed besides stays theirs.

    BadInputError and ConflictError as for one that is received, and where its records would lie before its
    manufacture.
    """
    kind_ids = {kind.code: kind.id for kind in equipment.kinds()}
    with recording(registry, "extinguisher.edit") as change:
        now = draft_of(extinguisher_id)
        refuse_stale(now.serial, seen and _some(seen, changes), _some(now, changes))
        draft = replace(now, **changes)
        fields = checked(draft, kind_ids, registry.today())
        refuse_taken([fields], extinguisher_id)
        _refuse_made_after(extinguisher_id, fields["made_on"])
        change.subject = fields["serial"]
        change.detail = change.update(t.Extinguisher, extinguisher_id, **fields)


def _some(draft: ExtinguisherDraft, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in names}


def _refuse_made_after(extinguisher_id: int, made_on: date | None) -> None:
    """Nobody looked at it, worked on it or gave it before it was made."""
    if made_on is None:
        return
    handed = t.HandoverLine.select(fn.MIN(t.Handover.day)).join(t.Handover)
    firsts = [
        *(
            model.select(fn.MIN(model.day)).where(model.extinguisher == extinguisher_id).scalar()
            for model in (t.Inspection, t.Service, t.Move)
        ),
        handed.where(t.HandoverLine.extinguisher == extinguisher_id).scalar(),
    ]
    first = min((day for day in firsts if day), default=None)
    if first and made_on > first:
        raise BadInputError(
            _("The extinguisher has a record of {day}, so it was made by then. Check the date.").format(
                day=format_date(first)
            ),
            "made_on",
        )
