"""The receipts every engine sets: made-up people of the demo ward, one extinguisher and one gift each.

A peer gets the words of a sheet ready-made, with its QR as a picture, so that it is charged with layout and
drawing only; firereg makes words and QR itself.
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from firereg.documents.papers import Letterhead, Party, Receipt, ReceiptLine, Receiver
from firereg.documents.qr import qr_modules
from firereg.documents.wording import RECEIPT_COMMITMENTS
from firereg.domain.dates import decree_date
from firereg.domain.money import amount_in_words, format_dong
from firereg.domain.numbering import receipt_code
from firereg.services.demo.people import DemoPeople

_DAY = date(2023, 10, 19)
_GROUPS = 22
_GIFT_DONG = 500_000
_BODY = ("ỦY BAN NHÂN DÂN", "PHƯỜNG DƯ HÀNG KÊNH")
_PLAN = "Kế hoạch số 86/KH-UBND ngày 10 tháng 10 năm 2023 của Ủy ban nhân dân phường Dư Hàng Kênh"
_CLOSING = "Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./."
_TITLES = (
    "STT",
    "Tên, chủng loại",
    "Số sê-ri",
    "Sản xuất",
    "Hạn",
    "ĐVT",
    "SL",
    "Tình trạng",
    "Giá trị (đồng)",
)
_WIDTHS = (26, 0, 51, 42, 46, 32, 22, 33, 44)


def receipts(count: int) -> Iterator[Receipt]:
    """`count` different receipts, the same ones every time."""
    rng = Random("receipts")
    people = DemoPeople(rng)
    leaders = [people.head().name for _group in range(_GROUPS)]
    for number in range(1, count + 1):
        group = rng.randint(1, _GROUPS)
        head = people.head()
        yield Receipt(
            letterhead=Letterhead("", _BODY, "Dư Hàng Kênh"),
            code=receipt_code(_DAY.year, number),
            number=f"{number:02d}",
            day=_DAY,
            place_text="Nhà văn hóa phường Dư Hàng Kênh",
            grounds=(_PLAN,),
            giver=Party("Trần Văn Mẫu", "Chủ tịch Ủy ban nhân dân phường"),
            donor="Công ty TNHH Thiết bị Mẫu",
            receiver=Receiver(
                head.name,
                head.born_year,
                head.id_number,
                people.address(group),
                f"Tổ dân phố {group}",
                head.phone,
                "",
                head.name,
                "hộ cận nghèo",
            ),
            witness=Party(leaders[group - 1], f"Tổ trưởng tổ dân phố {group}"),
            lines=(
                ReceiptLine(
                    "Bình bột ABC 4 kg (MFZL4)",
                    f"A-{number:05d}",
                    "06/2023",
                    "06/2028",
                    "bình",
                    1,
                    "Mới",
                    None,
                ),
                ReceiptLine("Quà hỗ trợ hộ cận nghèo (tiền mặt)", "", "", "", "suất", 1, "", _GIFT_DONG),
            ),
            commitments=RECEIPT_COMMITMENTS,
            recipients=("Hộ nhận bàn giao", "Tổ dân phố", "Lưu: VT"),
            sign_authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        )


def sheet(receipt: Receipt) -> dict[str, Any]:
    """The words of such a receipt as they stand on paper; a run is (words, "r", "b" or "i")."""
    receiver, giver, witness = receipt.receiver, receipt.giver, receipt.witness
    phone = f"; điện thoại: {receiver.phone}" if receiver.phone else ""
    clauses = "; ".join(
        f"{letter}) {clause}" for letter, clause in zip("abcdđ", receipt.commitments, strict=True)
    )
    total = format_dong(_GIFT_DONG)
    return {
        "body": receipt.letterhead.body_lines,
        "nation": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        "number": f"Số: {receipt.number}/{receipt.symbol}",
        "where": f"{receipt.letterhead.place}, {decree_date(receipt.day)}",
        "title": "BIÊN BẢN",
        "subject": receipt.subject,
        "paragraphs": [
            [(f"Căn cứ {receipt.grounds[0]}.", "i")],
            [(f"Hôm nay, {decree_date(receipt.day)}, tại {receipt.place_text}, chúng tôi gồm:", "r")],
            [
                (f"1. BÊN GIAO (Bên A): {receipt.letterhead.body}", "b"),
                (", đại diện là ông (bà) ", "r"),
                (giver.name, "b"),
                (f", {giver.title}. Đơn vị tài trợ: {receipt.donor}.", "r"),
            ],
            [
                ("2. BÊN NHẬN (Bên B): ", "b"),
                ("Ông (bà) ", "r"),
                (receiver.name, "b"),
                (
                    f", chủ hộ, sinh năm {receiver.born_year}; số CCCD/căn cước: {receiver.id_number}{phone}; "
                    f"địa chỉ: {receiver.address}, {receiver.group_name}; thuộc đối tượng: {receiver.category}.",
                    "r",
                ),
            ],
            [
                ("3. BÊN CHỨNG KIẾN: ", "b"),
                ("Ông (bà) ", "r"),
                (witness.name, "b"),
                (f", {witness.title}.", "r"),
            ],
            [("Bên A đã bàn giao, Bên B đã nhận đủ phương tiện, quà hỗ trợ theo bảng sau:", "r")],
        ],
        "titles": _TITLES,
        "widths": _WIDTHS,
        "rows": [
            (
                str(number),
                line.description,
                line.serial,
                line.made,
                line.expires,
                line.unit,
                f"{line.quantity:02}",
                line.condition,
                "" if line.value_dong is None else format_dong(line.value_dong),
            )
            for number, line in enumerate(receipt.lines, start=1)
        ],
        "sum": ("Tổng cộng: 01 bình, 01 suất", f" (Bằng chữ: {amount_in_words(_GIFT_DONG)}.)", total),
        "closing": [[("Bên B xác nhận và cam kết: ", "b"), (f"{clauses}.", "r")], [(_CLOSING, "r")]],
        "signers": [
            (("ĐẠI DIỆN BÊN NHẬN",), "(Ký, ghi rõ họ tên)", receiver.name),
            (("ĐẠI DIỆN TỔ DÂN PHỐ",), "(Ký, ghi rõ họ tên)", witness.name),
            (("ĐẠI DIỆN BÊN GIAO", *receipt.sign_authority), "(Ký, đóng dấu)", giver.name),
        ],
        "copies": "Nơi nhận:",
        "recipients": [
            f"- {name}{end}" for name, end in zip(receipt.recipients, (";", ";", "."), strict=True)
        ],
        "code": receipt.code,
        "qr": qr_svg(receipt.code),
    }


def qr_svg(text: str) -> str:
    """The QR of `text` as a picture, a path for each run of dark modules."""
    rows = qr_modules(text)
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, modules in enumerate(rows) for x, dark in enumerate(modules) if dark
    )
    side = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{squares}"/></svg>'
