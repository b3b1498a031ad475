"""As much of the Protocol Buffers wire format as Chromium's cloud messaging needs."""

from collections.abc import Iterable, Mapping

Value = int | bytes | str


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def encode(fields: Iterable[tuple[int, Value]]) -> bytes:
    """(field number, value) pairs: int as varint, text and bytes with their length."""
    return b"".join(_field(number, value) for number, value in fields)


def fixed64(number: int, value: int) -> bytes:
    return varint(number << 3 | 1) + value.to_bytes(8, "little")


def _field(number: int, value: Value) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def decode(data: bytes) -> Mapping[int, int | bytes]:
    """The last value of each field; fixed-width fields as int. Raises ValueError, IndexError."""
    fields: dict[int, int | bytes] = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        fields[key >> 3], at = _value(key & 7, data, at)
    return fields


def _value(wire_type: int, data: bytes, at: int) -> tuple[int | bytes, int]:
    if wire_type == 0:
        return _varint(data, at)
    if wire_type == 2:
        size, at = _varint(data, at)
        return data[at : at + size], at + size
    width = {1: 8, 5: 4}.get(wire_type)
    if width is None:
        raise ValueError(f"wire type {wire_type}")
    return int.from_bytes(data[at : at + width], "little"), at + width


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7
