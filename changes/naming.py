"""Lists of names in French sentences, shortened if long."""

from collections.abc import Iterable, Sequence

from graph.french import count

NAMES_SHOWN = 5


def shortened_list(texts: Sequence[str], most: int = NAMES_SHOWN) -> str:
    """Return the first texts, joined with commas, and how many more there are."""
    others = len(texts) - most
    end = "" if others <= 0 else f" et {count(others, 'autre')}"
    return ", ".join(texts[:most]) + end


def quoted(labels: Iterable[str | None]) -> str:
    """Return the first distinct labels in order, in quotation marks, and how many more there are; None is left out."""
    return shortened_list(sorted({f"« {label} »" for label in labels if label}))
