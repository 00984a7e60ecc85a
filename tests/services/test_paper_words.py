"""The words of the papers: set by an administrator, refused where they cannot be printed, never on what was issued."""

from dataclasses import fields, replace
from hashlib import sha256

import pytest

from firereg.documents.wording import LINES, AmountWords, ReceiptWords
from firereg.domain.roles import Role
from firereg.errors import BadInputError, NotAllowedError
from firereg.services import journal, journal_words, paper_samples, paper_words, receipts, wards
from firereg.services.paper_words import Paper
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.documents.paper_reading import flowing
from tests.small_ward import CASH, ROUND_DAY, give


def typed(paper: Paper, **changes: str) -> dict[str, str]:
    return {text.name: text.value for text in paper_words.texts(paper)} | changes


OTHER = {
    "subject": "Về việc trao {hien_vat}, {dot}",
    "grounds": "Căn cứ Nghị quyết của {phuong}\n{ke_hoach}",
    "promise": "Gia đình cam kết:",
    "commitments": "giữ bình cẩn thận",
    "closing": "Lập thành 03 bản, {ngay}./.",
    "receiver_title": "BÊN NHẬN",
    "witness_title": "TỔ DÂN PHỐ",
    "giver_title": "BÊN GIAO",
    "sign_hint": "(Ký hoặc điểm chỉ)",
    "seal_hint": "",
    "recipients": "Hộ nhận\nCông an {phuong}\nLưu: VP",
}


def test_every_field_of_a_receipt_is_said_on_the_next_one(registry: Registry) -> None:
    assert set(OTHER) == {field.name for field in fields(ReceiptWords)}
    paper_words.keep(registry, Paper.RECEIPT, OTHER)
    paper_words.keep(registry, Paper.AMOUNTS, {"linh": "lẻ", "nghin": "ngàn"})
    row = give(registry, 1, "PC-0001", gifts=(replace(CASH, value_dong=500_105),), round_id=1)
    text = flowing(receipts.pdf_of(registry, [row.id]))
    for words in (
        "Về việc trao bình chữa cháy và quà hỗ trợ, Đợt 19/10/2023",
        "Căn cứ Nghị quyết của phường Dư Hàng Kênh; Căn cứ Kế hoạch số 10/KH-UBND.",
        "Gia đình cam kết: a) giữ bình cẩn thận.",
        "Lập thành 03 bản, ngày 19 tháng 10 năm 2023./.",
        "BÊN NHẬN TỔ DÂN PHỐ BÊN GIAO",
        "(Ký hoặc điểm chỉ) (Ký hoặc điểm chỉ)",
        "- Hộ nhận; - Công an phường Dư Hàng Kênh;",
        "Năm trăm ngàn một trăm lẻ năm đồng",
    ):
        assert words in text
    assert "đóng dấu" not in text


def test_what_was_issued_reprints_word_for_word(registry: Registry) -> None:
    row = give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)
    before = receipts.pdf_of(registry, [row.id])
    paper_words.keep(registry, Paper.RECEIPT, OTHER)
    paper_words.keep(registry, Paper.AMOUNTS, {"linh": "lẻ", "nghin": "ngàn"})
    assert sha256(receipts.pdf_of(registry, [row.id])).digest() == sha256(before).digest()
    paper_words.reset(registry, Paper.RECEIPT)
    paper_words.reset(registry, Paper.AMOUNTS)
    assert not t.Setting.select().where(t.Setting.name.startswith("paper.")).exists()
    again = give(registry, 2, gifts=(CASH,))
    assert "Biên bản lập thành 02 bản" in flowing(receipts.pdf_of(registry, [again.id]))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("closing", "Lập cho {thon}", "“Closing sentence” has the placeholder {thon}"),
        ("closing", "Lập {", "“Closing sentence” has the placeholder {, "),
        ("receiver_title", "BÊN NHẬN {phuong}", "“Title of the receiving side” takes no placeholders"),
        ("subject", " \t", "“Subject line” must not be empty."),
        ("subject", "x" * 121, "“Subject line” has a line of 121 characters; at most 120 fit."),
        ("closing", "x" * 601, "“Closing sentence” has a line of 601 characters"),
        ("closing", "một\nhai", "“Closing sentence” is one line."),
        ("commitments", "\n".join("a" * (LINES + 1)), f"“Commitments” has at most {LINES} lines."),
        ("commitments", "Giữ bình 🎁", "“Commitments”: 🎁 cannot be printed."),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name(
    registry: Registry, name: str, text: str, said: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        paper_words.keep(registry, Paper.RECEIPT, typed(Paper.RECEIPT, **{name: text}))
    assert refused.value.field == name
    assert str(refused.value).startswith(said)
    assert not paper_words.changed(Paper.RECEIPT)


def test_a_reading_that_nobody_says_is_refused(registry: Registry) -> None:
    with pytest.raises(BadInputError, match="linh, lẻ"):
        paper_words.keep(registry, Paper.AMOUNTS, {"linh": "le", "nghin": "nghìn"})


def test_what_need_not_be_there_may_be_empty(registry: Registry) -> None:
    empty = dict.fromkeys(("grounds", "commitments", "recipients", "sign_hint", "seal_hint"), "")
    paper_words.keep(registry, Paper.RECEIPT, typed(Paper.RECEIPT, **empty))
    text = flowing(receipts.pdf_of(registry, [give(registry, 1, "PC-0001", round_id=1).id]))
    for words in ("Căn cứ", "cam kết", "Nơi nhận", "(Ký"):
        assert words not in text


def test_only_an_administrator_may(registry: Registry) -> None:
    t.User.update(role=Role.CLERK).execute()
    with pytest.raises(NotAllowedError):
        paper_words.keep(registry, Paper.RECEIPT, OTHER)
    with pytest.raises(NotAllowedError):
        paper_words.reset(registry, Paper.RECEIPT)
    assert paper_words.words(ReceiptWords) == ReceiptWords()


def test_the_journal_tells_what_was_said_before_and_after(registry: Registry) -> None:
    paper_words.keep(registry, Paper.RECEIPT, typed(Paper.RECEIPT, promise="Hộ cam kết:"))
    paper_words.keep(registry, Paper.RECEIPT, typed(Paper.RECEIPT))
    rows = [row for row in journal.entries() if row.action == "paper.words"]
    assert len(rows) == 1
    assert (
        journal_words.summary(rows[0], {})
        == "Before the commitments: Bên B xác nhận và cam kết: → Hộ cam kết:"
    )


@pytest.mark.parametrize("paper", list(Paper))
def test_each_paper_shows_what_its_words_look_like(registry: Registry, paper: Paper) -> None:
    chosen = paper_words.checked(paper, typed(paper))
    pdf = paper_samples.sample(paper, chosen, wards.ward_on(ROUND_DAY), ROUND_DAY)
    text = flowing(pdf)
    assert "{" not in text
    values = paper_samples.place_values(wards.ward_on(ROUND_DAY), ROUND_DAY)
    for one in paper_words.texts(paper):
        known = set(values) if not one.rule.choices else set()
        assert set(one.rule.places) <= known
    if paper is Paper.AMOUNTS:
        assert AmountWords()(500_105) in text


def test_a_word_of_a_newer_version_is_left_alone(registry: Registry) -> None:
    t.Setting.create(name="paper.receipt", value='{"colour": "đỏ", "promise": "Hộ cam kết:"}')
    assert paper_words.words(ReceiptWords) == replace(ReceiptWords(), promise="Hộ cam kết:")
