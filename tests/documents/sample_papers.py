"""Papers to test with: plainly made-up people on the ward's real streets."""

from dataclasses import replace
from datetime import date, timedelta

from firereg.documents.papers import (
    Letterhead,
    OverdueGroup,
    OverdueList,
    OverdueRow,
    Party,
    Receipt,
    ReceiptLine,
    Receiver,
    SignList,
    SignRow,
)
from firereg.documents.support_papers import (
    CoverageReport,
    EligibleGroup,
    EligibleList,
    EligibleRow,
    GroupCoverage,
    YearFigures,
)
from firereg.documents.wording import (
    RECEIPT_COMMITMENTS,
    CoverageReportWords,
    EligibleListWords,
    SignListWords,
)

HEAD = Letterhead("", ("ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"), "Dư Hàng Kênh")
LONG_BODY = "BAN CHỈ ĐẠO PHÒNG CHÁY, CHỮA CHÁY VÀ CỨU NẠN, CỨU HỘ LIÊN PHƯỜNG LÊ CHÂN - AN BIÊN"
PLAN = "Kế hoạch số 125/KH-UBND ngày 10 tháng 10 năm 2023 của Ủy ban nhân dân phường Dư Hàng Kênh"

EXTINGUISHER = ReceiptLine(
    "Bình chữa cháy bột ABC MFZL4 (4 kg)", "MFZL4-23-0015", "2023", "10/2024", "bình", 1, "Mới 100%", None
)
GIFT = ReceiptLine("Quà hỗ trợ hộ cận nghèo (tiền mặt)", "", "", "", "suất", 1, "", 500_000)


def receipt(**changes: object) -> Receipt:
    """The common paper: one extinguisher and one gift for the head of a household, a deputy signing."""
    common = Receipt(
        letterhead=HEAD,
        code="BG-2023-0015",
        number="5",
        day=date(2023, 10, 19),
        time_text="08 giờ 30 phút",
        place_text="Hội trường Ủy ban nhân dân phường Dư Hàng Kênh",
        grounds=(
            "Căn cứ Luật Phòng cháy và chữa cháy năm 2001 (sửa đổi, bổ sung năm 2013)",
            f"Căn cứ {PLAN} về việc trao tặng bình chữa cháy và quà hỗ trợ hộ cận nghèo",
        ),
        giver=Party("Trần Văn Mẫu", "Phó Chủ tịch Ủy ban nhân dân phường"),
        receiver=Receiver(
            "Nguyễn Thị Mẫu",
            1956,
            "031156001234",
            "Số 12/34 đường Chợ Hàng",
            "tổ dân phố số 7",
            "0904 123 456",
            "",
            "Nguyễn Thị Mẫu",
            "hộ cận nghèo",
        ),
        witness=Party("Phạm Quốc Mẫu", "Tổ trưởng tổ dân phố số 7"),
        lines=(EXTINGUISHER, GIFT),
        commitments=RECEIPT_COMMITMENTS,
        recipients=("Như trên", "Lưu: VT, hồ sơ"),
        sign_authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    )
    return replace(common, **changes)  # type: ignore[arg-type]


def long_receipt() -> Receipt:
    """Everything long at once: a proxy, a donor, a body of 80 letters, an address at the foot, no number yet."""
    return receipt(
        number=None,
        day=date(2026, 1, 5),
        donor="Công ty trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ Phòng cháy chữa cháy Mẫu",
        letterhead=Letterhead(
            "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
            (LONG_BODY,),
            "Phường Lê Chân",
            "Số 45 đường Nguyễn Văn Linh, Phường Lê Chân, thành phố Hải Phòng. Điện thoại: 0225 3 123 456. "
            "Thư điện tử: mau@example.vn",
        ),
        receiver=Receiver(
            "Nguyễn Phước Quỳnh Thiên Kim Bảo Ngọc Hoàng Anh Mẫu",
            1999,
            "031199001234",
            "Số 12/34/56/78 ngõ 193 đường Hồ Sen - Cầu Rào 2, khu tập thể Nhà máy đóng tàu, dãy nhà B, phòng 304",
            "tổ dân phố số 22 (tổ 7 phường Dư Hàng Kênh cũ)",
            "0904 123 456",
            "con dâu, có giấy ủy quyền lập ngày 02 tháng 01 năm 2026",
            "Công Tằng Tôn Nữ Thị Hoàng Ngân Thục Đoan Mẫu",
            "hộ mới thoát cận nghèo có hoàn cảnh khó khăn",
        ),
    )


