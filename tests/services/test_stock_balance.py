"""The stock balances: every extinguisher is somewhere, today and on every day before."""

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.equipment import LEGAL_MOVES, State
from firereg.services import deliveries, equipment, equipment_moves, handovers
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.stock_balance import balance
from firereg.store import models as t
from tests.small_ward import ROUND_DAY, give

START = date(2023, 11, 1)


def totals(rows) -> Counter:
    whole: Counter = Counter()
    for row in rows:
        whole.update(row.states)
    return whole


def test_by_kind_and_donor(registry):
    give(registry, 1, "PC-0001")
    equipment_moves.move(registry, equipment.by_serial("MI-0001").id, State.AT_SERVICE)
    told = {
        (row.kind_code, row.donor): (row.received, row.in_stock, dict(row.states))
        for row in balance(registry)
    }
    assert told == {
        ("MFZL4", ""): (2, 2, {State.IN_STOCK: 2}),
        ("MFZL4", "Công ty Mẫu"): (1, 0, {State.WITH_HOUSEHOLD: 1}),
        ("MT3", ""): (1, 1, {State.IN_STOCK: 1}),
        ("MINI1", ""): (2, 1, {State.IN_STOCK: 1, State.AT_SERVICE: 1}),
    }


def test_a_day_of_the_past(registry):
    give(registry, 1, "PC-0001")
    cancelled = give(registry, 2, "PC-0002")
    handovers.void(registry, cancelled.id, "nhầm")
    assert totals(balance(registry, ROUND_DAY)) == {State.WITH_HOUSEHOLD: 1, State.IN_STOCK: 5}
    assert totals(balance(registry, ROUND_DAY - timedelta(days=1))) == {State.IN_STOCK: 6}
    assert totals(balance(registry, date(2023, 8, 31))) == {State.IN_STOCK: 2}
    assert balance(registry, date(2018, 5, 31)) == []


def test_a_receipt_that_was_written_again_with_the_right_day(registry):
    wrong = give(registry, 1, "PC-0001", day=date(2023, 10, 20))
    handovers.void(registry, wrong.id, "sai ngày")
    give(registry, 1, "PC-0001", day=date(2023, 10, 10))
    assert totals(balance(registry, date(2023, 10, 15))) == {State.WITH_HOUSEHOLD: 1, State.IN_STOCK: 5}
    assert totals(balance(registry, date(2023, 10, 9))) == {State.IN_STOCK: 6}


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_extinguisher_is_somewhere_on_every_day(registry, clock, data):
    """Against a diary kept beside: where each one was at the end of each day."""
    with registry.database.atomic() as outer:
        clock.now = datetime(2023, 11, 1, 8)
        drafts = [ExtinguisherDraft(f"B-{n}", data.draw(st.sampled_from(["MFZL4", "MT3"]))) for n in range(4)]
        ids = deliveries.receive(registry, drafts, DeliveryDraft(START, "Ông Mẫu"))
        diary = [dict.fromkeys(ids, State.IN_STOCK)]
        for day in range(1, 7):
            clock.now = datetime(2023, 11, 1 + day, 8)
            now = dict(diary[-1])
            for step in range(data.draw(st.integers(0, 4))):
                clock.now += timedelta(minutes=step + 1)
                _something(registry, data, now)
            diary.append(now)
        clock.now += timedelta(days=1)
        for day, stood in enumerate(diary):
            as_of = START + timedelta(days=day)
            ours = [row for row in balance(registry, as_of) if row.donor == "Ông Mẫu"]
            assert totals(ours) == Counter(stood.values())
            assert sum(row.received for row in balance(registry, as_of)) == t.Extinguisher.select().count()
        clock.now = datetime(2023, 10, 20, 9, 30)
        outer.rollback()


def _something(registry, data, now: dict[int, State]) -> None:
    one = data.draw(st.sampled_from(sorted(now)))
    row = equipment.by_id(one)
    legal = sorted(LEGAL_MOVES[row.state] - {State.SPARE_LENT})
    if not legal:
        return
    after = data.draw(st.sampled_from(legal))
    if row.state is State.IN_STOCK and after is State.WITH_HOUSEHOLD:
        give(registry, 1, row.serial, day=registry.today())
    elif after is State.WITH_HOUSEHOLD and row.household_id is None:
        return
    else:
        equipment_moves.move(registry, one, after, "thử")
    now[one] = after
