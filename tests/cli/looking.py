"""What stands in a registry, looked at from outside a command."""

from pathlib import Path

from firereg.services import health
from firereg.services.registry import open_registry
from firereg.store import models as t
from tests.small_ward import PASSWORD, USER, row_counts


def contents(folder: Path) -> tuple:
    """Counts of every table, where each extinguisher is, and what is printed; the registry must be sound."""
    registry = open_registry(folder, USER, PASSWORD)
    try:
        assert health.check(registry) == []
        places = list(t.Extinguisher.select(t.Extinguisher.serial, t.Extinguisher.state).tuples())
        printed = list(t.Handover.select(t.Handover.code, t.Handover.printed).tuples())
        return row_counts(), sorted(places), sorted(printed)
    finally:
        registry.close()
