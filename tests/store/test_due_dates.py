"""What the engine derives by itself is what the domain derives, and the counters count it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.dates import add_months
from firereg.domain.schedule import Clock, Interval, Rule, Unit
from firereg.store import due_dates
from firereg.store import models as t
from tests.small_ward import Clock as WardClock
from tests.small_ward import small_ward

DAYS = st.dates(date(2019, 12, 1), date(2024, 3, 31))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("due") / "registry", WardClock())
    yield opened
    opened.close()


def test_the_engine_adds_months_as_the_domain_does(ward):
    every = [date(2019, 12, 25) + timedelta(days=n) for n in range(0, 1600)]
    months = (1, 2, 6, 11, 12, 13, 24, 48, 60, 3650)
    sql = "SELECT " + ", ".join(f"date(?1, '+{n} months', 'floor')" for n in months)
    for day in every:
        (found,) = ward.database.execute_sql(sql, (day.isoformat(),)).fetchall()
        assert list(found) == [add_months(day, n).isoformat() for n in months]


@FEW
@given(data=st.data())
def test_a_rule_moves_what_it_should_and_the_counters_follow(data, ward):
    interval = data.draw(st.builds(Interval, st.integers(1, 3650), st.sampled_from(Unit)))
    first, last = sorted((data.draw(DAYS), data.draw(DAYS)))
    edges = st.sampled_from([first, last, last - timedelta(days=1)])
    with ward.database.atomic() as undo:
        t.DueDate.delete().execute()
        starts = data.draw(
            st.lists(
                st.tuples(
                    st.integers(1, 6), st.sampled_from([Clock.OWNER_CHECK, Clock.MAINTENANCE]), edges | DAYS
                ),
                unique_by=lambda one: one[:2],
                max_size=10,
            )
        )
        for eid, clock, start in starts:
            t.DueDate.create(extinguisher=eid, clock=clock, start=start, due=start)
        assert list(due_dates.miscounted(ward.database)) == []
        kind_id = t.Extinguisher.get_by_id(1).kind_id
        of_kind = {e.id for e in t.Extinguisher.select().where(t.Extinguisher.kind == kind_id)}
        rule = Rule(Clock.MAINTENANCE, interval, "", proven=False, applies_from=first)
        due_dates.move(ward.database, kind_id, rule, last)
        found = {(d.extinguisher_id, d.clock): d.due for d in t.DueDate.select()}
        for eid, clock, start in starts:
            moved = eid in of_kind and clock is Clock.MAINTENANCE and first <= start < last
            assert found[eid, clock] == (interval.after(start) if moved else start)
        assert list(due_dates.miscounted(ward.database)) == []
        t.DueDate.delete().where(t.DueDate.extinguisher.in_(data.draw(st.sets(st.integers(1, 6))))).execute()
        assert list(due_dates.miscounted(ward.database)) == []
        kept = sorted(t.DueTotal.select().where(t.DueTotal.n > 0).tuples())
        due_dates.count_again(ward.database)
        assert sorted(t.DueTotal.select().tuples()) == kept
        undo.rollback()


def test_a_counter_that_is_wrong_is_found(ward):
    with ward.database.atomic() as undo:
        total = t.DueTotal.select().where(t.DueTotal.n > 0).first()
        t.DueTotal.update(n=total.n + 1).where(
            t.DueTotal.clock == total.clock, t.DueTotal.due == total.due
        ).execute()
        assert (total.clock, total.due.isoformat()) in list(due_dates.miscounted(ward.database))
        undo.rollback()


def test_due_dates_go_with_their_extinguisher_out_of_the_counters(ward):
    with ward.database.atomic() as undo:
        t.Extinguisher.delete().where(t.Extinguisher.id == 1).execute()
        assert t.DueDate.select().where(t.DueDate.extinguisher == 1).count() == 0
        assert list(due_dates.miscounted(ward.database)) == []
        undo.rollback()