def forty_lines() -> tuple[ReceiptLine, ...]:
    """Forty extinguishers, each worth 250.000 đồng."""
    return tuple(replace(EXTINGUISHER, serial=f"SR-{n:05}", value_dong=250_000) for n in range(1, 41))


def sign_list(households: int) -> SignList:
    """A list of `households` gifts of 500.000 đồng."""
    rows = (
        SignRow(
            f"Nguyễn Văn Mẫu {n}",
            1950 + n % 40,
            f"0311560{n:05}",
            f"Số {n}/34 đường Chợ Hàng",
            f"tổ dân phố số {n % 22 + 1}",
            "Hộ cận nghèo",
            "Bình chữa cháy, quà tặng",
            500_000,
            "" if n % 7 else "Con nhận thay",
        )
        for n in range(1, households + 1)
    )
    return SignList(
        HEAD,
        date(2023, 10, 19),
        tuple(rows),
        SignListWords("Hộ cận nghèo ký nhận bình chữa cháy và quà hỗ trợ", (f"(Kèm theo {PLAN})",)),
        prepared_by="Lê Thị Mẫu",
        accountant="Bùi Văn Mẫu",
        group_head="Phạm Quốc Mẫu",
        signer="Trần Văn Mẫu",
    )


def overdue_list(groups: int, rows: int) -> OverdueList:
    """`groups` residential groups with `rows` overdue clocks each."""
    return OverdueList(
        HEAD,
        date(2023, 11, 19),
        tuple(
            OverdueGroup(
                f"Tổ dân phố số {group}",
                tuple(
                    OverdueRow(
                        f"Nguyễn Văn Mẫu {n}",
                        f"Số {n}/34 đường Nguyễn Văn Linh",
                        "Bột ABC MFZL4",
                        f"SR-{group}-{n:05}",
                        ("Kiểm tra định kỳ", "Bảo dưỡng", "Bảo dưỡng toàn bộ, nạp lại sau 5 năm")[n % 3],
                        date(2023, 10, 1) + timedelta(days=n % 30),
                        49 - n % 30,
                    )
                    for n in range(1, rows + 1)
                ),
            )
            for group in range(1, groups + 1)
        ),
    )


def eligible_list(groups: int, rows: int, **changes: object) -> EligibleList:
    """`groups` residential groups with `rows` households each, 700.000 đồng for everyone."""
    made = tuple(
        EligibleGroup(
            f"Tổ dân phố {group}",
            tuple(
                EligibleRow(
                    f"TDP{group:02}-{n:04}",
                    f"Nguyễn Thị Mẫu {n}",
                    1950 + n % 40,
                    "031•••••1234",
                    f"Số {n}/34 đường Chợ Hàng",
                    "Hộ cận nghèo (giấy chứng nhận số 12/GCN-HN.HCN), chưa có bình chữa cháy",
                    "Bình chữa cháy MFZL4; Quà hỗ trợ hộ cận nghèo (tiền mặt)",
                    700_000,
                    "" if n % 5 else "Bổ sung",
                )
                for n in range(1, rows + 1)
            ),
        )
        for group in range(1, groups + 1)
    )
    words = EligibleListWords("Hộ được hưởng hỗ trợ, Đợt 19/10/2023", (f"(Kèm theo {PLAN})",))
    common = EligibleList(HEAD, date(2023, 10, 12), made, words, "Lê Thị Mẫu", signer="Trần Văn Mẫu")
    return replace(common, **changes)  # type: ignore[arg-type]


def coverage_report() -> CoverageReport:
    """Five groups and three years."""
    return CoverageReport(
        HEAD,
        date(2026, 11, 24),
        "hộ cận nghèo",
        tuple(GroupCoverage(f"Tổ dân phố {n}", 20 + n, 20 - 3 * n) for n in range(1, 6)),
        tuple(
            YearFigures(date(year, 12, 31), 120, 40 + year % 10, 30, 28, 25, 9_000_000)
            for year in (2023, 2024, 2025)
        ),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        "Trần Văn Mẫu",
        CoverageReportWords(
            "Kết quả trang bị bình chữa cháy và hỗ trợ hộ cận nghèo",
            "Trên đây là báo cáo kết quả trang bị bình chữa cháy và hỗ trợ hộ cận nghèo./.",
        ),
    )
