"""The paper of a handover: composed once, frozen with the handover, printed the same for ever."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from firereg.documents.papers import (
    Letterhead,
    Party,
    Receipt,
    ReceiptLine,
    Receiver,
    handed_over,
    receipt_from_json,
    receipt_to_json,
)
from firereg.documents.wording import AmountWords, ReceiptWords, filled_in
from firereg.domain.identity import mask_number, mask_phone
from firereg.domain.numbering import padded
from firereg.domain.poverty import PAPER_NAMES
from firereg.domain.roles import Right
from firereg.domain.schedule import Clock
from firereg.domain.ward_names import in_text
from firereg.services import clocks, journal, rounds, settings
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.households import HouseholdRow
from firereg.services.paper_words import usual_values, words
from firereg.services.printable import box_on, refuse_box
from firereg.services.registry import Registry
from firereg.services.wards import Ward, ward_on
from firereg.store import models as t

_MARK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def letterhead(ward: Ward) -> Letterhead:
    """The head of a paper of that ward."""
    return Letterhead(ward.parent_body, ward.body_lines, ward.place, ward.address_line)


def seat(ward: Ward) -> str:
    """Where a handover takes place if nobody says another place."""
    return f"trụ sở Ủy ban nhân dân {in_text(ward.name, ward.place)}"


def compose(
    draft: HandoverDraft,
    household: HouseholdRow,
    items: Sequence[ExtinguisherRow],
    code: str = "",
    number: str | None = None,
) -> Receipt:
    """The receipt of a draft; without code and number it is the preview beside the form."""
    ward = ward_on(draft.day)
    its_round = rounds.round_by_id(draft.round_id) if draft.round_id else None
    values = usual_values(ward, draft.day) | {
        "dot": its_round.name if its_round else "",
        "ke_hoach": its_round.plan if its_round else "",
        "tai_tro": its_round.donor if its_round else "",
        "hien_vat": handed_over(bool(items), bool(draft.gifts)),
    }
    said = filled_in(words(ReceiptWords), values)
    ids = [item.id for item in items]
    expiries, given_before = clocks.derive(ids), _given_before(ids)
    return Receipt(
        letterhead=letterhead(ward),
        code=code,
        number=number,
        symbol=ward.symbol,
        subject=said.subject,
        day=draft.day,
        place_text=draft.place or seat(ward),
        grounds=said.grounds,
        giver=Party(draft.giver_name, draft.giver_title),
        donor=its_round.donor if its_round else "",
        receiver=_receiver(draft, household),
        witness=Party(draft.witness_name, draft.witness_title),
        lines=(
            *(_extinguisher_line(item, expiries[item.id], item.id in given_before) for item in items),
            *(_gift_line(gift) for gift in draft.gifts),
        ),
        commitments=said.commitments if items else (),
        promise=said.promise,
        closing=said.closing,
        recipients=said.recipients,
        sign_titles=(said.receiver_title, said.witness_title, said.giver_title),
        sign_hint=said.sign_hint,
        seal_hint=said.seal_hint,
        reading=words(AmountWords),
        sign_authority=ward.authority_lines,
    )


def frozen(
    draft: HandoverDraft, household: HouseholdRow, items: Sequence[ExtinguisherRow], code: str, number: int
) -> str:
    """The receipt as it is issued, in the form the handover keeps. BadInputError names what no paper can print."""
    printed = padded(number) if settings.get("own_number_on_paper") else None
    paper = compose(draft, household, items, code, printed)
    refuse_box(paper)
    return receipt_to_json(paper)


def registry_mark() -> str:
    """Four letters that tell the receipts of this registry from those of another: from the moment it was made."""
    first = t.User.select(t.User.created_at).order_by(t.User.id).first()
    made = hashlib.sha256(first.created_at.isoformat().encode()).digest()
    return "".join(_MARK_LETTERS[byte % len(_MARK_LETTERS)] for byte in made[:4])


def issued(registry: Registry, handover_ids: Sequence[int]) -> list[Receipt]:
    """The receipts as they were issued, with what came later: an official number, a cancellation, a copy mark.

    They carry ID and phone numbers in full; NotAllowedError for somebody who may not see those.
    """
    registry.require(Right.RECORD)
    rows = {row.id: row for row in t.Handover.select().where(t.Handover.id.in_(list(handover_ids)))}
    mark = registry_mark()
    return [_as_of_now(rows[i], mark) for i in handover_ids]


def pdf_of(
    registry: Registry, handover_ids: Sequence[int], progress: Callable[[int], None] | None = None
) -> bytes:
    """The PDF of these receipts as they stand; looking at it counts as nothing. Errors as for `issued`."""
    from firereg.documents.receipt import receipt_pdf

    return receipt_pdf(issued(registry, handover_ids), progress)


def boxes_on(registry: Registry, handover_ids: Sequence[int]) -> list[str]:
    """A sentence for each of these receipts that prints an empty box; it was issued so, before that was refused."""
    problems = ((paper.code, box_on(paper)) for paper in issued(registry, handover_ids))
    return [f"{code}: {problem}" for code, problem in problems if problem is not None]


def on_screen(paper: Receipt) -> Receipt:
    """The receipt as it is looked at while it is entered: the numbers are masked, the paper itself has them."""
    receiver = paper.receiver
    number, phone = mask_number(receiver.id_number), mask_phone(receiver.phone)
    return replace(paper, receiver=replace(receiver, id_number=number, phone=phone))


def note_shown(registry: Registry, handover_ids: Sequence[int]) -> None:
    """Put into the journal that receipts were shown as they print, with the numbers in full."""
    with registry.transaction():
        for row in t.Handover.select(t.Handover.code).where(t.Handover.id.in_(list(handover_ids))):
            journal.append(registry, "receipt.show", row.code)


def count_print(registry: Registry, handover_ids: Sequence[int]) -> None:
    """Count these receipts as printed: the next print of each is marked as a copy.

    Call it when the paper is out, or in the transaction that ends with writing its file: a print that
    failed must not make a copy of the next one.
    """
    ids = list(handover_ids)
    with registry.transaction():
        t.Handover.update(printed=t.Handover.printed + 1).where(t.Handover.id.in_(ids)).execute()
        printed = t.Handover.select(t.Handover.code).where(t.Handover.id.in_(ids)).order_by(t.Handover.code)
        codes = [row.code for row in printed]
        subject = codes[0] if len(codes) == 1 else f"{codes[0]} – {codes[-1]} ({len(codes)})"
        journal.append(registry, "receipt.print", subject, codes=codes)


def _as_of_now(row: t.Handover, mark: str) -> Receipt:
    paper = receipt_from_json(row.paper)
    return replace(
        paper,
        number=row.official_number or paper.number,
        copy_of=row.printed > 0,
        void_reason=row.void_reason if row.voided_at is not None else None,
        registry=mark,
    )


def _receiver(draft: HandoverDraft, household: HouseholdRow) -> Receiver:
    in_person = not draft.receiver_relation
    return Receiver(
        name=draft.receiver_name or household.head_name,
        born_year=household.born_year if in_person else None,
        id_number=draft.receiver_id_number or (household.id_number if in_person else ""),
        address=household.address,
        group_name=f"Tổ dân phố {household.group_number}",
        phone=household.phone if in_person else "",
        relation=draft.receiver_relation,
        head_name=household.head_name,
        category=PAPER_NAMES[household.status.category] if household.status else "",
    )


def _given_before(extinguisher_ids: Sequence[int]) -> set[int]:
    """Those that a household had already: nobody is to sign that they are new."""
    lines = t.HandoverLine.select(t.HandoverLine.extinguisher).join(t.Handover)
    had = lines.where(t.HandoverLine.extinguisher.in_(list(extinguisher_ids)), t.Handover.voided_at.is_null())
    return {eid for (eid,) in had.tuples()}


def _extinguisher_line(item: ExtinguisherRow, due: dict[Clock, date], given_before: bool) -> ReceiptLine:
    expires = due.get(Clock.DISCARD) or due.get(Clock.FULL_SERVICE)
    return ReceiptLine(
        description=f"{item.kind_name} ({item.kind_code})",
        serial=item.serial,
        made=f"{item.made_on:%m/%Y}" if item.made_on else "",
        expires=f"{expires:%m/%Y}" if expires else "",
        unit="bình",
        quantity=1,
        condition="Đã qua sử dụng" if given_before else "Mới",
        value_dong=None,
    )


def _gift_line(gift: Gift) -> ReceiptLine:
    return ReceiptLine(
        description=gift.name,
        serial="",
        made="",
        expires="",
        unit=gift.unit or "suất",
        quantity=gift.quantity,
        condition="",
        value_dong=gift.value_dong,
    )
