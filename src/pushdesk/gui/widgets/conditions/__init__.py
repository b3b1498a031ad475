"""The form in which a condition on guests is asked: of audiences, and of rules."""
