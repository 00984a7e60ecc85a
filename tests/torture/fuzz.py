"""Hostile workbooks, card codes, ward files, key files and backups: each is taken, or refused in one sentence.

Each piece is made from a good one by changing bytes, words or structure. It is taken in by a child process with bounded
memory; a crash, a hang, an error that no clerk could read, or a changed registry fails the proof.
"""

import json
import os
import resource
import select
import signal
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from firereg.cli.ward_file import WardFile
from firereg.errors import UserError
from firereg.services import backups, households, imports, stock_import, walk_results
from firereg.services.registry import Registry
from firereg.store import backup_archive, sealing
from firereg.store.keyslots import KeySlots
from tests import import_lists, stock_lists
from tests.exchange.list_files import xlsx
from tests.small_ward import PASSWORD, USER
from tests.torture import mutations
from tests.torture.grounds import Ground, build, cheap_passwords, fingerprint

HANG = 10.0
"""Seconds for one piece; more is a hang."""
MEMORY = 1 << 30
"""Bytes beyond what the child has at its start; more is refused by the system."""
_BATCH = 100
_MOST_LETTERS = 700
_CARD = "031165001234|031234567|Đặng Thị Hoà|05031965|Nữ|12/34 Chợ Hàng, Dư Hàng Kênh, Lê Chân, Hải Phòng|19102021"
_WARD = """
name = "Phường Dư Hàng Kênh"
district = "Quận Lê Chân"
province = "Thành phố Hải Phòng"
body_lines = ["ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"]
place = "Dư Hàng Kênh"
groups = 22

[[profile]]
valid_from = 2025-07-01
name = "Phường Lê Chân"
"""

Make = Callable[[Random], bytes]
Take = Callable[[Registry, Path], object]


@dataclass(frozen=True)
class Input:
    """A kind of input: how many of a hundred pieces are of it, what its files end with, how it is made and taken."""

    name: str
    share: int
    suffix: str
    make: Make
    takes: tuple[Take, ...]


