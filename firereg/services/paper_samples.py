"""Each paper with made-up people, to show what its words look like; the head is the ward's own."""

from datetime import date, timedelta
from typing import Any

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
from firereg.documents.support_papers import (
    CoverageReport,
    EligibleGroup,
    EligibleList,
    EligibleRow,
    GroupCoverage,
)
from firereg.documents.wording import AmountWords, ReceiptWords, filled_in
from firereg.domain.identity import mask_number
from firereg.services.paper_words import Paper, usual_values, words
from firereg.services.receipts import letterhead, seat
from firereg.services.wards import Ward

_HEAD, _BORN, _NUMBER = "Nguyễn Thị Mẫu", 1956, "031156001234"
_ADDRESS, _GROUP = "Số 12/34 đường Chợ Hàng", "Tổ dân phố 7"
_CATEGORY, _GIFT, _DONG = "hộ cận nghèo", "Quà hỗ trợ hộ cận nghèo", 500_105
_LEADER = "Phạm Quốc Mẫu"
_ROUND = {
    "dot": "Đợt mẫu",
    "ke_hoach": "Kế hoạch số 125/KH-UBND về việc hỗ trợ hộ cận nghèo",
    "tai_tro": "Công ty Mẫu",
    "hien_vat": handed_over(equipment=True, gifts=True),
    "doi_tuong": _CATEGORY,
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

    item = ReminderItem("MAU-0001", "MFZL4", "Kiểm tra hằng tháng", day - timedelta(days=10), 10)
    letter = ReminderLetter(
        letterhead(ward),
        day,
        _HEAD,
        _ADDRESS,
        _GROUP,
        (item,),
        contact=f"Ông/bà {_LEADER}, tổ trưởng tổ dân phố",
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
