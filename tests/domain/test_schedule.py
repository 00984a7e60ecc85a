"""The clocks, each against the clause it comes from."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.equipment import KINDS, Agent, Extinguisher, State
from firereg.domain.labels import clock_label, interval_label, record_label
from firereg.domain.schedule import (
    MOVED_BY,
    Clock,
    Interval,
    LateBand,
    Record,
    RecordKind,
    Rule,
    Unit,
    days_late,
    default_rules,
    due_dates,
    rule_for,
    starts,
    unknown_clocks,
)

KIND = {kind.code: kind for kind in KINDS}
ABC = KIND["MFZL4"]
MINI = KIND["MINI1"]
MADE, RECEIVED, PLACED = date(2023, 3, 1), date(2023, 9, 1), date(2023, 10, 19)
CLOCKS_OF_A_RECHARGEABLE = {Clock.OWNER_CHECK, Clock.MAINTENANCE, Clock.FULL_SERVICE, Clock.HYDROSTATIC}
OF_A_FIRM = CLOCKS_OF_A_RECHARGEABLE - {Clock.OWNER_CHECK}

DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
RECORDS = st.lists(st.builds(Record, st.sampled_from(RecordKind), DAYS), max_size=8)
EXTINGUISHERS = st.builds(
    Extinguisher,
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(State),
    made_on=st.none() | DAYS,
    received_on=st.none() | DAYS,
    placed_on=st.none() | DAYS,
)
INTERVALS = st.builds(Interval, st.integers(1, 3650), st.sampled_from(Unit))


def placed(kind=ABC, state=State.WITH_HOUSEHOLD, made_on=MADE, received_on=RECEIVED, placed_on=PLACED):
    return Extinguisher(kind, state, made_on, received_on, placed_on)


def due_of(extinguisher, *records):
    return due_dates(extinguisher, records, default_rules(extinguisher.kind))


def interval_of(kind, clock):
    return next(rule.interval for rule in default_rules(kind) if rule.clock is clock)


def test_a_new_unit_counts_from_its_placing_and_its_manufacture():
    assert due_of(placed()) == {
        Clock.OWNER_CHECK: date(2023, 11, 18),  # 30 days, not a month
        Clock.MAINTENANCE: date(2024, 3, 1),
        Clock.FULL_SERVICE: date(2028, 3, 1),
        Clock.HYDROSTATIC: date(2028, 3, 1),
    }


def test_each_record_moves_its_clock():
    first = due_of(placed())
    assert due_of(placed(), Record(RecordKind.INSPECTION, date(2023, 12, 1))) == first | {
        Clock.OWNER_CHECK: date(2023, 12, 31)
    }
    assert due_of(placed(), Record(RecordKind.MAINTENANCE, date(2024, 2, 10))) == first | {
        Clock.MAINTENANCE: date(2025, 2, 10)
    }
    assert due_of(placed(), Record(RecordKind.RECHARGE, date(2024, 2, 10))) == first | {
        Clock.FULL_SERVICE: date(2029, 2, 10)
    }
    assert due_of(placed(), Record(RecordKind.HYDROSTATIC, date(2024, 2, 10))) == first | {
        Clock.HYDROSTATIC: date(2029, 2, 10)
    }


def test_an_inspection_from_before_the_placing_does_not_shorten_the_first_check():
    assert due_of(placed(), Record(RecordKind.INSPECTION, date(2023, 9, 2))) == due_of(placed())


@given(EXTINGUISHERS, RECORDS, st.randoms())
def test_the_order_of_the_records_does_not_matter(extinguisher, records, random):
    mixed = random.sample(records, len(records))
    assert due_of(extinguisher, *mixed) == due_of(extinguisher, *records)


@given(EXTINGUISHERS, RECORDS, st.builds(Record, st.sampled_from(RecordKind), DAYS))
def test_a_record_never_moves_another_clock(extinguisher, records, one_more):
    before, after = due_of(extinguisher, *records), due_of(extinguisher, *records, one_more)
    moved = {clock for clock in before.keys() | after.keys() if before.get(clock) != after.get(clock)}
    assert moved <= {clock for clock, kind in MOVED_BY.items() if kind is one_more.kind}


@given(EXTINGUISHERS, RECORDS, st.builds(Record, st.sampled_from(RecordKind), DAYS))
def test_a_record_of_the_past_never_moves_a_clock_back(extinguisher, records, one_more):
    if not any(record.kind is one_more.kind for record in records):
        return  # the first record may come before the manufacture on the stamp
    before, after = due_of(extinguisher, *records), due_of(extinguisher, *records, one_more)
    assert all(after[clock] >= before[clock] for clock in before)


@given(EXTINGUISHERS, RECORDS, st.data())
def test_a_changed_interval_moves_its_clock_alone_and_the_old_one_brings_it_back(extinguisher, records, data):
    rules = default_rules(extinguisher.kind)
    changed = data.draw(st.sampled_from(rules))
    other = Rule(changed.clock, data.draw(INTERVALS), "the ward", proven=False)
    before = due_dates(extinguisher, records, rules)
    during = due_dates(extinguisher, records, [other if rule is changed else rule for rule in rules])
    assert before.keys() == during.keys()
    assert {c: d for c, d in before.items() if c is not changed.clock} == {
        c: d for c, d in during.items() if c is not changed.clock
    }
    assert due_dates(extinguisher, records, rules) == before


DATED = st.lists(
    st.builds(
        Rule,
        st.sampled_from([Clock.OWNER_CHECK, Clock.MAINTENANCE]),
        INTERVALS,
        st.just("the ward"),
        proven=st.just(False),
        applies_from=DAYS,
    ),
    max_size=6,
    unique_by=lambda rule: (rule.clock, rule.applies_from),
)


@given(EXTINGUISHERS, RECORDS, DATED, st.randoms())
def test_each_clock_runs_by_the_last_rule_from_before_it_began(extinguisher, records, dated, random):
    rules = [*default_rules(extinguisher.kind), *dated]
    due = due_dates(extinguisher, records, rules)
    begun = starts(extinguisher, records, rules)
    for clock, start in begun.items():
        its = [rule for rule in rules if rule.clock is clock and rule.applies_from <= start]
        counting = sorted(its, key=lambda rule: rule.applies_from)[-1:]
        assert [rule.interval.after(start) for rule in counting] == [
            due[one] for one in (clock,) if one in due
        ]
        assert rule_for(clock, start, random.sample(rules, len(rules))) == (counting or [None])[0]
    assert due_dates(extinguisher, records, random.sample(rules, len(rules))) == due


def test_what_began_before_a_rule_keeps_the_rule_before_it():
    shorter = Rule(Clock.MAINTENANCE, Interval(6, Unit.MONTH), "the ward", False, date(2024, 2, 10))
    rules = [*default_rules(ABC), shorter]
    assert due_dates(placed(), [], rules)[Clock.MAINTENANCE] == date(2024, 3, 1)
    before, on = date(2024, 2, 9), date(2024, 2, 10)
    for day, due in ((before, date(2025, 2, 9)), (on, date(2024, 8, 10))):
        assert due_dates(placed(), [Record(RecordKind.MAINTENANCE, day)], rules)[Clock.MAINTENANCE] == due


def test_every_number_of_days_late_is_in_one_band():
    for late in range(1, 500):
        bands = [band for band in LateBand if band.days[0] <= late <= (band.days[1] or late)]
        assert len(bands) == 1
    assert LateBand.QUARTER.days == (31, 90)


@given(EXTINGUISHERS, RECORDS)
def test_every_clock_of_the_kind_is_due_or_said_to_be_unknown(extinguisher, records):
    rules = default_rules(extinguisher.kind)
    due = due_dates(extinguisher, records, rules)
    unknown = unknown_clocks(extinguisher, due, rules)
    assert not set(unknown) & due.keys()
    if extinguisher.state is State.WITH_HOUSEHOLD:
        assert {rule.clock for rule in rules} == due.keys() | set(unknown)


def test_an_unreadable_stamp_is_said_and_not_guessed():
    unknown_age = placed(made_on=None)
    due = due_of(unknown_age)
    assert due == {
        Clock.OWNER_CHECK: date(2023, 11, 18),
        Clock.MAINTENANCE: date(2024, 9, 1),  # from its receipt
    }
    assert unknown_clocks(unknown_age, due, default_rules(ABC)) == [Clock.FULL_SERVICE, Clock.HYDROSTATIC]
    mini = placed(MINI, made_on=None)
    assert unknown_clocks(mini, due_of(mini), default_rules(MINI)) == [Clock.DISCARD]


def test_nothing_known_at_all_leaves_every_clock_unknown():
    blank = placed(made_on=None, received_on=None, placed_on=None)
    assert due_of(blank) == {}
    assert set(unknown_clocks(blank, {}, default_rules(ABC))) == CLOCKS_OF_A_RECHARGEABLE


def test_a_recharge_makes_an_unknown_age_known():
    assert due_of(placed(made_on=None), Record(RecordKind.RECHARGE, date(2024, 1, 31)))[
        Clock.FULL_SERVICE
    ] == date(2029, 1, 31)


def test_a_unit_that_cannot_be_recharged_is_discarded_and_never_maintained():
    mini = placed(MINI, made_on=date(2018, 5, 1))
    work = [Record(kind, date(2022, 1, 1)) for kind in RecordKind]
    assert due_of(mini, *work).keys() == {Clock.OWNER_CHECK, Clock.DISCARD}
    assert due_of(mini, *work)[Clock.DISCARD] == date(2023, 5, 1)  # no work makes it younger


@pytest.mark.parametrize("kind", [k for k in KINDS if k.rechargeable], ids=lambda kind: kind.code)
def test_a_rechargeable_kind_has_the_four_clocks_of_the_standard(kind):
    assert {rule.clock for rule in default_rules(kind)} == CLOCKS_OF_A_RECHARGEABLE
    assert interval_of(kind, Clock.OWNER_CHECK) == Interval(30, Unit.DAY)
    assert interval_of(kind, Clock.MAINTENANCE) == Interval(12, Unit.MONTH)
    assert interval_of(kind, Clock.FULL_SERVICE) == Interval(60, Unit.MONTH)
    assert interval_of(kind, Clock.HYDROSTATIC) == Interval(60, Unit.MONTH)


def test_every_rule_names_its_clause_and_only_a_proven_one_says_so():
    for kind in KINDS:
        for rule in default_rules(kind):
            assert rule.source.startswith("TCVN 7435-2:2004 §")
            assert rule.clock is not Clock.HYDROSTATIC or not rule.proven
    unproven = {
        k.code
        for k in KINDS
        for rule in default_rules(k)
        if not rule.proven and rule.clock is not Clock.HYDROSTATIC
    }
    assert unproven == {"MF8", "MT3", "MT5", "MT24", "MPZ9", "MSZ9"}


def test_a_clean_agent_is_recovered_by_its_own_clause():
    rules = {rule.clock: rule for rule in default_rules(KIND["MHF4"])}
    assert KIND["MHF4"].agent is Agent.CLEAN_AGENT
    assert rules[Clock.FULL_SERVICE].source.endswith("§4.3.2.6")


@pytest.mark.parametrize(
    ("state", "running"),
    [
        (State.WITH_HOUSEHOLD, CLOCKS_OF_A_RECHARGEABLE),
        (State.IN_STOCK, OF_A_FIRM),
        (State.AT_SERVICE, OF_A_FIRM),
        (State.USED, set()),
        (State.LOST, set()),
        (State.DISCARDED, set()),
    ],
)
def test_the_clocks_that_run_in_each_state(state, running):
    extinguisher = placed(state=state)
    due = due_of(extinguisher, Record(RecordKind.INSPECTION, date(2023, 12, 1)))
    assert due.keys() == running
    assert unknown_clocks(extinguisher, due, default_rules(ABC)) == []
    mini = due_of(placed(MINI, state=state))
    assert (Clock.DISCARD in mini) == (Clock.FULL_SERVICE in running)


@pytest.mark.parametrize(
    ("start", "interval", "end"),
    [
        (date(2023, 1, 31), Interval(1, Unit.MONTH), date(2023, 2, 28)),
        (date(2024, 1, 31), Interval(1, Unit.MONTH), date(2024, 2, 29)),
        (date(2024, 2, 29), Interval(12, Unit.MONTH), date(2025, 2, 28)),
        (date(2024, 2, 29), Interval(48, Unit.MONTH), date(2028, 2, 29)),
        (date(2024, 2, 29), Interval(60, Unit.MONTH), date(2029, 2, 28)),
        (date(2023, 12, 31), Interval(2, Unit.MONTH), date(2024, 2, 29)),
        (date(2024, 2, 1), Interval(30, Unit.DAY), date(2024, 3, 2)),
        (date(2023, 2, 1), Interval(30, Unit.DAY), date(2023, 3, 3)),
    ],
)
def test_month_ends_and_leap_days(start, interval, end):
    assert interval.after(start) == end


@given(DAYS, INTERVALS, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(day, interval, later):
    assert interval.after(day) > day
    assert interval.after(day + timedelta(days=later)) >= interval.after(day)


def test_due_today_is_not_overdue():
    due = date(2024, 2, 28)
    assert days_late(due, due - timedelta(days=1)) == 0
    assert days_late(due, due) == 0
    assert days_late(due, due + timedelta(days=1)) == 1
    assert days_late(due, date(2024, 3, 1)) == 2


def test_every_code_has_its_words():
    assert len({clock_label(clock) for clock in Clock}) == len(Clock)
    assert len({record_label(kind) for kind in RecordKind}) == len(RecordKind)
    assert interval_label(Interval(30, Unit.DAY)) != interval_label(Interval(30, Unit.MONTH))
