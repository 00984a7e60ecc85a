"""The benchmarks on a tiny size: the floors do the same work, and the rows come out. Nothing here is timed."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import (
    engines,
    filters,
    importing,
    listing,
    receipts,
    saving,
    searching,
    sheets,
    showing,
    strokes,
    walking,
    wards,
)
from benchmarks.floor import draw
from benchmarks.measure import child, percentile, turns
from benchmarks.multiply import multiply
from benchmarks.table import Unit, as_json, markdown, row
from firereg.documents import walk_sheet
from firereg.documents.receipt import receipt_pdf
from firereg.paths import resource
from firereg.services import household_list, households
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.database import integrity_problems
from tests.documents.paper_reading import sheets as pages_of

HOUSEHOLDS = 2_400


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("bench") / "ward"
    wards.build(folder, HOUSEHOLDS).close()
    registry = wards.open_again(folder)
    yield registry
    registry.close()


def _letters(pdf: bytes) -> list[str]:
    """Every letter in the order of its drawing."""
    return [letter.text for page in pages_of(pdf) for letter in page.letters]


def _places(pdf: bytes) -> list[float]:
    """The size and the place of every letter, then every rule and box."""
    pages = pages_of(pdf)
    letters = [
        number
        for page in pages
        for one in page.letters
        for number in (one.size, one.x0, one.x1, one.baseline)
    ]
    return letters + [number for page in pages for one in (*page.strokes, *page.boxes) for number in one]


@pytest.mark.parametrize("engine", [engines.canvas, engines.writer])
def test_a_floor_draws_the_same_pages(engine, tmp_path: Path) -> None:
    receipts.prepare(tmp_path, 2)
    ours, _took, count = engines.firereg(tmp_path)
    theirs, _took, its_count = engine(tmp_path)
    assert count == its_count == 2
    assert _letters(theirs) == _letters(ours)
    assert _places(theirs) == pytest.approx(_places(ours), abs=0.1)


def test_the_floor_of_a_round_draws_the_same_pages(tmp_path: Path) -> None:
    made = walking.sheets(2)
    pages = strokes.record(walk_sheet, lambda: walk_sheet.walk_sheets_pdf(made), tmp_path / "walk.jsonl")
    ours, theirs = (walking.make(engine, tmp_path, 2)[0] for engine in ("firereg", "canvas"))
    assert pages == len(pages_of(ours)) == len(pages_of(theirs)) == len(made)
    assert _letters(theirs) == _letters(ours)
    assert _places(theirs) == pytest.approx(_places(ours), abs=0.1)


def test_the_first_receipt_is_the_same_page_either_way(tmp_path: Path) -> None:
    showing.prepare(tmp_path)
    assert all(child("showing", name, tmp_path)["seconds"] > 0 for name in ("firereg", "canvas"))
    drawn = draw(
        [json.loads(line) for line in (tmp_path / "first.jsonl").read_text("utf-8").splitlines()],
        resource("fonts"),
    )
    (one,) = sheets.receipts(1)
    assert Counter(_letters(drawn)) == Counter(_letters(receipt_pdf([one])))


def test_a_sign_list_of_the_benchmark_is_the_same_every_time() -> None:
    assert showing.sign_list(20).rows[:10] == showing.sign_list(10).rows


def test_the_peers_get_every_word_of_the_paper() -> None:
    (receipt,) = sheets.receipts(1)
    words = sheets.sheet(receipt)
    runs = [run for some in (*words.pop("paragraphs"), *words.pop("closing")) for run in some]
    words.pop("qr")
    given = Counter("".join(_strings([[text for text, _cut in runs], words])))
    assert given[" "] > 0
    printed = Counter(_letters(receipt_pdf([receipt])))
    del given[" "], printed[" "]
    assert given == printed


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


@pytest.mark.parametrize("case", listing.CASES, ids=lambda case: case.name)
def test_the_bare_sql_fetches_the_same_page(ward: Registry, case: listing.Case) -> None:
    ours = [one.id for one in case.ours(ward)]
    assert ours, "a page without rows measures nothing"
    assert ours == [one[0] for one in listing.bare(ward, case)]


def test_what_is_typed_is_found(ward: Registry) -> None:
    typed = list(searching.beginnings(5))
    ends = [text for text, after in pairwise([*typed, ""]) if not after.startswith(text)]
    assert len(ends) == 5
    assert all(households.suggest(ward, text) for text in ends)


def test_the_rows_of_a_ward_make_a_table(ward: Registry) -> None:
    lists, typed = listing.rows(ward, HOUSEHOLDS, 1), searching.rows(ward, HOUSEHOLDS, 5, 1)
    found = [
        *typed,
        *lists,
        *searching.growth(typed, typed, (HOUSEHOLDS, HOUSEHOLDS)),
        *listing.growth(lists, lists, (HOUSEHOLDS, HOUSEHOLDS)),
        *saving.rows(ward, HOUSEHOLDS, 2),
    ]
    table = markdown(found, [("CPU", "slow")])
    assert all(one.low <= one.ratio <= one.high for one in found)
    assert table.count("\n| ") == len(found)
    assert "CPU: slow" in table
    assert len(json.loads(json.dumps(as_json(found, [])))["rows"]) == len(found)


def test_a_page_the_small_ward_does_not_fill_is_compared_by_its_rows_too(ward: Registry) -> None:
    large = filters.taken(ward, 1)
    small = {
        way: replace(one, rows=one.rows - 1, fetching=one.fetching / 2) if way.which == "near-poor" else one
        for way, one in large.items()
    }
    rows = filters.growth(small, large, (1, 2))
    assert {one.unit for one in rows[: len(filters.FILTERS)]} == {Unit.SECONDS}
    (last,) = rows[len(filters.FILTERS) :]
    assert (last.unit, last.ratio) == (Unit.TIMES, 0.5)
    assert "near-poor" in last.what


def test_the_floor_under_finding_fetches_those_rows(ward: Registry) -> None:
    ids = [one.id for one in households.household_page(ward)]
    assert sorted(one[0] for one in listing.fetching(ward, ids)()) == sorted(ids)


def test_a_row_tells_the_median_and_the_range() -> None:
    one = row("Papers", "two sheets", "another", [(1, 2), (3, 2), (4, 2)], Unit.MEGABYTES)
    assert (one.ours, one.theirs, one.ratio, one.low, one.high) == (3, 2, 1.5, 0.5, 2)
    assert "| 3.00 MB | another | 2.00 MB | **1.50** | 0.50 – 2.00 |" in markdown([one], [])


def test_measures_take_turns() -> None:
    order: list[str] = []
    answers = turns(3, lambda: order.append("a") or 1.0, lambda: order.append("b") or 2.0)
    assert "".join(order) == "abbaab"
    assert answers == [(1.0, 2.0)] * 3


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert (percentile(values, 50), percentile(values, 95)) == (51, 96)
    assert percentile([7.0], 95) == 7


def test_the_floor_of_the_import_keeps_the_same_rows(tmp_path: Path) -> None:
    path = importing.make_list(tmp_path / "list.xlsx", 60)
    ready = importing.make_ready(tmp_path, path)
    kept = []
    for what, its_ready in (("ours", None), ("floor", ready), ("streamed", ready)):
        importing.act(what, path, tmp_path / what, its_ready)
        registry = importing.open_again(tmp_path / what)
        rows = registry.database.execute_sql(
            "SELECT id, code, head_name, address_key FROM household"
        ).fetchall()
        found = search.find(registry.database, search.Indexed.HOUSEHOLDS, "nguyen", 100)
        kept.append((rows, found))
        registry.close()
    assert len(kept[0][0]) == 60
    assert kept[0] == kept[1] == kept[2]


def test_a_ward_many_times_as_large_is_whole(tmp_path: Path) -> None:
    # The last test here: the tables are bound to the registry that was opened last.
    registry = wards.build(tmp_path / "ward", 150, households_only=True)
    schema = "SELECT name FROM sqlite_master ORDER BY name"
    before = registry.database.execute_sql(schema).fetchall()
    multiply(registry, 150, 400, wards.GROUPS)
    assert registry.database.execute_sql(schema).fetchall() == before
    assert list(integrity_problems(registry.database)) == []
    everybody = list(t.Household.select())
    assert len(everybody) == 400
    assert len({one.phone for one in everybody if one.phone}) == sum(bool(one.phone) for one in everybody)
    for one in everybody[::37]:
        assert one.code in {row.code for row in households.suggest(registry, f"{one.code} {one.head_name}")}
        assert one.code.startswith(f"TDP{one.group_id:02}-")
        assert vars(one)["__data__"] | household_list.derived(vars(one)["__data__"]) == vars(one)["__data__"]
    registry.close()
