"""Settings: declared once, read strictly, documented as they are."""

import pytest

from pushdesk import settings
from pushdesk.errors import UserError
from pushdesk.services import preferences
from tests.house import House


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (settings.PORT, "0"),
        (settings.PORT, "65535"),
        (settings.HOLD, "15"),
        (settings.THEME, "dark"),
        (settings.PUBLIC_URL, "https://desk.example.com/"),
        (settings.PUBLIC_URL, "HTTPS://Desk.example.com:8443/luna/desk"),
        (settings.PUBLIC_URL, "http://127.0.0.1:8787"),
        (settings.PUBLIC_URL, "http://[::1]:8787"),
        (settings.PUBLIC_URL, "https://xn--caf-dma.example.com"),
        (settings.PUBLIC_URL, ""),
        (settings.SITES, ""),
        (settings.SITES, "https://www.example.com, http://localhost:8000/"),
    ],
)
def test_what_fits(house: House, setting: settings.Setting[object], text: str) -> None:
    value = preferences.put(house.ctx, setting, text)
    assert preferences.get(house.ctx, setting) == value


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (settings.SITES, "www.example.com"),
        (settings.SITES, "https://www.example.com/shop"),
        (settings.SITES, "https://a.example, https://b.example/?q"),
        (settings.SITES, "*"),
        (settings.SITES, "null"),
        (settings.PORT, "65536"),
        (settings.PORT, "-1"),
        (settings.PORT, "eighty"),
        (settings.HOLD, "0"),
        (settings.HOLD, "²"),
        (settings.THEME, "pink"),
        (settings.PUBLIC_URL, "desk.example.com"),
        (settings.PUBLIC_URL, "javascript:alert(1)"),
        (settings.PUBLIC_URL, "https://x.example/?q=1"),
        (settings.PUBLIC_URL, "https://x.example/#top"),
        (settings.PUBLIC_URL, "https://"),
        (settings.PUBLIC_URL, "https://:443"),
        (settings.PUBLIC_URL, "https://[::1"),
        (settings.PUBLIC_URL, "https://[::g]"),
        (settings.PUBLIC_URL, "https://[1.2.3.4]x"),
        (settings.PUBLIC_URL, "https://x.example:0"),
        (settings.PUBLIC_URL, "https://x.example:65536"),
        (settings.PUBLIC_URL, "https://x.example:port"),
        (settings.PUBLIC_URL, "https://me:secret@x.example"),
        (settings.PUBLIC_URL, "https://x example.com"),
        (settings.PUBLIC_URL, "https://x.example/a b"),
        (settings.PUBLIC_URL, 'https://x.example/"onload='),
        (settings.PUBLIC_URL, "https://x.example/'a"),
        (settings.PUBLIC_URL, "https://x.example/<b>"),
        (settings.PUBLIC_URL, "https://x.example\r\nSet-Cookie: a"),
        (settings.PUBLIC_URL, "https://x..example"),
        (settings.PUBLIC_URL, "https://-x.example"),
        (settings.PUBLIC_URL, "https://999.1.1.1"),
        (settings.PUBLIC_URL, "https://" + "x" * 64 + ".example"),
    ],
)
def test_what_does_not(house: House, setting: settings.Setting[object], text: str) -> None:
    with pytest.raises(UserError):
        preferences.put(house.ctx, setting, text)
    assert preferences.get(house.ctx, setting) == setting.default


def test_the_environment_wins(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences.put(house.ctx, settings.HOLD, "15")
    monkeypatch.setenv("PUSHDESK_HOLD", "20")
    assert preferences.get(house.ctx, settings.HOLD) == 20
