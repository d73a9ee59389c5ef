"""Lists of partners and the mappings proposed for them, for tests."""

import re
from collections.abc import Sequence
from functools import cache

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.incoming.lists.proposal import propose
from seed.references.read import References, read_references

Rows = Sequence[Sequence[Raw]]


@cache
def references() -> References:
    """Return the official territories, read once."""
    return read_references()


def book_of(sheets: dict[str, Rows], name: str = "liste.xlsx") -> Book:
    """Return a book of these sheets."""
    return Book(name, "0" * 64, [Grid(sheet, list(enumerate(rows, start=1))) for sheet, rows in sheets.items()])


def proposed(sheets: dict[str, Rows]) -> str:
    """Return the text of the mapping proposed for these sheets."""
    return propose(book_of(sheets), references())


def completed(text: str, **facts: str) -> str:
    """Return a proposal completed with the facts missing from its list, and uncommented."""
    written = re.sub(r'^# (?=\[|"[^"]+" = |vers = |passer = |feuilles = )', "", text, flags=re.MULTILINE)
    for heading, fact in facts.items():
        written = written.replace(f'"{heading}" = ""', f'"{heading}" = "{fact}"')
    return written
