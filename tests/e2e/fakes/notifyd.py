"""The desktop's notification daemon on a private D-Bus: tests read and click what it was given."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from ..browsers.process import OwnProcess
from .journal import Journal
from .loop_thread import LoopThread

NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/></policy>
</busconfig>"""


@dataclass(frozen=True)
class Notification:
    """`body` is markup, so text comes escaped; `actions` are key, label, key, label…"""

    id: int
    app: str
    summary: str
    body: str
    actions: tuple[str, ...]


class NotificationDaemon:
    """A bus without any other service, and on it what a desktop's panel would do."""

    def __init__(self, loop: LoopThread, directory: Path) -> None:
        self.journal = Journal[Notification]("notifyd")
        self._loop = loop
        self._directory = directory
        self._address = f"unix:path={directory / 'bus'}"
        self._last_id = 0

    @property
    def env(self) -> dict[str, str]:
        """Leads a program here, and keeps it from the machine's own buses."""
        names = ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS")
        return dict.fromkeys(names, self._address)

    def start(self) -> None:
        config = self._directory / "bus.conf"
        config.write_text(_CONFIG.format(socket=self._directory / "bus"))
        argv = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
        self._daemon = OwnProcess("dbus-daemon", argv, os.environ)
        try:
            self._daemon.lines.take(lambda line: line.startswith("unix:"))
            self._bus = self._loop.run(self._connect())
        except BaseException:
            self._daemon.kill()
            raise

    def stop(self) -> None:
        self._loop.run(self._disconnect())
        self._daemon.stop()

    def click(self, notification: Notification, action: str = "default") -> None:
        """As a person's click; 'default' is the notification itself, others are its buttons."""
        self._loop.run(self._emit("ActionInvoked", "us", [notification.id, action]))
        self.dismiss(notification)

    def dismiss(self, notification: Notification) -> None:
        """Reason 2 of the specification: closed by the person."""
        self._loop.run(self._emit("NotificationClosed", "uu", [notification.id, 2]))

    async def _connect(self) -> MessageBus:
        bus = await MessageBus(bus_address=self._address).connect()
        bus.add_message_handler(self._handle)
        await bus.request_name(NAME)
        return bus

    async def _disconnect(self) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast's gap

    async def _emit(self, signal: str, signature: str, body: list[Any]) -> None:
        await self._bus.send(Message.new_signal(_PATH, NAME, signal, signature, body))

    def _handle(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NAME:
            return None
        if message.member == "Notify":
            return Message.new_method_return(message, "u", [self._notify(message.body)])
        if message.member == "GetCapabilities":
            return Message.new_method_return(message, "as", [["actions", "body", "body-markup"]])
        if message.member == "GetServerInformation":
            information = ["notifyd", "PushDesk tests", "1", "1.2"]
            return Message.new_method_return(message, "ssss", information)
        return Message.new_method_return(message)

    def _notify(self, body: list[Any]) -> int:
        app, replaces, _icon, summary, text, actions, _hints, _expires = body
        self._last_id += 1
        number = replaces or self._last_id
        self.journal.write(Notification(number, app, summary, text, tuple(actions)))
        return int(number)
