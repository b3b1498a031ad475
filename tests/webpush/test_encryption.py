"""RFC 8291: the published example, and our own messages through a decoder apart."""

from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from pushdesk.webpush import base64url
from pushdesk.webpush.encryption import encrypt
from pushdesk.webpush.vendors import GUARANTEED_PLAINTEXT

from .phone import Phone

ENDPOINT = "https://fcm.googleapis.com/x"
# RFC 8291 section 5 and appendix A
RFC_KEY = int.from_bytes(base64url.decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
RFC_PHONE = Phone(
    ec.derive_private_key(RFC_KEY, ec.SECP256R1()), base64url.decode("BTBZMqHH6r4Tts7J_aSIgg")
)
RFC_POINT = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
RFC_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)
RFC_TEXT = b"When I grow up, I want to be a watermelon"


def test_the_decoder_reads_the_example_of_the_rfc() -> None:
    assert base64url.encode(RFC_PHONE.p256dh) == RFC_POINT
    assert RFC_PHONE.decrypt(base64url.decode(RFC_BODY)) == RFC_TEXT


def test_the_phone_of_the_rfc_reads_ours() -> None:
    body = encrypt(RFC_PHONE.subscription(ENDPOINT), RFC_TEXT)
    assert RFC_PHONE.decrypt(body) == RFC_TEXT
    assert len(body) == len(base64url.decode(RFC_BODY))


def test_no_two_messages_share_a_key_or_salt() -> None:
    first, second = (encrypt(RFC_PHONE.subscription(ENDPOINT), RFC_TEXT) for _ in range(2))
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


@settings(deadline=None)  # the machine may be busy
@given(st.binary(min_size=1, max_size=300) | st.just(bytes(GUARANTEED_PLAINTEXT - 1) + b"x"))
def test_any_payload_arrives_within_the_limit(payload: bytes) -> None:
    phone = Phone()
    body = encrypt(phone.subscription(ENDPOINT), payload)
    assert phone.decrypt(body) == payload
    assert len(body) <= 4096
