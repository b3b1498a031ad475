"""A guest is forgotten: nothing personal stays, the counts do, and nothing rings any more."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text as sql

from pushdesk.domain import requests
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import ChannelChanged, GuestChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App, PushedId
from pushdesk.errors import NotFound, UserError
from pushdesk.services import channels, erasure, guest_records, guests, messages, visits
from pushdesk.services.guests import Guest
from pushdesk.store import Store, fan_out, tables
from pushdesk.store import guest_records as rows
from tests.house import House, a_subscription

SECRETS = ("Anna Fox", "anna@example.com", "crm-4711", "Rex 9", "Table 9 is yours", "window seat")


def a_known_guest(house: House, subscription: dict[str, object]) -> Guest:
    """Someone of whom something stands in every table; SECRETS are in there."""
    channel = house.channel()
    held = house.guest(channel, subscription)
    house.guest(channel, pass_token=held.token)
    anna = guests.find(house.ctx, held.pushed_id)
    guests.rename(house.ctx, anna.id, "Anna Fox")
    guest_records.set_email(house.ctx, anna.id, "anna@example.com", proven_by_staff=True)
    guest_records.set_own_id(house.ctx, anna.id, "crm", "crm-4711")
    guest_records.set_field(house.ctx, anna.id, "Dog", "Rex 9")
    send(house, f"pushed_id:{anna.pushed_id}", "Table 9 is yours", "by the window seat")
    visits.notify(house.ctx, anna.id, timedelta(minutes=10))
    return guests.find(house.ctx, held.pushed_id)


def put_in_rules(store: Store, guest_id: int) -> None:
    """An event, a rule that waits because of it, its log; and a code on its way by mail."""
    with store.write() as session:
        at = session.get_one(tables.Guest, guest_id).created_at
        rule = tables.Rule(public_id="r", name="R", definition="{}", position=1, created_at=at)
        session.add(rule)
        session.flush()
        run = tables.RuleRun(
            rule_id=rule.id, guest_id=guest_id, slot=0, definition="{}", position="",
            waits_for="answered", depth=0, properties='{"for": "Rex 9"}', tries=0, started_at=at,
        )  # fmt: skip
        session.add(run)
        session.flush()
        log = {"rule_id": rule.id, "run_id": run.id, "guest_id": guest_id, "at": at}
        session.add(tables.RuleLog(**log, what="sent", details='{"to": "Anna Fox"}'))
        event = {"properties": '{"seat": "window seat"}', "source": "desk", "depth": 0, "at": at}
        session.add(tables.Event(guest_id=guest_id, name="bought", **event))
        code = {"address": "anna@example.com", "code_hash": "5ec2e7", "sent_at": at, "tries": 0}
        session.add(tables.EmailCode(guest_id=guest_id, **code))


def put_in_audience(store: Store, guest_id: int) -> None:
    with store.write() as session:
        at = session.get_one(tables.Guest, guest_id).created_at
        audience = tables.Audience(name="Regulars", created_at=at)
        session.add(audience)
        session.flush()
        session.add(
            tables.AudienceMember(
                audience_id=audience.id, guest_id=guest_id, since=at, source="desk"
            )
        )


def send(house: House, to: str, title: str, body: str = "") -> str:
    target = messages.read_target(to)
    return messages.send(house.ctx, Request((target,), title=title, body=body)).id


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read() as session:
        return {
            name: [dict(row) for row in session.execute(table.select()).mappings()]
            for name, table in tables.Base.metadata.tables.items()
        }


def test_nothing_personal_stays_in_any_table(house: House, store: Store) -> None:
    subscription = a_subscription()
    anna = a_known_guest(house, subscription)
    put_in_audience(store, anna.id)
    put_in_rules(store, anna.id)
    personal = (*SECRETS, anna.pushed_id, anna.pass_token, str(subscription["endpoint"]))
    before = str(everything(store))
    assert all(secret in before for secret in personal)
    erasure.erase(house.ctx, anna.id)
    after = everything(store)
    assert [secret for secret in personal if secret in str(after)] == []
    assert not any(row.get("guest_id") == anna.id for rows_of in after.values() for row in rows_of)
    assert [device["p256dh"] + device["auth"] for device in after["device"]] == [b""] * 2


def test_what_is_planned_for_the_guest_is_dropped(house: House, store: Store) -> None:
    anna = a_known_guest(house, a_subscription())
    hers = (f"pushed_id:{anna.pushed_id}", "own:crm/crm-4711", "email:anna@example.com")
    alone = Request(tuple(messages.read_target(to) for to in hers), title="Dear Anna")
    others = Request((*alone.to, messages.read_target("app")), (alone.to[0],), title="All")
    for number, request in enumerate((alone, others, Request((), title="For nobody yet"))):
        put_draft(store, str(number), request, house.clock.now())
    erasure.erase(house.ctx, anna.id)
    kept = {row["public_id"]: requests.parse(row["request"]) for row in everything(store)["draft"]}
    assert kept == {
        "1": Request(others.to[-1:], title="All"),
        "2": Request((), title="For nobody yet"),
    }


def put_draft(store: Store, public_id: str, request: Request, at: datetime) -> None:
    with store.write() as session:
        session.add(
            tables.Draft(
                public_id=public_id, request=requests.to_json(request), state="draft", repeats="",
                zone="", sent=0, note="", created_at=at, updated_at=at,
            )
        )  # fmt: skip


def test_what_counts_stays(house: House, store: Store) -> None:
    subscription = a_subscription()
    anna = a_known_guest(house, subscription)
    before = everything(store)
    erasure.erase(house.ctx, anna.id)
    after = everything(store)
    for name in ("delivery", "visit", "message"):
        assert len(after[name]) == len(before[name])
    assert {row["ended_at"] for row in after["delivery"]} == {house.clock.now()}
    assert {row["state"] for row in after["delivery"]} == {DeliveryState.GONE.value}


def test_the_record_of_consent_stays_under_its_hash(house: House, store: Store) -> None:
    subscription = a_subscription()
    anna = a_known_guest(house, subscription)
    given_at = house.clock.now()
    house.clock.advance(timedelta(hours=1))
    erasure.erase(house.ctx, anna.id)
    log = [(row["given"], row["at"], row["endpoint_hash"]) for row in everything(store)["consent"]]
    agreed = sha256(str(subscription["endpoint"]).encode()).hexdigest()
    assert log == [(True, given_at, agreed), (False, house.clock.now(), agreed)]


def test_each_topic_is_withdrawn_that_is_in_force(house: House, store: Store) -> None:
    anna = a_known_guest(house, a_subscription())
    at = house.clock.now()
    with store.write() as session:
        (channel_id,) = {row.channel_id for row in session.query(tables.Consent)}
        for category, given in (("Menu", True), ("Music", True), ("Music", False)):
            session.add(
                tables.Consent(
                    guest_id=anna.id, channel_id=channel_id, given=given, at=at,
                    endpoint_hash="", category=category,
                )
            )  # fmt: skip
            session.flush()
    before = len(everything(store)["consent"])
    erasure.erase(house.ctx, anna.id)
    added = everything(store)["consent"][before:]
    assert {(row["category"], row["given"]) for row in added} == {("", False), ("Menu", False)}
    assert len(added) == 2


def test_a_message_to_others_keeps_its_text(house: House, store: Store) -> None:
    anna = a_known_guest(house, a_subscription())
    ben = guests.find(house.ctx, house.guest(house.channel("Dinner")).pushed_id)
    both = send(house, "app", "The kitchen closes at ten")
    erasure.erase(house.ctx, anna.id)
    assert "The kitchen closes at ten" in str(everything(store)["message"])
    erasure.erase(house.ctx, ben.id)
    assert "The kitchen closes at ten" not in str(everything(store)["message"])
    assert messages.status(house.ctx, both).counts == {DeliveryState.GONE: 3}


def test_nobody_finds_or_rings_who_was_erased(house: House) -> None:
    subscription = a_subscription()
    anna = a_known_guest(house, subscription)
    house.events.clear()
    erasure.erase(house.ctx, anna.id)
    (channel,) = channels.every(house.ctx)
    assert house.events == [GuestChanged(anna.id), ChannelChanged(channel.alias)]
    assert channel.subscribers == 0
    for text in ("", "Anna", "crm-4711", "anna@", anna.pushed_id, rows.ANYBODY, "Erased"):
        assert guest_records.search(house.ctx, text) == []
    for ask in (anna.pushed_id, rows.ANYBODY):
        with pytest.raises(UserError):
            guests.find(house.ctx, ask)
    with pytest.raises(UserError, match="nobody to send"):
        send(house, "app", "Hello")
    assert house.guest(channel, subscription).pushed_id != anna.pushed_id


def test_the_history_still_shows_what_was_sent(house: House) -> None:
    anna = a_known_guest(house, a_subscription())
    erasure.erase(house.ctx, anna.id)
    assert {progress.guest_name for progress in messages.recent(house.ctx)} == {"Erased guest"}


def test_once_is_enough(house: House) -> None:
    anna = a_known_guest(house, a_subscription())
    erasure.erase(house.ctx, anna.id)
    anybody = messages.recent(house.ctx)[0].guest_id
    for guest_id in (anna.id, anybody, 4711):
        with pytest.raises(NotFound):
            erasure.erase(house.ctx, guest_id)
        with pytest.raises(NotFound):
            erasure.export_json(house.ctx, guest_id)


def test_every_table_that_belongs_to_a_guest_is_emptied(store: Store) -> None:
    """Names the tables, so that a new one makes somebody think."""
    assert {table.name for table in rows.of_a_guest()} == {
        "own_id", "own_field", "audience_member", "device", "subscription", "consent", "visit",
        "delivery", "email_code", "event", "rule_run", "rule_log",
    }  # fmt: skip
    with store.read() as session:
        assert session.execute(sql("PRAGMA foreign_keys")).scalar_one() == 1


def test_everything_that_is_held(house: House, store: Store) -> None:
    subscription = a_subscription()
    anna = a_known_guest(house, subscription)
    put_in_audience(store, anna.id)
    put_in_rules(store, anna.id)
    text = erasure.export_json(house.ctx, anna.id)
    held = json.loads(text)
    assert [secret for secret in SECRETS if secret not in text] == []
    assert held["guest"]["pushed_id"] == anna.pushed_id
    assert held["devices"][0]["endpoint"] == subscription["endpoint"]
    keys = subscription["keys"]
    assert isinstance(keys, dict)
    assert held["devices"][0]["auth"] == keys["auth"]
    assert [channel["name"] for channel in held["channels"]] == ["Waiting list"]
    assert [consent["given"] for consent in held["consents"]] == [True]
    assert held["own_ids"] == [{"system": "crm", "value": "crm-4711"}]
    assert held["fields"] == [{"name": "Dog", "value": "Rex 9"}]
    assert held["audiences"][0]["name"] == "Regulars"
    assert [event["name"] for event in held["events"]][-1] == "bought"
    assert [run["waits_for"] for run in held["rules"]] == ["answered"]
    assert [line["what"] for line in held["rule_log"]] == ["sent"]
    assert held["email_codes"][0]["address"] == "anna@example.com"
    assert "5ec2e7" not in text
    assert len(held["visits"]) == 1
    assert len(held["messages"]) == 2
    assert len(held["deliveries"]) == 4
    assert held["deliveries"][0]["message"] == held["messages"][0]["public_id"]


def test_an_export_of_one_guest_says_nothing_of_another(house: House) -> None:
    a_known_guest(house, a_subscription())
    ben = guests.find(house.ctx, house.guest(house.channel("Dinner")).pushed_id)
    held = erasure.export_json(house.ctx, ben.id)
    assert [secret for secret in SECRETS if secret in held] == []


def test_an_export_does_not_say_whom_else_a_message_was_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = house.channel()
    mine, hers, _last = (house.guest(channel) for _ in range(3))
    monkeypatch.setattr(fan_out, "FIRST", 1)  # most of it is still to be entered
    everybody_but_her = Request((App(),), (PushedId(hers.pushed_id),), title="Hello")
    messages.send(house.ctx, everybody_but_her)
    held = erasure.export_json(house.ctx, guests.by_pass(house.ctx, mine.token).guest.id)
    assert "Hello" in held
    assert hers.pushed_id not in held
