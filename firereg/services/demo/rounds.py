"""The two rounds of the demo: 100 extinguishers on 1/7/2020; 15 extinguishers and 15 gifts on 19/10/2023."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from firereg.domain.dates import add_months
from firereg.domain.identity import FEMALE, MALE
from firereg.domain.poverty import Category
from firereg.domain.support import Criteria, Form, SupportItem
from firereg.services import deliveries, drawing_up, handovers, rounds
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.demo.people import DemoPeople
from firereg.services.demo.ward import IN_2020, near_poor_on, recipients_of_2020
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.services.wards import ward_on
from firereg.store import models as t

DAY_2020 = date(2020, 7, 1)
DAY_2023 = date(2023, 10, 19)
ROUND_2020 = "Đợt 1/7/2020"
ROUND_2023 = "Đợt 19/10/2023"
GIFT = "Quà hỗ trợ hộ cận nghèo (tiền mặt)"
GIFT_DONG = 500_000

_DONOR = "Công ty TNHH Thiết bị Mẫu"
_PLACE = "Nhà văn hóa phường Dư Hàng Kênh"
# The kinds as they were delivered in 2020, 100 together, in the order of their serial numbers.
_DELIVERED_2020 = ("MFZL4",) * 72 + ("MFZ4",) * 14 + ("MT3",) * 6 + ("MINI1",) * 8
_DELIVERED_2023 = ("MFZL4",) * 15
_IN_STOCK = ("MFZL4",) * 18 + ("MFZL8",) * 3 + ("MT3",) * 4
_FIRST_SERIAL_2023 = 101
_FIRST_SERIAL_IN_STOCK = 116


def serial(number: int) -> str:
    """The serial number of the demo's n-th extinguisher, such as A-00123."""
    return f"A-{number:05d}"


def add_rounds(registry: Registry, programme_id: int) -> None:
    """Both rounds, the second one in that programme, with what was received for them and what lies in stock today."""
    issuer = "của Ủy ban nhân dân phường Dư Hàng Kênh"
    rounds.add(
        registry,
        RoundDraft(
            name=ROUND_2020,
            day=DAY_2020,
            place=_PLACE,
            plan=f"Kế hoạch số 45/KH-UBND ngày 15 tháng 6 năm 2020 {issuer}",
            donor=_DONOR,
            items=(SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình"),),
            criteria=Criteria(categories=IN_2020),
        ),
    )
    rounds.add(
        registry,
        RoundDraft(
            name=ROUND_2023,
            day=DAY_2023,
            place=_PLACE,
            plan=f"Kế hoạch số 86/KH-UBND ngày 10 tháng 10 năm 2023 {issuer}",
            donor=_DONOR,
            budget_dong=15 * GIFT_DONG,
            items=(
                SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình"),
                SupportItem(Form.CASH, GIFT, 1, "suất", GIFT_DONG),
            ),
            criteria=Criteria(categories=(Category.NEAR_POOR,)),
            programme_id=programme_id,
        ),
    )
    _receive(registry, 1, _DELIVERED_2020, date(2019, 5, 1), date(2020, 6, 22))
    _receive(registry, _FIRST_SERIAL_2023, _DELIVERED_2023, date(2023, 6, 1), date(2023, 10, 12))
    last_month = add_months(registry.today().replace(day=1), -1)
    _receive(
        registry,
        _FIRST_SERIAL_IN_STOCK,
        _IN_STOCK,
        add_months(last_month, -6),
        last_month + timedelta(days=9),
    )


def hand_over_of_2020(registry: Registry) -> list[int]:
    """The list of the first round and its 100 handovers, long closed; the ids of their rows."""
    round_id = _approved_list(registry, ROUND_2020, DAY_2020)
    serials = [serial(1 + i) for i in range(len(_DELIVERED_2020))]
    Random("serials").shuffle(serials)
    ids = _hand_over(registry, ROUND_2020, recipients_of_2020(), serials)
    t.Round.update(closed_on=DAY_2020).where(t.Round.id == round_id).execute()
    return ids


def hand_over_of_2023(registry: Registry) -> list[int]:
    """The approved list of 19/10/2023 and its 15 handovers, an extinguisher and a gift each; the ids of their rows."""
    _approved_list(registry, ROUND_2023, DAY_2023)
    serials = [serial(_FIRST_SERIAL_2023 + i) for i in range(len(_DELIVERED_2023))]
    return _hand_over(registry, ROUND_2023, near_poor_on(DAY_2023), serials)


def _approved_list(registry: Registry, round_name: str, day: date) -> int:
    """The id of the round, its list approved in the week before that day."""
    round_id = rounds.by_name(round_name).id
    drawing_up.draw_up(registry, round_id)
    drawing_up.approve(registry, round_id)
    week_before = datetime.combine(day - timedelta(days=7), time(9, 0))
    t.Round.update(approved_at=week_before).where(t.Round.id == round_id).execute()
    return round_id


def _receive(
    registry: Registry, first: int, kinds: Sequence[str], made_from: date, received_on: date
) -> None:
    """Take a delivery into stock; ten at a time come from one month of manufacture."""
    drafts = [
        ExtinguisherDraft(
            serial=serial(first + i),
            kind_code=kind,
            made_on=add_months(made_from, i // 10),
        )
        for i, kind in enumerate(kinds)
    ]
    deliveries.receive(registry, drafts, DeliveryDraft(received_on, _DONOR))


def _hand_over(
    registry: Registry, round_name: str, household_ids: Sequence[int], serials: Sequence[str]
) -> list[int]:
    people = DemoPeople(Random(round_name))
    with registry.transaction():
        drafts = _drafts(round_name, household_ids, serials, people)
        return [handovers.record(registry, draft).id for draft in drafts]


def _drafts(
    round_name: str, household_ids: Sequence[int], serials: Sequence[str], people: DemoPeople
) -> Iterator[HandoverDraft]:
    its_round = rounds.by_name(round_name)
    ward = ward_on(its_round.day)
    gifts = tuple(Gift(item.name, item.value_dong, item.quantity, item.unit) for item in its_round.gifts)
    for position, (household_id, its_serial) in enumerate(zip(household_ids, serials, strict=True)):
        household = t.Household.get_by_id(household_id)
        draft = HandoverDraft(
            household_id=household_id,
            day=its_round.day,
            serials=(its_serial,),
            gifts=gifts,
            round_id=its_round.id,
            receiver_name=household.head_name,
            receiver_id_number=household.id_number,
            giver_name=ward.giver_name,
            giver_title=ward.giver_title,
            witness_name=household.group.leader_name,
            witness_title=f"Tổ trưởng tổ dân phố {household.group.number}",
            place=its_round.place,
        )
        yield _received_by_another(draft, household, position, people) if position % 6 == 4 else draft


def _received_by_another(
    draft: HandoverDraft, head: t.Household, position: int, people: DemoPeople
) -> HandoverDraft:
    """The same handover, received by the husband or wife or by a grown-up child of the head."""
    other_sex = MALE if head.sex == FEMALE else FEMALE
    if position % 4 == 0 and head.born_year < 1975:
        relation, receiver = "con", people.person(other_sex, head.born_year + 26)
        if head.sex == MALE:  # a child has its father's family name
            receiver = replace(
                receiver, name=" ".join([head.head_name.split()[0], *receiver.name.split()[1:]])
            )
    else:
        relation = "vợ" if other_sex == FEMALE else "chồng"
        receiver = people.person(other_sex, head.born_year + 2)
    return replace(
        draft,
        receiver_name=receiver.name,
        receiver_relation=relation,
        receiver_id_number=receiver.id_number,
    )
