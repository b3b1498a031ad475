"""The JSON bodies that pages and service workers send, bounded in every part."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

# ASCII without spaces: what else a URL or base64url may hold is for the services to say.
Key = Annotated[str, StringConstraints(max_length=200, pattern=r"^[!-~]+$")]
Address = Annotated[str, StringConstraints(max_length=2048, pattern=r"^[!-~]+$")]
Word = Annotated[str, StringConstraints(max_length=64)]


class Keys(BaseModel):
    p256dh: Key
    auth: Key


class Subscription(BaseModel):
    """PushSubscription.toJSON() (Push API section 8)."""

    endpoint: Address
    keys: Keys


class Join(BaseModel):
    """`categories` are accepted and have no meaning yet."""

    subscription: Subscription
    categories: Annotated[list[Word], Field(max_length=50)] = []


class Resync(BaseModel):
    subscription: Subscription


class Change(BaseModel):
    """Browsers that don't tell the old subscription send an empty address."""

    old_endpoint: Address | Literal[""] = ""
    subscription: Subscription


class Report(BaseModel):
    receipt: Literal["shown", "opened", "closed"]
