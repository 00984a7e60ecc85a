"""Báo cáo: the yearly report on the ward's extinguishers, with tables and charts."""

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Drawing

from firereg.documents.book import Book
from firereg.documents.charts import WARNING, Look, Series, bars, columns, line
from firereg.documents.closing import closing_height, draw_closing
from firereg.documents.equipment_papers import Count, EquipmentReport
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title, number_line
from firereg.documents.sheet import BODY, PARAGRAPH_GAP, Sheet, leading
from firereg.documents.table import Column, Table, scaled
from firereg.documents.text import Runs, plain
from firereg.domain.dates import decree_date
from firereg.domain.money import amount_in_words, format_dong
from firereg.domain.numbering import padded

_SIZE = 11
_CHART = 130
_BAR = 13
_LOOK = Look(size=9)
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_GROUPS = (
    Column("STT", 34, "center"),
    Column("Tổ dân phố", 150),
    Column("Số hộ", 54, "right"),
    Column("Số bình", 54, "right"),
    Column("Đã kiểm tra", 60, "right"),
    Column("Quá hạn", 54, "right"),
    Column("Lỗi chưa xử lý", 60, "right"),
)
_SERVICES = (
    Column("STT", 34, "center"),
    Column("Việc", 210),
    Column("Số lần", 70, "right"),
    Column("Chi phí (đồng)", 110, "right"),
)
_LAST = "Trên đây là báo cáo công tác quản lý, kiểm tra bình chữa cháy"


def equipment_report_pdf(report: EquipmentReport) -> bytes:
    """The report as a PDF file, upright A4; what has no figures is left out.

    Layout: Decree 30/2020, Annex I. What is reported follows no form: none is prescribed.
    """
    subject = f"Công tác quản lý, kiểm tra bình chữa cháy năm {report.year}"
    book = Book(
        title=f"Báo cáo {subject[0].lower()}{subject[1:]}", author=report.letterhead.body, subject=subject
    )
    _Report(book, report, subject).draw()
    return book.finish()


