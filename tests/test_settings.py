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
        (settings.PUBLIC_URL, ""),
    ],
)
def test_what_fits(house: House, setting: settings.Setting[object], text: str) -> None:
    value = preferences.put(house.ctx, setting, text)
    assert preferences.get(house.ctx, setting) == value


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (settings.PORT, "65536"),
        (settings.PORT, "-1"),
        (settings.PORT, "eighty"),
        (settings.HOLD, "0"),
        (settings.HOLD, "²"),
        (settings.THEME, "pink"),
        (settings.PUBLIC_URL, "desk.example.com"),
        (settings.PUBLIC_URL, "javascript:alert(1)"),
        (settings.PUBLIC_URL, "https://x.example/?q=1"),
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
