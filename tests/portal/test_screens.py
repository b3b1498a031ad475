"""Kiosk and board in a browser: what stands on them, and what doesn't."""

import re
from datetime import timedelta

from pushdesk.services import channels, visits, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.services.waiting_list import Party
from tests.house import House
from tests.portal.client import Client


def test_the_kiosk_shows_the_code_and_the_wait_of_each_lane(
    client: Client, house: House, channel: Channel
) -> None:
    waiting_list.add(house.ctx, Party(name="Miller", size=4))
    page = client.page(f"/kiosk/{channel.alias}").text
    assert f'src="/kiosk/{channel.alias}/qr.svg"' in page
    assert "1 party is waiting." in page
    assert "Miller" not in page
    assert re.findall(r'<th scope="row">(.*?)</th><td>(\d)</td>', page) == [
        ("1–2", "0"),
        ("3–4", "1"),
        ("5–6", "0"),
        ("7+", "0"),
    ]
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page)
    assert client.get(f"/kiosk/{channel.alias}/qr.svg").content.startswith(b"<")


def test_what_the_kiosk_asks_for_waits_to_be_accepted(
    client: Client, house: House, channel: Channel
) -> None:
    joined = client.ask("POST", f"/kiosk/{channel.alias}/place", {"size": 5, "name": ""}).json
    (row,) = waiting_list.floor(house.ctx).rows
    assert (row.state, row.size, row.source) == ("pending", 5, "kiosk")
    assert (joined["name"], joined["number"]) == (row.name, row.number)
    assert client.get(f"{joined['pass']}/link.svg").status == 200


def test_the_wait_is_told_to_whoever_asks(client: Client, house: House, channel: Channel) -> None:
    waiting_list.add(house.ctx, Party(name="Miller", size=2))
    queue = client.get(f"/c/{channel.alias}/live").json
    assert queue["ahead"] == 1
    assert len(queue["waits"]) == 9
    assert queue["waits"][0].startswith("1 ahead of you")
    assert queue["waits"][8].startswith("0 ahead of you")


def test_the_board_calls_by_number_and_never_by_a_name_of_the_guests_own(
    client: Client, house: House
) -> None:
    assert "Nobody at the moment" in client.page("/board").text
    ada = waiting_list.add(house.ctx, Party(name="Ada Lovelace", size=2, place="Table 4"))
    fox = waiting_list.add(house.ctx, Party(size=2))
    for row in (ada, fox):
        visits.notify(house.ctx, row.guest_id, timedelta(minutes=10))
    page = client.page("/board").text
    assert "Ada" not in page
    assert f"Number {ada.number}" in page
    assert fox.name in page
    assert "Table 4" in page
    board = client.get("/board/live").json
    assert {one["label"] for one in board["now_called"]} == {f"Number {ada.number}", fox.name}
    visits.seat(house.ctx, fox.guest_id)
    assert client.get("/board/live").json["recent"] == [fox.name]


def test_a_closed_list_has_no_kiosk(client: Client, house: House) -> None:
    closed = channels.archive(house.ctx, house.channel("Last year").alias)
    for path in (f"/kiosk/{closed.alias}", f"/kiosk/{closed.alias}/qr.svg"):
        assert client.page(path).status == 410
    assert client.page("/kiosk/nobody").status == 404
