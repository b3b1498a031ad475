"""The kiosk's own words, in the language that a guest has chosen."""

from dataclasses import dataclass
from gettext import NullTranslations

from pushdesk.i18n import translation


def of(code: str) -> "Words":
    """English where there is no such catalogue."""
    return Words(translation(code))


@dataclass(frozen=True)
class Words:
    catalogue: NullTranslations

    def android(self) -> tuple[tuple[str, str], ...]:
        """Icon and sentence of each step."""
        say = self.catalogue
        return (
            ("camera", say.gettext("Point your phone's camera at the code")),
            ("bell-ringing", say.gettext("Tap “Notify me” and allow it")),
            ("hand-waving", say.gettext("Your phone rings when it's your turn")),
        )

    def iphone(self) -> tuple[tuple[str, str], ...]:
        say = self.catalogue
        return (
            ("camera", say.gettext("Point the camera at the code and open it in Safari")),
            ("export", say.gettext("Tap Share, “Add to Home Screen”, then open it there")),
            ("bell-ringing", say.gettext("Tap “Notify me”: it rings when it's your turn")),
        )

    def queue(self, size: int, ahead: int, minutes: int) -> tuple[str, str]:
        """How many of that size wait, and how long it takes."""
        say = self.catalogue
        if ahead == 0:
            return say.gettext("For {size}: nobody is ahead").format(size=size), ""
        parties = say.ngettext(
            "For {size}: {n} party is ahead", "For {size}: {n} parties are ahead", ahead
        )
        told = parties.format(size=size, n=ahead)
        if minutes <= 0:
            return told, ""
        wait = say.ngettext("about {n} minute", "about {n} minutes", minutes)
        return f"{told},", wait.format(n=minutes)

    @property
    def free(self) -> str:
        return self.catalogue.gettext("Free. No app, no phone number. Leave at any time.")

    @property
    def without(self) -> str:
        return self.catalogue.gettext("Join without a phone")

    @property
    def how_many(self) -> str:
        return self.catalogue.gettext("How many are you?")

    @property
    def name(self) -> str:
        return self.catalogue.gettext("A name to call, if you like")

    @property
    def join(self) -> str:
        return self.catalogue.gettext("Join the list")

    @property
    def back(self) -> str:
        return self.catalogue.gettext("Back")

    @property
    def away(self) -> str:
        return self.catalogue.gettext("One moment, please: the list is back in a few seconds.")

    @property
    def take_along(self) -> str:
        return self.catalogue.gettext("Scan this to take your place along on your phone.")

    @property
    def done(self) -> str:
        return self.catalogue.gettext("Done")

    def joined(self, name: str, number: int) -> tuple[str, str]:
        """Whom the desk will call, and what happens now."""
        say = self.catalogue
        who = say.gettext("{name}, number {number}").format(name=name, number=number)
        return who, say.gettext("The desk has your request and will call this name.")
