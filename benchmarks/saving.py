"""What it takes to keep one handover for good, beside one bare INSERT on the same disk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.measure import seconds, turns
from benchmarks.table import Row, row
from firereg.domain.equipment import KINDS
from firereg.services import deliveries, handovers
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.registry import Registry

_PLAIN_TABLE = "CREATE TABLE plain (id INTEGER PRIMARY KEY, household INTEGER, day TEXT, paper TEXT)"
_PRAGMAS = ("journal_mode = wal", "synchronous = full")


def rows(registry: Registry, size: int, handovers_kept: int) -> list[Row]:
    """Recording handovers of an extinguisher and a gift, one transaction each, beside an INSERT each."""
    today = registry.today()
    serials = [f"M-{number:05d}" for number in range(handovers_kept + 1)]
    deliveries.receive(
        registry, [ExtinguisherDraft(one, KINDS[0].code, today - timedelta(days=90)) for one in serials]
    )
    plain = _plain(registry.folder / "plain.db")
    waiting = iter(enumerate(serials, start=3))  # the one with the id 2 has moved away

    def ours() -> Any:
        household, serial = next(waiting)
        return handovers.record(
            registry,
            HandoverDraft(
                household_id=household,
                day=today,
                serials=(serial,),
                gifts=(Gift("Tiền mặt hỗ trợ", 500_000, unit="suất"),),
                giver_name="Cán bộ mẫu",
            ),
        )

    def floor() -> None:
        with plain:
            plain.execute(
                "INSERT INTO plain (household, day, paper) VALUES (?, ?, ?)", (1, "2026-11-16", "x" * 2000)
            )

    measures = (lambda: seconds(ours), lambda: seconds(floor))
    turns(1, *measures)
    taken = turns(handovers_kept, *measures)
    plain.close()
    return [
        row(
            "Saving",
            f"One handover recorded ({size:,} households): checks, number, receipt, stock, due dates, search, journal",
            "bare INSERT of 2 kB, encrypted, WAL, synchronous=FULL",
            taken,
        )
    ]


def _plain(path: Path) -> Any:
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{'0' * 64}'\"")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(_PLAIN_TABLE)
    connection.commit()
    return connection
