"""Scripts, styles, icons and the worker."""

import json
import re

import pytest

from pushdesk.portal.assets import Assets
from pushdesk.services.channels import Channel
from tests.portal.client import Client


def test_what_a_page_links_to_is_there_and_cached_for_good(
    client: Client, channel: Channel
) -> None:
    links = re.findall(r'(?:src|href)="(/assets/[^"]+)"', client.page(f"/c/{channel.alias}").text)
    assert len(links) >= 6
    for link in links:
        answer = client.get(link)
        assert answer.status == 200
        assert answer.headers["Cache-Control"].endswith("immutable")


def test_every_import_of_a_script_is_there(client: Client) -> None:
    scripts = {name for name in Assets.load()._files if name.startswith("scripts/")}
    for name in scripts:
        source = client.get(f"/assets/{name}")
        assert source.headers["Content-Type"] == "text/javascript; charset=utf-8"
        for imported in re.findall(r'from "\./([^"]+)"', source.text):
            assert f"scripts/{imported}" in scripts


def test_an_asset_without_the_fingerprint_is_asked_for_again(client: Client) -> None:
    first = client.get("/assets/000000000000/styles/guest.css")
    assert (first.status, first.headers["Cache-Control"]) == (200, "no-cache")
    again = client.get("/assets/styles/guest.css", {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.content) == (304, b"")


def test_a_new_version_has_new_addresses() -> None:
    old, new = Assets({"styles/a.css": b"old"}), Assets({"styles/a.css": b"new"})
    assert old.address("styles/a.css") != new.address("styles/a.css")


@pytest.mark.parametrize(
    "path", ["", "x", "../sw.js", "..%2f..%2fpyproject.toml", "%00", "templates/base.html"]
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(f"/assets/{path}").status == 404


def test_the_worker_may_serve_the_whole_site_and_is_always_fresh(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    words = re.match(r"const WORDS = (\{.*\});", answer.text)
    assert words
    assert set(json.loads(words[1])) == {"title", "body"}
    for handled in ("push", "notificationclick", "notificationclose", "pushsubscriptionchange"):
        assert f'addEventListener("{handled}"' in answer.text


def test_icons_are_pictures(client: Client) -> None:
    assert client.get("/favicon.ico").content.startswith(b"\x89PNG")
    for size in (48, 180, 192, 512):
        content = client.get(f"/assets/icons/icon-{size}.png").content
        assert int.from_bytes(content[16:20], "big") == size
