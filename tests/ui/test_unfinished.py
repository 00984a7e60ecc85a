"""Forms that are half filled: kept while one types, there again after the power was gone."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.alerts import AlertKind
from firereg.domain.checklist import Item
from firereg.domain.programmes import Body
from firereg.domain.support import Form, SupportItem
from firereg.services import (
    deliveries,
    equipment,
    handover_list,
    handovers,
    households,
    journal,
    programmes,
    rounds,
    unfinished,
    zalo_groups,
)
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.opening import open_registry
from firereg.services.programmes import ProgrammeDraft
from firereg.services.rounds import RoundDraft
from firereg.services.zalo_groups import ZaloDraft
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.inspection_form import InspectionForm
from firereg.ui.pages.equipment.receive_form import ReceiveForm
from firereg.ui.pages.equipment.subject import Subject
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.pages.households.household_form import HouseholdForm
from firereg.ui.pages.households.merge_view import MergeView
from firereg.ui.pages.overview_page import OverviewPage
from firereg.ui.pages.programmes.alert_forms import AlertForm
from firereg.ui.pages.programmes.alerts_page import AlertsPage
from firereg.ui.pages.programmes.notice_form import NoticeForm
from firereg.ui.pages.programmes.programme_form import ProgrammeForm
from firereg.ui.pages.programmes.programmes_page import ProgrammesPage
from firereg.ui.pages.programmes.zalo_groups_page import ZaloGroupsPage
from firereg.ui.pages.unfinished import PAGES
from tests.small_ward import CASH, PASSWORD, USER, Clock, draft, give
from tests.ui.conftest import Said
from tests.ward_fixtures import built_ward, clock, registry, ward_key  # noqa: F401 - there nothing is given out yet

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(desk: Desk, show: Callable[[DeskPage], None]) -> Iterator[Callable[[], HandoversPage]]:
    """A function that opens the handover form as a new start of the program does."""
    made: list[HandoversPage] = []

    def leave() -> None:
        while made:
            page = made.pop()
            page.form._typing.stop()
            page.form.unfinished._pause.stop()
            page.setParent(None)

    def open_page() -> HandoversPage:
        leave()
        made.append(HandoversPage(desk))
        show(made[0])
        made[0].open_form()
        return made[0]

    yield open_page
    leave()


def half_fill(page: HandoversPage, desk: Desk) -> None:
    """Everything of a handover but who gives it and the name of the receiver."""
    form = page.form
    rice = SupportItem(Form.GOODS, "Gạo", 1, "suất", 200_000)
    rounds.add(desk.registry, RoundDraft("Đợt tháng 10", date(2023, 10, 15), items=(rice,)))
    programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 1)))
    form.fields.fill()
    form.fields.programme.setCurrentIndex(1)
    form.household.pick(form.fields.suggest_households("dang thi hoa")[0])
    for serial in ("CO-0001", "MI-0002"):
        form.fields.put_on(form.serial._suggest(serial)[0].payload)
    form.choose_round("Đợt tháng 10")
    form.add_gift()
    form.fields.instead.setChecked(True)
    form.fields.relation.setText("con")
    form.fields.day.setText("18/10/2023")
    form.fields.place.setText("Nhà văn hóa tổ 7")
    form.fields.giver.clear()
    form.fields.witness.setText("Bà Mẫu")
    form.fields.despite.setText("Bao đầu bị ướt")
    form.unfinished.keep_now()


def test_what_was_typed_comes_back_complete(qtbot: QtBot, desk: Desk, opened, said: Said) -> None:
    before = opened()
    half_fill(before, desk)
    as_typed = before.form.draft()
    page = opened()
    assert page.form.draft() is None
    assert "Đặng Thị Hoà" in page.form.unfinished.offer.text()
    page.form.unfinished.offer.go_on.click()
    assert page.form.draft() == as_typed
    assert as_typed.programme_id is not None
    assert page.form.fields.day.text() == "18/10/2023"
    assert page.form.unfinished.offer.isHidden()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.form.fields.receiver)


def test_it_is_kept_a_moment_after_the_last_key(qtbot: QtBot, desk: Desk, opened) -> None:
    page = opened()
    qtbot.keyClicks(page.form.household, "dang thi")
    assert unfinished.kept(desk.registry) == []
    qtbot.waitUntil(lambda: bool(unfinished.kept(desk.registry)), timeout=5000)
    page.form.household.clear()
    qtbot.waitUntil(lambda: not unfinished.kept(desk.registry), timeout=5000)


def test_once_saved_nothing_of_it_is_offered(desk: Desk, opened) -> None:
    page = opened()
    half_fill(page, desk)
    page.form.fields.receiver.setText("Đặng Văn Con")
    page.form.fields.giver.setText("Cán bộ Mẫu")
    page.form.ask_to_save(False)
    assert handover_list.handover_page()[0].receiver_name == "Đặng Văn Con"
    page.form.unfinished.keep_now()
    assert unfinished.kept(desk.registry) == []


def test_saving_it_and_forgetting_it_are_one(desk: Desk, opened) -> None:
    """What comes between them must not leave a handover that is offered once more."""
    page = opened()
    half_fill(page, desk)
    handovers_before = t.Handover.select().count()

    def record_and_fail() -> None:
        with page.form.unfinished.finishing():
            handovers.record(desk.registry, draft(1, gifts=(CASH,)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    assert t.Handover.select().count() == handovers_before
    assert len(unfinished.kept(desk.registry)) == 1


def test_a_refused_handover_stays_kept(desk: Desk, opened) -> None:
    page = opened()
    half_fill(page, desk)
    page.form.ask_to_save(False)  # nobody's name stands there as the receiver's
    assert page.form.problem()
    page.form.unfinished.keep_now()
    assert len(unfinished.kept(desk.registry)) == 1


def test_a_late_write_does_not_bring_back_what_was_saved(qtbot: QtBot, desk: Desk, opened) -> None:
    page, hold = opened(), Event()
    half_fill(page, desk)
    desk.jobs.run(lambda _progress: hold.wait(10))  # the worker has other things to do
    page.form.unfinished._keep()
    with page.form.unfinished.finishing():
        handovers.record(desk.registry, draft(1, gifts=(CASH,)))
    hold.set()
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert unfinished.kept(desk.registry) == []


def test_what_is_no_longer_in_stock_is_said_and_left_out(desk: Desk, opened) -> None:
    half_fill(opened(), desk)
    give(desk.registry, 3, "CO-0001")
    page = opened()
    page.form.unfinished.offer.go_on.click()
    assert "CO-0001" in page.form.problem()
    assert "Nguyễn Văn Anh" in page.form.problem()
    assert [row.serial for row in page.form.items.extinguishers] == ["MI-0002"]


def test_a_household_taken_out_since_is_said(desk: Desk, opened) -> None:
    page = opened()
    page.form.household.pick(page.form.fields.suggest_households("vu thi ngoc")[0])
    page.form.unfinished.keep_now()
    households.remove(desk.registry, 6)
    page = opened()
    page.form.unfinished.offer.go_on.click()
    assert "Vũ Thị Ngọc" in page.form.problem()
    assert page.form.draft() is None


def test_what_is_typed_meanwhile_is_kept_beside_it(desk: Desk, opened) -> None:
    half_fill(opened(), desk)
    page = opened()
    page.form.household.pick(page.form.fields.suggest_households("pham thi lan")[0])
    page.form.unfinished.offer.go_on.click()
    assert page.form.household.text() == "Đặng Thị Hoà"
    assert {one.about for one in unfinished.kept(desk.registry)} == {"Đặng Thị Hoà", "Phạm Thị Lan"}


def test_dropping_it_can_be_undone(desk: Desk, opened, said: Said) -> None:
    half_fill(opened(), desk)
    page = opened()
    page.form.unfinished.offer.drop.click()
    assert unfinished.kept(desk.registry) == []
    assert page.form.unfinished.offer.isHidden()
    said.undo()
    assert "Đặng Thị Hoà" in page.form.unfinished.offer.text()


def test_nobody_else_sees_it(desk: Desk, opened) -> None:
    half_fill(opened(), desk)
    desk.registry.user_id = 2
    assert unfinished.kept(desk.registry) == []
    assert opened().form.unfinished.offer.isHidden()


def test_the_first_page_tells_of_it_and_leads_there(desk: Desk, opened, show, qtbot: QtBot) -> None:
    half_fill(opened(), desk)
    page, overview = opened(), OverviewPage(desk)
    desk.wanted.connect(lambda _name, target: page.show_target(target))
    show(overview)
    assert "Đặng Thị Hoà" in overview.unfinished.text()
    overview.unfinished.go_on.click()
    assert page.form.draft() is not None
    qtbot.waitUntil(lambda: not desk.jobs.busy)


def test_a_program_killed_in_the_middle_offers_it_again(built_ward: Path, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "ward"
    shutil.copytree(built_ward, folder)
    (tmp_path / "temp").mkdir()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.half_filled", str(folder), str(tmp_path / "kept.ini")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "temp")},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "kept\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    left = [path for path in (tmp_path / "temp").rglob("*") if path.is_file()]
    clear = [p for p in (*left, *folder.iterdir(), tmp_path / "kept.ini") if p.is_file()]
    assert not [p for p in clear if any(word.encode() in p.read_bytes() for word in ("Van Mau", "CO-0001"))]
    again = open_registry(folder, USER, PASSWORD, Clock())
    (one,) = unfinished.kept(again, "handover")
    assert (one.about, one.content["serials"]) == ("Đặng Thị Hoà", ["CO-0001", "MI-0002"])
    assert one.content["fields"]["receiver_name.0"] == "Dang Van Mau"
    again.close()


def again(
    form: HouseholdForm | ReceiveForm | InspectionForm | ProgrammeForm | AlertForm | NoticeForm,
) -> None:
    """Take up what the form offers."""
    assert not form.unfinished.offer.isHidden()
    form.unfinished.offer.go_on.click()
    assert form.unfinished.offer.isHidden()
    form.unfinished._pause.stop()


def test_a_household_that_is_half_typed(desk: Desk, show, qtbot: QtBot) -> None:
    form, fresh = HouseholdForm(desk), HouseholdForm(desk)
    form.open_new()
    form._name.setText("Hộ Mẫu")
    form._group.setCurrentIndex(1)
    form._id_number.setText("0311650012")
    form._persons.setValue(4)
    form._note.setText("thuê nhà")
    form._looking.stop()
    form.unfinished.keep_now()
    fresh.open_new()
    again(fresh)
    assert fresh._draft() == form._draft()
    fresh._id_number.clear()
    row = fresh.keep()
    assert (row.head_name, row.persons) == ("Hộ Mẫu", 4)
    assert unfinished.kept(desk.registry) == []


def test_looking_at_a_household_is_not_typing_one(desk: Desk) -> None:
    form = HouseholdForm(desk)
    form.open_change(households.by_id(1, desk.registry.today()))
    form.unfinished.keep_now()
    assert unfinished.kept(desk.registry) == []
    form._looking.stop()


def test_a_delivery_that_is_half_scanned(desk: Desk) -> None:
    form, fresh = ReceiveForm(desk), ReceiveForm(desk)
    form.begin()
    form.donor.setText("Công ty Mẫu")
    form.label_edit.setText("DHK-0101")
    form.made_on.setText("3/2023")
    for serial in ("NEW-1", "NEW-2", "NEW-3"):
        form.serial.setText(serial)
        form.scan()
    form.serial.setText("NEW-")
    form.unfinished.keep_now()
    deliveries.receive(desk.registry, [ExtinguisherDraft("NEW-2", "MFZL4")])
    fresh.begin()
    assert "NEW-1 … NEW-3: 3" in fresh.unfinished.offer.text()
    again(fresh)
    before, after = form.scanned.drafts(), fresh.scanned.drafts()
    assert after == [before[0], before[2]]
    assert "NEW-2" in fresh.message.text()
    assert (fresh.donor.text(), fresh.serial.text()) == ("Công ty Mẫu", "NEW-")
    assert fresh.label_edit.text() == "DHK-0104"
    fresh.serial.clear()
    fresh.keep()
    assert unfinished.kept(desk.registry) == []


def test_an_inspection_that_is_half_entered(desk: Desk) -> None:
    one, other = (
        Subject(row.id, row.serial, row.kind_code, "kho")
        for row in map(equipment.by_serial, ("PC-0001", "PC-0002"))
    )
    form, fresh = InspectionForm(desk, goes_on=False), InspectionForm(desk, goes_on=False)
    form.begin(one)
    form.result.set_passed(False)
    form.points.tick([Item.SEAL, Item.GAUGE])
    form.fault.setText("mất chốt")
    form.due_on.setText("1/11")
    form.unfinished.keep_now()
    fresh.begin(other)
    again(fresh)
    assert fresh.subject == one
    assert fresh._draft(one) == form._draft(one)
    fresh.keep()
    assert unfinished.kept(desk.registry) == []


def test_the_next_inspection_does_not_lose_the_one_half_entered(desk: Desk) -> None:
    rows = map(equipment.by_serial, ("PC-0001", "PC-0002"))
    one, other = (Subject(row.id, row.serial, row.kind_code, "kho") for row in rows)
    form = InspectionForm(desk, goes_on=False)
    form.begin(one)
    form.result.set_passed(False)
    form.fault.setText("mất chốt")
    form.begin(other)
    assert form.fault.text() == ""
    assert "PC-0001" in form.unfinished.offer.text()
    again(form)
    assert (form.subject, form.fault.text()) == (one, "mất chốt")


def type_programme(form: ProgrammeForm) -> None:
    form.open_new()
    form.lines["name"].setText("Tổ an toàn")
    form.launched_on.setText("1/10/2023")
    form.bodies.show_bodies([Body("Công an phường", "Phạm Văn Mẫu"), Body("Hội Phụ nữ")])
    form.pledge.setPlainText("Giữ bình tốt\nBáo tin nhanh")
    form.groups.tick([2])
    form.unfinished.keep_now()


def test_a_programme_that_is_half_typed(desk: Desk) -> None:
    form, fresh = ProgrammeForm(desk), ProgrammeForm(desk)
    type_programme(form)
    fresh.open_new()
    assert fresh.lines["name"].text() == ""
    assert "Tổ an toàn" in fresh.unfinished.offer.text()
    again(fresh)
    assert fresh._draft() == form._draft()
    assert [card.isHidden() for card in fresh.bodies._cards[:3]] == [False, False, True]
    programme_id = fresh.keep()
    assert programmes.by_id(programme_id).group_ids == (2,)
    assert unfinished.kept(desk.registry) == []
    fresh.open_new()
    fresh.unfinished.keep_now()
    assert unfinished.kept(desk.registry) == []


def test_changing_a_programme_keeps_the_new_one_that_is_half_typed(desk: Desk) -> None:
    one = programmes.add(desk.registry, ProgrammeDraft("Tổ cũ", date(2023, 10, 1)))
    form = ProgrammeForm(desk)
    type_programme(form)
    form.open(programmes.by_id(one))
    form.lines["aim"].setText("mục tiêu")
    form.unfinished.keep_now()
    form.keep()
    (kept,) = unfinished.kept(desk.registry, "programme")
    assert kept.about == "Tổ an toàn"
    form.open_new()
    again(form)
    assert (form._before, form.lines["name"].text()) == (None, "Tổ an toàn")


def test_a_report_that_is_half_typed(desk: Desk) -> None:
    form, fresh = AlertForm(desk), AlertForm(desk)
    form.open_new()
    form.kind.setCurrentIndex(form.kind.findData(AlertKind.CRIME))
    form.what.setText("Người lạ thử khóa xe")
    form.time.setText("2:15")
    form.day.setText("19/10")
    form.unfinished.keep_now()
    fresh.open_new()
    again(fresh)
    assert fresh._draft() == form._draft()
    fresh.keep()
    assert unfinished.kept(desk.registry) == []
    fresh.open_new()
    assert fresh.unfinished.offer.isHidden()


def test_a_notice_that_is_half_written(desk: Desk) -> None:
    groups = [zalo_groups.add(desk.registry, ZaloDraft(f"TDP {n}", n)) for n in (1, 2)]
    form, fresh = NoticeForm(desk), NoticeForm(desk)
    form.begin(groups[0], text="Mời kiểm tra bình.")
    form.unfinished.keep_now()
    assert unfinished.kept(desk.registry) == []  # nothing of it is hers
    form.text.setPlainText("Mời kiểm tra bình trước ngày 30.")
    form.groups.tick(groups)
    form.unfinished.keep_now()
    fresh.begin(groups[1])
    assert fresh.text.toPlainText() == ""
    again(fresh)
    assert (fresh.text.toPlainText(), fresh.groups.ticked()) == (form.text.toPlainText(), tuple(groups))
    fresh.keep()
    assert unfinished.kept(desk.registry) == []


def test_each_of_them_is_gone_on_with_from_the_first_page(desk: Desk, show) -> None:
    type_programme(ProgrammeForm(desk))
    form = AlertForm(desk)
    form.open_new()
    form.what.setText("Đốt rác")
    form.unfinished.keep_now()
    notice = NoticeForm(desk)
    notice.begin()
    notice.text.setPlainText("Khóa van gas.")
    notice.unfinished.keep_now()
    pages = {kind.name: kind(desk) for kind in (ProgrammesPage, AlertsPage, ZaloGroupsPage)}
    for one in unfinished.kept(desk.registry):
        page = pages[PAGES[one.form]]
        show(page)
        page.show_target(one)
    assert pages["programmes"].form.lines["name"].text() == "Tổ an toàn"
    assert pages["alerts"].form.what.text() == "Đốt rác"
    assert pages["zalo_groups"].notice.text.toPlainText() == "Khóa van gas."


def shown_numbers() -> list[str]:
    return [row.subject for row in journal.entries() if row.action == "household.show_numbers"]


def test_forms_that_show_numbers_in_full_leave_an_entry(desk: Desk) -> None:
    form = HouseholdForm(desk)
    for household_id in (1, 2):  # the second has none
        form.open_change(households.by_id(household_id, desk.registry.today()))
        form._looking.stop()
    assert shown_numbers() == ["TDP07-0001"]
    MergeView(desk).open(1, 2)
    assert shown_numbers() == ["TDP07-0001"] * 2
