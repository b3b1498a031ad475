"""Where pushes may go, and the many ways of being lured elsewhere."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pushdesk.errors import UserError
from pushdesk.webpush.endpoints import EndpointPolicy, PushOrigin
from pushdesk.webpush.vendors import Vendor, vendor_of

POLICY = EndpointPolicy()
LOCAL = EndpointPolicy.from_text("http://127.0.0.1:9000, https://push.example.com/")
FCM = "https://fcm.googleapis.com"


@pytest.mark.parametrize(
    ("endpoint", "vendor"),
    [
        (f"{FCM}/fcm/send/dQw4w9WgXcQ:APA91b-_x", Vendor.GOOGLE),
        (f"{FCM}:443/wp/abc", Vendor.GOOGLE),
        ("https://FCM.googleapis.com/wp/abc", Vendor.GOOGLE),
        ("https://jmt17.google.com/fcm/send/abc", Vendor.GOOGLE),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAAAA-_=", Vendor.MOZILLA),
        ("https://eu.push.services.mozilla.com/wpush/v1/x", Vendor.MOZILLA),
        ("https://web.push.apple.com/QGz~.x", Vendor.APPLE),
        ("https://api.push.apple.com/x", Vendor.APPLE),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQY%2fa%3d%2b", Vendor.MICROSOFT),
    ],
)
def test_what_browsers_use_is_known(endpoint: str, vendor: Vendor) -> None:
    origin = POLICY.check(endpoint)
    assert (origin.scheme, origin.port, origin.vendor) == ("https", 443, vendor)
    assert str(origin) == f"https://{origin.host}"


HOSTILE = [
    "",
    "https://",
    "fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "gopher://fcm.googleapis.com:443/x",
    "http://fcm.googleapis.com/x",
    "http://fcm.googleapis.com:443/x",
    # other ports
    f"{FCM}:80/x",
    f"{FCM}:8443/x",
    f"{FCM}:0443/x",
    f"{FCM}:/x",
    f"{FCM}:443443/x",
    f"{FCM}:-443/x",
    # user-info
    "https://user@fcm.googleapis.com/x",
    "https://user:secret@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://fcm.googleapis.com:443@evil.example/x",
    "https://evil.example#@fcm.googleapis.com/x",
    "https://evil.example\\@fcm.googleapis.com/x",
    # lookalikes
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://xfcm.googleapis.com/x",
    "https://push.apple.com/x",
    "https://evilpush.apple.com/x",
    "https://.push.apple.com/x",
    "https://..push.apple.com/x",
    "https://notify.windows.com/x",
    "https://notify.windows.com.evil.example/x",
    "https://fcm-googleapis.com/x",
    "https://fcm.googleapis.com./x",
    "https://web.push.apple.com./x",
    "https://xn--fcm-.googleapis.com/x",
    "https://xn--80ak6aa92e.push.apple.com/x",
    "https://fсm.googleapis.com/x",  # a Cyrillic с
    "https://fcm.googleapis。com/x",
    "https://ｆcm.googleapis.com/x",
    "https://fcm.googleapis.com%2eevil.example/x",
    "https://fcm.googleapis.com%00.evil.example/x",
    "https://-x.push.apple.com/x",
    "https://x-.push.apple.com/x",
    "https://a_b.push.apple.com/x",
    "https://*.push.apple.com/x",
    f"https://{'a' * 64}.push.apple.com/x",
    f"https://{'a.' * 130}push.apple.com/x",
    # addresses
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://127.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/x",
    "https://142.250.1.1/x",
    "https://localhost/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fe80::1%25eth0]/x",
    "https://[fcm.googleapis.com]/x",
    # fragments, paths, characters
    f"{FCM}/x#y",
    f"{FCM}#/x",
    FCM,
    f"{FCM}/",
    f"{FCM}?x",
    f"{FCM}/a/../b",
    f"{FCM}/a/./b",
    f"{FCM}/..",
    f"{FCM}/%2e%2e/b",
    f"{FCM}/%252e%252e/b",
    f"{FCM}/a%2fb",
    f"{FCM}/a%5cb",
    f"{FCM}/a\\b",
    f"{FCM}//evil.example/x",
    f"{FCM}/a//b",
    f"{FCM}/a%0d%0aHost:evil",
    f"{FCM}/a?b=%00",
    f"{FCM}/a%",
    f"{FCM}/a%zz",
    f"{FCM}/a b",
    f" {FCM}/a",
    f"{FCM}/a ",
    f"{FCM}/a\n",
    f"{FCM}/a\r\nX: y",
    f"{FCM}/a\t",
    f"{FCM}/a\0",
    f"{FCM}/\u202ea",
    f"{FCM}/ä",
    "https:\\\\fcm.googleapis.com\\x",
    "https:/fcm.googleapis.com/x",
    "https:///fcm.googleapis.com/x",
    f"{FCM}/" + "x" * 2048,
]


@pytest.mark.parametrize("endpoint", HOSTILE)
def test_everything_else_is_refused_in_plain_words(endpoint: str) -> None:
    for policy in (POLICY, LOCAL):
        with pytest.raises(UserError) as caught:
            policy.check(endpoint)
        assert caught.value.what
        assert caught.value.why
        assert caught.value.what_to_do


def test_an_extra_origin_is_trusted_exactly() -> None:
    assert LOCAL.check("http://127.0.0.1:9000/push/1") == PushOrigin(
        "http", "127.0.0.1", 9000, Vendor.OTHER
    )
    assert str(LOCAL.check("http://127.0.0.1:9000/push/1")) == "http://127.0.0.1:9000"
    assert LOCAL.check("https://push.example.com/1").port == 443
    for endpoint in (
        "http://127.0.0.1:9001/push/1",
        "https://127.0.0.1:9000/push/1",
        "http://127.0.0.1/push/1",
        "http://127.1:9000/push/1",
        "http://localhost:9000/push/1",
        "http://push.example.com/1",
        "http://user@127.0.0.1:9000/push/1",
        "https://a.push.example.com/1",
    ):
        with pytest.raises(UserError):
            LOCAL.check(endpoint)


def test_an_ipv6_origin_may_be_extra() -> None:
    policy = EndpointPolicy.from_text("http://[::1]:9000")
    assert str(policy.check("http://[::1]:9000/x")) == "http://[::1]:9000"


@pytest.mark.parametrize(
    "text", ["fcm", "http://a/path", "ftp://a:1", "http://u@a", "http://a b", "*", "http://ä.de"]
)
def test_a_malformed_extra_origin_is_named(text: str) -> None:
    with pytest.raises(UserError, match="no push service"):
        EndpointPolicy.from_text(text)


def test_no_extra_origins() -> None:
    with pytest.raises(UserError):
        EndpointPolicy.from_text(" , ").check("http://127.0.0.1:9000/x")


def test_only_extra_origins_may_be_private() -> None:
    fcm, own = LOCAL.check(f"{FCM}/x"), LOCAL.check("http://127.0.0.1:9000/x")
    LOCAL.check_address(fcm, "142.250.185.10")
    LOCAL.check_address(own, "127.0.0.1")
    with pytest.raises(UserError, match="private network"):
        LOCAL.check_address(fcm, "127.0.0.1")


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80), st.sampled_from(["", "https://", FCM, f"{FCM}/", "https://x@"]))
def test_no_text_ends_in_anything_but_an_origin_or_a_plain_refusal(text: str, start: str) -> None:
    endpoint = start + text
    try:
        origin = POLICY.check(endpoint)
    except UserError:
        return
    assert vendor_of(origin.host) is origin.vendor
    assert endpoint.isascii()
    assert endpoint.isprintable()
    assert not set(endpoint) & set(" #\\<>\"'{}|^`") - {"'"}


@settings(deadline=None)  # the machine may be busy
@given(st.from_regex(r"[a-z0-9.@:\[\]-]{1,40}", fullmatch=True))
def test_no_other_host_is_ever_allowed(host: str) -> None:
    bare = host.removesuffix(":443")
    assume(vendor_of(bare) is None)
    with pytest.raises(UserError):
        POLICY.check(f"https://{host}/x")
