"""A process that works, tells of each act before and after, and is killed at a moment nobody chose.

The child is a fork of a parent that has loaded everything, has no thread and no open database: it saves the second
that a new interpreter takes, and dies as any process does, by SIGKILL.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

_PATIENCE = 60  # seconds until a child that says nothing is no longer waited for
_LATEST = 50
_MORE = 1.15
"""A little beyond the usual length of an act, so that its very end is hit too."""

Told = dict[str, Any]


class Teller:
    """What the child says, at once, through a pipe that outlives it."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def begins(self, act: str, **what: Any) -> None:
        """An act is about to begin."""
        self._say("begins", act, what)

    def done(self, act: str, **what: Any) -> None:
        """An act has come back from the service: from now on it must never be lost."""
        self._say("done", act, what)

    def _say(self, word: str, act: str, what: Told) -> None:
        line = json.dumps([word, time.monotonic(), {"act": act, **what}], default=str) + "\n"
        os.write(self._pipe, line.encode())


Work = Callable[[Teller, random.Random], None]
"""What a child does without end."""


@dataclass
class Killed:
    """What a process had told when it was killed: the acts that were done, and the one in hand."""

    done: list[Told] = field(default_factory=list)
    begun: Told | None = None

    def names(self) -> list[str]:
        """The acts that were done."""
        return [told["act"] for told in self.done]


class Killer:
    """Kills children inside their acts, as well as it can: it remembers how long each act takes."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lasted: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_LATEST))
        self.kills = self.inside = self.acts = 0

    def kill(self, work: Work, most_before: int = 3) -> Killed:
        """Let a child work, and kill it somewhere in one of its next acts (or shortly after it)."""
        reading, writing = os.pipe()
        its_own = random.Random(self._chance.random())
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work_as_child(work, Teller(writing), its_own)
        os.close(writing)
        with os.fdopen(reading, "rb") as lines:
            told = self._until_the_moment(child, lines, self._chance.randint(1, most_before))
            os.kill(child, signal.SIGKILL)
            _pid, status = os.waitpid(child, 0)
            told += lines.readlines()
        killed = self._understood(told)
        assert os.WIFSIGNALED(status), f"the child ended by itself: {status} {told[-1:]}"
        self.kills += 1
        self.inside += killed.begun is not None
        self.acts += len(killed.done)
        return killed

    def _until_the_moment(self, child: int, lines: Any, acts: int) -> list[bytes]:
        told: list[bytes] = []
        deadline = time.monotonic() + _PATIENCE
        while acts:
            line = lines.readline()
            if not line or time.monotonic() > deadline:
                break
            told.append(line)
            if line.startswith(b'["begins"'):
                acts -= 1
        if told:
            act = json.loads(told[-1])[-1].get("act", "")
            time.sleep(self._chance.uniform(0, _MORE * self._usual(act)))
        return told

    def _usual(self, act: str) -> float:
        return median(self._lasted[act]) if self._lasted[act] else 0.02

    def _understood(self, told: list[bytes]) -> Killed:
        killed, began = Killed(), 0.0
        for line in told:
            if not line.endswith(b"\n"):
                break  # the last word was cut off with the one who said it
            word, moment, what = json.loads(line)
            assert word != "failed", what["words"]
            if word == "begins":
                killed.begun, began = what, moment
            else:
                self._lasted[what["act"]].append(moment - began)
                killed.begun = None
                killed.done.append(what)
        return killed


def _work_as_child(work: Work, teller: Teller, chance: random.Random) -> None:
    try:
        work(teller, chance)
        words = "the work came to an end"
    except BaseException:  # a child must never go on in its parent's place
        words = traceback.format_exc()
    teller._say("failed", "", {"words": words})
    sys.stdout.flush()
    os._exit(1)
