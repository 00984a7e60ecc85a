"""What a ward can set, each declared once with its default."""

import json
from typing import Any

from firereg.domain.roles import Right
from firereg.services import journal
from firereg.services.registry import Registry
from firereg.store.models import Setting

DEFAULTS: dict[str, Any] = {
    # Print the registry's own number on a receipt, or leave room for the records office to write theirs.
    "own_number_on_paper": True,
    # The desk locks itself after so long without a key or a movement of the mouse.
    "lock_after_minutes": 10,
}
LOCK_MINUTES = (5, 10, 15, 30)
"""What can be chosen for `lock_after_minutes`: never is not among them."""


def get(name: str) -> Any:
    """The value of a declared setting."""
    row = Setting.get_or_none(Setting.name == name)
    return json.loads(row.value) if row else DEFAULTS[name]


def put(registry: Registry, name: str, value: Any) -> None:
    """Change a declared setting."""
    with registry.transaction(Right.ADMINISTER):
        before = get(name)
        Setting.replace(name=name, value=json.dumps(value)).execute()
        journal.append(registry, "setting.change", name, before=before, after=value)
