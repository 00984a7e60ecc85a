"""The fonts of old encodings in an .xlsx: which cells are drawn in .VnTime, .VnTimeH or VNI-Times.

The reader of workbooks tells values alone, so this looks at the styles itself; only a sheet with old text in
it is ever asked.
"""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from firereg.exchange.archives import unpacked
from firereg.exchange.legacy import encoding_of_font

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Fonts = dict[int, dict[int, str]]
"""Column -> row -> font, both from 0."""


def old_fonts(workbook: bytes, sheet_name: str) -> Fonts:
    """The cells of one sheet of the .xlsx `workbook` with a font of an old encoding; {} where there is none."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        styles = _styles(archive)
        part = _part_of(archive, sheet_name)
        return _cells(archive, part, styles) if styles and part else {}


def _styles(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """Number of the cell style -> its font, for the old fonts."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    names = [(font.find(f"{_MAIN}name")) for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    fonts = [name.get("val", "") if name is not None else "" for name in names]
    styles = {}
    for number, style in enumerate(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        font_number = int(style.get("fontId", 0))
        font = fonts[font_number] if font_number < len(fonts) else ""
        if encoding_of_font(font):
            styles[str(number).encode()] = font
    return styles


def _part_of(archive: zipfile.ZipFile, sheet_name: str) -> str:
    """The name of the part that holds the sheet, "" where it is not told."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets = book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
    relation = next((sheet.get(_RELATION) for sheet in sheets if sheet.get("name") == sheet_name), None)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((one.get("Target", "") for one in relations if one.get("Id") == relation), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else ""


def _cells(archive: zipfile.ZipFile, part: str, styles: dict[bytes, str]) -> Fonts:
    numbers = b"|".join(styles)
    cell = re.compile(
        rb'<c (?=[^>]*?\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*?\bs="(' + numbers + rb')")[^>]*[^>/]>'
    )
    fonts: Fonts = {}
    for piece in unpacked(archive, part):
        for letters, row, style in cell.findall(piece):
            fonts.setdefault(column_index(letters.decode()), {})[int(row) - 1] = styles[style]
    return fonts


def column_index(letters: str) -> int:
    """ "A" gives 0, "AB" 27."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
