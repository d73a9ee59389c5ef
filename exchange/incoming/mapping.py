"""Other people's lists as lines of ours: a small readable file says which of their columns states what.

Rule: pure; a line keeps the place of its cells in the list it comes from; what is skipped is counted and said. The
mappings that are shipped are in `exchange/incoming/mappings/`; a partner writes their own in the same form (TOML).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exchange.cells.text import Raw, is_silent, text_of
from exchange.files.book import Book, Grid, letter
from exchange.findings import Findings, Place
from exchange.incoming.lines import Line
from exchange.sheets import MANAGING, SHEETS, Sheet
from graph.text import fold

SHIPPED = Path(__file__).parent / "mappings"
SLOT = re.compile(r"\{([^{}|]+)(?:\|(\d+))?\}")
HEAD_ROWS = 20


class BadMappingError(ValueError):
    """A mapping that cannot be read; the message names the place and what would be right."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class TableMapping(_Part):
    """One of their lines is one of ours: the sheet, what goes into each column, and words translated."""

    to: str = Field(alias="vers")
    columns: dict[str, str] = Field(alias="colonnes")
    words: dict[str, dict[str, str]] = Field(default_factory=dict, alias="mots")
    skip: list[str] = Field(default_factory=list, alias="passer")


class CrossMapping(_Part):
    """One of their cells is one of ours: rows of territories, columns of axes, and what a mark means.

    With `surveys`, an empty cell says « nobody », and a row is a survey too.
    """

    row: str = Field(alias="ligne")
    to: str = Field(alias="vers")
    columns: dict[str, str] = Field(alias="colonnes")
    surveys: bool = Field(default=False, alias="relevés")
    yes: list[str] = Field(default_factory=lambda: ["x"], alias="oui")
    unknown: list[str] = Field(default_factory=lambda: ["?"], alias="inconnu")
    skip: list[str] = Field(default_factory=list, alias="passer")


class ListMapping(_Part):
    """A mapping: who answers for the list, of which day it is, and its tables."""

    service: str = ""
    date: str = ""
    tables: list[TableMapping] = Field(default_factory=list, alias="table")
    crosses: list[CrossMapping] = Field(default_factory=list, alias="croix")


def read_mapping(name: str) -> ListMapping:
    """Return a mapping, by the name of one that is shipped or by the path of a file.

    Raises:
        BadMappingError: there is none, or it is not one.
    """
    path = SHIPPED / f"{name}.toml" if (SHIPPED / f"{name}.toml").exists() else Path(name)
    try:
        found = ListMapping.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        known = ", ".join(sorted(one.stem for one in SHIPPED.glob("*.toml")))
        message = f"« {name} » n'est ni un fichier ni une correspondance fournie ({known})"
        raise BadMappingError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"« {name} » n'est pas du TOML : {error}"
        raise BadMappingError(message) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"« {name} », {place} : {first['msg']}"
        raise BadMappingError(message) from error
    parts: list[TableMapping | CrossMapping] = [*found.tables, *found.crosses]
    for part in parts:
        columns_of(sheet_named(part.to), part.columns)
    return found


def sheet_named(name: str) -> Sheet:
    """Return the sheet of ours that a mapping names.

    Raises:
        BadMappingError: there is none.
    """
    for sheet in SHEETS:
        if fold(sheet.name) == fold(name):
            return sheet
    message = f"« {name} » n'est pas une de nos feuilles : {', '.join(sheet.name for sheet in SHEETS)}"
    raise BadMappingError(message)


