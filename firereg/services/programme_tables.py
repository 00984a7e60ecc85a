"""The lists of programmes that can be exported as plain tables."""

from collections.abc import Sequence
from datetime import date

from firereg.domain.labels import alert_kind_label, alert_status_label
from firereg.exchange.workbook import Cell, Column
from firereg.i18n import _
from firereg.services import alerts, notices, programmes, wards, zalo_groups
from firereg.services.export_tables import Table, all_rows
from firereg.services.registry import Registry


def programmes_table(_registry: Registry, _as_of: date) -> Table:
    """Every programme, those that run first."""
    columns = [
        Column(_("Name"), 44),
        Column(_("Launched"), 12),
        Column(_("Ended"), 12),
        Column(_("Decision"), 36),
        Column(_("Bodies"), 60),
        Column(_("Aim"), 60),
    ]
    rows: list[Sequence[Cell]] = [
        (
            *(row.name, row.launched_on, row.ended_on, row.decision),
            *("; ".join(body.name for body in row.bodies), row.aim),
        )
        for row in programmes.programmes()
    ]
    return Table(_("Programmes"), columns, rows)


def zalo_groups_table(_registry: Registry, _as_of: date) -> Table:
    """Every Zalo group, those in use first."""
    columns = [
        Column(_("Group"), 16),
        Column(_("Name"), 32),
        Column(_("Link"), 32),
        Column(_("Run by"), 24),
        Column(_("Members"), 10),
        Column(_("Households reached"), 12),
        Column(_("Counted on"), 12),
        Column(_("Opened on"), 12),
        Column(_("Closed"), 12),
        Column(_("Programme"), 44),
    ]
    among = wards.groups()
    groups = {group.id: wards.group_name(group, among) for group in among}
    names = dict(programmes.names())
    rows: list[Sequence[Cell]] = [
        (
            *(groups.get(row.group_id or 0, _("The whole ward")), row.name, row.link, row.run_by),
            *(row.members, row.households, row.counted_on, row.opened_on, row.closed_on),
            names.get(row.programme_id or 0, ""),
        )
        for row in zalo_groups.zalo_groups()
    ]
    return Table(_("Zalo groups"), columns, rows)


def notices_table(_registry: Registry, _as_of: date) -> Table:
    """Every notice, the newest first, a row for each Zalo group it named."""
    columns = [
        Column(_("Day"), 12),
        Column(_("Zalo group"), 32),
        Column(_("Notice"), 90),
        Column(_("Programme"), 44),
        Column(_("By whom"), 24),
    ]
    names = dict(programmes.names())
    rows: list[Sequence[Cell]] = [
        (
            *(row.day, row.zalo_name or _("all"), row.text),
            *(names.get(row.programme_id or 0, ""), row.recorded_by),
        )
        for row in all_rows(lambda after: notices.notices(after=after), notices.notice_key)
    ]
    return Table(_("Notices"), columns, rows)


def alerts_table(_registry: Registry, as_of: date) -> Table:
    """Every report received, those in hand first; nothing tells who reported."""
    columns = [
        Column(_("When"), 18),
        Column(_("Kind of report"), 20),
        Column(_("What was reported"), 44),
        Column(_("Place"), 24),
        Column(_("State"), 18),
        Column(_("Dealt with by"), 24),
        Column(_("Closed"), 12),
        Column(_("Result"), 44),
        Column(_("Came in by"), 24),
        Column(_("Programme"), 44),
    ]
    rows: list[Sequence[Cell]] = [
        (
            *(f"{row.at:%d/%m/%Y %H:%M}", alert_kind_label(row.kind), row.what, row.place),
            *(alert_status_label(row.status(as_of)), row.handled_by, row.closed_on, row.result),
            *(row.zalo_name, row.programme_name),
        )
        for row in all_rows(
            lambda after: alerts.alert_page(as_of, after=after),
            lambda row: alerts.alert_key(row, "state", as_of),
        )
    ]
    return Table(_("Reports received"), columns, rows)
