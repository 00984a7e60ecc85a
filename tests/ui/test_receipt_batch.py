"""Many receipts from the window: as one file or a file each, stopped half way, and not twice in one folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firereg.services import handover_list, handovers
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.dialogs.receipt_batch import ReceiptBatch
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from tests.small_ward import CASH, give
from tests.ui.conftest import words_of


@pytest.fixture
def batch(desk: Desk, registry: Registry, show: Callable[[DeskPage], None], qtbot: QtBot) -> ReceiptBatch:
    """Opened from the list of handovers: those that are there, and one that is cancelled."""
    handovers.void(registry, give(registry, 1, gifts=(CASH,)).id, "Ghi nhầm")
    page = HandoversPage(desk)
    show(page)
    next(one for one in page.actions_of_page if one.text() == "Save many receipts").trigger()
    assert desk.window.findChildren(ReceiptBatch) == [], "which receipts is found out by the worker"
    qtbot.waitUntil(lambda: desk.window.findChildren(ReceiptBatch) != [])
    (made,) = desk.window.findChildren(ReceiptBatch)
    return made


def printed() -> list[int]:
    return [row.printed for row in handover_list.handover_page() if not row.voided]


def test_all_in_one_file_then_a_file_for_each(batch: ReceiptBatch, qtbot: QtBot, tmp_path: Path) -> None:
    count = len(printed())
    assert f"{count} receipts" in words_of(batch)
    batch.save_together(tmp_path / "all.pdf")
    assert not batch.together.isEnabled()
    qtbot.waitUntil(batch.together.isEnabled)
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    assert printed() == [1] * count
    folder = tmp_path / "each"
    batch.save_each(folder)
    qtbot.waitUntil(batch.each.isEnabled)
    assert len(list(folder.glob("BG-*.pdf"))) == count
    batch.save_each(folder)
    qtbot.waitUntil(lambda: "nothing is overwritten" in batch.message.text())
    assert printed() == [2] * count
    batch.reject()


def test_stopped_it_leaves_no_file(batch: ReceiptBatch, qtbot: QtBot, tmp_path: Path) -> None:
    batch.save_together(tmp_path / "all.pdf")
    assert batch.stop.text() == "Stop"
    batch.stop.click()
    qtbot.waitUntil(lambda: "Stopped" in batch.message.text())
    assert list(tmp_path.glob("*.pdf")) == []
    assert set(printed()) == {0}
    batch.stop.click()
