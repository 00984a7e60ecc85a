"""The ward of the demo: names, residential groups, households and their people, recognised poverty."""

from datetime import date
from random import Random

from peewee import chunked

from firereg.domain.identity import FEMALE
from firereg.domain.numbering import household_code
from firereg.domain.poverty import Category
from firereg.services import household_list, wards
from firereg.services.demo.people import DemoPeople
from firereg.services.registry import Registry
from firereg.services.wards import Ward
from firereg.store import models as t

NAME = "Dư Hàng Kênh"
HOUSEHOLDS = 8_480
PERSONS = 29_628
GROUPS = 22
NEAR_POOR = 15
RECIPIENTS_OF_2020 = 100
HOA_CODE = household_code(7, 123)
"""Nguyễn Thị Hoa of group 7: near-poor in 2023, without an extinguisher before 19/10/2023."""

_HOA = "Nguyễn Thị Hoa"
_CHUNK = 500
_PERSONS = (1, 2, 3, 4, 5, 6, 7)
_PERSONS_WEIGHTS = (7, 18, 26, 28, 13, 6, 2)
# What the recipients of 2020 were, in the shares of that round.
IN_2020 = (Category.NEAR_POOR, Category.ESCAPED_POOR, Category.HARDSHIP)


def describe_ward(registry: Registry) -> None:
    """The ward before and after 1/7/2025."""
    before = Ward(
        name=f"phường {NAME}",
        district="quận Lê Chân",
        province="thành phố Hải Phòng",
        body_lines=("ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"),
        place=NAME,
        sign_authority="TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        giver_name="Trần Văn Mẫu",
        giver_title="Chủ tịch Ủy ban nhân dân phường",
    )
    after = Ward(
        name="Phường Lê Chân",
        province="thành phố Hải Phòng",
        body_lines=("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN"),
        place="Phường Lê Chân",
        sign_authority="TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        giver_name="Lê Thị Mẫu",
        giver_title="Chủ tịch Ủy ban nhân dân phường",
        valid_from=wards.REFORM,
    )
    wards.save_profile(registry, before)
    wards.save_profile(registry, after)


def fill_households(registry: Registry) -> None:
    """The groups with their leaders, and all households."""
    rng = Random("households")
    people = DemoPeople(rng)
    groups = [_add_group(registry, people, number) for number in range(1, GROUPS + 1)]
    rows = [
        _household(registry, people, group, household_code(number, position))
        for number, (group, size) in enumerate(zip(groups, _group_sizes(rng), strict=True), start=1)
        for position in range(1, size + 1)
    ]
    for row, persons in zip(rows, _persons(rng), strict=True):
        row["persons"] = persons
    for some in chunked(rows, _CHUNK):
        t.Household.insert_many(some).execute()


def recognise(registry: Registry) -> None:
    """Who was near-poor, had just escaped or was in hardship, year by year until this one."""
    rng = Random("poverty")
    everybody = [row.id for row in t.Household.select(t.Household.id).order_by(t.Household.id)]
    hoa = t.Household.get(t.Household.code == HOA_CODE).id
    everybody.remove(hoa)
    chosen = rng.sample(everybody, RECIPIENTS_OF_2020 + NEAR_POOR - 1 + 10)
    of_2020, rest = chosen[:RECIPIENTS_OF_2020], chosen[RECIPIENTS_OF_2020:]
    of_2023, later = [hoa, *rest[: NEAR_POOR - 1]], rest[NEAR_POOR - 1 :]
    this_year = registry.today().year

    years: list[tuple[int, Category, int]] = []
    for position, household in enumerate(of_2020):
        years += [(household, category, year) for category, year in _life_from_2020(position)]
    for position, household in enumerate(of_2023):
        first = 2021 + position % 3
        last = this_year if household == hoa else 2023 + position % 5
        years += [(household, Category.NEAR_POOR, year) for year in range(first, last + 1)]
        years.append((household, Category.ESCAPED_NEAR_POOR, last + 1))
    for position, household in enumerate(later):
        first = this_year - position % 3
        years += [(household, Category.NEAR_POOR, year) for year in range(max(first, 2024), this_year + 1)]
    _keep_statuses([one for one in years if one[2] <= this_year])


