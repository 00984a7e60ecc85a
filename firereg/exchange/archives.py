"""What is inside .xlsx and .ods files, looked at before a reader of workbooks unpacks them.

A file of a few hundred kilobytes can unpack to many gigabytes, and one cell in the last row and column makes
a reader set up the whole grid. Nothing here trusts the sizes that a file tells of itself.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from firereg.domain.money import format_dong
from firereg.errors import BadInputError
from firereg.i18n import _

MOST_ROWS, MOST_COLUMNS = 200_000, 200
_MOST_UNPACKED = 400_000_000
_MOST_TEXT = 300_000_000  # letters in all cells together
_CHUNK = 1 << 20
_OVERLAP = 200

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)

# Cells that hold something: "/>" would be a cell with a format alone, and thousands of these are harmless.
# Each pattern begins with plain letters, which makes the search several times as fast.
_VALUE = rb"""["'](?:[^>]*[^>/])?>"""
_TOO_FAR = re.compile(
    rb"""r=["'](?:(?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d+|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7,}))""" + _VALUE
)
_WIDE = re.compile(rb"""r=["'](?:[B-G][A-Z]|A[O-Z])\d+""" + _VALUE)  # beyond 40 columns
_TALL = re.compile(rb"""r=["'][A-Z]{1,2}(?:[5-9]\d{4}|\d{6})""" + _VALUE)  # from row 50,000
_FAR_OUT = re.compile(
    rb"""r=["'](?:[A-Z]{3}|[B-Z][A-Z]|A[O-Z]|[A-Z]{1,2}(?:[5-9]\d{4}|\d{6}))"""
)  # any of the above
# A reader sets up as many places as a part says it has texts or styles.
_TOO_MANY = re.compile(rb"""[cC]ount\s*=\s*["']\s*\d{8,}""")
_SHARED_TEXT = re.compile(rb"""t=["']s["'][^>]*>\s*<v>(\d+)</v>""")


class TooLarge(Exception):  # noqa: N818 - not an error of the program; the caller says it in a sentence
    """More than this program takes: `sheet_part` is the part of the archive, "" for the whole."""


def check_archive(data: bytes, file: str) -> str:
    """ "xlsx" or "ods", when the workbook `data` can be unpacked safely; else BadInputError naming `file`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _checked_kind(archive, file)
    except TooLarge:
        raise BadInputError(
            _(
                "{file} holds more than a list can: at most {rows} rows and {columns} columns are read. "
                "Copy the list alone to a new workbook, save it and choose that one."
            ).format(file=file, rows=format_dong(MOST_ROWS), columns=MOST_COLUMNS),
            "file",
        ) from None
    except _BROKEN as error:
        raise damaged(file) from error
    except RuntimeError as error:  # how zipfile tells of a password
        raise protected(file) from error


def damaged(file: str) -> BadInputError:
    """The problem of a file that cannot be read to its end."""
    return BadInputError(
        _("{file} is damaged or not complete. Copy it again from where it came, or save it again.").format(
            file=file
        ),
        "file",
    )


def protected(file: str) -> BadInputError:
    """The problem of a workbook that opens with a password only."""
    return BadInputError(
        _(
            "{file} is protected by a password. Open it, take the password off, save it and choose it again."
        ).format(file=file),
        "file",
    )


def not_a_list(file: str) -> BadInputError:
    """The problem of a file that is something else."""
    return BadInputError(
        _(
            "{file} is not a list that can be read. Open it in Excel or LibreOffice and save it as .xlsx."
        ).format(file=file),
        "file",
    )


def _checked_kind(archive: zipfile.ZipFile, file: str) -> str:
    names = archive.namelist()
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise protected(file)
        _check_ods(archive)
        return "ods"
    if "xl/workbook.xml" not in names:
        raise not_a_list(file)
    _check_xlsx(archive, [name for name in names if name.startswith("xl/") and name.endswith(".xml")])
    return "xlsx"


def unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part `name` in pieces of a megabyte, each with the end of the one before; TooLarge for a bomb."""
    info = archive.getinfo(name)
    if info.file_size > _MOST_UNPACKED:
        raise TooLarge
    info.file_size = _MOST_UNPACKED + 2 * _CHUNK  # read what there is, not what the file says
    total, tail = 0, b""
    with archive.open(info) as part:
        while piece := part.read(_CHUNK):
            total += len(piece)
            if total > _MOST_UNPACKED:
                raise TooLarge
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _check_xlsx(archive: zipfile.ZipFile, names: list[str]) -> None:
    text_cells = total = 0
    sheets = [name for name in names if name.startswith("xl/worksheets/")]
    for name in names:
        wide = tall = False
        for piece in unpacked(archive, name):
            total += len(piece)
            if total > _MOST_UNPACKED or _TOO_MANY.search(piece):
                raise TooLarge
            if name in sheets:
                text_cells += piece.count(b't="s"') + piece.count(b"t='s'")
                if _FAR_OUT.search(piece):
                    wide = wide or _WIDE.search(piece) is not None
                    tall = tall or _TALL.search(piece) is not None
                    if _TOO_FAR.search(piece) or (wide and tall):
                        raise TooLarge
    if "xl/sharedStrings.xml" in names:
        lengths = _lengths_of_texts(archive)
        if max(lengths, default=0) * text_cells > _MOST_TEXT:
            _check_text(archive, sheets, lengths)


def _lengths_of_texts(archive: zipfile.ZipFile) -> list[int]:
    """The bytes of each text that cells share, marks included."""
    lengths: list[int] = []
    rest = b""
    with archive.open("xl/sharedStrings.xml") as part:
        while piece := part.read(_CHUNK):
            *texts, rest = (rest + piece).split(b"</si>")
            lengths.extend(map(len, texts))
            if len(rest) > _CHUNK:
                raise TooLarge
    return lengths


def _check_text(archive: zipfile.ZipFile, sheets: list[str], lengths: list[int]) -> None:
    total = 0
    for name in sheets:
        for piece in unpacked(archive, name):
            for match in _SHARED_TEXT.finditer(piece):
                index = int(match[1])
                total += lengths[index] if index < len(lengths) else 0
            if total > _MOST_TEXT:
                raise TooLarge


class _OdsWeight:
    """Adds up what the cells of an .ods come to once repeated rows and cells are written out."""

    def __init__(self) -> None:
        self.rows = self.columns = self.text = 0
        self._row_times = self._cell_times = self._row_width = self._row_text = self._length = 0
        self._empty = 0
        self._row_filled = self._filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows = self.columns = self._empty = 0
        elif name == "table:table-row":
            self._row_times = int(attributes.get("table:number-rows-repeated", 1))
            self._row_width, self._row_text, self._row_filled = 0, 0, False
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell_times = int(attributes.get("table:number-columns-repeated", 1))
            self._filled, self._length = "office:value-type" in attributes, 0

    def characters(self, text: str) -> None:
        self._length += len(text)

    def end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._row_width += self._cell_times
            self._row_text += self._length * self._cell_times
            if self._filled:
                self._row_filled = True
                self.columns = max(self.columns, self._row_width)
        elif name == "table:table-row":
            self._empty += self._row_times
            if self._row_filled:
                self.rows, self._empty = self.rows + self._empty, 0
            self.text += self._row_text * self._row_times
            if self.columns > MOST_COLUMNS or self.rows > MOST_ROWS or self.text > _MOST_TEXT:
                raise TooLarge
            if self.columns > 40 and self.rows > 50_000:
                raise TooLarge


def _check_ods(archive: zipfile.ZipFile) -> None:
    weight = _OdsWeight()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = weight.start
    parser.CharacterDataHandler = weight.characters
    parser.EndElementHandler = weight.end
    tail = 0
    for piece in unpacked(archive, "content.xml"):
        parser.Parse(piece[tail:], False)
        tail = min(_OVERLAP, len(piece) - tail)
    parser.Parse(b"", True)
