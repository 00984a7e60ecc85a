"""The short version: a few deaths in every scene, and a scene that loses something is found out."""

import os
from contextlib import suppress

import pytest

from tests.torture import kills
from tests.torture.scenes_entering import Entering

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is a fork of its parent")


@pytest.mark.parametrize("scene", [scene for scene, _share in kills.SCENES], ids=lambda scene: scene.name)
def test_nothing_is_lost(scene, tmp_path):
    killer, _seconds = kills.torment(scene, 3, 1, tmp_path)
    assert killer.kills == 3
    assert killer.inside


class _Forgetful(Entering):
    """Says that a handover was kept, and loses it."""

    def _give(self, registry, teller, chance):
        with suppress(ZeroDivisionError), registry.transaction():
            super()._give(registry, teller, chance)
            raise ZeroDivisionError


def test_an_acknowledged_handover_that_is_lost_is_found_out(tmp_path):
    with pytest.raises(AssertionError):
        kills.torment(_Forgetful, 20, 1, tmp_path)
