"""Lists that leave the registry as files; each stands in the journal."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path

from firereg.domain.roles import Right
from firereg.exchange.delimited import delimited
from firereg.exchange.files import save_file
from firereg.exchange.workbook import workbook
from firereg.services import export_tables, journal, programme_tables
from firereg.services.export_tables import Table
from firereg.services.registry import Registry

TABLES: Mapping[str, Callable[[Registry, date], Table]] = {
    "households": export_tables.households_table,
    "extinguishers": export_tables.extinguishers_table,
    "handovers": export_tables.handovers_table,
    "overdue": lambda _registry, as_of: export_tables.overdue_table(as_of),
    "deliveries": export_tables.deliveries_table,
    "balance": export_tables.balance_table,
    "programmes": programme_tables.programmes_table,
    "zalo-groups": programme_tables.zalo_groups_table,
    "notices": programme_tables.notices_table,
    "alerts": programme_tables.alerts_table,
    "journal": export_tables.journal_table,
}
"""What can be exported whole, by name; none of them tells ID or phone numbers."""

_RIGHTS = {"journal": Right.ADMINISTER}


class Numbers(StrEnum):
    """How a list that is exported tells ID and phone numbers."""

    MASKED = "masked"
    FULL = "full"
    NONE = "none"


def export(registry: Registry, kind: str, path: Path, as_of: date) -> int:
    """How many rows of the list `kind` (one of TABLES) are in the file now, an .xlsx or a .csv by its name.

    `as_of` is the day of what is overdue and of the balance. Texts stay texts: a program never runs one.
    """
    right = _RIGHTS.get(kind, Right.LOOK)
    registry.require(right)
    table = TABLES[kind](registry, as_of)
    if path.suffix.lower() == ".csv":
        data = delimited([column.head for column in table.columns], table.rows)
    else:
        data = workbook(table.title, table.columns, table.rows)
    with recording(registry, table.title, len(table.rows), path.suffix.lower(), right=right):
        save_file(path, data)
    return len(table.rows)


@contextmanager
def recording(
    registry: Registry,
    title: str,
    rows: int,
    kind: str,
    numbers: Numbers | None = None,
    *,
    right: Right = Right.LOOK,
) -> Iterator[None]:
    """Write the file of a list inside this: it and its entry are there together, or neither.

    The entry keeps title, rows, kind of file, and how it tells numbers, where it has any. NotAllowedError where they
    are told in full and the user may not see them so, or where the list asks for another right.
    """
    detail = {"numbers": str(numbers)} if numbers else {}
    with registry.transaction(Right.RECORD if numbers is Numbers.FULL else right):
        journal.append(registry, "list.export", title, rows=rows, kind=kind, **detail)
        yield
