"""What an import would do, row by row, before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from firereg.errors import BadInputError
from firereg.exchange.heads import Header
from firereg.exchange.list_columns import Problem
from firereg.exchange.repairs import Repair, RepairKind
from firereg.exchange.ward_list import ListRow
from firereg.i18n import _

ENCODINGS = (RepairKind.TCVN3, RepairKind.VNI, RepairKind.NFD)


class Kind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    WRONG = "wrong"


class ListKind(StrEnum):
    """What a list is a list of."""

    HOUSEHOLDS = "households"
    POVERTY = "poverty"  # the yearly list of poor and near-poor households: who is not in it has left it
    EXTINGUISHERS = "extinguishers"  # a stock list


class FieldChange(NamedTuple):
    """One field of a household before and after; `field` is the name in the table."""

    field: str
    before: Any
    after: Any


class StatusStep(NamedTuple):
    """What happens to one recognition: put in (`status_id` None) or changed; dates are ISO text."""

    status_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Twin(NamedTuple):
    """A household, or an earlier row of the list (`household_id` None), that a row may be the same as.

    `changes` are what the row would change of it.
    """

    household_id: int | None
    code: str
    head_name: str
    address: str
    why: str
    changes: tuple[FieldChange, ...] = ()


class GroupKey(NamedTuple):
    """A residential group that is not there yet."""

    number: int
    ward: str


RowKey = tuple[str, int]
"""A row of a file: the name of its sheet, and its number there as the spreadsheet counts."""


class PlannedRow(NamedTuple):
    """A row of the list and what becomes of it.

    `group` is the id of its group, or the key of one that is to be created; `fold`, `place` and
    `address_key` are the name and the address as they are compared and sorted.
    """

    listed: ListRow
    kind: Kind
    group: int | GroupKey | None = None
    household_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    statuses: tuple[StatusStep, ...] = ()
    twins: tuple[Twin, ...] = ()
    problems: tuple[Problem, ...] = ()
    fold: str = ""
    place: str = ""
    address_key: bytes = b""
    sheet: str = ""

    @property
    def key(self) -> RowKey:
        """What a clerk's decision on this row is kept under."""
        return self.sheet, self.listed.row_number


class LeftOut(NamedTuple):
    """A row that is no household, and why."""

    sheet: str
    row_number: int
    reason: str


class PlannedSheet(NamedTuple):
    """A sheet with a list, its head as it is read, and what lists with the same titles are remembered by."""

    header: Header
    layout: str

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.header.sheet


class LeftRow(NamedTuple):
    """A household that was recognised and is not in the list; `status_id` is what can be ended, None if it has."""

    household_id: int
    code: str
    head_name: str
    group: int
    address: str
    category: str
    valid_to: str | None
    status_id: int | None


class Decision(NamedTuple):
    """What a clerk says of a duplicate: take it as new, or update this household; without a decision it is left out."""

    household_id: int | None = None


TAKE_AS_NEW = Decision()


class Seen(NamedTuple):
    """The register when the plan was made: it must still be so when the plan is applied."""

    households: tuple[int, int]
    statuses: tuple[int, int]
    updated_at: Mapping[int, str]


@dataclass(frozen=True)
class ImportPlan:
    """An import as it would go; nothing is written yet."""

    file_name: str
    sheets: tuple[PlannedSheet, ...]
    mapping: Mapping[str, str]
    kind: ListKind
    year: int
    rows: tuple[PlannedRow, ...]
    skipped: tuple[LeftOut, ...]
    missing_groups: Mapping[GroupKey, int]
    left: tuple[LeftRow, ...]
    seen: Seen

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are, and how many of each kind."""
        by_kind = Counter(row.kind for row in self.rows)
        return (
            {"rows": len(self.rows) + len(self.skipped)}
            | {str(kind): by_kind[kind] for kind in Kind}
            | {"skipped": len(self.skipped), "left": len(self.left)}
        )

    @property
    def has_statuses(self) -> bool:
        """Whether the list says who is poor or near-poor, so that its year matters."""
        return any(row.listed.category for row in self.rows)

    def repairs(self) -> Iterator[tuple[RowKey, Repair]]:
        """Every repair with its row."""
        return ((row.key, repair) for row in self.rows for repair in row.listed.repairs)

    def place(self, key: RowKey) -> str:
        """Where a row stands, in words: "row 7", with the sheet where there are several."""
        words = _("row {row} of sheet “{sheet}”") if len(self.sheets) > 1 else _("row {row}")
        return words.format(row=key[1], sheet=key[0])

    def converted(self) -> dict[str, int]:
        """How many cells came in each old encoding."""
        found = Counter(repair.kind for _row, repair in self.repairs())
        return {str(kind): found[kind] for kind in ENCODINGS}


def refuse_wrong(plan: Any, rows: Iterable[Any]) -> None:
    """BadInputError that names the first wrong row of a plan, of any kind of list, where there is one."""
    wrong = [row for row in rows if row.kind is Kind.WRONG]
    if not wrong:
        return
    problem = wrong[0].problems[0]
    raise BadInputError(
        _(
            "{file}, {place}, column “{column}”: {problem} Wrong rows in all: {count}. Nothing was imported."
        ).format(
            file=plan.file_name,
            place=plan.place(wrong[0].key),
            column=problem.column,
            problem=problem.sentence,
            count=len(wrong),
        ),
        "file",
    )
