"""Scripts, styles, icons and pictures: read once, cached by the browser for good."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from typing import Self

from pushdesk import resource_files

FOLDERS = ("icons", "pictures", "scripts", "styles")
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_IMPORT = re.compile(rb'^import .*? from "\./([\w.]+)";', re.MULTILINE | re.DOTALL)
# The system's own table may lack or change these.
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    content: bytes
    media_type: str
    etag: str


class Assets:
    """`fingerprint` is part of each address, so a new version is fetched at once."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _asset(name, content) for name, content in files.items()}
        tags = "".join(f"{name}{self._files[name].etag}" for name in sorted(self._files))
        self.fingerprint = hashlib.sha256(tags.encode()).hexdigest()[:12]

    @classmethod
    def load(cls) -> Self:
        root = resource_files.path("portal")
        files = [file for folder in FOLDERS for file in (root / folder).iterdir()]
        return cls({file.relative_to(root).as_posix(): file.read_bytes() for file in files})

    def address(self, name: str) -> str:
        """Raises KeyError for a name that is none, so that no page ships with a dead link."""
        self._files[name]
        return f"/assets/{self.fingerprint}/{name}"

    def named(self, name: str) -> Asset:
        """Raises KeyError."""
        return self._files[name]

    def imports(self, name: str) -> list[str]:
        """Every script that `name` needs, so that a page asks for all of them at once."""
        found: list[str] = []
        waiting = [name]
        while waiting:
            for needed in _IMPORT.findall(self._files[waiting.pop()].content):
                path = f"scripts/{needed.decode()}"
                if path not in found:
                    found.append(path)
                    waiting.append(path)
        return found

    def find(self, path: str) -> tuple[Asset, str] | None:
        """The asset and how long it may be cached."""
        version, _slash, name = path.partition("/")
        if version == self.fingerprint and name in self._files:
            return self._files[name], FOREVER
        # A page that was loaded before an update still asks by the old fingerprint.
        found = self._files.get(path) or self._files.get(name)
        return (found, ASK_AGAIN) if found else None


def _asset(name: str, content: bytes) -> Asset:
    suffix = name[name.rfind(".") :]
    media_type = TYPES.get(suffix) or mimetypes.types_map[suffix]
    return Asset(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:24]}"')
