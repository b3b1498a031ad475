"""What the desk calls a guest's browser."""

import pytest

from pushdesk.domain.user_agents import Browser, identify

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) {APPLE}"


@pytest.mark.parametrize(
    ("text", "browser"),
    [
        (f"{ANDROID} Chrome/142.0 Mobile Safari/537.36", Browser("Chrome", "Android", False)),
        (
            f"{ANDROID} SamsungBrowser/29.0 Chrome/136.0 Mobile Safari/537.36",
            Browser("Samsung Internet", "Android", False),
        ),
        (f"{ANDROID} Chrome/142.0 Safari/537.36 EdgA/142.0", Browser("Edge", "Android", False)),
        (
            "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
            Browser("Firefox", "Android", False),
        ),
        (f"{IPHONE} Version/26.1 Mobile/15E148 Safari/604.1", Browser("Safari", "iPhone", False)),
        (f"{IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1", Browser("Chrome", "iPhone", False)),
        (f"{IPHONE} Mobile/15E148 Instagram 400.0", Browser("Browser", "iPhone", True)),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Firefox/153.0",
            Browser("Firefox", "Linux", False),
        ),
        ("", Browser("Browser", "device", False)),
    ],
)
def test_names(text: str, browser: Browser) -> None:
    assert identify(text) == browser
