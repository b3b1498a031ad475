"""A busy evening in simulated time: real services, sender and escalation, simulated phones."""
