"""Who can be on duty, and where: the posts of a programme and its people."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from firereg.domain import duty, identity
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.inputs import line, required, taken
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store import models as t

MOST_PEOPLE = 20


@dataclass(frozen=True)
class PostDraft:
    """A place to be on duty; `weekdays` are 0 (Monday) to 6 (Sunday), `people` how many stand there at a time."""

    programme_id: int
    name: str
    weekdays: frozenset[int]
    starts: time
    ends: time
    people: int = 2
    active: bool = True


@dataclass(frozen=True)
class PostRow(PostDraft):
    """A post that is kept."""

    id: int = 0

    def as_post(self) -> duty.Post:
        """As the rules of rosters take it."""
        return duty.Post(self.id, self.weekdays, self.starts, self.ends, self.people)


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who takes turns, for a body of the programme."""

    programme_id: int
    name: str
    body: str = ""
    phone: str = ""
    active: bool = True


@dataclass(frozen=True)
class PersonRow(PersonDraft):
    """Somebody who is kept."""

    id: int = 0


def posts(programme_id: int) -> list[PostRow]:
    """The posts of a programme, by name and time, those no longer held at the end."""
    its = t.DutyPost
    query = its.select().where(its.programme == programme_id)
    return [_post(row) for row in query.order_by(its.active.desc(), its.name, its.starts)]


def people(programme_id: int) -> list[PersonRow]:
    """The people of a programme, by name, those who take no turns any more at the end."""
    its = t.DutyPerson
    query = its.select().where(its.programme == programme_id)
    return [_person(row) for row in query.order_by(its.active.desc(), its.name, its.id)]


def add_post(registry: Registry, draft: PostDraft) -> int:
    """The id of a new post."""
    fields = _checked_post(draft)
    with recording(registry, "duty.add_post", fields["name"], **_told(fields)) as change:
        _refuse_same_post(fields, None)
        return change.insert(t.DutyPost, **fields)


def change_post(registry: Registry, post_id: int, draft: PostDraft, seen: PostRow | None = None) -> None:
    """Change a post; turns that are planned stay as they are. StaleError where it is not what was `seen` any more."""
    fields = _checked_post(draft)
    with recording(registry, "duty.change_post", fields["name"]) as change:
        before = _post(still_there(t.DutyPost, post_id))
        refuse_stale(before.name, seen, before)
        _refuse_same_post(fields, post_id)
        change.detail |= change.update(t.DutyPost, post_id, **fields)


def add_person(registry: Registry, draft: PersonDraft) -> int:
    """The id of somebody new."""
    fields = _checked_person(draft)
    with recording(registry, "duty.add_person", fields["name"], **_told(fields)) as change:
        _refuse_same_person(fields, None)
        return change.insert(t.DutyPerson, **fields)


def change_person(
    registry: Registry, person_id: int, draft: PersonDraft, seen: PersonRow | None = None
) -> None:
    """Change somebody; StaleError where it is not what was `seen` any more."""
    fields = _checked_person(draft)
    with recording(registry, "duty.change_person", fields["name"]) as change:
        before = _person(still_there(t.DutyPerson, person_id))
        refuse_stale(before.name, seen, before)
        _refuse_same_person(fields, person_id)
        change.detail |= change.update(t.DutyPerson, person_id, **fields)


def remove_post(registry: Registry, post_id: int) -> None:
    """Take out a post that was entered by mistake; ConflictError where turns were planned on it."""
    with recording(registry, "duty.remove_post") as change:
        row = still_there(t.DutyPost, post_id)
        change.subject = row.name
        if t.DutyTurn.select().where(t.DutyTurn.post == post_id).exists():
            raise ConflictError(
                _("Turns were planned on “{name}”, so it stays. Mark it as no longer held.").format(
                    name=row.name
                )
            )
        change.delete(t.DutyPost, post_id)


def remove_person(registry: Registry, person_id: int) -> None:
    """Take out somebody who was entered by mistake; ConflictError where they had turns."""
    with recording(registry, "duty.remove_person") as change:
        row, its = still_there(t.DutyPerson, person_id), t.DutyTurn
        change.subject = row.name
        if its.select().where((its.person == person_id) | (its.stood_in_for == person_id)).exists():
            raise ConflictError(
                _("{name} has or had turns and stays. Mark that they take no more turns.").format(
                    name=row.name
                )
            )
        change.delete(t.DutyPerson, person_id)


def _checked_post(draft: PostDraft) -> dict[str, Any]:
    name = required(draft.name, "name", _("Say where the post is, such as “School gate”."), limit=120)
    if not draft.weekdays or not draft.weekdays <= set(range(7)):
        raise BadInputError(_("Choose at least one day of the week."), "weekdays")
    if draft.starts == draft.ends:
        raise BadInputError(_("A turn ends at another time than it begins."), "ends")
    if not 1 <= draft.people <= MOST_PEOPLE:
        raise BadInputError(
            _("From 1 to {n} people stand at a post at a time.").format(n=MOST_PEOPLE), "people"
        )
    return {
        "programme": draft.programme_id,
        "name": name,
        "weekdays": ",".join(map(str, sorted(draft.weekdays))),
        "starts": f"{draft.starts:%H:%M}",
        "ends": f"{draft.ends:%H:%M}",
        "people": draft.people,
        "active": draft.active,
    }


def _checked_person(draft: PersonDraft) -> dict[str, Any]:
    phone = draft.phone.strip()
    return {
        "programme": draft.programme_id,
        "name": required(draft.name, "name", _("Enter the name of the person.")),
        "body": line(draft.body, "body"),
        "phone": taken(identity.normalise_phone, phone, "phone") if phone else "",
        "active": draft.active,
    }


def _refuse_same_post(fields: dict[str, Any], own_id: int | None) -> None:
    its = t.DutyPost
    same = (its.programme == fields["programme"], its.name == fields["name"], its.starts == fields["starts"])
    if its.select().where(*same, its.id != (own_id or 0)).exists():
        raise ConflictError(
            _("There is a post “{name}” at {time} already.").format(
                name=fields["name"], time=fields["starts"]
            )
        )


def _refuse_same_person(fields: dict[str, Any], own_id: int | None) -> None:
    its = t.DutyPerson
    same = (its.programme == fields["programme"], its.name == fields["name"], its.phone == fields["phone"])
    if its.select().where(*same, its.id != (own_id or 0)).exists():
        raise ConflictError(
            _("{name} is on the list already. Add the phone number where two have one name.").format(
                name=fields["name"]
            )
        )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "programme"}


def _post(row: t.DutyPost) -> PostRow:
    return PostRow(
        programme_id=row.programme_id,
        name=row.name,
        weekdays=frozenset(map(int, row.weekdays.split(","))),
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
        people=row.people,
        active=row.active,
        id=row.id,
    )


def _person(row: t.DutyPerson) -> PersonRow:
    return PersonRow(
        programme_id=row.programme_id,
        name=row.name,
        body=row.body,
        phone=row.phone,
        active=row.active,
        id=row.id,
    )
