"""From the rows of a list to a plan: each row gets its group, its household, and what would become of it."""

from collections import Counter
from collections.abc import Iterable

from firereg.domain.addresses import address_sort_key, place_key
from firereg.domain.text import excerpt, fold
from firereg.domain.ward_names import bare_name
from firereg.exchange.cell_readers import Group as ListedGroup
from firereg.exchange.heads import Header
from firereg.exchange.list_columns import Problem
from firereg.exchange.ward_columns import Field, field_label
from firereg.exchange.ward_list import ListRow
from firereg.i18n import _
from firereg.services import wards
from firereg.services.import_changes import (
    KnownStatus,
    by_household,
    field_changes,
    read_statuses,
    status_steps,
)
from firereg.services.import_match import Group, Known, Register
from firereg.services.import_plan import GroupKey, Kind, LeftRow, PlannedRow, RowKey, Twin
from firereg.services.registry import Registry


class Groups:
    """The residential groups, as lists name them."""

    def __init__(self, registry: Registry, usual: int | None) -> None:
        self._usual = usual
        self._column = field_label(Field.GROUP)
        self._known = wards.groups()
        self._ward = bare_name(wards.ward_on(registry.today()).name)
        self._found: dict[ListedGroup, tuple[Group, tuple[Problem, ...]]] = {}

    def begin(self, header: Header) -> None:
        """Name the column of this list in problems from now on."""
        place = header.columns.get(Field.GROUP)
        self._column = header.title(place) if place is not None else field_label(Field.GROUP)
        self._found.clear()

    def find(self, listed: ListedGroup) -> tuple[Group, tuple[Problem, ...]]:
        """Its id, the key of one that is not there yet, None where the row names none; and what is wrong."""
        if listed not in self._found:
            self._found[listed] = self._look(listed)
        return self._found[listed]

    def missing(self) -> Problem:
        """The problem of a new household without a group."""
        return Problem(self._column, "", _("The residential group is missing."))

    def _look(self, listed: ListedGroup) -> tuple[Group, tuple[Problem, ...]]:
        if listed.number is None:
            if not listed.text:
                return self._usual, ()
            return self._wrong(listed, _("“{text}” is not the number of a residential group."))
        same = [group for group in self._known if group.number == listed.number]
        if listed.ward:
            ward = fold(bare_name(listed.ward))
            same = [group for group in same if fold(bare_name(group.ward)) == ward]
        if len(same) > 1:
            return self._wrong(listed, _("Two wards have a group “{text}”. Name the ward too."))
        if same:
            return same[0].id, ()
        if not 0 < listed.number < 1000:
            return self._wrong(listed, _("The number of a residential group must be from 1 to 999."))
        return GroupKey(listed.number, bare_name(listed.ward) if listed.ward else self._ward), ()

    def _wrong(self, listed: ListedGroup, sentence: str) -> tuple[Group, tuple[Problem, ...]]:
        text = excerpt(listed.text)
        return None, (Problem(self._column, text, sentence.format(text=text)),)


