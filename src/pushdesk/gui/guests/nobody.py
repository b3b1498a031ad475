"""What stands in the table's place while it has no guest: why, and what to do."""

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.i18n import _


class Nobody(Nothing):
    """`wanted` asks for a channel's code."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, *_none_at_all(), _("Show a channel's code"), "qr-code")

    @property
    def sentence(self) -> str:
        return self.told

    def explain(self, text: str) -> None:
        """`text` is what somebody looks for; empty where there are no guests at all."""
        if text:
            self.say(
                "magnifying-glass",
                _("Nobody matches “{text}”").format(text=text),
                _("Try how the name or the e-mail begins, an own ID, or the last five of the ID."),
                has_deed=False,
            )
        else:
            self.say(*_none_at_all())


def _none_at_all() -> tuple[str, str, str]:
    """Icon, title and text."""
    return (
        "address-book",
        _("No guests yet"),
        _(
            "Whoever subscribes stands here, with what you know of them. Let guests scan a"
            " channel's code, or import a list that you already have."
        ),
    )
