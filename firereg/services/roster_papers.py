"""The papers of duty for a month: the roster and the summary of its hours, as PDF and as workbook."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from firereg.documents.duty_papers import DutyHours, HoursSummary, Roster, RosterDay, RosterShift
from firereg.documents.wording import RosterWords, filled_in
from firereg.domain.roles import Right
from firereg.errors import BadInputError
from firereg.exchange.report_book import BookTable, report_book
from firereg.i18n import _
from firereg.services import programmes, rosters
from firereg.services.paper_words import usual_values, words
from firereg.services.printable import refuse_box
from firereg.services.programmes import ProgrammeRow
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.rosters import TurnRow
from firereg.services.wards import Ward, ward_on

_AUTHORITY = ("TM. ỦY BAN NHÂN DÂN",)


def roster(registry: Registry, programme_id: int, first: date) -> Roster:
    """The roster of the month that begins on `first`; BadInputError where nobody is planned in it.

    It names whose turn it was before, but not why somebody else took it: that is nobody's affair on a wall.
    """
    turns = _turns(registry, programme_id, first)
    days = tuple(
        RosterDay(day, tuple(_shifts(list(its)))) for day, its in groupby(turns, key=lambda turn: turn.day)
    )
    return Roster(**_common(registry, programme_id, first), days=days)


def hours_summary(registry: Registry, programme_id: int, first: date) -> HoursSummary:
    """The hours of everybody in the month that begins on `first`; errors as for `roster`."""
    _turns(registry, programme_id, first)
    rows = tuple(
        DutyHours(row.person, row.body, row.planned, row.kept, row.missed, row.hours)
        for row in rosters.hours(programme_id, *rosters.month(first.year, first.month))
    )
    return HoursSummary(**_common(registry, programme_id, first), rows=rows)


def roster_pdf(paper: Roster) -> bytes:
    """The roster as a paper; BadInputError where a letter cannot be printed."""
    from firereg.documents.roster import roster_pdf as draw

    refuse_box(paper)
    return draw(paper)


def hours_pdf(paper: HoursSummary) -> bytes:
    """The summary of hours as a paper; errors as for `roster_pdf`."""
    from firereg.documents.roster import hours_pdf as draw

    refuse_box(paper)
    return draw(paper)


def workbook(registry: Registry, programme_id: int, first: date) -> bytes:
    """Both as an .xlsx, a sheet each; errors as for `roster`."""
    from firereg.documents.roster import day_words, time_words

    its_roster, summary = (
        roster(registry, programme_id, first),
        hours_summary(registry, programme_id, first),
    )
    planned = tuple(
        (day_words(its.day), one.post, time_words(one.starts, one.ends), ", ".join(one.people), one.note)
        for its in its_roster.days
        for one in its.shifts
    )
    hours = tuple(
        (row.name, row.body, row.planned, row.kept, row.missed, round(row.hours, 2)) for row in summary.rows
    )
    turn_head = ("Ngày (thứ)", "Ca trực, địa điểm", "Thời gian", "Người trực", "Ghi chú")
    hours_head = ("Họ và tên", "Đơn vị", "Số ca", "Có mặt", "Vắng", "Số giờ")
    title = f"Lịch trực tháng {first:%m/%Y}. {its_roster.words.subject}"
    return report_book(
        title,
        (
            BookTable("Lịch trực", turn_head, planned),
            BookTable(
                "Giờ trực",
                hours_head,
                hours,
                chart="bar" if any(row[-1] for row in hours) else "",
                charted=(5,),
            ),
        ),
    )


def _turns(registry: Registry, programme_id: int, first: date) -> list[TurnRow]:
    registry.require(Right.LOOK)
    found = rosters.turns(programme_id, *rosters.month(first.year, first.month))
    if not found:
        raise BadInputError(
            _("Nobody is on duty in {month} yet. Make the roster first.").format(month=f"{first:%m/%Y}"),
            "month",
        )
    return found


def _shifts(turns: Sequence[TurnRow]) -> Iterable[RosterShift]:
    """The turns of one day, those of one post together; they come by time and post."""
    for (starts, ends, _post_id), found in groupby(
        turns, key=lambda turn: (turn.starts, turn.ends, turn.post_id)
    ):
        its = list(found)
        changed = [f"{turn.person} trực thay {turn.stood_in_for}" for turn in its if turn.stood_in_for]
        yield RosterShift(its[0].post, starts, ends, tuple(turn.person for turn in its), "; ".join(changed))


def _common(registry: Registry, programme_id: int, first: date) -> dict[str, Any]:
    programme, day = programmes.by_id(programme_id), registry.today()
    ward = ward_on(day)
    values = usual_values(ward, day) | {"mo_hinh": programme.name}
    return {
        "letterhead": letterhead(ward),
        "day": day,
        "month": first,
        "words": filled_in(words(RosterWords), values),
        "prepared_by": registry.full_name,
    } | _signs(programme, ward)


def _signs(programme: ProgrammeRow, ward: Ward) -> dict[str, Any]:
    """The body that leads the programme signs; where none is named the ward does."""
    if not programme.bodies:
        return {"sign_authority": ward.authority_lines or _AUTHORITY, "signer": ward.giver_name}
    lead = programme.bodies[0]
    titles = ("ĐẠI DIỆN", lead.name.upper(), lead.signer_title.upper())
    return {"sign_authority": tuple(filter(None, titles)), "signer": lead.signer_name}
