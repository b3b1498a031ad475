"""TARGET as people and programs write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import targets
from pushdesk.domain.targets import App, Audience, Channel, Email, OwnId, PushedId

ID = "TVH9GJJPBS865R"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("app", App()),
        ("channel:VFx7uM", Channel("VFx7uM")),
        (f"pushed_id:{ID}", PushedId(ID)),
        (f"pushed_id:{ID.lower()}", PushedId(ID)),
        ("audience:Regulars", Audience("Regulars")),
        (" audience: Wine & cheese: Friday ", Audience("Wine & cheese: Friday")),
        ("email:Ann@Example.org", Email("ann@example.org")),
        ("own:till/4711", OwnId("till", "4711")),
        ("own:booking system/A/7", OwnId("booking system", "A/7")),
        ("app:x", None),
        ("audience:", None),
        ("audience:a\x00b", None),
        ("audience:\ud800", None),
        ("audience:" + "x" * 101, None),
        ("email:nobody", None),
        ("own:till", None),
        ("own:/4711", None),
        ("own:till/", None),
        ("channel:VFx7u", None),
        ("channel:VFx7uMM", None),
        ("channel:VF-7uM", None),
        ("pushed_id:AAAA", None),
        ("nobody", None),
        ("", None),
    ],
)
def test_targets(text: str, target: targets.Target | None) -> None:
    assert targets.parse(text) == target


@given(
    st.builds(
        "{}:{}".format,
        st.sampled_from(["audience", "email", "own", "pushed_id", "channel", "app"]),
        st.text(max_size=60),
    )
    | st.text(max_size=60)
)
def test_any_text_is_a_target_or_none(text: str) -> None:
    targets.parse(text)
