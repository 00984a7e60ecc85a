"""Who may do what: three roles, each with the rights of the one below it."""

from enum import StrEnum


class Right(StrEnum):
    """What an act asks of the person who does it."""

    LOOK = "look"
    RECORD = "record"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What somebody is in the ward office; stored with the account."""

    ADMIN = "admin"
    CLERK = "clerk"
    VIEWER = "viewer"


_RIGHTS = {
    Role.VIEWER: frozenset({Right.LOOK}),
    Role.CLERK: frozenset({Right.LOOK, Right.RECORD}),
    Role.ADMIN: frozenset(Right),
}


def may(role: Role, right: Right) -> bool:
    """Whether somebody in this role has that right."""
    return right in _RIGHTS[role]
