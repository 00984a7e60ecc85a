"""Whatever was done to extinguishers: the books balance, and undone all the way back it never was."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from firereg.domain.checklist import checklist
from firereg.domain.equipment import State, can_move
from firereg.domain.schedule import RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    clocks,
    equipment,
    equipment_edit,
    equipment_moves,
    equipment_swaps,
    faults,
    health,
    history,
    household_moves,
    inspections,
    life,
)
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed
from tests.small_ward import Clock, give, small_ward

TABLES = (t.Household, t.Extinguisher, t.Move, t.Inspection, t.Service, t.Fault)
SERIALS = ("PC-0001", "PC-0002", "PC-0003", "CO-0001")
DAYS = st.dates(date(2023, 10, 17), date(2023, 10, 20))
WORDS = ("pc0001", "pc0007", "dang thi hoa", "mfzl4")


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("undo") / "registry", Clock())
    give(opened, 1, "PC-0001")
    give(opened, 2, "PC-0003")
    t.Change.delete().execute()
    yield opened
    opened.close()


def picture(registry):
    """Every row that a deed can touch, what is due, and what some words find."""
    rows = [list(model.select().order_by(model.id).tuples()) for model in TABLES]
    dues = t.DueDate.select(t.DueDate.extinguisher, t.DueDate.clock, t.DueDate.start, t.DueDate.due)
    found = [search.find(registry.database, Indexed.EXTINGUISHERS, words, 50) for words in WORDS]
    return rows, sorted(dues.tuples()), found


def some(data):
    return equipment.by_id(data.draw(st.integers(1, 4)))


def move(registry, data):
    row = some(data)
    state = data.draw(st.sampled_from(equipment_moves.moves(row) or list(State)))
    equipment_moves.move(registry, row.id, state, "thử", data.draw(DAYS), for_good=data.draw(st.booleans()))


def inspect(registry, data):
    row, passed = some(data), data.draw(st.booleans())
    kind = clocks.kind_of(t.Extinguisher.get_by_id(row.id).kind)
    items = () if passed else tuple(data.draw(st.sets(st.sampled_from(checklist(kind)))))
    closes, weight = data.draw(st.booleans()), data.draw(st.none() | st.integers(1, 9000))
    draft = InspectionDraft(row.serial, data.draw(DAYS), passed, "gỉ", "Ai", items, weight, closes)
    inspections.inspect(registry, draft)


def serve(registry, data):
    kind = data.draw(st.sampled_from([kind for kind in RecordKind if kind is not RecordKind.INSPECTION]))
    inspections.service(registry, ServiceDraft(some(data).serial, kind, data.draw(DAYS), "Công ty Mẫu"))


def lend(registry, data):
    equipment_swaps.lend_spare(registry, some(data).serial, some(data).serial, data.draw(DAYS))


def end_loan(registry, data):
    equipment_swaps.end_loan(registry, some(data).serial, data.draw(DAYS))


def report(registry, data):
    faults.report(registry, some(data).serial, data.draw(DAYS), "kim tụt", due_on=date(2023, 10, 20))


def close(registry, data):
    if found := list(t.Fault.select()):
        fault = data.draw(st.sampled_from(found)).id
        if data.draw(st.booleans()):
            faults.close(registry, fault, data.draw(DAYS), "đã sửa")
        else:
            faults.reopen(registry, fault)


def edit(registry, data):
    changes = {"serial": "PC-0007", "made_on": None, "label": "7", "kind_code": "MT3", "donor": "Ai"}
    names = data.draw(st.sets(st.sampled_from(sorted(changes)), min_size=1))
    equipment_edit.edit(registry, some(data).id, {name: changes[name] for name in names})


def move_out(registry, data):
    household_moves.move_out(registry, data.draw(st.integers(1, 2)), data.draw(DAYS), take_back=True)


DEEDS = (move, move, inspect, serve, lend, end_loan, report, close, edit, move_out)


def balanced(registry):
    """Every extinguisher is where its last move put it, and its life tells so."""
    assert health.check(registry) == []
    for row in t.Extinguisher.select():
        its_moves = list(t.Move.select().where(t.Move.extinguisher == row.id).order_by(t.Move.id))
        for move in its_moves:
            assert can_move(State(move.before), State(move.after)) or move.before == State.USED
        for earlier, later in pairwise(its_moves):
            assert (earlier.after, earlier.day <= later.day) == (later.before, True)
        if its_moves:
            assert its_moves[-1].after == row.state
        told = [one.kind for one in life.events(row.id)]
        assert told.count(life.LifeKind.MOVED) == len(its_moves)


# Shrinking takes minutes here; what was drawn tells enough.
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(data=st.data())
def test_the_books_balance_and_undone_it_never_was(data, ward):
    with ward.database.atomic() as example:
        stations = [picture(ward)]
        for deed in data.draw(st.lists(st.sampled_from(DEEDS), min_size=3, max_size=9)):
            last = history.undoable(ward)
            try:
                deed(ward, data)
            except (BadInputError, ConflictError):
                assert picture(ward) == stations[-1], "a refusal changed something"
            if history.undoable(ward) != last:
                stations.append(picture(ward))
        balanced(ward)
        for before in reversed(stations[:-1]):
            assert history.undo(ward) is not None
            assert picture(ward) == before
        assert history.undo(ward) is None
        for after in stations[1:]:
            assert history.redo(ward) is not None
            assert picture(ward) == after
        balanced(ward)
        example.rollback()
