"""The ward itself: how it is named and who signs, from a day on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from firereg.domain.identity import normalise_phone
from firereg.domain.labels import group_label
from firereg.domain.roles import Right
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.inputs import line, required, taken
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store.models import ResidentialGroup, WardProfile

BEGINNING = date(1900, 1, 1)
REFORM = date(2025, 7, 1)
"""Two-tier government: no districts, wards merged and renamed (Resolution 1669/NQ-UBTVQH15)."""


@dataclass(frozen=True)
class Ward:
    """What a paper needs to know of the ward that issues it.

    `body_lines` are the lines of the issuing body in the letterhead. `place` is what stands before the date:
    "Dư Hàng Kênh", but "Phường Lê Chân", since a unit named after a person keeps its noun (Decree 30/2020).
    """

    name: str
    province: str
    body_lines: tuple[str, ...]
    place: str
    district: str = ""
    parent_body: str = ""
    symbol: str = "BB-UBND"
    sign_authority: str = ""
    giver_name: str = ""
    giver_title: str = ""
    address_line: str = ""
    valid_from: date = BEGINNING

    @property
    def authority_lines(self) -> tuple[str, ...]:
        """What stands above the signature: "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH" is two lines."""
        return tuple(part.strip() for part in self.sign_authority.split("/") if part.strip())


@dataclass(frozen=True)
class GroupRow:
    """A residential group (tổ dân phố)."""

    id: int
    number: int
    ward: str
    leader_name: str
    leader_phone: str


def ward_on(day: date) -> Ward:
    """The ward as it was named on `day`; the earliest profile for days before it."""
    rows = list(WardProfile.select().order_by(WardProfile.valid_from))
    if not rows:
        raise RegistryError(_("The ward is not described yet. Fill in its name and letterhead in Settings."))
    return _ward([row for row in rows if row.valid_from <= day][-1] if rows[0].valid_from <= day else rows[0])


def profiles() -> list[Ward]:
    """Every name the ward has had, the oldest first."""
    return [_ward(row) for row in WardProfile.select().order_by(WardProfile.valid_from)]


def profile_from(day: date) -> Ward | None:
    """The name that holds from exactly that day on."""
    row = WardProfile.get_or_none(WardProfile.valid_from == day)
    return _ward(row) if row else None


def save_profile(registry: Registry, ward: Ward, seen: Ward | None = None) -> None:
    """Keep the profile that holds from `ward.valid_from` on; one from the same day is replaced.

    StaleError where that one is not what was `seen` any more.
    """
    fields = {
        name: line(value, name) if isinstance(value, str) else value for name, value in asdict(ward).items()
    }
    required(ward.name, "name", _("The ward needs a name, such as “Phường Lê Chân”."))
    lines = [line(text, "body_lines") for text in ward.body_lines if text.strip()]
    if not lines:
        raise BadInputError(
            _("The letterhead needs the name of the issuing body, such as “ỦY BAN NHÂN DÂN”."), "body_lines"
        )
    fields["body_lines"] = "\n".join(lines)
    with registry.transaction(Right.ADMINISTER):
        refuse_stale(ward.name, seen, profile_from(ward.valid_from))
        WardProfile.delete().where(WardProfile.valid_from == ward.valid_from).execute()
        WardProfile.create(**fields)
        journal.append(registry, "ward.change", ward.name, **fields)


def groups() -> list[GroupRow]:
    """The residential groups in the order of their numbers."""
    query = ResidentialGroup.select().order_by(ResidentialGroup.number, ResidentialGroup.ward)
    return [_group(row) for row in query]


def group_by_id(group_id: int) -> GroupRow:
    """One residential group."""
    return _group(still_there(ResidentialGroup, group_id))


def group_names() -> dict[tuple[int, str], str]:
    """What each group is called in a list, by its number and old ward; the ward only where numbers collide."""
    among = groups()
    return {(one.number, one.ward): group_name(one, among) for one in among}


def group_name(group: GroupRow, among: Iterable[GroupRow] | None = None) -> str:
    """ "Group 7", with the old ward where another of the groups (or of `among`) has that number too."""
    others = groups() if among is None else among
    shared = any(other.number == group.number and other.id != group.id for other in others)
    return group_label(group.number, group.ward if shared else "")


def group_named(text: str) -> GroupRow:
    """The group a person names: "7", or "7 Dư Hàng Kênh" where two wards have a group 7; else BadInputError."""
    number, _space, ward = " ".join(text.split()).partition(" ")
    found = [g for g in groups() if str(g.number) == number and fold(ward) in fold(g.ward)]
    if not found:
        raise BadInputError(_("There is no residential group “{text}”.").format(text=excerpt(text)), "group")
    if len(found) > 1:
        names = ", ".join(f"“{g.number} {g.ward}”" for g in found)
        raise BadInputError(
            _("More than one residential group has that number: {names}. Name the ward too.").format(
                names=names
            ),
            "group",
        )
    return found[0]


def add_group(
    registry: Registry, number: int, ward: str, leader_name: str = "", leader_phone: str = ""
) -> int:
    """The id of a new residential group."""
    if not 0 < number < 1000:
        raise BadInputError(_("The number of a residential group must be from 1 to 999."), "number")
    ward = line(ward, "ward")
    with registry.transaction():
        if ResidentialGroup.get_or_none(ResidentialGroup.number == number, ResidentialGroup.ward == ward):
            raise ConflictError(
                _("There is a residential group {n} of {ward} already.").format(n=number, ward=ward)
            )
        group = ResidentialGroup.create(
            number=number,
            ward=ward,
            leader_name=line(leader_name, "leader_name"),
            leader_phone=_phone(leader_phone),
        )
        journal.append(registry, "group.add", f"{number} {ward}")
    return group.id


def change_group(
    registry: Registry, group_id: int, leader_name: str, leader_phone: str, seen: GroupRow | None = None
) -> None:
    """Name another leader of a residential group; "" where there is none. StaleError if it is not as `seen`."""
    fields = {"leader_name": line(leader_name, "leader_name"), "leader_phone": _phone(leader_phone)}
    with registry.transaction():
        row = still_there(ResidentialGroup, group_id)
        refuse_stale(group_label(row.number), seen, _group(row))
        changed = {name: [getattr(row, name), value] for name, value in fields.items()}
        ResidentialGroup.update(**fields).where(ResidentialGroup.id == group_id).execute()
        journal.append(registry, "group.change", f"{row.number} {row.ward}", **changed)


def _phone(text: str) -> str:
    return taken(normalise_phone, text.strip(), "leader_phone") if text.strip() else ""


def _group(row: ResidentialGroup) -> GroupRow:
    return GroupRow(row.id, row.number, row.ward, row.leader_name, row.leader_phone)


def _ward(row: WardProfile) -> Ward:
    fields = {name: getattr(row, name) for name in Ward.__dataclass_fields__}
    fields["body_lines"] = tuple(row.body_lines.split("\n"))
    return Ward(**fields)
