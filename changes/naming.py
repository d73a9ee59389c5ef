"""How many things are named in one French sentence."""

from collections.abc import Iterable, Sequence

NAMED = 5


def few(texts: Sequence[str], most: int = NAMED) -> str:
    """Return the first of these texts, and how many more there are."""
    more = f" et {len(texts) - most} autres" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def quoted(labels: Iterable[str | None]) -> str:
    """Return the first of these labels in quotation marks, in order, and how many more there are."""
    return few(sorted({f"« {label} »" for label in labels if label}))
