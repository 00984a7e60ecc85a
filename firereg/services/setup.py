"""A new registry, whole or not at all: its files, its ward, its groups and its first user."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import opening, wards
from firereg.services.inputs import line, required
from firereg.services.registry import Registry
from firereg.services.wards import Ward

_NAME_LIMIT = 60


@dataclass(frozen=True)
class GroupDraft:
    """A residential group of the new registry; `ward` is its ward's name, needed where numbers collide."""

    number: int
    ward: str = ""
    leader_name: str = ""
    leader_phone: str = ""


@dataclass(frozen=True)
class FirstUser:
    """Who signs in first, and may do everything."""

    name: str
    full_name: str
    password: str


def new_registry(
    folder: Path,
    user: FirstUser,
    profiles: Sequence[Ward],
    groups: Sequence[GroupDraft],
    *,
    hand_over_code: Callable[[str], None] = lambda _code: None,
    clock: Callable[[], datetime] = datetime.now,
) -> tuple[Registry, str]:
    """The new registry with its first user signed in, and the recovery code, to be shown once.

    `hand_over_code` is called with the code before the registry counts as made, to print it. Whatever fails,
    in there too, leaves the folder as it was.
    """
    name = required(user.name, "user", _("Enter a name to sign in with."), limit=_NAME_LIMIT)
    full_name = required(user.full_name, "full_name", _("Enter the full name of the first user."))
    if not profiles:
        raise BadInputError(_("Describe the ward: its name, province and letterhead."), "ward")
    opening.check_new_password(user.password, name, profiles[-1].name)

    def fill(made: Registry, code: str) -> None:
        with made.transaction():
            for profile in profiles:
                wards.save_profile(made, profile)
            for group in groups:
                its_ward = line(group.ward, "ward") or profiles[0].name
                wards.add_group(made, group.number, its_ward, group.leader_name, group.leader_phone)
        hand_over_code(code)

    return opening.create(
        folder, user=name, full_name=full_name, password=user.password, fill=fill, clock=clock
    )
