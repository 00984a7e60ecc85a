"""Giving at the desk or at the conference: who stands there, what it gets, and the handover of it."""

from dataclasses import dataclass
from datetime import date

from firereg.domain.support import Form, SupportItem
from firereg.i18n import _
from firereg.services import household_search, round_list, round_outcomes, rounds, wards
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.household_list import HouseholdRow, by_id
from firereg.services.inputs import required
from firereg.services.registry import Registry
from firereg.services.round_list import EntitledFilter, EntitledRow
from firereg.services.rounds import RoundRow

_SUGGESTIONS = 12


@dataclass(frozen=True)
class Share:
    """A household at the desk. `place` is its row on the list, None where it is not on it.

    `items` are what it is to get now: what the round gives without what it had; all of it where it had all.
    """

    round: RoundRow
    household: HouseholdRow
    place: EntitledRow | None
    items: tuple[SupportItem, ...]
    had: frozenset[Form]

    @property
    def extinguishers(self) -> int:
        """How many are to be scanned."""
        return sum(item.quantity for item in self.items if item.form is Form.EXTINGUISHER)

    @property
    def gifts(self) -> tuple[SupportItem, ...]:
        """What it gets besides."""
        return tuple(item for item in self.items if item.form is not Form.EXTINGUISHER)


@dataclass(frozen=True)
class Receiver:
    """Who takes it in place of the head; without a relation it is the head in person."""

    name: str = ""
    relation: str = ""
    id_number: str = ""


def suggest(registry: Registry, round_id: int, text: str) -> list[tuple[HouseholdRow, EntitledRow | None]]:
    """The households that match what is typed or scanned: those on the list of the round first, then the others."""
    listed = round_list.list_page(round_id, EntitledFilter(text=text))[:_SUGGESTIONS]
    found = {row.household_id: row for row in sorted(listed, key=lambda row: bool(row.outcome))}
    others = household_search.suggest(registry, text)
    first = [by_id(household_id, registry.today()) for household_id in found]
    rest = [(row, None) for row in others if row.id not in found]
    return [*((row, found[row.id]) for row in first), *rest][:_SUGGESTIONS]


def share(registry: Registry, round_id: int, household_id: int) -> Share:
    """What is to be known of a household that stands at the desk."""
    its_round = rounds.round_by_id(round_id)
    had = round_outcomes.had(round_id, household_id)
    rest = tuple(item for item in its_round.items if _counted_as(item.form) not in had)
    return Share(
        its_round,
        by_id(household_id, registry.today()),
        round_list.row_of(round_id, household_id),
        rest or its_round.items,
        had,
    )


def draft(
    registry: Registry,
    its: Share,
    day: date,
    serials: tuple[str, ...] = (),
    *,
    receiver: Receiver | None = None,
    despite: str = "",
) -> HandoverDraft:
    """The handover of a share, as `handovers.record` takes it: the ward's signer gives, the group's leader sees it.

    Without a receiver the head receives; BadInputError for a receiver without a name.
    """
    ward = wards.ward_on(day)
    group = next(one for one in wards.groups() if one.id == its.household.group_id)
    if receiver is None:
        receiver = Receiver(its.household.head_name, "", its.household.id_number)
    else:
        required(receiver.name, "receiver_name", _("Enter the name of the person who receives for the head."))
    return HandoverDraft(
        household_id=its.household.id,
        day=day,
        serials=serials,
        gifts=tuple(Gift(item.name, item.value_dong, item.quantity, item.unit) for item in its.gifts),
        round_id=its.round.id,
        receiver_name=receiver.name,
        receiver_relation=receiver.relation,
        receiver_id_number=receiver.id_number,
        giver_name=ward.giver_name or registry.full_name,
        giver_title=ward.giver_title if ward.giver_name else "",
        witness_name=group.leader_name,
        witness_title=f"Tổ trưởng tổ dân phố {group.number}" if group.leader_name else "",
        place=its.round.place,
        despite=despite,
    )


def _counted_as(form: Form) -> Form:
    return Form.EXTINGUISHER if form is Form.EXTINGUISHER else Form.GOODS
