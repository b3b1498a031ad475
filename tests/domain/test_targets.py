"""TARGET as people and programs write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import targets
from pushdesk.domain.targets import App, Channel, PushedId

ID = "TVH9GJJPBS865R"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("app", App()),
        ("channel:VFx7uM", Channel("VFx7uM")),
        (f"pushed_id:{ID}", PushedId(ID)),
        (f"pushed_id:{ID.lower()}", PushedId(ID)),
        ("app:x", None),
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


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_none(text: str) -> None:
    targets.parse(text)
