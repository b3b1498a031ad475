"""What FastAPI keeps of each app for good: its endpoints, and through them the house behind it."""

from functools import _lru_cache_wrapper

from fastapi.dependencies import models


def forget() -> None:
    for each in vars(models).values():
        if isinstance(each, _lru_cache_wrapper):
            each.cache_clear()
