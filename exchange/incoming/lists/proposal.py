"""Proposes a mapping for a list, from its headings and values, with the reasons and doubts of each choice.

The proposal can be used unchanged: parts that need a fact missing from the list, such as the axis of an action, are
written as comments, to be completed and uncommented.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from exchange.cells.text import text_of
from exchange.faults import Fault
from exchange.files.book import Book, Grid, UnreadableFileError
from exchange.incoming.lists.column_types import ColumnType, column_types
from exchange.incoming.lists.columns import (
    LABELS,
    PERSONAL,
    SURE,
    TOTALS,
    UNKNOWN,
    Column,
    columns_of,
    find_headings,
    with_zero,
)
from exchange.incoming.lists.cross_proposal import CONFIRM, cross_proposal
from exchange.incoming.lists.proposed_parts import parts_of
from exchange.incoming.lists.tables import is_total
from exchange.sheets import HIDDEN_PREFIX
from graph.text import fold
from seed.references.read import References

MOST_EXAMPLES, LONGEST = 3, 40
"""The number of example values shown for a column, and their maximum length."""
CONTROLS = dict.fromkeys((*range(32), 0x7F), " ")
"""The characters that neither a comment nor a text of TOML may hold."""


def propose(book: Book, references: References) -> str:
    """Return the text of a mapping for a list.

    Raises:
        UnreadableFileError: no sheet of the file has headings above values.
    """
    layouts = _layouts(book)
    if not layouts:
        raise UnreadableFileError(Fault.NO_LIST.of(file=book.name))
    lines = [
        f"# Correspondance proposée pour « {book.name} » par « cinqaxes mapping new ».",
        f"# Relisez chaque « {CONFIRM} », puis essayez :",
        f"#   cinqaxes import {Path(book.name).name} --mapping CE_FICHIER --check",
        "",
        'service = ""  # qui répond de la liste',
        'date = ""  # le jour que la liste décrit, par exemple "31/12/2025"',
    ]
    types = column_types(references)
    for grids in layouts:
        names = [re.sub(r"([*?\[])", r"[\1]", grid.name) for grid in grids] if len(layouts) > 1 else []
        lines += ["", f"# ── {', '.join(grid.name for grid in grids)} ──", *_proposed(grids[0], book, types, names)]
    return "\n".join(line.translate(CONTROLS) for line in lines) + "\n"


def _layouts(book: Book) -> list[list[Grid]]:
    """Return the sheets that have headings, grouped by equal headings."""
    layouts: dict[tuple[str, ...], list[Grid]] = {}
    for grid in book.grids:
        place = None if grid.name.startswith(HIDDEN_PREFIX) else find_headings(grid)
        if place is not None:
            layouts.setdefault(tuple(fold(text_of(cell)) for cell in grid.rows[place][1]), []).append(grid)
    return list(layouts.values())


def _proposed(grid: Grid, book: Book, types: Mapping[str, ColumnType], sheets: Sequence[str]) -> Iterator[str]:
    place = find_headings(grid) or 0
    crosses = list(cross_proposal(grid, place, sheets))
    if crosses:
        yield from crosses
        return
    columns = columns_of(grid, place, types)
    by_type = {column.key: column for column in columns if column.type_name not in {PERSONAL, UNKNOWN}}
    stem = fold(Path(book.name).stem).replace(" ", "-")
    skip = [word for word in TOTALS if any(is_total(row, [word]) for _, row in grid.rows[place + 1 :])]
    parts = parts_of(by_type, stem, grid)
    first = {} if parts else _first(columns, book)
    parts = parts or parts_of(first, stem, grid)
    yield from (f"# {_described(column, types, is_guessed=column is first.get('body'))}" for column in columns)
    alone = all(part.missing for part in parts)
    for number, part in enumerate(parts):
        yield from part.lines(sheets, skip, alone=alone and number == 0)


def _first(columns: Sequence[Column], book: Book) -> Mapping[str, Column]:
    """Return the recognised columns by type; `body` is the first with possible names, or else the first column.

    Raises:
        UnreadableFileError: no column has values.
    """
    usable = [c for c in columns if c.values and c.type_name != PERSONAL and not c.doubled]
    if not usable:
        raise UnreadableFileError(Fault.NO_COLUMN.of(file=book.name))
    names = next((c for c in usable if c.type_name == UNKNOWN and _could_be_names(c)), usable[0])
    return {column.key: column for column in usable if column.type_name != UNKNOWN and column is not names} | {
        "body": names
    }


def _could_be_names(column: Column) -> bool:
    """Return whether the values of a column differ, and are words rather than numbers or addresses."""
    texts = [value for value in column.values if re.search(r"[^\W\d_]{3}", value) and "://" not in value]
    return len(texts) >= SURE * len(column.values) and 2 * len(set(texts)) > len(texts)


def _described(column: Column, types: Mapping[str, ColumnType], *, is_guessed: bool) -> str:
    """Return the recognised type of a column, the reason and the doubts; `is_guessed`: its texts could be names."""
    examples = ", ".join(f"« {value[:LONGEST]} »" for value in dict.fromkeys(column.values[:MOST_EXAMPLES]))
    if column.doubled:
        text = f"{CONFIRM} – deux colonnes portent ce titre ; renommez-les pour les employer"
    elif is_guessed:
        text = f"{CONFIRM} – {LABELS['body'][0]} ? Rien d’autre n’en donne dans la liste ({examples})"
    elif column.type_name == PERSONAL:
        text = "semble parler de personnes ; laissée"
    elif column.type_name == UNKNOWN:
        text = f"non reconnue ({examples}) ; laissée" if column.values else "vide ; laissée"
    elif column.type_name in LABELS:
        text = f"{LABELS[column.type_name][0]}, d’après son titre ({examples})"
    else:
        text = _known(column, types[column.type_name], examples)
    return f"{column.letters} « {column.heading} » : {text}"


def _known(column: Column, column_type: ColumnType, examples: str) -> str:
    zeros = f", avec le zéro perdu ({column.zeros} chiffres)" if column.zeros else ""
    zeros += ", les arrondissements lus comme leur commune" if column.has_arrondissements else ""
    if column.is_sure:
        return f"{column_type.french}, d’après ses valeurs ({examples}){zeros}"
    unfit = dict.fromkeys(value for value in column.values if not column_type.fits(with_zero(value, column.zeros)))
    others = [f"« {value[:LONGEST]} »" for value in unfit][:MOST_EXAMPLES]
    share = f"{100 * column.share:.0f} % de ses valeurs en sont"
    return f"{CONFIRM} – {column_type.french} ? {share}{zeros} ; pas {', '.join(others)}"
