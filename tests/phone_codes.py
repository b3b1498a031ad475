"""Codes that are a phone's own subscription, and what befalls them on the way to the desk."""

import random

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pushdesk.qr import base45, packed_subscription
from pushdesk.qr.packed_subscription import END, PREFIX, Subscription
from pushdesk.qr.payloads import LONGEST_TEXT

_POINT = (
    ec.derive_private_key(7, ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
)
# Three that may ring, one that nobody may be sent to, and one whose address is written out.
SAMPLES = tuple(
    packed_subscription.pack(Subscription(endpoint, _POINT, bytes([number]) * 16))
    for number, endpoint in enumerate(
        (
            f"https://fcm.googleapis.com/fcm/send/cR4x_mD0x7T:APA91b{'q8-Zr_4mD0x7Tn2cV5bY' * 6}",
            f"https://updates.push.services.mozilla.com/wpush/v2/{'gAAAAABo-_9' * 17}",
            f"https://web.push.apple.com/{'QGx9-_zT' * 21}",
            "http://127.0.0.1:9000/push/practice",
            "https://push.example.com/~a/{b}",
        )
    )
)
_ON_A_US_KEYBOARD = "1234567890QWAZMY-/.:$%*+"
# What these layouts type where a scanner presses the keys of a US keyboard.
LAYOUTS = {
    "AZERTY, France": "&é\"'(-è_çàAZQW?Y)!:M458+",
    "QWERTZ, Germany": "1234567890QWAYMZß-.Ö$%(`",
    "QWERTY, shift lock": "!@#$%^&*()QWAZMY_?>:$%*+",
}


def typed_on(layout: str, text: str) -> str:
    """By a scanner that believes in a US keyboard."""
    return text.translate(str.maketrans(_ON_A_US_KEYBOARD, LAYOUTS[layout]))


def retyped(text: str, dice: random.Random) -> str:
    return typed_on(dice.choice(tuple(LAYOUTS)), text)


def case_turned(text: str, _dice: random.Random) -> str:
    return text.swapcase()


def cut_short(text: str, dice: random.Random) -> str:
    """At either end, as by a camera or a scanner's time limit."""
    begin, end = sorted(dice.randint(0, len(text)) for _end in range(2))
    return dice.choice((text[:end], text[begin:], text[:end] + END))


def too_long(text: str, dice: random.Random) -> str:
    """Around each limit: of an endpoint, of a code, of any text."""
    limits = (packed_subscription.LONGEST_ENDPOINT, 3 * packed_subscription.LONGEST_ENDPOINT)
    wanted = dice.choice((*limits, LONGEST_TEXT)) + dice.randint(-2, 2)
    inner = (text.removesuffix(END) + "0" * wanted)[: wanted - len(END)]
    return inner + END


def noise(_text: str, dice: random.Random) -> str:
    symbols = "".join(dice.choices(base45.ALPHABET, k=dice.randint(0, 600)))
    return f"{PREFIX}{symbols}{END}"


def another_body(text: str, dice: random.Random) -> str:
    """Bytes are changed and the checksum fits: whatever is behind it has to look itself."""
    try:
        data = base45.decode(text.removeprefix(PREFIX).removesuffix(END))
    except ValueError:
        data = dice.randbytes(dice.randint(0, 120))
    body, at = bytearray(data[:-4]), dice.randint(0, len(data))
    body[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    whole = bytes(body) + packed_subscription._checksum(bytes(body))
    return PREFIX + base45.encode(whole) + END


TRICKS = (retyped, case_turned, cut_short, too_long, noise, another_body)
