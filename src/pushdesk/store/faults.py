"""The environment's faults in plain words, told from what the database says."""

from pushdesk.errors import Unavailable
from pushdesk.i18n import _

_LOCKED = "database is locked"
_FAULTS = {
    "database or disk is full": (
        _("The disk is full, so nothing was saved."),
        _("Free some space and do it again."),
    ),
    "disk I/O error": (
        _("The disk doesn't answer as it should, so nothing was saved."),
        _("Check the disk and its space, then do it again."),
    ),
    _LOCKED: (
        _("Another program keeps the database busy, so nothing was saved."),
        _("Close other programs that use it and do it again."),
    ),
    "readonly database": (
        _("The database may only be read, so nothing was saved."),
        _("Allow writing to PushDesk's data folder."),
    ),
    "malformed": (
        _("The database is damaged."),
        _("Run: pushdesk restore FILE with your latest backup."),
    ),
    "not a database": (
        _("The database file is no database."),
        _("Run: pushdesk restore FILE with your latest backup."),
    ),
    "unable to open database file": (
        _("The database can't be opened."),
        _("Allow reading and writing in PushDesk's data folder."),
    ),
}


def unavailable(told: str) -> Unavailable | None:
    """None where the program itself is at fault."""
    for sign, (what, what_to_do) in _FAULTS.items():
        if sign in told:
            why = _("The system says: {told}.").format(told=told)
            return Unavailable(what, why, what_to_do)
    return None


def busy() -> Unavailable:
    """This program's own threads wait for one another, as they would for another program."""
    what, what_to_do = _FAULTS[_LOCKED]
    return Unavailable(what, "", what_to_do)
