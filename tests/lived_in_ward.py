"""The small ward after a year of work: rows in nearly every table, changes to take back, a journal to follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from firereg.domain.alerts import AlertKind
from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.household import Relation
from firereg.domain.poverty import Category
from firereg.domain.programmes import Body
from firereg.domain.roles import Role
from firereg.domain.schedule import RecordKind
from firereg.domain.support import Criteria, Form, Outcome, SupportItem
from firereg.domain.walks import Outcome as Found
from firereg.services import (
    accounts,
    alerts,
    deliveries,
    drawing_up,
    duplicates,
    duty,
    equipment,
    equipment_moves,
    handovers,
    household_moves,
    households,
    imports,
    inspections,
    members,
    notices,
    paper_words,
    photos,
    programmes,
    receipts,
    reminders,
    rosters,
    round_desk,
    round_list,
    round_outcomes,
    rounds,
    scans,
    settings,
    signed_pledges,
    statuses,
    unfinished,
    views,
    walk_entry,
    walks,
    zalo_groups,
)
from firereg.services.alerts import AlertDraft
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.duty import PersonDraft, PostDraft
from firereg.services.handover_draft import Gift
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.members import MemberDraft
from firereg.services.notices import NoticeDraft
from firereg.services.paper_words import Paper
from firereg.services.programmes import ProgrammeDraft
from firereg.services.registry import Registry
from firereg.services.reminders import Way
from firereg.services.rounds import RoundDraft
from firereg.services.scans import SignedPage
from firereg.services.statuses import StatusDraft
from firereg.services.views import View
from firereg.services.walks import WalkDraft
from firereg.services.zalo_groups import ZaloDraft
from tests.import_lists import HOA, NEW, ward_list
from tests.small_ward import CASH, PASSWORD, ROUND_DAY, give, small_ward

CALLED = "Đã gọi điện ngày 20/10"
RICE = Gift("Gạo", None, 10, "kg")
TODAY = date(2023, 10, 20)
RESULT = "Đã dập tàn lửa"


def lived_in_ward(folder: Path, clock: Callable[[], datetime]) -> Registry:
    """The ward on 20/10/2023. The last change that can be taken back gave household 3 the note `CALLED`."""
    opened = small_ward(folder, clock)
    new = ExtinguisherDraft("PC-0004", "MFZL4", date(2023, 6, 1))
    deliveries.receive(opened, [new], DeliveryDraft(TODAY, "Công ty Mẫu", "PXK-01"))
    _register(opened)
    _hand_over(opened)
    _look_after(opened)
    _walk(opened)
    programme = _run_a_programme(opened)
    _stand_on_duty(opened, programme)
    _support(opened, programme)
    _keep_signed(opened, programme)
    _set_up(opened)
    views.save(opened, "households", View("Tổ 70", {"group_id": 2}, sort="name"))
    settings.put(opened, "own_number_on_paper", False)
    unfinished.keep(opened, unfinished.new_key(opened, "household"), "Hộ Mẫu", {"head_name": "Hộ Mẫu"})
    households.change_many(opened, [3], note=CALLED)
    return opened


def _register(opened: Registry) -> None:
    with TemporaryDirectory() as folder:
        plan = imports.plan(opened, ward_list(Path(folder), HOA, NEW), mapping={"note": "Ghi chú"})
    imports.apply(opened, plan)
    members.add(opened, 1, MemberDraft("Đặng Văn Mẫu", Relation.CHILD, born_year=1990, sex="male"))
    members.add(opened, 1, MemberDraft("Đặng Thị Mẫu", Relation.GRANDCHILD, born_on=date(2015, 6, 1)))
    statuses.add(opened, 3, StatusDraft(Category.POOR, date(2023, 1, 1), None, "HN-0003", "QĐ số 12"))
    duplicates.keep_apart(opened, 2, 5)
    household_moves.move_out(opened, 8, date(2023, 10, 1), "Phường Mẫu bên cạnh")


def _hand_over(opened: Registry) -> None:
    give(opened, 1, "PC-0001", gifts=(CASH,), round_id=1)
    give(opened, 2, "PC-0002", "MI-0001")
    given = give(opened, 3, gifts=(RICE,), receiver_name="Nguyễn Thị Mẫu", receiver_relation="con")
    handovers.void(opened, given.id, "Ghi nhầm hộ")
    handovers.set_official_number(opened, 1, "15")
    receipts.count_print(opened, [1, 2])


def _look_after(opened: Registry) -> None:
    passed = InspectionDraft("PC-0001", ROUND_DAY, True, inspector="Cán bộ Mẫu")
    failed = InspectionDraft("PC-0002", ROUND_DAY, False, "Kim dưới vạch xanh", failed_items=(Item.GAUGE,))
    for draft in (passed, failed):
        inspections.inspect(opened, draft)
    firm = ServiceDraft("CO-0001", RecordKind.MAINTENANCE, TODAY, "Công ty Mẫu", "PM-01", 120_000)
    inspections.service(opened, firm)
    equipment_moves.move(opened, equipment.by_serial("MI-0002").id, State.DISCARDED, "Rỉ vỏ", TODAY)
    with TemporaryDirectory() as folder:
        picture = Path(folder) / "photo.png"
        Image.new("RGB", (8, 6), "red").save(picture)
        photos.add(opened, picture, extinguisher_id=equipment.by_serial("PC-0001").id)
    reminders.remember(opened, way=Way.CALL, text="Mời kiểm tra bình.", household_id=2)


def _walk(opened: Registry) -> None:
    walk = walks.plan(opened, WalkDraft("Kiểm tra tháng 10", TODAY, date(2023, 10, 31), group_id=1))
    walk_entry.enter(opened, walk, "PC-0001", Found.PASSED, day=TODAY)
    walk_entry.enter(opened, walk, "MI-0001", Found.NOT_FOUND, day=TODAY)


def _run_a_programme(opened: Registry) -> int:
    bodies = (Body("Công an phường", "Phạm Văn Mẫu", "Trưởng Công an"), Body("Hội Cựu chiến binh phường"))
    draft = ProgrammeDraft(
        "Nhóm Zalo phòng cháy", ROUND_DAY, "QĐ số 91", "Báo tin nhanh", ("Giữ bình tốt",), bodies, (1, 2)
    )
    programme = programmes.add(opened, draft)
    zalo = zalo_groups.add(
        opened,
        ZaloDraft("TDP 7 – PCCC", 1, programme, "https://zalo.me/g/mau007", "Tổ trưởng Mẫu", 30, 3, TODAY),
    )
    gone = zalo_groups.add(opened, ZaloDraft("TDP 70 – PCCC", 2, programme))
    zalo_groups.close(opened, gone, TODAY)
    notices.keep(opened, NoticeDraft(TODAY, "Mời các hộ kiểm tra bình.", (zalo,), programme))
    notices.keep(opened, NoticeDraft(ROUND_DAY, "Khóa van gas trước khi đi ngủ."))
    burning = AlertDraft(
        AlertKind.FIRE, datetime(2023, 10, 19, 19, 40), "Đốt rác", "Hồ Sen", "", zalo, programme
    )
    alerts.close(opened, alerts.report(opened, burning), TODAY, RESULT, "Tổ trực Công an phường")
    alerts.report(opened, AlertDraft(AlertKind.CRIME, datetime(2023, 10, 20, 2, 15), "Người lạ thử khóa xe"))
    return programme


def _stand_on_duty(opened: Registry, programme: int) -> None:
    duty.add_post(opened, PostDraft(programme, "Chợ Hàng", frozenset({3, 4, 5}), time(5, 30), time(11), 1))
    an, binh, _tam = (
        duty.add_person(opened, PersonDraft(programme, f"{name} Mẫu", "Hội Cựu chiến binh phường"))
        for name in ("An", "Bình", "Tâm")
    )
    rosters.make(opened, programme, ROUND_DAY, date(2023, 10, 28))
    turns = rosters.turns(programme, ROUND_DAY, date(2023, 10, 28))
    rosters.say_attended(opened, [turns[0].id], attended=True)
    rosters.say_attended(opened, [turns[1].id], attended=False, note="Bận việc gia đình")
    of_an, of_binh = (next(turn for turn in turns[2:] if turn.person_id == person) for person in (an, binh))
    rosters.swap(opened, of_an.id, of_binh.id)


def _support(opened: Registry, programme: int) -> None:
    """A round of which one household has its share, one did not collect it, one still waits, one was taken out."""
    items = (
        SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình"),
        SupportItem(Form.CASH, "Tiền mặt hỗ trợ", 1, "suất", 500_000),
        SupportItem(Form.GOODS, "Gạo", 10, "kg"),
    )
    criteria = Criteria((Category.NEAR_POOR, Category.POOR), (1, 2))
    draft = RoundDraft(
        "Đợt tháng 10", TODAY, "Nhà văn hóa", "Kế hoạch số 12", "Công ty Mẫu", 5_000_000, items
    )
    its_round = rounds.add(opened, replace(draft, criteria=criteria, programme_id=programme))
    drawing_up.draw_up(opened, its_round)
    drawing_up.put_on(opened, its_round, [6, 7], "Hoàn cảnh khó khăn")
    place = {row.household_id: row.id for row in round_list.whole_list(its_round)}
    drawing_up.take_out(opened, place[1], "Đã có bình")
    drawing_up.approve(opened, its_round)
    share = round_desk.share(opened, its_round, 5)
    handovers.record(opened, round_desk.draft(opened, share, TODAY, ("PC-0004",)))
    round_outcomes.say_outcome(opened, place[3], Outcome.NOT_COLLECTED, TODAY, "Đi làm xa")


def _keep_signed(opened: Registry, programme: int) -> None:
    paper = BytesIO()
    Image.new("L", (8, 6), "grey").save(paper, "jpeg")
    scans.keep(opened, [SignedPage(1, paper.getvalue(), "image/jpeg", "1")])
    signed_pledges.keep(opened, programme, [(paper.getvalue(), "image/jpeg")])


def _set_up(opened: Registry) -> None:
    accounts.add(opened, PASSWORD, "minh", "Trần Văn Minh Mẫu", Role.CLERK, "Cau Niem 35")
    accounts.add(opened, PASSWORD, "xem", "Phó Chủ tịch Mẫu", Role.VIEWER, "Cau Binh 21")
    accounts.disable(opened, "minh")
    paper_words.keep(opened, Paper.AMOUNTS, {"linh": "lẻ", "nghin": "ngàn"})
