"""How every screen says a guest, a number of them, a language, a moment; without any widget."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QLocale

from pushdesk.domain.countries import CODES
from pushdesk.i18n import _, ngettext

_DAY = timedelta(days=1)


def languages() -> tuple[tuple[str, str], ...]:
    """Code and name of those that the shipped texts speak."""
    return (
        ("en", _("English")),
        ("fr", _("French")),
        ("de", _("German")),
        ("it", _("Italian")),
        ("pt", _("Portuguese")),
        ("es", _("Spanish")),
    )


def language(code: str) -> str:
    """A code that has no name here stands for itself: "de-AT" is "German (de-AT)"."""
    names = dict(languages())
    if code in names:
        return names[code]
    name = names.get(code.partition("-")[0])
    return _("{language} ({code})").format(language=name, code=code) if name else code


def countries() -> tuple[tuple[str, str], ...]:
    """Code (ISO 3166-1 alpha-2) and name, by name."""
    named = [(code, QLocale.territoryToString(QLocale.codeToTerritory(code))) for code in CODES]
    return tuple(sorted(named, key=lambda pair: pair[1]))


def guests(number: int) -> str:
    return ngettext("{n} guest", "{n} guests", number).format(n=f"{number:,}")


def devices(number: int) -> str:
    return ngettext("{n} device", "{n} devices", number).format(n=f"{number:,}")


def moment(at: datetime, now: datetime) -> str:
    """The time of today and yesterday, else the day."""
    here = at.astimezone()
    if here.date() == now.astimezone().date():
        return _("today {time}").format(time=f"{here:%H:%M}")
    if here.date() == (now.astimezone() - _DAY).date():
        return _("yesterday {time}").format(time=f"{here:%H:%M}")
    return day(here)


def day(of: date) -> str:
    """“5 Nov 2026”, wherever nobody types it."""
    return f"{of.day} {of:%b %Y}"


def who(name: str, whole_id: str) -> str:
    """The nickname, else the end of the ID, which is what a guest can read aloud."""
    return name or _("Guest {tail}").format(tail=whole_id[-5:])
