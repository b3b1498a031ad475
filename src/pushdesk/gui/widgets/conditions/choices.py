"""What there is to choose from in a condition, asked of the services."""

from pushdesk.gui.widgets.conditions.fields import Choices
from pushdesk.services import audiences, channels, events
from pushdesk.services.context import Context


def look_up(ctx: Context) -> Choices:
    return Choices(
        tuple((channel.alias, channel.name) for channel in channels.every(ctx)),
        tuple((audience.name, audience.name) for audience in audiences.every(ctx)),
        tuple((name, name) for name in events.names(ctx)),
    )
