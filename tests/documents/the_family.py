"""Every paper the program prints, once as on a common day and once with everything hard about it.

A paper that is missing here is not tested: `test_the_family.py` compares this with what `documents` can draw.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from firereg.documents.check_card import check_cards_pdf
from firereg.documents.coverage_report import coverage_report_pdf
from firereg.documents.duty_papers import DutyHours, HoursSummary, Roster, RosterDay, RosterShift
from firereg.documents.eligible_list import eligible_list_pdf
from firereg.documents.equipment_papers import HouseholdLabel, Label
from firereg.documents.equipment_report import equipment_report_pdf
from firereg.documents.household_label import household_labels_pdf
from firereg.documents.label_stocks import LABEL_STOCKS
from firereg.documents.labels import labels_pdf
from firereg.documents.overdue_list import overdue_pdf
from firereg.documents.papers import Letterhead, OverdueGroup, OverdueList, OverdueRow, Party
from firereg.documents.person_file import PersonPaper, Section, person_file_pdf
from firereg.documents.pledge import pledge_pdf
from firereg.documents.programme_papers import (
    Achievement,
    Activity,
    AlertCount,
    GroupReached,
    Pledge,
    ProgrammeReport,
    ZaloReport,
)
from firereg.documents.programme_report import programme_report_pdf, zalo_report_pdf
from firereg.documents.receipt import receipt_pdf
from firereg.documents.recovery_sheet import recovery_sheet_pdf
from firereg.documents.reminder_letter import letters_pdf
from firereg.documents.roster import hours_pdf, roster_pdf
from firereg.documents.sign_list import sign_list_pdf
from firereg.documents.support_papers import GroupCoverage, YearFigures
from firereg.documents.walk_sheet import walk_sheets_pdf
from firereg.documents.wording import (
    CoverageReportWords,
    EligibleListWords,
    PledgeWords,
    ProgrammeReportWords,
    RosterWords,
    SignListWords,
    ZaloReportWords,
    filled_in,
)
from firereg.domain.programmes import Body
from tests.documents.equipment_samples import (
    LONG_ADDRESS,
    LONG_NAME,
    check_card,
    equipment_report,
    hard_card,
    hard_letter,
    hard_walk_sheet,
    household_labels,
    labels,
    reminder_letter,
    walk_sheet,
)
from tests.documents.sample_papers import (
    EXTINGUISHER,
    HEAD,
    LONG_BODY,
    coverage_report,
    eligible_list,
    forty_lines,
    long_receipt,
    overdue_list,
    receipt,
    sign_list,
)

DAY = date(2023, 10, 19)
HUGE = 999_999_999_999_999
"""The largest amount that is read aloud: 15 digits."""
LONG_HEAD = Letterhead(
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
    (LONG_BODY,),
    "Phường Lê Chân",
    "Số 45 đường Nguyễn Văn Linh, Phường Lê Chân, thành phố Hải Phòng. Điện thoại: 0225 3 123 456.",
)
LONG_GROUP = "Tổ dân phố số 7 (phường Dư Hàng Kênh cũ)"
LONG_PROGRAMME = "Hội Cựu chiến binh đảm bảo an toàn giao thông phiên chợ Hàng và cổng trường cho em"
AUTHORITY = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
VALUES = {
    "phuong": "phường Dư Hàng Kênh",
    "ngay": "ngày 19 tháng 10 năm 2023",
    "nam": "2023",
    "mo_hinh": "Nhóm Zalo phòng chống tội phạm, phòng chống cháy, nổ",
    "quyet_dinh": "Quyết định số 90/QĐ-UBND ngày 12 tháng 10 năm 2023 của Ủy ban nhân dân phường Dư Hàng Kênh",
    "so_ban": "02",
    "dot": "Đợt 19/10/2023",
    "ke_hoach": "",
    "tai_tro": "",
}
BODIES = (
    Body("Công an phường", "Trần Văn Mẫu", "Trưởng Công an phường"),
    Body("Hội Cựu chiến binh phường", "Đỗ Văn Mẫu", "Chủ tịch Hội"),
)
ALERTS = (
    AlertCount("Dấu hiệu cháy, nổ", (0, 1, 0, 2, 0, 0, 3, 0, 1, 2, 0, 1), 9),
    AlertCount("Dấu hiệu tội phạm", (2, 0, 1, 0, 0, 4, 0, 0, 1, 0, 0, 0), 8),
)


@dataclass(frozen=True)
class Kind:
    """A paper, and what the rules ask of it.

    `decree` says that it has the head and frame of Decree 30/2020, `numbered` the line of its official number,
    `goes_out` that it ends with "./." and tells its recipients, `charts` that small letters stand in drawings,
    `outline` that its long or many papers have one.
    """

    draw: Callable[..., bytes]
    common: Callable[[], bytes]
    hard: Callable[[], bytes]
    title: str = ""
    wide: bool = False
    decree: bool = True
    numbered: bool = False
    goes_out: bool = False
    charts: bool = False
    outline: bool = False


def hard_receipt() -> bytes:
    """Everything long: 40 lines of which one is worth a fortune, for the head, a copy of a paper that is void."""
    lines = (*forty_lines(), replace(EXTINGUISHER, value_dong=HUGE - 10_000_000))
    return receipt_pdf(
        [
            receipt(
                code=f"BG-2023-{n:04}",
                number=None,
                donor=long_receipt().donor,
                letterhead=LONG_HEAD,
                receiver=long_receipt().receiver,
                giver=Party(LONG_NAME, "Phó Chủ tịch Ủy ban nhân dân phường phụ trách văn hóa - xã hội"),
                witness=Party(LONG_NAME, "Tổ trưởng tổ dân phố số 22, kiêm Trưởng Ban Công tác Mặt trận"),
                lines=lines,
                copy_of=True,
                void_reason="Lập nhầm hộ; hộ đã nhận bình ở đợt trước",
            )
            for n in (1, 2)
        ]
    )


def hard_sign_list() -> bytes:
    """Long names and notes, large amounts, no plan, a body with a long name, the deputy signing."""
    some = sign_list(24)
    rows = list(some.rows)
    rows[3] = replace(
        rows[3],
        head_name=LONG_NAME,
        address=LONG_ADDRESS[:110],
        group_name="Tổ 22",
        category="Hộ mới thoát cận nghèo có hoàn cảnh khó khăn",
        gift="Bình chữa cháy bột ABC 4 kg (MFZL4); 02 thùng mì ăn liền; quà hỗ trợ hộ cận nghèo (tiền mặt)",
        amount_dong=HUGE - 11_500_000,
        note="Nhận thay: " + LONG_NAME + " (con dâu)",
    )
    words = filled_in(SignListWords(), VALUES)
    return sign_list_pdf(
        replace(some, rows=tuple(rows), words=words, letterhead=LONG_HEAD, sign_authority=AUTHORITY)
    )


def hard_eligible_list() -> bytes:
    """Long everything, large amounts, no plan."""
    some = eligible_list(3, 6)
    first, *others = some.groups
    hard = replace(
        first.rows[1],
        head_name=LONG_NAME,
        address=LONG_ADDRESS[:110],
        reason="Hộ mới thoát cận nghèo có hoàn cảnh khó khăn (giấy chứng nhận số 1234/GCN-HN.HCN); bổ sung theo đơn",
        gift="Bình chữa cháy bột ABC 4 kg (MFZL4); 02 thùng mì ăn liền; quà hỗ trợ hộ cận nghèo (tiền mặt)",
        value_dong=HUGE - 50_000_000,
        note="Bổ sung",
    )
    groups = (replace(first, name=LONG_GROUP, rows=(first.rows[0], hard, *first.rows[2:])), *others)
    words = filled_in(EligibleListWords(), VALUES)
    return eligible_list_pdf(
        replace(some, groups=groups, words=words, letterhead=LONG_HEAD, sign_authority=AUTHORITY)
    )


def hard_overdue_list() -> bytes:
    """Long names, addresses and serials."""
    some = overdue_list(3, 11)
    hard = OverdueRow(
        LONG_NAME,
        LONG_ADDRESS[:150],
        "MFZL4-KHONG-NAP-LAI",
        "SERI-0123456789-ABCDEFGHIJK",
        "Bảo dưỡng 5 năm",
        date(2018, 1, 1),
        2148,
    )
    return overdue_pdf(
        OverdueList(LONG_HEAD, some.day, (OverdueGroup(LONG_GROUP, (hard,) * 4), *some.groups))
    )


def pledge(bodies: tuple[Body, ...] = BODIES, **values: str) -> Pledge:
    """The pledge of `bodies`."""
    words = filled_in(PledgeWords(), VALUES | {"so_ban": f"{len(bodies):02}"} | values)
    return Pledge(
        HEAD,
        DAY,
        "trụ sở Ủy ban nhân dân phường Dư Hàng Kênh",
        "Không để xảy ra cháy lớn, không để tội phạm lộng hành trên địa bàn phường.",
        bodies,
        (
            "Tuyên truyền, vận động Nhân dân tham gia nhóm Zalo của tổ dân phố",
            "Tiếp nhận, xử lý tin báo trong ngày",
            "Trao đổi thông tin giữa các đơn vị hằng tuần",
        ),
        words,
    )


def hard_pledge() -> bytes:
    """Six bodies of long names, no decision, no goal, a page and more of clauses."""
    many = tuple(
        Body(
            f"Ban Chỉ huy Phòng cháy, chữa cháy và cứu nạn, cứu hộ liên phường số {n}",
            LONG_NAME if n % 2 else "",
            "Phó Trưởng ban Thường trực" if n % 3 else "",
        )
        for n in range(1, 7)
    )
    made = pledge(many, quyet_dinh="", mo_hinh=LONG_PROGRAMME)
    clauses = ("Phối hợp chặt chẽ, kịp thời với các đơn vị trong việc tuyên truyền, vận động " * 2,) * 12
    return pledge_pdf(replace(made, letterhead=LONG_HEAD, aim="", commitments=clauses))


def reached(groups: int, name: str = "Tổ dân phố {}") -> tuple[GroupReached, ...]:
    """The figures of `groups` residential groups, one of them without a Zalo group."""
    return tuple(
        GroupReached(name.format(n), 300 + n, n % 4, n % 5 and 1, 200 + n, (n % 5 and 1) * (180 + 2 * n), n % 3, n % 2)
        for n in range(1, groups + 1)
    )  # fmt: skip


def programme_report(**changes: object) -> ProgrammeReport:
    """A programme with a year of rounds, walks, notices and duty."""
    made = ProgrammeReport(
        letterhead=HEAD,
        day=date(2023, 12, 31),
        year=2023,
        name=VALUES["mo_hinh"],
        decision=VALUES["quyet_dinh"],
        launched_on=DAY,
        ended_on=None,
        aim="Mỗi hộ gia đình có ít nhất một người tham gia nhóm Zalo của tổ dân phố.",
        bodies=("Công an phường", "Hội Cựu chiến binh phường", "Đoàn Thanh niên phường"),
        everywhere=True,
        achievements=(
            Achievement("Đợt hỗ trợ", "đợt", "1", "1"),
            Achievement("Hộ được hỗ trợ", "hộ", "15", "15"),
            Achievement("Bình chữa cháy đã trao", "bình", "15", "15"),
            Achievement("Tiền, quà đã trao", "đồng", "7.500.000", "7.500.000"),
        ),
        activities=(
            Activity(DAY, "Ra mắt mô hình", ""),
            Activity(DAY, "Đợt 19/10/2023", "15 hộ, 7.500.000 đồng"),
            Activity(date(2023, 11, 30), "Trực tháng 11/2023", "24 lượt, 96 giờ"),
        ),
        groups=reached(22),
        alerts=ALERTS,
        words=filled_in(ProgrammeReportWords(), VALUES),
        sign_authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer="Trần Văn Mẫu",
        number="5",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hard_programme_report() -> ProgrammeReport:
    """A long name, no number, many activities, figures of 15 digits."""
    activities = tuple(
        Activity(
            DAY + timedelta(days=n), f"Gửi thông báo: {LONG_PROGRAMME}, lần {n}", f"{n + 1:02} nhóm, 999.999.999 đồng"
        )
        for n in range(25)
    )  # fmt: skip
    return programme_report(
        letterhead=LONG_HEAD,
        name=LONG_PROGRAMME,
        decision="",
        number=None,
        ended_on=date(2023, 12, 1),
        everywhere=False,
        bodies=tuple(f"{body.name} khu vực {n}" for n in range(4) for body in BODIES),
        achievements=(
            Achievement("Tiền, quà đã trao", "đồng", "999.999.999.999.999", "999.999.999.999.999"),
        ),
        activities=activities,
        groups=reached(22, LONG_GROUP.replace("7", "{}", 1)),
        words=filled_in(ProgrammeReportWords(), VALUES | {"mo_hinh": LONG_PROGRAMME}),
        sign_authority=AUTHORITY,
        signer=LONG_NAME,
    )


def zalo_report(groups: tuple[GroupReached, ...], **changes: object) -> ZaloReport:
    """The summary of the Zalo groups of these residential groups."""
    made = ZaloReport(
        HEAD, date(2023, 12, 31), 2023, groups, 1, 12, ALERTS, filled_in(ZaloReportWords(), VALUES),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Trần Văn Mẫu", number="7",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def duty(days: tuple[RosterDay, ...], **changes: object) -> Roster:
    """The roster of November 2023."""
    made = Roster(
        letterhead=HEAD,
        day=date(2023, 10, 28),
        month=date(2023, 11, 1),
        words=filled_in(RosterWords(), VALUES | {"mo_hinh": LONG_PROGRAMME}),
        prepared_by="Lê Thị Mẫu",
        sign_authority=("ĐẠI DIỆN HỘI CỰU CHIẾN BINH PHƯỜNG", "CHỦ TỊCH HỘI"),
        signer="Đỗ Văn Mẫu",
        days=days,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def duty_day(number: int, shifts: int, post: str, people: tuple[str, ...], note: str = "") -> RosterDay:
    """A day in November with `shifts` shifts."""
    return RosterDay(
        date(2023, 11, number),
        tuple(RosterShift(f"{post} {n + 1}", time(5 + n, 30), time(7 + n), people, note) for n in range(shifts)),
    )  # fmt: skip


def common_roster() -> bytes:
    """The Sundays of the market and the school gates."""
    people = ("Ông Nguyễn Văn Mẫu", "Ông Phạm Quốc Mẫu")
    return roster_pdf(duty(tuple(duty_day(n, 2, "Cổng trường", people) for n in (5, 12, 19, 26))))


def hard_roster() -> bytes:
    """Long names, two on every shift, swaps."""
    note = f"{LONG_NAME} trực thay {LONG_NAME}"
    days = tuple(
        duty_day(n, 3, "Cổng phía Nam phiên chợ Hàng, đường Nguyễn Văn Linh", (LONG_NAME,) * 2, note)
        for n in range(1, 6)
    )
    return roster_pdf(
        duty(days, letterhead=LONG_HEAD, signer=LONG_NAME, prepared_by=LONG_NAME, sign_authority=AUTHORITY)
    )


def hours(people: int, name: str) -> bytes:
    """The hours of `people` people."""
    base = duty(())
    fields = {name: getattr(base, name) for name in vars(base) if name != "days"}
    rows = tuple(
        DutyHours(name.format(n), "Hội Cựu chiến binh phường", 4, 3, 1, 12.5) for n in range(1, people + 1)
    )
    return hours_pdf(HoursSummary(**fields, rows=rows))


def person(rows: int, **changes: object) -> bytes:
    """All that is held on a household with `rows` reminders and as many receipts."""
    made = PersonPaper(
        letterhead=HEAD,
        body="Ủy ban nhân dân phường Dư Hàng Kênh",
        day=date(2026, 11, 5),
        about="hộ gia đình ông (bà) Nguyễn Thị Mẫu",
        code="TDP07-0123",
        facts=(
            ("Mã hộ", "TDP07-0123"),
            ("Tổ dân phố", "Tổ dân phố 7"),
            ("Địa chỉ", "Số 12/34 đường Chợ Hàng"),
            ("Điện thoại", "0904 123 456"),
            ("Số người trong hộ", "04"),
        ),
        sections=(
            Section(
                "Người trong hộ",
                ("Họ và tên", "Quan hệ", "Năm sinh", "Giới tính", "Số định danh", "Ghi chú"),
                "Họ và tên",
                (
                    ("Nguyễn Thị Mẫu", "Chủ hộ", "1956", "Nữ", "031156001234", ""),
                    ("Phạm Văn Mẫu", "Con", "12/03/1985", "Nam", "031085001234", ""),
                ),
            ),
            Section("Bình chữa cháy tại hộ", ("Loại bình", "Số sê-ri", "Từ ngày", "Đến ngày"), "Loại bình", ()),
            Section(
                "Biên bản bàn giao",
                ("Số", "Ngày", "Người nhận", "Nội dung bàn giao", "Đợt"),
                "Nội dung bàn giao",
                tuple(
                    (f"BG-2023-{n:04}", "19/10/2023", "Nguyễn Thị Mẫu", "Bình bột ABC 4 kg (MFZL4); Quà hỗ trợ",
                     "Đợt 19/10/2023")
                    for n in range(1, rows + 1)
                ),
            ),
            Section(
                "Nhắc việc đã gửi cho hộ",
                ("Ngày", "Hình thức", "Nội dung"),
                "Nội dung",
                tuple(
                    ("05/11/2026", "Thông báo giấy", f"Kính gửi gia đình, nhắc lần {n}: bình đã quá hạn kiểm tra. ")
                    for n in range(1, rows + 1)
                ),
            ),
        ),
        prepared_by="Lê Thị Mẫu",
        sign_authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer="Trần Văn Mẫu",
    )  # fmt: skip
    return person_file_pdf(replace(made, **changes))  # type: ignore[arg-type]


def hard_coverage_report() -> bytes:
    """Twenty-two groups with long names, ten years, large amounts."""
    made = coverage_report()
    groups = tuple(GroupCoverage(LONG_GROUP.replace("7", str(n), 1), 40 + n, 40 - n) for n in range(1, 23))
    years = tuple(
        YearFigures(date(year, 12, 31), 1200, 40 * (year - 2013), 30, 28, 25, HUGE // 10) for year in range(2014, 2024)
    )  # fmt: skip
    category = "hộ mới thoát cận nghèo"
    words = filled_in(CoverageReportWords(), VALUES | {"doi_tuong": category})
    return coverage_report_pdf(
        replace(made, letterhead=LONG_HEAD, groups=groups, years=years, category=category, words=words,
                sign_authority=AUTHORITY, signer=LONG_NAME)
    )  # fmt: skip


def hard_equipment_report() -> bytes:
    """A body with a long name, a deputy, long proposals, costs of 15 digits."""
    made = equipment_report()
    services = (replace(made.services[0], cost_dong=HUGE - 1_500_000), *made.services[1:])
    groups = tuple(replace(one, name=f"{one.name} (phường Dư Hàng Kênh cũ)") for one in made.by_group)
    return equipment_report_pdf(
        replace(
            made,
            letterhead=LONG_HEAD,
            number=None,
            by_group=groups,
            services=services,
            proposals=made.proposals + (LONG_ADDRESS,) * 9,
            sign_authority=AUTHORITY,
            signer=LONG_NAME,
            recipients=("Như trên", *(f"{LONG_GROUP}, {n}" for n in range(8)), "Lưu: VT"),
        )
    )


RECOVERY = "K7QF2-M9DXW-4HPT3-R8VBN-6YCAE-2GHJK"

FAMILY = {
    "receipt": Kind(
        receipt_pdf,
        lambda: receipt_pdf([receipt()]),
        hard_receipt,
        "BIÊN BẢN",
        numbered=True,
        goes_out=True,
        outline=True,
    ),
    "sign_list": Kind(
        sign_list_pdf,
        lambda: sign_list_pdf(sign_list(15)),
        hard_sign_list,
        "DANH SÁCH",
        wide=True,
        outline=True,
    ),
    "eligible_list": Kind(
        eligible_list_pdf,
        lambda: eligible_list_pdf(eligible_list(2, 5)),
        hard_eligible_list,
        "DANH SÁCH",
        wide=True,
        outline=True,
    ),
    "overdue_list": Kind(
        overdue_pdf,
        lambda: overdue_pdf(overdue_list(2, 5)),
        hard_overdue_list,
        "DANH SÁCH",
        wide=True,
        outline=True,
    ),
    "walk_sheet": Kind(
        walk_sheets_pdf,
        lambda: walk_sheets_pdf([walk_sheet(13)]),
        lambda: walk_sheets_pdf([hard_walk_sheet(), walk_sheet(3, 8)]),
        wide=True,
        decree=False,
        outline=True,
    ),
    "reminder_letter": Kind(
        letters_pdf,
        lambda: letters_pdf([reminder_letter()]),
        lambda: letters_pdf([hard_letter(), hard_letter()]),
        "THÔNG BÁO",
        numbered=True,
        goes_out=True,
        outline=True,
    ),
    "roster": Kind(roster_pdf, common_roster, hard_roster, "LỊCH TRỰC"),
    "hours": Kind(
        hours_pdf,
        lambda: hours(12, "Nguyễn Văn Mẫu {}"),
        lambda: hours(30, LONG_NAME + " {}"),
        "BẢNG TỔNG HỢP GIỜ TRỰC",
    ),
    "pledge": Kind(pledge_pdf, lambda: pledge_pdf(pledge()), hard_pledge, "BẢN GIAO ƯỚC THI ĐUA"),
    "equipment_report": Kind(
        equipment_report_pdf,
        lambda: equipment_report_pdf(equipment_report()),
        hard_equipment_report,
        "BÁO CÁO",
        numbered=True,
        goes_out=True,
        charts=True,
        outline=True,
    ),
    "coverage_report": Kind(
        coverage_report_pdf,
        lambda: coverage_report_pdf(coverage_report()),
        hard_coverage_report,
        "BÁO CÁO",
        numbered=True,
        goes_out=True,
        charts=True,
        outline=True,
    ),
    "programme_report": Kind(
        programme_report_pdf,
        lambda: programme_report_pdf(programme_report()),
        lambda: programme_report_pdf(hard_programme_report()),
        "BÁO CÁO",
        numbered=True,
        goes_out=True,
        charts=True,
        outline=True,
    ),
    "zalo_report": Kind(
        zalo_report_pdf,
        lambda: zalo_report_pdf(zalo_report(reached(22))),
        lambda: zalo_report_pdf(
            zalo_report(
                reached(22, LONG_GROUP.replace("7", "{}", 1)),
                letterhead=LONG_HEAD,
                number=None,
                sign_authority=AUTHORITY,
                signer=LONG_NAME,
            )
        ),
        "BÁO CÁO",
        numbered=True,
        goes_out=True,
        charts=True,
        outline=True,
    ),
    "person_file": Kind(
        person_file_pdf,
        lambda: person(2),
        lambda: person(
            20,
            letterhead=LONG_HEAD,
            about=f"hộ gia đình ông (bà) {LONG_NAME}",
            given_to=LONG_NAME,
            prepared_by=LONG_NAME,
            sign_authority=AUTHORITY,
            signer=LONG_NAME,
        ),
        "PHIẾU CUNG CẤP THÔNG TIN",
        numbered=True,
        outline=True,
    ),
    "recovery_sheet": Kind(
        recovery_sheet_pdf,
        lambda: recovery_sheet_pdf("Ủy ban nhân dân phường Dư Hàng Kênh", "Sổ đăng ký mẫu", RECOVERY, DAY),
        lambda: recovery_sheet_pdf(LONG_BODY, LONG_PROGRAMME, RECOVERY, DAY),
        decree=False,
    ),
    "check_card": Kind(
        check_cards_pdf,
        lambda: check_cards_pdf([check_card(n) for n in range(1, 5)]),
        lambda: check_cards_pdf([hard_card() for _n in range(5)]),
        decree=False,
    ),
    "labels": Kind(
        labels_pdf,
        lambda: labels_pdf(labels(24), LABEL_STOCKS[2]),
        lambda: labels_pdf(
            [Label("SERI-0123456789-ABCDEFGHIJK-99", ("Bình bột ABC 4 kg " * 5,) * 6, "UBND phường")] * 70,
            LABEL_STOCKS[0],
            symbol="both",
        ),
        decree=False,
    ),
    "household_label": Kind(
        household_labels_pdf,
        lambda: household_labels_pdf(household_labels(8)),
        lambda: household_labels_pdf(
            [HouseholdLabel("Ủy ban nhân dân phường " * 4, "TDP07-0123-ABC-0123456789", LONG_GROUP)] * 9
        ),
        decree=False,
    ),
}
