"""What a code on a walk stands for, before anything is entered."""

from dataclasses import dataclass

from firereg.domain.checklist import Item, checklist, is_weighed
from firereg.domain.labels import group_label, outcome_label, state_label
from firereg.domain.walks import Outcome
from firereg.i18n import _
from firereg.services import clocks, equipment, faults
from firereg.services.walk_entry import scanned
from firereg.services.walk_list import LineRow, line_of, open_walk
from firereg.store import models as t


@dataclass(frozen=True)
class Sighted:
    """An extinguisher somebody stands before: where it should be, and what to look at.

    `items` are the points of its checklist; `doubt` is what is odd about finding it here, "" for nothing.
    """

    extinguisher_id: int
    serial: str
    kind_code: str
    where: str
    items: tuple[Item, ...]
    weighed: bool
    line: LineRow | None
    open_faults: tuple[str, ...]
    doubt: str


def look(walk_id: int, code: str) -> Sighted:
    """What the code of a line, a serial or a label names; BadInputError with the next step where it names nothing."""
    cylinder = scanned(open_walk(walk_id), code)
    row, line = equipment.by_id(cylinder.id), line_of(walk_id, cylinder.id)
    kind = clocks.kind_of(t.ExtinguisherKind.get_by_id(cylinder.kind_id))
    return Sighted(
        extinguisher_id=row.id,
        serial=row.serial,
        kind_code=row.kind_code,
        where=_where(row, line),
        items=checklist(kind),
        weighed=is_weighed(kind),
        line=line,
        open_faults=tuple(fault.what for fault in faults.open_of([row.id]).get(row.id, ())),
        doubt=_doubt(line),
    )


def _where(row: equipment.ExtinguisherRow, line: LineRow | None) -> str:
    if line is not None:
        return " · ".join(part for part in (line.head_name, line.address) if part)
    group = group_label(row.group_number) if row.group_number else ""
    return " · ".join(part for part in (row.head_name, group) if part) or state_label(row.state)


def _doubt(line: LineRow | None) -> str:
    if line is None:
        return _("Not on the list of this walk. What you enter is kept as found elsewhere.")
    if line.outcome is not Outcome.OPEN:
        return _("Entered before: {outcome}. What you enter now takes its place.").format(
            outcome=outcome_label(line.outcome)
        )
    return ""
