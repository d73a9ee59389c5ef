"""Maps the lists of partners to lines of our workbook, by a TOML file that gives the content of each of our columns.

A line keeps the places of its cells in the list, and skipped rows are counted in a finding. The shipped mappings are in
`exchange/incoming/mappings/`; a partner writes another in the same form.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exchange.cells.text import Raw, is_blank, text_of
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.lines import HEADING_ROWS, Line
from exchange.sheets import MANAGEMENT_COLUMNS, SHEETS, Sheet
from graph.text import fold

SHIPPED_MAPPINGS = Path(__file__).parent / "mappings"
SLOT = re.compile(r"\{([^{}|]+)(?:\|(\d+))?\}")
"""A slot of a template: `{nom}` is a cell of the list, `{codes|2}` the second value of a cell with « ; »."""


class BadMappingError(ValueError):
    """A mapping that cannot be read; the message names the place and the fault."""


class _MappingPart(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class TableMapping(_MappingPart):
    """A table of which each row is a line: our sheet, a template for each of our columns, and words to translate."""

    to: str = Field(alias="vers")
    columns: dict[str, str] = Field(alias="colonnes")
    words: dict[str, dict[str, str]] = Field(default_factory=dict, alias="mots")
    skip: list[str] = Field(default_factory=list, alias="passer")


class CrossMapping(_MappingPart):
    """A table of which each marked cell is a line: rows of territories, columns of axes, and the marks that count.

    With `surveys`, an empty cell says « nobody », and the rows of a territory also make a survey.
    """

    row: str = Field(alias="ligne")
    to: str = Field(alias="vers")
    columns: dict[str, str] = Field(alias="colonnes")
    surveys: bool = Field(default=False, alias="relevés")
    yes: list[str] = Field(default_factory=lambda: ["x"], alias="oui")
    unknown: list[str] = Field(default_factory=lambda: ["?"], alias="inconnu")
    skip: list[str] = Field(default_factory=list, alias="passer")


class ListMapping(_MappingPart):
    """A mapping: the service that answers for the list, the day of the list, and its tables."""

    service: str = ""
    date: str = ""
    tables: list[TableMapping] = Field(default_factory=list, alias="table")
    crosses: list[CrossMapping] = Field(default_factory=list, alias="croix")


def read_mapping(name: str) -> ListMapping:
    """Return a mapping, by the name of a shipped one or by the path of a file.

    Raises:
        BadMappingError: there is no such file, or it is no mapping.
    """
    shipped = SHIPPED_MAPPINGS / f"{name}.toml"
    path = shipped if shipped.exists() else Path(name)
    try:
        mapping = ListMapping.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        known = ", ".join(sorted(file.stem for file in SHIPPED_MAPPINGS.glob("*.toml")))
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
    parts: list[TableMapping | CrossMapping] = [*mapping.tables, *mapping.crosses]
    for part in parts:
        templates_by_column(sheet_named(part.to), part.columns)
    return mapping


def sheet_named(name: str) -> Sheet:
    """Return our sheet of a name.

    Raises:
        BadMappingError: no sheet has that name.
    """
    for sheet in SHEETS:
        if fold(sheet.name) == fold(name):
            return sheet
    message = f"« {name} » n'est pas une de nos feuilles : {', '.join(sheet.name for sheet in SHEETS)}"
    raise BadMappingError(message)


def templates_by_column(sheet: Sheet, templates: Mapping[str, str]) -> dict[str, str]:
    """Return the templates of a mapping, by the names of our columns instead of their headings.

    Raises:
        BadMappingError: the sheet has no column of that heading.
    """
    names = {fold(column.heading): column.name for column in (*sheet.columns, *MANAGEMENT_COLUMNS)}
    for heading in templates:
        if fold(heading) not in names:
            known = ", ".join(column.heading for column in sheet.columns)
            message = f"« {heading} » n'est pas une colonne de « {sheet.name} » : {known}"
            raise BadMappingError(message)
    return {names[fold(heading)]: template for heading, template in templates.items()}


@dataclass(frozen=True)
class ListRow:
    """A row of a list: its values by folded heading, the index of each column, and the facts in the sheet's name."""

    grid: str
    number: int
    values: Mapping[str, Raw]
    columns: Mapping[str, int]
    sheet_facts: Mapping[str, str] = field(default_factory=dict)

    def fill(self, template: str) -> Raw:
        """Return a template filled with the values of the row; a template of one slot keeps the type of its value.

        None when every slot is empty, so that the text around the slots does not stand alone.
        """
        whole = SLOT.fullmatch(template)
        if whole and not whole[2] and fold(whole[1]) in self.values:
            return self.values[fold(whole[1])]
        texts = [self._slot_text(slot) for slot in SLOT.finditer(template)]
        if texts and not any(texts):
            return None
        remaining = iter(texts)
        return SLOT.sub(lambda _: next(remaining), template)

    def _slot_text(self, slot: re.Match[str]) -> str:
        name, item = slot[1].strip(), slot[2]
        text = self.sheet_facts[name] if name in self.sheet_facts else text_of(self.values.get(fold(name)))
        return _nth_item(text, int(item)) if item else text

    def letters(self, template: str) -> str:
        """Return the letters of the first column of the list that a template uses, « » without one."""
        for slot in SLOT.finditer(template):
            if fold(slot[1]) in self.columns:
                return column_letters(self.columns[fold(slot[1])])
        return ""


