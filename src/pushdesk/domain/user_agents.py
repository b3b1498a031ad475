"""What a browser says of itself, as far as it matters for reaching the phone."""

from dataclasses import dataclass

# The first match names it: later ones also call themselves by the earlier ones' names.
_BROWSERS = (
    ("SamsungBrowser/", "Samsung Internet"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_PLATFORMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
# Apps that show pages in a view of their own, where push is not to be had: the page says so, and
# no such browser ever becomes a device.
_IN_APP = (
    "FBAN/", "FBAV/", "Instagram", "MicroMessenger", "Line/", "Snapchat", "BytedanceWebview",
    "musical_ly", "GSA/", "; wv)",
)  # fmt: skip


@dataclass(frozen=True)
class Browser:
    name: str
    platform: str
    in_app: bool


def identify(user_agent: str) -> Browser:
    """Names for people, never for permission: the text is the stranger's own."""
    text = user_agent[:512]
    return Browser(
        next((name for sign, name in _BROWSERS if sign in text), "Browser"),
        next((name for sign, name in _PLATFORMS if sign in text), "device"),
        any(sign in text for sign in _IN_APP),
    )
