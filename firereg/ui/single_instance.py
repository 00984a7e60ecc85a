"""One window for one registry: a second start raises the first window and ends.

The lock file decides who is first, also when two start in the same moment; the socket only carries the wish.
Another registry has another name, so two registries can be open side by side.
"""

import getpass
import hashlib
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from firereg.errors import RegistryError
from firereg.i18n import _

ANSWER_SECONDS = 5.0
_STEP_MS = 250
_SEEN = b"seen"


class SingleInstance(QObject):
    """The claim on one registry folder. `wanted` tells that somebody started the program again."""

    wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = instance_name(folder)
        self._lock = QLockFile(str(Path(tempfile.gettempdir()) / f"{self.name}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as the process lives, however long that is
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """Whether this is the first; if not, the first window was raised.

        RegistryError where the first one is there but does not answer.
        """
        until = time.monotonic() + ANSWER_SECONDS
        while not self._lock.tryLock(0):
            if self._raise_first():
                return False
            if time.monotonic() > until:
                raise RegistryError(
                    _(
                        "firereg is already open with this registry but does not answer. "
                        "Close it or restart the computer, then try again."
                    )
                )
        QLocalServer.removeServer(self.name)  # left behind by a process that was killed
        self._server.listen(self.name)
        return True

    def release(self) -> None:
        """Let another start be the first."""
        self._server.close()
        self._lock.unlock()

    def _raise_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_STEP_MS):
            time.sleep(_STEP_MS / 5000)
            return False
        return socket.waitForReadyRead(int(ANSWER_SECONDS * 1000)) and socket.readAll().data() == _SEEN

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_SEEN)
            socket.flush()
            socket.disconnectFromServer()
            self.wanted.emit()


def instance_name(folder: Path) -> str:
    """A name that belongs to this folder and this user of the machine, and tells neither."""
    key = f"{getpass.getuser()}\n{folder.resolve()}"
    return "firereg-" + hashlib.sha256(key.encode()).hexdigest()[:20]
