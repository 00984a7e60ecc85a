"""Báo cáo on a programme in a year: what was achieved, group by group, and what was reported."""

from collections.abc import Sequence

from firereg.documents.charts import QUIET, WARNING, Look, Series, bars, columns
from firereg.documents.programme_papers import MONTHS, AlertCount, GroupReached, ProgrammeReport, ZaloReport
from firereg.documents.report import Report, counted, percent
from firereg.documents.table import Column
from firereg.domain.dates import decree_date, format_date
from firereg.domain.money import format_dong

_LOOK = Look(size=9)
_BAR, _CHART = 13, 120
_COLOURS = (WARNING, "#4A6FA5", QUIET)
_ACHIEVED = (
    Column("Nội dung", 0),
    Column("Đơn vị", 70, "center"),
    Column("Trong năm", 90, "right"),
    Column("Từ khi ra mắt", 90, "right"),
)
_ACTIVITIES = (Column("Ngày", 70, "center"), Column("Hoạt động", 0), Column("Kết quả", 160))
_ALERTS = (
    Column("Loại tin báo", 0),
    Column("Tiếp nhận", 80, "right"),
    Column("Đã giải quyết", 90, "right"),
    Column("Còn lại", 80, "right"),
)
_COVERED = (
    Column("Tổ dân phố", 0),
    Column("Số hộ", 48, "right"),
    Column("Hộ được hỗ trợ", 58, "right"),
    Column("Hộ trong nhóm Zalo", 70, "right"),
    Column("Tỷ lệ (%)", 56, "right"),
    Column("Tin báo", 48, "right"),
)
_ZALO = (
    Column("Tổ dân phố", 0),
    Column("Số hộ", 42, "right"),
    Column("Số nhóm", 42, "right"),
    Column("Thành viên", 44, "right"),
    Column("Hộ tham gia", 52, "right"),
    Column("Tỷ lệ (%)", 42, "right"),
    Column("Thông báo", 44, "right"),
    Column("Tin báo", 48, "right"),
)


def programme_report_pdf(report: ProgrammeReport) -> bytes:
    """The report as a PDF file."""
    drawn = Report(report.words.subject, report.letterhead)
    drawn.head(report.day, report.number, report.symbol)
    _about(drawn, report)
    drawn.section(f"KẾT QUẢ THỰC HIỆN NĂM {report.year}")
    rows = [(one.name, one.unit, one.in_year, one.since_launch) for one in report.achievements]
    if rows:
        drawn.table(_ACHIEVED, rows, [])
    else:
        drawn.sentence("Chưa có kết quả được ghi nhận.")
    if report.activities:
        drawn.section("CÁC HOẠT ĐỘNG TRONG NĂM")
        drawn.table(
            _ACTIVITIES, [(format_date(one.day), one.name, one.outcome) for one in report.activities], []
        )
    _covered(drawn, report)
    _alerts(drawn, report.alerts)
    return drawn.end(report.words.closing, report.sign_authority, report.signer, report.words.recipients)


def zalo_report_pdf(report: ZaloReport) -> bytes:
    """The yearly summary of the Zalo groups as a PDF file."""
    drawn = Report(report.words.subject, report.letterhead)
    drawn.head(report.day, report.number, report.symbol)
    drawn.section("KẾT QUẢ CHUNG")
    groups, having = report.groups, [group for group in report.groups if group.zalo_groups]
    households, reached = sum(g.households for g in groups), sum(g.reached for g in groups)
    beside = (
        f", ngoài ra có {counted(report.of_the_ward)} nhóm chung của phường" if report.of_the_ward else ""
    )
    drawn.sentence(
        f"1. Theo lần thống kê gần nhất, {counted(len(having))}/{counted(len(groups))} tổ dân phố có nhóm Zalo"
        f"{beside}; các nhóm của tổ dân phố có {counted(sum(g.members for g in groups))} thành viên, "
        f"thuộc {counted(reached)}/{counted(households)} hộ{_share(reached, households)}."
    )
    received = sum(one.received for one in report.alerts)
    closed = sum(one.closed for one in report.alerts)
    drawn.sentence(
        f"2. Trong năm {report.year}: đã gửi {counted(report.notices)} thông báo; tiếp nhận {counted(received)} "
        f"tin báo, đã giải quyết {counted(closed)} tin{_share(closed, received)}."
    )
    drawn.section("KẾT QUẢ THEO TỔ DÂN PHỐ")
    drawn.table(_ZALO, [_zalo_row(group) for group in groups], _zalo_totals(groups))
    _reached_chart(drawn, having)
    _alerts(drawn, report.alerts)
    return drawn.end(report.words.closing, report.sign_authority, report.signer, report.words.recipients)


