"""Lists of names in sentences, shortened if long."""

from collections.abc import Callable, Iterable, Sequence

from graph.french import count

NAMES_SHOWN = 5


def shortened_list(
    texts: Sequence[str],
    most: int = NAMES_SHOWN,
    others: Callable[[int], str] = lambda number: f"et {count(number, 'autre')}",
) -> str:
    """Return the first texts, joined with commas, and how many more there are."""
    shown = ", ".join(texts[:most])
    return shown if len(texts) <= most else f"{shown} {others(len(texts) - most)}"


def quoted(labels: Iterable[str | None]) -> str:
    """Return the first distinct labels in order, in quotation marks, and how many more there are; None is left out."""
    return shortened_list(sorted({f"« {label} »" for label in labels if label}))
