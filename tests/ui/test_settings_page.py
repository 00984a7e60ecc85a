"""The settings: told before it is kept, kept with a way back, refused beneath the field."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.schedule import Clock as Clocks
from firereg.domain.schedule import Interval, Unit
from firereg.services import kinds, overdue, settings, wards
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.settings.groups import GroupForm
from firereg.ui.pages.settings.intervals import IntervalForm
from firereg.ui.pages.settings.kinds import KindForm
from firereg.ui.pages.settings.looks import LooksSection, ReceiptsSection
from firereg.ui.pages.settings.section import ListSection
from firereg.ui.pages.settings.settings_page import SettingsPage
from firereg.ui.pages.settings.ward import WardForm
from firereg.ui.theme import DARK, LIGHT, apply_theme, colors
from tests.ui.conftest import Said


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> SettingsPage:
    made = SettingsPage(desk)
    show(made)
    return made


def section(page: SettingsPage, name: str) -> ListSection:
    page.show_target(name)
    found = page.tabs.shown()
    assert isinstance(found, ListSection)
    return found


def form_of(page: SettingsPage, name: str, kind: type) -> object:
    form = section(page, name).form
    assert isinstance(form, kind)
    return form


def test_every_part_can_be_reached_by_keys(page: SettingsPage, qtbot: QtBot) -> None:
    bar = page.tabs.tabBar()
    bar.setFocus()
    seen = [page.tabs.currentIndex()]
    for _step in range(page.tabs.count() - 1):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
        seen.append(page.tabs.currentIndex())
    assert seen == list(range(page.tabs.count()))


def test_a_part_is_made_when_it_is_first_shown(page: SettingsPage) -> None:
    assert page.tabs.made() == ["ward"]
    page.tabs.setCurrentIndex(3)
    assert page.tabs.made() == ["ward", "intervals"]
    page.show_target("looks")
    assert page.tabs.made() == ["ward", "intervals", "looks"]
    assert page.tabs.shown().isVisible()
    page.show_target("intervals")
    assert page.tabs.shown() is page.tabs.part("intervals")


def test_every_part_fits_an_old_screen_at_150_percent(page: SettingsPage, qtbot: QtBot) -> None:
    for name in page.tabs.names():
        page.show_target(name)
        qtbot.wait(1)
        assert page.minimumSizeHint().width() <= 700
        assert page.minimumSizeHint().height() <= 400


def test_a_leader_is_changed_and_changed_back(page: SettingsPage, said: Said) -> None:
    form = form_of(page, "groups", GroupForm)
    assert isinstance(form, GroupForm)
    form.leader_name.setText("Trần Văn Mẫu")
    form.leader_phone.setText("12")
    form.submit()
    assert form.form.rows["leader_phone"].error()
    assert wards.groups()[0].leader_name == "Tổ trưởng Mẫu"
    form.leader_phone.setText("0912 000 999")
    form.submit()
    assert (wards.groups()[0].leader_name, wards.groups()[0].leader_phone) == ("Trần Văn Mẫu", "0912000999")
    said.undo()
    assert wards.groups()[0].leader_name == "Tổ trưởng Mẫu"


def test_the_letterhead_is_shown_as_it_is_typed(page: SettingsPage) -> None:
    form = form_of(page, "ward", WardForm)
    assert isinstance(form, WardForm)
    form.body_lines.setPlainText("ỦY BAN NHÂN DÂN\nPHƯỜNG THỬ")
    form.lines["place"].setText("Phường Thử")
    words = form.preview.accessibleName()
    assert "PHƯỜNG THỬ" in words
    assert "Phường Thử, ngày 01 tháng 7 năm 2025" in words


def test_a_new_name_of_the_ward_does_not_replace_one(page: SettingsPage, said: Said) -> None:
    part = section(page, "ward")
    form = part.form
    assert isinstance(form, WardForm)
    part._begin_new()
    form.lines["name"].setText("Phường Mới")
    form.valid_from.set(wards.REFORM)
    form.submit()
    assert "already" in form.form.rows["valid_from"].error()
    assert [w.name for w in wards.profiles()] == ["Phường Dư Hàng Kênh", "Phường Lê Chân"]
    form.valid_from.set(date(2026, 7, 1))
    form.submit()
    assert [w.name for w in wards.profiles()] == ["Phường Dư Hàng Kênh", "Phường Lê Chân", "Phường Mới"]
    assert part.table.current_row().name == "Phường Mới"


def test_the_ward_is_changed_and_changed_back(page: SettingsPage, said: Said) -> None:
    form = form_of(page, "ward", WardForm)
    assert isinstance(form, WardForm)
    before = wards.profiles()
    form.lines["giver_name"].setText("Người Ký Mẫu")
    form.body_lines.setPlainText(" ")
    form.submit()
    assert form.form.rows["body_lines"].error()
    assert wards.profiles() == before
    form.body_lines.setPlainText("\n".join(before[-1].body_lines))
    form.submit()
    assert wards.profiles()[-1].giver_name == "Người Ký Mẫu"
    assert not form.valid_from.isEnabled()
    said.undo()
    assert wards.profiles() == before


def test_an_interval_says_what_it_would_do(page: SettingsPage, qtbot: QtBot, said: Said) -> None:
    part = section(page, "intervals")
    form = part.form
    assert isinstance(form, IntervalForm)
    row = next(r for r in kinds.rules() if r.kind_code == "MFZL4" and r.rule.clock is Clocks.OWNER_CHECK)
    part.table.choose(row.id)
    qtbot.waitUntil(lambda: form.preview.text() == "Overdue by it today: 3 extinguishers.")
    form.count.setValue(300)
    qtbot.waitUntil(lambda: "with 300 days there will be 0" in form.preview.text())
    assert row in kinds.rules()
    form.submit()
    assert next(r for r in kinds.rules() if r.id == row.id).rule.interval == Interval(300, Unit.DAY)
    of_its_kind = [r for r in overdue.overdue_all(page.desk.registry.today()) if r.kind_code == "MFZL4"]
    assert {r.clock for r in of_its_kind} == {Clocks.MAINTENANCE}
    standing = part.model.index_of(row.id).siblingAtColumn(3)
    assert part.model.data(standing) == "Set by the ward"
    said.undo()
    assert next(r for r in kinds.rules() if r.id == row.id) == row


def test_what_is_not_proven_is_said(page: SettingsPage) -> None:
    part = section(page, "intervals")
    form = part.form
    assert isinstance(form, IntervalForm)
    for row in kinds.rules():
        part.table.choose(row.id)
        index = part.model.index_of(row.id).siblingAtColumn(3)
        assert part.model.data(index) == ("By the standard" if row.rule.proven else "Not proven")
        assert ("not the law" in form.basis.text()) is not row.rule.proven


def test_the_theme_holds_at_once_and_the_language_later(
    page: SettingsPage, desk: Desk, qapp: QApplication
) -> None:
    page.show_target("looks")
    looks = page.tabs.shown()
    assert isinstance(looks, LooksSection)
    apply_theme(qapp, "light")
    try:
        looks.theme.setCurrentIndex(looks.theme.findData("dark"))
        assert colors() == DARK
        assert desk.preferences.theme == "dark"
        looks.theme.setCurrentIndex(looks.theme.findData("light"))
        assert colors() == LIGHT
    finally:
        apply_theme(qapp, "system")
    looks.language.setCurrentIndex(looks.language.findData("en"))
    assert desk.preferences.language == "en"
    assert looks.note.text() == "English from the next start on."


def test_receipts_leave_room_for_the_number_of_the_office(
    page: SettingsPage, desk: Desk, said: Said, qtbot: QtBot
) -> None:
    page.show_target("receipts")
    part = page.tabs.shown()
    assert isinstance(part, ReceiptsSection)
    qtbot.keyClick(part.own_number, Qt.Key.Key_Space)
    assert settings.get("own_number_on_paper") is False
    said.undo()
    assert settings.get("own_number_on_paper") is True
    assert part.own_number.isChecked()
    part.copies.setValue(3)
    part.directly.setChecked(False)
    assert (desk.preferences.copies, desk.preferences.print_directly) == (3, False)


def test_drop_changes_shows_what_is_kept(page: SettingsPage, qtbot: QtBot) -> None:
    form = form_of(page, "groups", GroupForm)
    assert isinstance(form, GroupForm)
    form.leader_name.setText("nhầm")
    form.leader_name.setFocus()
    qtbot.keyClick(form.leader_name, Qt.Key.Key_Escape)
    assert form.leader_name.text() == "Tổ trưởng Mẫu"


def test_a_residential_group_can_be_added(page: SettingsPage, said: Said, qtbot: QtBot) -> None:
    part = section(page, "groups")
    form = part.form
    assert isinstance(form, GroupForm)
    assert not form.number.isVisible()
    part._begin_new()
    assert (form.number.value(), form.ward.text()) == (71, "Dư Hàng Kênh")
    form.leader_name.setText("Lê Văn Mẫu")
    form.leader_phone.setText("12")
    form.submit()
    assert form.form.rows["leader_phone"].error()
    assert len(wards.groups()) == 2
    form.leader_phone.setText("0912 000 071")
    form.submit()
    assert [(g.number, g.leader_name) for g in wards.groups()][-1] == (71, "Lê Văn Mẫu")
    assert "71" in said.last
    assert part.table.current_row().number == 71
    part._begin_new()
    form.number.setValue(7)
    form.submit()
    assert "7" in form.message.text()
    assert len(wards.groups()) == 3


@pytest.mark.parametrize(("name", "column"), [("ward", 1), ("groups", 2)])
def test_the_names_stay_readable_on_an_old_screen_at_150_percent(
    page: SettingsPage, desk: Desk, qtbot: QtBot, name: str, column: int
) -> None:
    part = section(page, name)
    desk.window.resize(820, 420)
    qtbot.waitUntil(lambda: part.table.columnWidth(column) >= 120)


def test_a_kind_without_its_mass_is_asked_for_it(page: SettingsPage) -> None:
    form = section(page, "kinds").form
    assert isinstance(form, KindForm)
    form.open_new()
    form.code.setText("MFZL3")
    form.name.setText("Bình bột ABC 3 kg")
    form.submit()
    assert "mass" in form.form.rows["mass_g"].error()
    form.mass.setText("3")
    form.submit()
    assert next(one for one in kinds.kinds() if one.kind.code == "MFZL3").kind.mass_g == 3000
