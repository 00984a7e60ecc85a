"""Personal data of a household: shown on paper, and taken away after a question whose buttons say what they do."""

import os
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from firereg.domain.household import ANONYMOUS, Relation
from firereg.domain.roles import Role
from firereg.services import household_story, households, journal, members
from firereg.services.members import MemberDraft
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from firereg.ui.pages.households.personal_data import AnonymiseForm, PersonalDataForm
from firereg.ui.print_preview import PrintPreview
from tests.file_dialog import type_into_file_dialog
from tests.ui.conftest import Said, words_of


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> HouseholdsPage:
    members.add(desk.registry, 1, MemberDraft("Nguyễn Văn Mẫu", Relation.SPOUSE, None, 1960, "male"))
    made = HouseholdsPage(desk)
    show(made)
    made.show_target(1)
    return made


def opened(page: HouseholdsPage) -> PersonalDataForm:
    action = next(one for one in page.work.of_one if one.text() == "Personal data…")
    assert action.isEnabled()
    action.trigger()
    form = page.side.currentWidget()
    assert isinstance(form, PersonalDataForm)
    return form


def picture(page: HouseholdsPage, name: str) -> None:
    if folder := os.environ.get("FIREREG_PICTURES"):
        page.desk.window.grab().save(f"{folder}/{name}.png")


def to_anonymise(page: HouseholdsPage, qtbot: QtBot, whose: int = 0) -> AnonymiseForm:
    form = opened(page)
    form.whose.setCurrentIndex(whose)
    picture(page, f"personal-data-{whose}")
    form.anonymise.click()
    made = page.side.currentWidget()
    assert isinstance(made, AnonymiseForm)
    qtbot.waitUntil(made.save_button.isEnabled)
    picture(page, f"anonymise-{whose}")
    return made


def test_the_paper_is_shown_and_saved_and_the_journal_tells_of_both(page, qtbot, tmp_path):
    form = opened(page)
    assert [form.whose.itemText(n) for n in range(form.whose.count())] == [
        "All of the household",
        "Nguyễn Văn Mẫu",
    ]
    form.given_to.setText("Đặng Thị Hoà")
    form.save_button.click()
    find = page.desk.window.findChildren
    qtbot.waitUntil(lambda: any(one.isVisible() for one in find(PrintPreview)))
    (preview,) = [one for one in find(PrintPreview) if one.isVisible()]
    assert "Hoà" not in preview.windowTitle()
    assert journal.entries(limit=1)[0].action == "household.show_numbers"
    type_into_file_dialog(tmp_path / "paper.pdf")
    next(one for one in preview.findChildren(QPushButton) if one.text() == "Save as PDF").click()
    qtbot.waitUntil(lambda: journal.entries(limit=1)[0].action == "household.print_file")
    assert journal.entries(limit=1)[0].detail["given_to"] == "Đặng Thị Hoà"
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    preview.close()


def test_what_goes_and_what_stays_is_said_before_it_is_asked(page, qtbot, said: Said, answer_box):
    form = to_anonymise(page, qtbot)
    words = words_of(form)
    for part in (
        "persons: 2",
        "their receipts: BG-2023-0001",
        "PC-0001 is still there",
        "TDP07-0001",
        "thinned out month by month",
    ):
        assert part in words
    form.submit()
    assert "Say why" in form.form.rows["reason"].error()
    form.reason.setText("asked for")
    answer_box("Keep the data")
    form.submit()
    assert households.by_id(1, page.desk.registry.today()).head_name == "Đặng Thị Hoà"
    answer_box("Anonymise for good")
    form.submit()
    qtbot.waitUntil(lambda: "TDP07-0001 is anonymised." in said.sentences)
    assert not said.can_undo
    assert households.by_id(1, page.desk.registry.today()).head_name == ANONYMOUS
    qtbot.waitUntil(lambda: ANONYMOUS in words_of(page.panel))
    picture(page, "anonymised")
    assert "Household anonymised" in words_of(page.panel)


def test_a_member_alone(page, qtbot, said: Said, answer_box):
    form = to_anonymise(page, qtbot, whose=1)
    assert "Name, birth, sex, ID number and notes of Nguyễn Văn Mẫu" in words_of(form)
    form.reason.setText("asked for")
    answer_box("Anonymise for good")
    form.submit()
    qtbot.waitUntil(lambda: "TDP07-0001 is anonymised." in said.sentences)
    assert [one.name for one in members.people_of(1)] == ["Đặng Thị Hoà"]


def test_who_is_no_administrator_has_no_such_button(desk, show, qtbot):
    t.User.update(role=Role.CLERK).execute()
    desk.registry.role = Role.CLERK
    other = Desk(desk.registry, desk.settings, desk.window)
    form = PersonalDataForm(other, lambda *_whose: None)
    qtbot.addWidget(form)
    assert not hasattr(form, "anonymise")
    other.jobs.close()


def test_the_file_has_what_was_corrected(registry):
    note, seen = households.note_of(1)
    draft = households.HouseholdDraft(
        "Đặng Thị Hoà", 1, "12/34 Chợ Hàng", 4, id_number="031165009999", note=note
    )
    households.change(registry, 1, draft, seen)
    assert household_story.changes(1)[0].action == "household.change"