def _nth_item(text: str, number: int) -> str:
    items = [item.strip() for item in text.split(";")]  # an empty item counts, other than in `split_list`
    return items[number - 1] if number <= len(items) else ""


def table_lines(grid: Grid, table: TableMapping, sheet_facts: Mapping[str, str], book: Book) -> Iterator[Line]:
    """Yield a line for each row of a table; a missing column is an error."""
    sheet = sheet_named(table.to)
    templates = templates_by_column(sheet, table.columns)
    words = {
        next(iter(templates_by_column(sheet, {heading: ""}))): {fold(word): ours for word, ours in entries.items()}
        for heading, entries in table.words.items()
        if heading in table.columns
    }
    slots = {fold(slot[1]) for template in templates.values() for slot in SLOT.finditer(template)}
    headings = slots - {fold(name) for name in sheet_facts}
    first_rows = ({fold(text_of(cell)) for cell in row} for _, row in grid.rows[:HEADING_ROWS])
    place = next((place for place, texts in enumerate(first_rows) if headings <= texts), None)
    if place is None:
        book.findings.error(Place(grid.name), "", f"il manque une colonne parmi {', '.join(sorted(headings))}")
        return
    columns = {fold(text_of(cell)): index for index, cell in enumerate(grid.rows[place][1]) if text_of(cell)}
    total_count = 0
    for number, row in grid.rows[place + 1 :]:
        values = {name: row[index] for name, index in columns.items() if index < len(row)}
        if is_total(row, table.skip):
            total_count += 1
            continue
        yield map_row(sheet, ListRow(grid.name, number, values, columns, sheet_facts), templates, words)
    warn_of_totals(grid, total_count, book.findings)


def map_row(sheet: Sheet, row: ListRow, templates: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Line:
    """Return the line of our sheet for a row of a list; `words` are translations, by column and folded word."""
    cells: dict[str, Raw] = {}
    for name, template in templates.items():
        raw = row.fill(template)
        raw = words.get(name, {}).get(fold(text_of(raw)), raw)
        if not is_blank(text_of(raw)):
            cells[name] = raw
    letters = {name: row.letters(template) for name, template in templates.items()}
    return Line(sheet, row.number, cells, letters, row.grid)


def is_total(row: Sequence[Raw], words: Sequence[str]) -> bool:
    """Return whether the first text of a row begins with one of these words, such as « total »."""
    first = next((fold(text_of(cell)) for cell in row if text_of(cell)), "")
    return any(first.startswith(fold(word)) for word in words)


def warn_of_totals(grid: Grid, count: int, findings: Findings) -> None:
    """Warn of the rows of totals that were skipped."""
    if count:
        findings.warn(Place(grid.name), "", f"{count} ligne(s) de total ou de sous-total non lue(s)")
