"""Sentences in the reader's language: gettext for window, pages and commands alike."""

import gettext

from pushdesk.paths import resource_root

DOMAIN = "pushdesk"


def translation(*languages: str) -> gettext.NullTranslations:
    """The best catalogue for the languages in order of preference; English where there is none.

    Without languages, those of the person's system.
    """
    return gettext.translation(
        DOMAIN, resource_root() / "locale", languages=list(languages) or None, fallback=True
    )


_desk = translation()


def _(sentence: str) -> str:
    return _desk.gettext(sentence)


def ngettext(one: str, many: str, n: int) -> str:
    return _desk.ngettext(one, many, n)
