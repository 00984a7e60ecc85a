"""Forms that are half filled, kept in the encrypted registry so that a power cut loses nothing of them.

Each belongs to the user who typed it and is shown to nobody else. None of it stands in the journal: it is not yet
anything that was done.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firereg.services.registry import Registry
from firereg.store.models import Setting


@dataclass(frozen=True)
class Unfinished:
    """What was typed in `form` and last kept at `at` (UTC); `about` says for whom or what, to name it."""

    key: str
    form: str
    at: datetime
    about: str
    content: dict[str, Any]


def new_key(registry: Registry, form: str) -> str:
    """A place for what is being typed in `form` now, beside those that were left before."""
    return f"{_before_key(registry, form)}{secrets.token_hex(4)}"


def keep(registry: Registry, key: str, about: str, content: Mapping[str, Any]) -> None:
    """Keep what is typed so far under its key, in place of what was kept there before."""
    value = {"at": registry.now().isoformat(), "about": about, "content": dict(content)}
    with registry.transaction():
        Setting.replace(name=key, value=json.dumps(value, ensure_ascii=False)).execute()


def kept(registry: Registry, form: str = "") -> list[Unfinished]:
    """What the user who is signed in left half filled, in `form` or in any, the newest first."""
    rows = Setting.select().where(Setting.name.startswith(_before_key(registry, form)))
    return sorted(map(_unfinished, rows), key=lambda one: (one.at, one.key), reverse=True)


def forget(registry: Registry, key: str) -> None:
    """It was saved, or is not wanted."""
    with registry.transaction():
        Setting.delete().where(Setting.name == key).execute()


def _before_key(registry: Registry, form: str) -> str:
    return f"unfinished.{registry.user_id}." + (f"{form}." if form else "")


def _unfinished(row: Setting) -> Unfinished:
    value = json.loads(row.value)
    form = row.name.split(".")[2]
    return Unfinished(row.name, form, datetime.fromisoformat(value["at"]), value["about"], value["content"])
