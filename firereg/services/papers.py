"""What is overdue as a list on paper, and how papers name clocks and groups."""

from datetime import date
from itertools import groupby

from firereg.documents.papers import OverdueGroup, OverdueList
from firereg.documents.papers import OverdueRow as PaperRow
from firereg.domain.schedule import Clock
from firereg.services import overdue
from firereg.services.overdue import OverdueFilter
from firereg.services.printable import refuse_box
from firereg.services.receipts import letterhead
from firereg.services.wards import GroupRow, groups, ward_on

CLOCK_NAMES = {
    Clock.OWNER_CHECK: "Kiểm tra định kỳ",
    Clock.MAINTENANCE: "Bảo dưỡng",
    Clock.FULL_SERVICE: "Bảo dưỡng 5 năm",
    Clock.HYDROSTATIC: "Thử thủy lực",
    Clock.DISCARD: "Loại bỏ",
}
"""The words of the paper, which is Vietnamese whatever the screen speaks."""


def overdue_list(as_of: date, which: OverdueFilter = OverdueFilter()) -> OverdueList:
    """All that is overdue on `as_of`, by group. BadInputError names what cannot be printed."""
    rows = overdue.overdue_all(as_of, which)
    among = groups()
    names = {group.id: group_on_paper(group, among) for group in among}
    paper = OverdueList(
        letterhead=letterhead(ward_on(as_of)),
        day=as_of,
        groups=tuple(
            OverdueGroup(
                name=names[group_id] if group_id else "Kho của phường",
                rows=tuple(
                    PaperRow(
                        row.head_name or "Kho của phường",
                        row.address,
                        row.kind_code,
                        row.serial,
                        CLOCK_NAMES[row.clock],
                        row.due,
                        row.days_late,
                    )
                    for row in its_rows
                ),
            )
            for group_id, its_rows in groupby(rows, key=lambda row: row.group_id)
        ),
    )
    refuse_box(paper)
    return paper


def group_on_paper(group: GroupRow, among: list[GroupRow]) -> str:
    """ "Tổ dân phố 7", with the old ward where two groups share a number."""
    shared = any(other.number == group.number and other.id != group.id for other in among)
    return f"Tổ dân phố {group.number} ({group.ward})" if shared else f"Tổ dân phố {group.number}"
