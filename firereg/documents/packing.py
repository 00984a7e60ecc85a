"""The bytes of a finished file, its small objects packed together and compressed (ISO 32000-1 §7.5.7, §7.5.8).

A batch has three small objects for every page (page, entry in the outline, place in the table of objects). Written
one by one, as reportlab does, they take a fifth of the file.
"""

import zlib
from collections.abc import Sequence

from reportlab.pdfbase import pdfdoc

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACK = 200
"""How many objects are packed together: a reader that wants one of them unpacks no more."""
_PLAIN = (pdfdoc.PDFStream, pdfdoc.PDFPages)
"""What is not packed: streams must not be, and the number of pages can be read without unpacking."""


def packed(document: pdfdoc.PDFDocument) -> bytes:
    """The file that `document` has become; call it when nothing is drawn any more."""
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    plain, small = _objects(document)
    writer = _Writer(len(plain) + len(small) + 1)
    for number, body in plain:
        writer.add(number, body)
    for start in range(0, len(small), _PACK):
        writer.pack(small[start : start + _PACK])
    trailer = b"/Root %s /Info %s /ID %s" % (
        root.format(document),
        info.format(document),
        document.ID().split(b"%")[0].strip(),
    )
    return writer.finish(trailer)


Numbered = list[tuple[int, bytes]]


def _objects(document: pdfdoc.PDFDocument) -> tuple[Numbered, Numbered]:
    """Every object by its number, those that stay plain and those to be packed; formatting one may make more."""
    plain: Numbered = []
    small: Numbered = []
    number = 1
    while number in document.numberToId:
        content = document.idToObject[document.numberToId[number]]
        body = pdfdoc.format(content, document, toplevel=1).strip()
        (plain if isinstance(content, _PLAIN) else small).append((number, body))
        number += 1
    return plain, small


class _Writer:
    """Objects one after the other; `entries` says of each number where its object is."""

    def __init__(self, next_number: int) -> None:
        self._parts = [_HEADER]
        self._offset = len(_HEADER)
        self._next = next_number
        self._entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def add(self, number: int, body: bytes) -> None:
        """Writes an object by itself."""
        self._entries[number] = (1, self._offset, 0)
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._parts.append(whole)
        self._offset += len(whole)

    def pack(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Writes several objects in one stream."""
        number = self._take()
        heads, at = [], 0
        for index, (its_number, body) in enumerate(objects):
            self._entries[its_number] = (2, number, index)
            heads.append(b"%d %d" % (its_number, at))
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        what = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
        self.add(number, _stream(what, head + b"\n".join(body for _number, body in objects)))

    def finish(self, trailer: bytes) -> bytes:
        """The table of objects and the whole file."""
        number, start = self._take(), self._offset
        self._entries[number] = (1, start, 0)
        table = b"".join(
            kind.to_bytes(1) + where.to_bytes(4) + index.to_bytes(2)
            for _number, (kind, where, index) in sorted(self._entries.items())
        )
        what = b"/Type /XRef /Size %d /W [1 4 2] %s" % (len(self._entries), trailer)
        self.add(number, _stream(what, table))
        return b"".join((*self._parts, b"startxref\n%d\n%%%%EOF\n" % start))

    def _take(self) -> int:
        number, self._next = self._next, self._next + 1
        return number


def _stream(what: bytes, data: bytes) -> bytes:
    squeezed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        what,
        len(squeezed),
        squeezed,
    )
