"""A subscription in a QR code: packed, read back, and refused where a bit is wrong."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given
from hypothesis import strategies as st

from pushdesk.qr import base45, drawing, packed_subscription, payloads, reading
from pushdesk.qr.packed_subscription import Subscription, pack, unpack
from pushdesk.qr.payloads import Damaged, Unreadable
from tests import phone_codes

POINT = (
    ec.derive_private_key(7, ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
)
AUTH = bytes(range(16))
TOKEN = "cR4x_mD0x7T:APA91b" + "q8-Zr_4mD0x7Tn2cV5bYhA" * 6 + "xY"
# What browsers make, and how many symbols the code may have.
ENDPOINTS = {
    f"https://fcm.googleapis.com/fcm/send/{TOKEN}": 268,
    f"https://updates.push.services.mozilla.com/wpush/v2/{'gAAAAABo-_9' * 17}": 310,
    f"https://web.push.apple.com/{'QGx9-_zT' * 21}": 290,
    f"https://wns2-par02p.notify.windows.com/w/?token={'BQYAAAB%2bx%2f' * 32}%3d": 660,
    "http://127.0.0.1:9000/push/practice": 190,
}
endpoints = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=300)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_browsers_make_fits_a_code_that_a_camera_reads(endpoint: str) -> None:
    packed = pack(Subscription(endpoint, POINT, AUTH))
    assert len(packed) <= ENDPOINTS[endpoint]
    assert set(packed) <= set(base45.ALPHABET)
    assert unpack(packed) == Subscription(endpoint, POINT, AUTH)
    gray = drawing.image(packed, 640).convert("L")
    assert reading.read_frame(gray.width, gray.height, gray.tobytes(), gray.width) == packed


@given(endpoints, st.integers(1, 2**200), st.binary(min_size=16, max_size=16))
@example("https://", 1, bytes(16))
@example("https://fcm.googleapis.com/fcm/send/", 1, bytes(16))
@example("https://AAAA", 1, bytes(16))
def test_each_subscription_comes_back_from_what_a_scanner_types(
    endpoint: str, secret: int, auth: bytes
) -> None:
    public = ec.derive_private_key(secret, ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    subscription = Subscription(endpoint, point, auth)
    packed = pack(subscription)
    for typed in (packed, packed.lower(), f"  {packed}\r\n"):
        assert payloads.read(typed) == subscription


@given(st.data())
def test_one_wrong_symbol_is_found(data: st.DataObject) -> None:
    packed = pack(Subscription(next(iter(ENDPOINTS)), POINT, AUTH))
    at = data.draw(st.integers(0, len(packed) - 1))
    wrong = data.draw(st.sampled_from(base45.ALPHABET).filter(lambda each: each != packed[at]))
    damaged = packed[:at] + wrong + packed[at + 1 :]
    with pytest.raises(ValueError, match=r"\w"):
        unpack(damaged)
    assert isinstance(payloads.read(damaged), Damaged | Unreadable)


@given(st.text(st.sampled_from(base45.ALPHABET + "äÖ\n\x00"), max_size=400))
@example("")
@example(".")
@example("ÿ" * 100)
@example("ŉ" * 100)  # longer in upper case
def test_hostile_codes_have_their_sentence(inner: str) -> None:
    assert isinstance(payloads.read(f"PD1:{inner}."), Damaged | Unreadable)


@given(st.binary(max_size=200))
def test_random_bytes_with_a_true_checksum_are_one_subscription_or_none(body: bytes) -> None:
    data = body + packed_subscription._checksum(body)
    text = packed_subscription.PREFIX + base45.encode(data) + packed_subscription.END
    try:
        found = unpack(text)
    except ValueError:
        return
    assert pack(found) == text


@pytest.mark.parametrize("layout", phone_codes.LAYOUTS)
@pytest.mark.parametrize("code", phone_codes.SAMPLES)
def test_a_code_that_another_keyboard_has_changed_is_refused(layout: str, code: str) -> None:
    assert isinstance(payloads.read(code), Subscription)
    damaged = phone_codes.typed_on(layout, code)
    assert damaged != code
    assert isinstance(payloads.read(damaged), Damaged | Unreadable)


def test_points_off_the_curve_are_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        pack(Subscription("https://web.push.apple.com/x", b"\x04" + bytes(64), AUTH))


@pytest.mark.parametrize("endpoint", ["", "https://a b", "https://ä", f"https://{'a' * 1024}"])
def test_no_address(endpoint: str) -> None:
    with pytest.raises(ValueError, match=r"address|long"):
        pack(Subscription(endpoint, POINT, AUTH))


@given(st.binary(max_size=64))
def test_base45_is_that_of_the_rfc(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")],
)
def test_base45_examples_of_rfc_9285(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "a0", "::", "Ä00"])
def test_what_is_not_base45(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


def test_two_phones_have_two_codes() -> None:
    first, second = (
        pack(Subscription(next(iter(ENDPOINTS)), POINT, secrets.token_bytes(16))) for _ in "ab"
    )
    assert first != second
