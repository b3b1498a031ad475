"""Which language a browser asks for, and which one the guest has chosen."""

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.lanes import Lane
from pushdesk.i18n import NAMES
from pushdesk.portal import languages
from pushdesk.services import delays, guests, payloads, visits, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.services.waiting_list import Party
from pushdesk.store import outbox
from tests.house import House, a_subscription
from tests.portal.client import Client

GERMAN = {"Accept-Language": "de-AT,en;q=0.5"}
FRENCH = {"Accept-Language": "fr"}


def language_of(house: House, token: str) -> str:
    return guests.by_pass(house.ctx, token).guest.language


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-AT,de;q=0.9,en;q=0.5", ["de-AT", "de", "en"]),
        ("en;q=0.1, fr", ["fr", "en"]),
        ("de;q=0, it", ["it"]),
        ("*, ../../etc, de/x, ;q=1, C", []),
        ("zh-Hant-TW", ["zh-Hant-TW"]),
    ],
)
def test_tags_come_in_the_order_of_their_weight(header: str, tags: list[str]) -> None:
    assert languages.preferred(header) == tags


def test_the_guests_language_is_two_or_three_letters() -> None:
    assert languages.primary("DE-at") == "de"
    assert languages.primary("") == "en"


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("de-AT,de;q=0.9,en-US;q=0.5", "AT"),
        ("de,de-CH;q=0.9", "CH"),
        ("de,en-US;q=0.7,en;q=0.3", ""),
        ("zh-hant-tw", "TW"),
        ("es-419", ""),
        ("", ""),
    ],
)
def test_the_country_is_that_of_the_guests_own_language(header: str, country: str) -> None:
    assert languages.country(header) == country


@given(st.text(max_size=500))
def test_any_header_gives_a_catalogue(header: str) -> None:
    assert languages.tag(languages.catalogue(header))
    assert languages.primary(header).isalpha()


@pytest.mark.parametrize("language", sorted(NAMES))
def test_each_page_can_be_read_in_each_language(
    client: Client, house: House, channel: Channel, language: str
) -> None:
    guest = house.guest(channel)
    waiting_list.add(house.ctx, Party(guest_id=guests.by_pass(house.ctx, guest.token).guest.id))
    pages = ("/", f"/c/{channel.alias}", f"/g/{guest.token}", f"/kiosk/{channel.alias}", "/board")
    english = {path: client.page(path).text for path in (*pages, "/c/nobody")}
    for path, text in english.items():
        page = client.page(path, {"Accept-Language": language}).text
        assert f'<html lang="{language}"' in page
        assert (page == text) == (language == "en")
        for offered in [] if path == "/board" else NAMES:
            assert f'href="?lang={offered}"' in page


def test_the_guests_choice_goes_before_the_browsers_and_stays(
    client: Client, channel: Channel
) -> None:
    path = f"/c/{channel.alias}"
    assert "Benachrichtigen" in client.page(path, GERMAN).text
    assert "Avisarme" in client.page(f"{path}?lang=es", GERMAN).text
    assert client.cookie == "pushdesk_language=es"
    assert "Avisarme" in client.page(path, GERMAN).text
    assert 'lang="es"' in client.page("/c/nobody", GERMAN).text
    assert 'lang="es"' in client.page(f"{path}?lang=nonsense", GERMAN).text


def test_who_has_chosen_a_language_is_written_to_in_it(
    client: Client, house: House, channel: Channel
) -> None:
    client.page(f"/c/{channel.alias}?lang=it", GERMAN)
    body = {"subscription": a_subscription()}
    joined = client.ask("POST", f"/c/{channel.alias}/subscription", body, headers=GERMAN).json
    token = joined["pass"].removeprefix("/g/")
    assert language_of(house, token) == "it"
    client.cookie = ""
    ahead = {**GERMAN, "Sec-Purpose": "prefetch"}
    assert "Zeigen Sie das am Empfang" in client.page(joined["pass"], GERMAN).text
    client.page(f"{joined['pass']}?lang=pt", ahead)
    assert language_of(house, token) == "it"
    assert "Mostre isto na receção" in client.page(f"{joined['pass']}?lang=pt", GERMAN).text
    assert language_of(house, token) == "pt"
    client.cookie = f"pushdesk_pass={token}"
    client.page(f"/c/{channel.alias}?lang=fr", GERMAN)
    assert language_of(house, token) == "fr"
    client.page(f"{joined['pass']}?lang=pt", GERMAN)
    guest = guests.by_pass(house.ctx, token).guest
    visits.notify(house.ctx, guest.id, timedelta(minutes=10))
    notification = newest_notification(house)
    assert (notification["lang"], notification["title"]) == ("pt", "A sua mesa está pronta")
    assert [one["title"] for one in notification["actions"]] == [
        "A caminho",
        "Mais 5 minutos",
        "Cancelar",
    ]


