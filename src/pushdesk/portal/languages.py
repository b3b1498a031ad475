"""The language of a guest's page, from what the browser asks for."""

import re
from gettext import NullTranslations

from pushdesk import resource_files
from pushdesk.i18n import translation

STANDARD = "en"
MOST = 8
NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_REGION = re.compile(r"[A-Za-z]{2}")
_WEIGHT = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def preferred(header: str) -> list[str]:
    """Language tags of Accept-Language (RFC 9110 section 12.5.4), the most wanted first."""
    weighted: list[tuple[float, str]] = []
    for item in header[:400].split(",")[:MOST]:
        tag, _semicolon, parameter = (part.strip() for part in item.partition(";"))
        weight = _WEIGHT.fullmatch(parameter)
        if _TAG.fullmatch(tag):
            weighted.append((float(weight[1]) if weight else 1.0, tag))
    ranked = sorted(weighted, key=lambda pair: -pair[0])
    return [tag for weight, tag in ranked if weight > 0]


def primary(header: str) -> str:
    """The guest's own language as two or three small letters."""
    return next(iter(preferred(header)), STANDARD).partition("-")[0].lower()


def country(header: str) -> str:
    """The region of the guest's own language, ISO 3166 alpha-2; empty where it names none.

    Tags of other languages say where a language is at home rather than where the guest is.
    """
    own = primary(header)
    regions = (
        region
        for language, *rest in (tag.split("-") for tag in preferred(header))
        for region in rest
        if language.lower() == own and _REGION.fullmatch(region)
    )
    return next(regions, "").upper()


def catalogue(header: str) -> NullTranslations:
    """The best translation that there is; English needs none and ends the search."""
    wanted: list[str] = []
    for tag in preferred(header):
        if tag.lower().partition("-")[0] == STANDARD:
            break
        wanted.append(tag.replace("-", "_"))
    return translation(*wanted) if wanted else NullTranslations()


def offered() -> dict[str, str]:
    """Tag → the language's own name, of all that pages can be read in."""
    return {code: name for code, name in NAMES.items() if code in (STANDARD, *_catalogues())}


def _catalogues() -> list[str]:
    return [folder.name for folder in resource_files.path("locale").iterdir() if folder.is_dir()]


def tag(found: NullTranslations) -> str:
    """For the `lang` attribute."""
    return found.info().get("language", STANDARD).replace("_", "-")
