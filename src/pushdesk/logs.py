"""One log file for each data folder, without secrets, that every unexpected error ends up in."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

_SECRETS = (
    # A push endpoint's path is all that is needed to address that phone.
    (re.compile(r"(https?://[\w.:\[\]-]+/)[\w\-./%:~+=]{16,}"), r"\1…"),
    (re.compile(r"(?i)\b(vapid t=|bearer |token[=:/ ]+|key[=:] *)[\w\-.~+/=]{8,}"), r"\1…"),
    (re.compile(r"(/(?:g|r)/)[\w\-.]{8,}"), r"\1…"),
    (re.compile(r"-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", re.DOTALL), "…"),
)


def redact(text: str) -> str:
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class _Redacting(logging.Formatter):
    """Redacts the finished line, so that a traceback's values are covered as well."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _LogFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's own
        """Says in one line what a full disk would answer with a trace for each line of the log."""
        if sys.stderr is not None:
            sys.stderr.write(f"The log can't be written: {sys.exc_info()[1]}\n")


_LINE = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start(file: Path, on_bug: Callable[[str], None] | None = None) -> None:
    """Writes to the file (3 × 1 MB) and, for warnings, to stderr; reports bugs to `on_bug` too.

    Calling it again moves the log to the new file. Where that can't be opened, a warning says so
    and the program works on: guests wait.
    """
    root = logging.getLogger()
    stop()
    root.setLevel(logging.INFO)
    _add(logging.StreamHandler(), logging.WARNING)
    try:
        _add(_LogFile(file, maxBytes=1_000_000, backupCount=2, encoding="utf-8"), logging.INFO)
    except OSError as error:
        log.warning("The log can't be written: %s", error)
    for talkative in ("alembic", "uvicorn"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    _catch_everything(on_bug or (lambda _text: None))


def _add(handler: logging.Handler, level: int) -> None:
    handler.setFormatter(_Redacting(_LINE))
    handler.setLevel(level)
    handler.set_name("pushdesk")
    logging.getLogger().addHandler(handler)


def stop() -> None:
    """Closes the file and gives the hooks for unexpected errors back to Python."""
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if handler.get_name() == "pushdesk"]:
        root.removeHandler(handler)
        # What a full disk has not taken has been told of when it was written.
        with suppress(OSError):
            handler.close()


def _catch_everything(on_bug: Callable[[str], None]) -> None:
    """Every door through which Python lets an exception leave unseen."""

    def report(
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: str = "the main thread",
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        exc_info = (kind, error, trace) if error is not None else None
        log.critical("Unexpected error in %s", where, exc_info=exc_info)
        on_bug(redact("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = report
    threading.excepthook = lambda args: report(
        args.exc_type,
        args.exc_value,
        args.exc_traceback,
        args.thread.name if args.thread else "a thread",
    )
    sys.unraisablehook = lambda args: report(
        args.exc_type, args.exc_value, args.exc_traceback, "a destructor"
    )
