"""Lists on paper: the sign list of a round and the list of what is overdue."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from firereg.documents.papers import OverdueGroup, OverdueList, SignList, SignRow
from firereg.documents.papers import OverdueRow as PaperRow
from firereg.domain.poverty import PAPER_NAMES, Status, status_on
from firereg.domain.roles import Right
from firereg.domain.schedule import Clock
from firereg.services import households, overdue, rounds
from firereg.services.overdue import OverdueFilter
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.wards import GroupRow, groups, ward_on
from firereg.store import models as t

CLOCK_NAMES = {
    Clock.OWNER_CHECK: "Kiểm tra hằng tháng",
    Clock.MAINTENANCE: "Bảo dưỡng",
    Clock.FULL_SERVICE: "Bảo dưỡng 5 năm",
    Clock.HYDROSTATIC: "Thử thủy lực",
    Clock.DISCARD: "Loại bỏ",
}
"""The words of the paper, which is Vietnamese whatever the screen speaks."""


def sign_list(registry: Registry, round_id: int, prepared_by: str) -> SignList:
    """The list on which the households of a round sign for their gifts, by group and name.

    It carries ID numbers in full; NotAllowedError for somebody who may not see those.
    """
    registry.require(Right.RECORD)
    its_round = rounds.round_by_id(round_id)
    ward = ward_on(its_round.day)
    query = (
        t.HandoverLine.select(t.HandoverLine, t.Handover, t.Household, t.ResidentialGroup)
        .join(t.Handover)
        .join(t.Household)
        .join(t.ResidentialGroup)
        .where(
            t.Handover.round == round_id,
            t.Handover.voided_at.is_null(),
            t.HandoverLine.extinguisher.is_null(),
        )
        .order_by(t.ResidentialGroup.number, t.Household.name_key, t.HandoverLine.id)
    )
    lines = list(query)
    statuses = households.statuses_of([line.handover.household_id for line in lines])
    return SignList(
        letterhead=letterhead(ward),
        day=its_round.day,
        subject=f"Hộ gia đình ký nhận quà, {its_round.name}",
        attached_to=its_round.plan,
        rows=tuple(_sign_row(line, statuses[line.handover.household_id]) for line in lines),
        prepared_by=prepared_by,
        sign_authority=ward.authority_lines,
        signer=ward.giver_name,
    )


def overdue_list(as_of: date, which: OverdueFilter = OverdueFilter()) -> OverdueList:
    """All that is overdue on `as_of`, by group."""
    rows = overdue.overdue_all(as_of, which)
    among = groups()
    names = {group.id: group_on_paper(group, among) for group in among}
    return OverdueList(
        letterhead=letterhead(ward_on(as_of)),
        day=as_of,
        groups=tuple(
            OverdueGroup(
                name=names[group_id] if group_id else "Kho của phường",
                rows=tuple(
                    PaperRow(
                        row.head_name or "Kho của phường",
                        row.address,
                        row.kind_code,
                        row.serial,
                        CLOCK_NAMES[row.clock],
                        row.due,
                        row.days_late,
                    )
                    for row in its_rows
                ),
            )
            for group_id, its_rows in groupby(rows, key=lambda row: row.group_id)
        ),
    )


def group_on_paper(group: GroupRow, among: list[GroupRow]) -> str:
    """ "Tổ dân phố 7", with the old ward where two groups share a number."""
    shared = any(other.number == group.number and other.id != group.id for other in among)
    return f"Tổ dân phố {group.number} ({group.ward})" if shared else f"Tổ dân phố {group.number}"


def _sign_row(line: t.HandoverLine, statuses: Sequence[Status]) -> SignRow:
    household = line.handover.household
    status = status_on(statuses, line.handover.day)
    relation = line.handover.receiver_relation
    return SignRow(
        head_name=household.head_name,
        born_year=household.born_year,
        id_number=household.id_number,
        address=household.address,
        group_name=f"Tổ {household.group.number}",
        category=PAPER_NAMES[status.category].capitalize() if status else "",
        gift=line.description,
        amount_dong=line.value_dong,
        note=f"Nhận thay: {line.handover.receiver_name} ({relation})" if relation else "",
    )
