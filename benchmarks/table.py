"""Prints measurements as a table: medians, spread, and the ratio to the named baseline."""

import platform
from statistics import median, quantiles


def show(title: str, baseline: str, seconds: dict[str, list[float]]) -> None:
    """`seconds` by name, one value a run; `baseline` is one of the names."""
    print(
        f"{title}\n{platform.system()} {platform.machine()}, Python {platform.python_version()}\n"
    )
    print(f"| what | runs | median ms | 95 % ms | × {baseline} |")
    print("| --- | --: | --: | --: | --: |")
    base = median(seconds[baseline])
    for name, runs in seconds.items():
        worst = quantiles(runs, n=20)[-1]
        print(
            f"| {name} | {len(runs)} | {median(runs) * 1000:.2f} | {worst * 1000:.2f} "
            f"| {median(runs) / base:.2f} |"
        )
