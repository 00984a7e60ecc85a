"""What a row of a list changes of a household, field by field. An empty cell changes nothing."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from firereg.domain.text import fold
from firereg.exchange.ward_list import ListRow
from firereg.services.import_match import Group, Known
from firereg.services.import_plan import FieldChange, StatusStep
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

_NOTES_JOINED = "; "


class KnownStatus(NamedTuple):
    """A recognition as the register has it; dates as ISO text."""

    id: int
    household: int
    category: str
    valid_from: str
    valid_to: str | None
    certificate: str
    decision: str


def field_changes(row: ListRow, known: Known, group: Group, place: str) -> tuple[FieldChange, ...]:
    """What differs between the row and the household, in the order of the form."""
    listed = (
        ("head_name", known.head_name, _name(row.head_name, known.head_name)),
        ("id_number", known.id_number, _number(row.id_number, known.id_number)),
        ("born_year", known.born_year, row.born_year),
        ("sex", known.sex, row.sex),
        ("phone", known.phone, row.phone),
        ("address", known.address, _address(row.address, place, known)),
        ("group", known.group, group),
        ("persons", known.persons, row.persons),
        ("note", known.note, _note(row.note, known.note)),
    )
    return tuple(
        FieldChange(field, before, after)
        for field, before, after in listed
        if after not in (None, "") and after != before
    )


def status_steps(row: ListRow, year: int, statuses: Sequence[KnownStatus]) -> tuple[StatusStep, ...]:
    """What the list of a calendar year does to the recognitions of one household, none of them lost.

    One of the same category in that year is completed with certificate and decision; one of another that
    runs on from before ends with the year before; a list that is corrected within the year changes its own.
    """
    if row.category is None:
        return ()
    first, last = f"{year}-01-01", f"{year}-12-31"
    papers = {"certificate": row.certificate, "decision": row.decision}
    holding = [
        one for one in statuses if one.valid_from <= last and (one.valid_to is None or one.valid_to >= first)
    ]
    same = next((one for one in holding if one.category == row.category), None)
    if same:
        return _changed(same, {name: text for name, text in papers.items() if text})
    steps: list[StatusStep] = []
    for one in holding:
        if one.valid_from == first:
            return _changed(one, {"category": str(row.category), **papers})
        if one.valid_from < first:
            steps += _changed(one, {"valid_to": day_before(year)})
    new = {"category": str(row.category), "valid_from": first, "valid_to": last, **papers}
    return (*steps, StatusStep(None, {}, new))


def day_before(year: int) -> str:
    """The last day before a year, as ISO text."""
    return (date(year, 1, 1) - timedelta(days=1)).isoformat()


def read_statuses(registry: Registry, year: int) -> list[KnownStatus]:
    """The recognitions that reach into the year or held on the day before it."""
    columns = KnownStatus._fields
    condition = f"valid_from <= '{year}-12-31' AND (valid_to IS NULL OR valid_to >= '{day_before(year)}')"
    return [
        KnownStatus._make(row)
        for row in bulk.read_rows(registry.database, t.PovertyStatus, columns, condition)
    ]


def by_household(statuses: Iterable[KnownStatus]) -> dict[int, list[KnownStatus]]:
    """The recognitions of each household."""
    found: dict[int, list[KnownStatus]] = {}
    for one in statuses:
        found.setdefault(one.household, []).append(one)
    return found


def _changed(status: KnownStatus, wanted: dict[str, str]) -> tuple[StatusStep, ...]:
    stands = status._asdict()
    after = {name: value for name, value in wanted.items() if value != stands[name]}
    return (StatusStep(status.id, {name: stands[name] for name in after}, after),) if after else ()


def _name(listed: str, kept: str) -> str:
    """The name of the list, unless it is the kept one with fewer accents, or with the tone put elsewhere."""
    same_word = listed != kept and fold(listed) == fold(kept)
    return kept if same_word and (listed.isascii() or _letters(listed) == _letters(kept)) else listed


def _address(listed: str, place: str, known: Known) -> str:
    """The address of the list, unless it names the same place in other words."""
    better = known.address.isascii() and not listed.isascii()
    return listed if place != known.place or better else known.address


def _number(listed: str, kept: str) -> str:
    """The number of the list; an old one of 9 digits does not take the place of one of 12."""
    return kept if len(kept) == 12 and len(listed) == 9 else listed


def _note(listed: str, kept: str) -> str:
    """What is noted already stays; what the list adds comes behind it."""
    if not listed or fold(listed) in fold(kept):
        return kept
    return f"{kept}{_NOTES_JOINED}{listed}" if kept else listed


def _letters(name: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", name.casefold()))
