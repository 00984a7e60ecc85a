"""The ward before 19/10/2023: 22 groups, 15 near-poor households among those who are not, 5 cylinders in stock."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from firereg.domain.household import Relation
from firereg.domain.identity import FEMALE
from firereg.domain.poverty import Category
from firereg.services import deliveries, households, members, opening, statuses, wards
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.demo import ward
from firereg.services.demo.people import DemoPeople
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import Registry
from firereg.services.statuses import StatusDraft
from tests.small_ward import PASSWORD, USER

NEAR_POOR, HOMES = 15, 4
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
IN_STOCK = tuple(f"CU-{number:04}" for number in range(1, 6))
_OTHERS = (
    (Category.NEAR_POOR, date(2022, 1, 1), date(2022, 12, 31)),  # not any more
    (Category.NEAR_POOR, date(2023, 10, 20), None),  # a day too late
    (Category.ESCAPED_NEAR_POOR, *YEAR),
    (Category.POOR, *YEAR),
    (Category.HARDSHIP, date(2023, 1, 1), None),
)


class Home(NamedTuple):
    """A near-poor household as the ward's own paper has it; `other` is somebody who lives there too."""

    code: str
    name: str
    born_year: int
    id_number: str
    address: str
    group: int
    other: str


def round_ward(folder: Path, clock: Callable[[], datetime]) -> tuple[Registry, list[Home]]:
    """The registry, and the 15 households in the order of their groups."""
    opened, _code = opening.create(
        folder, user=USER, full_name="Nguyễn Thị Mẫu", password=PASSWORD, clock=clock
    )
    people, found = DemoPeople(Random("19/10/2023")), []
    with opened.transaction():
        ward.describe_ward(opened)
        for number in range(1, ward.GROUPS + 1):
            group_id = wards.add_group(opened, number, ward.NAME, people.head().name)
            homes = [_home(opened, people, number, group_id) for _home_of_group in range(HOMES)]
            home_id, home = homes[number % HOMES]
            if number <= NEAR_POOR:
                recognised = StatusDraft(Category.NEAR_POOR, *YEAR, f"{number:02}/2023/GCN-HN.HCN")
                statuses.add(opened, home_id, recognised)
                found.append(home)
            elif number - NEAR_POOR <= len(_OTHERS):
                statuses.add(opened, home_id, StatusDraft(*_OTHERS[number - NEAR_POOR - 1]))
        _stock(opened)
    return opened, found


def _home(opened: Registry, people: DemoPeople, number: int, group_id: int) -> tuple[int, Home]:
    """A household of two or more, and its id."""
    head = people.head()
    draft = HouseholdDraft(
        head.name, group_id, people.address(number), 3, head.born_year, head.sex, head.id_number
    )
    row = households.add(opened, draft)
    sister = people.person(FEMALE, head.born_year)
    members.add(
        opened, row.id, MemberDraft(sister.name, Relation.SIBLING, born_year=sister.born_year, sex=FEMALE)
    )
    home = Home(row.code, row.head_name, head.born_year, head.id_number, row.address, number, sister.name)
    return row.id, home


def _stock(opened: Registry) -> None:
    """What an earlier donor left."""
    came = [ExtinguisherDraft(serial, "MFZL4", date(2023, 1, 1)) for serial in IN_STOCK]
    deliveries.receive(opened, came, DeliveryDraft(date(2023, 2, 1), "Hội Chữ thập đỏ Mẫu"))
