"""Stickers, hanging cards and household labels for the extinguishers."""

from collections.abc import Sequence

from firereg.documents.equipment_papers import CheckCard, HouseholdLabel, Label, LabelStock
from firereg.documents.label_stocks import LABEL_STOCKS
from firereg.domain.roles import Right
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment
from firereg.services.papers import group_on_paper
from firereg.services.registry import Registry
from firereg.services.wards import groups, ward_on
from firereg.store import models as t


def labels(registry: Registry, serials: Sequence[str]) -> tuple[Label, ...]:
    """A sticker for each of these extinguishers. It names nobody: it is read by whoever comes by."""
    registry.require(Right.RECORD)
    ward = ward_on(registry.today()).name
    rows = [equipment.by_serial(serial) for serial in serials]
    return tuple(
        Label(
            row.serial,
            tuple(
                part
                for part in (
                    f"Số tem: {row.label}" if row.label else "",
                    row.kind_name,
                    f"SX {row.made_on:%m/%Y}" if row.made_on else "",
                    ward,
                )
                if part
            ),
            ward,
        )
        for row in rows
    )


def cards(registry: Registry, serials: Sequence[str], year: int) -> tuple[CheckCard, ...]:
    """A hanging card of `year` for each of these extinguishers."""
    registry.require(Right.RECORD)
    ward = ward_on(registry.today()).name
    among = groups()
    told = []
    for serial in serials:
        row = equipment.by_serial(serial)
        home = t.Household.get_or_none(t.Household.id == row.household_id) if row.household_id else None
        group = next((one for one in among if home and one.id == home.group_id), None)
        kind = t.ExtinguisherKind.get(t.ExtinguisherKind.code == row.kind_code)
        told.append(
            CheckCard(
                ward_name=ward,
                serial=row.serial,
                label=row.label,
                kind_name=row.kind_name,
                holder=home.head_name if home else "",
                address=home.address if home else "",
                group_name=group_on_paper(group, among) if group else "",
                year=year,
                code=row.serial,
                weighed=not kind.has_gauge,
            )
        )
    return tuple(told)


def household_labels(registry: Registry, household_ids: Sequence[int]) -> tuple[HouseholdLabel, ...]:
    """A sticker for the door of each of these households, with its code alone."""
    registry.require(Right.RECORD)
    ward = ward_on(registry.today()).name
    among = groups()
    names = {group.id: group_on_paper(group, among) for group in among}
    its = t.Household
    found = {row.id: row for row in its.select().where(its.id.in_(list(household_ids)))}
    return tuple(HouseholdLabel(ward, found[one].code, names[found[one].group_id]) for one in household_ids)


def stock_named(text: str) -> LabelStock:
    """The sheet of stickers with that name, or the first that its name begins like; BadInputError where none is."""
    wanted = fold(text.replace("x", "×"))
    found = next((stock for stock in LABEL_STOCKS if wanted and fold(stock.name).startswith(wanted)), None)
    if found is None:
        raise BadInputError(
            _("There are no stickers “{name}”. Known: {known}.").format(
                name=excerpt(text), known="; ".join(stock.name for stock in LABEL_STOCKS)
            ),
            "stock",
        )
    return found
