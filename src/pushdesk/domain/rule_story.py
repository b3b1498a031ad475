"""What the log of a rule says: kept as words and data, made a sentence when it is read."""

import json
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from pushdesk.domain import rule_json, rule_machine, rule_sentences
from pushdesk.domain.rule_machine import State, Taken, Waiting
from pushdesk.domain.rule_sentences import Voice
from pushdesk.domain.rules import If, Step, Steps, Stop, Wait, WaitFor, Webhook


class What(StrEnum):
    """What became of a guest at a rule."""

    BEGAN = "began"
    NOT_MET = "not_met"
    NOT_ASKED = "not_asked"
    ALREADY = "already"
    TOO_OFTEN = "too_often"
    TOO_DEEP = "too_deep"
    DID = "did"
    NOT_DONE = "not_done"
    WAITS = "waits"
    CAME = "came"
    OVER = "over"
    YES = "yes"
    NO = "no"
    LATER = "later"
    ENDED = "ended"
    SWITCHED_OFF = "switched_off"
    EDITED = "edited"
    BROKE = "broke"


def about(step: Step) -> dict[str, object]:
    """A step, as details keep it: without what stands in its branches."""
    bare = rule_json.write_step(step)
    ((_kind, content),) = bare.items()
    if isinstance(content, dict):
        for way in ("came", "over", "then", "else"):
            content.pop(way, None)
    return {"step": bare}


def begun(steps: Steps, state: State) -> tuple[What, dict[str, object]] | None:
    """A rule that begins with a wait says so at once."""
    if isinstance(state, Waiting):
        return What.WAITS, about(rule_machine.step_at(steps, state.path))
    return None


def told(taken: Taken) -> tuple[What, dict[str, object]] | None:
    """What the log says of a step; None where the end of the rule says it."""
    match taken.step:
        case Wait() | WaitFor():
            return What.WAITS, about(taken.step)
        case If():
            return (What.YES if taken.held else What.NO), about(taken.step)
        case Stop() | Webhook():
            return None
        case _:
            return What.DID, about(taken.step)


def sentence(what: str, details: Mapping[str, object], voice: Voice) -> str:
    """`details` may have a step, an event, a reason (`why`) and seconds."""
    _ = voice.gettext
    told = {
        What.BEGAN: _("Began, because the guest {event}."),
        What.NOT_MET: _("Not begun: the guest {event}, but is not one whom the rule is for."),
        What.NOT_ASKED: _("Not begun: its condition can't be asked. {why}"),
        What.ALREADY: _("Not begun: the guest is on the way through it already."),
        What.TOO_OFTEN: _("Not begun: it has run too often for this guest in the last day."),
        What.TOO_DEEP: _("Not begun: too many rules have set off one another."),
        What.DID: _("Done: {step}"),
        What.NOT_DONE: _("Not done: {step} {why}"),
        What.WAITS: _("Waits: {step}"),
        What.CAME: _("It happened: the guest {event}."),
        What.OVER: _("The time ran out."),
        What.YES: _("Yes: {step}"),
        What.NO: _("No: {step}"),
        What.LATER: _("Tries again in {time}: {step} {why}"),
        What.ENDED: _("Ended."),
        What.SWITCHED_OFF: _("Ended: the rule was switched off."),
        What.EDITED: _("Ended: the rule was changed."),
        What.BROKE: _("Ended by a fault in PushDesk; the log file has the details."),
    }
    return told[What(what)].format(**_values(details, voice)).strip()


def _values(details: Mapping[str, object], voice: Voice) -> dict[str, str]:
    seconds = details.get("seconds", 0)
    return {
        "event": _event(str(details.get("event", "")), voice),
        "why": str(details.get("why", "")),
        "time": rule_sentences.duration(timedelta(seconds=int(str(seconds))), voice),
        "step": _step(details.get("step"), voice),
    }


def _event(name: str, voice: Voice) -> str:
    """Empty where a day in an own field began it."""
    if not name:
        return voice.gettext("has such a day today")
    return rule_sentences.event(name, voice.gettext)


def _step(written: object, voice: Voice) -> str:
    if written is None:
        return ""
    return rule_sentences.step(rule_json.read_step(json.dumps(written)), voice)
