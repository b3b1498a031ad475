"""How much of a notification each kind of phone shows; without any widget."""

from dataclasses import dataclass

from pushdesk.i18n import _
from pushdesk.services.previews import Preview


@dataclass(frozen=True)
class Platform:
    """Lines before the rest is cut; on some a picture leaves room for one line of text only.

    `icon_left` has the icon beside the words, else a line with the sender stands above them.
    """

    name: str
    sender: str
    title_lines: int
    body_lines: int
    body_lines_with_image: int
    icon_left: bool
    has_image: bool
    has_buttons: bool

    def body_lines_of(self, preview: Preview) -> int:
        shows_image = self.has_image and preview.image
        return self.body_lines_with_image if shows_image else self.body_lines


def every() -> tuple[Platform, Platform, Platform]:
    """An open notification; Chrome's on Android and the desktop, Safari's on the iPhone."""
    return (
        Platform(_("Android"), _("Chrome · {host} · now"), 1, 7, 1, False, True, True),
        Platform(_("iPhone"), _("from {venue}"), 1, 4, 4, True, False, False),
        Platform(_("Desktop"), _("Chrome · {host}"), 1, 4, 2, True, True, True),
    )


def in_words(platform: Platform, preview: Preview) -> str:
    """As a screen reader says the picture."""
    said = [f"{platform.name}: {preview.title}", preview.body]
    if platform.has_image and preview.image:
        said.append(_("with a picture"))
    if platform.has_buttons:
        said += [button.title for button in preview.buttons]
    return ". ".join(part for part in said if part)
