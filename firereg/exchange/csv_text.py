"""Lists as text: which encoding, which separator, then the cells."""

import csv
import re
import unicodedata
from io import StringIO

from firereg.domain.money import format_dong
from firereg.errors import BadInputError
from firereg.exchange import legacy
from firereg.exchange.archives import not_a_list
from firereg.exchange.syllables import is_syllable
from firereg.i18n import _

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ";,\t|"
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def csv_rows(data: bytes, file: str, most_rows: int) -> list[list[str]]:
    """The cells of the CSV list `data`, as text; BadInputError, naming `file`, where it is none."""
    text = _decoded(data)
    if _CONTROL.search(text[:_SAMPLE]):
        raise not_a_list(file)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text[:_SAMPLE]))
    rows: list[list[str]] = []
    empty = 0  # rows of nothing but separators; those at the end are left off
    try:
        for row in reader:
            if not any(row):
                empty += 1
                continue
            rows += [[]] * empty
            rows.append(row)
            empty = 0
            if len(rows) > most_rows:
                raise BadInputError(
                    _("{file} has more than {limit} rows. Split the list and import the parts.").format(
                        file=file, limit=format_dong(most_rows)
                    ),
                    "file",
                )
    except csv.Error as error:
        raise BadInputError(
            _("Line {line} of {file} cannot be read. A quotation mark may be missing there.").format(
                line=reader.line_num, file=file
            ),
            "file",
        ) from error
    return rows


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:_SAMPLE]:
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _of_one_byte(data)


def _of_one_byte(data: bytes) -> str:
    """Windows-1258 or the bytes of TCVN3 and VNI: the reading with more Vietnamese words in it."""
    modern = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    old = data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")
    return max(modern, old, key=lambda text: _vietnamese_words(text[:_SAMPLE]))


def _vietnamese_words(text: str) -> int:
    lines = (legacy.to_unicode(cell)[0] for cell in re.split(r"[;,\t|\r\n]+", text))
    words = [word for line in lines for word in _WORD.findall(line) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in words)


def _separator(sample: str) -> str:
    """The sign that splits most lines into the same number of cells."""
    lines = [line for line in sample.splitlines()[:50] if line.strip()]
    unquoted = [re.sub(r'"[^"]*"', "", line) for line in lines]
    counts = {sign: sorted(line.count(sign) for line in unquoted) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign][len(lines) // 2] if lines else 0)
