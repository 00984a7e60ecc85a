"""`python -m tests.torture [--rounds N] [--seed N] [--only PROOF]`: every proof once, its figures as a table.

It stops by itself: each proof does a number of rounds or takes a number of seconds. The table is printed and written to
build/torture.md; the exit status is 1 where a proof failed.
"""

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from benchmarks.machine import machine
from firereg import i18n
from tests.torture import clerks, faults, flips, fuzz, kills
from tools.audit import audit

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "build" / "torture.md"
Figures = dict[str, object]
Proof = Callable[[int, int, Path], Figures]
"""What was counted in so many rounds, by name; AssertionError where something was lost."""

PROOFS: tuple[tuple[str, Proof, int], ...] = (
    ("kills", kills.run, 2_000),
    ("faults", faults.run, 1_000),
    ("clerks", clerks.run, 180),
    ("flipped bytes", flips.run, 1_000),
    ("hostile input", fuzz.run, 10_000),
    ("dependencies", lambda _rounds, _seed, _folder: dict(audit()), 1),
)
"""Each proof, and its rounds in the full run; a new one is one more line."""


def main(arguments: list[str] | None = None) -> int:
    """Prove and print; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--rounds", type=int, help="of each proof, in place of the full number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[name for name, _proof, _rounds in PROOFS])
    chosen = parser.parse_args(arguments)
    i18n.use("en")
    table, failed = [_about(chosen.seed), "", "| proof | what | figure |", "|---|---|---|"], 0
    TABLE.parent.mkdir(exist_ok=True)
    for name, proof, rounds in PROOFS:
        if chosen.only in (None, name):
            figures, well = prove(proof, chosen.rounds or rounds, chosen.seed)
            failed += not well
            table += [f"| {name} | {what} | {_told(figure)} |" for what, figure in figures.items()]
            TABLE.write_text("\n".join(table) + "\n", "utf-8")
    sys.stdout.write("\n".join(table) + "\n")
    return 1 if failed else 0


def prove(proof: Proof, rounds: int, seed: int) -> tuple[Figures, bool]:
    """The figures of one proof, and whether nothing was lost; what it worked on stays where something was."""
    # Not the system's folder for such things: that may be memory.
    place = Path(tempfile.mkdtemp(prefix="torture-", dir=TABLE.parent))
    began = time.monotonic()
    try:
        figures = proof(rounds, seed, place)
    except Exception as problem:
        sys.stderr.write(traceback.format_exc())
        return {"FAILED": f"{type(problem).__name__}: {problem}", "see": place.relative_to(ROOT)}, False
    shutil.rmtree(place, ignore_errors=True)
    return {**figures, "minutes": round((time.monotonic() - began) / 60, 1)}, True


def _about(seed: int) -> str:
    known = dict(machine())
    facts = "; ".join(known[name] for name in ("taken on", "CPU", "RAM", "OS"))
    return f"{facts}; Python {known['Python']}, SQLite {known['SQLite']}; seed {seed}."


def _told(figure: object) -> str:
    return f"{figure:,}" if isinstance(figure, int) else str(figure).replace("|", "/").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
