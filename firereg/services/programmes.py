"""The programmes of the ward: name, bodies, commitments and the groups each covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from firereg.domain.dates import format_date
from firereg.domain.programmes import Body
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, not_future, required
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store.models import Programme, ProgrammeBody, ProgrammeGroup, ZaloGroup

MOST_BODIES = 6
"""As many sign on one page."""
_NAMED = 10
_NAME_LIMIT, _LINE_LIMIT, _MOST_LINES = 200, 500, 20
_OWN = (ProgrammeBody, ProgrammeGroup)


@dataclass(frozen=True)
class ProgrammeDraft:
    """A programme as it is typed: `pledge` are its commitments, the first of the bodies leads, no group means all."""

    name: str
    launched_on: date
    decision: str = ""
    aim: str = ""
    pledge: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    group_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProgrammeRow(ProgrammeDraft):
    """A programme that is kept; `ended_on` is the day it ended, None while it runs."""

    id: int = 0
    ended_on: date | None = None

    @property
    def lead(self) -> str:
        """The name of the body that leads, "" where none is named."""
        return self.bodies[0].name if self.bodies else ""


def programmes() -> list[ProgrammeRow]:
    """Every programme: those that run come first, then the newest."""
    its = Programme
    running = its.ended_on.is_null()
    return _rows(its.select().order_by(running.desc(), its.launched_on.desc(), its.id))


def names() -> list[tuple[int, str]]:
    """The programmes that something can belong to, as (id, name)."""
    return list(Programme.select(Programme.id, Programme.name).order_by(Programme.name).tuples())


def named(detail: dict[str, Any]) -> dict[str, Any]:
    """What the journal tells of a change, the programme and the Zalo group by their names; each is [before, after]."""
    told = dict(detail)
    for field, model in (("programme", Programme), ("zalo_group", ZaloGroup)):
        if field in told:
            ids = [one for one in told[field] if one is not None]
            by_id = dict(model.select(model.id, model.name).where(model.id.in_(ids)).tuples())
            told[field] = [by_id.get(one) for one in told[field]]
    return told


def by_id(programme_id: int) -> ProgrammeRow:
    """One programme; ConflictError where somebody took it out."""
    return _rows([still_there(Programme, programme_id)])[0]


def by_name(name: str) -> ProgrammeRow:
    """The programme with that name, or the only one whose name has these words; BadInputError where there is none."""
    wanted, known = fold(name), programmes()
    same = [row for row in known if fold(row.name) == wanted]
    like = same or [row for row in known if wanted and wanted in fold(row.name)]
    if len(like) != 1:
        raise BadInputError(
            _("There is no one programme “{name}”. Known programmes: {known}.").format(
                name=excerpt(name), known=", ".join(f"“{row.name}”" for row in known[:_NAMED]) or "–"
            ),
            "programme",
        )
    return like[0]


def add(registry: Registry, draft: ProgrammeDraft) -> int:
    """The id of a new programme. BadInputError for what cannot be kept, ConflictError where the name is taken."""
    fields = _checked(draft)
    with recording(registry, "programme.add", fields["name"], **fields, **_told(draft)) as change:
        _refuse_taken_name(fields["name"], None)
        programme_id = change.insert(Programme, **fields)
        _keep_bodies(change, programme_id, draft.bodies)
        _keep_groups(change, programme_id, draft.group_ids)
    return programme_id


def change(
    registry: Registry, programme_id: int, draft: ProgrammeDraft, seen: ProgrammeRow | None = None
) -> None:
    """Change a programme; StaleError where it is not what was `seen` any more. Errors as for `add`."""
    fields = _checked(draft)
    with recording(registry, "programme.change", fields["name"]) as change:
        before = by_id(programme_id)
        refuse_stale(before.name, seen, before)
        _refuse_taken_name(fields["name"], programme_id)
        _refuse_ended_before(fields["launched_on"], before.ended_on, "launched_on")
        change.detail |= change.update(Programme, programme_id, **fields)
        if _clean(draft.bodies) != before.bodies:
            _take_out(change, ProgrammeBody, programme_id)
            _keep_bodies(change, programme_id, draft.bodies)
            change.detail["bodies"] = [_in_words(before.bodies), _in_words(_clean(draft.bodies))]
        if set(draft.group_ids) != set(before.group_ids):
            _take_out(change, ProgrammeGroup, programme_id)
            _keep_groups(change, programme_id, draft.group_ids)
            change.detail["groups"] = [len(before.group_ids), len(draft.group_ids)]


def end(registry: Registry, programme_id: int, day: date) -> None:
    """Say that a programme ended on a day."""
    with recording(registry, "programme.end") as change:
        row = by_id(programme_id)
        _refuse_ended_before(row.launched_on, not_future(day, registry.today()), "day")
        change.subject, change.detail = row.name, {"day": day}
        change.update(Programme, programme_id, ended_on=day)


def resume(registry: Registry, programme_id: int) -> None:
    """Let a programme run again."""
    with recording(registry, "programme.resume") as change:
        change.subject = by_id(programme_id).name
        change.update(Programme, programme_id, ended_on=None)


def remove(registry: Registry, programme_id: int) -> None:
    """Take out a programme entered by mistake; ConflictError where something belongs to it."""
    with recording(registry, "programme.remove") as change:
        row = by_id(programme_id)
        change.subject = row.name
        for field in Programme._meta.backrefs:
            if field.model not in _OWN and field.model.select().where(field == programme_id).exists():
                raise ConflictError(
                    _("Something belongs to “{name}” already, so it stays. End it instead.").format(
                        name=row.name
                    )
                )
        for model in _OWN:
            _take_out(change, model, programme_id)
        change.delete(Programme, programme_id)


def _checked(draft: ProgrammeDraft) -> dict[str, Any]:
    """The draft as clean fields of its own table."""
    pledge = [line(text, "pledge", limit=_LINE_LIMIT) for text in draft.pledge]
    pledge = [text for text in pledge if text]
    if len(pledge) > _MOST_LINES:
        raise BadInputError(_("A pledge has at most {n} commitments.").format(n=_MOST_LINES), "pledge")
    return {
        "name": required(
            draft.name,
            "name",
            _("The programme needs a name, such as “Tổ dân phố an toàn phòng cháy, chữa cháy”."),
            limit=_NAME_LIMIT,
        ),
        "decision": line(draft.decision, "decision"),
        "launched_on": draft.launched_on,
        "aim": line(draft.aim, "aim", limit=_LINE_LIMIT),
        "pledge": "\n".join(pledge),
    }


def _clean(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """The bodies as they are kept; one without any word is none."""
    found = []
    for body in bodies:
        signer, title = line(body.signer_name, "bodies"), line(body.signer_title, "bodies")
        if body.name.strip() or signer or title:
            missing = _("Say which body {signer} signs for.").format(signer=signer or title)
            found.append(Body(required(body.name, "bodies", missing, limit=_NAME_LIMIT), signer, title))
    if len(found) > MOST_BODIES:
        raise BadInputError(_("A programme has at most {n} bodies.").format(n=MOST_BODIES), "bodies")
    twice = {fold(body.name) for body in found}
    if len(twice) < len(found):
        raise BadInputError(_("A body stands in the list twice."), "bodies")
    return tuple(found)


def _told(draft: ProgrammeDraft) -> dict[str, Any]:
    """What the journal tells of a new programme beside its own fields."""
    bodies = _in_words(_clean(draft.bodies))
    return {"bodies": bodies} if bodies else {}


def _in_words(bodies: Iterable[Body]) -> str:
    return "; ".join(
        f"{body.name} ({body.signer_name})" if body.signer_name else body.name for body in bodies
    )


def _keep_bodies(change: Recorder, programme_id: int, bodies: Iterable[Body]) -> None:
    for position, body in enumerate(_clean(bodies), start=1):
        change.insert(ProgrammeBody, programme=programme_id, position=position, **vars(body))


def _keep_groups(change: Recorder, programme_id: int, group_ids: Iterable[int]) -> None:
    for group_id in sorted(set(group_ids)):
        change.insert(ProgrammeGroup, programme=programme_id, group=group_id)


def _take_out(change: Recorder, model: Any, programme_id: int) -> None:
    for row in model.select(model.id).where(model.programme == programme_id):
        change.delete(model, row.id)


def _refuse_ended_before(launched_on: date, ended_on: date | None, field: str) -> None:
    if ended_on is not None and ended_on < launched_on:
        raise BadInputError(
            _("A programme launched on {day} cannot have ended before.").format(day=format_date(launched_on)),
            field,
        )


def _refuse_taken_name(name: str, own_id: int | None) -> None:
    if Programme.select().where(Programme.name == name, Programme.id != (own_id or 0)).exists():
        raise ConflictError(
            _("There is a programme “{name}” already. Choose another name.").format(name=name)
        )


def _rows(found: Iterable[Programme]) -> list[ProgrammeRow]:
    kept = list(found)
    ids = [row.id for row in kept]
    bodies: dict[int, list[Body]] = {one: [] for one in ids}
    its = ProgrammeBody
    for row in its.select().where(its.programme.in_(ids)).order_by(its.programme, its.position):
        bodies[row.programme_id].append(Body(row.name, row.signer_name, row.signer_title))
    groups: dict[int, list[int]] = {one: [] for one in ids}
    covered = ProgrammeGroup
    for row in covered.select().where(covered.programme.in_(ids)).order_by(covered.group):
        groups[row.programme_id].append(row.group_id)
    return [_row(row, bodies[row.id], groups[row.id]) for row in kept]


def _row(row: Programme, bodies: Iterable[Body], groups: Iterable[int]) -> ProgrammeRow:
    return ProgrammeRow(
        name=row.name,
        launched_on=row.launched_on,
        decision=row.decision,
        aim=row.aim,
        pledge=tuple(row.pledge.splitlines()),
        bodies=tuple(bodies),
        group_ids=tuple(groups),
        id=row.id,
        ended_on=row.ended_on,
    )
