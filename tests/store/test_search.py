"""Finding by a few letters, also by letters that mean something to the engine."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from firereg.services import handovers, households
from firereg.services.find import find
from firereg.services.households import HouseholdDraft, HouseholdFilter
from firereg.store import search
from firereg.store.search import Indexed
from tests.small_ward import give


def names(registry, text: str) -> list[str]:
    return [row.head_name for row in households.suggest(registry, text)]


def codes(registry, text: str) -> set[str]:
    """What the filter of the list finds; the suggestions must find the same."""
    listed = {row.code for row in households.household_page(registry, HouseholdFilter(text=text))}
    assert listed == {row.code for row in households.suggest(registry, text)}
    return listed


HOA = {"TDP07-0001"}


@pytest.mark.parametrize(
    "text",
    [
        "dang",
        "DANG",
        "Đặng",
        "đăng",
        "hoà",
        "hòa",
        "hoa dang",
        "thi hoa đặng",
        "da ho",
        "dang 12/34",
        "cho hang dang",
        "1234",
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091234",
        "031165001234",
        "031 165 001 234",
        "TDP07-0001",
        "tdp07 0001",
        "Đặng Thị Hoà, tổ 7",
    ],
)
def test_a_household_is_found_by(text, registry):
    assert codes(registry, text) == HOA


@pytest.mark.parametrize("text", ["dang an", "dangx", "345678", "165001", "", "  ", "!?", "tổ 6"])
def test_and_is_not_found_by(text, registry):
    assert households.suggest(registry, text) == []


def test_group_7_is_not_group_70(registry):
    assert codes(registry, "tổ 7") == {f"TDP07-000{n}" for n in range(1, 5)}
    assert codes(registry, "tổ 70") == {f"TDP70-000{n}" for n in range(1, 5)}
    assert codes(registry, "an tổ 70") == {"TDP70-0001"}


def test_whole_words_come_before_beginnings(registry):
    assert names(registry, "nguyen van an") == ["Nguyễn Văn An", "Nguyễn Văn An", "Nguyễn Văn Anh"]


def test_whole_words_come_first_in_a_crowd_too(registry):
    with registry.transaction():
        for number in range(200):
            households.add(registry, HouseholdDraft(f"Nguyễn Văn Anh {number}", 1))
    assert names(registry, "nguyen van an")[:2] == ["Nguyễn Văn An", "Nguyễn Văn An"]


def test_a_change_is_found_and_what_it_replaced_is_not(registry):
    _note, seen = households.note_of(1)
    households.change(registry, 1, HouseholdDraft("Bùi Thị Mận", 2, phone="0988 000 111"), seen)
    assert codes(registry, "bui man tổ 70") == HOA
    assert codes(registry, "0988000111") == HOA
    for old in ("0912345678", "1234", "chợ hàng dang"):
        assert households.suggest(registry, old) == []
    assert codes(registry, "dang hoa") == HOA  # the name it had before


def test_a_new_name_is_found_on_the_extinguisher_and_the_receipt_too(registry):
    give(registry, 1, "PC-0001")
    _note, seen = households.note_of(1)
    households.change(registry, 1, HouseholdDraft("Bùi Thị Mận", 1), seen)
    assert [(f.kind, f.code) for f in find(registry, "bui man")] == [
        ("households", "TDP07-0001"),
        ("extinguishers", "PC-0001"),
        ("handovers", "BG-2023-0001"),
    ]
    # The paper still says the old name, so the old name still finds the receipt.
    assert [f.kind for f in find(registry, "dang hoa")] == ["households", "handovers"]


def test_a_receipt_is_found_by_its_numbers(registry):
    row = give(registry, 1, "PC-0001")
    handovers.set_official_number(registry, row.id, "345")
    for text in ("BG-2023-0001", "345", "PC-0001", "hoa dang"):
        assert [f.code for f in find(registry, text, kind="handovers")] == ["BG-2023-0001"], text


def test_the_newest_receipts_come_first(registry):
    for _i in range(5):
        give(registry, 1, gifts=(_gift(),))
    found = find(registry, "dang", kind="handovers", limit=3)
    assert [one.code for one in found] == ["BG-2023-0005", "BG-2023-0004", "BG-2023-0003"]


def _gift():
    from firereg.services.handover_draft import Gift

    return Gift("Gạo", None, 10, "kg")


HOSTILE = [
    '"',
    '""',
    '"dang',
    "dang*",
    "*",
    "dang AND",
    "AND",
    "OR NOT dang",
    "NEAR(dang hoa, 2)",
    "NEAR(",
    "text:dang",
    "^dang",
    "-dang",
    "{dang hoa}",
    "dang + hoa",
    "dang) OR (1=1",
    "'; DROP TABLE household; --",
    "%",
    "_",
    "\\",
    "\0",
    "đ" * 10_000,
    "dang " * 10_000,
    " ".join(f"từ{n}" for n in range(10_000)),
    "🔥🧯",
    "dang🔥",
    "\u0323\u0301",
    "\ud800",
    "½ ² Ⅷ",
    "ﷺ",
    "\u202edang",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_no_text_troubles_the_engine(text, registry):
    find(registry, text)
    households.household_page(registry, HouseholdFilter(text=text))
    households.count(registry, HouseholdFilter(text=text))
    assert households.count(registry)[0] == 8


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_can_be_searched_for(text, registry):
    find(registry, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.from_regex(r"[a-zA-ZđĐăâêôơưạấữ]{1,12}|[0-9]{1,6}", fullmatch=True), min_size=1))
def test_what_is_indexed_is_found_by_its_own_words(text, registry):
    line = " ".join(text)
    assume(not "".join(text).isdigit())  # groups of digits alone are read as one phone number
    search.put(registry.database, Indexed.HANDOVERS, [(77, line)])
    assert search.find(registry.database, Indexed.HANDOVERS, line, 10) == [77]
    assert search.find(registry.database, Indexed.HANDOVERS, " ".join(reversed(text)), 10) == [77]
    search.put(registry.database, Indexed.HANDOVERS, [(77, "khác")])
    assert search.find(registry.database, Indexed.HANDOVERS, "khac", 10) == [77]


def test_what_every_household_is_found_by_is_looked_for_only_where_nothing_else_is(registry):
    everybody = {f"TDP{group}-000{n}" for group in ("07", "70") for n in range(1, 5)}
    for text in ("t", "to", "tdp", "tổ t"):
        assert codes(registry, text) == everybody
    assert codes(registry, "hoa to") == codes(registry, "hoa tdp") == HOA
