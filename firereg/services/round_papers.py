"""The papers of a round: the list of those entitled, and the list on which they sign; as PDF and as workbook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby

from firereg.documents.papers import SignList, SignRow
from firereg.documents.support_papers import EligibleGroup, EligibleList, EligibleRow
from firereg.documents.wording import AmountWords, EligibleListWords, SignListWords, filled_in
from firereg.domain.identity import mask_number
from firereg.domain.poverty import PAPER_NAMES, Status, status_on
from firereg.domain.roles import Right
from firereg.domain.support import BY_HAND, Outcome, SupportItem, counted, value_of
from firereg.errors import BadInputError
from firereg.exchange.workbook import Column, workbook
from firereg.i18n import _
from firereg.services import households
from firereg.services.paper_words import usual_values, words
from firereg.services.papers import group_on_paper
from firereg.services.printable import refuse_box
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.round_list import EntitledRow, whole_list
from firereg.services.rounds import RoundRow, round_by_id
from firereg.services.wards import Ward, groups, ward_on
from firereg.store import models as t

_OUTCOMES = {
    Outcome.NOT_COLLECTED: "Không đến nhận",
    Outcome.REFUSED: "Từ chối nhận",
    Outcome.MOVED: "Đã chuyển đi",
    Outcome.DIED: "Đã mất",
}

_AUTHORITY = ("TM. ỦY BAN NHÂN DÂN",)


@dataclass(frozen=True)
class _Home:
    """What the lists tell of a household."""

    id: int
    head_name: str
    born_year: int | None
    id_number: str
    address: str
    group_id: int
    group_number: int
    name_key: bytes


def eligible_list_pdf(registry: Registry, round_id: int) -> bytes:
    """The list of those entitled in a round, to be attached to its plan; ID numbers are masked on it.

    BadInputError while the list is empty, or where a letter on it cannot be printed.
    """
    from firereg.documents.eligible_list import eligible_list_pdf as draw

    paper = eligible_list(registry, round_id)
    refuse_box(paper)
    return draw(paper)


def sign_list_pdf(registry: Registry, round_id: int, prepared_by: str) -> bytes:
    """The list on which the households of a round sign, before and after it was given; ID numbers are told in full.

    BadInputError where nobody is on it or a letter cannot be printed, NotAllowedError for who may not see the
    numbers.
    """
    from firereg.documents.sign_list import sign_list_pdf as draw

    paper = sign_list(registry, round_id, prepared_by)
    refuse_box(paper)
    return draw(paper)


def eligible_list(registry: Registry, round_id: int) -> EligibleList:
    """The list of those entitled as it is now, by group and name; errors as for its PDF."""
    registry.require(Right.LOOK)
    its_round = round_by_id(round_id)
    rows = sorted(whole_list(round_id), key=lambda row: (row.group_number, row.group_id))
    if not rows:
        raise _empty(its_round)
    homes, among = _homes(round_id), groups()
    names = {group.id: group_on_paper(group, among) for group in among}
    # An old round is entered after it took place; its list is of then, by the ward of then.
    day = min(_approved_on(its_round) or registry.today(), its_round.day)
    ward = ward_on(day)
    return EligibleList(
        letterhead=letterhead(ward),
        day=day,
        groups=tuple(
            EligibleGroup(
                names[group_id], tuple(_eligible(row, homes[row.household_id], its_round) for row in its)
            )
            for group_id, its in groupby(rows, key=lambda row: row.group_id)
        ),
        words=filled_in(words(EligibleListWords), _values(ward, day, its_round)),
        prepared_by=registry.full_name,
        sign_authority=ward.authority_lines or _AUTHORITY,
        signer=ward.giver_name,
        reading=words(AmountWords),
    )


def sign_list(registry: Registry, round_id: int, prepared_by: str) -> SignList:
    """One row for each household, by group and name: what it was given, else what the round gives it.

    Who is on the list of the round and who was given something in it; errors as for its PDF.
    """
    registry.require(Right.RECORD)
    its_round = round_by_id(round_id)
    ward = ward_on(its_round.day)
    homes, listed, given = _homes(round_id), whole_list(round_id), _given(round_id)
    places = {row.household_id: row for row in listed}
    wanted = [home for home in homes.values() if home.id in places or home.id in given]
    if not wanted:
        raise _empty(its_round)
    wanted.sort(key=lambda home: (home.group_number, home.group_id, home.name_key, home.id))
    statuses = households.statuses_of([home.id for home in wanted])
    return SignList(
        letterhead=letterhead(ward),
        day=its_round.day,
        rows=tuple(
            _signing(home, places.get(home.id), given.get(home.id, []), its_round, statuses[home.id])
            for home in wanted
        ),
        words=filled_in(words(SignListWords), _values(ward, its_round.day, its_round)),
        prepared_by=prepared_by,
        sign_authority=ward.authority_lines or _AUTHORITY,
        signer=ward.giver_name,
        reading=words(AmountWords),
    )


def eligible_list_workbook(registry: Registry, round_id: int) -> bytes:
    """The list of those entitled as an .xlsx, one row for each household; errors as for its PDF."""
    columns = (
        Column(_("No."), 6),
        Column(_("Code"), 14),
        Column(_("Head of household"), 26),
        Column(_("Year of birth"), 10),
        Column(_("ID number"), 16),
        Column(_("Address"), 36),
        Column(_("Group"), 18),
        Column(_("Reason"), 40),
        Column(_("Gift"), 36),
        Column(_("Value (đồng)"), 16),
        Column(_("Note"), 26),
    )
    found = [(group.name, row) for group in eligible_list(registry, round_id).groups for row in group.rows]
    rows = (
        (
            *(number, row.code, row.head_name, str(row.born_year or ""), row.id_number),
            *(row.address, group, row.reason, row.gift, row.value_dong, row.note),
        )
        for number, (group, row) in enumerate(found, start=1)
    )
    return workbook(_("List of those entitled"), columns, rows)


def sign_list_workbook(registry: Registry, round_id: int) -> bytes:
    """The sign list as an .xlsx, one row for each household; errors as for its PDF."""
    columns = (
        Column(_("No."), 6),
        Column(_("Head of household"), 26),
        Column(_("Year of birth"), 10),
        Column(_("ID number"), 16),
        Column(_("Address"), 36),
        Column(_("Group"), 12),
        Column(_("Category"), 16),
        Column(_("Gift"), 36),
        Column(_("Amount (đồng)"), 16),
        Column(_("Signature"), 20),
        Column(_("Note"), 26),
    )
    rows = (
        (
            *(number, row.head_name, str(row.born_year or ""), row.id_number, row.address, row.group_name),
            *(row.category, row.gift, row.amount_dong, "", row.note),
        )
        for number, row in enumerate(sign_list(registry, round_id, "").rows, start=1)
    )
    return workbook(_("Sign list"), columns, rows)


def _homes(round_id: int) -> dict[int, _Home]:
    """Every household on the list of the round or given anything in it."""
    its, entitled, handover = t.Household, t.Entitled, t.Handover
    listed = entitled.select(entitled.household).where(entitled.round == round_id)
    given = handover.select(handover.household).where(
        handover.round == round_id, handover.voided_at.is_null()
    )
    query = (
        its.select(its.id, its.head_name, its.born_year, its.id_number, its.address, its.group)
        .select_extend(t.ResidentialGroup.number, its.name_key)
        .join(t.ResidentialGroup)
        .where(its.id.in_(listed) | its.id.in_(given))
    )
    return {row[0]: _Home(*row) for row in query.tuples()}


def _given(round_id: int) -> dict[int, list[t.HandoverLine]]:
    """The lines of the receipts of the round that count, by household."""
    line, handover = t.HandoverLine, t.Handover
    query = (
        line.select(line, handover)
        .join(handover)
        .where(handover.round == round_id, handover.voided_at.is_null())
        .order_by(handover.id, line.position)
    )
    found: dict[int, list[t.HandoverLine]] = defaultdict(list)
    for row in query:
        found[row.handover.household_id].append(row)
    return found


def _eligible(row: EntitledRow, home: _Home, its_round: RoundRow) -> EligibleRow:
    return EligibleRow(
        code=row.code,
        head_name=row.head_name,
        born_year=home.born_year,
        id_number=mask_number(home.id_number),
        address=row.address,
        reason=row.reason or row.why,
        gift=_planned(its_round.items),
        value_dong=_value(its_round.items),
        note="Bổ sung" if row.by_hand else "",
    )


def _signing(
    home: _Home,
    place: EntitledRow | None,
    lines: Sequence[t.HandoverLine],
    its_round: RoundRow,
    statuses: Sequence[Status],
) -> SignRow:
    status = status_on(statuses, lines[0].handover.day if lines else its_round.day)
    if lines:
        gift, amount, note = _had(lines), _amount(lines), _proxies(lines)
    elif place is not None and place.outcome in BY_HAND:
        reason = f": {place.outcome_note}" if place.outcome_note else ""
        gift, amount, note = "", None, f"{_OUTCOMES[place.outcome]}{reason}"
    else:
        gift, amount, note = _planned(its_round.items), _value(its_round.items), ""
    return SignRow(
        head_name=home.head_name,
        born_year=home.born_year,
        id_number=home.id_number,
        address=home.address,
        group_name=f"Tổ {home.group_number}",
        category=PAPER_NAMES[status.category].capitalize() if status else "",
        gift=gift,
        amount_dong=amount,
        note=note,
    )


def _had(lines: Iterable[t.HandoverLine]) -> str:
    return "; ".join(_counted(line.quantity, line.unit, line.description) for line in lines)


def _planned(items: Iterable[SupportItem]) -> str:
    return "; ".join(_counted(item.quantity, item.unit, item.name) for item in items)


def _counted(quantity: int, unit: str, name: str) -> str:
    return name if quantity == 1 else counted(f"{quantity:02}", unit, name)


def _amount(lines: Iterable[t.HandoverLine]) -> int | None:
    known = [line.value_dong for line in lines if line.value_dong is not None]
    return sum(known) if known else None


def _value(items: Sequence[SupportItem]) -> int | None:
    return value_of(items) if any(item.value_dong is not None for item in items) else None


def _proxies(lines: Iterable[t.HandoverLine]) -> str:
    """Who received in place of the head, each once."""
    told = dict.fromkeys(
        f"Nhận thay: {line.handover.receiver_name} ({line.handover.receiver_relation})"
        for line in lines
        if line.handover.receiver_relation
    )
    return "; ".join(told)


def _values(ward: Ward, day: date, its_round: RoundRow) -> Mapping[str, str]:
    return usual_values(ward, day) | {
        "dot": its_round.name,
        "ke_hoach": its_round.plan,
        "tai_tro": its_round.donor,
    }


def _approved_on(its_round: RoundRow) -> date | None:
    at = its_round.approved_at
    return at.replace(tzinfo=UTC).astimezone().date() if at else None


def _empty(its_round: RoundRow) -> BadInputError:
    return BadInputError(
        _("Nobody is on the list of “{name}” yet. Draw it up first.").format(name=its_round.name), "round"
    )
