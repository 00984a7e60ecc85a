"""The recovery code on paper: the only way back in when every password is forgotten."""

from datetime import date
from math import ceil
from textwrap import wrap as cut

from firereg.documents.book import Book
from firereg.documents.fonts import ASCENT, Face
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet, leading
from firereg.documents.text import plain, wrap
from firereg.domain.dates import decree_date

_TITLE = 18
_CODE = 24
_GROUPS_PER_LINE = 4
_PAD = 14

_PURPOSE = (
    "Mã này mở được sổ đăng ký khi quên mật khẩu của mọi người dùng. Ngoài mã này không còn cách nào khác: "
    "dữ liệu đã được mã hóa, không cơ quan hay đơn vị nào mở thay được."
)
_RULES = (
    "Cất tờ giấy này trong phong bì niêm phong, để trong két hoặc tủ có khóa của cơ quan; "
    "người đứng đầu cơ quan hoặc người được giao giữ.",
    "Không chụp ảnh, không gửi qua Zalo, thư điện tử, không để cùng chỗ với máy tính hoặc bản sao lưu.",
    "Ai có mã này và tệp dữ liệu thì đọc được toàn bộ sổ đăng ký. Nếu nghi mã đã lộ, "
    "hãy tạo mã mới trong chương trình; mã cũ khi đó hết hiệu lực.",
    "Khi nhập mã, không cần phân biệt chữ hoa, chữ thường và dấu gạch nối.",
)


def recovery_sheet_pdf(ward_name: str, registry_name: str, code: str, made_on: date) -> bytes:
    """One page with the recovery code in large groups, what it is for and how to keep it."""
    book = Book(title="Mã khôi phục", author=ward_name, subject=registry_name, day=made_on)
    sheet = Sheet(book)
    sheet.centered(ward_name, Face.REGULAR, size=14)
    sheet.centered("MÃ KHÔI PHỤC SỔ ĐĂNG KÝ", Face.BOLD, size=_TITLE, gap=18)
    sheet.centered(registry_name, Face.BOLD, size=14, gap=4)
    sheet.centered(f"Lập {decree_date(made_on)}", Face.ITALIC, size=13, gap=4)
    sheet.y -= 20
    _code(sheet, code)
    sheet.y -= 14
    sheet.paragraph(plain(_PURPOSE))
    for number, rule in enumerate(_RULES, start=1):
        sheet.paragraph(plain(f"{number}. {rule}"))
    _keeper(sheet)
    book.turn()
    return book.finish()


def _groups(code: str) -> list[str]:
    """The groups as they come, or groups of four where the code has no hyphens."""
    parts = code.split("-") if "-" in code else cut(code, 4)
    return [part for part in parts if part]


def _code(sheet: Sheet, code: str) -> None:
    """The groups, evenly on as few lines as they need, in a frame."""
    groups = _groups(code)
    rows_needed = ceil(len(groups) / _GROUPS_PER_LINE)
    step = ceil(len(groups) / max(rows_needed, 1))
    rows = [" - ".join(groups[at : at + step]) for at in range(0, len(groups), step)]
    high = leading(_CODE) + PARAGRAPH_GAP
    top = sheet.y
    sheet.y -= _PAD
    for row in rows:
        for line in wrap(plain(row, Face.MONO), sheet.width - 2 * _PAD, _CODE, "center"):
            sheet.y -= high
            sheet.book.line(sheet.left + _PAD, sheet.y + high - ASCENT * _CODE, line, _CODE)
    sheet.y -= _PAD - PARAGRAPH_GAP
    left, right, foot = sheet.left, sheet.right, sheet.y
    frame = [
        (left, top, right, top),
        (right, top, right, foot),
        (right, foot, left, foot),
        (left, foot, left, top),
    ]
    sheet.book.lines(frame, weight=1.2)


def _keeper(sheet: Sheet) -> None:
    for label in ("Người giữ:", "Nơi cất:", "Ngày nhận:"):
        sheet.paragraph(plain(f"{label} {'.' * 60}"), gap=14)
