"""A moment in the venue's time zone, typed or picked from a calendar."""

from datetime import date, datetime
from datetime import time as clock_time

from PySide6.QtCore import QDate, QPoint, QSignalBlocker, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QTimeEdit, QToolButton, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import moments
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.icons import Wear
from pushdesk.i18n import _

_EVENING = clock_time(18)


class MomentField(QWidget):
    """`edited` tells that somebody has typed or picked; `show_moment` is silent."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str, *, has_time: bool = True) -> None:
        super().__init__()
        self._zone = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.line.setMaxLength(40)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.picker = MomentPicker(theme, self, has_time=has_time)
        self.open = icon_button(theme, "calendar", _("Calendar: {name}").format(name=name))
        self.open.clicked.connect(self._open)
        self.picker.picked.connect(self._take)
        layout = row(self.line, self.open, gap=4)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def moment(self) -> datetime | None:
        """None also for what can't be read."""
        try:
            return moments.read(self.line.text(), self._zone)
        except ValueError:
            return None

    @property
    def problem(self) -> str:
        """One sentence; empty where all is well."""
        text = self.line.text()
        if not text.strip() or self.moment is not None:
            return ""
        return _("“{text}” is no moment. Write it as 2026-11-21 18:00.").format(text=text)

    def use_zone(self, zone: str) -> None:
        """An IANA name, empty for the computer's."""
        moment, self._zone = self.moment, zone
        if moment is not None:
            self.show_moment(moment)

    def show_moment(self, at: datetime | None) -> None:
        self.line.setText(moments.written(at, self._zone))
        self.line.setCursorPosition(0)

    def _open(self) -> None:
        known = self.moment
        here = moments.here(known, self._zone) if known else None
        self.picker.show_below(self.line, here)

    def _take(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.edited.emit()


class MomentPicker(QFrame):
    """A calendar that pops up, and the time below it; `picked` carries what `moments` reads."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, *, has_time: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self._has_time = has_time
        self.calendar = _calendar(theme)
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm")
        self.time.setAccessibleName(_("Time"))
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.time.setVisible(has_time)
        self.done = button(theme, _("Done"), "check", "primary")
        foot = row(self.time, self.done)
        foot.setStretch(0, 1)
        self.setLayout(column(self.calendar, foot, gap=8, margin=12))
        self.calendar.clicked.connect(lambda _day: self._pick())
        self.calendar.activated.connect(lambda _day: self._pick())
        self.time.timeChanged.connect(lambda _time: self._pick())
        self.done.clicked.connect(self._finish)

    def show_below(self, field: QWidget, at: datetime | None) -> None:
        """With this moment, else this evening; above the field where there is no room below."""
        day, time = (at.date(), at.time()) if at else (date.today(), _EVENING)  # noqa: DTZ011 - the calendar marks the computer's today as well
        with QSignalBlocker(self.calendar), QSignalBlocker(self.time):
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
            self.time.setTime(QTime(time.hour, time.minute))
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height()))
        if place.y() + self.height() > field.screen().availableGeometry().bottom():
            place = field.mapToGlobal(QPoint(0, -self.height()))
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def _pick(self) -> None:
        day = self.calendar.selectedDate().toString(Qt.DateFormat.ISODate)
        time = self.time.time().toString("HH:mm")
        self.picked.emit(f"{day} {time}" if self._has_time else day)

    def _finish(self) -> None:
        self._pick()
        self.hide()


def _calendar(theme: Theme) -> QCalendarWidget:
    """In the theme's colours, where Qt has its own for weekends and arrows."""
    made = QCalendarWidget()
    made.setAccessibleName(_("Day"))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setMinimumSize(7 * SIZES.target, 7 * SIZES.target)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, QTextCharFormat())
    for name, icon in (("prevmonth", "caret-left"), ("nextmonth", "caret-right")):
        arrow = made.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            Wear(arrow, theme, icon, "ink")
    return made
