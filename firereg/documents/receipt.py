"""Biên bản bàn giao: the paper a household signs for its extinguishers and gifts."""

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_grounds, draw_letterhead, draw_title, number_line
from firereg.documents.marks import CODE_SIDE, draw_code, draw_reprint_mark, draw_void_mark, draw_void_reason
from firereg.documents.papers import Party, Receipt, ReceiptLine
from firereg.documents.sheet import BOTTOM, PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import (
    Signer,
    draw_recipients,
    draw_signatures,
    recipients_height,
    signatures_height,
)
from firereg.documents.table import Column, Table, fitted
from firereg.documents.text import Runs, plain
from firereg.documents.wording import AmountWords
from firereg.domain.dates import decree_date
from firereg.domain.money import format_dong
from firereg.domain.numbering import ReceiptSign

_TABLE = 11
_NAME = "Tên, chủng loại"
_VALUE = "Giá trị (đồng)"
_COLUMNS = (
    Column("STT", 34, "center"),
    Column(_NAME, 0),
    Column("Số sê-ri", 100, "center"),
    Column("Sản xuất", 52, "center"),
    Column("Hạn", 64, "center"),
    Column("ĐVT", 48, "center"),
    Column("SL", 40, "center"),
    Column("Tình trạng", 56, "center"),
    Column(_VALUE, 104, "right"),
)
_ALWAYS = {"STT", _NAME, "ĐVT", "SL"}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_STOP = (".", Face.REGULAR)
_SIGN_GAP = 6
_FOOT_GAP = 6
_SMALL_CODE = 12 * mm
"""The code in the bottom margin of a page that another follows."""


def receipt_pdf(receipts: Sequence[Receipt], progress: Callable[[int], None] | None = None) -> bytes:
    """The papers of `receipts` in one PDF file, each on pages of its own.

    `progress` is told after each paper how many are done; what it raises stops the work. ValueError when there
    is nothing to print. Layout: Decree 30/2020, Annex I; the order of a handover paper is custom.
    """
    if not receipts:
        raise ValueError("no receipts")
    first = receipts[0]
    several = len(receipts) > 1
    book = Book(
        title=f"Biên bản bàn giao {first.code}"
        + (f" và {len(receipts) - 1} biên bản khác" if several else ""),
        author=first.letterhead.body,
        subject=first.subject,
        day=first.day,
    )
    for done, receipt in enumerate(receipts, start=1):
        if several:
            book.bookmark(f"{receipt.code} - {receipt.receiver.head_name or receipt.receiver.name}")
        _draw(book, receipt)
        if progress:
            progress(done)
    return book.finish()


def _draw(book: Book, receipt: Receipt) -> None:
    def marks() -> None:
        if receipt.void_reason is not None:
            draw_void_mark(book)
        if receipt.copy_of:
            draw_reprint_mark(book)

    def foot() -> None:
        if receipt.code:
            scanned = str(ReceiptSign(receipt.code, receipt.registry, sheet.page))
            top = (BOTTOM + _SMALL_CODE) / 2
            draw_code(book, receipt.code, sheet.right, top, scanned=scanned, side=_SMALL_CODE)

    sheet = Sheet(book, backdrop=marks, foot=foot)
    draw_letterhead(sheet, receipt.letterhead, receipt.day, number_line(receipt.number, receipt.symbol))
    draw_title(sheet, "BIÊN BẢN", receipt.subject)
    if receipt.void_reason is not None:
        draw_void_reason(book, receipt.void_reason)
    draw_grounds(sheet, receipt.grounds)
    for runs in _parties(receipt):
        sheet.paragraph(runs)
    if receipt.lines:
        _items(sheet, receipt.lines, receipt.reading)
    _close(sheet, receipt)
    book.turn()


def _parties(receipt: Receipt) -> list[Runs]:
    """The opening sentence, then who gives, who receives and who bears witness, one paragraph each."""
    time = f"hồi {receipt.time_text}, " if receipt.time_text else ""
    paragraphs = [
        plain(f"Hôm nay, {time}{decree_date(receipt.day)}, tại {receipt.place_text}, chúng tôi gồm:"),
        _giving(receipt),
        _receiving(receipt),
    ]
    if receipt.witness.name or receipt.witness.title:
        paragraphs.append((("3. BÊN CHỨNG KIẾN: ", Face.BOLD), *_person(receipt.witness, "Ông (bà)"), _STOP))
    paragraphs.append(plain(f"Bên A đã bàn giao, Bên B đã nhận đủ {_things(receipt)} theo bảng sau:"))
    return paragraphs


def _things(receipt: Receipt) -> str:
    """Only what stands in the table, and both while it is empty."""
    kinds = (
        ("phương tiện", any(line.serial for line in receipt.lines)),
        ("quà hỗ trợ", any(not line.serial for line in receipt.lines)),
    )
    return ", ".join([words for words, there in kinds if there] or [words for words, _there in kinds])


def _person(party: Party, address: str) -> Runs:
    """ "Ông (bà) Phạm Văn A, Tổ trưởng"; a name that is not known yet is a dotted line to write on."""
    name = (party.name, Face.BOLD) if party.name else ("." * 40, Face.REGULAR)
    return ((f"{address} ", Face.REGULAR), name, (f", {party.title}" if party.title else "", Face.REGULAR))


