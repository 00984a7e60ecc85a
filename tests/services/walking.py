"""A walk in the small ward: three extinguishers in group 7, one in group 70, on 20/11/2023.

Opening a registry takes
much longer than what a test does in it, so one is opened for the module and what a test did is rolled back.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from firereg import i18n
from firereg.domain.walks import Outcome
from firereg.services import walk_entry, walks
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.services.walk_entry import Entered
from firereg.services.walks import WalkDraft
from tests.small_ward import PASSWORD, USER, Clock, give

NOW = datetime(2023, 11, 20, 9)
TODAY = NOW.date()
FIRST, LAST = date(2023, 11, 1), date(2023, 11, 30)


class Walked(NamedTuple):
    """The registry, and the walks past group 7 and group 70."""

    registry: Registry
    seven: int
    seventy: int

    def enter(self, code: str, outcome: Outcome = Outcome.PASSED, **more) -> Entered:
        """An entry on the walk past group 7."""
        return walk_entry.enter(self.registry, self.seven, code, outcome, **{"day": TODAY} | more)


class _TakenBack(Exception):  # noqa: N818
    """Nothing went wrong; what was written is rolled back."""


@pytest.fixture(scope="module")
def walked_ward(built_ward: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Four extinguishers hang in homes, two are in stock; both walks of November are planned."""
    folder = shutil.copytree(built_ward, tmp_path_factory.mktemp("walked") / "registry")
    clock = Clock()
    registry = open_registry(folder, USER, PASSWORD, clock)
    i18n.use("en")
    for household, serial in ((3, "PC-0003"), (1, "PC-0001"), (2, "PC-0002"), (6, "CO-0001")):
        give(registry, household, serial)
    clock.now = NOW
    yield Walked(registry, *walks.plan_all(registry, WalkDraft("Tháng 11", FIRST, LAST)))
    registry.close()


@pytest.fixture
def on(walked_ward: Walked) -> Iterator[Walked]:
    """The walks as they were planned, whatever the test before did."""
    with suppress(_TakenBack), walked_ward.registry.transaction():
        yield walked_ward
        raise _TakenBack
