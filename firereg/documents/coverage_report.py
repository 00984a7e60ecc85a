"""Báo cáo: how many of the supported households have an extinguisher, group by group and over the years."""

from firereg.documents.charts import QUIET, Look, Series, bars, line
from firereg.documents.report import Report, counted, percent
from firereg.documents.support_papers import CoverageReport
from firereg.documents.table import Column
from firereg.domain.dates import decree_date
from firereg.domain.money import format_dong

_LOOK = Look(size=9)
_BAR = 13
_CHART = 130
_GROUPS = (
    Column("Xếp hạng", 54, "center"),
    Column("Tổ dân phố", 0),
    Column("Số hộ", 48, "right"),
    Column("Đã có bình", 48, "right"),
    Column("Chưa có bình", 48, "right"),
    Column("Tỷ lệ (%)", 56, "right"),
)
_YEARS = (
    Column("Năm", 0, "center"),
    Column("Số hộ", 58, "right"),
    Column("Đã có bình", 62, "right"),
    Column("Tỷ lệ (%)", 58, "right"),
    Column("Lượt hỗ trợ", 66, "right"),
    Column("Bình đã trao", 62, "right"),
    Column("Giá trị quà (đồng)", 110, "right"),
)


def coverage_report_pdf(report: CoverageReport) -> bytes:
    """The report as a PDF file, with the table by rank and both charts."""
    drawn = Report(report.words.subject, report.letterhead)
    drawn.head(report.day, report.number, report.symbol)
    _overview(drawn, report)
    _groups(drawn, report)
    _years(drawn, report)
    return drawn.end(report.words.closing, report.sign_authority, report.signer, report.recipients)


def _overview(drawn: Report, report: CoverageReport) -> None:
    households = sum(group.households for group in report.groups)
    covered = sum(group.covered for group in report.groups)
    drawn.section("KẾT QUẢ CHUNG")
    share = f", đạt {percent(covered, households)}%" if households else ""
    drawn.sentence(
        f"1. Tính đến {decree_date(report.day)}, toàn phường có {counted(households)} {report.category}; "
        f"{counted(covered)} hộ đã có bình chữa cháy{share}; {counted(households - covered)} hộ chưa có."
    )
    given = sum(year.given_dong for year in report.years)
    if report.years:
        first, last = report.years[0].day.year, report.years[-1].day.year
        money = f" (bằng chữ: {report.reading(given).lower()})" if given else ""
        drawn.sentence(
            f"2. Từ năm {first} đến năm {last}: {counted(sum(year.receipts for year in report.years))} lượt hỗ trợ, "
            f"trao {counted(sum(year.extinguishers for year in report.years))} bình chữa cháy, quà trị giá "
            f"{format_dong(given)} đồng{money}."
        )


def _groups(drawn: Report, report: CoverageReport) -> None:
    ranked = [group for group in report.groups if group.households]
    if not ranked:
        return
    drawn.section("XẾP HẠNG THEO TỔ DÂN PHỐ")
    rank, before, rows = 0, None, []
    for place, group in enumerate(ranked, start=1):
        # Who has reached as much shares the rank.
        rank = rank if group.share == before else place
        before = group.share
        figures = (group.households, group.covered, group.households - group.covered)
        rows.append(
            (str(rank), group.name, *map(format_dong, figures), percent(group.covered, group.households))
        )
    households, covered = sum(g.households for g in ranked), sum(g.covered for g in ranked)
    totals = [*map(format_dong, (households, covered, households - covered)), percent(covered, households)]
    drawn.table(_GROUPS, rows, totals)
    series = [
        Series("Đã có bình", [group.covered for group in ranked]),
        Series("Chưa có bình", [group.households - group.covered for group in ranked], QUIET),
    ]
    drawing = bars([group.name for group in ranked], series, wide=drawn.sheet.width, row=_BAR, look=_LOOK)
    drawn.chart(drawing, f"Số {report.category} theo tổ dân phố (trong ngoặc: số hộ chưa có bình)")


def _years(drawn: Report, report: CoverageReport) -> None:
    if not report.years:
        return
    drawn.section("KẾT QUẢ QUA CÁC NĂM")
    rows = [
        (
            str(year.day.year),
            format_dong(year.households),
            format_dong(year.covered),
            percent(year.covered, year.households),
            *map(format_dong, (year.receipts, year.extinguishers, year.given_dong)),
        )
        for year in report.years
    ]
    drawn.table(_YEARS, rows, [])
    shares = [
        round(100 * year.covered / year.households) if year.households else None for year in report.years
    ]
    labels = [str(year.day.year) for year in report.years]
    drawing = line(labels, shares, wide=drawn.sheet.width, high=_CHART, look=_LOOK)
    drawn.chart(drawing, f"Tỷ lệ {report.category} đã có bình chữa cháy cuối mỗi năm (%)")
