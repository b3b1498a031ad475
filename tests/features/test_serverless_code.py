"""A guest's QR that is the subscription: scanned at the desk, added, called; the phone rings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pushdesk.domain.visits import State
from pushdesk.gui.main_window import Screen
from pushdesk.practice.phone import Phone
from pushdesk.qr import packed_subscription
from pushdesk.qr.packed_subscription import Subscription
from pushdesk.services import erasure, preferences, waiting_list
from pushdesk.settings import TEST_RING
from pushdesk.webpush import base64url
from tests.features.desk import Desk
from tests.features.venue import Venue


def test_a_scanned_subscription_is_a_guest_whose_phone_rings(desk: Desk, venue: Venue) -> None:
    """The desk has never heard of the phone: its page came from a host without a server."""
    ctx = venue.app.ctx
    preferences.put(ctx, TEST_RING, "off")
    fox = venue.guest(venue.channel())
    erasure.erase(ctx, fox.id)
    floor = desk.window.floor
    desk.window.go_to(Screen.FLOOR)
    field = a_field(desk.window)
    types(field, code_of(fox.phone))
    desk.wait(lambda: floor.details.is_adding)
    assert field.text() == ""
    QTest.keyClick(floor.details.add, Qt.Key.Key_Return)
    desk.wait(lambda: len(floor.list.order) == 1)
    desk.wait(floor.list.hasFocus)
    types(floor.list, code_of(fox.phone).lower())  # with caps lock, so that it isn't a repeat
    desk.wait(lambda: [row.state for row in waiting_list.every(ctx)] == [State.CALLED])
    desk.wait(lambda: len(fox.titles) == 1)


def test_a_damaged_code_is_one_line(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    text = code_of(fox.phone)
    desk.window.go_to(Screen.FLOOR)
    desk.window.floor.list.setFocus()
    types(desk.window.floor.list, text[:40] + text[41:])
    desk.wait(lambda: "came through damaged" in desk.window.scan_panel.line)


def code_of(phone: Phone) -> str:
    subscription = phone.subscription()
    keys = subscription["keys"]
    assert isinstance(keys, dict)
    p256dh, auth = (base64url.decode(keys[name]) for name in ("p256dh", "auth"))
    return packed_subscription.pack(Subscription(str(subscription["endpoint"]), p256dh, auth))


def types(widget: QWidget, code: str) -> None:
    """As a USB scanner does it."""
    assert {" ", "$", "%", "*", "+"} & set(code)
    QTest.keyClicks(widget, code)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def a_field(window: QWidget) -> QLineEdit:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    QApplication.processEvents()
    return field
