"""The mail with a code, in the guest's language."""

from pushdesk import i18n


def of_code(code: str, venue: str, minutes: int, language: str) -> tuple[str, str]:
    """Subject and text; the code is good for so many minutes."""
    said = i18n.translation(language.replace("-", "_")).gettext
    subject = said("{code} is your code for {venue}").format(code=code, venue=venue)
    text = said(
        "Your code: {code}\n\n"
        "Tell it to the staff of {venue}, or type it into your page there. "
        "It is good for {minutes} minutes.\n\n"
        "If you did not ask for it, you need not do anything.\n"
    )
    return subject, text.format(code=code, venue=venue, minutes=minutes)
