"""Rounds of giving (đợt): the occasion that handovers belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from firereg.domain.dates import format_date
from firereg.domain.support import Criteria, Form, SupportItem, counted
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, required
from firereg.services.programmes import named
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale
from firereg.store.models import Round, RoundItem

_NAMED = 10
_MAX_DONG = 10**12
_MAX_QUANTITY = 1_000
_MAX_ITEMS = 20
_NOBODY_LEFT_OUT = Criteria()


@dataclass(frozen=True)
class RoundDraft:
    """A round as it is typed: its occasion, what it gives each household, who is entitled, its budget in đồng."""

    name: str
    day: date
    place: str = ""
    plan: str = ""
    donor: str = ""
    budget_dong: int | None = None
    items: tuple[SupportItem, ...] = ()
    criteria: Criteria = _NOBODY_LEFT_OUT
    programme_id: int | None = None


@dataclass(frozen=True)
class RoundRow(RoundDraft):
    """A round that is kept; `approved_at` (UTC) is when its list of the entitled was frozen, None before."""

    id: int = 0
    approved_at: datetime | None = None
    approved_by: str = ""
    closed_on: date | None = None

    @property
    def gifts(self) -> tuple[SupportItem, ...]:
        """What it gives besides extinguishers."""
        return tuple(item for item in self.items if item.form is not Form.EXTINGUISHER)

    @property
    def extinguishers(self) -> int:
        """How many extinguishers each household gets."""
        return sum(item.quantity for item in self.items if item.form is Form.EXTINGUISHER)


def rounds() -> list[RoundRow]:
    """Every round, the newest first."""
    return _rows(Round.select().order_by(Round.day.desc(), Round.id.desc()))


def round_by_id(round_id: int) -> RoundRow:
    """One round."""
    return _rows([Round.get_by_id(round_id)])[0]


def by_name(name: str) -> RoundRow:
    """The round with that name, accents and capitals apart; BadInputError where there is none."""
    wanted, known = fold(name), rounds()
    found = next((row for row in known if fold(row.name) == wanted), None)
    if found is None:
        raise BadInputError(
            _("There is no round “{name}”. Known rounds: {known}.").format(
                name=excerpt(name), known=", ".join(f"“{row.name}”" for row in known[:_NAMED]) or "–"
            ),
            "round",
        )
    return found


def add(registry: Registry, draft: RoundDraft) -> int:
    """The id of a new round."""
    fields = _checked(draft)
    with recording(registry, "round.add", fields["name"], **_told(fields)) as change:
        _refuse_taken_name(fields["name"], None)
        items = fields.pop("items")
        round_id = change.insert(Round, **fields)
        _keep_items(change, round_id, items)
    return round_id


def change(registry: Registry, round_id: int, draft: RoundDraft, seen: RoundRow | None = None) -> None:
    """Change a round; receipts already issued keep what they were printed with.

    StaleError where it is not what was `seen` any more.
    ConflictError where it would change what an approved or closed round gives, or to whom.
    """
    fields = _checked(draft)
    with recording(registry, "round.change", fields["name"]) as change:
        _refuse_taken_name(fields["name"], round_id)
        before = round_by_id(round_id)
        refuse_stale(before.name, seen, before)
        items = fields.pop("items")
        otherwise = (items, draft.criteria) != (before.items, before.criteria)
        if otherwise:
            refuse_closed(round_id)
        if otherwise and before.approved_at:
            raise ConflictError(
                _("The list of “{name}” is approved, so what it gives and to whom stays as it is.").format(
                    name=before.name
                )
            )
        change.detail |= named(change.update(Round, round_id, **fields))
        if items != before.items:
            for row in RoundItem.select(RoundItem.id).where(RoundItem.round == round_id):
                change.delete(RoundItem, row.id)
            _keep_items(change, round_id, items)
            change.detail["gifts"] = [_in_words(before.items), _in_words(items)]


def close(registry: Registry, round_id: int) -> None:
    """End a round: nothing is given in it any more, and who still waits was left out."""
    with recording(registry, "round.close") as change:
        refuse_closed(round_id)
        change.subject = Round.get_by_id(round_id).name
        change.update(Round, round_id, closed_on=registry.today())


def reopen(registry: Registry, round_id: int) -> None:
    """Give in a round again that was closed."""
    with recording(registry, "round.reopen") as change:
        change.subject = Round.get_by_id(round_id).name
        change.update(Round, round_id, closed_on=None)


def refuse_closed(round_id: int) -> None:
    """ConflictError where the round is closed."""
    closed = Round.get_or_none(Round.id == round_id, Round.closed_on.is_null(False))
    if closed:
        raise ConflictError(
            _("“{name}” was closed on {day}. Open it again before anything is given or changed.").format(
                name=closed.name, day=format_date(closed.closed_on)
            )
        )


def _keep_items(change: Recorder, round_id: int, items: Iterable[SupportItem]) -> None:
    for position, item in enumerate(items, start=1):
        change.insert(RoundItem, round=round_id, position=position, **vars(item))


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """What the journal tells of a new round."""
    told = {name: value for name, value in fields.items() if name not in ("items", "programme")}
    return {**told, "gifts": _in_words(fields["items"])} if fields["items"] else told


def _in_words(items: Iterable[SupportItem]) -> str:
    return "; ".join(counted(str(item.quantity), item.unit, item.name) for item in items)


def _checked(draft: RoundDraft) -> dict[str, Any]:
    """The draft as clean fields, the items among them as they are."""
    texts = {name: line(getattr(draft, name), name) for name in ("place", "plan", "donor")}
    name = required(draft.name, "name", _("The round needs a name, such as “Đợt 19/10/2023”."))
    if draft.budget_dong is not None and not 0 <= draft.budget_dong <= _MAX_DONG:
        raise BadInputError(_("The budget must be an amount from 0 đồng up."), "budget_dong")
    if len(draft.items) > _MAX_ITEMS:
        raise BadInputError(_("A round gives at most {n} things.").format(n=_MAX_ITEMS), "items")
    return {
        "name": name,
        "day": draft.day,
        **texts,
        "budget_dong": draft.budget_dong,
        "criteria": draft.criteria.to_json() if draft.criteria.names_anybody else "",
        "programme": draft.programme_id,
        "items": tuple(map(_checked_item, draft.items)),
    }


def _checked_item(item: SupportItem) -> SupportItem:
    name = required(item.name, "items", _("Say what the round gives."), limit=200)
    if not 1 <= item.quantity <= _MAX_QUANTITY or not 0 <= (item.value_dong or 0) <= _MAX_DONG:
        raise BadInputError(_("The number or the value of “{name}” is wrong.").format(name=name), "items")
    if item.form is Form.CASH and not item.value_dong:
        raise BadInputError(_("Enter how much money “{name}” is.").format(name=name), "items")
    return SupportItem(item.form, name, item.quantity, line(item.unit, "items", limit=30), item.value_dong)


def _refuse_taken_name(name: str, own_id: int | None) -> None:
    if Round.select().where(Round.name == name, Round.id != (own_id or 0)).exists():
        raise ConflictError(_("There is a round “{name}” already. Choose another name.").format(name=name))


def _rows(found: Iterable[Round]) -> list[RoundRow]:
    kept = list(found)
    items = _items(row.id for row in kept)
    return [_row(row, items[row.id]) for row in kept]


def _items(ids: Iterable[int]) -> dict[int, list[SupportItem]]:
    found: dict[int, list[SupportItem]] = {round_id: [] for round_id in ids}
    its = RoundItem
    for row in its.select().where(its.round.in_(list(found))).order_by(its.round, its.position):
        found[row.round_id].append(
            SupportItem(Form(row.form), row.name, row.quantity, row.unit, row.value_dong)
        )
    return found


def _row(row: Round, items: Iterable[SupportItem]) -> RoundRow:
    return RoundRow(
        name=row.name,
        day=row.day,
        place=row.place,
        plan=row.plan,
        donor=row.donor,
        budget_dong=row.budget_dong,
        items=tuple(items),
        criteria=Criteria.from_json(row.criteria),
        programme_id=row.programme_id,
        id=row.id,
        approved_at=row.approved_at,
        approved_by=row.approved_by.full_name if row.approved_by_id else "",
        closed_on=row.closed_on,
    )
