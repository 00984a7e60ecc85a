"""The journal as it is looked through: page by page, by person, deed, day and words."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.text import fold, has_words, may_have_words
from firereg.services import journal
from firereg.services.journal import JournalFilter
from firereg.store import models as t
from firereg.store.paging import PAGE_ROWS


@pytest.fixture
def busy(registry, clock):
    """A registry in which a day later somebody else did many things."""
    t.User.create(name="mai", full_name="Trần Thị Mai", role="clerk", created_at=datetime(2023, 1, 1))
    clock.now, registry.user_name = datetime(2023, 10, 21, 0, 5), "mai"
    with registry.transaction():
        for number in range(PAGE_ROWS + 20):
            journal.append(registry, "receipt.print", f"BG-2023-{number:04}")
    registry.user_name = "lan"
    clock.now = datetime(2023, 10, 22, 23, 55)
    with registry.transaction():
        journal.append(registry, "household.change", "H7-0001", address=["5 Hồ Sen", "12/34 Chợ Hàng"])
    return registry


def all_pages(which: JournalFilter) -> list[int]:
    found: list[int] = []
    while rows := journal.journal_page(which, found[-1] if found else None):
        assert len(rows) <= PAGE_ROWS
        found += [row.id for row in rows]
    return found


def subjects(**which: object) -> list[str]:
    return [row.subject for row in journal.journal_page(JournalFilter(**which))]


def test_the_pages_have_every_entry_once_the_newest_first(busy):
    numbers = [row.id for row in t.JournalEntry.select(t.JournalEntry.id)]
    assert all_pages(JournalFilter()) == sorted(numbers, reverse=True)
    assert journal.count() == len(numbers)


def test_words_are_found_page_by_page_too(busy):
    assert len(all_pages(JournalFilter(text="bg-2023"))) == PAGE_ROWS + 20


@pytest.mark.parametrize(
    "words",
    ["cho hang", "Chợ Hàng", "CHO", "12/34", "h7-0001 sen", "nguyen thi mau sen", "household changed sen"],
)
def test_words_are_found_in_subject_detail_person_and_deed(words, busy):
    assert subjects(text=words)[0] == "H7-0001"


def test_words_that_are_nowhere_find_nothing(busy):
    assert subjects(text="cho hang zzz") == []
    assert journal.count(JournalFilter(text="zzz")) == 0


def test_days_are_those_of_the_wall(busy):
    assert subjects(since=date(2023, 10, 22)) == ["H7-0001"]
    assert journal.count(JournalFilter(since=date(2023, 10, 21), until=date(2023, 10, 21))) == PAGE_ROWS + 20
    assert subjects(since=date(2023, 10, 23)) == []


def test_filters_hold_together(busy):
    assert journal.count(JournalFilter(user="mai")) == PAGE_ROWS + 20
    assert subjects(user="lan", action="household.change") == ["H7-0001"]
    assert subjects(user="mai", action="household.change") == []


def test_what_was_done_is_in_the_order_of_its_names(busy):
    found = journal.actions()
    assert {"receipt.print", "household.change"} < set(found)
    assert len(found) == len(set(found))


@given(st.text("aàăâậđĐeêIíòơộuư -/.1[", max_size=12), st.text("aàđeioôu -/1[", max_size=4))
def test_the_quick_look_never_passes_over_what_has_the_words(text, words):
    if has_words(words, text):
        assert may_have_words(words)(text)


def test_the_quick_look_passes_over_the_rest():
    assert fold("Đặng") == "dang"
    assert not may_have_words("dung")("Đặng Thị Hoà")
