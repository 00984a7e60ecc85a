"""What is overdue as an Excel workbook."""

from datetime import date

from firereg.exchange.workbook import workbook
from firereg.services.export_tables import overdue_table
from firereg.services.overdue import OverdueFilter


def overdue_workbook(as_of: date, which: OverdueFilter = OverdueFilter()) -> bytes:
    """The .xlsx of everything past due on `as_of`, one row for each clock of an extinguisher."""
    table = overdue_table(as_of, which)
    return workbook(table.title, table.columns, table.rows)
