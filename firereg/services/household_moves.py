"""Households that move away, come back, or split."""

from collections.abc import Sequence
from datetime import date

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState, Relation, relation_to_new_head
from firereg.domain.identity import normalise_phone
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import equipment, equipment_moves
from firereg.services.history import recording
from firereg.services.household_list import HouseholdRow, by_id
from firereg.services.households import next_code, refuse_gone
from firereg.services.inputs import line, not_future, taken
from firereg.services.members import head_fields
from firereg.services.registry import Registry
from firereg.store import models as t


def move_out(
    registry: Registry, household_id: int, day: date, where_to: str = "", *, take_back: bool | None = None
) -> list[str]:
    """Record that a household moved away on `day`; the serials that came back into stock.

    It leaves the lists and can receive nothing, its history stays. ConflictError names the extinguishers it
    still has, until somebody decided whether they are taken back (`take_back`) or stay with it.
    """
    not_future(day, registry.today())
    where_to = line(where_to, "where_to")
    with recording(registry, "household.move_out", day=day, where_to=where_to) as change:
        household = by_id(household_id, registry.today())
        refuse_gone(household)
        change.subject = household.code
        held = equipment.held_by(household_id)
        if held and take_back is None:
            raise ConflictError(
                _(
                    "Household {name} still has extinguisher {serials}. "
                    "Say whether it is taken back or stays with the household."
                ).format(name=household.head_name, serials=", ".join(row.serial for row in held))
            )
        if take_back:
            for row in held:
                why = _("The household moved away")
                equipment_moves.take_from_household(registry, change, row.id, day, why)
        returned = [row.serial for row in held if take_back]
        change.detail["returned"] = returned
        change.update(t.Household, household_id, state=HouseholdState.MOVED, moved_on=day, moved_to=where_to)
    return returned


def come_back(registry: Registry, household_id: int) -> None:
    """Record that a household that had moved away lives here again, under its old code."""
    with recording(registry, "household.come_back") as change:
        household = by_id(household_id, registry.today())
        if household.state is not HouseholdState.MOVED:
            raise ConflictError(_("Household {name} has not moved away.").format(name=household.head_name))
        change.subject = household.code
        change.detail["moved_on"] = format_date(household.moved_on) if household.moved_on else ""
        change.update(t.Household, household_id, state=HouseholdState.LIVING, moved_on=None, moved_to="")


def split(
    registry: Registry,
    household_id: int,
    member_ids: Sequence[int],
    *,
    head_id: int,
    group_id: int | None = None,
    address: str | None = None,
    phone: str = "",
) -> HouseholdRow:
    """The new household that these members of `household_id` make, under a code of its own.

    `head_id` is the one of them who is its head. Group and address are those of the old household where none are
    given. Receipts, extinguishers and recognitions stay with the old one.
    """
    with recording(registry, "household.split") as change:
        old = t.Household.get_by_id(household_id)
        refuse_gone(by_id(household_id, registry.today()))
        members = {row.id: row for row in t.Member.select().where(t.Member.household == household_id)}
        if head_id not in member_ids or not members.keys() >= set(member_ids):
            raise BadInputError(
                _("Choose who makes the new household, and which of them is its head."), "members"
            )
        head = members[head_id]
        group = group_id or old.group_id
        code = next_code(group)
        change.subject = f"{old.code} → {code}"
        change.detail = {"head_name": head.name, "persons": len(member_ids)}
        new_id = change.insert(
            t.Household,
            code=code,
            head_name=head.name,
            group=group,
            address=old.address if address is None else line(address, "address"),
            phone=_phone(phone),
            persons=len(set(member_ids)),
            updated_at=registry.now(),
            **head_fields(head),
        )
        step = Relation(head.relation)
        change.delete(t.Member, head_id)
        for member_id in set(member_ids) - {head_id}:
            relation = relation_to_new_head(step, Relation(members[member_id].relation))
            change.update(t.Member, member_id, household=new_id, relation=relation)
        change.update(t.Household, household_id, persons=max(1, old.persons - len(set(member_ids))))
    return by_id(new_id, registry.today())


def _phone(text: str) -> str:
    return taken(normalise_phone, text.strip(), "phone") if text.strip() else ""
