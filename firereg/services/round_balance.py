"""Whether a round balances: what it needs, what was given, what is left in stock and of its budget."""

from dataclasses import dataclass

from peewee import fn

from firereg.domain.equipment import State
from firereg.domain.support import Form, Outcome, SupportItem, value_of
from firereg.services.round_list import tally
from firereg.services.rounds import RoundRow
from firereg.store import models as t


@dataclass(frozen=True)
class ItemBalance:
    """One thing that a round gives: for the whole list, and what was given of it; `in_stock` of extinguishers only."""

    item: SupportItem
    needed: int
    given: int
    in_stock: int | None

    @property
    def missing(self) -> int:
        """How many the stock lacks for those who still wait; 0 where nothing is known of a stock."""
        return 0 if self.in_stock is None else max(self.needed - self.given - self.in_stock, 0)


@dataclass(frozen=True)
class RoundBalance:
    """A round in figures; money in đồng. `beside_list` counts receipts of households that are not on the list."""

    listed: int
    given: int
    waiting: int
    fell_out: int
    items: tuple[ItemBalance, ...]
    needed_dong: int
    given_dong: int
    budget_dong: int | None
    beside_list: int

    @property
    def budget_left(self) -> int | None:
        """What the budget has left after what was given; below 0 where it was exceeded, None without a budget."""
        return None if self.budget_dong is None else self.budget_dong - self.given_dong


def balance(its_round: RoundRow) -> RoundBalance:
    """The figures of a round as they are now; cancelled receipts never were."""
    outcomes = tally(its_round.id)
    listed, given = sum(outcomes.values()), outcomes[Outcome.GIVEN]
    waiting = outcomes[Outcome.WAITING]
    sharing = given + waiting
    return RoundBalance(
        listed=listed,
        given=given,
        waiting=waiting,
        fell_out=listed - sharing,
        items=tuple(_of_item(item, its_round.id, sharing) for item in its_round.items),
        needed_dong=sharing * value_of(its_round.items),
        given_dong=_handovers(its_round.id).select(fn.COALESCE(fn.SUM(t.Handover.total_dong), 0)).scalar(),
        budget_dong=its_round.budget_dong,
        beside_list=_beside_list(its_round.id),
    )


def _of_item(item: SupportItem, round_id: int, households: int) -> ItemBalance:
    line = t.HandoverLine
    lines = line.select(fn.COALESCE(fn.SUM(line.quantity), 0)).join(t.Handover)
    lines = lines.where(t.Handover.round == round_id, t.Handover.voided_at.is_null())
    needed = households * item.quantity
    if item.form is Form.EXTINGUISHER:
        its = t.Extinguisher
        stock = its.select(fn.COUNT(its.id)).where(its.state == State.IN_STOCK).scalar()
        return ItemBalance(item, needed, lines.where(line.extinguisher.is_null(False)).scalar(), stock)
    named = lines.where(line.extinguisher.is_null(), line.description == item.name)
    return ItemBalance(item, needed, named.scalar(), None)


def _handovers(round_id: int):
    return t.Handover.select().where(t.Handover.round == round_id, t.Handover.voided_at.is_null())


def _beside_list(round_id: int) -> int:
    its = t.Entitled
    listed = its.select(its.household).where(its.round == round_id, ~its.taken_out)
    return _handovers(round_id).where(t.Handover.household.not_in(listed)).count()
