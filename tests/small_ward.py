"""A ward small enough to count by hand, for the tests of the store and the services."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from firereg.domain.poverty import Category
from firereg.services import deliveries, handovers, households, opening, rounds, wards
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.services.wards import Ward
from firereg.store import models as t

USER, PASSWORD = "lan", "cầu Rào 2"
NOW = datetime(2023, 10, 20, 9, 30)
ROUND_DAY = date(2023, 10, 19)

OLD_WARD = Ward(
    name="Phường Dư Hàng Kênh",
    district="Quận Lê Chân",
    province="Thành phố Hải Phòng",
    parent_body="ỦY BAN NHÂN DÂN QUẬN LÊ CHÂN",
    body_lines=("ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"),
    place="Dư Hàng Kênh",
    giver_name="Cán bộ Mẫu",
    giver_title="Phó Chủ tịch",
)
NEW_WARD = Ward(
    name="Phường Lê Chân",
    province="Thành phố Hải Phòng",
    body_lines=("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN"),
    place="Phường Lê Chân",
    valid_from=wards.REFORM,
)

HOUSEHOLDS = (
    HouseholdDraft(
        "Đặng Thị Hoà", 1, "12/34 Chợ Hàng", 4, 1965, "female", "031165001234", "0912 345 678", "góa"
    ),
    HouseholdDraft("Nguyễn Văn An", 1, "5 Miếu Hai Xã", 3),
    HouseholdDraft("Nguyễn Văn Anh", 1, "7 Miếu Hai Xã", 2),
    HouseholdDraft("Phạm Thị Lan", 1, "9 Nguyễn Văn Linh"),
    HouseholdDraft("Nguyễn Văn An", 2, "70 Hồ Sen", 5),
    HouseholdDraft("Vũ Thị Ngọc", 2, "1 Chợ Hàng", 1),
    HouseholdDraft("Trần Đức Bình", 2, "3 Chợ Hàng", 6),
    HouseholdDraft("Lê Thị Dung", 2, "8 Hồ Sen", 2),
)
STATUSES = (
    (1, Category.NEAR_POOR, date(2023, 1, 1), None),
    (2, Category.POOR, date(2022, 1, 1), date(2022, 12, 31)),
    (5, Category.NEAR_POOR, date(2023, 1, 1), date(2023, 12, 31)),
)
EXTINGUISHERS = (
    ExtinguisherDraft("PC-0001", "MFZL4", date(2023, 3, 1), date(2023, 9, 1), "Công ty Mẫu"),
    ExtinguisherDraft("PC-0002", "MFZL4", date(2023, 3, 1), date(2023, 9, 1)),
    ExtinguisherDraft("PC-0003", "MFZL4", None, date(2023, 9, 1)),
    ExtinguisherDraft("CO-0001", "MT3", date(2022, 2, 28), date(2023, 9, 1)),
    ExtinguisherDraft("MI-0001", "MINI1", date(2018, 5, 1), date(2018, 6, 1)),
    ExtinguisherDraft("MI-0002", "MINI1", None, date(2018, 6, 1)),
)


class Clock:
    """The clock on the wall, set by hand."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def small_ward(folder: Path, clock: Callable[[], datetime]) -> Registry:
    """A registry with two groups, 8 households, 3 statuses, 6 extinguishers in stock and one round."""
    opened, _code = opening.create(
        folder, user=USER, full_name="Nguyễn Thị Mẫu", password=PASSWORD, clock=clock
    )
    with opened.transaction():
        wards.save_profile(opened, OLD_WARD)
        wards.save_profile(opened, NEW_WARD)
        groups = {1: wards.add_group(opened, 7, "Dư Hàng Kênh", "Tổ trưởng Mẫu", "0912000007")}
        groups[2] = wards.add_group(opened, 70, "Dư Hàng Kênh")
        assert groups == {1: 1, 2: 2}
        for draft in HOUSEHOLDS:
            households.add(opened, draft)
        for household, category, first, last in STATUSES:
            t.PovertyStatus.create(household=household, category=category, valid_from=first, valid_to=last)
        deliveries.receive(opened, EXTINGUISHERS)
        rounds.add(opened, RoundDraft("Đợt 19/10/2023", ROUND_DAY, plan="Kế hoạch số 10/KH-UBND"))
    return opened


def draft(household: int = 1, *serials: str, **fields: object) -> HandoverDraft:
    """A handover that can be recorded as it is."""
    usual = {"household_id": household, "day": ROUND_DAY, "serials": serials, "giver_name": "Cán bộ Mẫu"}
    return HandoverDraft(**usual | fields)


def give(opened: Registry, household: int = 1, *serials: str, **fields: object) -> handovers.HandoverRow:
    """A recorded handover."""
    return handovers.record(opened, draft(household, *serials, **fields))


CASH = Gift("Tiền mặt hỗ trợ", 500_000)


def row_counts() -> dict[str, int]:
    """How many rows each table has: what a refusal must leave as it was."""
    return {model.__name__: model.select().count() for model in t.MODELS}
