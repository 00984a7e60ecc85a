"""Many receipts as files: the same bytes as one of them on the screen, all or none, nothing overwritten."""

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from firereg.errors import BadInputError
from firereg.services import journal, receipt_files, receipts
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.small_ward import CASH, Clock, give


@pytest.fixture
def ids(registry: Registry) -> list[int]:
    return [give(registry, household, gifts=(CASH,)).id for household in range(1, 6)]


def printed() -> set[int]:
    return {count for (count,) in t.Handover.select(t.Handover.printed).tuples()}


def stop_at(limit: int):
    def progress(done: int, total: int) -> None:
        if done == limit:
            raise KeyboardInterrupt

    return progress


def outline(pdf: bytes) -> list[str]:
    return [one["/Title"] for one in PdfReader(BytesIO(pdf)).outline]


def test_seen_saved_and_batched_are_the_same_bytes(
    registry: Registry, ids: Sequence[int], clock: Clock, tmp_path: Path
) -> None:
    seen = receipts.pdf_of(registry, ids[:1])
    clock.now = clock.now.replace(year=2026)
    one = receipt_files.save_each(registry, ids, tmp_path / "each")[0]
    assert sha256(one.read_bytes()).digest() == sha256(seen).digest()


def test_all_in_one_file_with_an_outline(registry: Registry, ids: Sequence[int], tmp_path: Path) -> None:
    seen = receipts.pdf_of(registry, ids)
    told: list[tuple[int, int]] = []
    pdf = receipt_files.save_together(
        registry, ids, tmp_path / "all.pdf", lambda done, total: told.append((done, total))
    )
    assert (tmp_path / "all.pdf").read_bytes() == pdf == seen
    assert told == [(n, 5) for n in range(1, 6)]
    assert outline(pdf)[0] == "BG-2023-0001 - Đặng Thị Hoà"
    assert len(outline(pdf)) == 5
    assert printed() == {1}
    assert "Bản in lại" in PdfReader(BytesIO(receipts.pdf_of(registry, ids))).pages[3].extract_text()


def test_each_under_its_number(registry: Registry, ids: Sequence[int], tmp_path: Path) -> None:
    made = receipt_files.save_each(registry, ids, tmp_path / "new")
    assert [path.name for path in made] == [f"BG-2023-{n:04}.pdf" for n in range(1, 6)]
    assert sorted((tmp_path / "new").iterdir()) == made
    assert printed() == {1}
    assert next(row.action for row in journal.entries()) == "receipt.print"


def test_stopped_half_way_it_leaves_nothing(registry: Registry, ids: Sequence[int], tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        receipt_files.save_each(registry, ids, tmp_path, stop_at(3))
    with pytest.raises(KeyboardInterrupt):
        receipt_files.save_together(registry, ids, tmp_path / "all.pdf", stop_at(3))
    assert list(tmp_path.glob("*.pdf")) == []
    assert list(tmp_path.glob(".firereg*")) == []
    assert printed() == {0}


def test_a_file_that_is_there_is_not_overwritten(
    registry: Registry, ids: Sequence[int], tmp_path: Path
) -> None:
    (tmp_path / "BG-2023-0004.pdf").write_text("bản đã ký")
    with pytest.raises(BadInputError, match=r"BG-2023-0004\.pdf is in this folder already"):
        receipt_files.save_each(registry, ids, tmp_path)
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["BG-2023-0004.pdf"]
    assert (tmp_path / "BG-2023-0004.pdf").read_text() == "bản đã ký"
    assert printed() == {0}


def test_one_that_comes_between_stops_all(registry: Registry, ids: Sequence[int], tmp_path: Path) -> None:
    def progress(done: int, total: int) -> None:
        if done == total:
            (tmp_path / "BG-2023-0005.pdf").write_text("của người khác")

    with pytest.raises(BadInputError, match="BG-2023-0005"):
        receipt_files.save_each(registry, ids, tmp_path, progress)
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["BG-2023-0005.pdf"]
    assert printed() == {0}


def test_nothing_too_much_or_nowhere_is_said(registry: Registry, ids: Sequence[int], tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no receipts"):
        receipt_files.save_each(registry, [], tmp_path)
    with pytest.raises(BadInputError, match="5001 receipts are too many"):
        receipt_files.save_together(registry, range(5001), tmp_path / "all.pdf")
    with pytest.raises(BadInputError, match="cannot be made"):
        receipt_files.save_each(registry, ids, tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    with pytest.raises(BadInputError, match="cannot be made"):
        receipt_files.save_each(registry, ids, tmp_path / "file")
