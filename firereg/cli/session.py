"""Who works in which registry, from flags, variables or a prompt. A password is never a flag."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from firereg.errors import BadInputError, NotAllowedError
from firereg.i18n import _
from firereg.paths import default_registry

if TYPE_CHECKING:
    from firereg.services.registry import Registry

PASSWORD, NEW_PASSWORD = "FIREREG_PASSWORD", "FIREREG_NEW_PASSWORD"


def named_folder(args: Namespace) -> Path | None:
    """The registry folder that --registry or FIREREG_REGISTRY names."""
    named = args.registry or os.environ.get("FIREREG_REGISTRY")
    return Path(named).expanduser() if named else None


def named_user(args: Namespace) -> str | None:
    """The user that --user or FIREREG_USER names."""
    return args.user or os.environ.get("FIREREG_USER") or None


@contextmanager
def signed_in(args: Namespace, password: str | None = None) -> Iterator["Registry"]:
    """The registry, open while the command works in it; NotAllowedError where nobody is named.

    The password is asked for unless it is given.
    """
    from firereg.services.opening import open_registry

    folder = named_folder(args) or default_registry()
    registry = open_registry(folder, _user(args), own_password(args) if password is None else password)
    try:
        yield registry
    finally:
        registry.close()


def own_password(args: Namespace) -> str:
    """The password of the user who is named."""
    return password_of(_("Password of {user}: ").format(user=_user(args)))


def _user(args: Namespace) -> str:
    user = named_user(args)
    if not user:
        raise NotAllowedError(_("Say who you are: --user NAME, or the variable FIREREG_USER."))
    return user


def new_password(variable: str = PASSWORD) -> str:
    """A new password from the variable, else typed twice on a terminal; BadInputError where the two differ."""
    password = password_of(_("New password: "), variable)
    if variable not in os.environ and getpass(_("The same again: ")) != password:
        raise BadInputError(_("The two passwords are not the same. Type them again."), "password")
    return password


def password_of(prompt: str, variable: str = PASSWORD) -> str:
    """The password in the variable, else typed on the terminal; NotAllowedError where there is neither."""
    password = os.environ.get(variable)
    if password is not None:
        return password
    if not (sys.stdin and sys.stdin.isatty()):
        raise NotAllowedError(
            _("There is no terminal to type the password on. Set the variable {name}.").format(name=variable)
        )
    return getpass(prompt)
