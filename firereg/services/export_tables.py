"""The lists that can be exported as plain tables: what the window shows of them, without ID and phone numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from firereg.domain.equipment import State
from firereg.domain.labels import action_label, category_label, clock_label, group_label, state_label
from firereg.exchange.workbook import Cell, Column
from firereg.i18n import _
from firereg.services import (
    deliveries,
    equipment,
    handover_list,
    household_list,
    journal,
    journal_words,
    overdue,
    stock_balance,
    wards,
)
from firereg.services.overdue import OverdueFilter
from firereg.services.registry import Registry


@dataclass(frozen=True)
class Table:
    """A list as it is exported."""

    title: str
    columns: Sequence[Column]
    rows: list[Sequence[Cell]]


def households_table(registry: Registry, _as_of: date) -> Table:
    """Every household that lives here, by name."""
    columns = [
        Column(_("Code"), 14),
        Column(_("Head of household"), 26),
        Column(_("Group"), 16),
        Column(_("Address"), 36),
        Column(_("Persons"), 9),
        Column(_("Born"), 9),
        Column(_("Status"), 18),
        Column(_("Extinguishers"), 12),
    ]
    rows = all_rows(
        lambda after: household_list.household_page(registry, after=after),
        lambda row: household_list.household_key(row, "name"),
    )
    return Table(
        _("Households"),
        columns,
        [
            (
                row.code,
                row.head_name,
                row.group_name or group_label(row.group_number),
                row.address,
                row.persons,
                str(row.born_year or ""),
                category_label(row.status.category) if row.status else "",
                row.extinguishers,
            )
            for row in rows
        ],
    )


def extinguishers_table(_registry: Registry, _as_of: date) -> Table:
    """Every extinguisher, by serial number, with the clock that is due first."""
    columns = [
        Column(_("Serial number"), 18),
        Column(_("Label"), 14),
        Column(_("Kind"), 10),
        Column(_("Name of the kind"), 24),
        Column(_("Made"), 12),
        Column(_("Received"), 12),
        Column(_("Donor"), 24),
        Column(_("Price (đồng)"), 14),
        Column(_("State"), 18),
        Column(_("Holder"), 26),
        Column(_("Group"), 16),
        Column(_("Next due"), 20),
        Column(_("Due on"), 12),
        Column(_("Note"), 30),
    ]
    rows = all_rows(
        lambda after: equipment.extinguisher_page(after=after),
        lambda row: equipment.extinguisher_key(row, "serial"),
    )
    return Table(
        _("Extinguishers"),
        columns,
        [
            (
                *(
                    row.serial,
                    row.label,
                    row.kind_code,
                    row.kind_name,
                    row.made_on,
                    row.received_on,
                    row.donor,
                ),
                *(
                    row.price_dong,
                    state_label(row.state),
                    row.head_name,
                    _group(row.group_number, row.group_ward),
                ),
                *(clock_label(row.next_clock) if row.next_clock else "", row.next_due, row.note),
            )
            for row in rows
        ],
    )


def handovers_table(_registry: Registry, _as_of: date) -> Table:
    """Every handover, the newest first, cancelled ones too."""
    columns = [
        Column(_("Receipt"), 15),
        Column(_("Official number"), 15),
        Column(_("Day"), 12),
        Column(_("Head of household"), 26),
        Column(_("Group"), 16),
        Column(_("Receiver"), 26),
        Column(_("Round"), 20),
        Column(_("Programme"), 30),
        Column(_("Handed over"), 44),
        Column(_("Amount (đồng)"), 14),
        Column(_("Cancelled"), 30),
    ]
    rows = all_rows(
        lambda after: handover_list.handover_page(sort="number", descending=True, after=after),
        lambda row: handover_list.handover_key(row, "number"),
    )
    return Table(
        _("Handovers"),
        columns,
        [
            (
                *(row.code, row.official_number, row.day, row.head_name, _group(row.group_number)),
                *(row.receiver_name, row.round_name, row.programme_name, row.items, row.total_dong),
                row.void_reason if row.voided else "",
            )
            for row in rows
        ],
    )


def overdue_table(as_of: date, which: OverdueFilter = OverdueFilter()) -> Table:
    """Everything past due on `as_of`, one row for each clock of an extinguisher."""
    columns = [
        Column(_("Group"), 14),
        Column(_("Household code"), 14),
        Column(_("Head of household"), 26),
        Column(_("Address"), 36),
        Column(_("Kind"), 10),
        Column(_("Serial number"), 18),
        Column(_("Overdue"), 20),
        Column(_("Due on"), 12),
        Column(_("Days late"), 10),
    ]
    return Table(
        _("Overdue"),
        columns,
        [
            (
                _group(row.group_number) or _("Ward's store"),
                *(row.household_code, row.head_name, row.address, row.kind_code, row.serial),
                *(clock_label(row.clock), row.due, row.days_late),
            )
            for row in overdue.overdue_all(as_of, which)
        ],
    )


def deliveries_table(_registry: Registry, _as_of: date) -> Table:
    """Every delivery, the newest first, and where its extinguishers are."""
    columns = [
        Column(_("Day"), 12),
        Column(_("Donor"), 28),
        Column(_("Paper"), 24),
        Column(_("Taken in"), 10),
        Column(_("In stock"), 10),
        Column(_("With households"), 12),
        Column(_("Elsewhere"), 10),
        Column(_("Note"), 36),
    ]
    rows: list[Sequence[Cell]] = [
        (
            *(row.day, row.donor, row.document, row.received, row.in_stock, row.with_households),
            *(row.elsewhere, row.note),
        )
        for row in deliveries.deliveries()
    ]
    return Table(_("Deliveries"), columns, rows)


def balance_table(registry: Registry, as_of: date) -> Table:
    """The stock by kind and donor on `as_of`, with what it all adds up to in the last row."""
    columns = [
        Column(_("Kind"), 10),
        Column(_("Name of the kind"), 26),
        Column(_("Donor"), 28),
        Column(_("Taken in"), 10),
        *(Column(state_label(state), 12) for state in State),
    ]
    rows = stock_balance.balance(registry, as_of)
    lines: list[Sequence[Cell]] = [
        (row.kind_code, row.kind_name, row.donor, *_figures(row.states)) for row in rows
    ]
    whole = {state: sum(row.states.get(state, 0) for row in rows) for state in State}
    return Table(_("Stock balance"), columns, [*lines, (_("Total"), "", "", *_figures(whole))])


def journal_table(_registry: Registry, _as_of: date) -> Table:
    """The whole journal, the newest entry first; ID and phone numbers are masked in it."""
    columns = [
        Column(_("No."), 8),
        Column(_("When"), 18),
        Column(_("User"), 14),
        Column(_("By whom"), 24),
        Column(_("Action"), 28),
        Column(_("To what"), 30),
        Column(_("Details"), 90),
    ]
    names, among = journal.names_of_users(), wards.groups()
    groups = {group.id: wards.group_name(group, among) for group in among}
    rows: list[Sequence[Cell]] = [
        (
            *(row.id, f"{row.at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"),
            *(row.user, names.get(row.user, ""), action_label(row.action), row.subject),
            journal_words.summary(row, groups),
        )
        for row in journal.entries(limit=None)
    ]
    return Table(_("Journal"), columns, rows)


def _figures(states: Mapping[State, int]) -> list[int]:
    """How many in all, then in each state."""
    return [sum(states.values()), *(states.get(state, 0) for state in State)]


def _group(number: int | None, ward: str = "") -> str:
    return group_label(number, ward) if number else ""


def all_rows(fetch: Callable[[Any], list[Any]], key: Callable[[Any], tuple]) -> Iterator[Any]:
    """Every row, page after page."""
    after: tuple | None = None
    while rows := fetch(after):
        yield from rows
        after = key(rows[-1])
