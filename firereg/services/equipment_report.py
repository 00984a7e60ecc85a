"""The yearly report on the ward's extinguishers: its figures, its paper, its workbook."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import JOIN, fn

from firereg.documents.equipment_papers import (
    Count,
    EquipmentReport,
    GroupFigures,
    ReportTotals,
    ServiceFigures,
)
from firereg.documents.wording import AmountWords, EquipmentReportWords, filled_in
from firereg.domain.equipment import State
from firereg.domain.numbering import padded
from firereg.domain.schedule import Clock, RecordKind
from firereg.errors import BadInputError
from firereg.exchange.report_book import BookTable, report_book
from firereg.i18n import _
from firereg.services.equipment_standing import Standing, standings
from firereg.services.paper_words import usual_values, words
from firereg.services.papers import CLOCK_NAMES, group_on_paper
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.wards import groups, ward_on
from firereg.store import models as t

GONE = (State.LOST, State.DISCARDED)
"""The ward does not answer for these any longer."""
STORE = "Kho của phường"
UNKNOWN = "Không rõ"
STATE_NAMES = {
    State.IN_STOCK: "Trong kho",
    State.WITH_HOUSEHOLD: "Tại hộ gia đình",
    State.SPARE_LENT: "Cho mượn thay thế",
    State.AT_SERVICE: "Đang bảo dưỡng, nạp lại",
    State.USED: "Đã dùng, chờ nạp lại",
    State.LOST: "Mất",
    State.DISCARDED: "Đã loại bỏ",
}
_SERVICE_NAMES = {
    RecordKind.MAINTENANCE: "Bảo dưỡng",
    RecordKind.RECHARGE: "Nạp lại",
    RecordKind.HYDROSTATIC: "Thử thủy lực",
}
_OLDEST = 5
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class DonorFigures:
    """What one donor gave the ward in the year, and how many of its extinguishers households got."""

    donor: str
    received: int
    handed_over: int


@dataclass(frozen=True)
class Figures:
    """The report, and what stands in the workbook alone.

    Those of `report.by_state` and of `gone` are together all extinguishers ever received.
    """

    report: EquipmentReport
    gone: tuple[Count, ...]
    by_donor: tuple[DonorFigures, ...]
    faults_found: int
    faults_closed: int


def figures(registry: Registry, year: int) -> Figures:
    """The figures of a year, as of its last day or of today; BadInputError for a year that has not begun."""
    today = registry.today()
    if not _FIRST_YEAR <= year <= today.year:
        raise BadInputError(
            _("Choose a year from {first} to {last}.").format(first=_FIRST_YEAR, last=today.year), "year"
        )
    days = _month_ends(year, today)
    first, day = date(year, 1, 1), days[-1]
    kept: list[Standing] = []
    gone: Counter[State] = Counter()
    late_by_month: Counter[int] = Counter()
    for standing in standings(days):
        for one in standing:
            late_by_month[one.day.month] += bool(one.overdue)
        if standing and standing[-1].state in GONE:
            gone[standing[-1].state] += 1
        elif standing:
            kept.append(standing[-1])
    ward = ward_on(day)
    said = filled_in(words(EquipmentReportWords), usual_values(ward, day) | {"nam": str(year)})
    faults = _open_faults(day)
    inspected = _inspected(first, day)
    by_clock = Counter(clock for one in kept for clock in one.overdue)
    report = EquipmentReport(
        letterhead=letterhead(ward),
        year=year,
        day=day,
        totals=_totals(kept, faults, first, day),
        by_group=_by_group(kept, faults, inspected),
        by_kind=_by_kind(kept),
        by_age=_by_age(kept, day),
        by_state=_counted(STATE_NAMES, Counter(one.state for one in kept)),
        overdue_by_clock=_counted(CLOCK_NAMES, by_clock),
        overdue_by_month=tuple((its_day.month, late_by_month[its_day.month]) for its_day in days),
        services=_services(first, day),
        proposals=_proposals(by_clock, sum(faults.values())),
        sign_authority=ward.authority_lines,
        signer=ward.giver_name,
        recipients=said.recipients,
        addressee=said.addressee,
        words=said,
        reading=words(AmountWords),
    )
    return Figures(
        report=report,
        gone=_counted(STATE_NAMES, gone),
        by_donor=_by_donor(first, day),
        faults_found=t.Fault.select().where(t.Fault.found_on.between(first, day)).count(),
        faults_closed=t.Fault.select().where(t.Fault.closed_on.between(first, day)).count(),
    )


def pdf(told: Figures) -> bytes:
    """The report as a paper."""
    from firereg.documents.equipment_report import equipment_report_pdf

    return equipment_report_pdf(told.report)


def workbook(told: Figures) -> bytes:
    """The report as an .xlsx with charts."""
    return report_book(f"Bình chữa cháy của phường, năm {told.report.year}", _tables(told))


def _month_ends(year: int, today: date) -> list[date]:
    """The last day of each month until today, which ends the current one."""
    ends = [date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
    return [end for end in ends if end <= today] + [today] * (today.year == year and today not in ends)


def _totals(kept: Sequence[Standing], faults: Mapping[int, int], first: date, day: date) -> ReportTotals:
    look, move = t.Inspection, t.Move
    looks = look.select().where(look.day.between(first, day))
    moves = move.select(move.after, fn.COUNT(move.id)).where(move.day.between(first, day))
    moved = dict(moves.group_by(move.after).tuples())
    return ReportTotals(
        extinguishers=len(kept),
        households=len({one.household_id for one in kept if one.household_id}),
        received=t.Extinguisher.select().where(t.Extinguisher.received_on.between(first, day)).count(),
        handed_over=_handed_over(first, day).count(),
        inspections=looks.count(),
        failed=looks.where(~look.passed).count(),
        lost=moved.get(State.LOST, 0),
        used=moved.get(State.USED, 0),
        discarded=moved.get(State.DISCARDED, 0),
        overdue=sum(bool(one.overdue) for one in kept),
        open_faults=sum(faults.values()),
    )


def _by_group(
    kept: Sequence[Standing], faults: Mapping[int, int], inspected: set[int]
) -> tuple[GroupFigures, ...]:
    """Each group by its number, then what is in no home."""
    among = groups()
    group_of = dict(t.Household.select(t.Household.id, t.Household.group).tuples())
    by_group: dict[int | None, list[Standing]] = {group.id: [] for group in among} | {None: []}
    for one in kept:
        by_group[group_of[one.household_id] if one.household_id else None].append(one)
    names = {group.id: group_on_paper(group, among) for group in among} | {None: STORE}
    return tuple(
        GroupFigures(
            name=names[group_id],
            households=len({one.household_id for one in its if one.household_id}),
            extinguishers=len(its),
            inspected=sum(one.extinguisher_id in inspected for one in its),
            overdue=sum(bool(one.overdue) for one in its),
            open_faults=sum(faults.get(one.extinguisher_id, 0) for one in its),
        )
        for group_id, its in by_group.items()
        if its or group_id is not None
    )


def _by_kind(kept: Sequence[Standing]) -> tuple[Count, ...]:
    codes = dict(t.ExtinguisherKind.select(t.ExtinguisherKind.id, t.ExtinguisherKind.code).tuples())
    counts = Counter(codes[one.kind_id] for one in kept)
    return tuple(Count(code, n) for code, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _by_age(kept: Sequence[Standing], day: date) -> tuple[Count, ...]:
    counts = Counter(_age(one.made_on, day) for one in kept)
    names = {0: "Dưới 1 năm"} | {n: f"{n} năm" for n in range(1, _OLDEST)} | {_OLDEST: f"Từ {_OLDEST} năm"}
    return _counted({**names, None: UNKNOWN}, counts)


def _age(made_on: date | None, day: date) -> int | None:
    if made_on is None:
        return None
    years = day.year - made_on.year - ((day.month, day.day) < (made_on.month, made_on.day))
    return max(0, min(years, _OLDEST))


def _counted(names: Mapping, counts: Mapping) -> tuple[Count, ...]:
    return tuple(Count(name, counts[key]) for key, name in names.items() if counts.get(key))


def _open_faults(day: date) -> dict[int, int]:
    """How many faults were open on each extinguisher on a day."""
    its = t.Fault
    was_open = its.closed_on.is_null() | (its.closed_on > day)
    query = its.select(its.extinguisher, fn.COUNT(its.id)).where(its.found_on <= day, was_open)
    return dict(query.group_by(its.extinguisher).tuples())


def _inspected(first: date, day: date) -> set[int]:
    its = t.Inspection
    query = its.select(its.extinguisher).where(its.day.between(first, day)).distinct()
    return {eid for (eid,) in query.tuples()}


def _services(first: date, day: date) -> tuple[ServiceFigures, ...]:
    its = t.Service
    query = its.select(its.kind, fn.COUNT(its.id), fn.SUM(its.cost_dong)).where(its.day.between(first, day))
    done = {RecordKind(kind): (n, cost) for kind, n, cost in query.group_by(its.kind).tuples()}
    return tuple(ServiceFigures(name, *done[kind]) for kind, name in _SERVICE_NAMES.items() if kind in done)


def _handed_over(first: date, day: date):
    its = t.HandoverLine
    return (
        its.select(its.id)
        .join(t.Handover)
        .where(
            its.extinguisher.is_null(False),
            t.Handover.voided_at.is_null(),
            t.Handover.day.between(first, day),
        )
    )


def _by_donor(first: date, day: date) -> tuple[DonorFigures, ...]:
    its, delivery = t.Extinguisher, t.Delivery
    donor = fn.COALESCE(fn.NULLIF(its.donor, ""), delivery.donor, "")
    all_of = its.select(donor, fn.COUNT(its.id)).join(delivery, JOIN.LEFT_OUTER).group_by(donor)
    received = dict(all_of.where(its.received_on.between(first, day)).tuples())
    line = t.HandoverLine
    lines = line.select(line.extinguisher).where(line.id.in_(_handed_over(first, day)))
    given = dict(all_of.where(its.id.in_(lines)).tuples())
    return tuple(
        DonorFigures(name or UNKNOWN, received.get(name, 0), given.get(name, 0))
        for name in sorted(received.keys() | given.keys(), key=lambda name: (not name, name))
    )


def _proposals(by_clock: Mapping[Clock, int], open_faults: int) -> tuple[str, ...]:
    """What the figures ask for; a person edits them before the report goes out."""
    firm = {clock: n for clock, n in by_clock.items() if clock not in (Clock.OWNER_CHECK, Clock.DISCARD)}
    asked = []
    if by_clock.get(Clock.OWNER_CHECK):
        n = padded(by_clock[Clock.OWNER_CHECK])
        asked.append(f"Tổ trưởng các tổ dân phố đôn đốc kiểm tra {n} bình đã quá hạn kiểm tra định kỳ")
    if firm:
        asked.append(
            f"Bố trí kinh phí bảo dưỡng, nạp lại, thử thủy lực cho các bình quá hạn ({padded(sum(firm.values()))} lượt)"
        )
    if by_clock.get(Clock.DISCARD):
        asked.append(f"Thay thế {padded(by_clock[Clock.DISCARD])} bình không nạp lại đã hết hạn sử dụng")
    if open_faults:
        asked.append(f"Khắc phục {padded(open_faults)} lỗi còn tồn tại")
    return tuple(asked)


def _tables(told: Figures) -> Iterable[BookTable]:
    report, totals = told.report, told.report.totals
    yield BookTable(
        "Tổng hợp",
        ("Chỉ tiêu", "Số lượng"),
        (
            ("Bình phường đang quản lý", totals.extinguishers),
            ("Hộ gia đình đang giữ bình", totals.households),
            ("Tiếp nhận trong năm", totals.received),
            ("Bàn giao trong năm", totals.handed_over),
            ("Lượt kiểm tra trong năm", totals.inspections),
            ("trong đó không đạt", totals.failed),
            ("Lỗi phát hiện trong năm", told.faults_found),
            ("Lỗi đã khắc phục trong năm", told.faults_closed),
            ("Lỗi còn tồn tại", totals.open_faults),
            ("Bình quá hạn", totals.overdue),
            ("Mất trong năm", totals.lost),
            ("Đã dùng chữa cháy trong năm", totals.used),
            ("Loại bỏ trong năm", totals.discarded),
        ),
    )
    yield BookTable(
        "Tổ dân phố",
        ("Đơn vị", "Số hộ", "Số bình", "Đã kiểm tra trong năm", "Quá hạn", "Lỗi còn tồn tại"),
        tuple(
            (one.name, one.households, one.extinguishers, one.inspected, one.overdue, one.open_faults)
            for one in report.by_group
        ),
        chart="column",
        charted=(2, 4),
    )
    counted = {
        "Loại bình": report.by_kind,
        "Tuổi bình": report.by_age,
        "Tình trạng": (*report.by_state, *told.gone),
        "Quá hạn": report.overdue_by_clock,
    }
    for name, counts in counted.items():
        rows = tuple((one.label, one.count) for one in counts)
        yield BookTable(name, (name, "Số bình"), rows, chart="bar")
    yield BookTable(
        "Quá hạn theo tháng",
        ("Cuối tháng", "Số bình quá hạn"),
        tuple((f"{month:02}/{report.year}", n) for month, n in report.overdue_by_month),
        chart="line",
    )
    yield BookTable(
        "Bảo dưỡng, nạp lại",
        ("Công việc", "Số lượt", "Chi phí (đồng)"),
        tuple((one.what, one.count, one.cost_dong) for one in report.services),
    )
    yield BookTable(
        "Nhà tài trợ",
        ("Nhà tài trợ", "Tiếp nhận trong năm", "Bàn giao trong năm"),
        tuple((one.donor, one.received, one.handed_over) for one in told.by_donor),
        chart="column",
        charted=(1, 2),
    )
