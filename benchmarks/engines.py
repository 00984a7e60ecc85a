"""One engine makes one PDF, in a process of its own: `python -m benchmarks.engines ENGINE FOLDER [PDF]`.

Answers {"seconds", "sheets", "peak_mb", "bytes"}: from the loaded modules and the words or strokes in memory to
the bytes of the file. FOLDER holds what `receipts.prepare` wrote.
"""

import html
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import peak_mb

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEASYPRINT_SHEETS = 50
Made = tuple[bytes, float, int]


def firereg(folder: Path) -> Made:
    """`receipt_pdf` of the frozen receipts."""
    from firereg.documents.papers import receipt_from_json
    from firereg.documents.receipt import receipt_pdf

    receipts = [
        receipt_from_json(line) for line in (folder / "receipts.jsonl").read_text("utf-8").splitlines()
    ]
    return _timed(lambda: receipt_pdf(receipts), len(receipts))


def canvas(folder: Path) -> Made:
    """The recorded strokes through a reportlab canvas."""
    from benchmarks.floor import draw

    pages = _strokes(folder)
    return _timed(lambda: draw(pages, FONTS), len(pages))


def writer(folder: Path) -> Made:
    """The recorded strokes through firereg's own page writer: drawing without layout."""
    from firereg.documents.book import Book
    from firereg.documents.fonts import Face
    from firereg.documents.text import Line

    def make() -> bytes:
        book = Book(title="", author="", subject="")
        for strokes in pages:
            for kind, *stroke in strokes:
                if kind == "text":
                    book.line(*stroke)
                elif kind == "lines":
                    book.lines(stroke[1], stroke[0])
                elif kind == "fill":
                    book.fill(stroke[1], stroke[0])
                else:
                    book.bookmark(*stroke)
            book.turn()
        return book.finish()

    def ready(kind: str, *stroke: Any) -> list:
        if kind != "text":
            return [kind, *stroke]
        (x, baseline), size, blank, pieces = stroke
        faces = tuple((words, Face(face)) for words, face in pieces)
        return [kind, x, baseline, Line(0, faces, blank, 0), size]

    pages = [[ready(*stroke) for stroke in strokes] for strokes in _strokes(folder)]
    return _timed(make, len(pages))


def typst(folder: Path) -> Made:
    """receipt.typ over the words of all sheets; no tags, no fonts of the system: its fastest way."""
    import typst as engine

    template = folder / "receipt.typ"
    return _timed(
        lambda: engine.compile(
            template, format="pdf", font_paths=[FONTS], ignore_system_fonts=True, pdf_tags=False
        ),
        len(json.loads((folder / "sheets.json").read_text("utf-8"))),
    )


def weasyprint(folder: Path) -> Made:
    """The first sheets as HTML with receipt.css."""
    from weasyprint import HTML

    sheets = json.loads((folder / "sheets.json").read_text("utf-8"))[:WEASYPRINT_SHEETS]
    css = (Path(__file__).parent / "receipt.css").read_text("utf-8").replace("{fonts}", FONTS.as_uri())
    text = f"<html lang=vi><style>{css}</style>{''.join(map(_section, sheets))}</html>"
    return _timed(lambda: HTML(string=text).write_pdf(), len(sheets))


def _section(it: dict[str, Any]) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}' for cell in cells)}" for cells in it["rows"])
    signers = it["signers"]
    titles = "".join(f"<td><b>{'<br>'.join(s[0])}</b><br><i class=small>{s[1]}</i>" for s in signers)
    return (
        f"<section><table class=head><tr><td class='small rule'>{'<br>'.join(it['body'])}"
        f"<td><span class=small>{it['nation'][0]}</span><br><u>{it['nation'][1]}</u>"
        f"<tr><td>{it['number']}<td><i>{it['where']}</i></table>"
        f"<div class='title rule'>{it['title']}<br>{it['subject']}</div>"
        f"{''.join(map(_paragraph, it['paragraphs']))}<table class=items>"
        f"{''.join(map(_column, it['widths']))}"
        f"<thead><tr>{''.join(f'<th>{title}' for title in it['titles'])}</thead>{rows}"
        f"<tr><td colspan=8><b>{it['sum'][0]}</b><i>{it['sum'][1]}</i><td><b>{it['sum'][2]}</b></table>"
        f"{''.join(map(_paragraph, it['closing']))}<table class=sign><tr>{titles}"
        f"<tr class=name>{''.join(f'<td>{html.escape(s[2])}' for s in signers)}</table>"
        f"<div class=foot><div><b class=small><i>{it['copies']}</i></b><br>{'<br>'.join(it['recipients'])}</div>"
        f"<div class=code>{it['code']}</div>{it['qr']}</div></section>"
    )


def _column(wide: float) -> str:
    return f"<col style='width: {wide}pt'>" if wide else "<col>"


def _paragraph(runs: list[tuple[str, str]]) -> str:
    tags = {"r": "span", "b": "b", "i": "i"}
    return f"<p>{''.join(f'<{tags[cut]}>{html.escape(words)}</{tags[cut]}>' for words, cut in runs)}</p>"


def _strokes(folder: Path) -> list[list[list]]:
    return [json.loads(line) for line in (folder / "strokes.jsonl").read_text("utf-8").splitlines()]


def _timed(make: Callable[[], bytes], sheets: int) -> Made:
    start = time.perf_counter()
    made = make()
    return made, time.perf_counter() - start, sheets


ENGINES: dict[str, Callable[[Path], Made]] = {
    engine.__name__: engine for engine in (firereg, canvas, writer, typst, weasyprint)
}


def main(name: str, folder: str, save_as: str = "") -> None:
    """Print what the engine took; keep the file if it is named."""
    made, took, sheets = ENGINES[name](Path(folder))
    answer = {"seconds": took, "sheets": sheets, "peak_mb": peak_mb(), "bytes": len(made)}
    if save_as:
        Path(save_as).write_bytes(made)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
