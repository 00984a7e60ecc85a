"""Made-up people and their addresses, from the lists in resources/demo: the same ones every time."""

import tomllib
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from firereg.domain.identity import FEMALE, MALE
from firereg.paths import resource

_PLACE = "031"  # the births registered in Hải Phòng (Circular 59/2021/TT-BCA)
_HEADS_MALE = 0.66
_WITH_PHONE = 0.7


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who does not exist."""

    name: str
    sex: str
    born_year: int
    id_number: str
    phone: str


class DemoPeople:
    """Makes people one by one; no two share an ID number or a telephone number."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._lists: dict[str, Any] = tomllib.loads(resource("demo/people.toml").read_text("utf-8"))
        self._id_endings = iter(rng.sample(range(10_000), 10_000))
        self._phone_numbers = count(1)

    def head(self) -> DemoPerson:
        """The head of a household, born 1935-2000."""
        sex = MALE if self._rng.random() < _HEADS_MALE else FEMALE
        return self.person(sex, round(self._rng.triangular(1935, 2000, 1968)))

    def person(self, sex: str, born_year: int, name: str = "") -> DemoPerson:
        """A person of that sex and year, with that name or a made-up one."""
        return DemoPerson(
            name=name or self._name(sex, born_year),
            sex=sex,
            born_year=born_year,
            id_number=self._id_number(sex, born_year),
            phone=self.phone() if self._rng.random() < _WITH_PHONE else "",
        )

    def phone(self) -> str:
        """The next number after 0900 000 000: no network has given out 0900."""
        return f"0900{next(self._phone_numbers):06d}"

    def address(self, group: int) -> str:
        """A house on one of the streets of a residential group."""
        street = self._rng.choice(self._lists["groups"][str(group)])
        number = self._rng.randint(1, self._lists["streets"][street])
        form = self._rng.random()
        if form < 0.25:
            return f"Số {number} {street}"
        if form < 0.75:
            return f"{number}/{self._rng.randint(1, 60)} {street}"
        return f"Số {self._rng.randint(1, 40)} ngõ {number} {street}"

    def _name(self, sex: str, born_year: int) -> str:
        lists = self._lists
        generation = next(one for one in lists["generation"] if born_year <= one["last"])
        given = self._rng.choice(generation[sex])
        middle = self._weighted(lists["middle"][sex])
        if given in middle.split():
            middle = "Thị" if sex == FEMALE else "Văn"
        return f"{self._weighted(lists['family'])} {middle} {given}"

    def _weighted(self, names: dict[str, int]) -> str:
        return self._rng.choices(list(names), list(names.values()))[0]

    def _id_number(self, sex: str, born_year: int) -> str:
        """Place, century and sex, year, and an ending that tells nothing (Decree 137/2015, Article 13)."""
        century = (born_year // 100 - 19) * 2 + (sex == FEMALE)
        return f"{_PLACE}{century}{born_year % 100:02d}99{next(self._id_endings):04d}"
