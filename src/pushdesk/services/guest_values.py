"""What is kept of a guest, as people and files write it: checked, and put in one form."""

import re

from pushdesk.domain import countries, emails, placeholders, pushed_id
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.store.guest_records import TAIL
from pushdesk.store.own_ids import OwnField, OwnId

SYSTEM_LENGTH = 40
OWN_ID_LENGTH = 100
FIELD_LENGTH = 200
MOST_FIELDS = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


def read_pushed_id(text: str) -> str:
    """As it is stored, whatever a keyboard made of it; empty stays empty. Raises UserError."""
    repaired = pushed_id.repair(text) if text.strip() else ""
    if repaired is None:
        raise UserError(
            _("“{text}” is no Pushed ID.").format(text=shown(text)),
            "",
            _("Copy it from the guest's record."),
        )
    return repaired


def read_email(text: str) -> str:
    """In small letters; empty stays empty. Raises UserError."""
    email = emails.parse(text) if text.strip() else ""
    if email is None:
        raise UserError(
            _("“{text}” is no e-mail address.").format(text=shown(text)),
            "",
            _("Write it like name@example.com."),
        )
    return email


def read_language(text: str) -> str:
    """Raises UserError."""
    tag = text.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        raise UserError(
            _("“{text}” is no language.").format(text=shown(text)),
            "",
            _("Give its short name, such as en, de or pt-BR."),
        )
    primary, hyphen, rest = tag.partition("-")
    return primary.lower() + hyphen + (rest.upper() if len(rest) == 2 else rest)


def read_country(text: str) -> str:
    """In capitals; empty stays empty. Raises UserError."""
    code = text.strip().upper()
    if code and not (text.isascii() and code in countries.CODES):
        raise UserError(
            _("“{text}” is no country.").format(text=shown(text)),
            "",
            _("Give its two letters of ISO 3166, such as DE or US."),
        )
    return code


def read_field(name: str, value: str) -> OwnField:
    """Raises UserError; its name is one that a message's text can name."""
    name = texts.line(name, _("The field's name"), placeholders.NAME_LENGTH)
    if not placeholders.is_name(name):
        raise UserError(
            _("“{name}” can't be the name of a field.").format(name=shown(name)),
            "",
            _("Use letters and digits, with spaces, dots or hyphens between them."),
        )
    return OwnField(name, texts.line(value, _("The field"), FIELD_LENGTH, required=False))


def read_own_id(system: str, value: str) -> OwnId:
    """Raises UserError."""
    system = texts.line(system, _("The system's name"), SYSTEM_LENGTH)
    if "/" in system:
        raise UserError(
            _("“{system}” can't be the name of a system.").format(system=system),
            _("The slash parts the system from the ID."),
            _("Leave the slash out."),
        )
    return OwnId(system, texts.line(value, _("The own ID"), OWN_ID_LENGTH))


def check_number(names: set[str]) -> None:
    """Raises UserError where a guest would have too many fields."""
    if len(names) > MOST_FIELDS:
        raise UserError(
            _("No more fields fit."),
            _("A guest has {n} at most.").format(n=MOST_FIELDS),
            _("Remove one first."),
        )


def taken(own: OwnId, holder: str) -> Refused:
    """`holder` is who has it."""
    return Refused(
        _("{holder} has {system}/{value} already.").format(
            system=own.system, value=own.value, holder=holder
        ),
        _("An own ID belongs to one guest."),
        _("Merge the two guests, or take it away there first."),
    )


def name_of(name: str, pushed_id: str) -> str:
    """What a guest is called in sentences."""
    return f"“{name}”" if name else label_of(name, pushed_id)


def label_of(name: str, pushed_id: str) -> str:
    """What a guest is called in lists."""
    return name or _("guest {tail}").format(tail=pushed_id[-TAIL:])


def shown(text: str) -> str:
    """What was typed, as it may stand in a sentence."""
    return texts.line(text[:60], "", 60, required=False)
