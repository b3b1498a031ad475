"""What guests see, page by page."""

import re
from datetime import timedelta
from html import unescape

import pytest

from pushdesk.services import audiences, categories, channels, guests, subscriptions, venues, visits
from pushdesk.services.channels import Channel
from tests.house import House
from tests.portal.client import Client

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
INSTAGRAM = f"{IPHONE} Instagram 361.0.0.0"
HOSTILE = "<script>alert(1)</script>\"'><img src=x>{{ 7*7 }}"


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def offer(house: House, name: str, labels: dict[str, str]) -> None:
    audiences.create(house.ctx, name)
    categories.make_category(house.ctx, name, labels)


def test_the_portal_says_that_it_is_well(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status == 200
    assert answer.json["status"] == "ok"


def test_the_subscribe_page_says_what_for_before_it_asks(client: Client, channel: Channel) -> None:
    page = client.page(f"/c/{channel.alias}").text
    assert '<meta name="vapid-key" content="BPub">' in page
    assert page.index("may send notifications") < page.index('id="notify-me"')
    assert f'href="/c/{channel.alias}/manifest.webmanifest"' in page
    assert "<noscript>" in page


@pytest.mark.parametrize("obstacle", ["home-screen", "in-app", "denied", "unsupported", "insecure"])
def test_each_case_has_its_own_section(client: Client, channel: Channel, obstacle: str) -> None:
    assert f'data-obstacle="{obstacle}" hidden' in client.page(f"/c/{channel.alias}").text


@pytest.mark.parametrize(
    ("user_agent", "help_"),
    [
        (IPHONE, "Open the iPhone’s Settings"),
        ("Mozilla/5.0 (Linux; Android 16) SamsungBrowser/28.0 Chrome/130", "Tap the menu (☰)"),
        ("Mozilla/5.0 (Android 16; Mobile; rv:152.0) Firefox/152.0", "Tap the lock"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile", "then “Permissions”"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605",
            "Safari’s Settings",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0", "Click the icon at the left"),
    ],
)
def test_the_way_out_of_denied_fits_the_browser(
    client: Client, channel: Channel, user_agent: str, help_: str
) -> None:
    assert help_ in client.page(f"/c/{channel.alias}", {"User-Agent": user_agent}).text


def test_an_app_with_a_page_view_is_told_to_the_script(client: Client, channel: Channel) -> None:
    page = client.page(f"/c/{channel.alias}", {"User-Agent": INSTAGRAM}).text
    assert '<meta name="platform" content="iPhone" data-in-app="true">' in page
    assert "Open Safari" in page


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(
    client: Client, channel: Channel, house: House
) -> None:
    guest = house.guest(channel)
    for path in ("/", f"/c/{channel.alias}", f"/g/{guest.token}", "/c/nobody"):
        page = client.page(path).text
        assert not re.search(r'(?:src|href)="(?!/|\?lang=)', page)
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page)


def test_names_with_markup_stay_text(client: Client, house: House) -> None:
    venues.save(house.ctx, HOSTILE, None)
    channel = house.channel(HOSTILE)
    guest = house.guest(channel)
    offer(house, HOSTILE[:40], {"en": HOSTILE})
    archived = channels.archive(house.ctx, house.channel(HOSTILE).alias)
    for path in ("/", f"/c/{channel.alias}", f"/g/{guest.token}", f"/c/{archived.alias}"):
        page = client.page(path).text
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert HOSTILE in unescape(page)


@pytest.mark.parametrize(
    "path", ["/c/nobody", "/c/abc", "/c/%00%0a%F0%9F", "/c/aaaaaaa", "/nothing"]
)
def test_an_unknown_address_has_an_honest_page(client: Client, path: str) -> None:
    answer = client.page(path)
    assert answer.status == 404
    assert "again" in _text(answer.text)


def test_an_archived_channel_is_gone(client: Client, house: House, channel: Channel) -> None:
    channels.archive(house.ctx, channel.alias)
    answer = client.page(f"/c/{channel.alias}")
    assert answer.status == 410
    assert "“Waiting list” is closed." in _text(answer.text)
    problem = client.get(f"/c/{channel.alias}")
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json == {
        "title": "“Waiting list” is closed.",
        "detail": "Our venue doesn’t use this code any more. Ask at the desk for the current one.",
        "status": 410,
    }


def test_the_venue_page_lists_what_is_open(client: Client, house: House, channel: Channel) -> None:
    closed = channels.archive(house.ctx, house.channel("Last year").alias)
    page = client.page("/").text
    assert f'href="/c/{channel.alias}"' in page
    assert closed.alias not in page


def test_the_venue_page_without_lists_sends_to_the_desk(client: Client) -> None:
    assert "ask at the desk" in client.page("/").text


def test_the_pass_shows_the_id_without_spaces(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    page = client.page(f"/g/{guest.token}").text
    caption = re.search(r'id="pushed-id"[^>]*>(.*?)</figcaption>', page)
    assert caption
    assert _text(caption[1]) == guest.pushed_id
    assert f'src="/g/{guest.token}/qr.svg"' in page
    assert 'id="unsubscribe"' in page
    assert 'data-state="subscribed"' in page


def test_the_pass_of_a_called_guest_says_ready(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    found = guests.find(house.ctx, guest.pushed_id)
    visits.notify(house.ctx, found.id, timedelta(minutes=10))
    until = (house.clock.now() + timedelta(minutes=10)).astimezone().strftime("%H:%M")
    page = client.page(f"/g/{guest.token}").text
    assert 'data-state="called"' in page
    assert f"held until {until}" in page
    house.clock.advance(timedelta(minutes=11))
    assert 'data-state="called"' in client.page(f"/g/{guest.token}").text
    visits.seat(house.ctx, found.id)
    assert 'data-state="seated"' in client.page(f"/g/{guest.token}").text


def test_without_notifications_the_page_still_shows_the_call(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    visits.notify(house.ctx, guests.find(house.ctx, guest.pushed_id).id, timedelta(minutes=10))
    subscriptions.leave(house.ctx, guest.token)
    assert 'data-state="called"' in client.page(f"/g/{guest.token}").text


def test_a_guest_who_left_is_told_so(client: Client, house: House, channel: Channel) -> None:
    guest = house.guest(channel)
    subscriptions.leave(house.ctx, guest.token)
    page = client.page(f"/g/{guest.token}").text
    assert 'data-state="left"' in page
    assert 'class="left"' in page


@pytest.mark.parametrize("token", ["A" * 22, "short", "x" * 500, "%2e%2e", "%F0%9F"])
def test_a_pass_that_is_nobodys_says_so(client: Client, token: str) -> None:
    for rest in ("", "/qr.svg", "/manifest.webmanifest"):
        assert client.page(f"/g/{token}{rest}").status == 404


def test_manifests_open_as_the_channel_and_as_the_guest(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    for start in (f"/c/{channel.alias}", f"/g/{guest.token}"):
        answer = client.get(f"{start}/manifest.webmanifest")
        assert answer.headers["Content-Type"] == "application/manifest+json"
        manifest = answer.json
        assert (manifest["id"], manifest["start_url"]) == (start, start)
        assert manifest["display"] == "standalone"
        assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable", "monochrome"}
        assert all(client.get(icon["src"]).status == 200 for icon in manifest["icons"])


def test_a_returning_guest_is_led_to_the_pass(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    client.cookie = f"pushdesk_pass={guest.token}"
    assert f'data-pass="/g/{guest.token}"' in client.page(f"/c/{channel.alias}").text
    other = house.channel("Another")
    assert 'data-pass=""' in client.page(f"/c/{other.alias}").text


@pytest.mark.parametrize("held", ["", "A" * 22, "x" * 400, "a b", '"'])
def test_a_cookie_that_is_nobodys_changes_nothing(
    client: Client, channel: Channel, held: str
) -> None:
    client.cookie = f"pushdesk_pass={held}"
    page = client.page(f"/c/{channel.alias}")
    assert page.status == 200
    assert 'data-pass=""' in page.text


def test_a_page_can_be_asked_for_its_head(client: Client, channel: Channel) -> None:
    answer = client.ask("HEAD", f"/c/{channel.alias}")
    assert (answer.status, answer.content) == (200, b"")


def test_row_9_topics_are_offered_unticked_in_the_guests_language(
    client: Client, house: House, channel: Channel
) -> None:
    offer(house, "wine", {"de": "Weinabende", "en": "Wine evenings"})
    offer(house, "jazz", {})
    path, german = f"/c/{channel.alias}", {"Accept-Language": "de-AT,en;q=0.5"}
    page = client.page(path, german).text
    asked = page[page.index('id="ask"') : page.index('id="join"')]
    assert re.findall(r'name="category" value="(\w+)"', asked) == ["jazz", "wine"]
    assert "checked" not in asked
    assert "Weinabende" in asked
    assert "Neuigkeiten dazu schicken" in asked
    assert asked.index("<fieldset") < asked.index('id="notify-me"')
    assert "Wine evenings" in client.page(path, {"Accept-Language": "fr"}).text


def test_row_9_the_pass_shows_what_the_guest_has_ticked(
    client: Client, house: House, channel: Channel
) -> None:
    offer(house, "wine", {})
    offer(house, "jazz", {})
    guest = house.guest(channel)
    categories.choose(house.ctx, guest.token, ["wine"])
    page = client.page(f"/g/{guest.token}").text
    assert re.findall(r'"category" value="(\w+)" autocomplete="off" checked', page) == ["wine"]
    client.cookie = f"pushdesk_pass={guest.token}"
    again = client.page(f"/c/{house.channel('Bar').alias}").text
    asked = again[again.index('id="ask"') : again.index('id="join"')]
    assert re.findall(r'name="category" value="(\w+)"', asked) == ["jazz"]


def test_without_topics_nothing_is_asked(client: Client, channel: Channel) -> None:
    assert 'class="topics"' not in client.page(f"/c/{channel.alias}").text


def test_row_2_a_list_by_link_only_is_not_on_the_venues_page(
    client: Client, house: House, channel: Channel
) -> None:
    channels.set_public(house.ctx, channel.alias, False)
    assert channel.alias not in client.page("/").text
    assert client.page(f"/c/{channel.alias}").status == 200
    channels.set_public(house.ctx, channel.alias, True)
    assert channel.alias in client.page("/").text


def test_row_11_each_page_has_the_name_of_its_own_venue(
    client: Client, house: House, channel: Channel
) -> None:
    bar = venues.create(house.ctx, "Bar Luna")
    late = channels.create(house.ctx, "Late", bar.id)
    assert "Bar Luna" in client.page(f"/c/{late.alias}").text
    assert late.alias not in client.page("/").text
    guest = house.guest(channel)
    pages = (f"/g/{guest.token}", f"/g/{guest.token}/manifest.webmanifest")
    assert all("Our venue" in client.page(path).text for path in pages)
    house.guest(late, pass_token=guest.token)
    assert all("Bar Luna" in client.page(path).text for path in pages)
    venues.choose(house.ctx, bar.id)
    assert late.alias in client.page("/").text
