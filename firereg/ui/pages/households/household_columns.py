"""The columns of the list of households, and what its fields are called."""

from collections.abc import Sequence

from firereg.domain.household import HouseholdState
from firereg.domain.identity import mask_number, mask_phone
from firereg.domain.labels import category_label, household_state_label
from firereg.i18n import _
from firereg.services.households import HouseholdRow
from firereg.ui.models.paged import Column


def household_columns() -> Sequence[Column]:
    """Name first, since that is what a clerk knows."""
    return (
        Column(_("Head of household"), lambda r: r.head_name, stretch=True, sort_key="name", role=_row_role),
        Column(
            _("Group"),
            lambda r: r.group_number,
            align="right",
            width=56,
            sort_key="group",
            tip=lambda r: r.group_name,
        ),
        Column(_("Address"), lambda r: r.address, stretch=True, sort_key="address", tip=lambda r: r.address),
        Column(_("Persons"), lambda r: r.persons, align="right", width=72, spare=True, key="persons"),
        Column(_("Status"), _status_words, width=128, tip=_status_words, key="status", spare=True),
        Column(
            _("Ext."),
            lambda r: r.extinguishers or "–",
            align="right",
            width=56,
            key="extinguishers",
            spare=True,
        ),
        Column(_("Code"), lambda r: r.code, width=108, sort_key="code", role=lambda _r: "muted", spare=True),
        Column(
            _("ID number"),
            lambda r: mask_number(r.id_number),
            width=120,
            shown=False,
            private=True,
            in_full=lambda r: r.id_number,
            key="id_number",
        ),
        Column(
            _("Phone"),
            lambda r: mask_phone(r.phone),
            width=108,
            shown=False,
            private=True,
            in_full=lambda r: r.phone,
            key="phone",
        ),
        Column(_("Born"), lambda r: r.born_year or "", align="right", width=92, shown=False, key="born"),
    )


def field_name(field: str) -> str:
    """What a field of a household is called; "" for one that is not typed."""
    return {
        "head_name": _("Head"),
        "id_number": _("ID number"),
        "born_year": _("Year of birth"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "group": _("Group"),
        "address": _("Address"),
        "persons": _("Persons"),
        "note": _("Note"),
    }.get(field, "")


def _status_words(row: HouseholdRow) -> str:
    if row.state is not HouseholdState.LIVING:
        return household_state_label(row.state)
    return category_label(row.status.category) if row.status else ""


def _row_role(row: HouseholdRow) -> str:
    return "text" if row.state is HouseholdState.LIVING else "muted"