def columns_of(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    """Return what goes into each column, by its name; BadMappingError for a heading that is none."""
    names = {fold(column.heading): column.name for column in (*sheet.columns, *MANAGING)}
    for heading in columns:
        if fold(heading) not in names:
            known = ", ".join(column.heading for column in sheet.columns)
            message = f"« {heading} » n'est pas une colonne de « {sheet.name} » : {known}"
            raise BadMappingError(message)
    return {names[fold(heading)]: written for heading, written in columns.items()}


@dataclass(frozen=True)
class SourceRow:
    """A row of their list: its values by folded heading, the column of each, and what its sheet's name tells."""

    grid: str
    number: int
    values: Mapping[str, Raw]
    columns: Mapping[str, int]
    facts: Mapping[str, str] = field(default_factory=dict)

    def written(self, template: str) -> Raw:
        """Return what a template says of the row; a template that is one slot keeps the value as it is."""
        whole = SLOT.fullmatch(template)
        if whole and not whole[2] and fold(whole[1]) in self.values:
            return self.values[fold(whole[1])]
        texts = [self._slot(found) for found in SLOT.finditer(template)]
        if texts and not any(texts):
            return None
        filled = iter(texts)
        return SLOT.sub(lambda _: next(filled), template)

    def _slot(self, found: re.Match[str]) -> str:
        name, part = found[1].strip(), found[2]
        text = self.facts[name] if name in self.facts else text_of(self.values.get(fold(name)))
        return _nth(text, int(part)) if part else text

    def letter(self, template: str) -> str:
        """Return the column of the first of their cells that a template takes."""
        for found in SLOT.finditer(template):
            if fold(found[1]) in self.columns:
                return letter(self.columns[fold(found[1])])
        return ""


def _nth(text: str, number: int) -> str:
    pieces = [piece.strip() for piece in text.split(";")]
    return pieces[number - 1] if number <= len(pieces) else ""


def table_lines(grid: Grid, table: TableMapping, facts: Mapping[str, str], book: Book) -> Iterator[Line]:
    """Yield the lines of ours that a table of theirs states."""
    sheet = sheet_named(table.to)
    columns = columns_of(sheet, table.columns)
    words = {
        name: {fold(word): ours for word, ours in table.words.get(heading, {}).items()}
        for heading, name in _names(sheet, table.columns)
    }
    slots = {fold(found[1]) for written in columns.values() for found in SLOT.finditer(written)}
    wanted = slots - {fold(name) for name in facts}
    heads = ({fold(text_of(cell)) for cell in row} for _, row in grid.rows[:HEAD_ROWS])
    head = next((place for place, found in enumerate(heads) if wanted <= found), None)
    if head is None:
        book.findings.error(Place(grid.name), "", f"il manque une colonne parmi {', '.join(sorted(wanted))}")
        return
    places = {fold(text_of(cell)): index for index, cell in enumerate(grid.rows[head][1]) if text_of(cell)}
    skipped = 0
    for number, row in grid.rows[head + 1 :]:
        values = {name: row[index] for name, index in places.items() if index < len(row)}
        if is_total(row, table.skip):
            skipped += 1
            continue
        source = SourceRow(grid.name, number, values, places, facts)
        yield line_from(sheet, source, columns, words)
    tell_skipped(grid, skipped, book.findings)


def _names(sheet: Sheet, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for heading in columns:
        yield heading, next(iter(columns_of(sheet, {heading: ""})))


def line_from(
    sheet: Sheet, source: SourceRow, columns: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> Line:
    """Return the line of ours that a row of theirs states."""
    cells: dict[str, Raw] = {}
    for name, template in columns.items():
        raw = source.written(template)
        raw = words.get(name, {}).get(fold(text_of(raw)), raw)
        if not is_silent(text_of(raw)):
            cells[name] = raw
    letters = {name: source.letter(template) for name, template in columns.items()}
    return Line(sheet, source.number, cells, letters, source.grid)


def is_total(row: Sequence[Raw], words: Sequence[str]) -> bool:
    """Return whether a row begins with a word of totals."""
    first = next((fold(text_of(cell)) for cell in row if text_of(cell)), "")
    return any(first.startswith(fold(word)) for word in words)


def tell_skipped(grid: Grid, skipped: int, findings: Findings) -> None:
    """Say how many rows of totals were left out."""
    if skipped:
        findings.warn(Place(grid.name), "", f"{skipped} ligne(s) de total ou de sous-total non lue(s)")
