"""An X display without a monitor: what stands on it, and a keyboard before it."""

import os
import subprocess

from PIL import Image, ImageColor, ImageGrab

from ..browsers.process import OwnProcess
from . import codes
from .until import until

_SIZE = "1366x768x24"
_BETWEEN_KEYS = 160
"""Milliseconds, of which xdotool waits one half before and one after; a person's pace."""


class Screen:
    """Started by the constructor; `env` adds what leads a program onto it."""

    def __init__(self, xvfb: str, xdotool: str) -> None:
        self._xdotool = xdotool
        argv = [xvfb, "-displayfd", "1", "-screen", "0", _SIZE, "-nolisten", "tcp"]
        self._server = OwnProcess("Xvfb", argv, os.environ)
        self.display = f":{self._server.lines.take(str.isdigit)}"

    @property
    def env(self) -> dict[str, str]:
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def stop(self) -> None:
        self._server.stop()

    def screenshot(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display)

    def codes(self) -> list[str]:
        """What a phone's camera reads off it."""
        return codes.in_picture(self.screenshot())

    def amount_of(self, colour: str) -> int:
        """How many pixels have exactly this colour, given as #RRGGBB."""
        wanted = ImageColor.getrgb(colour)
        counted = self.screenshot().convert("RGB").getcolors(1 << 24) or []
        return sum(number for number, found in counted if found == wanted)

    def wait_for_colour(self, colour: str, amount: int) -> int:
        """How many pixels of it there are, as soon as there are more than `amount`."""
        return until(lambda: self.amount_of(colour), lambda seen: seen > amount)

    def wait_for_window(self, title: str) -> None:
        """Until it is there, and gets the keys: no window manager is there to see to that."""
        self._do("search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def press(self, *keys: str) -> None:
        self._do("key", *keys)

    def type(self, text: str) -> None:
        """As a person does; ASCII."""
        self._do("type", "--delay", str(_BETWEEN_KEYS), text)

    def scan(self, code: str) -> None:
        """As a USB scanner does: all at once, and Return."""
        self._do("type", "--args", "1", "--delay", "2", code, "key", "Return")

    def _do(self, *words: str) -> None:
        environment = {**os.environ, "DISPLAY": self.display}
        subprocess.run([self._xdotool, *words], env=environment, check=True, timeout=15)