def _about(drawn: Report, report: ProgrammeReport) -> None:
    drawn.section("KHÁI QUÁT VỀ MÔ HÌNH")
    decision = f" theo {report.decision}" if report.decision else ""
    ended = f"; kết thúc {decree_date(report.ended_on)}" if report.ended_on else ""
    drawn.sentence(f"1. Mô hình “{report.name}” ra mắt {decree_date(report.launched_on)}{decision}{ended}.")
    sentences = []
    if report.bodies:
        lead, *others = report.bodies
        with_ = f"; phối hợp: {', '.join(others)}" if others else ""
        sentences.append(f"Đơn vị chủ trì: {lead}{with_}.")
    where = "toàn phường" if report.everywhere else f"{counted(len(report.groups))} tổ dân phố"
    sentences.append(f"Phạm vi thực hiện: {where}.")
    if report.aim:
        sentences.append(f"Mục tiêu: {report.aim.rstrip(' .')}.")
    for number, sentence in enumerate(sentences, start=2):
        drawn.sentence(f"{number}. {sentence}")


def _covered(drawn: Report, report: ProgrammeReport) -> None:
    groups = report.groups
    if not any(group.helped or group.reached or group.alerts for group in groups):
        return
    drawn.section("KẾT QUẢ THEO TỔ DÂN PHỐ")
    rows = [
        (
            group.name,
            *map(format_dong, (group.households, group.helped, group.reached)),
            percent(group.reached, group.households),
            format_dong(group.alerts),
        )
        for group in groups
    ]
    households, reached = sum(g.households for g in groups), sum(g.reached for g in groups)
    totals = [
        *map(format_dong, (households, sum(g.helped for g in groups), reached)),
        percent(reached, households),
        format_dong(sum(g.alerts for g in groups)),
    ]
    drawn.table(_COVERED, rows, totals)
    _reached_chart(drawn, [group for group in groups if group.zalo_groups])


def _reached_chart(drawn: Report, groups: Sequence[GroupReached]) -> None:
    if not groups:
        return
    series = [
        Series("Hộ tham gia nhóm Zalo", [group.reached for group in groups]),
        Series("Hộ chưa tham gia", [max(0, group.households - group.reached) for group in groups], QUIET),
    ]
    drawing = bars([group.name for group in groups], series, wide=drawn.sheet.width, row=_BAR, look=_LOOK)
    drawn.chart(drawing, "Số hộ theo tổ dân phố (trong ngoặc: số hộ chưa tham gia)")


def _alerts(drawn: Report, alerts: Sequence[AlertCount]) -> None:
    there = [one for one in alerts if one.received]
    if not there:
        return
    drawn.section("TIN BÁO TIẾP NHẬN")
    rows = [
        (one.kind, *map(format_dong, (one.received, one.closed, one.received - one.closed))) for one in there
    ]
    received, closed = sum(one.received for one in there), sum(one.closed for one in there)
    drawn.table(_ALERTS, rows, list(map(format_dong, (received, closed, received - closed))))
    series = [Series(one.kind, one.by_month, colour) for one, colour in zip(there, _COLOURS, strict=False)]
    labels = [month.removeprefix("Tháng ") for month in MONTHS]
    drawing = columns(labels, series, wide=drawn.sheet.width, high=_CHART, look=_LOOK)
    part = f" (trong ngoặc: {_in_text(there[-1].kind)})" if len(there) > 1 else ""
    drawn.chart(drawing, f"Tin báo tiếp nhận theo tháng{part}")


def _zalo_row(group: GroupReached) -> tuple[str, ...]:
    return (
        group.name,
        *map(format_dong, (group.households, group.zalo_groups, group.members, group.reached)),
        percent(group.reached, group.households),
        *map(format_dong, (group.notices, group.alerts)),
    )


def _zalo_totals(groups: Sequence[GroupReached]) -> list[str]:
    sums = [
        sum(getattr(group, name) for group in groups)
        for name in ("households", "zalo_groups", "members", "reached")
    ]
    share = percent(sums[3], sums[0])
    # A notice to several groups is one, so that column has no sum.
    return [*map(format_dong, sums), share, "", format_dong(sum(group.alerts for group in groups))]


def _in_text(name: str) -> str:
    return name[:1].lower() + name[1:]


def _share(part: int, whole: int) -> str:
    return f" (đạt {percent(part, whole)}%)" if whole else ""
