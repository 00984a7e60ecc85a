"""A PDF file being written: text, rules and boxes, straight in page operators.

Everything is in points from the lower left corner, as in PDF itself. Text goes in as glyph codes of an embedded
subset; the codes of a text are asked for once in a file, which is what makes a batch fast.
"""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from firereg.documents.fonts import FONT_LOCK, Face, font
from firereg.documents.metadata import LANGUAGE, Metadata
from firereg.documents.packing import packed
from firereg.documents.text import Line

rl_config.useA85 = 0  # compressed bytes as they are: a fifth smaller than wrapped in ASCII, and faster

HAIRLINE = 0.5


_ESCAPED = {code: f"\\{code:03o}" for code in (*b"()\\\r", *range(128, 256))}


def _string(codes: bytes) -> str:
    """`codes` as a PDF string: half of what it is in hexadecimal, and it compresses better."""
    return f"({codes.decode('latin-1').translate(_ESCAPED)})"


class Book:
    """One PDF file of A4 pages, upright or `wide`, in Vietnamese, with its title, author, subject and day.

    What is drawn alike is the same file, byte for byte.
    """

    def __init__(
        self, *, title: str, author: str, subject: str, day: date | None = None, wide: bool = False
    ) -> None:
        self.metadata = Metadata(title, author, subject, day)
        self.width, self.height = landscape(A4) if wide else A4
        self._bytes = BytesIO()
        self._canvas = Canvas(
            self._bytes,
            pagesize=(self.width, self.height),
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=font(Face.REGULAR).fontName,
            invariant=1,
            lang=LANGUAGE,
        )
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._codes: dict[tuple[str, Face], list[tuple[str, str]]] = {}
        self._bookmarks = 0

    def _encoded(self, text: str, face: Face) -> list[tuple[str, str]]:
        """`text` as (font resource, PDF string of glyph codes) in this file; several where it needs two subsets."""
        found = self._codes.get((text, face))
        if found is None:
            used, document = font(face), self._canvas._doc
            found = [
                (used.getSubsetInternalName(subset, document), _string(codes))
                for subset, codes in used.splitString(text, document)
            ]
            self._codes[text, face] = found
        return found

    def line(self, x: float, baseline: float, line: Line, size: float) -> None:
        """Draws `line` at `size` points, its margin at `x`."""
        parts = [f"BT 1 0 0 1 {x + line.offset:.2f} {baseline:.2f} Tm"]
        if line.stretch:
            parts.append(f"{line.stretch:.3f} Tw")
        for text, face in line.pieces:
            for name, codes in self._encoded(text, face):
                parts.append(f"{name} {size:g} Tf {codes} Tj")
        parts.append("0 Tw ET" if line.stretch else "ET")
        self._canvas.addLiteral(" ".join(parts))

    def lines(self, strokes: Iterable[tuple[float, float, float, float]], weight: float = HAIRLINE) -> None:
        """Draws straight lines (x1, y1, x2, y2) in one stroke."""
        path = " ".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in strokes)
        self._canvas.addLiteral(f"{weight:g} w {path} S")

    def fill(self, boxes: Iterable[tuple[float, float, float, float]], grey: float = 0) -> None:
        """Fills boxes (x, y, width, height) in one shade; 0 is black."""
        path = " ".join(f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re" for x, y, wide, high in boxes)
        self._canvas.addLiteral(f"{grey:g} g {path} f 0 g")

    def squares(self, boxes: Iterable[tuple[int, int, int, int]], x: float, y: float, module: float) -> None:
        """Fills black boxes (x, y, width, height) that are counted in modules from the corner (x, y)."""
        path = " ".join(f"{a} {b} {wide} {high} re" for a, b, wide, high in boxes)
        self._canvas.addLiteral(f"q {module:.5f} 0 0 {module:.5f} {x:.4f} {y:.4f} cm {path} f Q")

    def slanted(self, text: str, size: float, grey: float) -> None:
        """Draws `text` across the middle of the page, rising from left to right, in one shade."""
        slope = 0.7071
        wide = sum(font(Face.BOLD).face.getCharWidth(ord(letter)) for letter in text) / 1000 * size
        x = self.width / 2 - slope * wide / 2 + slope * size * 0.3
        y = self.height / 2 - slope * wide / 2 - slope * size * 0.3
        shown = " ".join(f"{name} {size:g} Tf {codes} Tj" for name, codes in self._encoded(text, Face.BOLD))
        self._canvas.addLiteral(
            f"q {grey:g} g BT {slope} {slope} -{slope} {slope} {x:.2f} {y:.2f} Tm {shown} ET Q"
        )

    def drawing(self, drawing: Drawing, x: float, y: float) -> None:
        """Draws a chart with its lower left corner at (x, y)."""
        renderPDF.draw(drawing, self._canvas, x, y)

    def bookmark(self, title: str) -> None:
        """Puts the current page into the outline of the file."""
        self._bookmarks += 1
        key = f"paper-{self._bookmarks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def turn(self) -> None:
        """Ends the page."""
        self._canvas._doc.updateSignature("\n".join(self._canvas._code))  # two papers never have one ID
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The bytes of the file; nothing can be drawn after it."""
        document = self._canvas._doc
        self.metadata.put_into(document)
        document.format = lambda: packed(document)
        with FONT_LOCK:
            self._canvas.save()
        return self._bytes.getvalue()