@dataclass
class Told:
    """What became of the pieces of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    problems: list[str] = field(default_factory=list)


def run(rounds: int, seed: int, folder: Path) -> dict[str, object]:
    """So many pieces; what was counted. AssertionError with the first pieces that broke something."""
    with cheap_passwords():
        ground = build(folder / "registry")
        inputs = list(kinds(ground, folder))
    with ground.opened() as registry:
        before = fingerprint(registry)
    figures: dict[str, object] = {}
    problems: list[str] = []
    for kind in inputs:
        pieces = max(1, rounds * kind.share // 100)
        told = take_all(ground, kind, pieces, seed, folder)
        problems += told.problems
        figures[f"{kind.name}: pieces"] = pieces
        figures[f"{kind.name}: taken / refused in a sentence"] = (
            f"{told.outcomes['taken']:,} / {told.outcomes['refused']:,}"
        )
        figures[f"{kind.name}: slowest, seconds"] = f"{told.slowest:.2f}"
    assert not problems, f"{len(problems)} pieces broke something; the first: {problems[0]}"
    with ground.opened() as registry:
        assert fingerprint(registry) == before, "hostile input changed the registry"
    return figures


def kinds(ground: Ground, folder: Path) -> Iterator[Input]:
    """Every kind of input, made from good ones of the ward in `ground`."""
    sheets = [
        import_lists.ward_list(
            folder, import_lists.AN, import_lists.NEW, import_lists.LAN, import_lists.TOTAL
        ),
        stock_lists.stock_list(folder, stock_lists.NEW, stock_lists.BY_WORDS, stock_lists.RANGE),
    ]
    books = [path.read_bytes() for path in sheets]
    table = "\n".join(
        ";".join(map(str, row)) for row in (import_lists.HEAD, import_lists.AN, import_lists.NEW)
    )
    takes: tuple[Take, ...] = (imports.plan, stock_import.plan, walk_results.read)
    yield Input(
        "workbooks",
        35,
        ".xlsx",
        lambda random: mutations.any_of(
            random,
            [
                lambda r: _with_hostile_cells(r, folder),
                lambda r: _with_hostile_cells(r, folder),
                lambda r: mutations.zip_of(r, r.choice(books), mutations.part_of),
                lambda r: mutations.bytes_of(r, r.choice(books)),
            ],
        ),
        takes,
    )
    codings = ("utf-8", "utf-8-sig", "utf-16", "cp1258")
    yield Input(
        "text tables",
        15,
        ".csv",
        lambda random: mutations.any_of(
            random,
            [
                lambda r: mutations.text_of(r, table).encode(r.choice(codings), "replace"),
                lambda r: mutations.bytes_of(r, table.encode(r.choice(codings), "replace")),
            ],
        ),
        takes,
    )
    yield Input(
        "card codes",
        20,
        ".txt",
        lambda random: mutations.text_of(random, _CARD).encode("utf-8", "surrogatepass"),
        (
            lambda _registry, path: households.draft_from_card(
                path.read_bytes().decode("utf-8", "surrogatepass")
            ),
        ),
    )
    yield Input(
        "ward files",
        10,
        ".toml",
        lambda random: mutations.any_of(
            random,
            [
                lambda r: mutations.text_of(r, _WARD).encode("utf-8", "surrogatepass"),
                lambda r: mutations.bytes_of(r, _WARD.encode()),
            ],
        ),
        (lambda _registry, path: (WardFile(path).profiles(), WardFile(path).groups()),),
    )
    keys = (ground.folder / "keys.json").read_bytes()
    yield Input(
        "key files",
        10,
        ".json",
        lambda random: mutations.any_of(
            random,
            [
                lambda r: json.dumps(mutations.data_of(r, json.loads(keys))).encode(),
                lambda r: mutations.bytes_of(r, keys),
            ],
        ),
        (lambda _registry, path: KeySlots.load(path).open_with_password(USER, PASSWORD),),
    )
    with ground.opened() as registry:
        backups.make(registry, folder / "good.firereg")
    backup = (folder / "good.firereg").read_bytes()
    yield Input(
        "backups",
        10,
        ".firereg",
        lambda random: mutations.any_of(
            random,
            [
                lambda r: mutations.zip_of(r, backup, mutations.part_of),
                lambda r: mutations.bytes_of(r, backup),
            ],
        ),
        (lambda _registry, path: backup_archive.verify(path, lambda _done, _total: None),),
    )


@dataclass(frozen=True)
class _Work:
    """Pieces of one kind, taken by the registry in `ground`, one file after the other in `folder`."""

    ground: Ground
    kind: Input
    seed: int
    folder: Path


def _with_hostile_cells(random: Random, folder: Path) -> bytes:
    """A sound workbook in which the cells of head and rows hold what they should not."""
    wards, stock = import_lists, stock_lists
    ward_rows = (wards.AN, wards.NEW, wards.LAN, wards.WRONG, wards.OF_NEW_GROUP, wards.TOTAL)
    stock_rows = (stock.NEW, stock.BY_WORDS, stock.RANGE, stock.SAME, stock.FILLS, stock.TOTAL)
    head, rows = random.choice(((wards.HEAD, ward_rows), (stock.HEAD, stock_rows)))
    hostile = [mutations.row_of(random, random.choice(rows)) for _i in range(random.randrange(1, 12))]
    top = mutations.row_of(random, head) if random.random() < 0.3 else list(head)
    return xlsx(folder / "hostile.xlsx", [["DANH SÁCH"], [], top, *hostile]).read_bytes()


def take_all(ground: Ground, kind: Input, pieces: int, seed: int, folder: Path) -> Told:
    """What became of so many pieces of one kind."""
    told, begun, work = Told(), 0, _Work(ground, kind, seed, folder)
    while begun < pieces:
        begun += _take_batch(work, range(begun, min(begun + _BATCH, pieces)), told)
    return told


def _take_batch(work: _Work, numbers: range, told: Told) -> int:
    """Take some pieces in a child; how many came to an end, the one the child died of among them."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, numbers, writing)
    os.close(writing)
    done = 0
    with os.fdopen(reading) as lines:
        while done < len(numbers):
            ready, _w, _x = select.select([lines], [], [], HANG + 5)
            line = lines.readline() if ready else ""
            if not line:
                os.kill(child, signal.SIGKILL)
                why = "hung" if not ready else "took the process with it"
                told.problems.append(f"{work.kind.name}, piece {numbers[done]} {why}")
                done += 1
                break
            outcome, seconds, problem = json.loads(line)
            told.outcomes[outcome] += 1
            told.slowest = max(told.slowest, seconds)
            if problem:
                told.problems.append(f"{work.kind.name}, piece {numbers[done]}: {problem}")
            done += 1
    os.waitpid(child, 0)
    return done


def _work(work: _Work, numbers: range, told: int) -> None:
    """In the child, which does not return: take these pieces one by one and tell of each."""
    status = 1
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        sealing.COST = {"memory_kib": 8 * 1024, "rounds": 1, "lanes": 1}
        warnings.simplefilter("error")
        kind = work.kind
        with work.ground.opened() as registry:
            for number in numbers:
                random = Random(f"{work.seed} {kind.name} {number}")
                path = work.folder / f"piece{kind.suffix}"
                path.write_bytes(kind.make(random))
                answer = _taken(random.choice(kind.takes), registry, path)
                os.write(told, (json.dumps(answer) + "\n").encode())
        status = 0
    finally:
        os._exit(status)


def _taken(take: Take, registry: Registry, path: Path) -> tuple[str, float, str]:
    """(what became of the piece, seconds, what is wrong with that)."""
    began, problem = time.monotonic(), ""
    try:
        take(registry, path)
        outcome = "taken"
    except UserError as refused:
        outcome, problem = "refused", _unclear(str(refused))
    except BaseException:
        outcome, problem = "broke", traceback.format_exc()[-1_500:]
    seconds = time.monotonic() - began
    if seconds > HANG:
        problem = f"took {seconds:.0f} s"
    return outcome, seconds, problem


def _unclear(sentence: str) -> str:
    """What keeps a refusal from being one clear sentence, "" where nothing does."""
    if not sentence.strip() or len(sentence) > _MOST_LETTERS:
        return f"a sentence of {len(sentence)} letters: {sentence[:200]!r}"
    if not sentence.isprintable() or "Error" in sentence or "Traceback" in sentence:
        return f"not for a clerk: {sentence[:300]!r}"
    return ""
