"""Whether a round balances: what it needs, what was given, what is left in stock and of its budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peewee import fn

from firereg.domain.equipment import State
from firereg.domain.support import Form, Outcome, Stage, SupportItem, value_of
from firereg.services.round_list import tallies, tally
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
class Counts:
    """How many households are on the list of a round, and what became of them.

    Who has not received when the round is closed was left out; before that, they wait.
    """

    listed: int
    given: int
    waiting: int
    fell_out: int
    left_out: int


@dataclass(frozen=True)
class RoundFigures:
    """A round in a list of rounds; money in đồng."""

    round: RoundRow
    counts: Counts
    given_dong: int

    @property
    def id(self) -> int:
        """The id of the round."""
        return self.round.id

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.round.closed_on:
            return Stage.CLOSED
        if self.round.approved_at:
            return Stage.GIVING
        return Stage.DRAWN_UP if self.counts.listed else Stage.PLANNED

    @property
    def budget_left(self) -> int | None:
        """What the budget has left after what was given; below 0 where it was exceeded, None without a budget."""
        return None if self.round.budget_dong is None else self.round.budget_dong - self.given_dong


@dataclass(frozen=True)
class RoundBalance(Counts):
    """A round in figures; money in đồng. `beside_list` counts receipts of households that are not on the list."""

    items: tuple[ItemBalance, ...]
    needed_dong: int
    given_dong: int
    budget_dong: int | None
    beside_list: int

    @property
    def budget_left(self) -> int | None:
        """What the budget has left after what was given; below 0 where it was exceeded, None without a budget."""
        return None if self.budget_dong is None else self.budget_dong - self.given_dong


def figures(its_rounds: Sequence[RoundRow]) -> list[RoundFigures]:
    """These rounds with their figures, in this order."""
    its, outcomes = t.Handover, tallies()
    sums = its.select(its.round, fn.SUM(its.total_dong)).where(its.voided_at.is_null()).group_by(its.round)
    given = dict(sums.tuples())
    nobody = dict.fromkeys(Outcome, 0)
    return [
        RoundFigures(row, _counts(row, outcomes.get(row.id, nobody)), given.get(row.id, 0))
        for row in its_rounds
    ]


def balance(its_round: RoundRow) -> RoundBalance:
    """The figures of a round as they are now; cancelled receipts never were."""
    counts = _counts(its_round, tally(its_round.id))
    sharing = counts.given + counts.waiting
    return RoundBalance(
        **vars(counts),
        items=tuple(_of_item(item, its_round.id, sharing) for item in its_round.items),
        needed_dong=sharing * value_of(its_round.items),
        given_dong=_handovers(its_round.id).select(fn.COALESCE(fn.SUM(t.Handover.total_dong), 0)).scalar(),
        budget_dong=its_round.budget_dong,
        beside_list=_beside_list(its_round.id),
    )


def _counts(its_round: RoundRow, outcomes: Mapping[Outcome, int]) -> Counts:
    listed, given = sum(outcomes.values()), outcomes[Outcome.GIVEN]
    without = outcomes[Outcome.WAITING]
    waiting, left_out = (0, without) if its_round.closed_on else (without, 0)
    return Counts(listed, given, waiting, listed - given - without, left_out)


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
