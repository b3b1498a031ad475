"""Bytes in the alphabet of a QR code's alphanumeric mode (RFC 9285)."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE = len(ALPHABET)
_PLACE = {symbol: place for place, symbol in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(_symbols(pair) for pair in pairs)


def decode(text: str) -> bytes:
    """Raises ValueError for what encode() never writes."""
    if len(text) % 3 == 1 or not _PLACE.keys() >= set(text):
        raise ValueError("not base45")
    groups = (text[at : at + 3] for at in range(0, len(text), 3))
    try:
        return b"".join(_bytes(group) for group in groups)
    except OverflowError as error:
        raise ValueError("not base45") from error


def _symbols(pair: bytes) -> str:
    """Two bytes are three symbols, one is two; the lowest comes first."""
    number, symbols = int.from_bytes(pair, "big"), ""
    for _each in range(len(pair) + 1):
        number, place = divmod(number, _BASE)
        symbols += ALPHABET[place]
    return symbols


def _bytes(group: str) -> bytes:
    number = 0
    for symbol in reversed(group):
        number = number * _BASE + _PLACE[symbol]
    return number.to_bytes(len(group) - 1, "big")
