"""Papers of the equipment to test with: plainly made-up people on the ward's real streets."""

from dataclasses import replace
from datetime import date, timedelta

from firereg.documents.equipment_papers import (
    CheckCard,
    Count,
    EquipmentReport,
    GroupFigures,
    HouseholdLabel,
    Label,
    ReminderItem,
    ReminderLetter,
    ReportTotals,
    ServiceFigures,
    WalkLine,
    WalkSheet,
)
from firereg.documents.wording import EquipmentReportWords
from tests.documents.sample_papers import HEAD

LONG_ADDRESS = "Số 12/34/56 ngõ 7 ngách 8 đường Nguyễn Văn Linh kéo dài, nhà trong sân sau chợ Hàng, " * 6
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Thị Minh Khai Hoàng Lan Phương Thảo Ngọc Anh"


def walk_line(position: int, group: int = 7) -> WalkLine:
    weighed = position % 5 == 0
    return WalkLine(
        position=position,
        code=f"KT12-{group:02}-{position:03}",
        head_name=f"Nguyễn Thị Mẫu {position}",
        address=f"Số {position}/34 đường Chợ Hàng",
        kind_code="MT3" if weighed else "MFZL4",
        serial=f"A-{group:02}{position:03}",
        label=f"DHK-{group:02}{position:02}" if position % 3 else "",
        weighed=weighed,
        last_check=date(2026, 10, 1) + timedelta(days=position % 30) if position % 4 else None,
        note="Lỗi chưa xử lý: vòi nứt" if position % 7 == 0 else "",
    )


def walk_sheet(lines: int, group: int = 7) -> WalkSheet:
    return WalkSheet(
        HEAD,
        "Đợt tháng 11 năm 2026",
        f"Tổ dân phố số {group}",
        date(2026, 11, 1),
        date(2026, 11, 30),
        "Phạm Quốc Mẫu",
        tuple(walk_line(position, group) for position in range(1, lines + 1)),
    )


def hard_walk_sheet() -> WalkSheet:
    """Forty lines with long and empty fields among them."""
    sheet = walk_sheet(40)
    hard = WalkLine(
        2, "KT12-07-002", LONG_NAME, LONG_ADDRESS, "MFZL4-KHONG-NAP-LAI", "SERI-0123456789-ABCDEFGHIJK",
        "NHAN-PHUONG-DU-HANG-KENH-0123456789", True, None, "Lỗi chưa xử lý từ lần trước: " + LONG_ADDRESS,
    )  # fmt: skip
    empty = WalkLine(3, "KT12-07-003", "", "", "", "")
    lines = (sheet.lines[0], hard, empty, *sheet.lines[3:])
    return WalkSheet(
        sheet.letterhead, "Đợt kiểm tra định kỳ và đột xuất các hộ cận nghèo năm 2026 theo Kế hoạch số 125/KH-UBND",
        "Tổ dân phố số 7 (phường Dư Hàng Kênh cũ)", sheet.first_day, sheet.last_day, "", lines,
    )  # fmt: skip


def labels(count: int) -> list[Label]:
    return [
        Label(
            f"MFZL4-23-{number:04}",
            ("Bình bột ABC 4 kg", "UBND phường Dư Hàng Kênh", f"Tem: DHK-{number:04}"),
            "UBND phường Dư Hàng Kênh",
        )
        for number in range(1, count + 1)
    ]


def check_card(number: int = 1, **changes: object) -> CheckCard:
    card = CheckCard(
        "UBND phường Dư Hàng Kênh",
        f"MFZL4-23-{number:04}",
        f"DHK-{number:04}",
        "Bình bột ABC 4 kg (MFZL4)",
        "Nguyễn Thị Mẫu",
        "Số 12/34 đường Chợ Hàng",
        "Tổ dân phố số 7",
        2027,
        f"MFZL4-23-{number:04}",
    )
    return replace(card, **changes)


def hard_card() -> CheckCard:
    return check_card(
        2,
        ward_name="Ủy ban nhân dân phường Dư Hàng Kênh, quận Lê Chân, thành phố Hải Phòng",
        serial="SERI-0123456789-ABCDEFGHIJK-0123456789",
        label="NHAN-0123456789-0123456789",
        kind_name="Bình bột ABC 4 kg không nạp lại, dùng cho nhà ở và xe ô tô đến 16 chỗ ngồi",
        holder=LONG_NAME,
        address=LONG_ADDRESS,
        weighed=True,
    )


