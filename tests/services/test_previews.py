"""What the composer shows before anybody is rung."""

from datetime import timedelta

import pytest

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Request
from pushdesk.domain.targets import App
from pushdesk.errors import NotFound
from pushdesk.services import guests, payloads, previews
from tests.house import House

MENU = Button("Menu", "https://menu.example/")
SOUP = Request(
    (App(),),
    title="Hello {name|friend}",
    body="{dish} at {venue}, {seat}",
    translations={"de": Wording("Hallo {name}")},
    variables={"Dish": "Soup"},
    icon="https://e.example/i.png",
    image="https://e.example/p.png",
    buttons=(MENU,),
)


def test_in_the_words_of_one_guest(house: House) -> None:
    guest = guests.find(house.ctx, house.guest(house.channel()).pushed_id)
    guests.rename(house.ctx, guest.id, "Ana")
    shown = previews.preview(house.ctx, SOUP, guest.id)
    assert (shown.title, shown.body) == ("Hello Ana", "Soup at Our venue")
    assert (shown.missing, shown.language) == (("seat",), "")
    assert previews.preview(house.ctx, SOUP, guest.id, "de-AT").title == "Hallo Ana"
    assert shown.url.startswith("http://127.0.0.1:8787/g/")
    assert (shown.icon, shown.image, shown.buttons) == (SOUP.icon, SOUP.image, (MENU,))
    assert 300 < shown.bytes < shown.most_bytes == payloads.COMFORTABLE


def test_for_nobody_in_particular(house: House) -> None:
    shown = previews.preview(house.ctx, SOUP)
    assert (shown.title, shown.missing) == ("Hello friend", ("seat",))


@pytest.mark.parametrize(
    "request_",
    [
        Request(()),
        Request((), title="{", body="{name", ttl=timedelta.max),
        Request((), title="half \ud83e a fox", url="java"),
        Request((), template="delay", title="typed before the template was chosen"),
    ],
    ids=["empty", "open", "half", "template"],
)
def test_while_somebody_types(house: House, request_: Request) -> None:
    assert previews.preview(house.ctx, request_).title


def test_what_does_not_fit_goes_in_order(house: House) -> None:
    long = "https://e.example/" + "x" * 480

    def left(body: int) -> tuple[bool, bool, bool, bool]:
        request = Request(
            (), title="x", body="🦊" * body, icon=long, image=long, buttons=(Button("y", long),)
        )
        shown = previews.preview(house.ctx, request)
        assert shown.bytes <= shown.most_bytes
        whole = not shown.body.endswith("…")
        return bool(shown.image), bool(shown.icon), bool(shown.buttons), whole

    assert left(0) == (True, True, True, True)
    assert left(60) == (False, True, True, True)
    assert left(200) == (False, False, True, True)
    assert left(320) == (False, False, False, True)
    assert left(500) == (False, False, False, False)


def test_what_is_not_there(house: House) -> None:
    with pytest.raises(NotFound, match="no template"):
        previews.preview(house.ctx, Request((), template="gossip"))
    with pytest.raises(NotFound):
        previews.preview(house.ctx, SOUP, 4711)
