"""What comes back over the wire, piece by piece, and no more of it than is needed."""

from pushdesk.webpush.transport import MAX_BODY, PushResponse

MAX_HEADERS = 16 * 1024
_REFUSE = 0  # bytes taken: libcurl then ends the transfer


class Answer:
    """Collects status, headers and the first 4 kB of the body, and refuses more."""

    def __init__(self) -> None:
        self.has_headers = False
        self.version = ""
        self._status = 0
        self._size = 0
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    def response(self) -> PushResponse:
        return PushResponse(self._status, self._headers, bytes(self._body))

    def take_header(self, line: bytes) -> int:
        self._size += len(line)
        if self._size > MAX_HEADERS:
            return _REFUSE
        if not self.has_headers:
            self._read(line.decode("latin-1").strip())
        return len(line)

    def take_body(self, data: bytes) -> int:
        room = MAX_BODY - len(self._body)
        self._body += data[:room]
        return len(data) if len(data) <= room else _REFUSE

    def _read(self, line: str) -> None:
        if line.startswith("HTTP/"):
            self.version, status, *_words = line.split()
            self._status = int(status)
            self._headers = {}
        elif line:
            name, _colon, value = line.partition(":")
            self._headers.setdefault(name.lower(), value.strip())
        else:
            self.has_headers = self._status >= 200  # 100 Continue and 103 Early Hints come before
