"""What the people of a household are called by, in all the registry keeps of them, and what is theirs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from firereg.documents.papers import receipt_from_json
from firereg.domain.equipment import State
from firereg.domain.redaction import Redactor
from firereg.domain.text import fold
from firereg.services.household_list import NAMES_JOINED
from firereg.store import models as t

_NAMES = frozenset({"head_name", "name", "receiver_name"})
_NUMBERS = frozenset({"id_number", "phone"})
_ADDRESSES = frozenset({"address", "moved_to", "where_to"})
_OTHERS = frozenset({"certificate", "note"})
PERSONAL = _NAMES | _NUMBERS | _ADDRESSES | _OTHERS | {"born_on", "born_year", "former_names", "sex"}
"""The fields that tell of a person, by the names that tables and journal have for them."""

NAMES_OF_PEOPLE = (
    ("household", "head_name"),
    ("member", "name"),
    ("user", "full_name"),
    ("residential_group", "leader_name"),
    ("ward_profile", "giver_name"),
    ("programme_body", "signer_name"),
    ("zalo_group", "run_by"),
    ("alert", "handled_by"),
    ("duty_person", "name"),
)
"""The columns in which people stand with their names, by table."""


@dataclass(frozen=True)
class Stay:
    """An extinguisher was with the household from a day on; `last` is the day it left, None while it is there."""

    extinguisher_id: int
    first: date
    last: date | None

    def has(self, day: date) -> bool:
        """Whether it was there on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Whose:
    """A household with those that were merged into it, or one of its members alone."""

    household: t.Household
    merged: tuple[t.Household, ...]
    members: tuple[t.Member, ...]
    one_member: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the household and of those merged into it."""
        return self.household.id, *(one.id for one in self.merged)

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes."""
        return self.household.code, *(one.code for one in self.merged)

    @property
    def rows(self) -> dict[str, set[int]]:
        """The ids of the rows that are about nobody else, by table."""
        members = {one.id for one in self.members}
        if self.one_member:
            return {"member": members}
        statuses = t.PovertyStatus.select(t.PovertyStatus.id).where(t.PovertyStatus.household.in_(self.ids))
        return {
            "household": set(self.ids),
            "member": members,
            "poverty_status": {row.id for row in statuses},
        }

    @cached_property
    def handovers(self) -> list[t.Handover]:
        """The handovers to the household."""
        return list(t.Handover.select().where(t.Handover.household.in_(self.ids)).order_by(t.Handover.id))

    @cached_property
    def extinguishers(self) -> set[int]:
        """The ids of all that were ever with the household."""
        lines = t.HandoverLine.select(t.HandoverLine.extinguisher).join(t.Handover)
        queries = (
            lines.where(t.Handover.household.in_(self.ids), t.HandoverLine.extinguisher.is_null(False)),
            t.Move.select(t.Move.extinguisher).where(t.Move.household.in_(self.ids)),
            t.RoundLine.select(t.RoundLine.extinguisher).where(t.RoundLine.household.in_(self.ids)),
            t.Extinguisher.select(t.Extinguisher.id).where(t.Extinguisher.household.in_(self.ids)),
        )
        return {one for query in queries for (one,) in query.tuples()}


def of_household(household_id: int) -> Whose:
    """A household with all its people."""
    its = t.Household
    merged = _merged_into(household_id)
    ids = (household_id, *(one.id for one in merged))
    members = t.Member.select().where(t.Member.household.in_(ids)).order_by(t.Member.id)
    return Whose(its.get_by_id(household_id), tuple(merged), tuple(members))


def of_member(member_id: int) -> Whose:
    """One member of a household."""
    member = t.Member.get_by_id(member_id)
    merged = _merged_into(member.household_id)
    return Whose(member.household, tuple(merged), (member,), one_member=True)


def _merged_into(household_id: int) -> list[t.Household]:
    found = list(t.Household.select().where(t.Household.merged_into == household_id).order_by(t.Household.id))
    return found + [deeper for one in found for deeper in _merged_into(one.id)]


