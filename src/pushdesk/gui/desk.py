"""The composition root of the window: puts the parts together, runs Qt, takes them apart."""

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pushdesk import i18n, logs
from pushdesk.app import App
from pushdesk.errors import UserError
from pushdesk.gui import single_window
from pushdesk.gui.alarms import Alarms
from pushdesk.gui.background import Background
from pushdesk.gui.board.speaker import SystemSpeaker
from pushdesk.gui.board.view import Board
from pushdesk.gui.bug_dialog import BugReporter, qt_messages_to_log
from pushdesk.gui.double_tap import DoubleTaps
from pushdesk.gui.event_bridge import EventBridge
from pushdesk.gui.files import SystemFiles
from pushdesk.gui.input_filter import InputFilter
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.main_window import MainWindow
from pushdesk.gui.notices import Notices
from pushdesk.gui.problem import Problem
from pushdesk.gui.program import Parts, Training
from pushdesk.gui.scan.keyboard import KeyboardScanner
from pushdesk.gui.scan.sources import FrameSource
from pushdesk.gui.single_window import SingleWindow
from pushdesk.gui.staff.at_the_desk import AtTheDesk
from pushdesk.gui.theme import Theme
from pushdesk.gui.training import Lesson, Lessons, TrainingStrip
from pushdesk.gui.widgets import icons
from pushdesk.services import channels, links, preferences
from pushdesk.services.context import Context
from pushdesk.settings import THEME

# A broadcast from the desk leaves in its own time: a click in between is answered at once.
BULK_PAUSE = timedelta(milliseconds=60)

# Platforms without a screen: a dialog there would wait for ever.
_NOBODY_LOOKS = {"offscreen", "minimal"}
# How often Python gets a look at pending signals while Qt waits.
_SIGNAL_MS = 250


def run(app: App, argv: Sequence[str]) -> int:
    """The desk's window, until it is closed; starts and stops the program that it is the face of.

    Where the same data already has a window, that one comes forward and this start ends with 0.
    A UserError of the start is shown and passed on.
    """
    application = _application(argv)
    name = single_window.name_for(app.data_dir.root)
    if single_window.raise_first(name):
        return 0
    theme = Theme(application, preferences.get(app.ctx, THEME))
    try:
        # Beside a server that runs on the same data, the window brings no second portal.
        if not app.runs_elsewhere:
            app.open_house()
    except UserError as error:
        if QGuiApplication.platformName() not in _NOBODY_LOOKS:
            Problem.tell(theme, error)
        raise
    try:
        with _parts(app.ctx, theme) as parts:
            return _run_window(application, app, parts, name)
    finally:
        app.stop()


def run_kiosk(app: App, alias: str | None, argv: Sequence[str] = ()) -> int:
    """The subscribe code on the whole screen, until Esc.

    Raises UserError for an alias that is no open channel's.
    """
    if alias is not None:
        channels.get_open(app.ctx, alias)
    return _run_whole_screen(app, argv, partial(_kiosk, alias))


def run_board(app: App, argv: Sequence[str] = ()) -> int:
    """Who is called, on the whole screen, until Esc."""
    return _run_whole_screen(app, argv, lambda parts: Board(parts, SystemSpeaker(), _language()))


def _language() -> str:
    """The computer's, for screens that speak to guests; English where it is none of ours."""
    return i18n.tag(i18n.translation(*QLocale.system().uiLanguages()))


def _kiosk(alias: str | None, parts: Parts) -> Kiosk:
    return Kiosk(
        parts, alias, standard=_language(), check_portal=lambda: links.check_portal(parts.ctx)
    )


def _run_whole_screen(app: App, argv: Sequence[str], make: Callable[[Parts], QWidget]) -> int:
    """Beside a desk or server that runs on the same data, it only shows."""
    application = _application(argv)
    theme = Theme(application, preferences.get(app.ctx, THEME))
    if not app.runs_elsewhere:
        app.open_house()
    with _parts(app.ctx, theme) as parts:
        window = make(parts)
        InputFilter(application).add(DoubleTaps())
        _face_the_guests(window)
        window.showFullScreen()
        _serve(app, parts, window)
        try:
            return _execute(application)
        finally:
            parts.background.stop()
            app.stop()


def _face_the_guests(window: QWidget) -> None:
    """A second screen, where there is one, is theirs."""
    primary = QGuiApplication.primaryScreen()
    for screen in QGuiApplication.screens():
        if screen is not primary:
            window.setGeometry(screen.geometry())
            return


def _run_window(application: QApplication, app: App, parts: Parts, name: str) -> int:
    reporter = BugReporter(parts.theme)
    logs.start(app.data_dir.log, reporter.tell)
    first = SingleWindow(name)
    inputs = InputFilter(application)
    scanner = KeyboardScanner(inputs)
    alarms = Alarms(parts)
    training = app if isinstance(app, Training) else None
    window = MainWindow(parts, open_camera, scanner, training)
    inputs.add(DoubleTaps())
    scanner.start()
    first.wanted.connect(window.come_forward)
    at_the_desk = AtTheDesk(inputs, parts, window.header, window.rail, window, parts.duty.take)
    if isinstance(app, Lessons) and (strip := window.findChild(TrainingStrip)) is not None:
        Lesson(parts, app, strip.tasks)
    window.resize(1366, 768)
    window.show()
    _serve(app, parts, window)
    try:
        return _execute(application)
    finally:
        at_the_desk.stop()
        scanner.stop()
        first.stop()
        alarms.deleteLater()
        logs.start(app.data_dir.log)


def _serve(app: App, parts: Parts, owner: QObject) -> None:
    """Once the window is painted: what answers and sends takes a moment to load."""
    begin = partial(
        parts.background.run, lambda: app.serve(BULK_PAUSE), lambda _nothing: keep_loaded(), owner
    )
    QTimer.singleShot(0, begin)


def keep_loaded() -> None:
    """What is there by now stays: a collection stops the window, and need not look at it again."""
    gc.freeze()


def open_camera() -> FrameSource:
    from pushdesk.gui.scan import camera  # noqa: PLC0415 - QtMultimedia would delay every start

    return camera.Camera()


@contextmanager
def _parts(ctx: Context, theme: Theme) -> Iterator[Parts]:
    background, events = Background(), EventBridge(ctx.bus)
    try:
        yield Parts(ctx, background, events, Notices(), theme, SystemFiles())
    finally:
        events.stop()
        background.stop()


def _application(argv: Sequence[str]) -> QApplication:
    qt_messages_to_log()
    application = QApplication([*argv] or ["pushdesk"])
    application.setApplicationName("pushdesk")
    application.setApplicationDisplayName("PushDesk")
    QGuiApplication.setDesktopFileName("pushdesk")
    return application


def _execute(application: QApplication) -> int:
    """Ctrl+C in the terminal closes the windows as a click would."""
    application.setWindowIcon(icons.icon("bell-simple-ringing", "#1F6F5C"))
    restore = _on_interrupt(application.closeAllWindows)
    beat = QTimer(interval=_SIGNAL_MS)
    beat.timeout.connect(_let_python_look)
    beat.start()
    try:
        return application.exec()
    finally:
        beat.stop()
        restore()


def _let_python_look() -> None:
    """Python runs signal handlers between two of its own instructions only."""


def _on_interrupt(stop: Callable[[], object]) -> Callable[[], None]:
    before = {
        number: signal.signal(number, lambda _number, _frame: stop())
        for number in (signal.SIGINT, signal.SIGTERM)
    }

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore
