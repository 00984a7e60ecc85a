"""Each paper with made-up people, to show what its words look like; the head is the ward's own."""

from datetime import date, time, timedelta
from typing import Any

from firereg.documents.duty_papers import Roster, RosterDay, RosterShift
from firereg.documents.equipment_papers import (
    Count,
    EquipmentReport,
    GroupFigures,
    ReminderItem,
    ReminderLetter,
    ReportTotals,
    WalkLine,
    WalkSheet,
)
from firereg.documents.papers import Party, Receipt, ReceiptLine, Receiver, SignList, SignRow, handed_over
from firereg.documents.programme_papers import (
    Achievement,
    AlertCount,
    GroupReached,
    Pledge,
    ProgrammeReport,
    ZaloReport,
)
from firereg.documents.support_papers import (
    CoverageReport,
    EligibleGroup,
    EligibleList,
    EligibleRow,
    GroupCoverage,
)
from firereg.documents.wording import AmountWords, ReceiptWords, filled_in
from firereg.domain.identity import mask_number
from firereg.domain.programmes import Body
from firereg.services.paper_words import Paper, usual_values, words
from firereg.services.receipts import letterhead, seat
from firereg.services.wards import Ward

_HEAD, _BORN, _NUMBER = "Nguyễn Thị Mẫu", 1956, "031156001234"
_ADDRESS, _GROUP = "Số 12/34 đường Chợ Hàng", "Tổ dân phố 7"
_CATEGORY, _GIFT, _DONG = "hộ cận nghèo", "Quà hỗ trợ hộ cận nghèo", 500_105
_LEADER = "Phạm Quốc Mẫu"
_PROGRAMME = "Tổ dân phố an toàn phòng cháy, chữa cháy"
_BODIES = (Body("Công an phường", "Trần Văn Mẫu", "Trưởng Công an phường"), Body("Hội Cựu chiến binh phường"))
_ROUND = {
    "dot": "Đợt mẫu",
    "ke_hoach": "Kế hoạch số 125/KH-UBND về việc hỗ trợ hộ cận nghèo",
    "tai_tro": "Công ty Mẫu",
    "hien_vat": handed_over(equipment=True, gifts=True),
    "doi_tuong": _CATEGORY,
    "mo_hinh": _PROGRAMME,
    "quyet_dinh": "Quyết định số 90/QĐ-UBND ngày 12 tháng 10 năm 2023",
    "so_ban": "02",
}


def place_values(ward: Ward, day: date) -> dict[str, str]:
    """What the placeholders stand for on a sample."""
    return usual_values(ward, day) | _ROUND


def sample(paper: Paper, chosen: Any, ward: Ward, day: date) -> bytes:
    """The PDF of a paper with these words."""
    said = filled_in(chosen, place_values(ward, day))
    reading = chosen if paper is Paper.AMOUNTS else words(AmountWords)
    makers: dict[Paper, Any] = {
        Paper.RECEIPT: lambda: _receipt(said, reading, ward, day),
        Paper.AMOUNTS: lambda: _receipt(
            filled_in(words(ReceiptWords), place_values(ward, day)), reading, ward, day
        ),
        Paper.SIGN_LIST: lambda: _sign_list(said, reading, ward, day),
        Paper.ELIGIBLE_LIST: lambda: _eligible_list(said, reading, ward, day),
        Paper.WALK_SHEET: lambda: _walk_sheet(said, ward, day),
        Paper.LETTER: lambda: _letter(said, ward, day),
        Paper.EQUIPMENT_REPORT: lambda: _equipment_report(said, ward, day),
        Paper.COVERAGE_REPORT: lambda: _coverage_report(said, ward, day),
        Paper.PLEDGE: lambda: _pledge(said, ward, day),
        Paper.PROGRAMME_REPORT: lambda: _programme_report(said, ward, day),
        Paper.ZALO_REPORT: lambda: _zalo_report(said, ward, day),
        Paper.ROSTER: lambda: _roster(said, ward, day),
    }
    return makers[paper]()


def _receipt(said: Any, reading: AmountWords, ward: Ward, day: date) -> bytes:
    from firereg.documents.receipt import receipt_pdf

    extinguisher = ReceiptLine(
        "Bình bột ABC 4 kg (MFZL4)", "MAU-0001", "06/2023", "06/2028", "bình", 1, "Mới", None
    )
    paper = Receipt(
        letterhead=letterhead(ward),
        code="",
        number=None,
        symbol=ward.symbol,
        subject=said.subject,
        day=day,
        place_text=seat(ward),
        grounds=said.grounds,
        giver=Party("Trần Văn Mẫu", "Phó Chủ tịch"),
        donor=_ROUND["tai_tro"],
        receiver=Receiver(_HEAD, _BORN, _NUMBER, _ADDRESS, _GROUP, "", "", _HEAD, _CATEGORY),
        witness=Party(_LEADER, "Tổ trưởng tổ dân phố 7"),
        lines=(extinguisher, ReceiptLine(_GIFT, "", "", "", "suất", 1, "", _DONG)),
        commitments=said.commitments,
        promise=said.promise,
        closing=said.closing,
        recipients=said.recipients,
        sign_authority=ward.authority_lines,
        sign_titles=(said.receiver_title, said.witness_title, said.giver_title),
        sign_hint=said.sign_hint,
        seal_hint=said.seal_hint,
        reading=reading,
    )
    return receipt_pdf([paper])


def _sign_list(said: Any, reading: AmountWords, ward: Ward, day: date) -> bytes:
    from firereg.documents.sign_list import sign_list_pdf

    row = SignRow(_HEAD, _BORN, _NUMBER, _ADDRESS, "Tổ 7", _CATEGORY.capitalize(), _GIFT, _DONG)
    return sign_list_pdf(
        SignList(
            letterhead(ward), day, (row,) * 3, said, sign_authority=ward.authority_lines, reading=reading
        )
    )


def _eligible_list(said: Any, reading: AmountWords, ward: Ward, day: date) -> bytes:
    from firereg.documents.eligible_list import eligible_list_pdf

    row = EligibleRow(
        *("TDP07-0123", _HEAD, _BORN, mask_number(_NUMBER), _ADDRESS, _CATEGORY.capitalize(), _GIFT, _DONG)
    )
    groups = (EligibleGroup(_GROUP, (row,) * 2),)
    return eligible_list_pdf(
        EligibleList(
            letterhead(ward), day, groups, said, sign_authority=ward.authority_lines, reading=reading
        )
    )


def _walk_sheet(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.walk_sheet import walk_sheets_pdf

    lines = tuple(
        WalkLine(n, f"KT1-{n}", _HEAD, _ADDRESS, "MFZL4", f"MAU-000{n}", last_check=day) for n in range(1, 4)
    )
    title = f"Kiểm tra bình chữa cháy tháng {day:%m/%Y}"
    sheet = WalkSheet(letterhead(ward), title, _GROUP, day, day + timedelta(days=7), _LEADER, lines, said)
    return walk_sheets_pdf([sheet])


def _letter(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.reminder_letter import letters_pdf

    item = ReminderItem("MAU-0001", "MFZL4", "Kiểm tra định kỳ", day - timedelta(days=10), 10)
    letter = ReminderLetter(
        letterhead(ward),
        day,
        _HEAD,
        _ADDRESS,
        _GROUP,
        (item,),
        contact=f"ông (bà) {_LEADER}, tổ trưởng tổ dân phố",
        code="TDP07-0123",
        sign_authority=ward.authority_lines,
        recipients=said.recipients,
        words=said,
    )
    return letters_pdf([letter])


def _equipment_report(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.equipment_report import equipment_report_pdf

    report = EquipmentReport(
        letterhead=letterhead(ward),
        year=day.year,
        day=day,
        totals=ReportTotals(120, 110, 20, 18, 1240, 6, 1, 2, 3, 4, 1),
        by_group=(GroupFigures(_GROUP, 110, 120, 116, 4, 1),),
        by_kind=(Count("Bình bột ABC 4 kg (MFZL4)", 120),),
        by_age=(),
        by_state=(),
        overdue_by_clock=(),
        words=said,
        addressee=said.addressee,
        sign_authority=ward.authority_lines,
        recipients=said.recipients,
    )
    return equipment_report_pdf(report)


def _coverage_report(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.coverage_report import coverage_report_pdf

    report = CoverageReport(
        letterhead=letterhead(ward),
        day=day,
        category=_CATEGORY,
        groups=(GroupCoverage(_GROUP, 24, 18), GroupCoverage("Tổ dân phố 8", 20, 11)),
        years=(),
        sign_authority=ward.authority_lines,
        signer="",
        words=said,
        recipients=said.recipients,
    )
    return coverage_report_pdf(report)


def _roster(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.roster import roster_pdf

    shift = RosterShift("Cổng trường", time(6, 45), time(7, 15), (_HEAD, _LEADER))
    days = tuple(RosterDay(day.replace(day=number), (shift,)) for number in (1, 2, 3))
    paper = Roster(
        letterhead(ward), day, day.replace(day=1), said, sign_authority=ward.authority_lines, days=days
    )
    return roster_pdf(paper)


def _pledge(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.pledge import pledge_pdf

    commitments = ("Tuyên truyền tới từng hộ gia đình", "Tiếp nhận, xử lý tin báo trong ngày")
    paper = Pledge(letterhead(ward), day, seat(ward), "Không để xảy ra cháy, nổ", _BODIES, commitments, said)
    return pledge_pdf(paper)


def _reached() -> tuple[GroupReached, ...]:
    return (
        GroupReached(_GROUP, 386, 2, 1, 410, 305, 4, 2),
        GroupReached("Tổ dân phố 8", 402, 1, 1, 380, 290, 4, 1),
    )


def _alert_counts() -> tuple[AlertCount, ...]:
    return (AlertCount("Dấu hiệu cháy, nổ", (1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0), 2),)


def _programme_report(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.programme_report import programme_report_pdf

    return programme_report_pdf(
        ProgrammeReport(
            letterhead=letterhead(ward),
            day=day,
            year=day.year,
            name=_PROGRAMME,
            decision=_ROUND["quyet_dinh"],
            launched_on=date(2023, 10, 19),
            ended_on=None,
            aim="Không để xảy ra cháy, nổ",
            bodies=tuple(body.name for body in _BODIES),
            everywhere=True,
            achievements=(Achievement("Tin báo tiếp nhận", "tin", "3", "11"),),
            activities=(),
            groups=_reached(),
            alerts=_alert_counts(),
            words=said,
            sign_authority=ward.authority_lines,
            signer="",
        )
    )


def _zalo_report(said: Any, ward: Ward, day: date) -> bytes:
    from firereg.documents.programme_report import zalo_report_pdf

    return zalo_report_pdf(
        ZaloReport(
            letterhead=letterhead(ward),
            day=day,
            year=day.year,
            groups=_reached(),
            of_the_ward=0,
            notices=4,
            alerts=_alert_counts(),
            words=said,
            sign_authority=ward.authority_lines,
            signer="",
        )
    )
