import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg import i18n
from firereg.domain.dates import add_months, decree_date, format_date, parse_date, parse_month_year

TODAY = date(2026, 11, 24)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")


class TestDecreeDate:
    @pytest.mark.parametrize(
        ("day", "written"),
        [
            (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
            (date(2023, 10, 19), "ngày 19 tháng 10 năm 2023"),
            (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
            (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
            (date(2026, 9, 9), "ngày 09 tháng 9 năm 2026"),
            (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
        ],
    )
    def test_days_below_ten_and_the_first_two_months_are_padded(self, day, written):
        assert decree_date(day) == written


class TestParseDate:
    @pytest.mark.parametrize(
        "typed",
        [
            "19/10/2023",
            "19-10-2023",
            "19.10.2023",
            " 19 / 10 / 2023 ",
            "19102023",
            "191023",
            "19/10/23",
            "2023-10-19",
            "2023/10/19",
        ],
    )
    def test_every_form_is_read(self, typed):
        assert parse_date(typed, TODAY) == date(2023, 10, 19)

    @pytest.mark.parametrize("typed", ["5/3", "05/03", "0503", "5-3", "05.3"])
    def test_without_a_year_it_is_this_year(self, typed):
        assert parse_date(typed, TODAY) == date(2026, 3, 5)

    @pytest.mark.parametrize(
        ("typed", "year"), [("1/1/58", 1958), ("1/1/00", 2000), ("1/1/36", 2036), ("010137", 1937)]
    )
    def test_two_digit_years_reach_ten_years_ahead(self, typed, year):
        assert parse_date(typed, TODAY).year == year

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("31/02/2026", "Month 2 of 2026 has only 28 days."),
            ("29/2", "Month 2 of 2026 has only 28 days."),
            ("3102", "Month 2 of 2026 has only 28 days."),
            ("45/3/2026", "Month 3 of 2026 has only 31 days."),
            ("2026-02-30", "Month 2 of 2026 has only 28 days."),
            ("10/19/2023", "There is no month 19: type the day first, then the month."),
            ("0/5/2026", "The day of a month cannot be 0."),
            ("1/1/0203", "The year 203 is out of range: type a year from 1900 to 2100."),
            ("", "Type a date, for example 19/10/2023."),
            ("1/2/3/4", "Cannot read the date “1/2/3/4”. Type it like 19/10/2023."),
            ("1/1/123", "Cannot read the date “1/1/123”. Type it like 19/10/2023."),
            ("١٩/١٠/٢٠٢٣", "Cannot read the date “١٩/١٠/٢٠٢٣”. Type it like 19/10/2023."),
        ],
    )
    def test_what_cannot_be_is_refused_with_the_reason(self, typed, reason):
        with pytest.raises(ValueError) as problem:  # noqa: PT011 (the sentence is compared whole)
            parse_date(typed, TODAY)
        assert str(problem.value) == reason

    def test_29_february_of_a_leap_year(self):
        assert parse_date("29/02/2024", TODAY) == date(2024, 2, 29)

    @given(days)
    def test_what_is_written_is_read_back(self, day):
        assert parse_date(format_date(day), TODAY) == day
        assert parse_date(day.isoformat(), TODAY) == day
        assert parse_date(f"{day:%d%m%Y}", TODAY) == day

    @given(st.text(alphabet="0123456789/-. ", max_size=12) | st.text(max_size=20))
    def test_any_text_gives_a_date_in_range_or_is_refused(self, text):
        try:
            day = parse_date(text, TODAY)
        except ValueError:
            return
        assert 1900 <= day.year <= 2100


class TestParseMonthYear:
    @pytest.mark.parametrize(
        "typed",
        [
            "SX 03/2023",
            "NSX: 3-2023",
            "03.23",
            "032023",
            "2023-03",
            "tháng 3/2023",
            "sx.03/2023",
            "Ngày SX 03/2023",
        ],
    )
    def test_a_label_gives_the_first_of_its_month(self, typed):
        assert parse_month_year(typed) == date(2023, 3, 1)

    def test_a_year_alone_gives_january(self):
        assert parse_month_year("SX 2023") == date(2023, 1, 1)

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("SX 13/2023", "There is no month 13"),
            ("0323", "Cannot read the month of manufacture “0323”"),
            ("SX", "Cannot read the month of manufacture “SX”"),
            ("03/3023", "The year 3023 is out of range"),
        ],
    )
    def test_what_cannot_be_is_refused_with_the_reason(self, typed, reason):
        with pytest.raises(ValueError, match=reason):
            parse_month_year(typed)


class TestAddMonths:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2023, 10, 31), 1, date(2023, 11, 30)),
            (date(2023, 10, 31), 4, date(2024, 2, 29)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2024, 2, 29), 48, date(2028, 2, 29)),
            (date(2024, 2, 29), 60, date(2029, 2, 28)),
            (date(2023, 12, 15), 1, date(2024, 1, 15)),
            (date(2024, 3, 31), -1, date(2024, 2, 29)),
            (date(2024, 1, 15), -1, date(2023, 12, 15)),
        ],
    )
    def test_the_day_is_kept_or_the_month_end_taken(self, day, months, expected):
        assert add_months(day, months) == expected

    @given(days, st.integers(-600, 600))
    def test_the_month_is_exact_and_the_day_the_nearest_below(self, day, months):
        later = add_months(day, months)
        assert (later.year - day.year) * 12 + later.month - day.month == months
        last = calendar.monthrange(later.year, later.month)[1]
        assert later.day == day.day or (later.day == last and day.day > last)

    @given(days, days, st.integers(0, 120))
    def test_a_later_day_never_falls_due_earlier(self, one, other, months):
        first, second = sorted((one, other))
        assert add_months(first, months) <= add_months(second, months)
