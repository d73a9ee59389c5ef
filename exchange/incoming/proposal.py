"""Proposes a mapping for a list, from its headings and values, with the reason of each choice and what is not sure.

The proposal can be used as it stands: what lacks a fact that the list does not give, such as the axis of an action, is
written as a comment, to be completed and uncommented.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exchange.cells.text import text_of
from exchange.files.book import Book, Grid, UnreadableError
from exchange.incoming.columns import (
    LABELS,
    PERSONAL,
    UNKNOWN,
    Column,
    Sort,
    columns_of,
    find_headings,
    sorts_of,
    with_zero,
)
from exchange.incoming.cross_proposal import CONFIRM, SHEET_YEAR, cross_proposal, quoted_text
from exchange.sheets import HIDDEN_PREFIX
from graph.text import fold
from seed.references.read import References

MOST_EXAMPLES, LONGEST = 3, 40
"""The values that show what a column holds, and their longest beginning."""
CONTROLS = dict.fromkeys((*range(32), 0x7F), " ")
"""The characters that neither a comment nor a text of TOML may hold."""


@dataclass
class _Part:
    """A part of the proposal: our sheet, its columns, notes, and what the list does not say (then it is a comment)."""

    to: str
    columns: dict[str, str]
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def lines(self, sheets: Sequence[str], *, alone: bool) -> Iterator[str]:
        """Yield the lines of the part, as comments if something is missing, unless it stands alone."""
        mark = "# " if self.missing and not alone else ""
        end = ", puis ôtez les « # »" if mark else ""
        yield ""
        yield from (f"# {note}" for note in self.notes)
        yield from (f"# {CONFIRM} – la liste ne dit pas {what} : complétez{end}" for what in self.missing)
        yield f"{mark}[[table]]"
        yield f"{mark}vers = {quoted_text(self.to)}"
        if sheets:
            yield f"{mark}feuilles = [{', '.join(map(quoted_text, sheets))}]"
        yield f"{mark}[table.colonnes]"
        yield from (f"{mark}{quoted_text(name)} = {quoted_text(template)}" for name, template in self.columns.items())


def propose(book: Book, references: References) -> str:
    """Return the text of a mapping for a list.

    Raises:
        UnreadableError: no sheet of the file has headings above values.
    """
    layouts = _layouts(book)
    if not layouts:
        message = f"« {book.name} » : aucune feuille n’a une ligne de titres au-dessus de valeurs"
        raise UnreadableError(message)
    lines = [
        f"# Correspondance proposée pour « {book.name} » par « cinqaxes mapping new ».",
        f"# Relisez chaque « {CONFIRM} », puis essayez :",
        f"#   cinqaxes import {Path(book.name).name} --mapping CE_FICHIER --check",
        "",
        'service = ""  # qui répond de la liste',
        'date = ""  # le jour que la liste décrit, par exemple "31/12/2025"',
    ]
    sorts = sorts_of(references)
    for grids in layouts:
        names = [_pattern(grid.name) for grid in grids] if len(layouts) > 1 else []
        lines += ["", f"# ── {', '.join(grid.name for grid in grids)} ──", *_proposed(grids[0], book, sorts, names)]
    return "\n".join(line.translate(CONTROLS) for line in lines) + "\n"


def _pattern(name: str) -> str:
    """Return the pattern of a mapping that fits the name of one sheet alone."""
    return re.sub(r"([*?\[])", r"[\1]", name)


def _layouts(book: Book) -> list[list[Grid]]:
    """Return the sheets that have headings, those with the same headings together."""
    layouts: dict[tuple[str, ...], list[Grid]] = {}
    for grid in book.grids:
        place = None if grid.name.startswith(HIDDEN_PREFIX) else find_headings(grid)
        if place is not None:
            layouts.setdefault(tuple(fold(text_of(cell)) for cell in grid.rows[place][1]), []).append(grid)
    return list(layouts.values())


def _proposed(grid: Grid, book: Book, sorts: Mapping[str, Sort], sheets: Sequence[str]) -> Iterator[str]:
    place = find_headings(grid) or 0
    crosses = list(cross_proposal(grid, place, sheets))
    if crosses:
        yield from crosses
        return
    columns = columns_of(grid, place, sorts)
    yield from (f"# {_described(column, sorts)}" for column in columns)
    found = {column.sort: column for column in columns if column.sort not in {PERSONAL, UNKNOWN}}
    stem = fold(Path(book.name).stem).replace(" ", "-")
    parts = list(_parts(found, stem, grid)) or list(_parts(_first(columns, book), stem, grid))
    alone = all(part.missing for part in parts)
    for number, part in enumerate(parts):
        yield from part.lines(sheets, alone=alone and number == 0)


def _first(columns: Sequence[Column], book: Book) -> Mapping[str, Column]:
    """Return the first column with values as that of names, where nothing that was recognised makes a line.

    Raises:
        UnreadableError: no column has values.
    """
    for column in columns:
        if column.values and column.sort != PERSONAL and not column.doubled:
            return {"body": column}
    message = f"« {book.name} » : aucune colonne n’a de titre et de valeurs"
    raise UnreadableError(message)


def _described(column: Column, sorts: Mapping[str, Sort]) -> str:
    """Return what a column was taken for and why, and what is not sure of it."""
    examples = ", ".join(f"« {value[:LONGEST]} »" for value in dict.fromkeys(column.values[:MOST_EXAMPLES]))
    if column.doubled:
        said = f"{CONFIRM} – deux colonnes portent ce titre ; renommez-les pour les employer"
    elif column.sort == PERSONAL:
        said = "semble parler de personnes ; laissée"
    elif column.sort == UNKNOWN:
        said = f"non reconnue ({examples}) ; laissée" if column.values else "vide ; laissée"
    elif column.sort in LABELS:
        said = f"{LABELS[column.sort][0]}, d’après son titre ({examples})"
    else:
        said = _known(column, sorts[column.sort], examples)
    return f"{column.letters} « {column.heading} » : {said}"


def _known(column: Column, sort: Sort, examples: str) -> str:
    zeros = f", avec le zéro perdu ({column.zeros} chiffres)" if column.zeros else ""
    if column.is_sure:
        return f"{sort.french}, d’après ses valeurs ({examples}){zeros}"
    others = [f"« {value[:LONGEST]} »" for value in column.values if not sort.fits(with_zero(value, column.zeros))][
        :MOST_EXAMPLES
    ]
    share = f"{100 * column.share:.0f} % de ses valeurs en sont"
    return f"{CONFIRM} – {sort.french} ? {share}{zeros} ; pas {', '.join(others)}"


def _parts(found: Mapping[str, Column], stem: str, grid: Grid) -> Iterator[_Part]:
    """Yield the parts that a list makes: its quarters, or its bodies, what they do, and the money that pays for it."""
    if "qpv" in found and found["qpv"].is_distinct and not found.keys() & {"granted", "asked", "body"}:
        yield _quarters(found)
        return
    if "body" in found:
        yield _bodies(found)
    number = found["number"] if "number" in found and found["number"].is_distinct else None
    action = None
    if found.keys() & {"title", "axes"}:
        yield (action := _action(found, stem, number, grid))
    if found.keys() & {"granted", "asked"}:
        yield _grant(found, stem, number, grid, action)


def _filled(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    return {name: template for name, template in pairs if template is not None}


def _slot(found: Mapping[str, Column], sort: str, *operations: str) -> str | None:
    return found[sort].slot(*operations) if sort in found else None


def _quarters(found: Mapping[str, Column]) -> _Part:
    names = (
        ("Quartier (QPV)", _slot(found, "qpv")),
        ("Nom", _slot(found, "body") or _slot(found, "title")),
        ("Communes", _slot(found, "commune")),
        ("Contrat de ville", _slot(found, "contract")),
    )
    return _Part("Quartiers", _filled(names), ["Un quartier par ligne."])


def _bodies(found: Mapping[str, Column]) -> _Part:
    notes = ["Les institutions de la liste ; les lignes qui disent la même chose n’en font qu’une."]
    if "siret" not in found and "siren" not in found:
        notes.append(
            f"{CONFIRM} – sans SIRET, un nom qui ressemble à un nom connu est à trancher, dans une colonne "
            "« Rapprochement » : l’identifiant, ou « nouveau »"
        )
    if "kind" not in found:
        notes.append(f"{CONFIRM} – le type n’est pas dans la liste : « autre » pour toutes")
    names = (
        ("Nom", _slot(found, "body")),
        ("Type", _slot(found, "kind") or "autre"),
        ("SIRET", _slot(found, "siret")),
        ("SIREN", _slot(found, "siren")),
        ("Implantation", _seat(found)),
    )
    return _Part("Institutions", _filled(names), notes)


def _seat(found: Mapping[str, Column]) -> str | None:
    """Return the template of a commune: its code, or its name with the département, which makes it certain."""
    place, departement = _slot(found, "place"), _slot(found, "departement")
    return _slot(found, "commune", "1") or (f"{place} ({departement})" if place and departement else place)


def _action(found: Mapping[str, Column], stem: str, number: Column | None, grid: Grid) -> _Part:
    stated = _slot(found, "contract") or _slot(found, "qpv")
    ground = stated or _slot(found, "commune") or _seat(found)
    actor = _slot(found, "siret") or _slot(found, "body")
    year = _year(found, grid)
    start, end = _slot(found, "start") or year, _slot(found, "end") or (None if "start" in found else year)
    titles = [_slot(found, "title"), _slot(found, "body")]
    names = (
        ("Identifiant", f"action:{stem}-{number.slot()}" if number else None),
        ("Intitulé", ", ".join(filter(None, titles)) or ""),
        ("Début", start or ""),
        ("Fin", end),
        ("État", _slot(found, "status")),
        ("Axes", _slot(found, "axes") or ""),
        ("Critères", _slot(found, "criteria")),
        ("Thématiques", _slot(found, "themes")),
        ("Publics", _slot(found, "audiences")),
        ("Territoires", ground or (f"département {_slot(found, 'departement')}" if "departement" in found else "")),
        ("Acteurs", f"{actor} (porteur)" if actor else ""),
    )
    columns = _filled(names)
    missing = [wanted for name, wanted in WANTED.items() if not columns[name]]
    notes = ["Les actions : qui agit, sur quel axe, où et quand."]
    if not stated:
        notes.append(f"{CONFIRM} – le territoire de l’action serait l’implantation de l’institution")
    notes.append(f"{CONFIRM} – l’institution serait « porteur » ; sinon : partenaire, financeur…")
    return _Part("Actions", columns, notes, missing)


WANTED = {
    "Intitulé": "d’intitulé",
    "Début": "de premier jour",
    "Axes": "l’axe (1 à 5)",
    "Territoires": "le territoire",
    "Acteurs": "qui agit",
}
"""The facts that an action has to state, by our heading."""


def _year(found: Mapping[str, Column], grid: Grid) -> str | None:
    """Return the template of a year: a column, a day, or the name of the sheet."""
    columns = (_slot(found, sort, "année") for sort in ("year", "day", "start"))
    from_sheet = "{feuille.année}" if SHEET_YEAR.search(grid.name) else None
    return next(filter(None, (*columns, from_sheet)), None)


def _grant(found: Mapping[str, Column], stem: str, number: Column | None, grid: Grid, action: _Part | None) -> _Part:
    year = _year(found, grid)
    funds = None
    if action and not action.missing:
        funds = action.columns.get("Identifiant") or action.columns["Intitulé"]
    names = (
        ("Identifiant", f"grant:{stem}-{number.slot()}" if number else None),
        ("Année", year or ""),
        ("Demandé (€)", _slot(found, "asked")),
        ("Accordé (€)", _slot(found, "granted")),
        ("Pour", funds),
    )
    notes = ["Les subventions ; une subvention seule n’a pas besoin d’axe."]
    if not number:
        notes.append(f"{CONFIRM} – aucun numéro ne distingue deux subventions : deux lignes égales seront refusées")
    if not funds:
        notes.append(f"{CONFIRM} – sans « Pour », la subvention n’est rattachée à aucune action, donc à personne")
    return _Part("Subventions", _filled(names), notes, [] if year else ["l’année"])
