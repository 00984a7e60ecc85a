"""Rounds of giving (đợt): the occasion that handovers belong to."""

from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.inputs import line, required
from firereg.services.registry import Registry
from firereg.store.models import Round

_NAMED = 10


@dataclass(frozen=True)
class RoundDraft:
    """A round as it is typed; the gift is what F3 puts on a receipt, its value in đồng."""

    name: str
    day: date
    place: str = ""
    plan: str = ""
    donor: str = ""
    gift_name: str = ""
    gift_value: int = 0


@dataclass(frozen=True)
class RoundRow(RoundDraft):
    """A round that is kept."""

    id: int = 0


def rounds() -> list[RoundRow]:
    """Every round, the newest first."""
    return [_row(r) for r in Round.select().order_by(Round.day.desc(), Round.id.desc())]


def round_by_id(round_id: int) -> RoundRow:
    """One round."""
    return _row(Round.get_by_id(round_id))


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
    with registry.transaction():
        _refuse_taken_name(fields["name"], None)
        row = Round.create(**fields)
        journal.append(registry, "round.add", row.name, **fields)
    return row.id


def change(registry: Registry, round_id: int, draft: RoundDraft) -> None:
    """Change a round; receipts already issued keep what they were printed with."""
    fields = _checked(draft)
    with registry.transaction():
        _refuse_taken_name(fields["name"], round_id)
        before = asdict(round_by_id(round_id))
        Round.update(**fields).where(Round.id == round_id).execute()
        changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
        journal.append(registry, "round.change", fields["name"], **changed)


def _checked(draft: RoundDraft) -> dict[str, Any]:
    fields = {field.name: getattr(draft, field.name) for field in dataclass_fields(RoundDraft)}
    clean = {name: line(value, name) if isinstance(value, str) else value for name, value in fields.items()}
    clean["name"] = required(draft.name, "name", _("The round needs a name, such as “Đợt 19/10/2023”."))
    return clean


def _refuse_taken_name(name: str, own_id: int | None) -> None:
    if Round.select().where(Round.name == name, Round.id != (own_id or 0)).exists():
        raise ConflictError(_("There is a round “{name}” already. Choose another name.").format(name=name))


def _row(row: Round) -> RoundRow:
    return RoundRow(
        name=row.name,
        day=row.day,
        place=row.place,
        plan=row.plan,
        donor=row.donor,
        gift_name=row.gift_name,
        gift_value=row.gift_value,
        id=row.id,
    )
