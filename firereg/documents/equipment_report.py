"""Báo cáo: the yearly report on the ward's extinguishers, with tables and charts."""

from collections.abc import Sequence

from firereg.documents.charts import WARNING, Look, Series, bars, columns, line
from firereg.documents.equipment_papers import Count, EquipmentReport
from firereg.documents.fonts import Face
from firereg.documents.report import Report, percent
from firereg.documents.report import counted as _n
from firereg.documents.table import Column
from firereg.documents.text import plain
from firereg.domain.dates import decree_date
from firereg.domain.money import format_dong

_CHART = 130
_BAR = 13
_LOOK = Look(size=9)
_GROUPS = (
    Column("STT", 34, "center"),
    Column("Tổ dân phố", 0),
    Column("Số hộ", 48, "right"),
    Column("Số bình", 50, "right"),
    Column("Đã kiểm tra", 52, "right"),
    Column("Quá hạn", 54, "right"),
    Column("Lỗi chưa xử lý", 54, "right"),
)
_SERVICES = (
    Column("STT", 34, "center"),
    Column("Việc", 0),
    Column("Số lần", 70, "right"),
    Column("Chi phí (đồng)", 110, "right"),
)


def equipment_report_pdf(report: EquipmentReport) -> bytes:
    """The report as a PDF file; what has no figures is left out."""
    drawn = Report(report.words.subject, report.letterhead)
    drawn.head(report.day, report.number, report.symbol, report.addressee)
    for section in (_overview, _groups, _structure, _overdue, _services, _proposals):
        section(drawn, report)
    return drawn.end(report.words.closing, report.sign_authority, report.signer, report.recipients)


def _overview(drawn: Report, report: EquipmentReport) -> None:
    it = report.totals
    drawn.section("TÌNH HÌNH CHUNG")
    found = (
        f"; có {_n(it.failed)} lượt không đạt" if it.failed else ", tất cả đều đạt" if it.inspections else ""
    )
    sentences = (
        f"1. Tính đến {decree_date(report.day)}, phường quản lý {_n(it.extinguishers)} bình chữa cháy; "
        f"{_n(it.households)} hộ gia đình đang giữ bình.",
        f"2. Trong năm {report.year}: tiếp nhận {_n(it.received)} bình, bàn giao {_n(it.handed_over)} bình; "
        f"đã sử dụng để chữa cháy {_n(it.used)} bình, mất {_n(it.lost)} bình, loại bỏ {_n(it.discarded)} bình.",
        f"3. Đã kiểm tra {_n(it.inspections)} lượt{found}.",
        f"4. Còn {_n(it.overdue)} bình quá hạn kiểm tra, bảo dưỡng; {_n(it.open_faults)} lỗi chưa xử lý xong.",
    )
    for sentence in sentences:
        drawn.sentence(sentence)


def _groups(drawn: Report, report: EquipmentReport) -> None:
    groups = report.by_group
    if not groups:
        return
    drawn.section("SỐ LIỆU THEO TỔ DÂN PHỐ")
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
    drawn.table(_GROUPS, rows, [format_dong(sum(column)) for column in figures])
    late = [min(g.overdue, g.extinguishers) for g in groups]
    on_time = [g.extinguishers - its for g, its in zip(groups, late, strict=True)]
    series = [Series("Trong hạn", on_time), Series("Quá hạn", late, WARNING)]
    if any(g.extinguishers for g in groups):
        drawing = bars([g.name for g in groups], series, wide=drawn.sheet.width, row=_BAR, look=_LOOK)
        drawn.chart(drawing, "Số bình theo tổ dân phố (trong ngoặc: số bình quá hạn)")


def _structure(drawn: Report, report: EquipmentReport) -> None:
    if not (report.by_kind or report.by_age or report.by_state):
        return
    drawn.section("CƠ CẤU BÌNH CHỮA CHÁY")
    _counts(drawn, "Loại bình", report.by_kind)
    _counts(drawn, "Tình trạng", report.by_state)
    ages = report.by_age
    if any(age.count for age in ages):
        series = [Series("", [age.count for age in ages])]
        drawing = columns(
            [age.label for age in ages], series, wide=drawn.sheet.width, high=_CHART, look=_LOOK
        )
        drawn.chart(drawing, "Số bình theo số năm kể từ khi sản xuất")


def _overdue(drawn: Report, report: EquipmentReport) -> None:
    months = dict(report.overdue_by_month)
    if not (report.overdue_by_clock or months):
        return
    drawn.section("BÌNH QUÁ HẠN")
    _counts(drawn, "Việc quá hạn", report.overdue_by_clock, "Số việc")
    if months:
        labels, values = (
            [f"T{month}" for month in range(1, 13)],
            [months.get(month) for month in range(1, 13)],
        )
        drawing = line(labels, values, wide=drawn.sheet.width, high=_CHART, look=_LOOK)
        drawn.chart(drawing, f"Số bình quá hạn cuối mỗi tháng năm {report.year}")


def _services(drawn: Report, report: EquipmentReport) -> None:
    services = report.services
    if not services:
        return
    drawn.section("BẢO DƯỠNG, NẠP LẠI, THỬ THỦY LỰC")
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
    times = format_dong(sum(it.count for it in services))
    if not costs:
        drawn.table(_SERVICES[:-1], [row[:-1] for row in rows], [times])
    else:
        drawn.table(_SERVICES, rows, [times, format_dong(sum(costs))])
        words = plain(f"(Bằng chữ: {report.reading(sum(costs))}.)", Face.ITALIC)
        drawn.sheet.paragraph(words, align="center", indent=0)


def _proposals(drawn: Report, report: EquipmentReport) -> None:
    if report.proposals:
        drawn.section("ĐỀ XUẤT, KIẾN NGHỊ")
        for number, proposal in enumerate(report.proposals, start=1):
            drawn.sentence(f"{number}. {proposal.rstrip(' ;.')}.")


def _counts(drawn: Report, title: str, counts: Sequence[Count], unit: str = "Số bình") -> None:
    """A table of two columns of figures with their share; nothing without counts."""
    if not counts:
        return
    total = sum(one.count for one in counts)
    heads = (
        Column("STT", 34, "center"),
        Column(title, 0),
        Column(unit, 80, "right"),
        Column("Tỷ lệ (%)", 80, "right"),
    )
    rows = [
        (str(n), one.label, format_dong(one.count), percent(one.count, total))
        for n, one in enumerate(counts, start=1)
    ]
    drawn.table(heads, rows, [format_dong(total), percent(total, total)])
