"""Recognises our sheets in a file by headings, or else by name, and advises on lists of another form."""

from collections.abc import Mapping, Sequence
from shlex import quote

from exchange.cells.text import Raw, text_of
from exchange.files.book import Grid
from exchange.lookup.nearest import NearestTexts
from exchange.sheets import SHEETS, Sheet
from graph.text import fold

SURE_HEADINGS = 4
"""The number of headings by which one of our sheets is recognised under another name."""
MOST_ALIKE = 5
"""The most of our sheets that may match one sheet: those of engagements share most headings."""
HEADING_ROWS = 20
"""The number of first rows among which the headings are looked for."""


def advice_for_list(name: str) -> str:
    """Return the French advice for a list in a form other than our workbook."""
    return (
        "ce n’est pas un de nos classeurs, aucune feuille n’en a le nom ni les titres ; pour une liste à vous, "
        f"« cinqaxes mapping new {quote(name)} » propose la correspondance qui la lira ; pour écrire vous-même, partez "
        "du modèle vide (« cinqaxes workbook new reseau.xlsx », ou la page « Déposer un classeur »)"
    )


def sheets_by_headings(grid: Grid) -> list[str]:
    """Return the names of our sheets that a sheet with another name may be, by its headings."""
    rows = [row for _, row in grid.rows[:HEADING_ROWS]]
    counts = {
        sheet.name: max((heading_count(row, names_of_columns(sheet)) for row in rows), default=0) for sheet in SHEETS
    }
    best = max(counts.values())
    alike = [name for name, count in counts.items() if count == best]
    return alike if best >= SURE_HEADINGS and len(alike) <= MOST_ALIKE else []


def advice_for_sheet(grid: Grid) -> str:
    """Return the French advice about an unknown sheet: the one of ours that it seems to be, by headings or by name."""
    if ours := sheets_by_headings(grid):
        return f"ses titres sont ceux de {' ou '.join(f'« {name} »' for name in ours)} : donnez-lui ce nom"
    near = NearestTexts(sheet.name for sheet in SHEETS).find(grid.name)
    return f"la plus proche : « {near[0]} »" if near else f"les feuilles lues sont {sheet_names()}"


def names_of_columns(sheet: Sheet) -> dict[str, str]:
    """Return the names of the columns of a sheet, by their folded headings, former ones included."""
    return {heading: column.name for heading, column in sheet.by_heading().items()}


def sheet_names() -> str:
    """Return the names of our sheets."""
    return ", ".join(f"« {sheet.name} »" for sheet in SHEETS)


def heading_count(row: Sequence[Raw], names: Mapping[str, str]) -> int:
    """Return the number of headings of one of our sheets in a row."""
    return len({fold(text_of(cell)) for cell in row} & names.keys())
