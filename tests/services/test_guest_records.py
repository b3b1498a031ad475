"""What the venue keeps of a guest: written, found as one types, merged."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from pushdesk.domain import pushed_id
from pushdesk.domain.events import GuestChanged
from pushdesk.domain.requests import Request
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import (
    audiences,
    categories,
    channels,
    guest_merge,
    guest_records,
    guest_values,
    guests,
    messages,
    subscriptions,
    visits,
)
from pushdesk.services.guest_records import GuestRecord, OwnField, OwnId
from pushdesk.store import Session, Store, guest_search, tables
from tests.house import House, a_subscription


def a_guest(house: House, name: str = "", alias: str | None = None) -> GuestRecord:
    channel = channels.get(house.ctx, alias) if alias else house.channel()
    held = house.guest(channel)
    guest = guests.find(house.ctx, held.pushed_id)
    if name:
        guests.rename(house.ctx, guest.id, name)
    return guest_records.record(house.ctx, guest.id)


def found(house: House, text: str) -> list[str]:
    return [guest.name for guest in guest_records.search(house.ctx, text)]


def test_an_email_address_and_its_proof(house: House) -> None:
    anna = a_guest(house, "Anna")
    set_to = guest_records.set_email(house.ctx, anna.id, " Anna@Example.com ")
    assert (set_to.email, set_to.proven) == ("anna@example.com", False)
    proven = guest_records.set_email(house.ctx, anna.id, "anna@example.com", proven_by_staff=True)
    assert proven.proven_at == house.clock.now()
    house.clock.advance(timedelta(days=1))
    assert guest_records.set_email(house.ctx, anna.id, "ANNA@example.com").proven
    assert not guest_records.set_email(house.ctx, anna.id, "other@example.com").proven
    assert guest_records.set_email(house.ctx, anna.id, "").email == ""
    with pytest.raises(UserError, match="no e-mail address"):
        guest_records.set_email(house.ctx, anna.id, "anna at example.com")


def test_nothing_is_proven_of_no_address(house: House) -> None:
    anna = a_guest(house)
    assert not guest_records.set_email(house.ctx, anna.id, " ", proven_by_staff=True).proven


@pytest.mark.parametrize(
    ("typed", "tag"), [("de", "de"), ("PT_br", "pt-BR"), (" zh-Hant-TW ", "zh-Hant-TW")]
)
def test_a_language(house: House, typed: str, tag: str) -> None:
    assert guest_records.set_language(house.ctx, a_guest(house).id, typed).language == tag


@pytest.mark.parametrize("typed", ["", "German", "d", "de-", "de de", "../etc", "x" * 5000])
def test_no_language(house: House, typed: str) -> None:
    with pytest.raises(UserError, match="no language"):
        guest_records.set_language(house.ctx, a_guest(house).id, typed)


def test_own_fields(house: House) -> None:
    anna = a_guest(house)
    guest_records.set_field(house.ctx, anna.id, "Seat", "window")
    noted = guest_records.set_field(house.ctx, anna.id, "Seat", "  by the   door ")
    assert noted.fields == (OwnField("Seat", "by the door"),)
    guest_records.set_field(house.ctx, anna.id, "Dog", "Rex")
    assert guest_records.remove_field(house.ctx, anna.id, "Seat").fields == (
        OwnField("Dog", "Rex"),
    )
    assert guest_records.set_field(house.ctx, anna.id, "Dog", "").fields == ()


def test_a_country(house: House) -> None:
    anna = a_guest(house)
    assert guest_records.set_country(house.ctx, anna.id, " de ").country == "DE"
    assert guest_records.set_country(house.ctx, anna.id, "").country == ""
    for typed in ("XX", "Germany", "D", "ß", "x" * 5000):
        with pytest.raises(UserError, match="no country"):
            guest_records.set_country(house.ctx, anna.id, typed)


@pytest.mark.parametrize(
    ("name", "value"), [("", "x"), ("{x}", "x"), ("a|b", "x"), ("a", "x" * 201)]
)
def test_no_field(house: House, name: str, value: str) -> None:
    anna = a_guest(house)
    with pytest.raises(UserError):
        guest_records.set_field(house.ctx, anna.id, name, value)
    assert guest_records.record(house.ctx, anna.id).fields == ()


def test_fields_have_an_end(house: House) -> None:
    anna = a_guest(house)
    for number in range(guest_values.MOST_FIELDS):
        guest_records.set_field(house.ctx, anna.id, f"f{number}", "x")
    guest_records.set_field(house.ctx, anna.id, "f1", "y")
    with pytest.raises(UserError, match="No more fields"):
        guest_records.set_field(house.ctx, anna.id, "another", "x")


def test_an_own_id_is_one_guests(house: House) -> None:
    anna, ben = a_guest(house, "Anna"), a_guest(house, "Ben")
    guest_records.set_own_id(house.ctx, anna.id, "crm", " 42 ")
    assert guest_records.by_own_id(house.ctx, "crm", "42").id == anna.id
    with pytest.raises(Refused, match="“Anna” has crm/42 already"):
        guest_records.set_own_id(house.ctx, ben.id, "crm", "42")
    guest_records.set_own_id(house.ctx, ben.id, "till", "42")
    guest_records.set_own_id(house.ctx, anna.id, "crm", "42")
    moved_on = guest_records.set_own_id(house.ctx, anna.id, "crm", "43")
    assert moved_on.own_ids == (OwnId("crm", "43"),)
    guest_records.set_own_id(house.ctx, ben.id, "crm", "42")
    assert guest_records.remove_own_id(house.ctx, ben.id, "crm").own_ids == (OwnId("till", "42"),)
    with pytest.raises(NotFound, match="Nobody has the own ID crm/42"):
        guest_records.by_own_id(house.ctx, "crm", "42")


@pytest.mark.parametrize(("system", "value"), [("", "1"), ("crm", ""), ("a/b", "1"), ("crm", "\n")])
def test_no_own_id(house: House, system: str, value: str) -> None:
    with pytest.raises(UserError):
        guest_records.set_own_id(house.ctx, a_guest(house).id, system, value)


def test_somebody_who_is_not_here(house: House) -> None:
    nobody = 4711
    asked: tuple[Callable[[], object], ...] = (
        lambda: guest_records.record(house.ctx, nobody),
        lambda: guest_records.set_email(house.ctx, nobody, "a@example.com"),
        lambda: guest_records.set_language(house.ctx, nobody, "de"),
        lambda: guest_records.set_field(house.ctx, nobody, "a", "b"),
        lambda: guest_records.set_own_id(house.ctx, nobody, "a", "b"),
        lambda: guest_records.remove_own_id(house.ctx, nobody, "a"),
        lambda: guest_merge.merge(house.ctx, a_guest(house).id, nobody),
        lambda: guest_merge.merge(house.ctx, nobody, a_guest(house).id),
    )
    for ask in asked:
        with pytest.raises(NotFound):
            ask()


def test_each_change_is_told(house: House) -> None:
    anna = a_guest(house)
    house.events.clear()
    guest_records.set_language(house.ctx, anna.id, "de")
    assert house.events == [GuestChanged(anna.id)]


def test_found_as_one_types(house: House) -> None:
    alias = house.channel().alias
    anna, ben = a_guest(house, "Änne Fox", alias), a_guest(house, "Ben", alias)
    guest_records.set_own_id(house.ctx, anna.id, "crm", "AB-1")
    guest_records.set_email(house.ctx, ben.id, "fox@example.com")
    for text in (
        "ä", "ÄNNE", "änne fox", "AB", "ab-1", anna.pushed_id, anna.pushed_id.lower(),
        pushed_id.grouped(anna.pushed_id), anna.pushed_id[-5:], anna.pushed_id[-5:].lower(),
    ):  # fmt: skip
        assert found(house, text) == ["Änne Fox"], text
    for text in ("BEN", "Fox@", "b"):
        assert found(house, text) == ["Ben"], text
    for text in ("zz", "%", "_", "'", "x" * 10_000):
        assert found(house, text) == []
    assert found(house, "") == found(house, " \n") == ["Ben", "Änne Fox"]


def test_pages_follow_each_other(house: House) -> None:
    alias = house.channel().alias
    for number in range(7):
        guest = a_guest(house, f"Fox {number}", alias)
        guest_records.set_own_id(house.ctx, guest.id, "crm", f"fox {number % 2} {number}")
    for text in ("fox", ""):
        whole = guest_records.search(house.ctx, text)
        pages = [guest_records.search(house.ctx, text, 3, offset) for offset in (0, 3, 6, 9)]
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert [guest for page in pages for guest in page] == whole


def test_devices_that_can_ring_are_counted(house: House) -> None:
    channel = house.channel()
    held = house.guest(channel)
    house.guest(channel, pass_token=held.token)
    assert [guest.devices for guest in guest_records.search(house.ctx, held.pushed_id)] == [2]
    subscriptions.leave(house.ctx, held.token)
    assert [guest.devices for guest in guest_records.search(house.ctx, held.pushed_id)] == [0]


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_searched_for(house: House, text: str) -> None:
    assert guest_records.search(house.ctx, text, 5) == []


def plans(session: Session, text: str) -> Iterator[str]:
    for query in guest_search.searches(session, text):
        written = query.limit(50).compile(
            session.get_bind(), compile_kwargs={"literal_binds": True}
        )
        yield from (row.detail for row in session.execute(sql(f"EXPLAIN QUERY PLAN {written}")))


def test_a_search_walks_an_index(house: House, store: Store) -> None:
    guest_records.set_own_id(house.ctx, a_guest(house).id, "crm", "1")
    with store.read() as session:
        for text in ("anna", pushed_id.new(), pushed_id.new()[-5:], "a@example.com", "4711"):
            details = list(plans(session, text))
            assert len(details) > 2
            assert not any("SCAN" in step or "TEMP B-TREE" in step for step in details), details


def test_the_newest_are_not_sorted(store: Store) -> None:
    with store.read() as session:
        details = session.execute(
            sql("EXPLAIN QUERY PLAN SELECT id FROM guest ORDER BY id DESC LIMIT 50")
        )
        assert not any("TEMP B-TREE" in row.detail for row in details)


def test_two_records_become_one(house: House, store: Store) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    anna, double = a_guest(house, "Anna", lunch.alias), a_guest(house, "Anna Fox", lunch.alias)
    joined = guests.card(house.ctx, double.id).guest.pass_token
    house.guest(dinner, pass_token=joined)
    guest_records.set_field(house.ctx, anna.id, "Seat", "window")
    guest_records.set_field(house.ctx, double.id, "Seat", "door")
    guest_records.set_field(house.ctx, double.id, "Dog", "Rex")
    guest_records.set_own_id(house.ctx, anna.id, "crm", "1")
    guest_records.set_own_id(house.ctx, double.id, "crm", "2")
    guest_records.set_email(house.ctx, double.id, "anna@example.com", proven_by_staff=True)
    visits.notify(house.ctx, double.id, timedelta(minutes=10))
    before = counted(store)
    house.events.clear()
    one = guest_merge.merge(house.ctx, anna.id, double.id)
    assert (one.name, one.email, one.proven) == ("Anna", "anna@example.com", True)
    assert one.fields == (OwnField("Dog", "Rex"), OwnField("Seat", "window"))
    assert one.own_ids == (
        OwnId("crm", "1"),
        OwnId("crm", "2"),
        OwnId("pushed_id", double.pushed_id),
    )
    card = guests.card(house.ctx, anna.id)
    assert [member.alias for member in card.channels] == [lunch.alias, dinner.alias]
    assert len(card.devices) == 3
    assert len(card.progress) == 2
    assert card.visit is not None
    assert counted(store) == before | {
        "guest": before["guest"] - 1,
        "own_field": before["own_field"] - 1,
        "own_id": before["own_id"] + 1,
    }
    assert set(house.heard(GuestChanged)) == {GuestChanged(anna.id), GuestChanged(double.id)}
    with pytest.raises(NotFound):
        guest_records.record(house.ctx, double.id)


def test_a_tick_survives_a_merge(house: House) -> None:
    """Row 9: whom the venue has put in, and who has ticked it as somebody else."""
    channel = house.channel()
    anna, double = a_guest(house, "Anna", channel.alias), a_guest(house, "Anna", channel.alias)
    house.tick(double.id)
    audiences.add(house.ctx, "Wine", anna.id)
    assert categories.of_guest(house.ctx, anna.id) == set()
    guest_merge.merge(house.ctx, anna.id, double.id)
    assert categories.of_guest(house.ctx, anna.id) == {"Wine"}


def test_the_merged_guest_is_found_and_rung_once(house: House) -> None:
    channel = house.channel()
    anna, double = a_guest(house, "Anna", channel.alias), a_guest(house, "", channel.alias)
    guest_merge.merge(house.ctx, anna.id, double.id)
    assert found(house, double.pushed_id) == ["Anna"]
    sent = messages.send(house.ctx, Request((messages.read_target("app"),), title="Hello"))
    assert (sent.recipients, sent.devices) == (1, 2)
    assert channels.get(house.ctx, channel.alias).subscribers == 1


def test_who_still_knows_the_former_id_reaches_the_merged_guest(house: House) -> None:
    channel = house.channel()
    anna, double = a_guest(house, "Anna", channel.alias), a_guest(house, "", channel.alias)
    guest_merge.merge(house.ctx, anna.id, double.id)
    former = (messages.read_target(f"pushed_id:{double.pushed_id}"),)
    sent = messages.send(house.ctx, Request(former, title="Hello"))
    assert (sent.recipients, sent.devices) == (1, 2)
    everyone = (messages.read_target("app"),)
    with pytest.raises(UserError, match="nobody to send this to"):
        messages.send(house.ctx, Request(everyone, former, title="Hello"))


def test_a_merged_guests_browser_comes_back(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    anna = a_guest(house, "Anna", channel.alias)
    double = guests.find(house.ctx, house.guest(channel, subscription).pushed_id)
    guest_merge.merge(house.ctx, anna.id, double.id)
    assert house.guest(channel, subscription).pushed_id == anna.pushed_id


def test_a_merge_is_seen_before_it_is_done(house: House, store: Store) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    anna, double = a_guest(house, "Anna", lunch.alias), a_guest(house, "Anna Fox", dinner.alias)
    guest_records.set_country(house.ctx, double.id, "AT")
    before = counted(store)
    house.events.clear()
    seen = guest_merge.preview(house.ctx, anna.id, double.id)
    assert (counted(store), house.events) == (before, [])
    assert guest_records.record(house.ctx, double.id).name == "Anna Fox"
    assert [member.name for member in seen.channels] == ["Lunch", "Dinner"]
    assert (seen.devices, seen.record.country) == (2, "AT")
    assert guest_merge.merge(house.ctx, anna.id, double.id) == seen.record


@pytest.mark.parametrize("kept_is_older", [True, False])
def test_of_two_runs_of_one_rule_the_older_goes_on(
    house: House, store: Store, *, kept_is_older: bool
) -> None:
    alias = house.channel().alias
    anna, double = a_guest(house, "Anna", alias), a_guest(house, "", alias)
    older, younger = (anna, double) if kept_is_older else (double, anna)
    with store.write() as session:
        for rule_id in (1, 2):
            put_rule(session, rule_id, house.clock.now())
        for number, (guest_id, rule_id) in enumerate(
            [(older.id, 1), (younger.id, 1), (double.id, 2)]
        ):
            put_run(session, guest_id, rule_id, house.clock.now() + timedelta(minutes=number))
    guest_merge.merge(house.ctx, anna.id, double.id)
    with store.read() as session:
        runs = session.query(tables.RuleRun).order_by(tables.RuleRun.id).all()
        assert [run.ended_at is None for run in runs] == [True, False, True]
        assert {run.guest_id for run in runs} == {anna.id}


def put_rule(session: Session, rule_id: int, at: datetime) -> None:
    session.add(
        tables.Rule(
            id=rule_id,
            public_id=f"r{rule_id}",
            name=f"Rule {rule_id}",
            definition="{}",
            position=rule_id,
            created_at=at,
        )
    )
    session.flush()


def put_run(session: Session, guest_id: int, rule_id: int, at: datetime) -> None:
    session.add(
        tables.RuleRun(
            rule_id=rule_id,
            guest_id=guest_id,
            slot=0,
            definition="{}",
            position="",
            waits_for="",
            depth=0,
            properties="{}",
            tries=0,
            started_at=at,
        )
    )
    session.flush()


def test_a_guest_is_not_merged_with_itself(house: House) -> None:
    anna = a_guest(house)
    with pytest.raises(UserError, match="one guest already"):
        guest_merge.merge(house.ctx, anna.id, anna.id)


def counted(store: Store) -> dict[str, int]:
    with store.read() as session:
        return {
            name: session.execute(sql(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - our own tables' names
            for name in tables.Base.metadata.tables
        }
