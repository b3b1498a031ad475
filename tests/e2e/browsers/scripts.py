"""Scripts that run in the page, the same in every browser."""

import json

_CENTRE_OF = """(async () => {
  const css = %s;
  const place = () => {
    const element = document.querySelector(css);
    if (!element) throw new Error("no element " + css);
    if (element.disabled) throw new Error(css + " is disabled");
    element.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
    const box = element.getBoundingClientRect();
    const x = Math.round(box.left + box.width / 2), y = Math.round(box.top + box.height / 2);
    const hit = document.elementFromPoint(x, y);
    if (!hit || !element.contains(hit))
      throw new Error(css + " is hidden or covered by " + (hit && hit.outerHTML));
    return {x, y};
  };
  let before, now = place();
  do {
    before = now;
    await new Promise((done) => setTimeout(done, 30));
    now = place();
  } while (now.x !== before.x || now.y !== before.y);
  return now;
})()"""


def as_json(js: str) -> str:
    """The expression's value, awaited where it is a promise, as JSON text; undefined is null."""
    return f"(async () => JSON.stringify((await ({js})) ?? null))()"


def when_true(js: str) -> str:
    """[value] as soon as it is true as JavaScript sees it (an element is), else null."""
    return f"(async () => {{ const value = await ({js}); return value ? [value] : null; }})()"


def centre_of(css: str) -> str:
    """{x, y} in the viewport, scrolled into view, once it stands still; throws where a finger would
    hit another.
    """
    return _CENTRE_OF % json.dumps(css)
