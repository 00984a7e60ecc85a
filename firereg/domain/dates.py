"""Dates as a ward office types, prints and counts them. What day it is today is always handed in."""

import calendar
import re
from datetime import date

from firereg.domain.text import excerpt
from firereg.i18n import _

FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEARS_AHEAD = 10  # a two-digit year lies at most so far ahead, else in the last century

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)

_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4}|\d{2})|(\d{2})(\d{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})", re.ASCII)
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_MADE_LABEL = re.compile(r"^\s*(?:(?:nsx|sx|mfg|ngày|tháng|năm)\b[\s.:]*)+", re.IGNORECASE)


def decree_date(day: date) -> str:
    """The date of an official paper: "ngày 05 tháng 3 năm 2026".

    Days below 10 and the months 1 and 2 alone take a leading zero: Decree 30/2020, Annex I.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_date(day: date) -> str:
    """`day` as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_date(text: str, today: date) -> date:
    """The date a person typed; ValueError with the reason.

    Read: dd/mm/yyyy, dd/mm/yy and d/m (this year), with "/", "-" or "."; ddmm, ddmmyy, ddmmyyyy;
    yyyy-mm-dd. A two-digit year is the one of this century, unless that is over 10 years ahead.
    """
    typed = re.sub(r"\s*([/.-])\s*", r"\1", text.strip())
    if match := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, match.groups())
        return _checked_date(year, month, day)
    if match := _DAY_FIRST.fullmatch(typed) or _DIGITS.fullmatch(typed):
        return _checked_date(_full_year(match[3], today), int(match[2]), int(match[1]))
    if not typed:
        raise ValueError(_("Type a date, for example 19/10/2023."))
    raise ValueError(_("Cannot read the date “{text}”. Type it like 19/10/2023.").format(text=excerpt(typed)))


def parse_month_year(text: str) -> date:
    """The first day of the month on a maker's label: "SX 03/2023", "3-23", "032023", "2023-03".

    A year alone gives January, the earliest it can be, so that no clock starts late. ValueError with the
    reason.
    """
    typed = re.sub(r"\s*([/.-])\s*", r"\1", _MADE_LABEL.sub("", text).strip())
    if match := _MONTH_YEAR.fullmatch(typed):
        month, year = match[1] or match[3], match[2] or match[4]
        return _checked_date(int(year) + (2000 if len(year) == 2 else 0), int(month), 1)
    if match := _YEAR_MONTH.fullmatch(typed):
        return _checked_date(int(match[1]), int(match[2]), 1)
    if _YEAR_ALONE.fullmatch(typed):
        return _checked_date(int(typed), 1, 1)
    raise ValueError(
        _("Cannot read the month of manufacture “{text}”. Type it like 03/2023.").format(text=excerpt(text))
    )


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), at the month's end where that month is shorter."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month_index + 1, min(day.day, calendar.monthrange(year, month_index + 1)[1]))


def _full_year(digits: str | None, today: date) -> int:
    if digits is None:
        return today.year
    if len(digits) == 4:
        return int(digits)
    this_century = today.year // 100 * 100 + int(digits)
    return this_century if this_century <= today.year + _YEARS_AHEAD else this_century - 100


def _checked_date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            _("The year {year} is out of range: type a year from {first} to {last}.").format(
                year=year, first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    if not 1 <= month <= 12:
        raise ValueError(
            _("There is no month {month}: type the day first, then the month.").format(month=month)
        )
    if day < 1:
        raise ValueError(_("The day of a month cannot be 0."))
    days = calendar.monthrange(year, month)[1]
    if day > days:
        raise ValueError(
            _("Month {month} of {year} has only {days} days.").format(month=month, year=year, days=days)
        )
    return date(year, month, day)
