"""The small ward after a year of work: rows in nearly every table, changes to take back, a journal to follow."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.household import Relation
from firereg.domain.poverty import Category
from firereg.domain.schedule import RecordKind
from firereg.domain.walks import Outcome
from firereg.services import (
    deliveries,
    duplicates,
    equipment,
    equipment_moves,
    handovers,
    household_moves,
    households,
    imports,
    inspections,
    members,
    photos,
    receipts,
    reminders,
    settings,
    statuses,
    unfinished,
    views,
    walk_entry,
    walks,
)
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.handover_draft import Gift
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import Registry
from firereg.services.reminders import Way
from firereg.services.statuses import StatusDraft
from firereg.services.views import View
from firereg.services.walks import WalkDraft
from tests.import_lists import HOA, NEW, ward_list
from tests.small_ward import CASH, ROUND_DAY, give, small_ward

CALLED = "Đã gọi điện ngày 20/10"
RICE = Gift("Gạo", None, 10, "kg")
TODAY = date(2023, 10, 20)


def lived_in_ward(folder: Path, clock: Callable[[], datetime]) -> Registry:
    """The ward on 20/10/2023. The last change that can be taken back gave household 3 the note `CALLED`."""
    opened = small_ward(folder, clock)
    new = ExtinguisherDraft("PC-0004", "MFZL4", date(2023, 6, 1))
    deliveries.receive(opened, [new], DeliveryDraft(TODAY, "Công ty Mẫu", "PXK-01"))
    _register(opened)
    _hand_over(opened)
    _look_after(opened)
    _walk(opened)
    views.save(opened, "households", View("Tổ 70", {"group_id": 2}, sort="name"))
    settings.put(opened, "own_number_on_paper", False)
    unfinished.keep(opened, unfinished.new_key(opened, "household"), "Hộ Mẫu", {"head_name": "Hộ Mẫu"})
    households.change_many(opened, [3], note=CALLED)
    return opened


def _register(opened: Registry) -> None:
    with TemporaryDirectory() as folder:
        plan = imports.plan(opened, ward_list(Path(folder), HOA, NEW))
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
    walk_entry.enter(opened, walk, "PC-0001", Outcome.PASSED, day=TODAY)
    walk_entry.enter(opened, walk, "MI-0001", Outcome.NOT_FOUND, day=TODAY)
