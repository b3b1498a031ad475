"""What scanned, pasted and typed texts mean, and the sentence for what means nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pushdesk.domain import pushed_id
from pushdesk.qr.payloads import LONGEST_TEXT, ChannelLink, PassLink, PushedId, Unreadable, read

ID = "B6X7E7T63DTBKH"
OTHER_ID = "LCJ982FUETFDTX"
TOKEN = "q8-Zr_4mD0x7Tn2cV5bYhA"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"{ID}\r\n",
        f"\x02{ID}\x03",
        "b6x7 e7t63 dtbkh",
        'b-xèeèt-"dtbkh',
        f"My Pushed ID is {ID}.",
        f"Name: Anna\nPushed ID:\t{ID.lower()}\nTable 7",
        "guest B6X7 E7T63 DTBKH, please",
        "ID=B6X7-E7T63-DTBKH;",
        f"https://booking.example/guests?pushed_id={ID}&lang=de",
        f'{{"pushed_id": "{ID}", "again": "{ID}"}}',
    ],
)
def test_a_pushed_id_is_found(text: str) -> None:
    assert read(text) == PushedId(ID)


@pytest.mark.parametrize(
    "text",
    [
        "https://push.example/c/VFx7uM",
        "http://127.0.0.1:8765/c/VFx7uM",
        "HTTPS://PUSH.EXAMPLE/c/VFx7uM/",
        "push.example/c/VFx7uM",
        "https://push.example/below/c/VFx7uM?from=poster#top",
        "Subscribe here: <https://push.example/c/VFx7uM>.",
        "https://push.example/c/VFx7uM https://push.example/c/VFx7uM?twice",
    ],
)
def test_a_channel_link_is_read(text: str) -> None:
    assert read(text) == ChannelLink("VFx7uM")


@pytest.mark.parametrize(
    "text",
    [
        f"https://push.example/g/{TOKEN}",
        f"https://push.example:8443/desk/g/{TOKEN}/?state",
        f"My pass (https://push.example/g/{TOKEN}), thanks",
    ],
)
def test_a_pass_link_is_read(text: str) -> None:
    assert read(text) == PassLink(TOKEN)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no text"),
        (" \t\r\n\x00", "no text"),
        (ID + " " * LONGEST_TEXT, "too long"),
        ("B" * 1_000_000, "too long"),
        (ID[:-1] + "B", "almost"),
        (ID[:-1], "almost"),
        ("B6X7 E7T63 DTBKB", "almost"),
        (f"{ID} {OTHER_ID}", "more than one"),
        (f"https://a.example/c/VFx7uM https://a.example/g/{TOKEN}", "more than one"),
        ("https://push.example/", "This link"),
        ("https://push.example/c/VFx7u", "This link"),
        ("https://push.example/c/VFx7uM/../../x", "This link"),
        ("https://push.example/g/short", "This link"),
        (f"https://push.example/g/{'x' * 129}", "This link"),
        ("javascript://push.example/%0aalert(1)", "This link"),
        ("4006381333931", "not a Pushed ID"),
        ("reservations", "not a Pushed ID"),
        ("'; DROP TABLE guest; --", "not a Pushed ID"),
        (f"X{ID}", "almost"),
        (f"{ID}{OTHER_ID}", "not a Pushed ID"),
        ("//[", "not a Pushed ID"),
        ("\ud800", "not a Pushed ID"),
    ],
)
def test_what_means_nothing_gets_its_sentence(text: str, sentence: str) -> None:
    scan = read(text)
    assert isinstance(scan, Unreadable)
    assert sentence in scan.sentence


def test_the_sentence_repeats_nothing_of_a_strangers_text() -> None:
    scan = read("<script>alert(1)</script>")
    assert isinstance(scan, Unreadable)
    assert "script" not in scan.sentence


@given(st.text(max_size=300))
@example("http://[::1/c/")
def test_no_text_makes_it_raise(text: str) -> None:
    scan = read(text)
    assert not isinstance(scan, PushedId) or pushed_id.is_valid(scan.value)


@given(st.builds(pushed_id.new), st.text("aimoqwyz \n.,:#", max_size=100))
def test_an_id_is_found_within_any_other_words(value: str, words: str) -> None:
    assert read(f"{words} {value} {words}") == PushedId(value)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "unit", ["B", "B ", "BCDE FGHJK ", "BCDEFGHJKLNPR ", "/c/", "a/c/VFx7u ", "(", "#?"]
)
def test_the_longest_text_is_read_in_a_moment(unit: str) -> None:
    for _ in range(20):
        assert isinstance(read((unit * LONGEST_TEXT)[:LONGEST_TEXT]), Unreadable)
