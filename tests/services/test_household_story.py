"""What the page of a household tells beside its own row."""

from firereg.services import household_story, households, journal, merging
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry


def test_the_households_merged_into_one_are_named_also_over_two_steps(registry: Registry) -> None:
    first = households.add(registry, HouseholdDraft("Đặng Hoà", 1))
    second = households.add(registry, HouseholdDraft("Đặng Thị Hoa", 2))
    merging.merge(registry, first.id, second.id)
    merging.merge(registry, 1, first.id)
    assert [row.code for row in household_story.merged_here(registry, 1)] == [first.code, second.code]
    assert household_story.merged_here(registry, 2) == []


def test_looking_at_numbers_stands_in_the_journal_without_them(registry: Registry) -> None:
    household_story.note_shown(registry, 1)
    newest = journal.entries()[0]
    assert (newest.action, newest.subject, newest.detail) == ("household.show_numbers", "TDP07-0001", {})
