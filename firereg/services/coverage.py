"""How many of the supported households have an extinguisher: by group, over the years, as paper and workbook."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from peewee import fn

from firereg.documents.support_papers import CoverageReport, GroupCoverage, YearFigures
from firereg.documents.wording import AmountWords, CoverageReportWords, filled_in
from firereg.domain.poverty import PAPER_NAMES, Category
from firereg.domain.roles import Right
from firereg.exchange.report_book import BookTable, report_book
from firereg.services.entitlement import in_force_on, living_on
from firereg.services.equipment_standing import holders_on
from firereg.services.paper_words import usual_values, words
from firereg.services.papers import group_on_paper
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.wards import groups, ward_on
from firereg.store import models as t

MOST_YEARS = 10


def coverage(registry: Registry, category: Category, day: date) -> CoverageReport:
    """The households of `category` on `day` and who of them had an extinguisher; the last ten years beside it.

    A household is counted in the group it is in today. What was given counts for every household, whatever it was
    recognised as: the round says for whom it was.
    """
    registry.require(Right.LOOK)
    ward = ward_on(day)
    values = usual_values(ward, day) | {"doi_tuong": PAPER_NAMES[category]}
    said = filled_in(words(CoverageReportWords), values)
    holders = {end: holders_on(end) for end in _year_ends(day)}
    return CoverageReport(
        letterhead=letterhead(ward),
        day=day,
        category=PAPER_NAMES[category],
        groups=_by_group(category, day, holders[day]),
        years=tuple(_year(category, end, its) for end, its in holders.items()),
        sign_authority=ward.authority_lines,
        signer=ward.giver_name,
        words=said,
        recipients=said.recipients,
        reading=words(AmountWords),
    )


def pdf(report: CoverageReport) -> bytes:
    """The report as a paper."""
    from firereg.documents.coverage_report import coverage_report_pdf

    return coverage_report_pdf(report)


def workbook(report: CoverageReport) -> bytes:
    """The report as an .xlsx with charts."""
    title = f"Trang bị bình chữa cháy cho {report.category}, tính đến {report.day:%d/%m/%Y}"
    return report_book(title, _tables(report))


def _by_group(category: Category, day: date, holders: frozenset[int]) -> tuple[GroupCoverage, ...]:
    """By the share of those who have one, the best first; then the larger group."""
    living = recognised_on(category, day)
    everybody, covered = Counter(living.values()), Counter(living[one] for one in holders & living.keys())
    among = groups()
    found = [
        GroupCoverage(group_on_paper(group, among), everybody[group.id], covered[group.id]) for group in among
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.households)))


def recognised_on(category: Category, day: date) -> dict[int, int]:
    """The group of each household that was recognised as that on `day` and lived here."""
    its, status = t.Household, t.PovertyStatus
    its_own = (status.category == category) & in_force_on(day)
    return dict(its.select(its.id, its.group).join(status).where(living_on(day), its_own).tuples())


def _year_ends(day: date) -> list[date]:
    """The last day of each year since something was first given or recognised, at most ten; `day` ends the last."""
    firsts = (
        t.Handover.select(fn.MIN(t.Handover.day)),
        t.PovertyStatus.select(fn.MIN(t.PovertyStatus.valid_from)),
    )
    known = [one for one in (query.scalar() for query in firsts) if one is not None]
    first = max(min((its_day.year for its_day in known), default=day.year), day.year - MOST_YEARS + 1)
    return [date(year, 12, 31) for year in range(first, day.year)] + [day]


def _year(category: Category, end: date, holders: frozenset[int]) -> YearFigures:
    living = recognised_on(category, end).keys()
    its, line = t.Handover, t.HandoverLine
    in_year = (its.day.between(date(end.year, 1, 1), end), its.voided_at.is_null())
    count = its.select(
        fn.COUNT(its.id), fn.COUNT(its.household.distinct()), fn.COALESCE(fn.SUM(its.total_dong), 0)
    )
    receipts, helped, given = count.where(*in_year).tuples().get()
    handed = line.select(line.id).join(its).where(*in_year, line.extinguisher.is_null(False))
    return YearFigures(
        day=end,
        households=len(living),
        covered=len(holders & living),
        receipts=receipts,
        helped=helped,
        extinguishers=handed.count(),
        given_dong=given,
    )


def _tables(report: CoverageReport) -> Iterable[BookTable]:
    yield BookTable(
        "Theo tổ dân phố",
        ("Tổ dân phố", "Số hộ", "Đã có bình", "Chưa có bình", "Tỷ lệ (%)"),
        tuple(
            (one.name, one.households, one.covered, one.households - one.covered, round(one.share))
            for one in report.groups
        ),
        chart="bar",
        charted=(2, 3),
    )
    yield BookTable(
        "Qua các năm",
        (
            "Năm",
            "Số hộ",
            "Đã có bình",
            "Lượt hỗ trợ",
            "Số hộ được hỗ trợ",
            "Bình đã trao",
            "Giá trị quà (đồng)",
        ),
        tuple(
            (
                str(year.day.year),
                year.households,
                year.covered,
                year.receipts,
                year.helped,
                year.extinguishers,
                year.given_dong,
            )
            for year in report.years
        ),
        chart="column",
        charted=(1, 2),
    )
