"""The rows of a ward's list of households: typed, repaired, and what is no household left out with the reason.

Nothing is decided here that the registry must decide: an empty cell gives an empty value, a group keeps its
text, and every repair and every problem is told with its column.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from firereg.domain.identity import FEMALE, MALE, check_number
from firereg.domain.poverty import Category
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError
from firereg.exchange.caption import read_caption
from firereg.exchange.cell_readers import Group
from firereg.exchange.heads import Header
from firereg.exchange.list_columns import Problem, opened, read_columns
from firereg.exchange.other_rows import LIKE_ANOTHER_ROW, OtherRows, SkippedRow
from firereg.exchange.repairs import Reading, Repair, RepairKind
from firereg.exchange.sheets import Sheet
from firereg.exchange.ward_columns import Field
from firereg.exchange.ward_readers import LAYOUT
from firereg.i18n import _

__all__ = ["Group", "ListRow", "Problem", "SkippedRow", "read_rows"]


class ListRow(NamedTuple):
    """One household of a list; "" and None where the list says nothing.

    `row_number` counts as the spreadsheet does. A row with problems cannot be stored; warnings do not stop it.
    """

    row_number: int
    head_name: str
    id_number: str
    born_year: int | None
    sex: str
    group: Group
    address: str
    persons: int | None
    phone: str
    category: Category | None
    certificate: str
    decision: str
    note: str
    code: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


_HEADS = ("chu ho", "ch", "ban than")  # "chú" folds to "chu"


def read_rows(sheet: Sheet, header: Header, today: date) -> Iterator[ListRow | SkippedRow]:
    """Every row below the head, in order: a household, or why it is none. Empty rows at the end are left off.

    What the rows themselves do not say is taken from the headings within the list and the lines above it.
    BadInputError where no column holds the names.
    """
    if Field.HEAD_NAME not in header.columns:
        raise BadInputError(
            _("No column of sheet “{sheet}” holds the heads of households. Say which one does.").format(
                sheet=sheet.name
            ),
            "map",
        )
    caption = read_caption(header)
    others = OtherRows(header, caption)
    for row_number, values in enumerate(read_columns(sheet, header, today, LAYOUT), start=header.data_starts):
        name, relation = _bare(values[0]), _bare(values[-1])
        if relation and fold(relation) not in _HEADS:
            yield SkippedRow(row_number, _of_a_household(name, relation))
            continue
        if others.signed or not name or LIKE_ANOTHER_ROW.match(name) or not any(values[1:11]):
            skipped = others.look(row_number, sheet.rows[row_number - 1])
            if skipped:
                yield skipped
                continue
        row = _list_row(row_number, values, others, header)
        yield row if row.decision or not caption.decision else row._replace(decision=caption.decision)


def _of_a_household(name: str, relation: str) -> str:
    words = _("{name} ({relation}) is of the household above, not its head.")
    return words.format(name=excerpt(name), relation=excerpt(relation))


def _bare(value: Any) -> Any:
    return value.value if value.__class__ is Reading else value


def _list_row(row_number: int, values: Sequence[Any], others: OtherRows, header: Header) -> ListRow:
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    if Reading in map(type, values):
        values, repairs, problems = opened(values)
    (name, id_number, born, male, female, sex, group, ward, house, street, address, *rest) = values
    persons, phone, category, poor, near_poor, certificate, decision, note, code, _relation = rest
    if not name and not problems:
        problems = (_missing_name(header),)
    if male or female:
        born, sex, more = _of_sex_columns(born, male, female, header)
        problems += more
    if house or street:
        address = ", ".join(filter(None, (" ".join(filter(None, (house, street))), address)))
    if ward or not group:
        group = _group(group, ward, others.group)
    category, more = _category({category, poor, near_poor} - {None}, others.category, header)
    warnings = _doubts(id_number[3:6], born, sex) if len(id_number) == 12 else ()
    if warnings and any(repair.kind is RepairKind.LEADING_ZERO for repair in repairs):
        problems += tuple(
            Problem(header.title(header.columns[Field.ID_NUMBER]), id_number, text) for text in warnings
        )
    return ListRow(
        row_number,
        name,
        id_number,
        born,
        sex,
        group,
        address,
        persons,
        phone,
        category,
        certificate,
        decision,
        note,
        code,
        problems + more,
        warnings,
        repairs,
    )


def _missing_name(header: Header) -> Problem:
    column = header.title(header.columns[Field.HEAD_NAME])
    return Problem(column, "", _("The name of the head of the household is missing."))


def _of_sex_columns(
    born: int | None, male: int | bool | None, female: int | bool | None, header: Header
) -> tuple[int | None, str, tuple[Problem, ...]]:
    """Year and sex from a pair of columns that hold a year of birth or a mark."""
    if male and female:
        column = header.title(header.columns[Field.FEMALE])
        problem = Problem(column, str(female), _("Both columns, of men and of women, are filled in."))
        return born, "", (problem,)
    filled = male or female
    year = born if filled is True else filled
    return year, MALE if male else FEMALE, ()


def _group(named: Group, ward: str, heading: Group) -> Group:
    group = named or heading
    return group._replace(ward=ward) if ward else group


def _category(
    found: set[Category], heading: Category | None, header: Header
) -> tuple[Category | None, tuple[Problem, ...]]:
    if len(found) < 2:
        return (found.pop() if found else heading), ()
    fields = (Field.NEAR_POOR, Field.POOR, Field.CATEGORY)
    column = next(header.title(header.columns[field]) for field in fields if field in header.columns)
    return None, (Problem(column, ", ".join(sorted(found)), _("A household cannot be in two categories.")),)


@lru_cache(maxsize=4000)
def _doubts(digits: str, born_year: int | None, sex: str) -> tuple[str, ...]:
    """What digits 4 to 6 of an ID number say against the year and the sex; few differ in a whole ward."""
    return tuple(check_number(f"000{digits}000000", born_year, sex or None))
