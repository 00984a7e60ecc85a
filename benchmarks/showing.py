"""The first receipt on the screen after Save, and how a sign list grows: `python -m benchmarks.showing ENGINE FOLDER`.

ENGINE is "firereg", the paper as `receipts.issued` and the preview have it, or "canvas", its strokes drawn on a bare
canvas. Each runs in a process of its own, so nothing was drawn before; the clock stops when the first page is a
picture as wide as the preview. Answers {"seconds"}.
"""

import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

from benchmarks import sheets, strokes
from benchmarks.measure import child, seconds, turns
from benchmarks.table import Row, row
from firereg.documents import receipt
from firereg.documents.papers import Letterhead, SignList, SignRow, receipt_to_json
from firereg.documents.wording import SignListWords
from firereg.paths import resource
from firereg.services.demo.people import DemoPeople

_SECTION = "Papers of a round"
_WIDTH = 600
_DONG = 500_000


def prepare(folder: Path) -> None:
    """Write one receipt and its strokes."""
    (one,) = sheets.receipts(1)
    (folder / "first.json").write_text(receipt_to_json(one), "utf-8")
    strokes.record(receipt, lambda: receipt.receipt_pdf([one]), folder / "first.jsonl")


def rows(folder: Path, lists: tuple[int, int], rounds: int) -> list[Row]:
    """How soon a receipt is seen, and a long sign list beside a short one."""
    prepare(folder)
    ask = [lambda name=name: child("showing", name, folder)["seconds"] for name in ("firereg", "canvas")]
    few, many = lists
    short, long = sign_list(few), sign_list(many)
    from firereg.documents.sign_list import sign_list_pdf

    sign_list_pdf(sign_list(10))  # reads the fonts
    grown = turns(rounds, *(lambda one=one: seconds(lambda: sign_list_pdf(one)) for one in (long, short)))
    return [
        row(
            _SECTION,
            "First receipt on the screen after Save, a new process",
            "its strokes on a reportlab canvas, no layout, then the same screen",
            turns(rounds, *ask),
        ),
        row(
            _SECTION,
            f"Sign list of {many:,} rows ({many // few} times as many)",
            f"itself with {few:,} rows",
            grown,
        ),
    ]


def sign_list(households: int) -> SignList:
    """The list of so many households, the same ones every time."""
    rng = Random("signing")
    people = DemoPeople(rng)
    made = []
    for number in range(households):
        group, head = rng.randint(1, 22), people.head()
        made.append(
            SignRow(
                head.name,
                head.born_year,
                head.id_number,
                people.address(group),
                f"Tổ {group}",
                "Hộ cận nghèo",
                "Quà hỗ trợ hộ cận nghèo (tiền mặt)",
                _DONG,
                "" if number % 9 else "Nhận thay: con",
            )
        )
    words = SignListWords("Hộ gia đình ký nhận quà, Đợt 19/10/2023", ())
    head = Letterhead("", ("ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH"), "Dư Hàng Kênh")
    return SignList(head, date(2023, 10, 19), tuple(made), words)


def show(engine: str, folder: Path) -> float:
    """The seconds from the frozen paper, or the strokes, to the picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPdf import QPdfDocument

    app = QGuiApplication([])
    frozen = (folder / "first.json").read_text("utf-8")
    pages = [json.loads(line) for line in (folder / "first.jsonl").read_text("utf-8").splitlines()]
    start = time.perf_counter()
    if engine == "firereg":
        from firereg.documents.papers import receipt_from_json
        from firereg.documents.receipt import receipt_pdf

        pdf = receipt_pdf([receipt_from_json(frozen)])
    else:
        from benchmarks.floor import draw

        pdf = draw(pages, resource("fonts"))
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    points = document.pagePointSize(0)
    picture = document.render(0, QSize(_WIDTH, round(_WIDTH * points.height() / points.width())))
    took = time.perf_counter() - start
    assert app is not None
    assert not picture.isNull()
    return took


if __name__ == "__main__":
    print(json.dumps({"seconds": show(sys.argv[1], Path(sys.argv[2]))}))
