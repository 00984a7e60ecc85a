"""Rounds of giving (đợt): the occasion that handovers belong to."""

from dataclasses import asdict, dataclass
from datetime import date

from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.inputs import line, required
from firereg.services.registry import Registry
from firereg.store.models import Round


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


def add(registry: Registry, draft: RoundDraft) -> int:
    """The id of a new round."""
    name = required(draft.name, "name", _("The round needs a name, such as “Đợt 19/10/2023”."))
    fields = {k: line(v, k) if isinstance(v, str) else v for k, v in asdict(draft).items()}
    with registry.transaction():
        if Round.select().where(Round.name == name).exists():
            raise ConflictError(
                _("There is a round “{name}” already. Choose another name.").format(name=name)
            )
        row = Round.create(**fields)
        journal.append(registry, "round.add", name, **fields)
    return row.id


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
