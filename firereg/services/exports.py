"""What left the registry as a file stands in the journal."""

from firereg.services import journal
from firereg.services.registry import Registry


def record(registry: Registry, title: str, rows: int, kind: str) -> None:
    """Keep that a list was exported: its title, how many rows, and the kind of file."""
    with registry.transaction():
        journal.append(registry, "list.export", title, rows=rows, kind=kind)
