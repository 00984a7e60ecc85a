"""Handovers as lists show them and as a clerk asks for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from firereg.documents.papers import receipt_from_json
from firereg.domain.numbering import read_receipt_sign
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import among, page
from firereg.store.search import Indexed


@dataclass(frozen=True)
class HandoverRow:
    """A handover in a list. `programme_name` is that of its own programme, `programme_id`, or of its round's."""

    id: int
    code: str
    year: int
    number: int
    official_number: str
    day: date
    household_id: int
    head_name: str
    group_number: int
    receiver_name: str
    round_name: str
    programme_id: int | None
    programme_name: str
    things: tuple[str, ...]
    total_dong: int
    printed: int
    voided: bool
    void_reason: str

    @property
    def items(self) -> str:
        """What was handed over, on one line."""
        return ", ".join(self.things)

    @property
    def in_programme_by_round(self) -> bool:
        """Whether the programme it belongs to is that of its round."""
        return self.programme_id is None and bool(self.programme_name)


@dataclass(frozen=True)
class HandoverFilter:
    """Which handovers are wanted; None is any."""

    text: str = ""
    round_id: int | None = None
    household_id: int | None = None
    unsigned: bool = False  # valid, and its signed paper has not come back


SORTS = {
    "day": (t.Handover.day, t.Handover.id),
    "number": (t.Handover.year, t.Handover.number),
    "name": (t.Household.name_key, t.Household.id, t.Handover.id),  # along the index of the names
}


def handover_page(
    which: HandoverFilter = HandoverFilter(),
    *,
    sort: str = "day",
    descending: bool = True,
    after: tuple | None = None,
) -> list[HandoverRow]:
    """One screenful of handovers; `sort` is one of SORTS."""
    return _rows(page(_filtered(_select(), which), SORTS[sort], after, descending=descending))


