"""Bản giao ước thi đua: what the bodies of a programme promise each other, signed by all of them.

Layout: Decree 30/2020, Annex I. A pledge follows no form: none is prescribed.
"""

from collections.abc import Sequence
from math import ceil

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_grounds, draw_letterhead, draw_title
from firereg.documents.programme_papers import Pledge
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.text import Runs, plain
from firereg.domain.dates import decree_date
from firereg.domain.programmes import Body

_IN_A_ROW = 3
_BETWEEN_ROWS = 18


def pledge_pdf(pledge: Pledge) -> bytes:
    """The pledge as a PDF file; as many signatures as bodies, three side by side."""
    subject = pledge.words.subject
    book = Book(
        title=f"Bản giao ước thi đua {subject[:1].lower()}{subject[1:]}",
        author=pledge.letterhead.body,
        subject=subject,
        day=pledge.day,
    )
    sheet = Sheet(book)
    draw_letterhead(sheet, pledge.letterhead, pledge.day)
    draw_title(sheet, "BẢN GIAO ƯỚC THI ĐUA", subject)
    draw_grounds(sheet, pledge.words.grounds)
    for runs in _text(pledge):
        sheet.paragraph(runs)
    rows = _rows([_signer(body, pledge.words.sign_hint) for body in pledge.bodies])
    closing = plain(pledge.words.closing)
    signatures = sum(signatures_height(sheet, row) + _BETWEEN_ROWS for row in rows)
    sheet.need(min(sheet.height(closing) + PARAGRAPH_GAP + signatures, sheet.full))
    sheet.paragraph(closing)
    sheet.gap(2 * PARAGRAPH_GAP)
    for row in rows:
        draw_signatures(sheet, row)
        sheet.gap(_BETWEEN_ROWS)
    book.turn()
    return book.finish()


def _text(pledge: Pledge) -> list[Runs]:
    opening = f"Hôm nay, {decree_date(pledge.day)}, tại {pledge.place_text}, chúng tôi gồm:"
    paragraphs: list[Runs] = [plain(opening)]
    paragraphs += [_body(number, body) for number, body in enumerate(pledge.bodies, start=1)]
    if pledge.aim:
        paragraphs.append((("Mục tiêu: ", Face.BOLD), (f"{pledge.aim.rstrip(' .')}.", Face.REGULAR)))
    paragraphs.append(plain(pledge.words.promise))
    paragraphs += [
        plain(f"{number}. {text.rstrip(' ;.')}.") for number, text in enumerate(pledge.commitments, start=1)
    ]
    return paragraphs


def _body(number: int, body: Body) -> Runs:
    """ "1. Công an phường, do ông (bà) Trần Văn A, Trưởng Công an phường, đại diện;" """
    title = f", {body.signer_title}" if body.signer_title else ""
    name = (body.signer_name, Face.BOLD) if body.signer_name else ("." * 40, Face.REGULAR)
    return (
        (f"{number}. {body.name}", Face.BOLD),
        (", đại diện là ông (bà) ", Face.REGULAR),
        name,
        (f"{title}.", Face.REGULAR),
    )


def _signer(body: Body, hint: str) -> Signer:
    return Signer((body.name.upper(), body.signer_title.upper() or "ĐẠI DIỆN"), hint, body.signer_name)


def _rows(signers: Sequence[Signer]) -> list[Sequence[Signer]]:
    """As even as can be: four are two and two."""
    rows = ceil(len(signers) / _IN_A_ROW)
    each = ceil(len(signers) / rows)
    return [signers[first : first + each] for first in range(0, len(signers), each)]