def _giving(receipt: Receipt) -> Runs:
    donor = f". Đơn vị tài trợ: {receipt.donor}" if receipt.donor else ""
    return (
        (f"1. BÊN GIAO (Bên A): {receipt.letterhead.body}", Face.BOLD),
        *_person(receipt.giver, ", đại diện là ông (bà)"),
        (f"{donor}.", Face.REGULAR),
    )


def _receiving(receipt: Receipt) -> Runs:
    receiver = receipt.receiver
    born = f", sinh năm {receiver.born_year}" if receiver.born_year else ""
    head: Runs = ((f", chủ hộ{born}", Face.REGULAR),)
    proxy: Runs = (
        (f"{born}, nhận thay chủ hộ ", Face.REGULAR),
        (receiver.head_name, Face.BOLD),
        (f" (quan hệ với chủ hộ: {receiver.relation})", Face.REGULAR),
    )
    address = ", ".join(filter(None, (receiver.address, receiver.group_name)))
    details = (
        ("số CCCD/căn cước", receiver.id_number),
        ("điện thoại", receiver.phone),
        ("địa chỉ", address),
        ("thuộc đối tượng", receiver.category),
    )
    return (
        ("2. BÊN NHẬN (Bên B): ", Face.BOLD),
        ("Ông (bà) ", Face.REGULAR),
        (receiver.name, Face.BOLD),
        *(proxy if receiver.relation else head),
        ("".join(f"; {label}: {value}" for label, value in details if value) + ".", Face.REGULAR),
    )


def _cells(number: int, line: ReceiptLine) -> dict[str, str]:
    note = f" ({line.note})" if line.note else ""
    return {
        "STT": str(number),
        _NAME: line.description + note,
        "Số sê-ri": line.serial,
        "Sản xuất": line.made,
        "Hạn": line.expires,
        "ĐVT": line.unit,
        "SL": f"{line.quantity:02}",
        "Tình trạng": line.condition,
        _VALUE: "" if line.value_dong is None else format_dong(line.value_dong),
    }


def _counted(lines: Sequence[ReceiptLine]) -> str:
    """How much it is altogether, unit by unit: "02 bình, 01 suất"."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.unit] = counts.get(line.unit, 0) + line.quantity
    return ", ".join(f"{count:02} {unit}".rstrip() for unit, count in counts.items())


def _items(sheet: Sheet, lines: Sequence[ReceiptLine], reading: AmountWords) -> None:
    """The table, without the columns nobody filled, its total row and the amount in words."""
    rows = [_cells(number, line) for number, line in enumerate(lines, start=1)]
    used = [
        column for column in _COLUMNS if column.title in _ALWAYS or any(row[column.title] for row in rows)
    ]
    cells = [[row[column.title] for column in used] for row in rows]
    values = [line.value_dong for line in lines if line.value_dong is not None]
    total = format_dong(sum(values)) if values else ""
    extent = [*cells, [total if column.title == _VALUE else "" for column in used]]
    table = Table(sheet, fitted(used, extent, size=_TABLE, width=sheet.width), size=_TABLE)
    sheet.gap(PARAGRAPH_GAP)
    for number, row in enumerate(cells, start=1):
        table.row(row, keep=table.line_height if number == len(cells) else 0)
    label: Runs = ((f"Tổng cộng: {_counted(lines)}", Face.BOLD),)
    if values:
        label += ((f" (Bằng chữ: {reading(sum(values))}.)", Face.ITALIC),)
    table.merged_row(label, [total] if values else [])


def _promise(lead: str, commitments: Sequence[str]) -> list[Runs]:
    """What the household confirms, clause by clause in one paragraph; nothing without clauses."""
    if not commitments:
        return []
    clauses = "; ".join(
        f"{letter}) {clause.rstrip(' ;.')}" for letter, clause in zip(_LETTERS, commitments, strict=False)
    )
    return [((f"{lead} ", Face.BOLD), (f"{clauses}.", Face.REGULAR))]


def _close(sheet: Sheet, receipt: Receipt) -> None:
    """Promise, closing sentence, signatures and foot: all on one page, so that nobody signs a page without text."""
    paragraphs = [*_promise(receipt.promise, receipt.commitments), plain(receipt.closing)]
    taking, seeing, giving = receipt.sign_titles
    signers = (
        Signer((taking,), receipt.sign_hint, receipt.receiver.name),
        Signer((seeing,), receipt.sign_hint, receipt.witness.name),
        Signer((giving, *receipt.sign_authority), receipt.seal_hint, receipt.giver.name),
    )
    names_width = sheet.width - 70 * mm
    foot = _FOOT_GAP + max(recipients_height(receipt.recipients, names_width), CODE_SIDE)
    last = _SIGN_GAP + signatures_height(sheet, signers) + foot
    heights = [sheet.height(runs) for runs in paragraphs]
    sheet.need(min(sum(heights) + last, sheet.full))
    for runs in paragraphs[:-1]:
        sheet.paragraph(runs)
    sheet.need(heights[-1] + last)
    sheet.paragraph(paragraphs[-1])
    sheet.gap(_SIGN_GAP)
    draw_signatures(sheet, signers)
    sheet.y -= _FOOT_GAP
    if receipt.code:
        page = sheet.page if sheet.page > 1 else 0
        scanned = str(ReceiptSign(receipt.code, receipt.registry, page))
        draw_code(sheet.book, receipt.code, sheet.right, sheet.y, scanned=scanned)
    draw_recipients(sheet, receipt.recipients, names_width)
