"""The errors that people see, told apart from bugs.

UserError       the world is not as it should be: shown as it stands
├── NotFound    what was named is not there
├── Refused     what was asked for breaks a rule of the venue
└── Unavailable the computer, its disk or database can't do it now
Cancelled       the person changed their mind: silent
anything else   a bug: logged with its traceback, offered for copying
"""

import unicodedata

# Joins letters and emoji; the other format characters can turn a line around.
_JOINERS = frozenset("\u200c\u200d")


class UserError(Exception):
    """Three plain sentences: what happened, why, and what to do.

    They may quote a stranger's text: what can't be seen in it stands as “�”.
    """

    def __init__(self, what: str, why: str = "", what_to_do: str = "") -> None:
        self.what, self.why, self.what_to_do = _visible(what), _visible(why), _visible(what_to_do)
        parts = (self.what, self.why, self.what_to_do)
        super().__init__(" ".join(part for part in parts if part))


class NotFound(UserError):
    """There is no channel, guest or message of this name."""


class Unavailable(UserError):
    """The disk is full, the database busy or damaged: the same request may work later."""


class Refused(UserError):
    """The request is understood and not allowed now, such as a second call within the cool-down."""


class Cancelled(Exception):
    """A person stepped back from what they had started."""


def _visible(text: str) -> str:
    return "".join(character if _is_visible(character) else "\ufffd" for character in text)


def _is_visible(character: str) -> bool:
    return character in _JOINERS or not unicodedata.category(character).startswith("C")
