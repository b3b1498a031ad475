"""Lists of guests: what each line would do, that it does so, and that exports come back."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.domain import guest_csv, pushed_id
from pushdesk.domain.events import ChangedElsewhere, ChannelChanged
from pushdesk.errors import UserError
from pushdesk.services import (
    channels,
    erasure,
    guest_export,
    guest_lists,
    guest_merge,
    guest_records,
    guests,
    subscriptions,
)
from pushdesk.services.guest_lists import PlannedLine, Result, What
from pushdesk.services.guest_records import GuestRecord, OwnField, OwnId
from pushdesk.services.guests import Card
from tests import house as houses
from tests.house import STRANGER, House, a_subscription


def load(house: House, text: str | bytes) -> Result:
    return guest_lists.apply(house.ctx, guest_lists.read(house.ctx, text))


def planned(house: House, text: str | bytes) -> list[PlannedLine]:
    """The dry run, and that the import does the same."""
    plan = guest_lists.read(house.ctx, text)
    result = guest_lists.apply(house.ctx, plan)
    assert (result.created, result.updated, result.skipped, result.refused) == tuple(
        plan.count(what) for what in What
    )
    assert list(result.lines) == [line for line in plan.lines if line.what is What.REFUSE]
    return list(plan.lines)


def by_crm(house: House, number: str) -> GuestRecord:
    return guest_records.by_own_id(house.ctx, "crm", number)


def card(house: House, guest: GuestRecord) -> Card:
    return guests.card(house.ctx, guest.id)


def keys_of(subscription: dict[str, object]) -> str:
    keys = subscription["keys"]
    assert isinstance(keys, dict)
    return f"{subscription['endpoint']},{keys['p256dh']},{keys['auth']}"


def test_guests_before_they_subscribe(house: House) -> None:
    text = (
        "name;email;language;own:crm;own:till;field:Seat\r\n"
        "Anna;ANNA@example.com;de;1;A1;window\r\n"
        "Ben;;;2;;\r\n"
    )
    assert [line.what for line in planned(house, text.encode("utf-8-sig"))] == [What.CREATE] * 2
    anna = by_crm(house, "1")
    assert (anna.name, anna.email, anna.language) == ("Anna", "anna@example.com", "de")
    assert not anna.proven
    assert anna.own_ids == (OwnId("crm", "1"), OwnId("till", "A1"))
    assert anna.fields == (OwnField("Seat", "window"),)
    assert card(house, anna).devices == ()
    assert by_crm(house, "2").language == "en"
    assert [line.what for line in planned(house, text)] == [What.SKIP] * 2


def test_a_dry_run_changes_nothing_and_says_what_would(house: House) -> None:
    channel = house.channel()
    held = house.guest(channel)
    house.events.clear()
    plan = guest_lists.read(
        house.ctx,
        "pushed_id,name,own:crm,channel\n"
        f"{held.pushed_id.lower()},Anna,1,{channel.alias}\n"
        f",Ben,2,{channel.alias}\n"
        f"{held.pushed_id},Anna,1,\n"
        ",Benjamin,2,\n"
        ",Cleo,,\n",
    )
    assert plan.lines == (
        PlannedLine(2, What.UPDATE, f"New for guest {held.pushed_id[-5:]}: name “Anna”, crm/1."),
        PlannedLine(
            3, What.CREATE, "A new guest: name “Ben”, language en, crm/2, channel “Waiting list”."
        ),
        PlannedLine(4, What.SKIP, "All of this is known of “Anna”."),
        PlannedLine(5, What.UPDATE, "New for “Ben”: name “Benjamin”."),
        PlannedLine(6, What.REFUSE, "It has no Pushed ID, own ID, e-mail address or endpoint."),
    )
    assert house.events == []
    assert [guest.name for guest in guest_records.search(house.ctx, "")] == [""]


def test_a_channel_is_meant_by_its_name_where_it_has_it_alone(house: House) -> None:
    house.channel("Wine tastings")
    text = "Mail,channel\na@example.com,wine Tastings\n"
    (line,) = planned(house, text)
    assert line.what is What.CREATE
    assert "channel “Wine tastings”" in line.sentence
    load(house, text)
    assert [each.what for each in planned(house, text)] == [What.SKIP]
    house.channel("Wine tastings")
    (line,) = planned(house, "Mail,channel\nb@example.com,Wine tastings\n")
    assert line.what is What.REFUSE
    assert "more than one, is called “Wine tastings”" in line.sentence


def test_guests_after_they_have_subscribed(house: House) -> None:
    held = house.guest(house.channel())
    load(house, f"pushed_id,own:crm,email\n{pushed_id.grouped(held.pushed_id)},7,a@example.com\n")
    seven = by_crm(house, "7")
    assert seven.pushed_id == held.pushed_id
    assert card(house, seven).reachable


def test_a_device_comes_with_its_line(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    text = f"own:crm,channel,endpoint,p256dh,auth\n1,{channel.alias},{keys_of(subscription)}\n"
    house.events.clear()
    load(house, text)
    anna = by_crm(house, "1")
    assert card(house, anna).reachable
    assert house.events == [ChangedElsewhere(), ChannelChanged(channel.alias)]
    assert [line.what for line in planned(house, text)] == [What.SKIP]
    assert house.guest(channel, subscription).pushed_id == anna.pushed_id


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("https://evil.example/x", "no known push service"),
        ("https://127.0.0.1/x", "no known push service"),
        ("http://fcm.googleapis.com/fcm/send/x", "no known push service"),
        ("https://user@fcm.googleapis.com/x", "not written as a browser"),
        ("", "A part of it is missing"),
    ],
)
def test_a_device_is_checked_as_a_browsers_own(house: House, endpoint: str, why: str) -> None:
    keys = keys_of(a_subscription()).partition(",")[2]
    (line,) = planned(house, f"own:crm,endpoint,p256dh,auth\n1,{endpoint},{keys}\n")
    assert line.what is What.REFUSE
    assert why in line.sentence
    assert guest_records.search(house.ctx, "") == []


def test_lines_that_stand_in_each_others_way(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    anna = house.guest(channel, subscription)
    ben = house.guest(channel)
    load(house, f"pushed_id,name,own:crm\n{anna.pushed_id},Anna,1\n{ben.pushed_id},Ben,2\n")
    subscriptions.leave(house.ctx, ben.token)
    other_keys = keys_of(a_subscription(str(subscription["endpoint"])))
    lines = planned(
        house,
        "pushed_id,own:crm,own:till,channel,endpoint,p256dh,auth\n"
        f"{ben.pushed_id},1,,,,,\n"
        f"{ben.pushed_id},,,,{keys_of(subscription)}\n"
        f",,T1,,{other_keys}\n"
        f"{ben.pushed_id},,,{channel.alias},,,\n"
        f",2,,nobody,,,\n"
        f"BCDE,,,,,,\n",
    )
    assert [line.sentence for line in lines] == [
        "“Anna” has crm/1 already. An own ID belongs to one guest.",
        "“Anna” has this phone already.",
        "The phone's keys are not those that we know.",
        "“Ben” has left “Waiting list”, and only the guest may come back.",
        "No open channel, or more than one, is called “nobody”. "
        "The six characters at the end of its link name it, too.",
        "“BCDE” is no Pushed ID.",
    ]
    assert {line.what for line in lines} == {What.REFUSE}
    assert not card(house, by_crm(house, "2")).reachable


def test_who_has_left_does_not_ring_again(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    ben = house.guest(channel, subscription)
    subscriptions.leave(house.ctx, ben.token)
    other = house.channel("Dinner")
    load(house, f"pushed_id,endpoint,p256dh,auth\n{ben.pushed_id},{keys_of(subscription)}\n")
    load(house, f"pushed_id,channel\n{ben.pushed_id},{other.alias}\n")
    assert not guests.by_pass(house.ctx, ben.token).reachable


def test_a_merged_guest_is_meant_by_the_former_id(house: House) -> None:
    channel = house.channel()
    held, former = house.guest(channel), house.guest(channel)
    kept = guests.find(house.ctx, held.pushed_id)
    guest_merge.merge(house.ctx, kept.id, guests.find(house.ctx, former.pushed_id).id)
    (line,) = planned(house, f"pushed_id,own:crm\n{former.pushed_id},1\n")
    assert line.what is What.UPDATE
    assert by_crm(house, "1").id == kept.id


def test_what_has_changed_since_the_plan_counts(house: House) -> None:
    plan = guest_lists.read(house.ctx, "own:crm,name\n1,Anna\n2,Ben\n")
    load(house, "own:crm,name\n1,Anna\n")
    result = guest_lists.apply(house.ctx, plan)
    assert (result.created, result.updated, result.skipped) == (1, 0, 1)


def test_a_long_list_in_short_transactions(house: House) -> None:
    text = "own:crm,name\n" + "".join(f"{n},Guest {n}\n" for n in range(600))
    plan, told = guest_lists.read(house.ctx, text), list[tuple[int, int]]()
    guest_lists.apply(house.ctx, plan, lambda done, every: told.append((done, every)))
    assert told == [(500, 600), (600, 600)]
    assert len(guest_records.search(house.ctx, "guest 5", limit=200)) == 111


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names no columns"),
        ("name,phone\nAnna,1\n", "no column “phone”"),
        ("name,name\nAnna,1\n", "the column “name” twice"),
        (b"name\n\xff\n", "UTF-8"),
    ],
)
def test_a_file_that_is_no_list(house: House, text: str | bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        guest_lists.read(house.ctx, text)


@pytest.mark.parametrize(
    "cells",
    [
        "x" * 200_000 + ",,,",
        "x" * 81 + ",,,1",
        ",no address,,1",
        ",,German language,1",
        ",,,1,2,3",
        ',"a"b,,1',
        ",,," + "1" * 101,
        "\ud800,\ud800,,\ud800",
    ],
)
def test_a_hostile_line_costs_itself_only(house: House, cells: str) -> None:
    lines = planned(house, f"name,email,language,own:crm\n{cells}\nAnna,,,5\n")
    assert [line.what for line in lines] == [What.REFUSE, What.CREATE]
    assert lines[0].sentence.endswith(".")
    assert len(lines[0].sentence) < 200


# Cells that go wrong in as many ways as possible, beside some that fit together.
CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "1", "2", "a@example.com", STRANGER, "de", "'=1", "=1", "\x00", '"', "\n"]
    ),
)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6)
HEADER = guest_csv.row((*guest_csv.COLUMNS, "own:crm"))


@given(LINES)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_any_cells_are_planned_and_done_alike(house: House, lines: list[list[str]]) -> None:
    text = HEADER + "".join(guest_csv.row(cells) for cells in lines)
    for line in planned(house, text.encode(errors="ignore")):
        assert line.sentence.endswith(".")


@given(st.binary() | st.binary().map(lambda data: HEADER.encode() + data))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_end_in_a_plan_or_one_sentence(house: House, data: bytes) -> None:
    with contextlib.suppress(UserError):
        plan = guest_lists.read(house.ctx, data)
        assert all(line.sentence.endswith(".") for line in plan.lines)


def fill(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    anna = house.guest(lunch)
    house.guest(dinner, pass_token=anna.token)
    first = guests.find(house.ctx, anna.pushed_id)
    guests.rename(house.ctx, first.id, "=Anna; “the Fox”")
    guest_records.set_language(house.ctx, first.id, "pt-BR")
    guest_records.set_field(house.ctx, first.id, "Seat", "-1, by the door")
    guest_records.set_own_id(house.ctx, first.id, "crm", "'=1")
    double = guests.find(house.ctx, house.guest(lunch).pushed_id)
    guest_records.set_own_id(house.ctx, double.id, "crm", "2")
    guest_merge.merge(house.ctx, first.id, double.id)
    left = house.guest(lunch)
    subscriptions.leave(house.ctx, left.token)
    load(house, "own:crm,email\n8,ben@example.com\n")


def test_an_export_changes_nothing_where_it_came_from(house: House) -> None:
    fill(house)
    exported = guest_export.export(house.ctx)
    assert {line.what for line in planned(house, exported)} == {What.SKIP}
    assert guest_export.export(house.ctx) == exported


def test_an_export_brings_everybody_back(house: House) -> None:
    fill(house)
    exported = guest_export.export(house.ctx)
    for guest in guest_records.search(house.ctx, "", limit=100):
        erasure.erase(house.ctx, guest.id)
    assert guest_export.export(house.ctx).count("\n") == 1
    assert load(house, exported).refused == 0
    assert guest_export.export(house.ctx) == exported


def test_an_export_into_another_house(house: House, tmp_path: Path) -> None:
    load(house, "own:crm,name,field:Dog\n1,Anna,Rex\n2,Ben,\n")
    exported = guest_export.export(house.ctx)
    (tmp_path / "other").mkdir()
    store = houses.open_in(tmp_path / "other")
    try:
        other = houses.build(store)
        assert load(other, exported).created == 2
        assert guest_export.export(other.ctx) == exported
    finally:
        store.close()


def test_an_export_is_written_some_guests_at_a_time(house: House) -> None:
    load(house, "own:crm\n" + "".join(f"{n}\n" for n in range(1100)))
    parts: list[str] = []
    assert guest_export.write(house.ctx, parts.append) == 1100
    assert len(parts) == 4
    assert channels.every(house.ctx) == []
