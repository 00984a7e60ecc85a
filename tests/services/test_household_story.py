"""What the page of a household tells beside its own row."""

from datetime import date
from pathlib import Path

from firereg.domain.household import Relation
from firereg.domain.poverty import Category
from firereg.services import (
    duplicates,
    history,
    household_story,
    households,
    imports,
    journal,
    members,
    merging,
    statuses,
)
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import Registry
from firereg.services.statuses import StatusDraft
from tests.import_lists import HOA, ward_list


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


def told(household_id: int) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.action, one.subject, one.fields) for one in household_story.changes(household_id)]


def test_who_changed_what_is_told_newest_first_and_what_was_taken_back_is_not(registry: Registry) -> None:
    households.change_many(registry, [1, 2], group_id=2)
    households.change_many(registry, [1], note="b")
    member = members.add(registry, 1, MemberDraft("Lê Văn Tý", Relation.CHILD))
    members.remove(registry, member)
    statuses.add(registry, 1, StatusDraft(Category.POLICY, date(2020, 1, 1), date(2020, 12, 31)))
    other = households.add(registry, HouseholdDraft("Đặng Hoà", 1))
    duplicates.keep_apart(registry, 1, other.id)
    households.change_many(registry, [1], note="c")
    history.undo(registry)
    assert told(1) == [
        ("household.keep_apart", f"TDP07-0001 ≠ {other.code}", ()),
        ("status.add", "", ()),
        ("member.remove", "", ()),
        ("member.add", "", ()),
        ("household.change_many", "", ("note", "updated_at")),
        ("household.change_many", "TDP07-0001, TDP07-0002", ("group", "updated_at")),
        ("household.add", "", ()),
    ]
    newest = household_story.changes(1, limit=1)
    assert [(one.user, one.action) for one in newest] == [("Nguyễn Thị Mẫu", "household.keep_apart")]


def test_an_import_is_told_by_its_file(registry: Registry, tmp_path: Path) -> None:
    imports.apply(registry, imports.plan(registry, ward_list(tmp_path, HOA)))
    action, subject, fields = told(1)[0]
    assert (action, subject) == ("import.households", "list.xlsx")
    assert "persons" in fields
    assert [row.id for row in household_story.kept_apart(registry, 1)] == []
