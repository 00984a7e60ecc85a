"""Kinds and their intervals: every due date follows a change at once, in any order, and comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.equipment import Agent, Build, ExtinguisherKind
from firereg.domain.schedule import Clock, Interval, RecordKind, Unit, default_rules
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, equipment, health, history, inspections, journal, kinds, overdue
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.kinds import FROM_THE_BEGINNING, KindDraft
from firereg.services.overdue import OverdueFilter
from firereg.store import models as t
from tests.small_ward import Clock as WardClock
from tests.small_ward import give, row_counts, small_ward

DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
INTERVALS = st.builds(Interval, st.integers(1, 100), st.sampled_from(Unit))
FOAM = KindDraft("mpz 6", "Bình bọt 6 lít", Agent.FOAM, Build.STORED_PRESSURE, 6000, has_gauge=True)


def kind_id(code: str = "MFZL4") -> int:
    return next(one.id for one in kinds.kinds() if one.kind.code == code)


def kept() -> list[tuple]:
    its = t.DueDate
    return list(its.select(its.extinguisher, its.clock, its.start, its.due).order_by(its.id).tuples())


def agree() -> bool:
    """Whether every kept due date is what the pure function gives, one extinguisher by one."""
    return clocks.wrong([row.id for row in t.Extinguisher]) == []


@pytest.fixture
def lived_in(registry):
    give(registry, 1, "PC-0001", "CO-0001")
    give(registry, 5, "PC-0002", "MI-0001")
    inspections.inspect(registry, InspectionDraft("PC-0001", date(2023, 10, 20), passed=True))
    inspections.service(
        registry, ServiceDraft("PC-0002", RecordKind.MAINTENANCE, date(2023, 10, 20), "Công ty Mẫu")
    )
    return registry


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("kinds") / "registry", WardClock())
    give(opened, 1, "PC-0001", "CO-0001")
    give(opened, 5, "PC-0002", "MI-0001")
    yield opened
    opened.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(
            st.sampled_from(["MFZL4", "MT3", "MINI1"]),
            st.sampled_from([Clock.OWNER_CHECK, Clock.MAINTENANCE, Clock.DISCARD]),
            INTERVALS,
            st.just(FROM_THE_BEGINNING) | DAYS,
        ),
        max_size=4,
        unique_by=lambda one: (one[0], one[1], one[3]),
    ),
    random=st.randoms(),
)
def test_changed_intervals_are_followed_in_any_order_and_the_way_back(ward, changes, random):
    def enter(some):
        for code, clock, interval, applies_from in some:
            its = kind_id(code)
            if clock in {r.rule.clock for r in kinds.rules() if r.kind_id == its}:
                kinds.change_interval(ward, its, clock, interval, applies_from=applies_from)
                assert agree()

    with ward.database.atomic() as undo:
        before, rules = kept(), kinds.rules()
        enter(changes)
        after = kept()
        for row in kinds.rules():
            if row.rule.applies_from != FROM_THE_BEGINNING:
                kinds.remove_interval(ward, row.id)
        for row in rules:
            kinds.change_interval(
                ward, row.kind_id, row.rule.clock, row.rule.interval, source=row.rule.source
            )
        assert kept() == before
        assert kinds.rules() == rules
        enter(random.sample(changes, len(changes)))
        assert kept() == after
        undo.rollback()


def test_a_rule_from_a_day_on_leaves_what_began_before(lived_in):
    its = kind_id()
    before = clocks.due_of(1), clocks.due_of(2)
    count = kinds.change_interval(
        lived_in, its, Clock.OWNER_CHECK, Interval(10, Unit.DAY), applies_from=date(2023, 10, 20)
    )
    assert count == 3
    assert clocks.due_of(1) == before[0] | {Clock.OWNER_CHECK: date(2023, 10, 30)}
    assert clocks.due_of(2) == before[1]  # placed the day before
    assert health.check(lived_in) == []
    (dated,) = [row for row in kinds.rules() if row.rule.applies_from != FROM_THE_BEGINNING]
    assert (dated.rule.proven, dated.rule.source) == (False, "")
    kinds.remove_interval(lived_in, dated.id)
    assert (clocks.due_of(1), clocks.due_of(2)) == before


def test_an_interval_is_taken_back_like_any_change(lived_in):
    before, rules = kept(), kinds.rules()
    kinds.change_interval(
        lived_in, kind_id(), Clock.OWNER_CHECK, Interval(1, Unit.MONTH), source="Kế hoạch 12"
    )
    during = kept()
    assert during != before
    history.undo(lived_in)
    assert (kept(), kinds.rules()) == (before, rules)
    history.redo(lived_in)
    assert kept() == during
    kinds.change_interval(
        lived_in, kind_id(), Clock.OWNER_CHECK, Interval(9, Unit.DAY), applies_from=date(2020, 1, 1)
    )
    assert kept() != during
    history.undo(lived_in)
    assert kept() == during
    assert agree()


def test_the_interval_of_the_standard_has_its_source_again(lived_in):
    its = kind_id()
    standard = next(r.rule for r in kinds.rules() if (r.kind_id, r.rule.clock) == (its, Clock.OWNER_CHECK))
    kinds.change_interval(
        lived_in, its, Clock.OWNER_CHECK, Interval(14, Unit.DAY), source=" Kế hoạch  12/KH "
    )
    changed = next(r.rule for r in kinds.rules() if (r.kind_id, r.rule.clock) == (its, Clock.OWNER_CHECK))
    assert (changed.source, changed.proven) == ("Kế hoạch 12/KH", False)
    kinds.change_interval(lived_in, its, Clock.OWNER_CHECK, standard.interval)
    assert standard in [r.rule for r in kinds.rules() if r.kind_id == its]


@pytest.mark.parametrize("count", [0, -5, 3651, 10_000])
def test_an_interval_that_is_none_is_refused(lived_in, count):
    before = row_counts()
    for act in (
        lambda: kinds.change_interval(lived_in, 1, Clock.OWNER_CHECK, Interval(count, Unit.DAY)),
        lambda: kinds.preview_interval(1, Clock.OWNER_CHECK, Interval(count, Unit.DAY), date(2024, 1, 1)),
    ):
        with pytest.raises(BadInputError) as problem:
            act()
        assert problem.value.field == "count"
    assert row_counts() == before


def test_a_clock_that_a_kind_has_not_is_refused_and_none_is_left_without_a_rule(lived_in):
    with pytest.raises(BadInputError):
        kinds.change_interval(lived_in, kind_id(), Clock.DISCARD, Interval(5, Unit.MONTH))
    with pytest.raises(ConflictError):
        kinds.remove_interval(lived_in, kinds.rules()[0].id)


@pytest.mark.parametrize("applies_from", [FROM_THE_BEGINNING, date(2023, 10, 20)])
def test_the_preview_names_whom_it_would_concern(lived_in, applies_from):
    which, as_of = (kind_id(), Clock.OWNER_CHECK, Interval(5, Unit.DAY)), date(2023, 11, 1)
    rows, rules = row_counts(), kinds.rules()
    preview = kinds.preview_interval(*which, as_of, applies_from=applies_from)
    assert (row_counts(), kinds.rules()) == (rows, rules)
    kinds.change_interval(lived_in, *which, applies_from=applies_from)
    late = overdue.overdue_all(as_of, OverdueFilter(clock=Clock.OWNER_CHECK, kind_id=which[0]))
    assert preview.then == len(late) == (2 if applies_from == FROM_THE_BEGINNING else 1)
    assert preview.now == 0
    assert sum(then for _group, _now, then in preview.by_group) == preview.then
    assert {group for group, _now, _then in preview.by_group} == {row.group_id for row in late}
    assert sorted(preview.first) == sorted(late)


def test_a_new_kind_has_the_clocks_of_the_standard(lived_in):
    new = kinds.add_kind(lived_in, FOAM)
    entry = next(one for one in kinds.kinds() if one.id == new)
    assert entry.kind == ExtinguisherKind(
        "MPZ6", "Bình bọt 6 lít", Agent.FOAM, Build.STORED_PRESSURE, 6000, True, True, False
    )
    assert (entry.active, entry.extinguishers) == (True, 0)
    assert [r.rule for r in kinds.rules() if r.kind_id == new] == list(default_rules(entry.kind))
    assert {r.rule.proven for r in kinds.rules() if r.kind_id == new} == {True, False}
    with pytest.raises(ConflictError):
        kinds.add_kind(lived_in, FOAM)
    history.undo(lived_in)
    assert "MPZ6" not in {one.kind.code for one in kinds.kinds()}
    assert not t.IntervalRule.select().where(t.IntervalRule.kind == new).exists()


def test_a_kind_that_cannot_be_recharged_any_more_is_discarded(lived_in):
    its, before = kind_id(), kept()
    entry = next(one.kind for one in kinds.kinds() if one.id == its)
    draft = KindDraft(**{name: getattr(entry, name) for name in KindDraft.__dataclass_fields__})
    kinds.change_kind(lived_in, its, replace(draft, name="Bình bột 4 kg", rechargeable=False))
    assert set(clocks.due_of(1)) == {Clock.OWNER_CHECK, Clock.DISCARD}
    assert clocks.due_of(1)[Clock.DISCARD] == date(2028, 3, 1)
    assert agree()
    assert equipment.by_serial("PC-0001").kind_name == "Bình bột 4 kg"
    assert [row.serial for row in equipment.suggest("Bình bột 4 kg PC-0001")] == ["PC-0001"]
    history.undo(lived_in)
    assert sorted(kept()) == sorted(before)
    assert health.check(lived_in) == []


def test_a_kind_is_retired_and_its_extinguishers_keep_their_clocks(lived_in):
    before = kept()
    kinds.retire_kind(lived_in, kind_id("MT3"))
    assert [one.kind.code for one in kinds.kinds() if not one.active] == ["MT3"]
    assert kept() == before
    kinds.retire_kind(lived_in, kind_id("MT3"), active=True)
    assert all(one.active for one in kinds.kinds())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": " "}, "code"),
        ({"name": ""}, "name"),
        ({"mass_g": 0}, "mass_g"),
        ({"mass_g": 900_000}, "mass_g"),
    ],
)
def test_half_a_kind_is_refused(lived_in, changed, field):
    before = row_counts()
    with pytest.raises(BadInputError) as problem:
        kinds.add_kind(lived_in, replace(FOAM, **changed))
    assert problem.value.field == field
    assert row_counts() == before


def test_the_journal_tells_of_an_interval(lived_in):
    kinds.change_interval(lived_in, kind_id(), Clock.OWNER_CHECK, Interval(14, Unit.DAY))
    entry = t.JournalEntry.select().order_by(t.JournalEntry.id.desc()).get()
    assert (entry.action, entry.subject) == ("interval.change", "MFZL4 owner_check")
    assert "14 day" in entry.detail
    assert "30 day" in entry.detail
    assert list(journal.broken_links()) == []


def test_days_are_counted_over_month_ends(lived_in):
    t.Extinguisher.update(made_on=date(2024, 2, 29)).where(t.Extinguisher.id == 2).execute()
    clocks.rebuild([2])
    for months, due in ((12, date(2025, 2, 28)), (48, date(2028, 2, 29)), (1, date(2024, 3, 29))):
        kinds.change_interval(lived_in, kind_id(), Clock.FULL_SERVICE, Interval(months, Unit.MONTH))
        assert clocks.due_of(2)[Clock.FULL_SERVICE] == due
        assert {
            row.due
            for row in t.DueDate.select().where(
                t.DueDate.extinguisher == 2, t.DueDate.clock == "full_service"
            )
        } == {due}
    assert agree()
    assert timedelta(days=30) == clocks.due_of(1)[Clock.OWNER_CHECK] - date(2023, 10, 20)
