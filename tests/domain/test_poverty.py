from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.labels import category_label
from firereg.domain.poverty import PAPER_NAMES, Category, Status, status_on

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
STATUSES = st.lists(
    st.builds(
        lambda category, first, length: Status(
            category, first, None if length is None else first + timedelta(days=length)
        ),
        st.sampled_from(Category),
        DAYS,
        st.none() | st.integers(0, 800),
    ),
    max_size=6,
    unique_by=lambda status: status.valid_from,
)


def test_a_status_holds_from_its_first_to_its_last_day():
    status = Status(Category.NEAR_POOR, date(2023, 1, 1), date(2023, 12, 31))
    assert not status.holds_on(date(2022, 12, 31))
    assert status.holds_on(date(2023, 1, 1))
    assert status.holds_on(date(2023, 12, 31))
    assert not status.holds_on(date(2024, 1, 1))


def test_a_status_without_end_runs_on():
    assert Status(Category.POOR, date(2023, 1, 1), None).holds_on(date(2050, 1, 1))


def test_the_later_recognition_counts():
    poor = Status(Category.POOR, date(2022, 1, 1), None)
    near = Status(Category.NEAR_POOR, date(2023, 6, 1), None)
    assert status_on([poor, near], date(2023, 5, 31)) == poor
    assert status_on([poor, near], date(2023, 6, 1)) == near


def test_nobody_is_poor_without_a_recognition():
    assert status_on([], date(2023, 1, 1)) is None


@given(STATUSES, DAYS, st.randoms())
def test_the_order_of_the_recognitions_does_not_matter(statuses, day, random):
    mixed = random.sample(statuses, len(statuses))
    found = status_on(mixed, day)
    assert found == status_on(statuses, day)
    assert found is None or found.holds_on(day)
    assert found is not None or not any(status.holds_on(day) for status in statuses)


def test_every_category_has_its_words():
    assert len({PAPER_NAMES[category] for category in Category}) == len(Category)
    assert len({category_label(category) for category in Category}) == len(Category)
