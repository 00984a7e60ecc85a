"""Which household of the register a row of a list is: never a silent guess."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from firereg.domain.duplicates import is_near
from firereg.domain.household import HouseholdState
from firereg.exchange.ward_list import ListRow
from firereg.i18n import _
from firereg.services.import_plan import GroupKey, Seen, Twin
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

Group = int | GroupKey | None
_COLUMNS = (
    *("id", "code", "head_name", "id_number", "born_year", "sex", "phone", "address", "group", "persons"),
    *("note", "former_names", "updated_at", "state", "merged_into", "name_fold", "place"),
)


class Known(NamedTuple):
    """A household as the register has it."""

    id: int
    code: str
    head_name: str
    id_number: str
    born_year: int | None
    sex: str
    phone: str
    address: str
    group: int
    persons: int
    note: str
    former_names: str
    updated_at: str
    state: str
    merged_into: int | None
    fold: str
    place: str

    def twin(self, why: str) -> Twin:
        """This household as what a row may be the same as."""
        return Twin(self.id, self.code, self.head_name, self.address, why)


class Match(NamedTuple):
    """The household that a row is, or those it may be; neither: it is new."""

    known: Known | None = None
    twins: tuple[Twin, ...] = ()


class Register:
    """All households, to be found by code, ID number, name and phone, read once."""

    def __init__(self, registry: Registry) -> None:
        self.by_id: dict[int, Known] = {}
        self._by_code: dict[str, Known] = {}
        self._by_number: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_phone: dict[str, list[Known]] = defaultdict(list)
        for row in bulk.read_rows(registry.database, t.Household, _COLUMNS):
            self._take(Known._make(row))
        self._members = {
            number: household
            for household, number in bulk.read_rows(
                registry.database, t.Member, ("household", "id_number"), "id_number <> ''"
            )
        }

    def _take(self, known: Known) -> None:
        self.by_id[known.id] = known
        self._by_code[known.code] = known
        if known.state == HouseholdState.MERGED:
            return
        self._by_name[known.fold].append(known)
        if known.id_number:
            self._by_number[known.id_number].append(known)
        if known.phone:
            self._by_phone[known.phone].append(known)

    def find(self, row: ListRow, group: Group, name: str, place: str) -> Match:
        """The household that the row is: by code, by ID number, by name, group and address, in this order.

        `name` and `place` are the folded name and the key of the address.
        """
        if not self.by_id:
            return Match()
        return (
            self._by_its_code(row, name)
            or self._by_its_number(row, name)
            or self._by_its_name(row, group, name, place)
            or self._by_its_phone(row)
            or Match()
        )

    def _by_its_code(self, row: ListRow, name: str) -> Match | None:
        known = self._by_code.get(row.code) if row.code else None
        if known and known.merged_into:
            known = self.by_id[known.merged_into]
        if known is None:
            return None
        if name != known.fold and _other_person(row, known):
            return Match(twins=(known.twin(_("It has this code, but another name and another ID number.")),))
        return _unless_gone(known)

    def _by_its_number(self, row: ListRow, name: str) -> Match | None:
        if not row.id_number:
            return None
        same = self._by_number.get(row.id_number, [])
        if len(same) > 1:
            return _several(same, _("Several households have this ID number."))
        if same:
            if same[0].fold == name:
                return _unless_gone(same[0])
            return Match(twins=(same[0].twin(_("It has the same ID number, but another name.")),))
        owner = self._members.get(row.id_number)
        if owner is None:
            return None
        return Match(twins=(self.by_id[owner].twin(_("Somebody of this household has the ID number.")),))

    def _by_its_name(self, row: ListRow, group: Group, name: str, place: str) -> Match | None:
        namesakes = self._by_name.get(name)
        if not namesakes:
            return None
        here = [known for known in namesakes if known.group == group]
        exact = [known for known in here if known.place == place]
        if len(exact) > 1:
            return _several(exact, _("Several households have this name and address."))
        if exact:
            if _other_person(row, exact[0]):
                return Match(
                    twins=(exact[0].twin(_("It has the same name and address, but another ID number.")),)
                )
            return _unless_gone(exact[0])
        return self._nearly_by_name(row, here, namesakes, place)

    def _nearly_by_name(
        self, row: ListRow, here: list[Known], namesakes: list[Known], place: str
    ) -> Match | None:
        near = [
            known
            for known in here
            if is_near(place, known.place, same_group=True) and not _other_person(row, known)
        ]
        if near:
            return _several(
                near, _("It has the same name in the same group, and the address may be the same.")
            )
        elsewhere = [known for known in namesakes if _moved_here(row, place, known)]
        if elsewhere:
            return _several(elsewhere, _("It has the same name and address or phone, in another group."))
        return None

    def _by_its_phone(self, row: ListRow) -> Match | None:
        same = [known for known in self._by_phone.get(row.phone, []) if not _other_person(row, known)]
        return _several(same, _("It has the same phone number.")) if same else None


def seen(updated_at: dict[int, str]) -> Seen:
    """The state of the register that a plan stands on; `updated_at` of the households that it touches."""
    return Seen(bulk.extent(t.Household), bulk.extent(t.PovertyStatus), updated_at)


def _other_person(row: ListRow, known: Known) -> bool:
    """Whether the ID numbers say that they are two; an old one beside a new one says nothing."""
    mine, its = row.id_number, known.id_number
    return bool(mine and its) and len(mine) == len(its) and mine != its


def _moved_here(row: ListRow, place: str, known: Known) -> bool:
    alike = is_near(place, known.place, same_group=False) or (row.phone != "" and row.phone == known.phone)
    return alike and not _other_person(row, known)


def _unless_gone(known: Known) -> Match:
    if known.state == HouseholdState.MOVED:
        return Match(twins=(known.twin(_("It has moved away.")),))
    return Match(known)


def _several(found: Iterable[Known], why: str) -> Match:
    return Match(twins=tuple(known.twin(why) for known in found))
