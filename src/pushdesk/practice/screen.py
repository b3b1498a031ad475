"""A photograph of the QR on a phone's screen: the SVG that `qr.drawing` makes, as the desk sees it.

It draws whole rows of dark modules and knows no other SVG, so no renderer is needed.
"""

import io
import re

from PIL import Image

from pushdesk.errors import UserError
from pushdesk.i18n import _

MODULE = 8  # pixels

_SIDE = re.compile(r'viewBox="0 0 ([0-9]{1,3}) \1"')
_DARK_ROW = re.compile(r"M([0-9]{1,3}) ([0-9]{1,3})h([0-9]{1,3})v1h-\3z")


def photograph(svg: str) -> bytes:
    """A PNG; raises UserError where the text is no such drawing."""
    side = _SIDE.search(svg)
    if side is None:
        raise UserError(_("The guest's page shows no QR."), _("It has another picture there."))
    picture = Image.new("1", (int(side[1]),) * 2, 1)
    for x, y, width in (map(int, row.groups()) for row in _DARK_ROW.finditer(svg)):
        picture.paste(0, (x, y, x + width, y + 1))
    file = io.BytesIO()
    picture.resize((picture.width * MODULE,) * 2, Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()
