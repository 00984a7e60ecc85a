"""The overdue list: its order, its filters, and the rhythm of recording one inspection after the other."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from firereg.domain.schedule import Clock, RecordKind
from firereg.services import equipment, journal, life, overdue
from firereg.services.life import LifeKind
from firereg.services.overdue import OverdueFilter
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.inspections_page import InspectionsPage
from firereg.ui.print_preview import PrintPreview
from firereg.ui.widgets.chips import Chip, ChipRow
from tests.ui.conftest import Said, words_of

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NAME, GROUP, SERIAL, WORK, DUE, LATE = 0, 1, 2, 4, 5, 6


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> InspectionsPage:
    made = InspectionsPage(desk)
    show(made)
    return made


def shown(page: InspectionsPage, column: int) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def story(page: InspectionsPage) -> str:
    return words_of(page.panel)


def start(page: InspectionsPage, qtbot: QtBot, row: int = 0) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, 0))
    qtbot.keyClick(page.table, KEYS.Key_F8)
    assert page.side.currentWidget() is page.inspection


def focused(qtbot: QtBot) -> QApplication:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_most_overdue_comes_first_and_a_title_sorts(page: InspectionsPage, qtbot: QtBot) -> None:
    today = page.desk.registry.today()
    wanted = overdue.overdue_all(today)
    assert shown(page, DUE) == [f"{row.due:%d/%m/%Y}" for row in sorted(wanted, key=lambda r: r.due)]
    assert shown(page, LATE)[0] == f"{(today - date(2023, 2, 28)).days} days"
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    names = shown(page, 0)
    assert names[-1] == "Phạm Thị Lan"
    assert names[0] == "Ward's store"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown(page, 0)[0] == "Phạm Thị Lan"


def test_filters_narrow_the_list_and_its_figures(page: InspectionsPage) -> None:
    assert page.figures() == (
        "5 extinguishers · 1 near-poor households · Owner's check: 4 · Maintenance: 3 · Discard (end of life): 1"
    )
    page.set_filter("clock", Clock.OWNER_CHECK)
    assert set(shown(page, WORK)) == {"Owner's check"}
    assert page.figures() == "4 extinguishers · 1 near-poor households · Owner's check: 4"
    page.set_filter("group_id", 2)
    assert shown(page, GROUP) == ["Group 70"]
    page.show_target({"clock": Clock.MAINTENANCE})
    assert page.filters == {"clock": Clock.MAINTENANCE}
    assert set(shown(page, WORK)) == {"Maintenance"}


def test_a_filter_is_chosen_from_the_menu_and_taken_away_by_its_chip(
    page: InspectionsPage, qtbot: QtBot
) -> None:
    menu = page.findChild(ChipRow).findChild(QPushButton).menu()
    menu.aboutToShow.emit()
    parts = {action.text(): action.menu() for action in menu.actions()}
    assert list(parts) == ["Work", "Who does it", "Late", "Group", "Kind", "Poverty status"]
    next(one for one in parts["Group"].actions() if "70" in one.text()).trigger()
    assert set(shown(page, GROUP)) == {"Group 70"}
    qtbot.keyClick(page.findChild(Chip), KEYS.Key_Delete)
    assert page.filters == {}


def test_f8_and_ctrl_enter_go_down_the_list_without_the_mouse(
    page: InspectionsPage, qtbot: QtBot, said: Said
) -> None:
    page.show_target({"clock": Clock.OWNER_CHECK})
    serials = shown(page, SERIAL)
    start(page, qtbot)
    for serial in serials:
        assert page.inspection.subject is not None
        assert page.inspection.subject.serial == serial
        qtbot.keyClick(focused(qtbot), KEYS.Key_Return, CTRL)
        assert serial in said.last
    assert page.model.rowCount() == 0
    assert page.side.currentWidget() is page.panel
    for serial in serials:
        newest = life.events(equipment.by_serial(serial).id)[0]
        assert (newest.kind, newest.day, newest.who) == (
            LifeKind.PASSED,
            page.desk.registry.today(),
            "Nguyễn Thị Mẫu",
        )


def test_a_fault_must_be_described(page: InspectionsPage, qtbot: QtBot, said: Said) -> None:
    page.show_target({"clock": Clock.OWNER_CHECK})
    start(page, qtbot)
    subject = page.inspection.subject
    assert subject is not None
    before = life.events(subject.extinguisher_id)
    qtbot.keyClick(focused(qtbot), KEYS.Key_F)
    assert page.inspection.points.isAncestorOf(focused(qtbot))
    qtbot.keyClick(focused(qtbot), KEYS.Key_Return, CTRL)
    assert "wrong" in page.inspection.form.rows["fault"].error()
    assert life.events(subject.extinguisher_id) == before
    assert said.sentences == []
    assert focused(qtbot) is page.inspection.fault
    qtbot.keyClicks(focused(qtbot), "kim ngoai vach xanh")
    qtbot.keyClick(focused(qtbot), KEYS.Key_Return, CTRL)
    newest = life.events(subject.extinguisher_id)[0]
    assert (newest.kind, newest.detail) == (LifeKind.FAILED, "kim ngoai vach xanh")
    assert page.inspection.subject not in (None, subject)
    assert page.inspection.result.passed()
    assert page.inspection.fault.text() == ""


def test_p_and_f_choose_only_where_nothing_is_typed(page: InspectionsPage, qtbot: QtBot) -> None:
    start(page, qtbot)
    qtbot.keyClick(focused(qtbot), KEYS.Key_F)
    assert not page.inspection.result.passed()
    qtbot.keyClicks(page.inspection.fault, "pf")
    assert page.inspection.fault.text() == "pf"
    assert not page.inspection.result.passed()
    page.inspection.result.setFocus()
    qtbot.keyClick(focused(qtbot), KEYS.Key_P)
    assert page.inspection.result.passed()


def test_the_form_follows_the_list_until_a_fault_is_typed(page: InspectionsPage, qtbot: QtBot) -> None:
    page.show_target({"clock": Clock.OWNER_CHECK})
    start(page, qtbot)
    page.table.setCurrentIndex(page.model.index(1, 0))
    followed = page.inspection.subject
    assert followed is not None
    assert followed.serial == page.model.row_at(page.model.index(1, 0)).serial
    page.inspection.result.set_passed(False)
    page.inspection.fault.setText("gỉ")
    page.table.setCurrentIndex(page.model.index(2, 0))
    assert page.inspection.subject is followed
    assert page.inspection.fault.text() == "gỉ"


def test_the_day_stays_from_one_to_the_next(page: InspectionsPage, qtbot: QtBot) -> None:
    page.show_target({"clock": Clock.OWNER_CHECK})
    start(page, qtbot)
    page.inspection.day.set(date(2024, 5, 18))
    serials = []
    for _one in range(2):
        assert page.inspection.subject is not None
        serials.append(page.inspection.subject.serial)
        page.inspection.submit()
    for serial in serials:
        assert life.events(equipment.by_serial(serial).id)[0].day == date(2024, 5, 18)
    page.inspection.closed.emit()
    start(page, qtbot)
    assert page.inspection.day.day() == page.desk.registry.today()


@pytest.mark.parametrize(
    ("typed", "said_why"), [("", "Enter the day"), ("32/13", "month"), ("21/05/2024", "future")]
)
def test_a_wrong_day_is_told_beneath_it(
    page: InspectionsPage, qtbot: QtBot, typed: str, said_why: str
) -> None:
    start(page, qtbot)
    page.inspection.day.setText(typed)
    rows = page.model.rowCount()
    page.inspection.submit()
    assert said_why in page.inspection.form.rows["day"].error()
    assert page.model.rowCount() == rows


def test_the_work_of_a_firm_needs_the_firm(page: InspectionsPage, qtbot: QtBot, said: Said) -> None:
    page.show_target({"clock": Clock.MAINTENANCE})
    serial = page.model.row_at(page.model.index(0, 0)).serial
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, KEYS.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.service.kind.currentData() == RecordKind.MAINTENANCE
    page.service.submit()
    assert page.service.form.rows["firm"].error()
    page.service.firm.setText("Công ty PCCC Mẫu")
    page.service.certificate.setText("BD-12")
    page.service.submit()
    newest = life.events(equipment.by_serial(serial).id)[0]
    assert (newest.title, newest.who, newest.detail) == ("Maintenance", "Công ty PCCC Mẫu", "BD-12")
    assert serial not in " ".join(shown(page, 2))
    assert page.side.currentWidget() is page.panel


def test_the_telephone_number_is_shown_only_when_asked_for(page: InspectionsPage) -> None:
    page.show_target("PC-0001")
    assert page.table.current_row().serial == "PC-0001"
    assert "0912345678" not in story(page)
    page._phone.trigger()
    assert "0912345678" in story(page)
    assert journal.entries()[0].action == "household.show_numbers"
    page.refresh()
    assert "0912345678" in story(page)
    page.show_target("PC-0002")
    page.show_target("PC-0001")
    assert "0912345678" not in story(page)


def test_a_clock_that_cannot_be_told_is_said_so(page: InspectionsPage) -> None:
    page.show_target("PC-0003")
    assert "not known" in story(page)
    assert "Handed over: Nguyễn Văn An" in story(page)


def test_escape_brings_the_list_back(page: InspectionsPage, qtbot: QtBot) -> None:
    start(page, qtbot)
    qtbot.keyClick(focused(qtbot), KEYS.Key_Escape)
    assert page.side.currentWidget() is page.panel
    assert page.table.hasFocus()


def test_the_export_has_what_the_filter_lets_through(
    page: InspectionsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(page.desk, "ask_where_to_save", lambda *_question: path)
    page.set_filter("clock", Clock.OWNER_CHECK)
    qtbot.keyClick(page.table, KEYS.Key_E, CTRL)
    qtbot.waitUntil(lambda: path.exists() and not page.desk.jobs.busy)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    wanted = overdue.overdue_all(page.desk.registry.today(), OverdueFilter(clock=Clock.OWNER_CHECK))
    assert [row[5] for row in rows[1:]] == [row.serial for row in wanted]


def test_the_list_is_shown_as_paper(page: InspectionsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_P, CTRL)

    def previews() -> list[PrintPreview]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(previews()), timeout=20_000)
    previews()[0].close()
