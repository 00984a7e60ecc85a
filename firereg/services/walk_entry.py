"""What is found on a walk, entered line by line: scan, pass or fail, next.

Each entry is one change that can be taken back; a line entered again corrects its inspection and makes no second one.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import fn

from firereg.domain.checklist import Item
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import history, inspections, walk_words
from firereg.services.history import ChangeRow, Recorder, recording
from firereg.services.inputs import line
from firereg.services.inspections import InspectionDraft
from firereg.services.registry import Registry
from firereg.services.walk_list import LineRow, WalkRow, line_of, open_walk
from firereg.services.walk_scan import scanned
from firereg.store import models as t


@dataclass(frozen=True)
class Finding:
    """What somebody found; `words` say what is wrong, or are a remark.

    `found_household_id` is where it hangs, where that is not the household of the line; `weight_g` what all of it
    weighs.
    """

    outcome: Outcome
    day: date
    failed_items: tuple[Item, ...] = ()
    words: str = ""
    inspector: str = ""
    found_household_id: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True)
class Entered:
    """The line as it stands now, what to say of it, and what a person should look into."""

    row: LineRow
    sentence: str
    warnings: tuple[str, ...]


def enter(
    registry: Registry,
    walk_id: int,
    code: str,
    outcome: Outcome,
    *,
    day: date,
    failed_items: tuple[Item, ...] = (),
    words: str = "",
    inspector: str = "",
    found_household_id: int | None = None,
    weight_g: int | None = None,
) -> Entered:
    """Keep what was found of one extinguisher, by the code of its line, its serial or its label.

    A pass or a fail is an inspection. What is not on the list of the walk, or hangs with another household, is kept
    as found elsewhere. BadInputError for half a code, the sheet of another walk, and a fail without a reason.
    """
    finding = Finding(outcome, day, failed_items, words, inspector, found_household_id, weight_g)
    with recording(registry, "walk.enter") as change:
        its_walk = open_walk(walk_id)
        return put(registry, change, its_walk, scanned(its_walk, code), finding)


def undo(registry: Registry, walk_id: int) -> ChangeRow | None:
    """Take the last entry on a walk back; None where there is none, ConflictError where it was built on."""
    with registry.transaction():
        open_walk(walk_id)
        its = t.ChangedRow
        lines = t.RoundLine.select(t.RoundLine.id).where(t.RoundLine.round == walk_id)
        query = (
            its.select(fn.MAX(its.change))
            .join(t.Change)
            .where(its.table == "round_line", its.row.in_(lines), ~t.Change.undone)
        )
        last = query.scalar()
        return history.take_back(registry, last) if last else None


def put(
    registry: Registry, change: Recorder, its_walk: WalkRow, cylinder: t.Extinguisher, finding: Finding
) -> Entered:
    """Keep a finding as a part of `change`; nothing is written where it says what stands there already."""
    before = line_of(its_walk.id, cylinder.id)
    finding = _checked(its_walk, before, cylinder.serial, finding)
    seen = finding.outcome is not Outcome.NOT_FOUND
    where = walk_words.elsewhere(before, cylinder, finding.found_household_id) if seen else ""
    outcome = Outcome.ELSEWHERE if where else finding.outcome
    remark = ". ".join(part for part in (where, finding.words) if part)
    looked_at = seen and cylinder.state not in walk_words.GONE
    sentence = walk_words.sentence(
        before, cylinder.serial, finding.outcome, finding.failed_items, finding.words
    )
    if before and _stands(before, finding, outcome, remark, looked_at=looked_at):
        return Entered(before, sentence, (_("It stands like that already."),))
    told = _warnings(its_walk, before, cylinder, finding, where)
    old = before.inspection_id if before else None
    new = None
    if looked_at:
        draft = _draft(cylinder, finding)
        new = inspections.put_inspection(registry, change, draft, old)
        told += tuple(inspections.warnings(draft))
    result = {"outcome": outcome, "inspection": new, "remark": remark}
    if before:
        change.update(t.RoundLine, before.id, **result)
    else:
        _add(change, its_walk.id, cylinder.id, result)
    if old is not None and new is None:
        inspections.take_out(change, old)
    change.subject = cylinder.serial
    change.detail |= {"walk": its_walk.id, "outcome": outcome, "day": finding.day}
    row = line_of(its_walk.id, cylinder.id)
    assert row is not None
    return Entered(row, sentence, told)


def _checked(its_walk: WalkRow, before: LineRow | None, serial: str, finding: Finding) -> Finding:
    """The finding with clean words, its points in order, and who looked."""
    if finding.outcome is Outcome.NOT_FOUND and (before is None or before.household_id is None):
        raise BadInputError(
            _("Extinguisher {serial} is not on the list of this walk, so it need not be found.").format(
                serial=serial
            ),
            "code",
        )
    words = line(finding.words, "words", limit=300)
    items = tuple(item for item in Item if item in finding.failed_items)
    if finding.outcome is Outcome.FAILED and not (words or items):
        raise BadInputError(_("Say what is wrong with the extinguisher, so that it can be mended."), "words")
    kept = (before.inspector, before.weight_g) if before else ("", None)
    who = line(finding.inspector, "inspector") or kept[0] or its_walk.inspector
    weight = kept[1] if finding.weight_g is None else finding.weight_g
    return replace(finding, words=words, failed_items=items, inspector=who, weight_g=weight)


def _draft(cylinder: t.Extinguisher, finding: Finding) -> InspectionDraft:
    failed = finding.outcome is Outcome.FAILED
    return InspectionDraft(
        serial=cylinder.serial,
        day=finding.day,
        passed=not failed,
        fault=finding.words if failed else "",
        inspector=finding.inspector,
        failed_items=finding.failed_items,
        weight_g=finding.weight_g,
    )


def _stands(before: LineRow, finding: Finding, outcome: Outcome, remark: str, *, looked_at: bool) -> bool:
    """Whether the line says all of that already."""
    if (before.outcome, before.remark) != (outcome, remark):
        return False
    if not looked_at:
        return before.inspection_id is None
    passed = finding.outcome is Outcome.PASSED
    return (before.passed, before.day, before.failed_items, before.weight_g, before.inspector) == (
        passed,
        finding.day,
        finding.failed_items,
        finding.weight_g,
        finding.inspector or before.inspector,
    )


def _add(change: Recorder, walk_id: int, extinguisher_id: int, result: dict[str, Any]) -> None:
    """A new line at the end of the walk, without a household: nobody looked for it there."""
    its = t.RoundLine
    last = its.select(fn.MAX(its.position)).where(its.round == walk_id).scalar() or 0
    change.insert(its, round=walk_id, position=last + 1, extinguisher=extinguisher_id, **result)


def _warnings(
    its_walk: WalkRow, before: LineRow | None, cylinder: t.Extinguisher, finding: Finding, where: str
) -> tuple[str, ...]:
    told = [walk_words.again(before)] if before and before.outcome is not Outcome.OPEN else []
    if where:
        told.append(where + ".")
    if finding.outcome is not Outcome.NOT_FOUND and (otherwise := walk_words.otherwise(before, cylinder)):
        told.append(otherwise)
    if not its_walk.first_day <= finding.day <= its_walk.last_day:
        told.append(_("The day lies outside the days of the walk."))
    return tuple(told)
