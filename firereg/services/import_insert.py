"""New households of an import, many at once."""

import re
from collections.abc import Iterable, Mapping, Sequence

from firereg.domain.numbering import household_code
from firereg.domain.text import name_sort_key
from firereg.services.household_list import next_number
from firereg.services.import_plan import GroupKey, PlannedRow
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

_COLUMNS = (
    *(
        "id",
        "code",
        "head_name",
        "name_key",
        "name_fold",
        "id_number",
        "born_year",
        "sex",
        "phone",
        "address",
    ),
    *("place", "address_key", "group", "persons", "note", "updated_at"),
)
_OUR_CODE = re.compile(r"TDP\d{2,3}-\d{4,}")


class NewHouseholds:
    """Puts new households in; ids and codes go on from those there are.

    `listed` are the codes that the list gives: those in our form that are free are kept for their rows.
    """

    def __init__(self, registry: Registry, created: Mapping[GroupKey, int], listed: Iterable[str]) -> None:
        self._database = registry.database
        self._created = created
        self._moment = str(registry.now())
        self._id = bulk.next_id(t.Household)
        self._numbers: dict[int, int] = {}
        self._group_numbers = dict(bulk.read_rows(self._database, t.ResidentialGroup, ("id", "number")))
        self._given: set[str] = set()
        self._kept = {code for code in listed if _OUR_CODE.fullmatch(code)}
        if self._kept:
            self._kept -= {code for (code,) in bulk.read_rows(self._database, t.Household, ("code",))}

    def insert(self, rows: Sequence[PlannedRow]) -> list[int]:
        """The ids of the new households, in the order of `rows`."""
        households = []
        for planned in rows:
            row, key = planned.listed, planned.group
            group = self._created[key] if isinstance(key, GroupKey) else key
            assert group is not None
            number = self._group_numbers[group]
            code = self._code(row.code, number)
            households.append(
                (
                    self._id,
                    code,
                    row.head_name,
                    name_sort_key(row.head_name),
                    planned.fold,
                    row.id_number,
                    row.born_year,
                    row.sex,
                    row.phone,
                    row.address,
                    planned.place,
                    planned.address_key,
                    group,
                    row.persons or 1,
                    row.note,
                    self._moment,
                )
            )
            self._id += 1
        bulk.insert_rows(self._database, t.Household, _COLUMNS, households)
        return [household[0] for household in households]

    def _code(self, listed: str, number: int) -> str:
        """The code the list has, if it is one of ours and free; else the next of its group."""
        if listed in self._kept and listed not in self._given:
            self._given.add(listed)
            return listed
        next_one = self._numbers.get(number) or next_number(number)
        while (code := household_code(number, next_one)) in self._kept:
            next_one += 1
        self._numbers[number] = next_one + 1
        return code
