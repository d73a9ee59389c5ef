"""Walks of any length."""

from collections.abc import Callable, Iterable


def closure(start: int, steps: Callable[[int], Iterable[int]]) -> set[int]:
    """Return all that one step or several lead to from a place."""
    found: set[int] = set()
    waiting = list(steps(start))
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting.extend(steps(i))
    return found
