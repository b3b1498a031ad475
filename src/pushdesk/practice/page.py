"""What a phone needs to know of a page: its meta elements, and what stands where an id is."""

from html.parser import HTMLParser

# Elements that have no end tag (HTML 13.1.2), as far as a page uses them.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Page(HTMLParser):
    """`metas` by name; by id, `texts` within an element and `sources` of a picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas[given.get("name", "")] = given.get("content", "")
        if tag == "img":
            self.sources[given.get("id", "")] = given.get("src", "")
        if tag not in _VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        """Closes what HTML lets stay open, such as <p> and <li>, with its parent."""
        if tag not in {name for name, _id in self._open}:
            return
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _tag, id_ in self._open:
            if id_:
                self.texts[id_] = self.texts.get(id_, "") + data
