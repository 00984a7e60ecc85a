"""The fixed words of each paper that a ward may change: each is declared here once, with its default.

Plain data. A field is one line, or several where its default is a tuple; in its words may stand the placeholders of
its paper. What is not here is the form of a paper and the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from firereg.domain.money import amount_in_words
from firereg.domain.templates import filled, filled_lines

_EVERYWHERE = ("phuong", "ngay", "nam")
"""The ward, the day of the paper, and its year."""
_OF_A_ROUND = (*_EVERYWHERE, "dot", "ke_hoach", "tai_tro")
"""And the round, the plan it stands on, and its donor."""

LINE, SENTENCE, LINES = 120, 600, 20
"""How many letters a line and a sentence may have, and how many lines a list."""

W = TypeVar("W")


@dataclass(frozen=True)
class Rule:
    """What may be written in a field: its placeholders, its length, whether it may be empty, or what it is one of."""

    places: tuple[str, ...] = ()
    limit: int = LINE
    optional: bool = False
    choices: tuple[str, ...] = ()


def _words(default: Any, places: tuple[str, ...] = _EVERYWHERE, **rule: Any) -> Any:
    return field(default=default, metadata={"rule": Rule(places, **rule)})


def rules(paper: type) -> dict[str, Rule]:
    """The rule of every field of a paper, in their order."""
    return {one.name: one.metadata["rule"] for one in fields(paper)}


def filled_in(words: W, values: Mapping[str, str]) -> W:
    """The words of a paper with the values of its placeholders."""
    done: dict[str, Any] = {}
    for name, text in vars(words).items():
        done[name] = filled_lines(text, values) if isinstance(text, tuple) else filled(text, values)
    return replace(words, **done)  # type: ignore[type-var]


@dataclass(frozen=True)
class AmountWords:
    """How amounts are read aloud: "linh" and "nghìn" in the north, "lẻ" and "ngàn" in the south."""

    linh: str = _words("linh", (), choices=("linh", "lẻ"))
    nghin: str = _words("nghìn", (), choices=("nghìn", "ngàn"))

    def __call__(self, dong: int) -> str:
        """The amount in words; errors as for `amount_in_words`."""
        return amount_in_words(dong, linh=self.linh, nghin=self.nghin)


NORTHERN = AmountWords()
"""How official papers read amounts, unless a ward says otherwise."""
RECEIPT_COMMITMENTS = (
    "đã được hướng dẫn sử dụng bình chữa cháy",
    "để bình đúng nơi quy định, dễ thấy, dễ lấy",
    "kiểm tra bình hằng tháng",
    "không bán, cho hoặc dùng bình sai mục đích",
    "báo ngay tổ dân phố khi bình đã sử dụng hoặc hư hỏng",
)
"""What a household that takes an extinguisher usually promises."""
SIGN_HINT, SEAL_HINT = "(Ký, ghi rõ họ tên)", "(Ký, đóng dấu)"
_OF_A_RECEIPT = (*_OF_A_ROUND, "hien_vat")


@dataclass(frozen=True)
class ReceiptWords:
    """Biên bản bàn giao. The promise stands on it where an extinguisher is handed over."""

    subject: str = _words("Về việc bàn giao {hien_vat} cho hộ gia đình", _OF_A_RECEIPT)
    grounds: tuple[str, ...] = _words(("{ke_hoach}",), _OF_A_RECEIPT, limit=SENTENCE, optional=True)
    promise: str = _words("Bên B xác nhận và cam kết:", _OF_A_RECEIPT)
    commitments: tuple[str, ...] = _words(RECEIPT_COMMITMENTS, _OF_A_RECEIPT, limit=SENTENCE, optional=True)
    closing: str = _words(
        "Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.", _OF_A_RECEIPT, limit=SENTENCE
    )
    receiver_title: str = _words("ĐẠI DIỆN BÊN NHẬN", ())
    witness_title: str = _words("ĐẠI DIỆN TỔ DÂN PHỐ", ())
    giver_title: str = _words("ĐẠI DIỆN BÊN GIAO", ())
    sign_hint: str = _words(SIGN_HINT, (), optional=True)
    seal_hint: str = _words(SEAL_HINT, (), optional=True)
    recipients: tuple[str, ...] = _words(("Hộ nhận bàn giao", "Lưu: VT"), optional=True)


@dataclass(frozen=True)
class SignListWords:
    """Danh sách ký nhận; a signature without a title is left out."""

    subject: str = _words("Hộ gia đình ký nhận quà, {dot}", _OF_A_ROUND)
    attached: tuple[str, ...] = _words(("(Kèm theo {ke_hoach})",), _OF_A_ROUND, optional=True)
    preparer_title: str = _words("NGƯỜI LẬP", ())
    accountant_title: str = _words("KẾ TOÁN", (), optional=True)
    witness_title: str = _words("TỔ TRƯỞNG TỔ DÂN PHỐ", (), optional=True)
    sign_hint: str = _words(SIGN_HINT, (), optional=True)
    seal_hint: str = _words(SEAL_HINT, (), optional=True)


@dataclass(frozen=True)
class EligibleListWords:
    """Danh sách hộ được hưởng hỗ trợ."""

    subject: str = _words("Hộ gia đình được hưởng hỗ trợ, {dot}", _OF_A_ROUND)
    attached: tuple[str, ...] = _words(("(Kèm theo {ke_hoach})",), _OF_A_ROUND, optional=True)
    preparer_title: str = _words("NGƯỜI LẬP", ())
    sign_hint: str = _words(SIGN_HINT, (), optional=True)
    seal_hint: str = _words(SEAL_HINT, (), optional=True)


@dataclass(frozen=True)
class WalkSheetWords:
    """Phiếu kiểm tra: a working paper with little to say."""

    title: str = _words("PHIẾU KIỂM TRA BÌNH CHỮA CHÁY", ())
    inspector: str = _words("Người kiểm tra:", ())


@dataclass(frozen=True)
class LetterWords:
    """Thông báo to a household; who may do what: TCVN 7435-2:2004 §4.1.2, §4.2.2."""

    subject: str = _words("Về việc kiểm tra bình chữa cháy")
    own_check: str = _words(
        "Việc kiểm tra định kỳ gia đình tự làm được trong vài phút: xem bình để đúng chỗ, dễ thấy, dễ lấy; hướng dẫn "
        "sử dụng còn đọc được; chốt và niêm phong còn nguyên; vỏ, vòi không hỏng, không rò; kim ở vạch xanh (bình "
        "không có kim thì cân). Xin báo kết quả cho tổ dân phố.",
        limit=SENTENCE,
    )
    by_a_firm: str = _words(
        "Việc bảo dưỡng, nạp lại, thử thủy lực hoặc thay bình do đơn vị có chuyên môn thực hiện; gia đình không tự "
        "tháo, không tự nạp bình và giữ bình tại chỗ cho đến khi có người đến nhận.",
        limit=SENTENCE,
    )
    thanks: str = _words(
        "Trân trọng cảm ơn ông (bà) đã cùng giữ an toàn phòng cháy, chữa cháy cho gia đình và khu dân cư./.",
        limit=SENTENCE,
    )
    recipients: tuple[str, ...] = _words(("Như trên",), optional=True)


@dataclass(frozen=True)
class EquipmentReportWords:
    """Báo cáo on the extinguishers of a year."""

    subject: str = _words("Công tác quản lý, kiểm tra bình chữa cháy năm {nam}")
    addressee: str = _words("", optional=True)
    closing: str = _words(
        "Trên đây là báo cáo công tác quản lý, kiểm tra bình chữa cháy năm {nam}./.", limit=SENTENCE
    )
    recipients: tuple[str, ...] = _words(("Lưu: VT",), optional=True)


_OF_COVERAGE = (*_EVERYWHERE, "doi_tuong")


@dataclass(frozen=True)
class CoverageReportWords:
    """Báo cáo on who has an extinguisher; {doi_tuong} are the households it is about."""

    subject: str = _words("Kết quả trang bị bình chữa cháy và hỗ trợ {doi_tuong}", _OF_COVERAGE)
    closing: str = _words(
        "Trên đây là báo cáo kết quả trang bị bình chữa cháy và hỗ trợ {doi_tuong}./.",
        _OF_COVERAGE,
        limit=SENTENCE,
    )
    recipients: tuple[str, ...] = _words(("Lưu: VT",), _OF_COVERAGE, optional=True)


_OF_A_PROGRAMME = (*_EVERYWHERE, "mo_hinh")
_OF_A_PLEDGE = (*_OF_A_PROGRAMME, "quyet_dinh", "so_ban")


@dataclass(frozen=True)
class PledgeWords:
    """Bản giao ước thi đua of the bodies of a programme; {so_ban} is the number of copies, one for each."""

    subject: str = _words("Thực hiện mô hình “{mo_hinh}”", _OF_A_PLEDGE, limit=SENTENCE)
    grounds: tuple[str, ...] = _words(("{quyet_dinh}",), _OF_A_PLEDGE, limit=SENTENCE, optional=True)
    promise: str = _words(
        "Các đơn vị thống nhất ký kết giao ước thi đua với các nội dung sau:", _OF_A_PLEDGE, limit=SENTENCE
    )
    closing: str = _words(
        "Các đơn vị cam kết thực hiện nghiêm túc những nội dung trên. Bản giao ước lập thành {so_ban} bản có giá trị "
        "như nhau, mỗi đơn vị giữ 01 bản./.",
        _OF_A_PLEDGE,
        limit=SENTENCE,
    )
    sign_hint: str = _words(SIGN_HINT, (), optional=True)


@dataclass(frozen=True)
class ProgrammeReportWords:
    """Báo cáo on a programme in a year."""

    subject: str = _words("Kết quả thực hiện mô hình “{mo_hinh}” năm {nam}", _OF_A_PROGRAMME, limit=SENTENCE)
    closing: str = _words(
        "Trên đây là báo cáo kết quả thực hiện mô hình “{mo_hinh}” năm {nam}./.",
        _OF_A_PROGRAMME,
        limit=SENTENCE,
    )
    recipients: tuple[str, ...] = _words(("Lưu: VT",), _OF_A_PROGRAMME, optional=True)


@dataclass(frozen=True)
class ZaloReportWords:
    """Báo cáo on the Zalo groups of the ward in a year."""

    subject: str = _words("Hoạt động các nhóm Zalo phòng chống tội phạm, phòng chống cháy, nổ năm {nam}")
    closing: str = _words("Trên đây là báo cáo hoạt động các nhóm Zalo năm {nam}./.", limit=SENTENCE)
    recipients: tuple[str, ...] = _words(("Lưu: VT",), optional=True)


@dataclass(frozen=True)
class RosterWords:
    """Lịch trực of a programme for a month, and the summary of its hours."""

    subject: str = _words("Mô hình “{mo_hinh}”", (*_EVERYWHERE, "mo_hinh"), limit=SENTENCE)
    preparer_title: str = _words("NGƯỜI LẬP", ())
    sign_hint: str = _words(SIGN_HINT, (), optional=True)
    seal_hint: str = _words(SEAL_HINT, (), optional=True)
    recipients: tuple[str, ...] = _words(("Người trực có tên trong lịch", "Lưu: VT"), optional=True)
