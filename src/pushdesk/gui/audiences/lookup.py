"""What the audiences' screen shows, asked of the services in one go each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pushdesk.domain.conditions import Condition
from pushdesk.gui.audiences.members import Member
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.conditions import choices
from pushdesk.gui.widgets.conditions.fields import Choices
from pushdesk.services import audiences, categories, pixels
from pushdesk.services.audiences import Reach, Sample
from pushdesk.services.context import Context
from pushdesk.services.pixels import Pixel

SHOWN_MEMBERS = 100


@dataclass(frozen=True)
class Known:
    """`condition` is None for an audience that is kept by hand, or that isn't stored yet.

    `labels` are pairs of language and text; None where no subscribe page offers it. `pixel` is
    None where no web site puts guests in.
    """

    name: str
    smart: bool
    condition: Condition | None = None
    labels: tuple[tuple[str, str], ...] | None = None
    pixel: Pixel | None = None

    @property
    def offered(self) -> bool:
        return self.labels is not None


@dataclass(frozen=True)
class Shown:
    audiences: tuple[Known, ...]
    choices: Choices

    def without(self, hidden: Callable[[str], bool]) -> "Shown":
        left = tuple(known for known in self.audiences if not hidden(known.name))
        return replace(self, audiences=left)


@dataclass(frozen=True)
class Preview:
    """Of the audience `known`, as it is stored or as somebody is editing it.

    `sample` has some of the guests; `of_all` says of how many.
    """

    known: Known
    sentence: str
    reach: Reach
    sample: tuple[Member, ...]
    of_all: int


def look_up(ctx: Context) -> Shown:
    every = audiences.every(ctx)
    offered, on_site = categories.audience_names(ctx), pixels.every(ctx)
    return Shown(
        tuple(
            Known(
                each.name,
                each.is_smart,
                each.condition,
                _labels(ctx, each.name, offered),
                on_site.get(each.name),
            )
            for each in every
        ),
        choices.look_up(ctx),
    )


def _labels(ctx: Context, name: str, offered: set[str]) -> tuple[tuple[str, str], ...] | None:
    return tuple(sorted(categories.labels(ctx, name).items())) if name in offered else None


def count(ctx: Context, name: str) -> int:
    """Whom a message would reach now."""
    found = audiences.show(ctx, name).count
    return found.guests if found else 0


def preview(ctx: Context, known: Known) -> Preview:
    """Takes time where there are many guests."""
    if known.condition is not None:
        found = audiences.preview(ctx, known.condition)
        sample = _members(found.sample)
        return Preview(known, found.sentence, found.count, sample, found.count.guests)
    shown = audiences.show(ctx, known.name)
    members = _members(audiences.members(ctx, known.name, SHOWN_MEMBERS))
    return Preview(known, "", shown.count or Reach(0, 0, 0), members, shown.members)


def save(ctx: Context, name: str, condition: Condition, *, new: bool) -> str:
    """The name under which it is stored; raises UserError."""
    save_ = audiences.create if new else audiences.change
    return save_(ctx, name, condition).name


def _members(sample: list[Sample] | tuple[Sample, ...]) -> tuple[Member, ...]:
    return tuple(Member(each.guest_id, words.who(each.name, each.pushed_id)) for each in sample)