def recipients_of_2020() -> list[int]:
    """The households of the first round, by group and name, as the sign list has them."""
    return _recognised_on(date(2020, 7, 1))


def near_poor_on(day: date) -> list[int]:
    """The near-poor households of that day, by group and name, as the sign list has them."""
    return _recognised_on(day, Category.NEAR_POOR)


def _recognised_on(day: date, *categories: Category) -> list[int]:
    query = (
        t.PovertyStatus.select(t.PovertyStatus.household)
        .join(t.Household)
        .join(t.ResidentialGroup)
        .where(
            t.PovertyStatus.valid_from <= day,
            t.PovertyStatus.valid_to >= day,
            t.PovertyStatus.category.in_(categories or IN_2020),
        )
        .order_by(t.ResidentialGroup.number, t.Household.name_key)
    )
    return [row.household_id for row in query]


def _life_from_2020(position: int) -> list[tuple[Category, int]]:
    """A recipient of 2020: near-poor for one or two years more and then out, newly escaped, or in hardship."""
    if position % 20 < 11:
        last = 2020 + position % 3
        years = [(Category.NEAR_POOR, year) for year in range(2020, last + 1)]
        return [*years, (Category.ESCAPED_NEAR_POOR, last + 1)]
    return [(IN_2020[1 + (position % 20 > 15)], 2020)]


def _keep_statuses(years: list[tuple[int, Category, int]]) -> None:
    certificates: dict[int, int] = {}
    rows = []
    for household, category, year in sorted(years, key=lambda one: (one[2], one[0])):
        certificate = ""
        if category is Category.NEAR_POOR:
            certificates[year] = certificates.get(year, 0) + 1
            certificate = f"{certificates[year]:02d}/{year}/GCN-HN.HCN"
        hardship = category is Category.HARDSHIP
        rows.append(
            {
                "household": household,
                "category": category,
                "valid_from": date(year, 1, 1),
                "valid_to": date(year, 12, 31),
                "certificate": certificate,
                "decision": ""
                if hardship
                else f"Quyết định số {year % 7 + 310}/QĐ-UBND ngày 15/12/{year - 1}",
            }
        )
    for some in chunked(rows, _CHUNK):
        t.PovertyStatus.insert_many(some).execute()


def _add_group(registry: Registry, people: DemoPeople, number: int) -> int:
    leader = people.head()
    return wards.add_group(registry, number, NAME, leader.name, people.phone())


def _household(registry: Registry, people: DemoPeople, group: int, code: str) -> dict:
    person = people.person(FEMALE, 1961, _HOA) if code == HOA_CODE else people.head()
    while person.name == _HOA and code != HOA_CODE:  # the example of every guide is the only one of her name
        person = people.head()
    row = {
        "code": code,
        "head_name": person.name,
        "id_number": person.id_number,
        "born_year": person.born_year,
        "sex": person.sex,
        "phone": person.phone,
        "address": people.address(int(code[3:5])),
        "group": group,
        "updated_at": registry.now(),
    }
    return row | household_list.derived(row)


def _group_sizes(rng: Random) -> list[int]:
    """How many households each group has; together exactly as many as the ward."""
    sizes = [rng.randint(330, 440) for _group in range(GROUPS)]
    while sum(sizes) != HOUSEHOLDS:
        sizes[rng.randrange(GROUPS)] += 1 if sum(sizes) < HOUSEHOLDS else -1
    return sizes


def _persons(rng: Random) -> list[int]:
    """How many persons each household has; together exactly as many as the ward."""
    persons = rng.choices(_PERSONS, _PERSONS_WEIGHTS, k=HOUSEHOLDS)
    missing = PERSONS - sum(persons)
    step = 1 if missing > 0 else -1
    movable = [i for i, n in enumerate(persons) if 2 <= n <= 5]
    for i in rng.sample(movable, abs(missing)):
        persons[i] += step
    return persons