def household_labels(count: int) -> list[HouseholdLabel]:
    return [
        HouseholdLabel("UBND phường Dư Hàng Kênh", f"TDP07-{number:04}", "Tổ dân phố số 7")
        for number in range(1, count + 1)
    ]


def reminder_letter(items: int = 2, **changes: object) -> ReminderLetter:
    whats = ("Kiểm tra định kỳ", "Bảo dưỡng", "Bảo dưỡng toàn bộ, nạp lại sau 5 năm", "Thử thủy lực")
    letter = ReminderLetter(
        HEAD,
        date(2026, 11, 24),
        "Nguyễn Thị Mẫu",
        "Số 12/34 đường Chợ Hàng",
        "tổ dân phố số 7",
        tuple(
            ReminderItem(
                f"A-{n:05}", "MFZL4", whats[n % 4], date(2026, 11, 24) - timedelta(days=7 * n), 7 * n
            )
            for n in range(items)
        ),
        contact="Ông Phạm Quốc Mẫu, Tổ trưởng tổ dân phố số 7",
        code="TDP07-0123",
        sign_authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Trần Văn Mẫu",
        recipients=("Như trên", "Tổ dân phố số 7", "Lưu: VT"),
    )
    return replace(letter, **changes)


def hard_letter() -> ReminderLetter:
    return reminder_letter(
        40,
        head_name=LONG_NAME,
        address=LONG_ADDRESS.strip(" ,"),
        contact=f"{LONG_NAME}, Tổ trưởng tổ dân phố số 7, {LONG_ADDRESS}",
        letterhead=replace(
            HEAD, address_line="Số 45 đường Mẫu, phường Dư Hàng Kênh; điện thoại: 0225 000 000"
        ),
    )


def equipment_report(groups: int = 22, **changes: object) -> EquipmentReport:
    by_group = tuple(
        GroupFigures(f"Tổ dân phố số {n}", 12 + n % 3, 13 + n % 4, 10 + n % 3, n % 5, n % 2)
        for n in range(1, groups + 1)
    )
    report = EquipmentReport(
        letterhead=HEAD,
        year=2026,
        day=date(2026, 11, 24),
        totals=ReportTotals(1240, 280, 60, 55, 2210, 31, 2, 1, 4, 44, 11),
        by_group=by_group,
        by_kind=(Count("Bình bột ABC 4 kg (MFZL4)", 250), Count("Bình khí CO2 3 kg (MT3)", 42)),
        by_age=tuple(
            Count(label, count)
            for label, count in zip(
                ("Dưới 1 năm", "1 năm", "2 năm", "3 năm", "4 năm", "Từ 5 năm", "Không rõ"),
                (60, 0, 33, 120, 20, 55, 4),
                strict=True,
            )
        ),
        by_state=(Count("Tại hộ gia đình", 270), Count("Trong kho", 20), Count("Đang bảo dưỡng", 2)),
        overdue_by_clock=(Count("Kiểm tra định kỳ", 30), Count("Bảo dưỡng", 14)),
        overdue_by_month=tuple((month, 10 + 5 * (month % 4)) for month in range(1, 12)),
        services=(ServiceFigures("Bảo dưỡng", 120, 6_000_000), ServiceFigures("Nạp lại", 12, 1_500_000),
                  ServiceFigures("Thử thủy lực", 0, None)),
        proposals=("Bố trí kinh phí bảo dưỡng năm 2027", "Thay 55 bình đã quá 5 năm kể từ khi sản xuất."),
        words=EquipmentReportWords(
            "Công tác quản lý, kiểm tra bình chữa cháy năm 2026",
            closing="Trên đây là báo cáo công tác quản lý, kiểm tra bình chữa cháy năm 2026./.",
        ),
        number="5",
        addressee="Ủy ban nhân dân thành phố Hải Phòng",
        sign_authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer="Trần Văn Mẫu",
        recipients=("Như trên", "Công an phường", "Lưu: VT"),
    )  # fmt: skip
    return replace(report, **changes)


def empty_report() -> EquipmentReport:
    return equipment_report(
        0, totals=ReportTotals(*[0] * 11), by_kind=(), by_age=(), by_state=(), overdue_by_clock=(),
        overdue_by_month=(), services=(), proposals=(), number=None, addressee="", recipients=(), signer="",
    )  # fmt: skip
