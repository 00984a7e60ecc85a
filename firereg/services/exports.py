"""What left the registry as a file stands in the journal."""

from enum import StrEnum

from firereg.services import journal
from firereg.services.registry import Registry


class Numbers(StrEnum):
    """How a list that is exported tells ID and phone numbers."""

    MASKED = "masked"
    FULL = "full"
    NONE = "none"


def record(registry: Registry, title: str, rows: int, kind: str, numbers: Numbers | None = None) -> None:
    """Keep that a list was exported: title, rows, kind of file, and how it tells numbers, where it has any."""
    detail = {"numbers": str(numbers)} if numbers else {}
    with registry.transaction():
        journal.append(registry, "list.export", title, rows=rows, kind=kind, **detail)
