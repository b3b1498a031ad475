"""The socket that the portal will answer on, bound before anything else is started."""

import errno
import ipaddress
import socket
import sys

from pushdesk.errors import UserError
from pushdesk.i18n import _

BACKLOG = 256


class Listener:
    """Requests wait in its queue until somebody answers them.

    `url` is how this computer itself reaches it, without a slash at the end.
    """

    def __init__(self, listening: socket.socket) -> None:
        self.socket = listening
        self.url = _url(listening)

    def close(self) -> None:
        self.socket.close()


def bind(host: str, port: int) -> Listener:
    """Port 0 takes any free one. Raises UserError where the address can't be had."""
    _check_port(port)
    family, address = _resolve(host, port)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        _own_the_port(listener)
        listener.bind(address)
        # Two sockets may be bound to a port as long as none listens: only listening proves it ours.
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _cannot_bind(host, port, error) from error
    listener.setblocking(False)
    return Listener(listener)


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise UserError(
            _("The portal can't listen on “{host}”.").format(host=host[:80]),
            _("No network address of this name is known."),
            _("Use 127.0.0.1, or 0.0.0.0 for all networks of this computer."),
        ) from error
    family, _type, _protocol, _name, address = found[0]
    return family, (str(address[0]), int(address[1]))


def _check_port(port: int) -> None:
    """The system would silently take the remainder of the division by 65,536."""
    if not 0 <= port <= 65535:
        raise UserError(
            _("There is no port {port}.").format(port=port),
            "",
            _("Choose one from 1024 to 65535 with --port."),
        )


def _own_the_port(listener: socket.socket) -> None:
    """Free at once after a restart, and never shared with another program."""
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def _cannot_bind(host: str, port: int, error: OSError) -> UserError:
    what = _("The portal can't listen on {host}, port {port}.").format(host=host, port=port)
    if error.errno == errno.EADDRINUSE:
        return UserError(
            what,
            _("Another program uses this port."),
            _("Close it, or choose another port with --port."),
        )
    if error.errno == errno.EACCES:
        return UserError(
            what,
            _("The system doesn't allow it: ports below 1024 are reserved."),
            _("Choose a port from 1024 on with --port."),
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return UserError(
            what,
            _("This computer has no such address."),
            _("Use 127.0.0.1, or 0.0.0.0 for all networks of this computer."),
        )
    reason = _("The system says: {reason}.").format(reason=error.strerror)
    return UserError(what, reason, _("Choose another address with --host and --port."))


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if listener.family == socket.AF_INET6:
        return f"http://[{'::1' if host == '::' else host}]:{port}"
    everywhere = ipaddress.ip_address(host).is_unspecified
    return f"http://{'127.0.0.1' if everywhere else host}:{port}"
