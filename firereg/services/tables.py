"""Lists as Excel workbooks: what is overdue, and who signed for the gifts of a round."""

from datetime import date

from firereg.domain.labels import clock_label, group_label
from firereg.exchange.workbook import Column, workbook
from firereg.i18n import _
from firereg.services import clocks, papers
from firereg.services.clocks import OverdueFilter


def overdue_workbook(as_of: date, which: OverdueFilter = OverdueFilter()) -> bytes:
    """The .xlsx of everything past due on `as_of`, one row for each clock of an extinguisher."""
    columns = [
        Column(_("Group"), 14),
        Column(_("Household code"), 14),
        Column(_("Head of household"), 26),
        Column(_("Address"), 36),
        Column(_("Kind"), 10),
        Column(_("Serial number"), 18),
        Column(_("Overdue"), 20),
        Column(_("Due on"), 12),
        Column(_("Days late"), 10),
    ]
    rows = (
        (
            group_label(row.group_number) if row.group_number else _("Ward's store"),
            row.household_code,
            row.head_name,
            row.address,
            row.kind_code,
            row.serial,
            clock_label(row.clock),
            row.due,
            row.days_late,
        )
        for row in clocks.overdue_all(as_of, which)
    )
    return workbook(_("Overdue"), columns, rows)


def sign_workbook(round_id: int) -> bytes:
    """The .xlsx of the sign list of a round, one row for each gift."""
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
        for number, row in enumerate(papers.sign_list(round_id, "").rows, start=1)
    )
    return workbook(_("Sign list"), columns, rows)
