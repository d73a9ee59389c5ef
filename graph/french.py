"""French numbers with their nouns, used by the command, reports and files."""


def figures(value: int) -> str:
    """Return a whole number in French notation, its thousands separated: « 1 584 »."""
    return f"{value:,}".replace(",", "\u202f")


def agree(value: int, one: str, many: str = "") -> str:
    """Return the form of a word that agrees with a number: singular for 0 and 1; the default plural adds « s »."""
    return one if abs(value) < 2 else many or f"{one}s"  # noqa: PLR2004 # the French plural begins at two


def count(value: int, one: str, many: str = "") -> str:
    """Return a number with its noun: « 0 contrat », « 1 contrat », « 1 000 contrats »."""
    return f"{figures(value)} {agree(value, one, many)}"
