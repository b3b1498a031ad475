"""A second start of the same venue's desk raises the window that is open."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def name_for(data_dir: Path) -> str:
    """Short enough for every system's limit on socket names."""
    return f"pushdesk-{hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]}"


def raise_first(name: str) -> bool:
    """Whether another window has answered; then this start has nothing left to do."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(_WAIT_MS)
    if answered:
        socket.disconnectFromServer()
    return answered


class SingleWindow(QObject):
    wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come_forward)
        QLocalServer.removeServer(name)  # what a crash has left; nobody answered there
        self._server.listen(name)

    def stop(self) -> None:
        self._server.close()

    def _come_forward(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            connection.disconnectFromServer()
        self.wanted.emit()
