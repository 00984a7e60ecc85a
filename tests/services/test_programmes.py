"""Programmes, their Zalo groups, notices and reports: kept, changed, taken back, refused."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from firereg.domain.alerts import LATE_AFTER, AlertKind, AlertStatus
from firereg.domain.notice_text import TEMPLATES
from firereg.domain.programmes import Body
from firereg.errors import BadInputError, ConflictError, StaleError
from firereg.services import alerts, history, journal, notices, programmes, rounds, zalo_groups
from firereg.services.alerts import AlertDraft, AlertFilter, alert_key, alert_page
from firereg.services.notices import NoticeDraft, notice_key
from firereg.services.programmes import ProgrammeDraft
from firereg.services.rounds import RoundDraft
from firereg.services.zalo_groups import ZaloDraft
from firereg.store import models as t
from tests.small_ward import ROUND_DAY, row_counts

TODAY = date(2023, 10, 20)
POLICE, VETERANS = Body("Công an phường", "Người Mẫu", "Trưởng Công an"), Body("Hội Cựu chiến binh")
SAFE = ProgrammeDraft(
    "Tổ dân phố an toàn",
    ROUND_DAY,
    "Quyết định số 1/QĐ-UBND",
    "Không để xảy ra cháy",
    ("Trực đủ ca", "Báo tin ngay"),
    (POLICE, VETERANS),
    (1,),
)


@pytest.fixture
def safe(registry):
    return programmes.add(registry, SAFE)


@pytest.fixture
def zalo(registry, safe):
    return zalo_groups.add(
        registry,
        ZaloDraft("TDP 7 PCCC", 1, safe, "zalo.me/g/abc", "Tổ trưởng Mẫu", 40, 3, TODAY, ROUND_DAY),
    )


def test_a_programme_comes_back_as_it_was_typed(registry, safe):
    row = programmes.by_id(safe)
    assert ProgrammeDraft(**{name: getattr(row, name) for name in vars(SAFE)}) == SAFE
    assert (row.lead, row.ended_on) == ("Công an phường", None)
    assert programmes.by_name("to dan pho AN TOAN") == row == programmes.by_name("an toan")
    assert programmes.names() == [(safe, SAFE.name)]


def test_two_names_that_fit_are_named(registry, safe):
    programmes.add(registry, ProgrammeDraft("Tổ dân phố an toàn giao thông", ROUND_DAY))
    assert programmes.by_name("Tổ dân phố an toàn").id == safe
    with pytest.raises(BadInputError, match="giao thông"):
        programmes.by_name("dân phố")


def test_a_change_keeps_what_it_replaced_and_can_be_taken_back(registry, safe):
    before = programmes.by_id(safe)
    changed = ProgrammeDraft(
        "Tổ an toàn", ROUND_DAY, pledge=("Một",), bodies=(VETERANS, POLICE), group_ids=(2,)
    )
    programmes.change(registry, safe, changed, before)
    now = programmes.by_id(safe)
    assert (now.name, now.lead, now.pledge, now.group_ids) == (
        "Tổ an toàn",
        "Hội Cựu chiến binh",
        ("Một",),
        (2,),
    )
    assert journal.entries()[0].detail["bodies"] == [
        "Công an phường (Người Mẫu); Hội Cựu chiến binh",
        "Hội Cựu chiến binh; Công an phường (Người Mẫu)",
    ]
    with pytest.raises(StaleError):
        programmes.change(registry, safe, SAFE, before)
    history.undo(registry)
    assert programmes.by_id(safe) == before
    history.redo(registry)
    assert programmes.by_id(safe) == now


def test_an_unchanged_save_writes_nothing(registry, safe):
    before = row_counts()
    programmes.change(registry, safe, SAFE)
    assert row_counts() == before


WRONG_PROGRAMMES = [
    (ProgrammeDraft(" ", ROUND_DAY), "name"),
    (ProgrammeDraft("A", ROUND_DAY, bodies=(Body("", "Ai đó"),)), "bodies"),
    (ProgrammeDraft("A", ROUND_DAY, bodies=(Body("Hội A"), Body("hội a"))), "bodies"),
    (ProgrammeDraft("A", ROUND_DAY, bodies=tuple(Body(f"Hội {n}") for n in range(7))), "bodies"),
    (ProgrammeDraft("A", ROUND_DAY, pledge=("x",) * 21), "pledge"),
]


def test_what_cannot_be_kept_names_its_field(registry):
    for draft, field in WRONG_PROGRAMMES:
        with pytest.raises(BadInputError) as wrong:
            programmes.add(registry, draft)
        assert wrong.value.field == field


def test_a_name_is_taken_once(registry, safe):
    with pytest.raises(ConflictError, match="Tổ dân phố an toàn"):
        programmes.add(registry, ProgrammeDraft(SAFE.name, ROUND_DAY))


def test_a_programme_ends_after_it_began_and_goes_on(registry, safe):
    with pytest.raises(BadInputError):
        programmes.end(registry, safe, ROUND_DAY - timedelta(days=1))
    programmes.end(registry, safe, TODAY)
    assert programmes.by_id(safe).ended_on == TODAY
    programmes.resume(registry, safe)
    assert programmes.by_id(safe).ended_on is None


def test_only_what_nothing_belongs_to_is_taken_out(registry, safe):
    rounds.add(registry, RoundDraft("Đợt hai", ROUND_DAY, programme_id=safe))
    with pytest.raises(ConflictError):
        programmes.remove(registry, safe)
    assert programmes.by_id(safe).name == SAFE.name
    history.undo(registry)
    programmes.remove(registry, safe)
    assert (programmes.programmes(), t.ProgrammeBody.select().count()) == ([], 0)
    history.undo(registry)
    assert programmes.by_id(safe).bodies == SAFE.bodies


def test_adding_is_not_taken_back_once_something_belongs_to_it(registry, safe):
    added = history.of_row(t.Programme, safe)
    rounds.add(registry, RoundDraft("Đợt hai", ROUND_DAY, programme_id=safe))
    with pytest.raises(ConflictError):
        history.take_back(registry, added.id)


def test_a_zalo_group_is_kept_with_a_whole_link(registry, zalo):
    row = zalo_groups.by_id(zalo)
    assert (row.link, row.members, row.households, row.run_by) == (
        "https://zalo.me/g/abc",
        40,
        3,
        "Tổ trưởng Mẫu",
    )
    assert zalo_groups.names() == [(zalo, "TDP 7 PCCC")]


WRONG_ZALO_GROUPS = [
    (ZaloDraft(""), "name"),
    (ZaloDraft("A", link="https://facebook.com/g"), "link"),
    (ZaloDraft("A", link="https://zalo.me.evil.example/g"), "link"),
    (ZaloDraft("A", members=3), "counted_on"),
    (ZaloDraft("A", members=-1, counted_on=TODAY), "members"),
    (ZaloDraft("A", households=3, counted_on=TODAY + timedelta(days=1)), "counted_on"),
]


def test_a_zalo_group_that_cannot_be_names_its_field(registry):
    for draft, field in WRONG_ZALO_GROUPS:
        with pytest.raises(BadInputError) as wrong:
            zalo_groups.add(registry, draft)
        assert wrong.value.field == field


def test_the_reach_counts_open_groups_of_each_residential_group(registry, safe, zalo):
    zalo_groups.add(registry, ZaloDraft("Cả phường", households=5, counted_on=TODAY))
    other = zalo_groups.add(registry, ZaloDraft("TDP 7 hai", 1, None, "", "", 10, 1, TODAY))
    assert [
        (one.group_number, one.households, one.zalo_groups, one.members, one.reached)
        for one in zalo_groups.reach()
    ] == [
        (7, 4, 2, 50, 4),
        (70, 4, 0, 0, 0),
    ]
    assert zalo_groups.reach(safe)[0].reached == 3
    zalo_groups.close(registry, other, TODAY)
    assert zalo_groups.reach()[0].zalo_groups == 1
    zalo_groups.reopen(registry, other)
    assert zalo_groups.reach()[0].zalo_groups == 2


def test_a_stale_zalo_form_is_refused_and_the_journal_names_the_programme(registry, safe, zalo):
    seen = zalo_groups.by_id(zalo)
    zalo_groups.change(registry, zalo, ZaloDraft("TDP 7 PCCC", 1), seen)
    assert journal.entries()[0].detail["programme"] == [SAFE.name, None]
    with pytest.raises(StaleError):
        zalo_groups.change(registry, zalo, ZaloDraft("TDP 7"), seen)


def test_a_notice_goes_to_each_group_that_is_named_or_to_all(registry, safe, zalo):
    second = zalo_groups.add(registry, ZaloDraft("TDP 70", 2))
    text = "Kính gửi bà con,\n\nTắt  bếp."
    ids = notices.keep(registry, NoticeDraft(TODAY, text, (zalo, second, zalo), safe))
    to_all = notices.keep(registry, NoticeDraft(ROUND_DAY, "Chúc mừng năm mới", programme_id=safe))
    assert (len(ids), len(to_all)) == (2, 1)
    assert [row.id for row in notices.notices(zalo_id=zalo)] == [ids[0], to_all[0]]
    assert [row.id for row in notices.notices(zalo_id=second)] == [ids[1]]  # of no programme
    assert notices.notices()[0].text == "Kính gửi bà con,\n\nTắt bếp."
    assert notices.notices(after=notice_key(notices.notices()[0])) == notices.notices()[1:]
    assert notices.last_told() == {zalo: TODAY, second: TODAY}
    history.undo(registry)
    assert [row.id for row in notices.notices(programme_id=safe)] == ids[::-1]


def test_the_last_words_are_offered_again_each_once(registry, zalo):
    for day, text in ((ROUND_DAY, "Một"), (TODAY, "Hai"), (ROUND_DAY, "Hai")):
        notices.keep(registry, NoticeDraft(day, text))
    offered = notices.texts_to_begin_with()
    assert [one.text for one in offered[:2]] == ["Hai", "Một"]
    assert tuple(offered[2:]) == TEMPLATES


def test_nothing_is_told_to_a_group_that_is_closed(registry, zalo):
    zalo_groups.close(registry, zalo, TODAY)
    with pytest.raises(BadInputError, match="TDP 7 PCCC"):
        notices.keep(registry, NoticeDraft(TODAY, "Tin", (zalo,)))
    with pytest.raises(BadInputError):
        notices.keep(registry, NoticeDraft(TODAY, " \n "))
    with pytest.raises(BadInputError):
        notices.keep(registry, NoticeDraft(TODAY, "dài " * 600))


def test_what_has_notices_stays(registry, zalo):
    (one,) = notices.keep(registry, NoticeDraft(TODAY, "Tin", (zalo,)))
    with pytest.raises(ConflictError):
        zalo_groups.remove(registry, zalo)
    notices.remove(registry, one)
    zalo_groups.remove(registry, zalo)
    assert zalo_groups.zalo_groups() == []


def told(what, days_ago, kind=AlertKind.FIRE, **more):
    at = datetime(2023, 10, 20, 19, 5) - timedelta(days=days_ago)
    return AlertDraft(kind, at, what, **more)


@pytest.fixture
def three(registry, safe, zalo):
    """Open for long, open since today, closed."""
    ids = [
        alerts.report(registry, told("Khói ở quán", 9, zalo_id=zalo, programme_id=safe, place="12 Chợ Hàng")),
        alerts.report(registry, told("Người lạ cạy cửa", 0, AlertKind.CRIME)),
        alerts.report(registry, told("Chập điện", 30)),
    ]
    alerts.close(registry, ids[2], TODAY, "Đã cắt điện", "Tổ bảo vệ")
    return ids


def test_reports_are_open_until_closed_and_late_after_a_week(registry, three):
    rows = alert_page(TODAY)
    assert [row.id for row in rows] == [three[0], three[1], three[2]]  # late, open, closed
    assert [row.status(TODAY) for row in rows] == [AlertStatus.LATE, AlertStatus.OPEN, AlertStatus.CLOSED]
    assert rows[0].status(rows[0].at.date() + LATE_AFTER) is AlertStatus.OPEN
    assert alerts.counts(TODAY) == {AlertStatus.OPEN: 2, AlertStatus.LATE: 1, AlertStatus.CLOSED: 1}
    assert (rows[0].zalo_name, rows[0].programme_name) == ("TDP 7 PCCC", SAFE.name)
    assert (rows[2].result, rows[2].handled_by) == ("Đã cắt điện", "Tổ bảo vệ")


def test_late_in_the_list_is_late_in_the_row(registry, three):
    for days in range(6, 10):
        day = rows_day = (datetime(2023, 10, 11) + timedelta(days=days)).date()
        late = {row.id for row in alert_page(day, AlertFilter(AlertStatus.LATE))}
        assert late == {row.id for row in alert_page(rows_day) if row.status(day) is AlertStatus.LATE}


def test_the_next_page_of_reports_begins_after_the_last_row(registry, three):
    for sort, descending in product(alerts.SORTS, (False, True)):
        rows = alert_page(TODAY, sort=sort, descending=descending)
        assert len(rows) == 3
        for place, row in enumerate(rows):
            after = alert_page(TODAY, sort=sort, descending=descending, after=alert_key(row, sort, TODAY))
            assert after == rows[place + 1 :]


def test_reports_are_found_by_kind_words_year_and_counted_by_month(registry, three):
    assert [row.id for row in alert_page(TODAY, AlertFilter(kind=AlertKind.CRIME))] == [three[1]]
    assert [row.id for row in alert_page(TODAY, AlertFilter(text="Chợ Hàng"))] == [three[0]]
    assert alert_page(TODAY, AlertFilter(year=2022)) == []
    months = alerts.by_month(2023)
    assert (months[AlertKind.FIRE][8:10], months[AlertKind.CRIME][9]) == ([1, 1], 1)
    assert sum(map(sum, months.values())) == 3


def test_a_report_is_closed_once_not_before_it_came_in_and_opened_again(registry, three):
    with pytest.raises(ConflictError):
        alerts.close(registry, three[2], TODAY, "Lại")
    with pytest.raises(BadInputError):
        alerts.close(registry, three[1], TODAY - timedelta(days=1), "Trước")
    with pytest.raises(BadInputError):
        alerts.close(registry, three[1], TODAY, "")
    alerts.reopen(registry, three[2])
    assert (alerts.by_id(three[2]).closed_on, alerts.by_id(three[2]).result) == (None, "")
    with pytest.raises(BadInputError):
        alerts.report(registry, told("Ngày mai", -1))


def test_a_report_put_right_keeps_its_time_through_undo(registry, three):
    before = alerts.by_id(three[0])
    alerts.change(registry, three[0], told("Khói bếp", 8), before)
    with pytest.raises(StaleError):
        alerts.change(registry, three[0], told("Khói", 8), before)
    history.undo(registry)
    assert alerts.by_id(three[0]) == before
