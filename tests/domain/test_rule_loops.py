"""Rules that would set off one another for ever are found."""

import pytest

from pushdesk.domain import rule_json, rule_loops
from pushdesk.domain.rules import Definition


def rules(*texts: str) -> dict[str, Definition]:
    names = "abcdef"
    return {names[at]: rule_json.parse(text) for at, text in enumerate(texts)}


def on(event: str, then: str, where: str = "{}") -> str:
    return f'{{"when": {{"event": "{event}", "where": {where}}}, "then": [{then}]}}'


ADD_A, ADD_B = '{"add": "A"}', '{"add": "B"}'
IN_A, IN_B = '{"audience": "A"}', '{"audience": "B"}'


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((on("x", '{"record": {"event": "x"}}'),), ("a",)),
        ((on("x", '{"wait": 1}, {"record": {"event": "x"}}'),), ()),
        (
            (on("x", '{"record": {"event": "y"}}'), on("y", '{"record": {"event": "x"}}')),
            ("a", "b"),
        ),
        (
            (
                on("joined_audience", ADD_B, IN_A),
                on("joined_audience", ADD_A, IN_B),
                on("joined_audience", '{"tell": "x"}'),
            ),
            ("a", "b"),
        ),
        ((on("joined_audience", ADD_B, IN_A), on("joined_audience", ADD_B, IN_B)), ("b",)),
        ((on("joined_audience", ADD_B, IN_A), on("joined_audience", '{"stop": true}', IN_B)), ()),
        ((on("shown", '{"send": "ready"}'),), ("a",)),
        ((on("shown", '{"send": "ready"}', '{"template": "follow_up"}'),), ()),
        ((on("called_again", '{"call_again": true}'),), ("a",)),
        ((on("released", '{"release": true}'),), ("a",)),
        (
            (
                on(
                    "x",
                    '{"if": {"condition": {"language": "de"}, "then": [{"wait": 1}]}},'
                    '{"record": {"event": "x"}}',
                ),
            ),
            ("a",),
        ),
        (
            (
                on(
                    "x",
                    '{"wait_for": {"event": "y", "within": 9, "came": '
                    '[{"record": {"event": "x"}}]}}',
                ),
            ),
            (),
        ),
    ],
)
def test_circles(texts: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert rule_loops.circle(rules(*texts)) == found
