"""Handovers: what a household is given on one receipt, recorded whole or not at all."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import fn

from firereg.domain.equipment import State
from firereg.domain.numbering import receipt_code
from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, handover_list, households, journal, receipts, round_outcomes
from firereg.services.handover_draft import HandoverDraft, checked, own_programme, refuse_taken_number
from firereg.services.handover_list import HandoverRow, by_id
from firereg.services.history import recording
from firereg.services.inputs import line, required
from firereg.services.programmes import named
from firereg.services.registry import Registry
from firereg.store import models as t


def record(registry: Registry, draft: HandoverDraft) -> HandoverRow:
    """Keep a handover: its lines, its number, the moved extinguishers, the journal, in one transaction.

    BadInputError and ConflictError name the input that stands against it; then nothing was kept.
    """
    with registry.transaction():
        draft = checked(registry, draft)
        items = [equipment.by_serial(serial) for serial in draft.serials]
        household = households.by_id(draft.household_id, draft.day)
        number = _last_number(draft.day.year) + 1
        code = receipt_code(draft.day.year, number)
        row = t.Handover.create(
            year=draft.day.year,
            number=number,
            code=code,
            official_number=draft.official_number,
            day=draft.day,
            round=draft.round_id,
            programme=draft.programme_id,
            household=household.id,
            receiver_name=draft.receiver_name,
            receiver_relation=draft.receiver_relation,
            total_dong=sum(gift.value_dong or 0 for gift in draft.gifts),
            paper=receipts.frozen(draft, household, items, code, number),
            recorded_at=registry.now(),
            recorded_by=registry.user_id,
        )
        _keep_lines(row.id, draft, items)
        _move(registry, [item.id for item in items], State.WITH_HOUSEHOLD, household.id, draft.day)
        round_outcomes.given(draft.round_id, household.id, row.id, draft.day)
        handover_list.reindex(registry, [row.id])
        kept = by_id(row.id)
        journal.append(
            registry,
            "handover.record",
            code,
            household=household.code,
            serials=list(draft.serials),
            gifts=[[gift.name, gift.value_dong] for gift in draft.gifts],
            **({"despite": draft.despite} if draft.despite else {}),
            **({"programme": kept.programme_name} if kept.programme_id else {}),
        )
    return kept


def void(registry: Registry, handover_id: int, reason: str) -> list[str]:
    """Cancel a handover; its number stays used. The serials that came back into stock.

    An extinguisher that has moved on since then stays where it is.
    """
    reason = required(
        reason, "reason", _("Say why the receipt is cancelled; it is kept with the number."), limit=300
    )
    with registry.transaction():
        row = t.Handover.get_by_id(handover_id)
        if row.voided_at is not None:
            raise ConflictError(_("Receipt {code} has been cancelled already.").format(code=row.code))
        row.voided_at, row.void_reason = registry.now(), reason
        row.save()
        round_outcomes.given_back(row.id)
        back = _still_there(row)
        _move(registry, [item.id for item in back], State.IN_STOCK, None, None)
        serials = [item.serial for item in back]
        journal.append(registry, "handover.void", row.code, reason=reason, returned=serials)
    return serials


def set_official_number(registry: Registry, handover_id: int, number: str) -> None:
    """Keep the number the records office gave later, beside the registry's own."""
    text = line(number, "official_number", limit=30)
    with registry.transaction():
        row = t.Handover.get_by_id(handover_id)
        refuse_taken_number(text, row.year, row.id)
        journal.append(registry, "handover.number", row.code, before=row.official_number, after=text)
        row.official_number = text
        row.save()
        handover_list.reindex(registry, [row.id])


def put_into(registry: Registry, handover_id: int, programme_id: int | None) -> None:
    """Let a handover belong to a programme, or to none of its own.

    BadInputError where its round belongs to another programme.
    """
    with recording(registry, "handover.programme") as change:
        row = t.Handover.get_by_id(handover_id)
        own = own_programme(programme_id, row.round_id)
        change.subject = row.code
        change.detail = named(change.update(t.Handover, row.id, programme=own))


def last_used(year: int) -> str:
    """The name of the setting that keeps the last number of a year where its receipt was lost to damage."""
    return f"handovers.last_used.{year}"


def _last_number(year: int) -> int:
    newest = t.Handover.select(fn.COALESCE(fn.MAX(t.Handover.number), 0)).where(t.Handover.year == year)
    kept = t.Setting.get_or_none(t.Setting.name == last_used(year))
    return max(newest.scalar(), int(kept.value) if kept else 0)


def _keep_lines(handover_id: int, draft: HandoverDraft, items: Sequence[equipment.ExtinguisherRow]) -> None:
    lines: list[dict[str, Any]] = [
        {
            "extinguisher": item.id,
            "description": item.kind_name,
            "unit": "bình",
            "quantity": 1,
            "value_dong": None,
        }
        for item in items
    ]
    lines += [
        {
            "extinguisher": None,
            "description": gift.name,
            "unit": gift.unit,
            "quantity": gift.quantity,
            "value_dong": gift.value_dong,
        }
        for gift in draft.gifts
    ]
    rows = [{"handover": handover_id, "position": i, **line} for i, line in enumerate(lines, start=1)]
    t.HandoverLine.insert_many(rows).execute()


def _move(
    registry: Registry, ids: list[int], state: State, household_id: int | None, placed_on: date | None
) -> None:
    if not ids:
        return
    update = t.Extinguisher.update(state=state, household=household_id, placed_on=placed_on)
    update.where(t.Extinguisher.id.in_(ids)).execute()
    equipment.reindex(registry, ids)
    clocks.rebuild(ids)


def _still_there(row: t.Handover) -> list[t.Extinguisher]:
    """The extinguishers of a handover that the household still has from it."""
    return list(
        t.Extinguisher.select()
        .join(t.HandoverLine)
        .where(
            t.HandoverLine.handover == row.id,
            t.Extinguisher.state == State.WITH_HOUSEHOLD,
            t.Extinguisher.household == row.household_id,
            t.Extinguisher.placed_on == row.day,
        )
    )
