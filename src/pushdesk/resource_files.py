"""The files that travel with the program: templates, scripts, icons, translations."""

from pathlib import Path

from pushdesk.paths import resource_root


def path(*parts: str) -> Path:
    return resource_root().joinpath(*parts)


def text(*parts: str) -> str:
    return path(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    return path(*parts).read_bytes()
