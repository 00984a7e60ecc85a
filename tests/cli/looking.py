"""What stands in a registry, looked at from outside a command."""

from pathlib import Path

from firereg.services import health
from firereg.services.opening import open_registry
from firereg.store import models as t
from tests.small_ward import PASSWORD, USER, row_counts


def contents(folder: Path) -> tuple:
    """Counts of every table, where each extinguisher is, and what is printed; the registry must be sound.

    That somebody signed in, as every command and this look does, is not counted.
    """
    registry = open_registry(folder, USER, PASSWORD)
    try:
        assert health.check(registry) == []
        places = list(t.Extinguisher.select(t.Extinguisher.serial, t.Extinguisher.state).tuples())
        printed = list(t.Handover.select(t.Handover.code, t.Handover.printed).tuples())
        told = t.JournalEntry.select().where(~t.JournalEntry.action.startswith("sign_in")).count()
        return row_counts() | {"JournalEntry": told}, sorted(places), sorted(printed)
    finally:
        registry.close()