def newest_notification(house: House) -> dict[str, Any]:
    with house.ctx.store.write() as session:
        claimed = outbox.claim(
            session, house.clock.now(), dict.fromkeys(Lane, 10), timedelta(seconds=20)
        )
    written = [json.loads(payloads.compose(one, "https://x.example", "r")) for one in claimed]
    found: dict[str, Any] = written[-1]["notification"]
    return found


def test_the_kiosk_forgets_a_language_with_its_guest(
    client: Client, house: House, channel: Channel
) -> None:
    path = f"/kiosk/{channel.alias}"
    assert "Wie viele sind Sie?" in client.page(f"{path}?lang=de").text
    assert client.cookie == ""
    client.cookie = "pushdesk_language=fr"
    assert "How many are you?" in client.page(path).text
    joined = client.ask("POST", f"{path}/place?lang=de", {"size": 2}).json
    token = joined["pass"].removeprefix("/g/")
    assert language_of(house, token) == "de"
    assert joined["name"].split()[0].endswith("er")


def test_what_happens_is_told_in_the_guests_language(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    row = waiting_list.add(
        house.ctx, Party(guest_id=guests.by_pass(house.ctx, guest.token).guest.id)
    )
    live = client.get(f"/g/{guest.token}/live", FRENCH).json
    assert live["title"] == "C’est bientôt votre tour"
    early = client.ask("POST", f"/g/{guest.token}/reply", {"reply": "coming"}, headers=FRENCH)
    assert early.json["title"] == "Votre table n’est pas encore prête."
    visits.notify(house.ctx, row.guest_id, timedelta(minutes=10))
    assert client.get(f"/g/{guest.token}/live", FRENCH).json["held"].endswith("s’il vous plaît.")


def test_the_boards_numbers_are_in_the_rooms_language(client: Client, house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Ada Lovelace"))
    visits.notify(house.ctx, row.guest_id, timedelta(minutes=10))
    (called,) = client.get("/board/live", FRENCH).json["now_called"]
    assert called["label"] == f"Numéro {row.number}"
    assert called["place"] == "Présentez-vous à l’accueil"


@pytest.mark.parametrize(
    ("path", "headers", "told"),
    [
        ("/c/nobody", {}, "Dieser Code führt nirgendwohin."),
        ("/nothing", {}, "Unter dieser Adresse gibt es nichts."),
        ("/", {"Host": "elsewhere.example"}, "Dieser Empfang antwortet nicht unter dem Namen"),
    ],
)
def test_refusals_are_in_the_guests_language(
    client: Client, path: str, headers: dict[str, str], told: str
) -> None:
    assert told in unescape(client.page(path, {**GERMAN, **headers}).text)


def test_the_service_worker_speaks_the_guests_language(client: Client) -> None:
    assert "Tippen Sie, um Ihre Seite zu \\u00f6ffnen." in client.get("/sw.js", GERMAN).text


def test_why_a_quote_has_moved_is_a_sentence(
    client: Client, house: House, channel: Channel
) -> None:
    guest = house.guest(channel)
    guest_id = guests.by_pass(house.ctx, guest.token).guest.id
    waiting_list.add(house.ctx, Party(guest_id=guest_id, quote_minutes=10))
    delays.late(house.ctx, 10, None)
    assert client.get(f"/g/{guest.token}/live").json["reason"].startswith("We are running late")
    delays.late(house.ctx, -10, None)
    assert client.get(f"/g/{guest.token}/live").json["reason"].startswith("It goes faster")