class _Report:
    """The report being drawn; sections and charts are numbered as they come."""

    def __init__(self, book: Book, report: EquipmentReport, subject: str) -> None:
        self.book, self.report, self.subject = book, report, subject
        self.sheet = Sheet(book)
        self.sections: Iterator[str] = iter(_ROMAN)
        self.charts = 0

    def draw(self) -> None:
        """Draws everything."""
        report, sheet = self.report, self.sheet
        draw_letterhead(sheet, report.letterhead, report.day, number_line(report.number, report.symbol))
        draw_title(sheet, "BÁO CÁO", self.subject)
        if report.addressee:
            sheet.paragraph(
                plain(f"Kính gửi: {report.addressee}"), align="center", indent=0, gap=2 * PARAGRAPH_GAP
            )
        self._overview()
        self._groups()
        self._structure()
        self._overdue()
        self._services()
        self._end()
        self.book.turn()

    def _section(self, title: str) -> None:
        """A heading that never stands alone at the foot of a page."""
        self.sheet.need(6 * leading(BODY))
        self.book.bookmark(title.capitalize())
        self.sheet.paragraph(plain(f"{next(self.sections)}. {title}", Face.BOLD), gap=2 * PARAGRAPH_GAP)

    def _overview(self) -> None:
        it = self.report.totals
        self._section("TÌNH HÌNH CHUNG")
        found = (
            f"; có {_n(it.failed)} lượt không đạt"
            if it.failed
            else ", tất cả đều đạt"
            if it.inspections
            else ""
        )
        sentences = (
            f"1. Tính đến {decree_date(self.report.day)}, phường quản lý {_n(it.extinguishers)} bình chữa cháy; "
            f"{_n(it.households)} hộ gia đình đang giữ bình.",
            f"2. Trong năm {self.report.year}: tiếp nhận {_n(it.received)} bình, bàn giao {_n(it.handed_over)} bình; "
            f"đã sử dụng để chữa cháy {_n(it.used)} bình, mất {_n(it.lost)} bình, loại bỏ {_n(it.discarded)} bình.",
            f"3. Đã kiểm tra {_n(it.inspections)} lượt{found}.",
            f"4. Còn {_n(it.overdue)} bình quá hạn kiểm tra, bảo dưỡng; {_n(it.open_faults)} lỗi chưa xử lý xong.",
        )
        for sentence in sentences:
            self.sheet.paragraph(plain(sentence))

    def _groups(self) -> None:
        groups = self.report.by_group
        if not groups:
            return
        self._section("SỐ LIỆU THEO TỔ DÂN PHỐ")
        rows = [
            (
                str(n),
                g.name,
                *map(format_dong, (g.households, g.extinguishers, g.inspected, g.overdue, g.open_faults)),
            )
            for n, g in enumerate(groups, start=1)
        ]
        figures = zip(
            *((g.households, g.extinguishers, g.inspected, g.overdue, g.open_faults) for g in groups),
            strict=True,
        )
        self._table(_GROUPS, rows, [format_dong(sum(column)) for column in figures])
        late = [min(g.overdue, g.extinguishers) for g in groups]
        on_time = [g.extinguishers - its for g, its in zip(groups, late, strict=True)]
        series = [Series("Trong hạn", on_time), Series("Quá hạn", late, WARNING)]
        if any(g.extinguishers for g in groups):
            drawing = bars([g.name for g in groups], series, wide=self.sheet.width, row=_BAR, look=_LOOK)
            self._chart(drawing, "Số bình theo tổ dân phố (trong ngoặc: số bình quá hạn)")

    def _structure(self) -> None:
        if not (self.report.by_kind or self.report.by_age or self.report.by_state):
            return
        self._section("CƠ CẤU BÌNH CHỮA CHÁY")
        self._counts("Loại bình", self.report.by_kind)
        self._counts("Tình trạng", self.report.by_state)
        ages = self.report.by_age
        if any(age.count for age in ages):
            series = [Series("", [age.count for age in ages])]
            drawing = columns(
                [age.label for age in ages], series, wide=self.sheet.width, high=_CHART, look=_LOOK
            )
            self._chart(drawing, "Số bình theo số năm kể từ khi sản xuất")

    def _overdue(self) -> None:
        months = dict(self.report.overdue_by_month)
        if not (self.report.overdue_by_clock or months):
            return
        self._section("BÌNH QUÁ HẠN")
        self._counts("Việc quá hạn", self.report.overdue_by_clock, "Số việc")
        if months:
            labels, values = (
                [f"T{month}" for month in range(1, 13)],
                [months.get(month) for month in range(1, 13)],
            )
            drawing = line(labels, values, wide=self.sheet.width, high=_CHART, look=_LOOK)
            self._chart(drawing, f"Số bình quá hạn cuối mỗi tháng năm {self.report.year}")

    def _services(self) -> None:
        services = self.report.services
        if not services:
            return
        self._section("BẢO DƯỠNG, NẠP LẠI, THỬ THỦY LỰC")
        rows = [
            (
                str(n),
                it.what,
                format_dong(it.count),
                "" if it.cost_dong is None else format_dong(it.cost_dong),
            )
            for n, it in enumerate(services, start=1)
        ]
        costs = [it.cost_dong for it in services if it.cost_dong is not None]
        total = format_dong(sum(costs)) if costs else ""
        self._table(_SERVICES, rows, [format_dong(sum(it.count for it in services)), total])
        if costs:
            words = plain(f"(Bằng chữ: {amount_in_words(sum(costs))}.)", Face.ITALIC)
            self.sheet.paragraph(words, align="center", indent=0)

    def _end(self) -> None:
        report, sheet = self.report, self.sheet
        if report.proposals:
            self._section("ĐỀ XUẤT, KIẾN NGHỊ")
            for number, proposal in enumerate(report.proposals, start=1):
                sheet.paragraph(plain(f"{number}. {proposal.rstrip(' ;.')}."))
        last = plain(f"{_LAST} năm {report.year}./.")
        closing = closing_height(sheet, report.sign_authority, report.recipients)
        sheet.need(sheet.height(last) + PARAGRAPH_GAP + closing)
        sheet.paragraph(last)
        sheet.gap(PARAGRAPH_GAP)
        draw_closing(sheet, report.sign_authority, report.signer, report.recipients)

    def _counts(self, title: str, counts: Sequence[Count], unit: str = "Số bình") -> None:
        """A table of two columns of figures with their share; nothing without counts."""
        if not counts:
            return
        total = sum(one.count for one in counts)
        heads = (
            Column("STT", 34, "center"),
            Column(title, 230),
            Column(unit, 80, "right"),
            Column("Tỷ lệ (%)", 80, "right"),
        )
        rows = [
            (str(n), one.label, format_dong(one.count), _percent(one.count, total))
            for n, one in enumerate(counts, start=1)
        ]
        self._table(heads, rows, [format_dong(total), "100" if total else ""])

    def _table(self, heads: Sequence[Column], rows: Sequence[Sequence[str]], totals: Sequence[str]) -> None:
        table = Table(self.sheet, scaled(heads, self.sheet.width), size=_SIZE)
        self.sheet.gap(PARAGRAPH_GAP)
        self.sheet.need(min(5, len(rows) + 2) * table.line_height + leading(_SIZE))
        table.head()
        for number, row in enumerate(rows, start=1):
            table.row(row, keep=table.line_height if number == len(rows) else 0)
        label: Runs = plain("Tổng cộng", Face.BOLD)
        table.merged_row(label, totals)

    def _chart(self, drawing: Drawing, caption: str) -> None:
        """The chart with its number and name under it, together on one page."""
        sheet = self.sheet
        sheet.need(drawing.height + 3 * leading(BODY))
        sheet.gap(2 * PARAGRAPH_GAP)
        sheet.y -= drawing.height
        self.book.drawing(drawing, sheet.left, sheet.y)
        self.charts += 1
        sheet.centered(f"Biểu đồ {self.charts}. {caption}", Face.ITALIC, size=BODY, gap=PARAGRAPH_GAP)


def _n(number: int) -> str:
    """ "0", "05", "12", "1.240"."""
    return padded(number) if 0 < number < 1000 else format_dong(number)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".replace(".", ",") if whole else ""
