"""What became of each household on the list of a round; nobody gets twice what the round gives once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from peewee import fn

from firereg.domain.dates import format_date
from firereg.domain.support import BY_HAND, Form, Outcome
from firereg.errors import BadInputError, ConflictError, NeedsReasonError
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.inputs import not_future, required
from firereg.services.registry import Registry
from firereg.services.round_list import on_list
from firereg.services.rounds import refuse_closed, round_by_id
from firereg.store import models as t

_WHY_LIMIT = 300


def say_outcome(registry: Registry, entitled_id: int, outcome: Outcome, day: date, note: str) -> None:
    """Keep that a household did not collect, refused, moved or died, with the reason; WAITING takes that back.

    ConflictError where it has its share: then its receipt is to be cancelled first.
    """
    if outcome is not Outcome.WAITING and outcome not in BY_HAND:
        raise BadInputError(_("That it was given follows from its receipt. Record the handover."), "outcome")
    waiting = outcome is Outcome.WAITING
    note = (
        ""
        if waiting
        else required(note, "note", _("Say the reason; it stays on the list."), limit=_WHY_LIMIT)
    )
    with recording(registry, "round.outcome", outcome=outcome, note=note) as change:
        row = t.Entitled.get_by_id(entitled_id)
        refuse_closed(row.round_id)
        if row.handover_id is not None:
            raise ConflictError(
                _("This household has its share. Cancel receipt {code} first.").format(code=row.handover.code)
            )
        change.subject = row.round.name
        change.detail["household"] = row.household.code
        on = None if waiting else not_future(day, registry.today())
        change.update(t.Entitled, entitled_id, outcome=outcome, outcome_on=on, outcome_note=note)


def given(round_id: int | None, household_id: int, handover_id: int, day: date) -> None:
    """A handover of that round was recorded: its household has its share. Part of the transaction of the handover."""
    if round_id is not None:
        its = t.Entitled
        its.update(outcome=Outcome.GIVEN, outcome_on=day, outcome_note="", handover=handover_id).where(
            its.round == round_id, its.household == household_id, its.handover.is_null()
        ).execute()


def given_back(handover_id: int) -> None:
    """That handover was cancelled: its household waits again. Part of the transaction of the cancellation."""
    its = t.Entitled
    its.update(outcome=Outcome.WAITING, outcome_on=None, handover=None).where(
        its.handover == handover_id
    ).execute()


def refuse_another_share(round_id: int, household_id: int, forms: Collection[Form]) -> None:
    """NeedsReasonError where the round does not give these (again) to this household.

    Nobody gets twice what a round gives once, and an approved list says who gets it. Extinguishers count where the
    round says that it gives them.
    """
    its_round = round_by_id(round_id)
    if all(item.form is not Form.EXTINGUISHER for item in its_round.items):
        forms = set(forms) - {Form.EXTINGUISHER}
    earlier = next((one for one in _earlier(round_id, household_id) if not one.forms.isdisjoint(forms)), None)
    if earlier:
        raise NeedsReasonError(
            _(
                "This household got its share of “{round}” on {day} already (receipt {code}). If it is to get it "
                "again, say why."
            ).format(round=its_round.name, day=format_date(earlier.day), code=earlier.code),
            "despite",
        )
    listed = on_list(round_id).where(t.Entitled.household == household_id).exists()
    if its_round.approved_at and not listed:
        raise NeedsReasonError(
            _(
                "This household is not on the approved list of “{round}”. If it is to get something all the same, "
                "say why."
            ).format(round=its_round.name),
            "despite",
        )


def had(round_id: int, household_id: int) -> frozenset[Form]:
    """What the household has from the round already; a gift of any kind counts as goods."""
    return frozenset().union(*(one.forms for one in _earlier(round_id, household_id)))


@dataclass(frozen=True)
class _Earlier:
    """A receipt of the round that the household has; a gift of any kind counts as goods."""

    code: str
    day: date
    forms: frozenset[Form]


def _earlier(round_id: int, household_id: int) -> Iterator[_Earlier]:
    its, line = t.Handover, t.HandoverLine
    query = (
        its.select(its.code, its.day, fn.COUNT(line.extinguisher), fn.COUNT(line.id))
        .join(line)
        .where(its.round == round_id, its.household == household_id, its.voided_at.is_null())
        .group_by(its.id)
        .order_by(its.day, its.id)
    )
    for code, day, extinguishers, lines in query.tuples():
        forms = {Form.EXTINGUISHER} if extinguishers else set()
        yield _Earlier(code, day, frozenset(forms | ({Form.GOODS} if lines > extinguishers else set())))
