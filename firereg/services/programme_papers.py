"""The papers of programmes: the pledge of its bodies, its report for a year, the yearly summary of the Zalo groups."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from firereg.documents.programme_papers import (
    MONTHS,
    Achievement,
    Activity,
    AlertCount,
    GroupReached,
    Pledge,
    ProgrammeReport,
    ZaloReport,
)
from firereg.documents.wording import PledgeWords, ProgrammeReportWords, ZaloReportWords, filled_in
from firereg.domain.alerts import AlertKind, AlertStatus
from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.domain.numbering import padded
from firereg.domain.roles import Right
from firereg.errors import BadInputError, ConflictError
from firereg.exchange.report_book import BookTable, report_book
from firereg.i18n import _
from firereg.services import alerts, notices, programme_story, programmes, zalo_groups
from firereg.services.alerts import AlertFilter
from firereg.services.paper_words import usual_values, words
from firereg.services.papers import group_on_paper
from firereg.services.printable import refuse_box
from firereg.services.programme_story import ProgrammeFigures, StoryEvent, What
from firereg.services.receipts import letterhead, seat
from firereg.services.registry import Registry
from firereg.services.wards import groups, ward_on
from firereg.store import models as t

_KINDS = {
    AlertKind.FIRE: "Dấu hiệu cháy, nổ",
    AlertKind.CRIME: "Dấu hiệu tội phạm",
    AlertKind.OTHER: "Tin báo khác",
}
_FEWEST_BODIES = 2


def pledge(registry: Registry, programme_id: int) -> Pledge:
    """The pledge of a programme as of its launch.

    ConflictError where there are fewer than two bodies or no commitment, BadInputError for letters no paper prints.
    """
    registry.require(Right.LOOK)
    row = programmes.by_id(programme_id)
    if len(row.bodies) < _FEWEST_BODIES or not row.pledge:
        raise ConflictError(
            _("A pledge needs at least two bodies and one commitment. Enter them in “{name}” first.").format(
                name=row.name
            )
        )
    ward = ward_on(row.launched_on)
    values = usual_values(ward, row.launched_on) | {
        "mo_hinh": row.name,
        "quyet_dinh": row.decision,
        "so_ban": padded(len(row.bodies)),
    }
    made = Pledge(
        letterhead=letterhead(ward),
        day=row.launched_on,
        place_text=seat(ward),
        aim=row.aim,
        bodies=row.bodies,
        commitments=row.pledge,
        words=filled_in(words(PledgeWords), values),
    )
    refuse_box(made)
    return made


def pledge_pdf(paper: Pledge) -> bytes:
    """The pledge as a paper."""
    from firereg.documents import pledge as paper_of

    return paper_of.pledge_pdf(paper)


def report(registry: Registry, programme_id: int, year: int) -> ProgrammeReport:
    """What came of a programme in a year, up to today; BadInputError for a year in which it did not run yet."""
    registry.require(Right.LOOK)
    row = programmes.by_id(programme_id)
    first, day = _year(registry, year)
    if year < row.launched_on.year or first > registry.today():
        raise BadInputError(_("The programme did not run in {year}.").format(year=year), "year")
    ward = ward_on(day)
    values = usual_values(ward, day) | {"mo_hinh": row.name}
    made = ProgrammeReport(
        letterhead=letterhead(ward),
        day=day,
        year=year,
        name=row.name,
        decision=row.decision,
        launched_on=row.launched_on,
        ended_on=row.ended_on,
        aim=row.aim,
        bodies=tuple(body.name for body in row.bodies),
        everywhere=not row.group_ids,
        achievements=tuple(
            _achievements(
                programme_story.figures(programme_id, first, day),
                programme_story.figures(programme_id, last=day),
            )
        ),
        activities=tuple(_activities(programme_id, first, day)),
        groups=_groups(first, day, programme_id, row.group_ids),
        alerts=_alerts(year, programme_id),
        words=filled_in(words(ProgrammeReportWords), values),
        sign_authority=ward.authority_lines,
        signer=ward.giver_name,
    )
    refuse_box(made)
    return made


def zalo_report(registry: Registry, year: int) -> ZaloReport:
    """The Zalo groups of the ward and what was told and reported there in a year, up to today."""
    registry.require(Right.LOOK)
    first, day = _year(registry, year)
    ward = ward_on(day)
    of_the_ward = [row for row in zalo_groups.zalo_groups(closed=False) if row.group_id is None]
    made = ZaloReport(
        letterhead=letterhead(ward),
        day=day,
        year=year,
        groups=_groups(first, day),
        of_the_ward=len(of_the_ward),
        notices=len(notices.told(first, day)),
        alerts=_alerts(year),
        words=filled_in(words(ZaloReportWords), usual_values(ward, day)),
        sign_authority=ward.authority_lines,
        signer=ward.giver_name,
    )
    refuse_box(made)
    return made


def report_pdf(made: ProgrammeReport) -> bytes:
    """The report on a programme as a paper."""
    from firereg.documents.programme_report import programme_report_pdf

    return programme_report_pdf(made)


def zalo_report_pdf(made: ZaloReport) -> bytes:
    """The summary of the Zalo groups as a paper."""
    from firereg.documents import programme_report as paper_of

    return paper_of.zalo_report_pdf(made)


def report_workbook(made: ProgrammeReport) -> bytes:
    """The report on a programme as an .xlsx with charts."""
    tables = [
        BookTable(
            "Kết quả",
            ("Nội dung", "Đơn vị", f"Năm {made.year}", "Từ khi ra mắt"),
            tuple((one.name, one.unit, one.in_year, one.since_launch) for one in made.achievements),
        ),
        BookTable(
            "Hoạt động",
            ("Ngày", "Hoạt động", "Kết quả"),
            tuple((format_date(one.day), one.name, one.outcome) for one in made.activities),
        ),
    ]
    return report_book(f"Mô hình {made.name}, năm {made.year}", [*tables, *_book_tables(made)])


def zalo_report_workbook(made: ZaloReport) -> bytes:
    """The summary of the Zalo groups as an .xlsx with charts."""
    return report_book(f"Nhóm Zalo của phường, năm {made.year}", _book_tables(made))


def _book_tables(made: ProgrammeReport | ZaloReport) -> list[BookTable]:
    return [
        BookTable(
            "Theo tổ dân phố",
            (
                *("Tổ dân phố", "Số hộ", "Hộ trong nhóm Zalo", "Số nhóm Zalo", "Thành viên"),
                *("Hộ được hỗ trợ", "Thông báo", "Tin báo"),
            ),
            tuple(
                (
                    *(one.name, one.households, one.reached, one.zalo_groups, one.members),
                    *(one.helped, one.notices, one.alerts),
                )
                for one in made.groups
            ),
            chart="bar",
            charted=(1, 2),
        ),
        BookTable(
            "Tin báo theo tháng",
            ("Tháng", *(one.kind for one in made.alerts)),
            tuple(
                (month, *(one.by_month[place] for one in made.alerts)) for place, month in enumerate(MONTHS)
            ),
            chart="column",
            charted=tuple(range(1, len(made.alerts) + 1)),
        ),
    ]


def _year(registry: Registry, year: int) -> tuple[date, date]:
    """The first day of a year, and its last or today."""
    return date(year, 1, 1), min(date(year, 12, 31), registry.today())


def _achievements(year: ProgrammeFigures, ever: ProgrammeFigures) -> list[Achievement]:
    """What there ever was, with what of it was in the year."""
    lines = (
        ("Đợt hỗ trợ", "đợt", "rounds"),
        ("Hộ được hỗ trợ", "hộ", "households"),
        ("Bình chữa cháy đã trao", "bình", "extinguishers"),
        ("Tiền, quà đã trao", "đồng", "given_dong"),
        ("Đợt kiểm tra bình chữa cháy", "đợt", "walks"),
        ("Bình chữa cháy đã kiểm tra", "lượt", "inspected"),
        ("Thông báo gửi các nhóm Zalo", "thông báo", "notices"),
        ("Nhắc việc tổ dân phố, hộ gia đình", "lượt", "reminders"),
        ("Tin báo tiếp nhận", "tin", "alerts"),
        ("Tin báo đã giải quyết", "tin", "alerts_closed"),
        ("Lượt trực", "lượt", "turns"),
        ("Thời gian trực", "giờ", "hours"),
    )
    return [
        Achievement(name, unit, _figure(getattr(year, field)), _figure(getattr(ever, field)))
        for name, unit, field in lines
        if getattr(ever, field)
    ]


def _figure(number: float) -> str:
    return format_dong(int(number)) if number == int(number) else f"{number:.1f}".replace(".", ",")


def _activities(programme_id: int, first: date, last: date) -> list[Activity]:
    """What was done in the year, by day; reports received have a part of their own."""
    events = reversed(programme_story.time_line(programme_id))
    return [
        Activity(event.day, *_ACTIVITIES[event.what](event))
        for event in events
        if first <= event.day <= last and event.what in _ACTIVITIES
    ]


def _given(event: StoryEvent) -> str:
    dong = f", {format_dong(int(event.amount))} đồng" if event.amount else ""
    return f"{padded(event.count)} hộ{dong}" if event.count else ""


_ACTIVITIES: dict[What, Any] = {
    What.LAUNCHED: lambda _event: ("Ra mắt mô hình", ""),
    What.ROUND: lambda event: (event.name, _given(event)),
    What.HANDOVERS: lambda event: ("Bàn giao ngoài đợt", _given(event)),
    What.WALK: lambda event: (event.name, f"kiểm tra {format_dong(event.count)} bình"),
    What.NOTICE: lambda event: (
        f"Gửi thông báo: {event.name}",
        f"{padded(event.count)} nhóm Zalo" if event.count else "các nhóm Zalo",
    ),
    What.REMINDERS: lambda event: ("Nhắc việc", f"{padded(event.count)} lượt"),
    What.DUTY: lambda event: (
        f"Trực tháng {event.day:%m/%Y}",
        f"{padded(event.count)} lượt, {_figure(event.amount)} giờ",
    ),
    What.ENDED: lambda _event: ("Kết thúc mô hình", ""),
}


def _alerts(year: int, programme_id: int | None = None) -> tuple[AlertCount, ...]:
    months = alerts.by_month(year, programme_id=programme_id)
    end = date(year, 12, 31)
    return tuple(
        AlertCount(
            _KINDS[kind],
            tuple(by_month),
            alerts.count(end, AlertFilter(AlertStatus.CLOSED, kind, programme_id=programme_id, year=year)),
        )
        for kind, by_month in months.items()
    )


def _groups(
    first: date, last: date, programme_id: int | None = None, only: tuple[int, ...] = ()
) -> tuple[GroupReached, ...]:
    """The residential groups by number, with what belongs to the programme there, or to any."""
    among = groups()
    names = {group.id: group_on_paper(group, among) for group in among}
    helped = programme_story.helped_by_group(programme_id, first, last) if programme_id else {}
    told, reported = _told_by_group(first, last, programme_id), _reported_by_group(first, last, programme_id)
    return tuple(
        GroupReached(
            name=names[one.group_id],
            households=one.households,
            helped=helped.get(one.group_id, 0),
            zalo_groups=one.zalo_groups,
            members=one.members,
            reached=one.reached,
            notices=told[one.group_id],
            alerts=reported[one.group_id],
        )
        for one in zalo_groups.reach(programme_id)
        if not only or one.group_id in only
    )


def _told_by_group(first: date, last: date, programme_id: int | None) -> Counter[int]:
    """How many notices the Zalo groups of each residential group got; one to all is one for each that has a group."""
    having = {
        row.id: row.group_id
        for row in zalo_groups.zalo_groups(programme_id=programme_id)
        if row.group_id is not None
    }
    found: Counter[int] = Counter()
    for _day, _text, zalo_ids in notices.told(first, last, programme_id):
        found.update({having[one] for one in zalo_ids or having if one in having})
    return found


def _reported_by_group(first: date, last: date, programme_id: int | None) -> Counter[int]:
    its, zalo = t.Alert, t.ZaloGroup
    days = its.at.between(
        datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.max.time())
    )
    query = its.select(zalo.group).join(zalo).where(days, zalo.group.is_null(False))
    if programme_id is not None:
        query = query.where(its.programme == programme_id)
    return Counter(group for (group,) in query.tuples())
