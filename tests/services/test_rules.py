"""Rules of the owner: kept, switched, refused, put in order, and those that come with it."""

import pytest

from pushdesk.domain.conditions import OnChannel
from pushdesk.domain.events import RuleChanged
from pushdesk.domain.rules import AddTo, Definition, If, Move, RemoveFrom, Send, WhenEvent
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import audiences, categories, rules
from tests.house import House

TELL = rules.read('{"when": {"event": "called"}, "then": [{"tell": "x"}]}')


def ping(event: str, causes: str) -> Definition:
    return rules.read(
        f'{{"when": {{"event": "{event}"}}, "then": [{{"record": {{"event": "{causes}"}}}}]}}'
    )


def test_row_22_kept_and_switched(house: House) -> None:
    rule = rules.create(house.ctx, "  Greet ", TELL)
    assert (rule.name, rule.enabled, rule.running) == ("Greet", False, 0)
    assert [line.text for line in rule.sentences] == [
        "When a guest is called:",
        "Tell the desk: “x”",
    ]
    assert rules.enable(house.ctx, "Greet").enabled
    assert not rules.disable(house.ctx, rule.id).enabled
    saved = rules.save(house.ctx, rule.id, "Greet all", ping("a", "b"))
    assert rules.every(house.ctx) == [saved]
    assert house.heard(RuleChanged) == [RuleChanged(rule.id)] * 4


def test_deleted_and_brought_back(house: House) -> None:
    made = rules.enable(house.ctx, rules.create(house.ctx, "Greet", TELL).id)
    gone = rules.delete(house.ctx, made.id)
    assert rules.every(house.ctx) == []
    assert rules.restore(house.ctx, gone) == made


def test_in_the_owners_order(house: House) -> None:
    first, second, third = (rules.create(house.ctx, name, TELL).id for name in "abc")
    assert [rule.id for rule in rules.reorder(house.ctx, [third, first])] == [third, first, second]


def test_a_circle_is_named_when_it_would_begin(house: House) -> None:
    rules.enable(house.ctx, rules.create(house.ctx, "One", ping("a", "b")).id)
    with pytest.raises(Refused, match="“this rule” → “One” → “this rule”"):
        rules.create(house.ctx, "Two", ping("b", "a"))
    rules.disable(house.ctx, "One")
    two = rules.enable(house.ctx, rules.create(house.ctx, "Two", ping("b", "a")).id)
    with pytest.raises(Refused, match="“One” → “Two” → “One”"):
        rules.enable(house.ctx, "One")
    assert rules.get(house.ctx, two.id).enabled


def test_what_stands_against_a_rule_is_told_by_step(house: House) -> None:
    definition = Definition(
        WhenEvent("called"),
        (AddTo("Nobody's"), If(OnChannel("ABCDEF"), (Send("nothing"),))),
    )
    found = rules.problems(house.ctx, definition)
    assert [problem.step for problem in found] == [0, 1, 2]
    assert "There is no audience “Nobody's”." in found[0].error.what
    with pytest.raises(NotFound, match="no audience"):
        rules.create(house.ctx, "Rule", definition)
    assert rules.every(house.ctx) == []


@pytest.mark.parametrize("step", [AddTo("Wine"), Move("Waiting", "Wine")])
def test_no_rule_ticks_a_category(house: House, step: AddTo | Move) -> None:
    for name in ("Waiting", "Wine"):
        audiences.create(house.ctx, name)
    made = rules.create(house.ctx, "Before", Definition(WhenEvent("called"), (step,)))
    categories.make_category(house.ctx, "Wine", {})
    with pytest.raises(Refused, match="A rule can't put guests into “Wine”"):
        rules.create(house.ctx, "After", made.definition)
    with pytest.raises(Refused):
        rules.enable(house.ctx, made.id)
    out = Definition(WhenEvent("called"), (Move("Wine", "Waiting"), RemoveFrom("Wine")))
    assert rules.save(house.ctx, made.id, "Before", out).definition == out


def test_what_is_refused(house: House) -> None:
    rules.create(house.ctx, "Greet", TELL)
    with pytest.raises(Refused, match="already"):
        rules.create(house.ctx, "Greet", TELL)
    with pytest.raises(NotFound):
        rules.get(house.ctx, "Nothing")
    with pytest.raises(UserError, match="not written as JSON"):
        rules.read("{")
    with pytest.raises(UserError, match="“jump” in it"):
        rules.read('{"when": {"event": "x"}, "then": [{"jump": 1}]}')
    with pytest.raises(UserError, match="no step"):
        rules.create(house.ctx, "Empty", Definition(WhenEvent("called"), ()))


def test_row_22_ready_rules_are_added_with_their_audiences(house: House) -> None:
    for ready in rules.shipped(house.ctx):
        made = rules.add_ready(house.ctx, ready.id)
        assert (made.name, made.sentences, made.enabled) == (ready.name, ready.sentences, False)
        rules.enable(house.ctx, made.id)
    assert rules.shipped(house.ctx) == []
    assert {audience.name for audience in audiences.every(house.ctx)} == {
        "Abandoned",
        "Lapsed",
        "Regular",
        "Seated",
        "Waiting",
    }
    with pytest.raises(NotFound):
        rules.add_ready(house.ctx, "nothing")
