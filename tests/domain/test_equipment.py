import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.equipment import KINDS, LEGAL_MOVES, Agent, Build, State, can_move
from firereg.domain.labels import state_label

STATES = st.sampled_from(State)


@given(STATES)
def test_no_move_to_the_same_state(state):
    assert not can_move(state, state)


def test_nothing_comes_back_from_the_scrap():
    assert not any(can_move(State.DISCARDED, state) for state in State)


def test_everything_but_scrap_can_move_on_and_every_state_can_be_reached():
    assert set(LEGAL_MOVES) == set(State)
    assert all(LEGAL_MOVES[state] for state in set(State) - {State.DISCARDED})
    reached, edge = {State.IN_STOCK}, {State.IN_STOCK}
    while edge:
        edge = set().union(*(LEGAL_MOVES[state] for state in edge)) - reached
        reached |= edge
    assert reached == set(State)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.USED, State.IN_STOCK),  # empty: it must be recharged first
        (State.USED, State.WITH_HOUSEHOLD),
        (State.IN_STOCK, State.USED),
        (State.LOST, State.USED),
    ],
)
def test_moves_that_would_hide_something_are_not_legal(before, after):
    assert not can_move(before, after)


def test_every_state_has_its_words():
    assert len({state_label(state) for state in State}) == len(State)


def test_kinds_have_their_own_codes():
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_trade_code_says_what_the_kind_is(kind):
    letters, figure = re.fullmatch(r"([A-Z]+)(\d+)", kind.code).groups()
    expected = {
        "MFZL": (Agent.POWDER_ABC, Build.STORED_PRESSURE, True),
        "MFZ": (Agent.POWDER_BC, Build.STORED_PRESSURE, True),
        "MFTZL": (Agent.POWDER_ABC, Build.STORED_PRESSURE, True),
        "MFTZ": (Agent.POWDER_BC, Build.STORED_PRESSURE, True),
        "MF": (Agent.POWDER_BC, Build.CARTRIDGE, False),
        "MT": (Agent.CO2, Build.SELF_EXPELLING, False),
        "MPZ": (Agent.FOAM, Build.STORED_PRESSURE, True),
        "MSZ": (Agent.WATER, Build.STORED_PRESSURE, True),
        "MHF": (Agent.CLEAN_AGENT, Build.STORED_PRESSURE, True),
        "MINI": (Agent.POWDER_ABC, Build.STORED_PRESSURE, True),
    }
    assert (kind.agent, kind.build, kind.has_gauge) == expected[letters]
    assert kind.mass_g == int(figure) * 1000
    assert f"{figure} kg" in kind.name or f"{figure} lít" in kind.name
    assert kind.rechargeable == (letters != "MINI")
    assert kind.wheeled == ("T" in letters[1:-1] or kind.mass_g > 20_000)
