"""The words of the papers in the settings: seen on the paper, refused beneath the field, reset."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from firereg.documents.wording import AmountWords, ReceiptWords
from firereg.services import paper_words
from firereg.services.paper_words import Paper
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.settings.papers import PapersSection
from firereg.ui.pages.settings.settings_page import SettingsPage
from tests.ui.conftest import Said


@pytest.fixture
def section(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> PapersSection:
    page = SettingsPage(desk)
    show(page)
    page.show_target("papers")
    made = page.tabs.shown()
    assert isinstance(made, PapersSection)
    qtbot.waitUntil(lambda: made.preview.page_count() == 1)
    return made


def field(section: PapersSection, name: str) -> QLineEdit | QPlainTextEdit:
    found = section.form.fields[name]
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def test_what_is_typed_is_seen_on_the_paper_kept_and_taken_back(
    section: PapersSection, said: Said, qtbot: QtBot
) -> None:
    drawn = []
    section.preview.show_pdf = drawn.append  # type: ignore[method-assign]
    field(section, "commitments").setPlainText("\n".join(["giữ bình cẩn thận"] * 19))
    qtbot.waitUntil(lambda: bool(drawn))
    section.form.submit()
    assert paper_words.words(ReceiptWords).commitments == ("giữ bình cẩn thận",) * 19
    assert section.form.reset_button.isEnabled()
    said.undo()
    assert paper_words.words(ReceiptWords) == ReceiptWords()
    assert field(section, "commitments").toPlainText() == "\n".join(ReceiptWords().commitments)


def test_a_placeholder_that_does_not_exist_is_said_beneath_its_field(
    section: PapersSection, qtbot: QtBot
) -> None:
    row = section.form.form.rows["closing"]
    field(section, "closing").setPlainText("Lập tại {phuong} cho {thon}")
    qtbot.waitUntil(lambda: "{thon}" in row.error())
    section.form.submit()
    assert "{thon}" in row.error()
    assert paper_words.words(ReceiptWords) == ReceiptWords()
    assert field(section, "closing").toPlainText() == "Lập tại {phuong} cho {thon}"


def test_the_usual_words_come_back(section: PapersSection, said: Said) -> None:
    field(section, "subject").setText("Về việc trao {hien_vat}")
    section.form.submit()
    assert paper_words.changed(Paper.RECEIPT)
    section.form.reset_button.click()
    assert not paper_words.changed(Paper.RECEIPT)
    assert field(section, "subject").text() == ReceiptWords().subject
    assert not section.form.reset_button.isEnabled()


def test_every_paper_can_be_chosen_and_has_its_sample(section: PapersSection, qtbot: QtBot) -> None:
    for paper in reversed(Paper):
        section.preview.show_pdf(b"")
        section.choice.setCurrentIndex(section.choice.findData(paper))
        assert section.form.paper is paper
        qtbot.waitUntil(lambda: section.preview.page_count() > 0)
    section.choice.setCurrentIndex(section.choice.findData(Paper.AMOUNTS))
    choices = section.form.fields["linh"]
    choices.setCurrentIndex(choices.findData("lẻ"))
    section.form.submit()
    assert paper_words.words(AmountWords)(105) == "Một trăm lẻ năm đồng"


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_ones_own(
    section: PapersSection, qtbot: QtBot
) -> None:
    theirs = section.form.values() | {"promise": "Hộ cam kết:"}
    paper_words.keep(section.form.desk.registry, Paper.RECEIPT, theirs)
    field(section, "subject").setText("Về việc trao {hien_vat}")
    section.form.submit()
    qtbot.waitUntil(lambda: not section._typing.isActive())
    assert section.form.stale.isVisible()
    assert field(section, "promise").text() == "Hộ cam kết:"
    assert field(section, "subject").text() == "Về việc trao {hien_vat}"
    section.form.submit()
    kept = paper_words.words(ReceiptWords)
    assert (kept.promise, kept.subject) == ("Hộ cam kết:", "Về việc trao {hien_vat}")
