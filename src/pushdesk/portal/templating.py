"""The pages' templates: escaped by default, in the reader's language."""

from collections.abc import Mapping
from gettext import NullTranslations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pushdesk import resource_files
from pushdesk.domain import user_agents
from pushdesk.i18n import NAMES
from pushdesk.portal import languages
from pushdesk.portal.assets import Assets


class Pages:
    """Keeps one environment for each language that has a catalogue."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._environments: dict[str, Environment] = {}

    def words(self, request: Request) -> NullTranslations:
        return languages.catalogue(languages.wanted(request))

    def asset(self, name: str) -> str:
        """The asset's path, without the root path."""
        return self._assets.address(name)

    def render(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        words = self.words(request)
        root = request.scope.get("root_path", "")
        text = (
            self._environment(words)
            .get_template(template)
            .render(
                lang=languages.tag(words),
                root=root,
                asset=lambda name: root + self._assets.address(name),
                imports=self._assets.imports,
                offered=NAMES,
                browser=user_agents.identify(request.headers.get("user-agent", "")),
                **values,
            )
        )
        # The page differs by cookie and language, and its back button must not show an old state.
        cached = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
        response = HTMLResponse(text, status, {**cached, **(headers or {})})
        languages.remember(request, response)
        return response

    def _environment(self, words: NullTranslations) -> Environment:
        tag = languages.tag(words)
        if tag not in self._environments:
            self._environments[tag] = _environment(words)
        return self._environments[tag]


def _environment(words: NullTranslations) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource_files.path("portal", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The i18n extension adds this method when it is loaded, so its type is not known.
    environment.install_gettext_translations(words)  # type: ignore[attr-defined]  # see above
    return environment
