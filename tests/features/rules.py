"""Rules as data, and the moment when everything that is due has been done."""

import json

from pushdesk.services import rules
from tests.features.venue import Venue


def make(venue: Venue, name: str, rule: object) -> str:
    """Its id; switched off, as every new rule."""
    return rules.create(venue.app.ctx, name, rules.read(json.dumps(rule))).id


def is_on(venue: Venue) -> bool:
    return all(rule.enabled for rule in rules.every(venue.app.ctx))


def waits(venue: Venue) -> bool:
    """Somebody is on the way through a rule."""
    return any(rule.running for rule in rules.every(venue.app.ctx))


def done(venue: Venue) -> list[str]:
    """What rules did, oldest first."""
    return [line.sentence for line in reversed(rules.log(venue.app.ctx))]
