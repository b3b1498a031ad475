"""What can go wrong between a test and its browser; each is a failure of the test."""


class BrowserError(AssertionError):
    """The browser refused a command, a script threw, or what was waited for did not come."""


class BrowserGone(BrowserError):
    """The connection ended while an answer was due."""
