"""The check of the registry while others write."""

from threading import Thread

from firereg.services import health, journal
from tests.small_ward import CASH, give


def test_what_others_write_meanwhile_is_no_problem(registry, monkeypatch):
    """Between the entries of the journal and what is remembered as their end, somebody else is quicker."""
    end, handovers = journal._end, []

    def write() -> None:
        with registry.other_thread():
            handovers.append(give(registry, 2, "PC-0002", gifts=(CASH,)))

    def end_after_another(database=None):
        if not handovers:
            monkeypatch.setattr(journal, "_end", end)
            other = Thread(target=write)
            other.start()
            other.join(10)
        return end(database)

    monkeypatch.setattr(journal, "_end", end_after_another)
    assert health.check(registry) == []
    assert handovers
