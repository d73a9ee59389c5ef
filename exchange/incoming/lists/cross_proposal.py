"""Proposes the part of a mapping that reads a table of crosses: contracts in rows, axes in columns."""

import json
import re
from collections.abc import Collection, Iterator, Sequence

from exchange.cells.text import text_of
from exchange.faults import Fault
from exchange.files.book import Grid, UnreadableFileError
from exchange.incoming.lists.cross_tables import AXIS_HEADING
from graph.french import count
from graph.text import fold

CONFIRM = "À CONFIRMER"
SHEET_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
MOST_MARKS = 8
"""The greatest number of different marks in a table of crosses."""
LEAST_AXES = 3
"""The minimum number of axis columns in a table of crosses."""


def quoted_text(text: str) -> str:
    """Return a text as TOML quotes it."""
    return json.dumps(text, ensure_ascii=False)


def cross_proposal(grid: Grid, place: int, sheets: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the part for a table of crosses; none if the sheet is not one.

    Raises:
        UnreadableFileError: only the axis columns have headings, so no column can name the rows.
    """
    axes = _axes(grid, place)
    marks = _marks(grid, place, axes)
    if len(axes) < LEAST_AXES or not marks or len(marks) > MOST_MARKS:
        return
    headings = [" ".join(re.sub(r"[{}|]", " ", text_of(cell)).split()) for cell in grid.rows[place][1]]
    others = [heading for i, heading in enumerate(headings) if fold(heading) and i not in axes]
    if not others:
        raise UnreadableFileError(Fault.CROSSES_WITHOUT_HEADING.of(sheet=grid.name))
    row, *rest = others
    year = "{feuille.année}" if SHEET_YEAR.search(grid.name) else ""
    names = (
        ("Intitulé", " ".join(filter(None, ("Suivi", year, "axe {axe},", f"{{{row}}}")))),
        ("Début", year),
        ("Fin", year),
        ("Axes", "{axe}"),
        ("Territoires", f"{{{row}}}"),
        ("Acteurs", f"{{{rest[0]}}} (porteur)" if rest else None),
    )
    yield f"# Un tableau de croix : « {row} » en lignes, {count(len(axes), 'colonne d’axe', 'colonnes d’axe')}."
    yield f"# {CONFIRM} – chacune de ces marques dit-elle qu’il y a une action ? Sinon, mettez-la dans « inconnu »."
    if not year:
        yield f"# {CONFIRM} – l’année n’est pas dans le nom de la feuille ; écrivez-la à « Début » et à « Fin »"
    yield from ("[[croix]]", f"ligne = {quoted_text(row)}", 'vers = "Actions"')
    if sheets:
        yield f"feuilles = [{', '.join(map(quoted_text, sheets))}]"
    yield f"oui = [{', '.join(map(quoted_text, sorted(marks - {'?'})))}]"
    yield f'"relevés" = false  # {CONFIRM} : true si une case vide veut dire que l’on a cherché et trouvé personne'
    yield 'passer = ["total", "sous-total"]'
    yield "[croix.colonnes]"
    yield from (f"{quoted_text(name)} = {quoted_text(template)}" for name, template in names if template is not None)


def _axes(grid: Grid, place: int) -> set[int]:
    """Return the axis columns: their headings are among the others, or in a separate row below."""
    axes: set[int] = set()
    for depth, (_, row) in enumerate(grid.rows[place : place + 2]):
        texts = {i: fold(text_of(cell)) for i, cell in enumerate(row) if text_of(cell)}
        of_row = {i for i, text in texts.items() if AXIS_HEADING.fullmatch(text)}
        if depth == 0 or len(of_row) == len(texts):
            axes |= of_row
    return axes


def _marks(grid: Grid, place: int, axes: Collection[int]) -> set[str]:
    cells = (text_of(row[i]) for _, row in grid.rows[place + 1 :] for i in axes if i < len(row))
    return {cell for cell in cells if cell and not AXIS_HEADING.fullmatch(fold(cell)) and not cell.isdigit()}
