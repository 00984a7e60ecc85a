"""The file on a person as a paper: what `personal_data` found, in the words of a Vietnamese form."""

from collections.abc import Iterable
from datetime import UTC, datetime

from firereg.documents.person_file import PersonPaper, Section
from firereg.domain.dates import format_date
from firereg.domain.identity import FEMALE, MALE
from firereg.domain.labels import action_label, household_state_label, outcome_label, relation_label
from firereg.domain.money import format_dong
from firereg.domain.poverty import PAPER_NAMES
from firereg.domain.ward_names import in_text
from firereg.i18n import as_on_paper
from firereg.services.household_story import HouseholdChange
from firereg.services.members import MemberRow
from firereg.services.papers import group_on_paper
from firereg.services.personal_data import PersonFile
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.reminders import Way
from firereg.services.wards import groups, ward_on

_SEX = {MALE: "Nam", FEMALE: "Nữ"}
_WAYS = {
    Way.CHAT: "Tin nhắn nhóm",
    Way.FILE: "Tệp tin",
    Way.LETTER: "Thông báo giấy",
    Way.CALL: "Gọi điện",
}
_FIELDS = {
    "head_name": "chủ hộ",
    "id_number": "số định danh",
    "phone": "điện thoại",
    "address": "địa chỉ",
    "born_year": "năm sinh",
    "sex": "giới tính",
    "group": "tổ dân phố",
    "persons": "số người",
    "note": "ghi chú",
}
_PASSED, _FAILED, _NOW = "Đạt", "Không đạt", "đến nay"


def pdf(registry: Registry, file: PersonFile, given_to: str = "") -> bytes:
    """The paper as a PDF file."""
    from firereg.documents.person_file import person_file_pdf

    return person_file_pdf(compose(registry, file, given_to))


def compose(registry: Registry, file: PersonFile, given_to: str = "") -> PersonPaper:
    """What stands on the paper; `given_to` is who asked for it."""
    ward = ward_on(registry.today())
    with as_on_paper():
        return PersonPaper(
            letterhead=letterhead(ward),
            body=f"Ủy ban nhân dân {in_text(ward.name, ward.place)}",
            day=registry.today(),
            about=_about(file),
            code=file.household.code,
            facts=tuple(_facts(file)),
            sections=tuple(_sections(file)),
            given_to=given_to.strip(),
            prepared_by=registry.full_name,
            sign_authority=ward.authority_lines or ("TM. ỦY BAN NHÂN DÂN",),
            signer=ward.giver_name,
        )


def _about(file: PersonFile) -> str:
    name = file.people[0].name
    return f"ông (bà) {name}" if file.one_member else f"hộ gia đình ông (bà) {name}"


def _facts(file: PersonFile) -> Iterable[tuple[str, str]]:
    row = file.household
    yield "Mã hộ", ", ".join((row.code, *file.merged))
    among = groups()
    yield "Tổ dân phố", next(group_on_paper(one, among) for one in among if one.id == row.group_id)
    yield "Địa chỉ", row.address or "–"
    if not file.one_member:
        yield "Điện thoại", row.phone or "–"
    yield "Số người trong hộ", f"{row.persons:02}"
    if row.former_names:
        yield "Tên chủ hộ trước đây", row.former_names
    state = household_state_label(row.state)
    moved = f"{state}, ngày {format_date(row.moved_on)} {row.moved_to}".strip() if row.moved_on else state
    yield "Tình trạng cư trú", moved
    if not file.one_member:
        yield "Ghi chú", file.note or "–"


def _sections(file: PersonFile) -> Iterable[Section]:
    yield Section(
        "Người trong hộ",
        ("Họ và tên", "Quan hệ", "Năm sinh", "Giới tính", "Số định danh", "Ghi chú"),
        "Họ và tên",
        tuple(map(_person, file.people)),
    )
    yield Section(
        "Diện được công nhận",
        ("Diện", "Từ ngày", "Đến ngày", "Giấy chứng nhận", "Quyết định"),
        "Diện",
        tuple(
            (
                PAPER_NAMES[one.category].capitalize(),
                format_date(one.valid_from),
                format_date(one.valid_to) if one.valid_to else _NOW,
                one.certificate,
                one.decision,
            )
            for one in file.statuses
        ),
    )
    yield Section(
        "Bình chữa cháy tại hộ",
        ("Loại bình", "Số sê-ri", "Từ ngày", "Đến ngày"),
        "Loại bình",
        tuple(
            (one.kind, one.serial, format_date(one.first), format_date(one.last) if one.last else _NOW)
            for one in file.extinguishers
        ),
    )
    yield Section(
        "Biên bản bàn giao",
        ("Số", "Ngày", "Người nhận", "Nội dung bàn giao", "Đợt, mô hình"),
        "Nội dung bàn giao",
        tuple(
            (
                one.code,
                format_date(one.day),
                one.receiver_name,
                f"{one.items} (đã hủy)" if one.voided else one.items,
                ", ".join(filter(None, (one.round_name, one.programme_name))),
            )
            for one in file.handovers
        ),
    )
    yield _lists(file)
    if not file.one_member:
        yield _received(file)
        yield from _what_was_done(file)
    yield from _who_saw(file)


