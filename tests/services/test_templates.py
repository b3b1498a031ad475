"""Templates as shipped and as edited; what each guest of a send is given."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import placeholders
from pushdesk.domain.events import SettingChanged
from pushdesk.domain.lanes import Lane
from pushdesk.domain.requests import Request
from pushdesk.errors import NotFound, UserError
from pushdesk.sending import payload
from pushdesk.services import guest_records, guests, messages, templates, visits
from pushdesk.services.messages import read_target
from pushdesk.services.subscriptions import Caller
from pushdesk.services.subscriptions import subscribe as join
from pushdesk.services.templates import NAMES, Template, Wording
from pushdesk.store import outbox
from tests.house import PIXEL, House, a_subscription

LANGUAGES = {"en", "es", "fr", "de", "it", "pt"}
TEN = timedelta(minutes=10)
EVERYONE = (read_target("app"),)


def subscribe(house: House, *languages: str) -> list[int]:
    channel = house.channel()
    passes = [
        join(house.ctx, channel.alias, a_subscription(), Caller(None, PIXEL, tag), "page")
        for tag in languages
    ]
    return [guests.by_pass(house.ctx, held.token).guest.id for held in passes]


def on_the_phones(house: House) -> list[dict[str, str]]:
    """What leaves for each phone."""
    everything = {Lane.EXPRESS: 100, Lane.BULK: 100}
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, house.clock.now(), everything, timedelta(seconds=20))
    sent = [json.loads(payload.compose(item, "https://v.example", "R")) for item in claimed]
    return [item["notification"] for item in sent]


def with_english(template: Template, wording: Wording) -> Template:
    return replace(template, wordings={**template.wordings, "en": wording})


def test_every_template_is_shipped_in_six_languages(house: House) -> None:
    every = templates.every(house.ctx)
    assert tuple(template.name for template in every) == NAMES
    for template in every:
        assert template.wordings.keys() == LANGUAGES
        assert not template.edited
        assert templates.check_wordings(template.wordings) == template.wordings
        templates.check_bounds(template.ttl, template.urgency)


@pytest.mark.parametrize("name", NAMES)
def test_translations_have_the_same_placeholders(house: House, name: str) -> None:
    named = {
        tag: placeholders.names(f"{wording.title} {wording.body}")
        for tag, wording in templates.get(house.ctx, name).wordings.items()
    }
    assert set(named.values()) == {named["en"]}


def test_an_edited_template_stays_until_it_is_reset(house: House) -> None:
    shipped = templates.get(house.ctx, "delay")
    mine = replace(with_english(shipped, Wording("Later", "Sorry, {name}.")), urgency="high")
    saved = templates.save(house.ctx, replace(mine, topic="zz"))
    assert saved == replace(mine, edited=True)
    assert templates.get(house.ctx, "delay") == saved
    assert saved in templates.every(house.ctx)
    again = templates.save(house.ctx, replace(saved, ttl=TEN))
    assert templates.get(house.ctx, "delay") == again
    assert templates.reset(house.ctx, "delay") == shipped
    assert templates.get(house.ctx, "delay") == shipped
    assert house.heard(SettingChanged) == [SettingChanged("template:delay")] * 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wordings": {"en": Wording("")}}, r"The title \(en\) is empty"),
        ({"wordings": {"en": Wording("{name")}}, r"The title \(en\) has a placeholder"),
        ({"wordings": {"en": Wording("x", "{}")}}, "nothing between two braces"),
        ({"wordings": {"en": Wording("x", "y" * 501)}}, r"The text \(en\) is too long"),
        ({"wordings": {"german": Wording("x")}}, "is no language"),
        ({"wordings": {"de": Wording("x")}}, "no text in the standard language"),
        ({"standard_language": "hu"}, "no text in the standard language"),
        ({"urgency": "loud"}, "is no urgency"),
        ({"ttl": timedelta(days=29)}, "can't be valid"),
        ({"name": "gossip"}, "no template"),
    ],
)
def test_what_is_no_template(house: House, changes: Mapping[str, object], sentence: str) -> None:
    shipped = templates.get(house.ctx, "ready")
    # The types of `changes` are in the table above.
    with pytest.raises(UserError, match=sentence):
        templates.save(house.ctx, replace(shipped, **changes))  # type: ignore[arg-type] # see above
    assert templates.get(house.ctx, "ready") == shipped


def test_a_name_that_is_none(house: House) -> None:
    for ask in (templates.get, templates.reset):
        with pytest.raises(NotFound, match="Choose one of: ready"):
            ask(house.ctx, "gossip")


@given(st.text() | st.text("{}|a \n"))
def test_any_text_is_taken_or_refused_in_one_sentence(text: str) -> None:
    try:
        wording = templates.check_wording(text, text, "en")
    except UserError as error:
        sentence = error.what
    else:
        sentence = "Taken."
        assert placeholders.check(wording.title) is None
    assert sentence.endswith(".")


def test_each_guest_in_the_own_language(house: House) -> None:
    subscribe(house, "de", "de-AT", "pt", "hu")
    translations = {"de": Wording("Hallo", "Suppe"), "EN": Wording("Hi", "Soup")}
    messages.send(house.ctx, Request(EVERYONE, title="Hi", body="Soup", translations=translations))
    assert [(sent["title"], sent["lang"]) for sent in on_the_phones(house)] == [
        ("Hallo", "de"),
        ("Hallo", "de"),
        ("Hi", "en"),
        ("Hi", "en"),
    ]


def test_each_guest_with_the_own_values(house: House) -> None:
    ana, _nobody = subscribe(house, "en", "en")
    guests.rename(house.ctx, ana, "Ana {venue}")
    request = Request(
        EVERYONE,
        title="Hello {name|friend}",
        body="{dish|Soup} at {venue} until {until}, {name}.",
        variables={"Dish": "Gnocchi"},
        ttl=timedelta(hours=1),
    )
    messages.send(house.ctx, request)
    until = (house.clock.now() + timedelta(hours=1)).astimezone().strftime("%H:%M")
    assert [(sent["title"], sent["body"]) for sent in on_the_phones(house)] == [
        ("Hello Ana {venue}", f"Gnocchi at Our venue until {until}, Ana {{venue}}."),
        ("Hello friend", f"Gnocchi at Our venue until {until}."),
    ]


def test_a_template_brings_urgency_validity_and_topic(house: House) -> None:
    subscribe(house, "fr")
    menu = "https://menu.example/"
    delay = Request(EVERYONE, template="delay", url=menu, variables={"wait": "15"})
    sent = messages.send(house.ctx, delay)
    assert sent.expires_at == house.clock.now() + timedelta(seconds=900)
    (phone,) = on_the_phones(house)
    assert phone["body"] == "Our venue a besoin d’environ 15 min de plus. Merci de votre patience."
    assert phone["tag"] == f"q-{sent.id}"
    assert phone["navigate"] == "https://menu.example/"
    messages.send(house.ctx, Request(EVERYONE, template="ready", ttl=timedelta(minutes=3)))
    (phone,) = on_the_phones(house)
    assert "3 min" in phone["body"]


def saying(title: str, **values: str) -> Request:
    return Request(EVERYONE, title=title, variables=values)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (Request(EVERYONE, template="delay"), r"no value for \{wait\}"),
        (Request(EVERYONE, template="gossip"), "no template"),
        (saying("Table {tabel}", table="12"), r"no value for \{tabel\}"),
        (saying("x", **{"{a}": "b"}), "can't be the name"),
        (saying("x", **{"a|b": "c"}), "can't be the name"),
        (saying("x", a="b" * 201), "The value of “a” is too long"),
        (saying("x", **{f"a{n}": "b" for n in range(51)}), "too many variables"),
        (Request(EVERYONE, title="x", translations={"de": Wording("")}), r"title \(de\) is empty"),
        (saying("x {"), "can't be read"),
    ],
)
def test_what_is_refused_before_anybody_is_rung(
    house: House, request_: Request, sentence: str
) -> None:
    subscribe(house, "en")
    with pytest.raises(UserError, match=sentence):
        messages.send(house.ctx, request_)
    assert messages.recent(house.ctx) == []


def test_a_call_in_the_guests_language_and_its_repeat(house: House) -> None:
    (guest,) = subscribe(house, "de-CH")
    visits.notify(house.ctx, guest, TEN)
    (phone,) = on_the_phones(house)
    assert (phone["title"], phone["lang"]) == ("Ihr Tisch ist bereit", "de")
    house.clock.advance(timedelta(seconds=15))
    visits.notify(house.ctx, guest, TEN)
    (again,) = on_the_phones(house)
    assert again["title"] == "2. Aufruf: Ihr Tisch ist bereit"
    assert again["tag"] == phone["tag"]
    titles = [progress.title for progress in guests.card(house.ctx, guest).progress]
    assert titles == [again["title"], phone["title"]]


def test_a_call_with_the_owners_words_always_leaves(house: House) -> None:
    (guest,) = subscribe(house, "en")
    shipped = templates.get(house.ctx, "ready")
    wording = Wording("{name}", "{{" + "{venue}" * 60 + "{nobody has this}")
    templates.save(house.ctx, with_english(shipped, wording))
    visits.notify(house.ctx, guest, TEN)
    (phone,) = on_the_phones(house)
    assert phone["title"] == "Our venue"
    assert phone["body"].startswith("{Our venueOur venue")
    assert len(phone["body"]) == 500


def test_own_fields_that_a_text_may_name(house: House) -> None:
    guest = guests.find(house.ctx, house.guest(house.channel()).pushed_id)
    assert templates.field_names(house.ctx) == []
    for name in ("table", "dog"):
        guest_records.set_field(house.ctx, guest.id, name, "x")
    assert templates.field_names(house.ctx) == ["dog", "table"]
