"""Lists as Excel workbooks: what is overdue, and who signed for the gifts of a round."""

from datetime import date

from firereg.exchange.workbook import Column, workbook
from firereg.i18n import _
from firereg.services import papers
from firereg.services.export_tables import overdue_table
from firereg.services.overdue import OverdueFilter
from firereg.services.registry import Registry


def overdue_workbook(as_of: date, which: OverdueFilter = OverdueFilter()) -> bytes:
    """The .xlsx of everything past due on `as_of`, one row for each clock of an extinguisher."""
    table = overdue_table(as_of, which)
    return workbook(table.title, table.columns, table.rows)


def sign_workbook(registry: Registry, round_id: int) -> bytes:
    """The .xlsx of the sign list of a round, one row for each gift. NotAllowedError as for `papers.sign_list`."""
    columns = [
        Column(_("No."), 6),
        Column(_("Head of household"), 26),
        Column(_("Year of birth"), 10),
        Column(_("ID number"), 16),
        Column(_("Address"), 36),
        Column(_("Group"), 12),
        Column(_("Category"), 16),
        Column(_("Gift"), 26),
        Column(_("Amount (đồng)"), 16),
        Column(_("Signature"), 20),
        Column(_("Note"), 26),
    ]
    rows = (
        (
            number,
            row.head_name,
            str(row.born_year or ""),
            row.id_number,
            row.address,
            row.group_name,
            row.category,
            row.gift,
            row.amount_dong,
            "",
            row.note,
        )
        for number, row in enumerate(papers.sign_list(registry, round_id, "").rows, start=1)
    )
    return workbook(_("Sign list"), columns, rows)