@dataclass
class Traces:
    """The words by which somebody can be known in a text; the spelling is that of the registry."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def take(self, values: Mapping[str, Any]) -> None:
        """Note what stands in these fields; what a change tells of is [before, after]."""
        for key, value in values.items():
            if key == "former_names":
                self.names |= set(str(value or "").split(NAMES_JOINED))
            for kind, names in self._kinds():
                if key in names:
                    kind |= {one for one in (value if isinstance(value, list) else [value]) if one}
        for kind, _names in self._kinds():
            kind -= {""}

    def in_their_own(self) -> Redactor:
        """What takes them out of what is about them."""
        return Redactor(self.names | self.addresses, self.numbers, self.others)

    def anywhere(self, whose: Whose) -> Redactor:
        """What takes them out of any text: only what nobody else in the registry is called by."""
        return Redactor(
            _borne_by_nobody_else(self.names, whose) | _nobody_elses_address(self.addresses, whose),
            _nobody_elses_number(self.numbers, whose),
        )

    def _kinds(self) -> Iterator[tuple[set[str], frozenset[str]]]:
        yield self.names, _NAMES
        yield self.numbers, _NUMBERS
        yield self.addresses, _ADDRESSES
        yield self.others, _OTHERS


def of(whose: Whose) -> Traces:
    """All names, numbers, addresses and notes that the registry has or had for these people."""
    found = Traces()
    if not whose.one_member:
        for household in (whose.household, *whose.merged):
            found.take(household.__data__)
        for status in t.PovertyStatus.select().where(t.PovertyStatus.household.in_(whose.ids)):
            found.take(status.__data__)
        for handover in whose.handovers:
            found.take({"receiver_name": handover.receiver_name})
            receiver = receipt_from_json(handover.paper).receiver
            found.take(
                {name: getattr(receiver, name) for name in ("name", "head_name", *_NUMBERS, "address")}
            )
    for member in whose.members:
        found.take(member.__data__)
    for row in kept_rows(whose):
        for side in (row.before, row.after):
            found.take(json.loads(side or "{}"))
    for entry, detail in own_entries(whose):
        found.take({} if whose.one_member and not _names(detail, found.names) else detail)
        if entry.action == "household.head" and not whose.one_member:
            found.names |= {detail.get("before", ""), detail.get("after", "")} - {"", None}
    return found


def kept_rows(whose: Whose) -> list[t.ChangedRow]:
    """What changes keep of the rows of these people, of those that are gone as well."""
    its = t.ChangedRow
    known = whose.rows
    found = []
    for table, ids in known.items():
        found += list(its.select().where(its.table == table, its.row.in_(list(ids))))
    if not whose.one_member:
        seen = {row.id for row in found}
        gone = its.select().where(its.table.in_(["member", "poverty_status"]), its.before.is_null(False))
        found += [row for row in gone if row.id not in seen and _of_household(row, whose.ids)]
    return sorted(found, key=lambda row: row.id)


def own_entries(whose: Whose) -> Iterator[tuple[t.JournalEntry, dict[str, Any]]]:
    """The entries of the journal about the household alone, each with its detail."""
    its = t.JournalEntry
    for entry in its.select().where(its.subject.in_(whose.codes)).order_by(its.id):
        yield entry, json.loads(entry.detail)


def stays(whose: Whose) -> list[Stay]:
    """When which extinguisher was with the household, by extinguisher and day."""
    found = []
    for extinguisher_id in sorted(whose.extinguishers):
        first: date | None = None
        for day, holder in _holders(extinguisher_id):
            if first is None and holder in whose.ids:
                first = day
            elif first is not None and holder not in whose.ids:
                found.append(Stay(extinguisher_id, first, day))
                first = None
        if first is not None:
            found.append(Stay(extinguisher_id, first, None))
    return found


def photos_of(whose: Whose) -> list[t.Attachment]:
    """The photos of extinguishers from the time when they were with the household."""
    its = t.Attachment
    found: dict[int, t.Attachment] = {}
    for stay in stays(whose):
        looks = t.Inspection.select(t.Inspection.id, t.Inspection.day)
        there = [
            row.id
            for row in looks.where(t.Inspection.extinguisher == stay.extinguisher_id)
            if stay.has(row.day)
        ]
        query = its.select().where((its.extinguisher == stay.extinguisher_id) | its.inspection.in_(there))
        found |= {row.id: row for row in query if row.inspection_id or stay.has(row.added_at.date())}
    return list(found.values())


def _holders(extinguisher_id: int) -> list[tuple[date, int | None]]:
    """Who had it from which day on; None is no household."""
    lines = (
        t.HandoverLine.select(t.Handover.day, t.Handover.recorded_at, t.Handover.household)
        .join(t.Handover)
        .where(t.HandoverLine.extinguisher == extinguisher_id, t.Handover.voided_at.is_null())
    )
    its = t.Move
    moves = its.select(its.day, its.recorded_at, its.household, its.after).where(
        its.extinguisher == extinguisher_id
    )
    with_somebody = (State.WITH_HOUSEHOLD, State.SPARE_LENT)
    events = [(day, at, holder) for day, at, holder in lines.tuples()]
    events += [
        (day, at, holder if state in with_somebody else None) for day, at, holder, state in moves.tuples()
    ]
    return [(day, holder) for day, _at, holder in sorted(events, key=lambda event: event[:2])]


def _of_household(row: t.ChangedRow, ids: Sequence[int]) -> bool:
    return any(json.loads(side or "{}").get("household_id") in ids for side in (row.before, row.after))


def _names(detail: Mapping[str, Any], names: Iterable[str]) -> bool:
    told = detail.get("name")
    return not set(names).isdisjoint(told if isinstance(told, list) else [told])


def _borne_by_nobody_else(names: set[str], whose: Whose) -> set[str]:
    own_members = {one.id for one in whose.members}
    own = set() if whose.one_member else set(whose.ids)
    h = t.Household
    former = h.select(h.former_names).where(h.id.not_in(list(whose.ids)), h.former_names != "").tuples()
    others = {fold(name) for (joined,) in former for name in joined.split(NAMES_JOINED)}
    for model in t.MODELS:
        for table, column in NAMES_OF_PEOPLE:
            if model._meta.table_name == table:
                theirs = {t.Household: own, t.Member: own_members}.get(model, set())
                rows = model.select(model._meta.primary_key, model._meta.fields[column]).tuples()
                others |= {fold(name) for row_id, name in rows if row_id not in theirs}
    return {name for name in names if fold(name) not in others}


def _nobody_elses_number(numbers: set[str], whose: Whose) -> set[str]:
    own_members = [one.id for one in whose.members]
    own = [] if whose.one_member else list(whose.ids)
    wanted = list(numbers)
    h, m, g = t.Household, t.Member, t.ResidentialGroup
    queries = (
        h.select(h.id_number).where(h.id_number.in_(wanted), h.id.not_in(own)),
        h.select(h.phone).where(h.phone.in_(wanted), h.id.not_in(own)),
        m.select(m.id_number).where(m.id_number.in_(wanted), m.id.not_in(own_members)),
        g.select(g.leader_phone).where(g.leader_phone.in_(wanted)),
    )
    return numbers - {number for query in queries for (number,) in query.tuples()}


def _nobody_elses_address(addresses: set[str], whose: Whose) -> set[str]:
    """Those with a house number that no other household has."""
    if whose.one_member:
        return set()
    h = t.Household
    others = {
        fold(address) for (address,) in h.select(h.address).where(h.id.not_in(list(whose.ids))).tuples()
    }
    return {
        address
        for address in addresses
        if fold(address) not in others and any(map(str.isdigit, address)) and len(address.split()) > 2
    }