def handover_key(row: HandoverRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    if sort == "name":
        return (t.Household.get_by_id(row.household_id).name_key, row.household_id, row.id)
    return {"day": (row.day, row.id), "number": (row.year, row.number)}[sort]


def count(which: HandoverFilter = HandoverFilter()) -> int:
    """How many handovers the filter lets through."""
    return _filtered(t.Handover.select(fn.COUNT(t.Handover.id)), which).scalar()


def by_id(handover_id: int) -> HandoverRow:
    """One handover."""
    return _rows(_select().where(t.Handover.id == handover_id))[0]


def by_ids(ids: Sequence[int]) -> list[HandoverRow]:
    """These handovers, the newest first."""
    return _rows(
        _select().where(t.Handover.id.in_(list(ids))).order_by(t.Handover.day.desc(), t.Handover.id.desc())
    )


def by_number(text: str, today: date) -> HandoverRow:
    """The handover a clerk names: "BG-2023-0015", "15/2023", or "15" of this year; the QR of its paper will do too."""
    scanned = read_receipt_sign(text.upper())
    code = scanned.code if scanned else text.strip()
    own = re.fullmatch(r"(?:BG-)?(\d{4})-(\d{1,9})", code.upper())
    short = re.fullmatch(r"(\d{1,9})(?:/(\d{4}))?", code)
    if own:
        year, number = int(own[1]), int(own[2])
    elif short:
        year, number = int(short[2] or today.year), int(short[1])
    else:
        raise BadInputError(
            _("“{text}” is not a receipt number. Write it as BG-2023-0015 or 15/2023.").format(
                text=text[:30]
            ),
            "number",
        )
    rows = _rows(_select().where(t.Handover.year == year, t.Handover.number == number))
    if not rows:
        raise BadInputError(
            _("There is no receipt number {number} of {year}.").format(number=number, year=year), "number"
        )
    return rows[0]


def ids_of_round(round_id: int, *, unprinted: bool = False) -> list[int]:
    """The valid handovers of a round, in the order of their numbers; or those of them without a paper yet."""
    query = t.Handover.select(t.Handover.id).where(
        t.Handover.round == round_id, t.Handover.voided_at.is_null()
    )
    if unprinted:
        query = query.where(t.Handover.printed == 0)
    return [row.id for row in query.order_by(t.Handover.year, t.Handover.number)]


def valid_ids(which: HandoverFilter = HandoverFilter()) -> list[int]:
    """Those that the filter lets through and nobody cancelled, in the order of their numbers."""
    query = _filtered(t.Handover.select(t.Handover.id), which).where(t.Handover.voided_at.is_null())
    return [row_id for (row_id,) in query.order_by(t.Handover.year, t.Handover.number).tuples()]


def reindex(registry: Registry, ids: Sequence[int]) -> None:
    """Bring the search index up to date for these handovers; the names on the paper count beside today's."""
    papers = t.Handover.select(t.Handover.id, t.Handover.paper).where(t.Handover.id.in_(list(ids)))
    heads = {row.id: receipt_from_json(row.paper).receiver.head_name for row in papers}
    entries = (
        (
            r.id,
            f"{r.code} {r.number} {r.official_number} {r.head_name} {heads[r.id]} {r.receiver_name} {r.items}",
        )
        for r in by_ids(ids)
    )
    search.put(registry.database, Indexed.HANDOVERS, entries)


def _select():
    """What a HandoverRow takes, as plain tuples, without the paper, which is most of a handover."""
    its, household = t.Handover, t.Household
    belongs_to = fn.COALESCE(its.programme, t.Round.programme)
    fields = (
        *(
            its.id,
            its.code,
            its.year,
            its.number,
            its.official_number,
            its.day,
            household.id.alias("household_id"),
        ),
        *(household.head_name, t.ResidentialGroup.number.alias("group_number"), its.receiver_name),
        *(fn.COALESCE(t.Round.name, "").alias("round_name"), its.total_dong, its.printed),
        *(its.programme_id.alias("programme_id"), fn.COALESCE(t.Programme.name, "").alias("programme_name")),
        *(its.voided_at.is_null(False).alias("voided"), its.void_reason),
    )
    return (
        its.select(*fields)
        .join(household)
        .join(t.ResidentialGroup)
        .join_from(its, t.Round, JOIN.LEFT_OUTER)
        .join_from(its, t.Programme, JOIN.LEFT_OUTER, on=t.Programme.id == belongs_to)
        .namedtuples()
    )


def _filtered(query, which: HandoverFilter):
    if which.text.strip():
        query = query.where(among(t.Handover, search.matching(Indexed.HANDOVERS, which.text)))
    if which.round_id:
        query = query.where(t.Handover.round == which.round_id)
    if which.household_id:
        query = query.where(t.Handover.household == which.household_id)
    return query.where(unsigned()) if which.unsigned else query


def unsigned():
    """The condition that a handover stands and its signed paper has not come back."""
    its = t.Attachment
    return t.Handover.voided_at.is_null() & ~fn.EXISTS(
        its.select(its.id).where(its.handover == t.Handover.id)
    )


def _rows(query) -> list[HandoverRow]:
    found = list(query)
    items = _items([row.id for row in found])
    return [
        HandoverRow(**row._asdict() | {"voided": bool(row.voided)}, things=tuple(items.get(row.id, [])))
        for row in found
    ]


def _items(ids: list[int]) -> dict[int, list[str]]:
    """What stands on each of these receipts, line by line."""
    line, extinguisher, kind = t.HandoverLine, t.Extinguisher, t.ExtinguisherKind
    lines = (
        line.select(line.handover, line.description, extinguisher.serial, kind.code)
        .join(extinguisher, JOIN.LEFT_OUTER)
        .join(kind, JOIN.LEFT_OUTER)
        .where(line.handover.in_(ids))
        .order_by(line.handover, line.position)
    )
    found: dict[int, list[str]] = {}
    for handover_id, description, serial, kind_code in lines.tuples():
        found.setdefault(handover_id, []).append(f"{kind_code} {serial}" if serial else description)
    return found
