"""One search over everything: households, extinguishers and handovers."""

from dataclasses import dataclass

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState
from firereg.domain.labels import household_state_label, state_label
from firereg.domain.numbering import read_receipt_sign
from firereg.i18n import _
from firereg.services import equipment, handover_list, households
from firereg.services.inputs import compact
from firereg.services.registry import Registry
from firereg.store import search
from firereg.store.search import Indexed

KINDS = ("households", "extinguishers", "handovers")


@dataclass(frozen=True)
class Found:
    """One thing found, in two lines for a person."""

    kind: str
    id: int
    code: str
    title: str
    detail: str


def find(registry: Registry, text: str, *, kind: str | None = None, limit: int = 20) -> list[Found]:
    """What matches `text`, at most `limit` of each kind; every word counts, in any order, without accents.

    The kind that has `text` for a code or serial comes first, with that one on top: "MI-0002" is the extinguisher,
    though household TDP07-0002 lives in Miếu Hai Xã.
    """
    scanned = read_receipt_sign(text)
    text = scanned.code if scanned else text
    found: list[Found] = []
    if kind in (None, "households"):
        found += [_household(row) for row in households.suggest(registry, text, limit)]
    if kind in (None, "extinguishers"):
        found += [_extinguisher(row) for row in equipment.suggest(text, limit=limit)]
    if kind in (None, "handovers"):
        ids = search.find(registry.database, Indexed.HANDOVERS, text, limit)
        found += [_handover(row) for row in handover_list.by_ids(ids)]
    wanted = compact(text)
    named = {one.kind for one in found if one.code == wanted}
    return sorted(found, key=lambda one: (one.kind not in named, one.code != wanted))


def _household(row: households.HouseholdRow) -> Found:
    former = _("formerly {names}").format(names=row.former_names) if row.former_names else ""
    gone = household_state_label(row.state) if row.state is not HouseholdState.LIVING else ""
    detail = " · ".join(part for part in (row.group_name, row.address, former, gone) if part)
    return Found("households", row.id, row.code, row.head_name, detail)


def _extinguisher(row: equipment.ExtinguisherRow) -> Found:
    detail = row.head_name or state_label(row.state)
    return Found("extinguishers", row.id, row.serial, f"{row.serial} · {row.kind_code}", detail)


def _handover(row: handover_list.HandoverRow) -> Found:
    return Found(
        "handovers",
        row.id,
        row.code,
        f"{row.code} · {row.head_name}",
        f"{format_date(row.day)} · {row.items}",
    )
