"""Everything that is held on a household: nothing that was entered is missing from the file and its paper."""

from dataclasses import replace

import pytest

from firereg.documents.person_file import PersonPaper
from firereg.domain.roles import Role
from firereg.errors import NotAllowedError
from firereg.services import household_story, households, journal, person_paper, personal_data, receipts
from firereg.services.exports import Numbers, recording
from firereg.store import models as t
from tests.services.test_anonymising import ADDRESS, HEAD, NUMBER, PHONE, WIFE, WIFES, lived  # noqa: F401


def words_of(paper: PersonPaper) -> str:
    rows = [row for section in paper.sections for row in section.rows]
    return "\n".join(" | ".join(row) for row in (*paper.facts, *rows))


def test_everything_stands_in_it(registry, lived):  # noqa: F811
    household_story.note_shown(registry, lived)
    receipts.count_print(registry, [1])
    receipts.note_shown(registry, [2])
    with recording(registry, "Households", 9, ".xlsx", Numbers.FULL):
        pass
    with recording(registry, "Households", 9, ".xlsx", Numbers.MASKED):
        pass
    file = personal_data.everything_on(registry, household_id=lived)
    assert {one.name for one in file.people} == {HEAD, WIFE, "Quách Zyxut"}
    assert [(one.serial, one.last) for one in file.extinguishers] == [("PC-0001", None)]
    assert {one.code for one in file.handovers} == {"BG-2023-0001", "BG-2023-0002"}
    assert len(file.photos) == 1
    assert [one.action for one in file.looks] == [
        *("list.export", "receipt.show", "receipt.print", "household.show_numbers")
    ]
    assert "household.change" in {one.action for one in file.changes}
    told = words_of(person_paper.compose(registry, file, HEAD))
    for part in (
        HEAD,
        WIFE,
        NUMBER,
        WIFES,
        PHONE,
        ADDRESS,
        "GCN-Zyx-77",
        "báo: vòi rách",
        "Tổ dân phố 7",
        "Zyxghichu",
    ):
        assert part in told, part
    assert "Group" not in told
    assert "Kính gửi ông" in told
    assert "Đổi chủ hộ" in told


def test_a_correction_shows(registry, lived):  # noqa: F811
    draft = households.HouseholdDraft(HEAD, 1, "78/1 Sửa Rồi", 3, 1965, "male", NUMBER, PHONE)
    households.change(registry, lived, draft, households.note_of(lived)[1])
    told = words_of(person_paper.compose(registry, personal_data.everything_on(registry, household_id=lived)))
    assert "78/1 Sửa Rồi" in told
    assert "địa chỉ" in told


def test_the_file_of_a_member_tells_nothing_of_the_others(registry, lived):  # noqa: F811
    wife = t.Member.get(t.Member.name == WIFE)
    file = personal_data.everything_on(registry, member_id=wife.id)
    assert [one.code for one in file.handovers] == ["BG-2023-0002"]
    told = words_of(person_paper.compose(registry, replace(file, changes=(), looks=())))
    assert WIFES in told
    for part in (HEAD, NUMBER, PHONE, "Zyxghichu", "vòi rách"):
        assert part not in told, part


def test_giving_it_stands_in_the_journal(registry, lived):  # noqa: F811
    file = personal_data.everything_on(registry, household_id=lived)
    personal_data.note_given(registry, file, f" {HEAD} ")
    entry = journal.entries(limit=1)[0]
    assert (entry.action, entry.subject, entry.detail) == (
        *("household.print_file", file.household.code),
        {"given_to": HEAD},
    )
    assert person_paper.pdf(registry, file, HEAD).startswith(b"%PDF")
    t.User.update(role=Role.VIEWER).execute()
    with pytest.raises(NotAllowedError):
        personal_data.note_given(registry, file, HEAD)
    with pytest.raises(NotAllowedError):
        personal_data.everything_on(registry, household_id=lived)
