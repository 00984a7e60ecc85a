import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.domain.reminder_text import MOST_LETTERS, LateHome, Occasion, reminder_parts

SEVEN = Occasion("Tổ dân phố 7", "phường Dư Hàng Kênh", date(2026, 11, 24), "Tổ trưởng Mẫu")
HOMES = (LateHome("Đặng Thị Hoà", "12/34 Chợ Hàng", check=13), LateHome("Nguyễn Văn An", "", 40, 3))
DAYS = st.none() | st.integers(1, 4000)


@st.composite
def late_homes(draw):
    check, firm = draw(DAYS), draw(DAYS)
    text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=220)
    return LateHome(draw(text), draw(text), check, firm if check is not None or firm else 1)


def test_the_message_says_who_is_late_by_how_much_and_what_to_do():
    (text,) = reminder_parts(SEVEN, HOMES)
    assert text.startswith(
        "Kính gửi bà con Tổ dân phố 7,\nUBND phường Dư Hàng Kênh xin nhắc: đến ngày 24/11/2026"
    )
    assert "2 hộ có bình chữa cháy quá hạn kiểm tra định kỳ, 1 hộ có bình quá hạn bảo dưỡng" in text
    assert "1. Đặng Thị Hoà, 12/34 Chợ Hàng: kiểm tra chậm 13 ngày\n" in text
    assert "2. Nguyễn Văn An: kiểm tra chậm 40 ngày, bảo dưỡng chậm 3 ngày\n" in text
    assert "kim đồng hồ ở vạch xanh" in text
    assert text.endswith("Trân trọng cảm ơn bà con!")


def test_without_names_it_counts_alone():
    (text,) = reminder_parts(SEVEN, HOMES, names=False)
    assert "2 hộ" in text
    assert not any(home.head_name in text for home in HOMES)


def test_numbers_of_people_never_get_into_a_chat():
    home = LateHome("Vũ Thị Ngọc (0912 345 678)", "1 Chợ Hàng, CCCD 031165001234, +84 912.345.678", check=2)
    (text,) = reminder_parts(SEVEN, [home])
    assert "1. Vũ Thị Ngọc, 1 Chợ Hàng, CCCD: kiểm tra" in text


def test_where_only_a_firm_can_help_nobody_is_asked_to_look():
    (text,) = reminder_parts(SEVEN, [LateHome("Vũ Thị Ngọc", "1 Chợ Hàng", firm=5)])
    assert "xem giúp" not in text
    assert "không tự tháo" in text


def test_nobody_late_is_no_message():
    assert reminder_parts(SEVEN, []) == ()


@settings(max_examples=60)
@given(st.lists(late_homes(), min_size=1, max_size=60))
def test_every_part_can_be_sent_and_no_household_is_lost(homes):
    parts = reminder_parts(SEVEN, homes)
    assert all(len(part) <= MOST_LETTERS for part in parts)
    whole = "\n".join(parts)
    numbers = re.findall(r"^(\d+)\. .*chậm \d+ ngày$", whole, re.MULTILINE)
    assert numbers == [str(n) for n in range(1, len(homes) + 1)]
    assert not re.search(r"\d(?:[ .-]?\d){8,}", whole)
    if len(parts) > 1:
        assert [part.split("\n")[0] for part in parts] == [
            f"({n}/{len(parts)}) Tổ dân phố 7" for n in range(1, len(parts) + 1)
        ]