def _person(one: MemberRow) -> tuple[str, ...]:
    born = format_date(one.born_on) if one.born_on else str(one.born_year or "")
    return one.name, relation_label(one.relation), born, _SEX.get(one.sex, ""), one.id_number, one.note


def _lists(file: PersonFile) -> Section:
    return Section(
        "Danh sách hỗ trợ của các đợt",
        ("Đợt", "Lý do", "Ghi chú"),
        "Lý do",
        tuple(
            (
                one.round,
                one.reason,
                "; ".join(
                    filter(
                        None, ("đưa ra khỏi danh sách" if one.taken_out else "", one.why, one.outcome_note)
                    )
                ),
            )
            for one in file.lists
        ),
    )


def _received(file: PersonFile) -> Section:
    return Section(
        "Hỗ trợ đã nhận theo năm",
        ("Năm", "Số biên bản", "Số bình", "Quà tặng, hiện vật", "Trị giá (đồng)"),
        "Quà tặng, hiện vật",
        tuple(
            (
                str(one.year),
                str(one.receipts),
                str(one.extinguishers),
                ", ".join(one.gifts),
                format_dong(one.total_dong),
            )
            for one in file.received
        ),
    )


def _what_was_done(file: PersonFile) -> Iterable[Section]:
    yield Section(
        "Kiểm tra bình chữa cháy",
        ("Ngày", "Số sê-ri", "Kết quả", "Lỗi", "Người kiểm tra"),
        "Lỗi",
        tuple(
            (
                format_date(one.day),
                one.serial,
                _PASSED if one.passed else _FAILED,
                one.fault,
                one.inspector,
            )
            for one in file.inspections
        ),
    )
    yield Section(
        "Đợt kiểm tra đã đến hộ",
        ("Đợt kiểm tra", "Ngày", "Số sê-ri", "Kết quả", "Ghi chú"),
        "Đợt kiểm tra",
        tuple(
            (one.walk, format_date(one.day), one.serial, outcome_label(one.outcome), one.remark)
            for one in file.visits
        ),
    )
    yield Section(
        "Nhắc việc đã gửi cho hộ",
        ("Ngày", "Hình thức", "Nội dung"),
        "Nội dung",
        tuple((format_date(one.day), _WAYS[one.way], one.text) for one in file.reminders),
    )
    yield Section(
        "Ảnh bình chữa cháy chụp tại hộ",
        ("Số sê-ri", "Ngày lưu"),
        "Số sê-ri",
        tuple((one.serial, format_date(one.day)) for one in file.photos),
    )
    yield Section(
        "Bản quét biên bản đã ký",
        ("Biên bản", "Số trang", "Ngày lưu"),
        "Biên bản",
        tuple((one.receipt, str(one.pages), format_date(one.day)) for one in file.signed),
    )


def _who_saw(file: PersonFile) -> Iterable[Section]:
    yield Section(
        "Các lần thay đổi thông tin",
        ("Thời điểm", "Người thực hiện", "Việc"),
        "Việc",
        tuple((_moment(one.at), one.user, _change(one)) for one in file.changes),
    )
    yield Section(
        "Các lần xem số đầy đủ, in và xuất dữ liệu",
        ("Thời điểm", "Người thực hiện", "Việc"),
        "Việc",
        tuple(
            (_moment(one.at), one.user, ": ".join(filter(None, (action_label(one.action), one.what))))
            for one in file.looks
        ),
    )


def _change(one: HouseholdChange) -> str:
    fields = ", ".join(_FIELDS[name] for name in one.fields if name in _FIELDS)
    return ": ".join(filter(None, (action_label(one.action), fields or one.subject)))


def _moment(at: datetime) -> str:
    return f"{at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
