"""The errors that people see, told apart from bugs.

UserError       the world is not as it should be: shown as it stands
├── NotFound    what was named is not there
├── Refused     what was asked for breaks a rule of the venue
└── Unavailable the computer, its disk or database can't do it now
Cancelled       the person changed their mind: silent
anything else   a bug: logged with its traceback, offered for copying
"""


class UserError(Exception):
    """Three plain sentences: what happened, why, and what to do."""

    def __init__(self, what: str, why: str = "", what_to_do: str = "") -> None:
        self.what = what
        self.why = why
        self.what_to_do = what_to_do
        super().__init__(" ".join(part for part in (what, why, what_to_do) if part))


class NotFound(UserError):
    """There is no channel, guest or message of this name."""


class Unavailable(UserError):
    """The disk is full, the database busy or damaged: the same request may work later."""


class Refused(UserError):
    """The request is understood and not allowed now, such as a second call within the cool-down."""


class Cancelled(Exception):
    """A person stepped back from what they had started."""
