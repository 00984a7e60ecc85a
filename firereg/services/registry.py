"""The registry in hand: an open database, who is signed in, and the clock. It is passed to every service."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from firereg.domain.roles import Right, Role, may
from firereg.errors import NotAllowedError, RegistryError
from firereg.i18n import _
from firereg.store.database import transaction
from firereg.store.engine import known_errors
from firereg.store.models import User


@dataclass
class Registry:
    """One open registry. `clock` gives the local time; tests set it.

    `owed` are entries of the journal, action and detail, that could not be written when they were due.
    """

    folder: Path
    database: Any
    user_id: int
    user_name: str
    full_name: str
    clock: Callable[[], datetime]
    role: Role
    owed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def today(self) -> date:
        """The day on the clerk's wall."""
        return self.clock().date()

    def now(self) -> datetime:
        """The moment in UTC, whole seconds, without zone, as the tables keep it."""
        return self.clock().astimezone(UTC).replace(tzinfo=None, microsecond=0)

    @contextmanager
    def transaction(self, right: Right | None = Right.RECORD) -> Iterator[None]:
        """All or nothing; the outermost one writes. NotAllowedError where the user has not that right (any more).

        None asks for none: what the program does by itself, whoever is signed in.
        """
        if self.owed and not self.database.in_transaction():
            self._write_owed()
        with transaction(self.database):
            if right is not None:
                self.require(right)
            yield

    def require(self, right: Right) -> None:
        """NotAllowedError where the account was disabled or its role has not that right."""
        account = User.select(User.role, User.active).where(User.id == self.user_id).tuples()
        found = account.first(self.database)
        # An account that is not in the tables is that of the program at work before anybody signs in.
        role, active = found or (self.role, True)
        self.role = Role(role)
        if not active:
            raise NotAllowedError(_("This account was disabled. Nothing was changed. Ask the administrator."))
        if not may(self.role, right):
            raise NotAllowedError(
                _("Your account may not do this. Nothing was changed. Ask the administrator.")
            )

    def tell(self, action: str, **detail: Any) -> None:
        """Put into the journal what the person does to the registry as a whole.

        Where nothing can be written now (disk full, another writer), it is before anything else is.
        """
        self.owed.append((action, detail))
        with suppress(RegistryError), self.connected():
            self._write_owed()

    def _write_owed(self) -> None:
        from firereg.services import journal  # which needs a Registry itself

        due, self.owed = self.owed, []
        try:
            with transaction(self.database):
                for action, detail in due:
                    journal.append(self, action, self.user_name, **detail)
        except BaseException:
            self.owed = due + self.owed
            raise

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for the thread that calls: the one it has, else one that is closed at the end."""
        if self.database.is_closed():
            with self.other_thread():
                yield
        else:
            yield

    @contextmanager
    def other_thread(self) -> Iterator[None]:
        """A connection for the thread that calls, closed at the end."""
        with known_errors(), self.database.connection_context():
            yield

    def connect(self) -> None:
        """Take the file in hand in the thread that calls: one that opened in a worker is closed there first."""
        with known_errors():
            self.database.connect(reuse_if_open=True)

    def close(self) -> None:
        """Let the file go."""
        if not self.database.is_closed():
            self.database.close()
