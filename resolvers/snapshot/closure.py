"""Transitive closure."""

from collections.abc import Callable, Iterable


def closure(start: int, steps: Callable[[int], Iterable[int]]) -> set[int]:
    """Return everything that one or more steps lead to from `start`."""
    reached: set[int] = set()
    waiting = list(steps(start))
    while waiting:
        i = waiting.pop()
        if i not in reached:
            reached.add(i)
            waiting.extend(steps(i))
    return reached