class Planner:
    """Plans row after row, and remembers those it had, to tell twins within the list."""

    def __init__(self, registry: Registry, year: int, usual_group: int | None = None) -> None:
        self.year = year
        self.register = Register(registry)
        self.missing_groups: Counter[GroupKey] = Counter()
        self._sheet = ""
        self._groups = Groups(registry, usual_group)
        self._statuses = by_household(read_statuses(registry, year))
        self._first: dict[object, RowKey] = {}

    def begin(self, header: Header) -> None:
        """Plan the rows of this list from now on."""
        self._sheet = header.sheet
        self._groups.begin(header)

    def plan(self, row: ListRow) -> PlannedRow:
        """What becomes of the row."""
        name, place = fold(row.head_name), place_key(row.address)
        group, problems = self._groups.find(row.group)
        if problems or row.problems:
            return PlannedRow(row, Kind.WRONG, problems=row.problems + problems, sheet=self._sheet)
        known, twins = self.register.find(row, group, name, place)
        if group is None and known is None and not twins:
            return PlannedRow(row, Kind.WRONG, problems=(self._groups.missing(),), sheet=self._sheet)
        planned = PlannedRow(
            *(row, Kind.NEW, group),
            fold=name,
            place=place,
            address_key=address_sort_key(row.address),
            sheet=self._sheet,
        )
        earlier = self._twin_in_list(planned, known)
        if earlier:
            twins = (earlier, *twins)
        if group.__class__ is GroupKey:
            self.missing_groups[group] += 1
        if twins:
            return planned._replace(
                kind=Kind.DUPLICATE, twins=tuple(self._compared(planned, one) for one in twins)
            )
        if known:
            return self._as_known(planned, known)
        return planned._replace(statuses=status_steps(row, self.year, ())) if row.category else planned

    def decided(self, planned: PlannedRow, household_id: int | None) -> PlannedRow:
        """The row as a clerk decided: as that household, or as a new one."""
        planned = planned._replace(twins=())
        if household_id is not None:
            return self._as_known(planned, self.register.by_id[household_id])
        if planned.group is None:
            return planned._replace(kind=Kind.WRONG, problems=(self._groups.missing(),))
        return planned._replace(kind=Kind.NEW, statuses=status_steps(planned.listed, self.year, ()))

    def left(self, rows: Iterable[PlannedRow]) -> tuple[LeftRow, ...]:
        """The households recognised in a category of the list that are not in it.

        Those that were recognised when the year began or on the day before; whoever came within the year came
        after the list.
        """
        rows = list(rows)
        categories = {row.listed.category for row in rows if row.listed.category}
        listed = {row.household_id for row in rows if row.household_id}
        listed |= {twin.household_id for row in rows for twin in row.twins if twin.household_id}
        first = f"{self.year}-01-01"
        found: dict[int, LeftRow] = {}
        for household_id, statuses in self._statuses.items():
            its = [one for one in statuses if one.category in categories and one.valid_from < first]
            if its and household_id not in listed:
                found[household_id] = self._left(max(its, key=lambda one: one.valid_from), first)
        return tuple(sorted(found.values(), key=lambda one: one.code))

    def _left(self, status: KnownStatus, first: str) -> LeftRow:
        known = self.register.by_id[status.household]
        runs_on = status.valid_to is None or status.valid_to >= first
        return LeftRow(
            *(known.id, known.code, known.head_name, known.group, known.address),
            status.category,
            status.valid_to,
            status.id if runs_on else None,
        )

    def _as_known(self, planned: PlannedRow, known: Known) -> PlannedRow:
        changes = field_changes(planned.listed, known, planned.group, planned.place)
        statuses = status_steps(planned.listed, self.year, self._statuses.get(known.id, ()))
        kind = Kind.UPDATED if changes or statuses else Kind.UNCHANGED
        return planned._replace(kind=kind, household_id=known.id, changes=changes, statuses=statuses)

    def _compared(self, planned: PlannedRow, twin: Twin) -> Twin:
        if twin.household_id is None:
            return twin
        known = self.register.by_id[twin.household_id]
        return twin._replace(changes=field_changes(planned.listed, known, planned.group, planned.place))

    def _twin_in_list(self, planned: PlannedRow, known: Known | None) -> Twin | None:
        """An earlier row that is the same household, by code, ID number, or name, group and address."""
        row = planned.listed
        keys: tuple[object, ...] = (
            ("code", row.code) if row.code else None,
            row.id_number or None,
            (planned.fold, planned.group, planned.place) if not row.id_number else None,
            known.id if known else None,
        )
        for key in keys:
            if key is not None and key in self._first:
                sheet, number = self._first[key]
                sentence = (
                    _("The same household stands in row {row} already.")
                    if sheet == self._sheet
                    else _("The same household stands in row {row} of sheet “{sheet}” already.")
                )
                why = sentence.format(row=number, sheet=sheet)
                return Twin(None, "", row.head_name, row.address, why)
        for key in keys:
            if key is not None:
                self._first[key] = planned.key
        return None
