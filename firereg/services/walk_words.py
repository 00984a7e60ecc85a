"""What is said of an entry on a walk: the result, what stood there before, and what the registry knows otherwise."""

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.labels import group_label, outcome_label, state_label
from firereg.domain.walks import Outcome
from firereg.i18n import _
from firereg.services.inspections import fault_words
from firereg.services.walk_list import LineRow
from firereg.store import models as t

GONE = (State.LOST, State.DISCARDED)
"""Nothing can be recorded for these."""
IN_A_HOME = (State.WITH_HOUSEHOLD, State.SPARE_LENT)


def elsewhere(before: LineRow | None, cylinder: t.Extinguisher, found_household_id: int | None) -> str:
    """Where an extinguisher was found, in words, where the walk does not look for it there; else ""."""
    expected = before.household_id if before else None
    state = State(cylinder.state)
    if found_household_id not in (None, expected):
        return _("Found with {household}").format(household=_household(found_household_id))
    if expected is not None:
        return _("In the registry: {state}").format(state=state_label(state)) if state in GONE else ""
    place = _household(cylinder.household_id) if state in IN_A_HOME else state_label(state)
    return _("Not on the list of this walk; in the registry: {place}").format(place=place)


def sentence(
    before: LineRow | None, serial: str, outcome: Outcome, items: tuple[Item, ...], words: str
) -> str:
    """The result in one sentence."""
    named = f"{serial}, {before.head_name}" if before and before.head_name else serial
    if outcome is Outcome.FAILED:
        return _("{extinguisher}: failed. {fault}").format(
            extinguisher=named, fault=fault_words(items, words)
        )
    if outcome is Outcome.PASSED:
        return _("{extinguisher}: passed.").format(extinguisher=named)
    return _("{extinguisher}: not found.").format(extinguisher=named)


def told(row: LineRow) -> str:
    """What is wrong with an extinguisher, or what was remarked."""
    return fault_words(row.failed_items, row.remark)


def again(before: LineRow) -> str:
    """What stood there before, where it is entered a second time."""
    return _("It was entered on this walk before: {outcome}. What you enter now takes its place.").format(
        outcome=outcome_label(before.outcome)
    )


def otherwise(before: LineRow | None, cylinder: t.Extinguisher) -> str:
    """What the registry says otherwise of one that somebody has just seen; "" where it agrees."""
    state = State(cylinder.state)
    if state in GONE:
        told = _("In the registry it is: {state}. No inspection was recorded; put it right on its own page.")
        return told.format(state=state_label(state))
    if state not in IN_A_HOME:
        return _("In the registry it is: {state}. Put it right on its own page.").format(
            state=state_label(state)
        )
    if before and before.household_id not in (None, cylinder.household_id):
        return _("Since the walk was planned it went to {household}.").format(
            household=_household(cylinder.household_id)
        )
    return ""


def _household(household_id: int | None) -> str:
    row = t.Household.select(t.Household, t.ResidentialGroup).join(t.ResidentialGroup)
    home = row.where(t.Household.id == household_id).get()
    return f"{home.head_name} ({home.code}, {group_label(home.group.number)})"
