"""Sentences for people quote strangers safely."""

from pushdesk.errors import UserError


def test_what_cannot_be_seen_is_marked() -> None:
    error = UserError("“a\x1b[31m\u202eb\ud800” is nobody.", "", "Try 👨\u200d🍳.")
    assert str(error) == "“a�[31m�b�” is nobody. Try 👨\u200d🍳."
