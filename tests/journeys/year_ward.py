"""The ward of the year: three groups, 130 households, the stock lists it gets."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from firereg.services import households, opening, wards
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from tests.exchange.list_files import xlsx
from tests.journeys.cylinder_book import Cylinder
from tests.small_ward import OLD_WARD, PASSWORD, USER, Clock

GROUPS = {7: 45, 8: 45, 70: 40}
FAMILY, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ"), ("An", "Bình", "Dung", "Giang", "Hoà", "Khánh", "Lan")
STREETS = ("Chợ Hàng", "Hồ Sen", "Miếu Hai Xã")
HEAD = ("STT", "Số sê-ri", "Loại bình", "Năm SX", "Nhà tài trợ")


def homes(group: int) -> list[str]:
    """The codes of the households of a group."""
    return [f"TDP{group:02}-{number:04}" for number in range(1, GROUPS[group] + 1)]


def year_ward(folder: Path, clock: Clock) -> Registry:
    """A registry with groups and households, and not one cylinder."""
    opened, _code = opening.create(
        folder, user=USER, full_name="Nguyễn Thị Mẫu", password=PASSWORD, clock=clock
    )
    with opened.transaction():
        wards.save_profile(opened, OLD_WARD)
        for number, count in GROUPS.items():
            group_id = wards.add_group(opened, number, "Dư Hàng Kênh", f"Tổ trưởng Mẫu {number}")
            for n in range(count):
                name = f"{FAMILY[n % 5]} {('Thị', 'Văn')[n % 2]} {GIVEN[n % 7]} {('Một', 'Hai', 'Ba')[n // 35 % 3]}"
                households.add(opened, HouseholdDraft(name, group_id, f"{n + 1} {STREETS[n % 3]}", 1 + n % 6))
    return opened


def numbered(beginning: str, count: int) -> list[str]:
    """Serials in a row: MA-0001, MA-0002, …"""
    return [f"{beginning}-{number:04}" for number in range(1, count + 1)]


def first_delivery(day: date, donor: str) -> Iterator[Cylinder]:
    """200 cylinders: some old ones among them, some with the last day of February as their birthday."""
    for n, serial in enumerate(numbered("MA", 120)):
        yield Cylinder(serial, "MFZL4", donor, date(2019, 5, 1) if n % 12 == 11 else date(2023, 3, 1), day)
    for n, serial in enumerate(numbered("MB", 40)):
        yield Cylinder(serial, "MFZ8", donor, date(2020, 2, 29) if n < 20 else date(2023, 8, 31), day)
    for serial in numbered("CO", 20):
        yield Cylinder(serial, "MT3", donor, date(2022, 12, 31), day)
    for n, serial in enumerate(numbered("MI", 20)):
        yield Cylinder(serial, "MINI1", donor, date(2019, 6, 1) if n < 10 else date(2023, 2, 1), day)


def second_delivery(day: date, donor: str) -> Iterator[Cylinder]:
    """40 more; nobody could read when five of them were made."""
    for n, serial in enumerate(numbered("MD", 40)):
        yield Cylinder(serial, "MFZL4", donor, None if n < 5 else date(2023, 11, 1), day)


def stock_list(path: Path, day: date, came: Sequence[Cylinder]) -> Path:
    """The delivery as its donor writes it."""
    rows = [(n, one.serial, one.kind, one.made, one.donor) for n, one in enumerate(came, start=1)]
    caption = [["BIÊN BẢN BÀN GIAO"], [f"Ngày {day:%d} tháng {day:%m} năm {day:%Y}"], []]
    return xlsx(path, [*caption, HEAD, *rows])
