"""What the page of a household tells beside its own row, and that somebody looked at its numbers."""

from firereg.services import household_list, journal
from firereg.services.household_list import HouseholdRow
from firereg.services.registry import Registry
from firereg.store import models as t


def merged_here(registry: Registry, household_id: int) -> list[HouseholdRow]:
    """The households that were merged into this one, by code."""
    its = t.Household
    ids = [row.id for row in its.select(its.id).where(its.merged_into == household_id).order_by(its.code)]
    return household_list.by_ids(ids, registry.today())


def note_shown(registry: Registry, household_id: int) -> None:
    """Put into the journal that the ID and phone numbers of a household were shown in full."""
    with registry.transaction():
        journal.append(registry, "household.show_numbers", t.Household.get_by_id(household_id).code)
