"""Lists of guests as CSV files (RFC 4180).

Read strictly; written so that no spreadsheet runs a cell.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

PHONE = ("endpoint", "p256dh", "auth")
COLUMNS = ("pushed_id", "name", "email", "language", "channel", *PHONE)
OWN, FIELD = "own:", "field:"
# How owners and their other programs head such columns, without blanks, dashes and capitals.
_HEADINGS = {
    "pushed_id": ("pushedid",),
    "name": ("guest", "guestname", "fullname", "nombre", "nom", "nome"),
    "email": ("mail", "emailaddress", "mailaddress", "correo", "courriel"),
    "language": ("lang", "sprache", "idioma", "langue", "lingua"),
    "channel": ("kanal", "canal", "canale"),
}
_MEANT = {written: name for name, every in _HEADINGS.items() for written in (name, *every)}
_BETWEEN = re.compile(r"[\s\-_.]+")
MOST_BYTES = 64 * 1024 * 1024
MOST_LINES = 250_000
MOST_COLUMNS = 1000

# A spreadsheet takes such a cell for a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Fault(Enum):
    """Why a file is no list of guests."""

    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    NO_COLUMNS = auto()
    UNKNOWN_COLUMN = auto()
    COLUMN_TWICE = auto()


class BadList(ValueError):
    """`column` is the one that is at fault, as it is written."""

    def __init__(self, fault: Fault, column: str = "") -> None:
        self.fault = fault
        self.column = column
        super().__init__(fault.name)


@dataclass(frozen=True)
class Line:
    """`number` as an editor counts; `cells` is None where quotes or columns don't fit."""

    number: int
    cells: tuple[str, ...] | None


@dataclass(frozen=True)
class GuestList:
    """`columns` are of COLUMNS, or begin with OWN or FIELD; each line has a cell for each."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes | str) -> GuestList:
    """UTF-8 with or without a mark, commas or semicolons, any line ends. Raises BadList."""
    text = _text(data)
    records = (record for record in _records(text, _delimiter(text)) if record[1] != [])
    _number, header = next(records, (0, None))
    columns = _columns(header)
    lines: list[Line] = []
    for number, cells in records:
        if cells is None or any(cell.strip() for cell in cells):
            lines.append(Line(number, _fitted(cells, len(columns))))
    return GuestList(columns, tuple(lines))


def row(cells: Iterable[str]) -> str:
    """One line of a file, with its end; what looks like a formula gets an apostrophe."""
    written = io.StringIO()
    csv.writer(written).writerow([_guarded(cell) for cell in cells])
    return written.getvalue()


def _text(data: bytes | str) -> str:
    if len(data) > MOST_BYTES:
        raise BadList(Fault.TOO_LARGE)
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList(Fault.NOT_UTF8) from error


def _delimiter(text: str) -> str:
    """The one that parts the first line into more columns."""

    def columns(delimiter: str) -> int:
        header = next((cells for _n, cells in _records(text, delimiter) if cells != []), None)
        return len(header or ())

    return max(",;", key=columns)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """The line that each begins on, and its cells; None where its quotes are wrong.

    Empty lines count as well: a file of nothing else must have an end.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        if number > MOST_LINES + 2:
            raise BadList(Fault.TOO_LARGE)
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None


def _columns(header: list[str] | None) -> tuple[str, ...]:
    if not header:
        raise BadList(Fault.NO_COLUMNS)
    if len(header) > MOST_COLUMNS:
        raise BadList(Fault.TOO_LARGE)
    columns = tuple(_column(name) for name in header)
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise BadList(Fault.COLUMN_TWICE, twice)
    return columns


def _column(written: str) -> str:
    name = _plain(written.strip())
    if name.lower() in COLUMNS:
        return name.lower()
    meant = _MEANT.get(_BETWEEN.sub("", name.lower()))
    if meant is not None:
        return meant
    kind, colon, rest = name.partition(":")
    prefix = kind.strip().lower() + colon
    if prefix in {OWN, FIELD} and rest.strip():
        return prefix + rest.strip()
    raise BadList(Fault.UNKNOWN_COLUMN, written)


def _fitted(cells: list[str] | None, width: int) -> tuple[str, ...] | None:
    """Programs leave empty cells away at the end, or add some."""
    if cells is None or any(cell.strip() for cell in cells[width:]):
        return None
    padded = [*cells[:width], *[""] * (width - len(cells))]
    return tuple(_plain(cell.strip()) for cell in padded)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    """Takes back what `_guarded` has done."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
