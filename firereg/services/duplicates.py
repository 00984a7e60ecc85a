"""Households that look like one entered twice: told while one is typed, listed to be merged or kept apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import Tuple, fn

from firereg.domain.addresses import place_key
from firereg.domain.duplicates import Why, is_near
from firereg.domain.household import ANONYMOUS, HouseholdState
from firereg.domain.identity import normalise_phone, parse_number
from firereg.domain.text import clean_line, fold
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import household_list
from firereg.services.history import recording
from firereg.services.household_list import HouseholdRow
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import paging

_MOST = 12
_SAME_NAME = 1000  # more of one name than this are not compared one by one
_SHARED = 20
_NOT_MERGED = t.Household.state != HouseholdState.MERGED


@dataclass(frozen=True)
class Duplicate:
    """A household that looks like the one in question."""

    household: HouseholdRow
    why: Why


@dataclass(frozen=True)
class Pair:
    """Two households that look like one; `key` is where the page after this pair begins."""

    first: HouseholdRow
    second: HouseholdRow
    why: Why
    key: tuple[str, str, str]


def like(registry: Registry, draft: HouseholdDraft, exclude_id: int | None = None) -> list[Duplicate]:
    """The households that a draft looks like, the strongest reason first; half-typed fields match nothing.

    An ID number counts where a member has it too. Those that were kept apart from `exclude_id`, the household
    being changed, are not named. Every look-up goes by an index.
    """
    number, phone = _parsed(parse_number, draft.id_number), _parsed(normalise_phone, draft.phone)
    found: dict[int, Why] = {}
    if number:
        members = t.Member.select(t.Member.household).where(t.Member.id_number == number)
        _note(found, Why.ID_NUMBER, [row_id for (row_id,) in members.tuples().limit(_MOST)])
    if number or phone:
        same = _with_number_or_phone(number, phone)
        _note(
            found, Why.ID_NUMBER, [row_id for row_id, its_number in same if number and its_number == number]
        )
        _note(found, Why.PHONE, [row_id for row_id, _number in same])
    _note(found, Why.NAME_AND_ADDRESS, _of_name(draft))
    for row_id in (exclude_id, *(kept_apart_from(exclude_id) if exclude_id else ())):
        found.pop(row_id or 0, None)
    best = sorted(found, key=lambda row_id: list(Why).index(found[row_id]))[:_MOST]
    rows = household_list.by_ids(best, registry.today()) if best else []
    return [Duplicate(row, found[row.id]) for row in rows]


def all_pairs(registry: Registry, after: tuple[str, str, str] | None = None) -> list[Pair]:
    """One screenful of households that share an ID number, a phone number, or name and address.

    In the order of the reason, then of what they share; `after` is the `key` of the last pair seen. Where more
    than two share something, each stands beside the first of them that it was not kept apart from.
    """
    apart = set(t.KeptApart.select(t.KeptApart.first, t.KeptApart.second).tuples())
    pairs: list[tuple[int, int, Why, tuple[str, str, str]]] = []
    reasons = list(Why)
    for why in reasons[reasons.index(Why(after[0])) if after else 0 :]:
        for shared, ids in _shared(why, after[1:] if after and after[0] == why else ("", "")):
            if len(pairs) >= paging.PAGE_ROWS:
                break
            pairs += [(first, other, why, (str(why), *shared)) for first, other in _beside(ids, apart)]
    wanted = sorted({row_id for first, second, _why, _key in pairs for row_id in (first, second)})
    rows = dict(zip(wanted, household_list.by_ids(wanted, registry.today()), strict=True))
    return [Pair(rows[first], rows[second], why, key) for first, second, why, key in pairs]


def keep_apart(registry: Registry, first_id: int, second_id: int) -> None:
    """Keep that two households that look alike are two: they are not listed, nor named while one is typed."""
    if first_id == second_id:
        raise BadInputError(_("Choose two different households to keep apart."), "household")
    first, second = (t.Household.get_by_id(one) for one in sorted((first_id, second_id)))
    with recording(registry, "household.keep_apart", f"{first.code} ≠ {second.code}") as change:
        change.detail = {"first": first.head_name, "second": second.head_name}
        its = t.KeptApart
        if not its.select().where(its.first == first.id, its.second == second.id).exists():
            change.insert(its, first=first.id, second=second.id)


def kept_apart_from(household_id: int) -> set[int]:
    """The households that a clerk has said are not this one."""
    its = t.KeptApart
    query = its.select(its.first, its.second).where(
        (its.first == household_id) | (its.second == household_id)
    )
    return {one for pair in query.tuples() for one in pair} - {household_id}


def _beside(ids: list[int], apart: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for place, other in enumerate(ids):
        first = next((one for one in ids[:place] if (one, other) not in apart), None)
        if first is not None:
            yield first, other


def _shared(why: Why, after: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], list[int]]]:
    """What at least two households have in common, with their ids; the index alone is read to find it."""
    its = t.Household
    fields: tuple[Any, ...] = {
        Why.ID_NUMBER: (its.id_number,),
        Why.PHONE: (its.phone,),
        Why.NAME_AND_ADDRESS: (its.name_fold, its.place),
    }[why]
    query = its.select(*fields).group_by(*fields).having(fn.COUNT(its.id) > 1).order_by(*fields)
    if why is Why.NAME_AND_ADDRESS:
        query = query.where(its.place.contains("|"))
    start = tuple(after[: len(fields)])
    while True:
        some = list(query.where(Tuple(*fields) > Tuple(*start)).limit(paging.PAGE_ROWS).tuples())
        for shared in some:
            same = [field == value for field, value in zip(fields, shared, strict=True)]
            ids = _ids(*same, limit=_SHARED)
            if len(ids) > 1:
                yield (shared[0], shared[1] if len(shared) > 1 else ""), ids
        if len(some) < paging.PAGE_ROWS:
            return
        start = some[-1]


def _with_number_or_phone(number: str, phone: str) -> list[tuple[int, str]]:
    """(id, ID number) of the households that have one of the two; empty ones are nobody's."""
    its = t.Household
    conditions = [field == value for field, value in ((its.id_number, number), (its.phone, phone)) if value]
    query = its.select(its.id, its.id_number).where(reduce(or_, conditions), _NOT_MERGED)
    return list(query.limit(2 * _MOST).tuples())


def _of_name(draft: HouseholdDraft) -> list[int]:
    name = fold(draft.head_name)
    if not name or name == fold(ANONYMOUS):
        return []
    its = t.Household
    place = place_key(draft.address)
    same_name = its.select(its.id, its.group, its.place).where(its.name_fold == name, _NOT_MERGED)
    return [
        row_id
        for row_id, group_id, other in same_name.limit(_SAME_NAME).tuples()
        if is_near(place, other, same_group=group_id == draft.group_id)
    ]


def _ids(*conditions: Any, limit: int = _MOST) -> list[int]:
    query = t.Household.select(t.Household.id).where(_NOT_MERGED, *conditions)
    return [row_id for (row_id,) in query.order_by(t.Household.id).limit(limit).tuples()]


def _note(found: dict[int, Why], why: Why, ids: Iterable[int]) -> None:
    for row_id in ids:
        found.setdefault(row_id, why)


def _parsed(parse: Any, text: str) -> str:
    try:
        return parse(clean_line(text)) if text.strip() else ""
    except ValueError:
        return ""
