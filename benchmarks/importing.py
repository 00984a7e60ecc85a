"""Bringing a ward's list in, end to end, beside the least that reads and keeps the same rows.

The floor reads the cells with calamine and puts the rows that the import made, ready-made, into the same tables
with executemany: no looking for a header, no repairs, no matching, no keys to compute.
"""

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import closing
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import child, peak_mb, seconds, turns
from benchmarks.table import Row, Unit, row
from firereg.services import demo, imports, opening, wards
from firereg.services.demo import ward as demo_ward
from firereg.services.demo.people import DemoPeople
from firereg.services.registry import Registry
from firereg.store import household_listing, household_text
from firereg.store import models as t
from firereg.store.household_index import place_of
from firereg.store.household_listing import ORDERS
from firereg.store.search import Indexed

_GROUPS = 22
_PEOPLE = 8_000
_HEAD = (
    *("STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Số CCCD/CMND", "Địa chỉ", "Tổ dân phố", "Số khẩu"),
    *("Điện thoại", "Hộ cận nghèo", "Số giấy chứng nhận", "Ghi chú"),
)
_TABLES = ("household", "poverty_status", "search_place", "search_order", "search_word")
_INDEXES = {str(Indexed.HOUSEHOLDS): "text"} | {order.table: "words" for order in ORDERS}
"""The full-text indexes, each with its column."""


def rows(folder: Path, size: int, large: int, rounds: int) -> list[Row]:
    """The time of a list of `size` rows, and the memory of one of `large`."""
    small = make_list(folder / "list.xlsx", size)
    ready = make_ready(folder, small)
    times = turns(
        rounds,
        lambda: child("importing", "ours", small, folder / "ours")["seconds"],
        lambda: child("importing", "floor", small, folder / "floor", ready)["seconds"],
    )
    tall = make_list(folder / "tall.xlsx", large)
    ready_tall = make_ready(folder, tall)
    memory = turns(
        1,
        lambda: child("importing", "ours", tall, folder / "ours")["mb"],
        lambda: child("importing", "streamed", tall, folder / "floor", ready_tall)["mb"],
    )
    beside = "calamine reads the cells, executemany of the same rows into the same tables and indexes"
    return [
        row("Import", f"A list of {size:,} households, read, planned and kept", beside, times),
        row("Import", f"Peak memory for {large:,} households", beside, memory, Unit.MEGABYTES),
    ]


def make_list(path: Path, size: int) -> Path:
    """A list as wards write it, with a title above and some cells to repair."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_string(0, 0, "DANH SÁCH HỘ DÂN NĂM 2026")
    sheet.write_row(2, 0, _HEAD)
    for number, cells in enumerate(_people(size)):
        sheet.write_row(3 + number, 0, cells)
    book.close()
    return path


def _people(size: int) -> Iterator[tuple[Any, ...]]:
    for number in range(size):
        batch, place = divmod(number, _PEOPLE)
        if place == 0:
            rng = Random(f"list {batch}")
            people = DemoPeople(rng)
        person = people.head()
        group = number % _GROUPS + 1
        yield (
            number + 1,
            person.name.upper() if number % 10 == 0 else person.name,
            person.born_year,
            "Nam" if person.sex == "male" else "Nữ",
            int(person.id_number) if number % 20 == 0 and batch == 0 else _number(person.id_number, batch),
            people.address(group),
            f"Tổ {group}" if number % 2 else group,
            rng.randint(1, 7),
            f"09{batch:02d}{person.phone[4:]}" if person.phone else "",
            "x" if number % 50 == 0 else "",
            f"{number:05d}/GCN" if number % 50 == 0 else "",
            "",
        )


def _number(number: str, batch: int) -> str:
    return number[:6] + f"{(int(number[6:]) + batch * 77_777) % 1_000_000:06d}"


def _fresh(folder: Path) -> Registry:
    shutil.rmtree(folder, ignore_errors=True)
    registry, _code = opening.create(folder, user="lan", full_name="Cán bộ mẫu", password=demo.PASSWORD)
    with registry.transaction():
        demo_ward.describe_ward(registry)
        for group in range(1, _GROUPS + 1):
            wards.add_group(registry, group, demo_ward.NAME)
    return registry


def open_again(folder: Path) -> Registry:
    """The registry that an import left in `folder`."""
    return opening.open_registry(folder, "lan", demo.PASSWORD)


def make_ready(folder: Path, path: Path) -> Path:
    """The rows that the import makes of a list, in a plain database: the floor begins where all thinking is done."""
    registry = _fresh(folder / "model")
    _import(registry, path)
    ready = path.with_suffix(".ready")
    ready.unlink(missing_ok=True)
    with closing(sqlite3.connect(ready)) as plain, plain:
        for table in _TABLES:
            cursor = registry.database.execute_sql(f"SELECT * FROM {table} ORDER BY 1")
            columns = [about[0] for about in cursor.description]
            plain.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            plain.executemany(f"INSERT INTO {table} VALUES ({_marks(columns)})", cursor.fetchall())
        for index, entries in _indexed(registry).items():
            plain.execute(f"CREATE TABLE {index} (rowid_, text)")
            plain.executemany(f"INSERT INTO {index} VALUES (?, ?)", sorted(entries))
    registry.close()
    return ready


def _indexed(registry: Registry) -> dict[str, list[tuple[int, str]]]:
    """What goes into each index, by row id."""
    ids = [household for (household,) in t.Household.select(t.Household.id).tuples()]
    texts = household_text.entries(registry.database, ids)
    listed = household_listing.entries(registry.database, texts)
    by_name = [(place_of(name, household), text) for household, name, text in texts]
    return {str(Indexed.HOUSEHOLDS): by_name} | {
        order.table: [(one.labels[n], one.words) for one in listed] for n, order in enumerate(ORDERS)
    }


def _import(registry: Registry, path: Path) -> None:
    plan = imports.plan(registry, path)
    imports.apply(registry, plan, {one.key: imports.TAKE_AS_NEW for one in plan.rows if one.twins})


def _floor(registry: Registry, path: Path, ready: dict[str, Iterable[tuple]]) -> None:
    import python_calamine

    with python_calamine.load_workbook(str(path)) as book:
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    cursor = registry.database.connection().cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for table, rows_of_table in ready.items():
        tuples = iter(rows_of_table)
        first = next(tuples, None)
        if first is not None:
            columns = f"(rowid, {_INDEXES[table]})" if table in _INDEXES else ""
            cursor.executemany(
                f"INSERT INTO {table}{columns} VALUES ({_marks(first)})", chain([first], tuples)
            )
    cursor.execute("DELETE FROM search_waiting")
    cursor.execute("COMMIT")
    assert cells


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))


def act(what: str, path: Path, folder: Path, ready: Path | None) -> dict[str, float]:
    """One import in this process: how long it took and the most memory the process had."""
    import python_calamine  # noqa: F401 - loaded before the clock starts, for both

    registry = _fresh(folder)
    if ready is None:
        took = seconds(lambda: _import(registry, path))
    else:
        with closing(sqlite3.connect(ready)) as plain:
            read = {table: plain.execute(f"SELECT * FROM {table}") for table in (*_TABLES, *_INDEXES)}
            tables = {table: rows.fetchall() for table, rows in read.items()} if what == "floor" else read
            took = seconds(lambda: _floor(registry, path, tables))
    registry.close()
    return {"seconds": took, "mb": peak_mb()}


if __name__ == "__main__":
    doing, *paths = sys.argv[1:]
    print(json.dumps(act(doing, *map(Path, paths), *([None] if len(paths) < 3 else []))))
