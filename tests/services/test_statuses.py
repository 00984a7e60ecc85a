from datetime import date

import pytest

from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.services import history, households, statuses
from firereg.services.statuses import StatusDraft
from tests.small_ward import row_counts

YEAR = StatusDraft(
    Category.NEAR_POOR,
    date(2022, 1, 1),
    date(2022, 12, 31),
    "05/2022/GCN-HN.HCN",
    "Quyết định số 312/QĐ-UBND",
)


def test_a_recognition_is_dated_and_carries_its_papers(registry):
    status_id = statuses.add(registry, 3, YEAR)
    (kept,) = households.statuses(3)
    assert (kept.id, kept.certificate, kept.decision) == (status_id, YEAR.certificate, YEAR.decision)
    assert households.by_id(3, date(2022, 12, 31)).status.category is Category.NEAR_POOR
    assert households.by_id(3, date(2023, 1, 1)).status is None


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), True),
        (date(2021, 1, 1), date(2022, 1, 1), False),
        (date(2022, 5, 1), date(2022, 6, 1), False),
        (date(2022, 12, 31), None, False),
        (date(2023, 1, 1), None, True),
        (date(2021, 1, 1), None, False),
    ],
)
def test_one_category_holds_once_on_a_day(first, last, free, registry):
    statuses.add(registry, 3, YEAR)
    before = row_counts()
    draft = StatusDraft(Category.NEAR_POOR, first, last)
    if free:
        statuses.add(registry, 3, draft)
    else:
        with pytest.raises(ConflictError, match="01/01/2022"):
            statuses.add(registry, 3, draft)
        assert row_counts() == before
    statuses.add(registry, 3, StatusDraft(Category.POLICY, first, last))


def test_an_open_recognition_ends_and_goes_on_after_undo(registry):
    statuses.end(registry, 1, date(2023, 6, 30))
    assert households.by_id(1, date(2023, 7, 1)).status is None
    history.undo(registry)
    assert households.by_id(1, date(2023, 7, 1)).status.category is Category.NEAR_POOR
    with pytest.raises(BadInputError):
        statuses.end(registry, 1, date(2022, 12, 31))


def test_a_correction_may_overlap_itself_only(registry):
    status_id = statuses.add(registry, 3, YEAR)
    statuses.correct(
        registry, status_id, StatusDraft(Category.NEAR_POOR, date(2022, 2, 1), date(2022, 11, 30))
    )
    other = statuses.add(registry, 3, StatusDraft(Category.NEAR_POOR, date(2023, 1, 1)))
    with pytest.raises(ConflictError):
        statuses.correct(registry, other, StatusDraft(Category.NEAR_POOR, date(2022, 11, 30)))
    with pytest.raises(BadInputError):
        statuses.correct(registry, other, StatusDraft(Category.NEAR_POOR, date(2024, 1, 2), date(2024, 1, 1)))


def test_many_are_recognised_at_once_or_none(registry):
    before = row_counts()
    with pytest.raises(ConflictError):
        statuses.add_many(registry, [3, 4, 1], StatusDraft(Category.NEAR_POOR, date(2023, 5, 1)))
    assert row_counts() == before
    assert statuses.add_many(registry, [3, 4], StatusDraft(Category.NEAR_POOR, date(2023, 5, 1))) == 2
    history.undo(registry)
    assert row_counts()["PovertyStatus"] == before["PovertyStatus"]


def test_what_never_was_is_taken_out_and_can_come_back(registry):
    statuses.remove(registry, 1)
    assert households.statuses(1) == []
    history.undo(registry)
    assert [s.category for s in households.statuses(1)] == [Category.NEAR_POOR]
