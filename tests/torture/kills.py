"""Killed at random moments in all that writes; after each, nothing acknowledged is lost and nothing half is there."""

import random
import shutil
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tests.torture.killing import Killed, Killer, Teller
from tests.torture.scenes_beside import Beside
from tests.torture.scenes_desk import HalfFilled, Importing, Printing
from tests.torture.scenes_entering import Entering
from tests.torture.scenes_files import Backing, Migrating, Restoring
from tests.torture.scenes_keys import Accounts, Passwords

_RENEWED_AFTER = 40
"""So many deaths one registry lives through."""


class Scene(Protocol):
    """Work that a child does until it is killed, and what must be true afterwards."""

    name: str

    def work(self, teller: Teller, chance: random.Random) -> None:
        """What the child does, without end."""

    def check(self, killed: Killed) -> None:
        """AssertionError where something was lost."""


SCENES: tuple[tuple[Callable[[Path], Scene], int], ...] = (
    (Entering, 25),
    (Beside, 5),
    (Importing, 10),
    (Backing, 15),
    (Restoring, 10),
    (Migrating, 10),
    (Printing, 10),
    (HalfFilled, 5),
    (Passwords, 5),
    (Accounts, 5),
)
"""Each scene, and its part of a hundred kills."""


def run(rounds: int, seed: int, folder: Path) -> dict[str, object]:
    """So many kills, shared among the scenes; what was counted."""
    figures: dict[str, object] = {}
    kills = inside = acts = 0
    lost = []
    for scene, share in SCENES:
        try:
            killer, seconds = torment(scene, max(1, rounds * share // 100), seed, folder)
        except Exception as found:  # the other scenes are still worth their figures
            lost.append(f"{scene.name}: {type(found).__name__} {found}")
            traceback.print_exc()
            continue
        figures[f"{scene.name}: kills, inside an act"] = f"{killer.kills:,}, {killer.inside:,}"
        kills, inside, acts = kills + killer.kills, inside + killer.inside, acts + killer.acts
        figures[f"{scene.name}: acts acknowledged and found again"] = f"{killer.acts:,} ({seconds:.0f} s)"
    assert not lost, "; ".join(lost)
    return {"kills": kills, "of them inside an act": inside, "acts acknowledged, all found": acts, **figures}


def torment(scene: Callable[[Path], Scene], kills: int, seed: int, folder: Path) -> tuple[Killer, float]:
    """So many deaths in one scene; who killed, and how many seconds it took."""
    chance = random.Random(seed)
    killer, began = Killer(chance), time.monotonic()
    for number in range(kills):
        if number % _RENEWED_AFTER == 0:
            place = folder / f"{scene.name}-{number}"
            place.mkdir(parents=True)
            stage = scene(place)
        killed = killer.kill(stage.work)
        stage.check(killed)
        if (number + 1) % _RENEWED_AFTER == 0 or number + 1 == kills:
            shutil.rmtree(place)
    return killer, time.monotonic() - began
