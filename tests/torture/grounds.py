"""What is tortured: a small registry that opens by its key, and how two of them are compared."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from firereg.services import health
from firereg.services.opening import open_with_key
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import sealing
from tests.small_ward import NOW, USER, Clock, small_ward

UNFINISHED = ".part"
_CHEAP = {"memory_kib": 8 * 1024, "rounds": 1, "lanes": 1}


@dataclass(frozen=True)
class Ground:
    """A registry in `folder`, and its key."""

    folder: Path
    key: bytes

    @contextmanager
    def opened(self, now: datetime = NOW) -> Iterator[Registry]:
        """The registry as a clerk has it open, the password spared."""
        registry = open_with_key(self.folder, USER, self.key, Clock(now))
        try:
            yield registry
        finally:
            registry.close()


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """New key slots take as little time as the format allows: what is tortured is not Argon2."""
    usual = sealing.COST
    sealing.COST = _CHEAP
    try:
        yield
    finally:
        sealing.COST = usual


def build(folder: Path) -> Ground:
    """A small ward in a new `folder`, closed."""
    with cheap_passwords():
        registry = small_ward(folder, Clock())
    key = bytes.fromhex(registry.database.connect_params["passphrase"][2:-1])
    registry.close()
    return Ground(folder, key)


def refuse_unsound(registry: Registry) -> None:
    """AssertionError where the check of the whole registry finds anything."""
    found = health.check(registry)
    assert not found, f"the registry is not sound: {found}"


def fingerprint(registry: Registry) -> str:
    """The same for two registries exactly where every row of every table is the same."""
    digest = hashlib.sha256()
    for model in t.MODELS:
        digest.update(model._meta.table_name.encode())
        for row in (
            model.select().order_by(*model._meta.get_primary_keys()).tuples().iterator(registry.database)
        ):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def left_half_done(folder: Path) -> list[Path]:
    """The files and folders that somebody who was stopped left in `folder` and did not give a name."""
    return [path for path in folder.iterdir() if path.name.startswith(".") and path.name.endswith(UNFINISHED)]


def make_old(path: Path) -> None:
    """Let two days pass for a file or folder."""
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(path, (two_days_ago, two_days_ago))
