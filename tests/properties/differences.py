"""Compares long answers, and names the first place where they differ."""

from collections.abc import Iterator
from typing import Any


def assert_same(got: Any, expected: Any, question: object) -> None:
    """Compare an answer with the expected one; the error names the first differences and the question."""
    differences = [difference for difference, _ in zip(_differences(got, expected, "$"), range(3), strict=False)]
    assert not differences, (*differences, question)


def _differences(got: Any, expected: Any, path: str) -> Iterator[str]:
    if isinstance(got, dict) and isinstance(expected, dict) and got.keys() == expected.keys():
        for name, value in got.items():
            yield from _differences(value, expected[name], f"{path}.{name}")
    elif isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        for place, (one, other) in enumerate(zip(got, expected, strict=True)):
            yield from _differences(one, other, f"{path}[{place}]")
    elif got != expected:
        yield f"{path}: {got!r} where {expected!r} was expected"
