"""An address of a database that this program can't use is one sentence."""

from pathlib import Path

import pytest

from pushdesk.errors import UserError
from pushdesk.store import open_store


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "http://[",
        "dance://host/data",
        "mysql://user:secret@host/data",
        "postgresql+dance://user:secret@host/data",
        "postgresql+psycopg://user:secret@host:port/data",
        "sqlite://",
        "sqlite:///venue.db",
        "sqlite+dance:///venue.db",
    ],
)
def test_it_is_refused_without_its_secret(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError, match="can't use the database") as caught:
        open_store(tmp_path / "pushdesk.db", url)
    assert "secret" not in str(caught.value)
    assert not list(tmp_path.iterdir())
