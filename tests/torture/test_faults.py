"""The short version: each fault strikes each act at a place or two, and a fault that loses something is found out."""

import os

import pytest

from firereg.services import handovers
from firereg.store import models as t
from tests.small_ward import CASH, give
from tests.torture import faults
from tests.torture.broken_calls import calls
from tests.torture.trials import ACTS, Act, Stage, held

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a fault strikes a fork of this process")


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    return Stage(folder / "stage", folder / "trial")


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_what_is_refused_leaves_everything_as_it_was(stage, act):
    strikes = [faults._may_grow_to(0), faults._may_grow_to(9)]
    if os.geteuid():
        strikes.append(faults._read_only("."))
    if calls():
        strikes += [faults._broken("fsync"), faults._broken("pwrite64", 32 + 2 * (24 + 4096))]
    became = [held(stage, act, strike).refused for strike in strikes]
    assert became[0] is not None


def test_a_full_disk(tmp_path):
    figures = dict(faults.small_disk(tmp_path, 1))
    assert len(figures) == len(ACTS) or "not run" in str(figures)


def test_what_is_kept_in_spite_of_being_refused_is_found_out(stage):
    def keeps_half(registry, _place):
        t.Household.update(note="half").where(t.Household.id == 3).execute()
        give(registry, 2, "PC-0002", gifts=(CASH,))

    act = Act("half a handover", keeps_half, lambda _registry, _place: handovers.by_id(2) is not None)
    with pytest.raises(AssertionError, match="not as before"):
        held(stage, act, faults._may_grow_to(20))
