"""What is said of a round: whom it is for, what it gives, and its figures."""

from datetime import UTC, datetime

from firereg.domain.labels import criteria_label
from firereg.domain.money import format_dong
from firereg.domain.support import Criteria, Form, SupportItem, counted
from firereg.i18n import _
from firereg.services import wards
from firereg.services.round_balance import Counts, ItemBalance, RoundBalance
from firereg.ui.widgets.story import Event

ITEM_ICONS = {Form.EXTINGUISHER: "fire-extinguisher", Form.GOODS: "gift", Form.CASH: "banknote"}


def for_whom(criteria: Criteria) -> str:
    """Whom the criteria choose, in one phrase."""
    among = wards.groups()
    return criteria_label(criteria, {group.id: wards.group_name(group, among) for group in among})


def item_words(item: SupportItem) -> str:
    """ "1 bình chữa cháy", "1 suất Tiền mặt (500.000 đ)"."""
    words = counted(str(item.quantity), item.unit, item.name)
    return f"{words} ({format_dong(item.value_dong)} đ)" if item.value_dong else words


def counts_words(counts: Counts) -> str:
    """ "12/15 given · 3 waiting"; what is 0 is left out."""
    if not counts.given:
        parts = [_("{n} on the list").format(n=counts.listed)]
    else:
        parts = [_("{given}/{listed} given").format(given=counts.given, listed=counts.listed)]
    parts += [_("{n} waiting").format(n=counts.waiting)] if counts.waiting else []
    parts += [_("{n} fell out").format(n=counts.fell_out)] if counts.fell_out else []
    parts += [_("{n} left out").format(n=counts.left_out)] if counts.left_out else []
    return " · ".join(parts)


def item_balance_words(its: ItemBalance) -> str:
    """How much of one thing was given, of how much, and whether the stock suffices."""
    words = [
        _("{given} of {needed} given").format(given=format_dong(its.given), needed=format_dong(its.needed))
    ]
    if its.item.form is Form.EXTINGUISHER and its.in_stock is not None:
        words.append(_("{n} in stock").format(n=its.in_stock))
    if its.missing:
        words.append(_("{n} are missing").format(n=its.missing))
    return ", ".join(words)


def item_events(its: RoundBalance) -> list[Event]:
    """The same of each thing that the round gives, one below the other."""
    return [
        Event(
            item_balance_words(one),
            item_words(one.item),
            icon="triangle-alert" if one.missing else ITEM_ICONS[one.item.form],
            role="warning" if one.missing else "accent",
        )
        for one in its.items
    ]


def money_words(its: RoundBalance) -> str:
    """What the round costs in all, what was given of it, and what the budget has left; "" for a round of things."""
    words = []
    if its.needed_dong or its.given_dong:
        sums = {"given": format_dong(its.given_dong), "needed": format_dong(its.needed_dong)}
        words.append(_("{given} đ of {needed} đ given").format(**sums))
    left = its.budget_left
    if left is not None and left >= 0:
        words.append(_("{n} đ of the budget are left").format(n=format_dong(left)))
    elif left is not None:
        words.append(_("{n} đ above the budget").format(n=format_dong(-left)))
    return ", ".join(words)


def moment(at: datetime) -> str:
    """A moment in UTC as the clock on the wall had it."""
    return f"{at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
