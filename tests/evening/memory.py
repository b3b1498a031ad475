"""How much memory this process has taken at the most so far."""

import sys

if sys.platform != "win32":
    import resource


def peak() -> float:
    """MiB; 0 where the system doesn't say."""
    if sys.platform == "win32":
        return 0.0
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken / (1024 * 1024 if sys.platform == "darwin" else 1024)
