"""The JSON bodies that pages and service workers send, bounded in every part."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

# ASCII without spaces: what else a URL or base64url may hold is for the services to say.
Key = Annotated[str, StringConstraints(max_length=200, pattern=r"^[!-~]+$")]
Address = Annotated[str, StringConstraints(max_length=2048, pattern=r"^[!-~]+$")]
# As long as an audience's name may be, and as many as a guest is ever offered.
Category = Annotated[str, StringConstraints(max_length=80)]
Categories = Annotated[list[Category], Field(max_length=50)]


class Keys(BaseModel):
    p256dh: Key
    auth: Key


class Subscription(BaseModel):
    """PushSubscription.toJSON() (Push API section 8)."""

    endpoint: Address
    keys: Keys


class Join(BaseModel):
    """`categories` are the ticked ones, by their audiences' names.

    `pass_token` comes from a guest's own page, whose browser may have no cookie yet.
    """

    subscription: Subscription
    categories: Categories = []
    pass_token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,32}$")] | None = None


class Choice(BaseModel):
    """All the categories that the guest wants."""

    categories: Categories


class Reply(BaseModel):
    """`receipt` is that of the notification whose button was tapped."""

    reply: Literal["coming", "later", "cancel"]
    receipt: Annotated[str, StringConstraints(max_length=200)] = ""


class Party(BaseModel):
    size: Annotated[int, Field(ge=1, le=99)]


class Warn(BaseModel):
    """`ahead` 0 is no warning."""

    ahead: Annotated[int, Field(ge=0, le=9)]


class Place(BaseModel):
    size: Annotated[int, Field(ge=1, le=9)]
    name: Annotated[str, StringConstraints(max_length=80)] = ""


class Shown(BaseModel):
    """`call` is the moment of the call, as the page was told it."""

    call: AwareDatetime


class Erase(BaseModel):
    """`really` is the second tap."""

    really: Literal[True]


class Resync(BaseModel):
    subscription: Subscription


class Change(BaseModel):
    """Browsers that don't tell the old subscription send an empty address."""

    old_endpoint: Address | Literal[""] = ""
    subscription: Subscription


class Report(BaseModel):
    receipt: Literal["shown", "opened", "closed"]
