"""The words of a message in several languages, one of them the standard; without any widget."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pushdesk.domain.placeholders import Wording

# The words of a message that names no language.
PLAIN = ""


@dataclass(frozen=True)
class Wordings:
    """`texts` by language tag, in the order of the tabs; who speaks none gets the standard's."""

    texts: Mapping[str, Wording] = field(default_factory=lambda: {PLAIN: Wording("")})
    standard: str = PLAIN

    @property
    def of_standard(self) -> Wording:
        return self.texts[self.standard]

    @property
    def languages(self) -> dict[str, Wording]:
        """Without the one that names no language."""
        return {tag: words for tag, words in self.texts.items() if tag != PLAIN}

    @property
    def is_empty(self) -> bool:
        return not any(words.title or words.body for words in self.texts.values())

    def write(self, tag: str, wording: Wording) -> "Wordings":
        return replace(self, texts={**self.texts, tag: wording})

    def add(self, tag: str) -> "Wordings":
        """Begins with the standard's words: a translation is written over them."""
        return self if tag in self.texts else self.write(tag, self.of_standard)

    def remove(self, tag: str) -> "Wordings":
        """The standard stays."""
        if tag == self.standard:
            return self
        return replace(self, texts={t: words for t, words in self.texts.items() if t != tag})

    def make_standard(self, tag: str) -> "Wordings":
        """Words that name no language have no place beside a standard that does."""
        if tag not in self.texts or tag == self.standard:
            return self
        return replace(self, texts=self.texts, standard=tag).remove(PLAIN)


def of_message(title: str, body: str, translations: Mapping[str, Wording]) -> Wordings:
    """As `domain.requests` has them: the standard stands apart, and among the translations too
    where its language is known.
    """
    plain = Wording(title, body)
    standard = next((tag for tag, words in translations.items() if words == plain), None)
    if standard is not None:
        return Wordings(dict(translations), standard)
    return Wordings({PLAIN: plain, **translations})
