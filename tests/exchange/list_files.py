"""Small lists of a ward, made when a test asks: workbooks with fonts and joined cells, .ods, and bombs."""

import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="DS">'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def xlsx(
    path: Path,
    rows: Iterable[Sequence],
    *,
    sheet: str = "DS",
    fonts: dict[int, str] | None = None,
    merged: Iterable[str] = (),
    dates: str = "dd/mm/yyyy",
) -> Path:
    """A workbook with one sheet; `fonts` names the font of a column, `merged` areas such as "A1:C1"."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    formats = {x: book.add_format({"font_name": font}) for x, font in (fonts or {}).items()}
    day = book.add_format({"num_format": dates})
    for area in merged:
        page.merge_range(area, "")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                continue
            if hasattr(value, "year"):
                page.write_datetime(y, x, value, day)
            elif isinstance(value, str):
                page.write_string(y, x, value, formats.get(x))
            else:
                page.write(y, x, value, formats.get(x))
    book.close()
    return path


def ods(path: Path, rows: Iterable[Sequence[str]], extra: str = "") -> Path:
    """An .ods with one sheet of texts; `extra` is put after its rows as it is."""
    lines = []
    for row in rows:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    return zipped(
        path,
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": (ODS_HEAD + "".join(lines) + extra + ODS_FOOT).encode(),
        },
    )


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip of `parts`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_sheet_xml(path: Path, source: Path, sheet_data: bytes, shared: bytes | None = None) -> Path:
    """The workbook `source` with other cells, written by hand."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["xl/worksheets/sheet1.xml"]
    start, end = xml.index(b"<sheetData"), xml.index(b"<pageMargins")
    parts["xl/worksheets/sheet1.xml"] = (
        xml[:start] + b"<sheetData>" + sheet_data + b"</sheetData>" + xml[end:]
    )
    if shared is not None:
        parts["xl/sharedStrings.xml"] = shared
    return zipped(path, parts)


def windows_1258(text: str) -> bytes:
    """`text` as Windows writes Vietnamese in one byte: letters with a mark, tones after them."""
    pieces = []
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        others = [mark for mark in marks if mark not in tones]
        pieces.append(unicodedata.normalize("NFC", base + "".join(others)) + "".join(tones))
    return "".join(pieces).encode("cp1258")
