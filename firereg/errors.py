"""Problems with a next step. Everything that is not a `UserError` is a bug.

The message of a `UserError` is one finished sentence for the clerk, in the language of the process: what
happened and what to do. `exit_status` is what a command ends with (docs/commands.md).
"""


class UserError(Exception):
    """A known problem, told in one sentence with the next step."""

    exit_status = 3


class BadInputError(UserError):
    """What was typed or read cannot be taken; `field` names the input it belongs to, if one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ConflictError(UserError):
    """The registry holds something that stands against this."""


class StaleError(ConflictError):
    """Somebody else changed in the meantime what was to be changed; look at theirs and at one's own, then choose."""


class NeedsReasonError(ConflictError):
    """A conflict that a clerk may go past with a reason, which is kept; `field` is the input that asks for it."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class NotAllowedError(UserError):
    """Not signed in, or not allowed."""

    exit_status = 4


class TooManyTriesError(NotAllowedError):
    """Wrong passwords were tried; what comes within the next `wait_seconds` is not even looked at."""

    def __init__(self, message: str, wait_seconds: int) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class RegistryError(UserError):
    """The registry cannot be used: damaged, in use, made by a newer version, disk full."""

    exit_status = 5


class DamagedRegistryError(RegistryError):
    """The file of the registry is not what was written to it. Nothing is written to it any more."""
