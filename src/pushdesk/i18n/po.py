"""Catalogues as translators write them (.po), read without a compiled copy beside them."""

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def read(path: Path) -> gettext.GNUTranslations:
    """Raises PoFileError for a file with a line that is none of GNU gettext's."""
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.parent.name, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
