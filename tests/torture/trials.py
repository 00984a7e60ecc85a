"""One act under one fault: it is refused in one sentence and the registry is as before, or it is done and kept."""

import json
import os
import shutil
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from firereg.errors import UserError
from firereg.exchange.files import sweep
from firereg.services import backups, imports, photos, receipt_files, restoring, unfinished
from firereg.services.registry import Registry
from firereg.store import backup_archive
from firereg.store import models as t
from tests.import_lists import ward_list
from tests.small_ward import CASH, PASSWORD, USER, Clock, give
from tests.torture.grounds import Ground, build, fingerprint, left_half_done, make_old, refuse_unsound

_FORM = "household"
_PHOTO, _LIST, _BACKUP, _OUT = "photo.png", "list.xlsx", "backup.firereg", "out"


@dataclass(frozen=True)
class Act:
    """What is done in a folder that holds a registry and what the act needs; `kept` says whether it is there."""

    name: str
    do: Callable[[Registry, Path], object]
    kept: Callable[[Registry, Path], bool]


ACTS = (
    Act(
        "a handover",
        lambda registry, _place: give(registry, 2, "PC-0002", gifts=(CASH,)),
        lambda _registry, _place: t.Handover.select().count() == 2,
    ),
    Act(
        "a photo",
        lambda registry, place: photos.add(registry, place / _PHOTO, extinguisher_id=2),
        lambda registry, _place: len(photos.of_extinguisher(2)) == 1,
    ),
    Act(
        "an import",
        lambda registry, place: imports.apply(
            registry, imports.plan(registry, place / _LIST), create_groups=True
        ),
        lambda _registry, _place: len(imports.batches()) == 1,
    ),
    Act(
        "a backup",
        lambda registry, _place: backups.make(registry),
        lambda registry, _place: backups.last_good(registry) is not None,
    ),
    Act(
        "restoring",
        lambda _registry, place: restoring.restore(
            place / _BACKUP, place / "new", USER, PASSWORD, clock=Clock()
        ),
        lambda _registry, place: (place / "new" / "registry.db").exists(),
    ),
    Act(
        "receipts as PDF",
        lambda registry, place: receipt_files.save_together(registry, [1], place / _OUT / "1.pdf"),
        lambda _registry, place: (place / _OUT / "1.pdf").exists() and t.Handover.get_by_id(1).printed == 1,
    ),
    Act(
        "a form half filled",
        lambda registry, _place: unfinished.keep(
            registry, unfinished.new_key(registry, _FORM), "An", {"text": "ă"}
        ),
        lambda registry, _place: len(unfinished.kept(registry, _FORM)) == 1,
    ),
)


@dataclass
class Outcome:
    """What became of an act: `refused` is the sentence, None where it was done; `bug` anything else."""

    refused: str | None = None
    bug: str = ""
    again: bool = True


@dataclass
class Stage:
    """A registry that every trial begins with, and where trials are held."""

    folder: Path
    place: Path
    ground: Ground = field(init=False)
    before: str = field(init=False)

    def __post_init__(self) -> None:
        """Build it."""
        self.ground = build(self.folder / "registry")
        Image.new("RGB", (300, 200), "red").save(self.folder / _PHOTO)
        (self.folder / _OUT).mkdir()
        rows = [
            (i, f"Nguyễn Văn {i}", 1970, "", f"{i} Hồ Sen", "7", 3, "", "x", f"{i}", "") for i in range(60)
        ]
        ward_list(self.folder, *rows, name=_LIST)
        with self.ground.opened() as registry:
            give(registry, 1, "PC-0001", gifts=(CASH,))
            photos.add(registry, self.folder / _PHOTO, extinguisher_id=1)
            backups.make(registry, self.folder / _BACKUP)
            self.before = fingerprint(registry)
        for act in ACTS:  # fonts and code are read before anything fails
            with self.copy().opened() as registry:
                act.do(registry, self.place)

    def copy(self) -> Ground:
        """A fresh copy to hold a trial on."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.folder, self.place)
        return Ground(self.place / "registry", self.ground.key)


Fault = Callable[[Registry], Callable[[], None] | None]
"""Brings the fault about; what lifts it again, None where only the end of the process does."""


def held(stage: Stage, act: Act, fault: Fault, *, can_clean: bool = True) -> Outcome:
    """The outcome of one trial. AssertionError where the registry is not as it must be afterwards.

    Where the fault stops even the taking away of what was begun, that may lie about for a day (`can_clean`).
    """
    ground = stage.copy()
    outcome = _in_child(lambda: _attempt(stage, act, fault, ground))
    assert not outcome.bug, outcome.bug
    with ground.opened() as registry:
        refuse_unsound(registry)
        if outcome.refused is not None and not outcome.again:
            assert fingerprint(registry) == stage.before, f"not as before: {outcome.refused}"
            act.do(registry, stage.place)
        assert act.kept(registry, stage.place), f"{act.name} was done and is not there"
    for folder in (stage.place, stage.place / _OUT, ground.folder, ground.folder / backups.FOLDER):
        left = left_half_done(folder)
        if not can_clean:
            for path in left:
                make_old(path)
            sweep(folder)
            left = left_half_done(folder)
        assert not left, f"left behind: {left}"
    for path in backups.files_in(ground.folder / backups.FOLDER):
        backup_archive.verify(path, lambda _done, _total: None)
    return outcome


def _attempt(stage: Stage, act: Act, fault: Fault, ground: Ground) -> Outcome:
    """In the child: do it under the fault; once that is lifted, the same program must work again at once."""
    with ground.opened() as registry:
        lift, outcome = None, Outcome(again=False)
        try:
            lift = fault(registry)
            act.do(registry, stage.place)
        except UserError as problem:
            outcome.refused = str(problem)
            assert outcome.refused
        if lift is None:
            return outcome
        lift()
        if outcome.refused is not None:
            assert fingerprint(registry) == stage.before, f"not as before: {outcome.refused}"
            refuse_unsound(registry)
            act.do(registry, stage.place)
            outcome.again = True
    return outcome


def _in_child(work: Callable[[], Outcome]) -> Outcome:
    """What `work` gives in a fork; told through a socket, for writing to a file may be what fails."""
    mine, its = socket.socketpair()
    child = os.fork()
    if child == 0:
        try:
            told: dict[str, Any] = vars(work())
        except BaseException:  # a child must never go on in its parent's place
            told = {"bug": traceback.format_exc()[-3000:]}
        its.sendall(json.dumps(told).encode())
        os._exit(0)
    its.close()
    with mine:
        parts = list(iter(lambda: mine.recv(65536), b""))
    os.waitpid(child, 0)
    return Outcome(**json.loads(b"".join(parts)))
