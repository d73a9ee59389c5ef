"""Reads a mapping, the TOML file that assigns the columns of a partner's list to our workbook.

Every fault of a mapping is reported with its place in the file and its remedy, before the list is opened. The shipped
mappings are in `exchange/incoming/mappings/`; `docs/mappings.md` describes the form.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from exchange.cells.days import read_span
from exchange.cells.text import ERASE_WORD, is_blank, text_of
from exchange.cells.values import read_value
from exchange.faults import FaultError
from exchange.incoming.lists.mapping_form import (
    BadMappingError,
    CrossForm,
    PartForm,
    TableForm,
    nearest_or_all,
    read_form,
)
from exchange.incoming.lists.templates import Cell, Slot, Template, read_slot, read_template
from exchange.sentences import FRENCH
from exchange.sheets import SHEETS, Sheet
from graph.shape import Property, Scalar
from graph.text import fold

SHIPPED_MAPPINGS = Path(__file__).parents[1] / "mappings"
EVERY_OTHER = "*"
"""The word of a translation that covers all other words."""
EMPTY, FILLED, WITH_LETTERS = "(vide)", "(rempli)", "(en lettres)"
"""The words of a condition that match a blank cell, a filled one, and one with letters."""
T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """The common part of tables and tables of crosses: our sheet, and for each column a template and translations.

    `words` are translations by column and folded word. `sheets` are patterns for the names of the sheets to read; if
    empty, all are read. A row whose first text begins with a word of `skip` is a total. The columns of `new` apply only
    to nodes that are not in the graph yet.
    """

    sheet: Sheet
    templates: Mapping[str, Template]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Sequence[str] = ()
    skip: Sequence[str] = ()
    new: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Condition:
    """A condition for reading a row: the cell of a column must hold one of these words."""

    slot: Slot
    words: frozenset[str]

    def holds(self, cell: Cell) -> bool:
        """Return whether a row meets the condition."""
        text = text_of(self.slot.value(cell))
        signs = {EMPTY} if is_blank(text) else {FILLED, WITH_LETTERS} if any(map(str.isalpha, text)) else {FILLED}
        return fold(text) in self.words or not self.words.isdisjoint(signs)


@dataclass(frozen=True)
class TableMapping(Part):
    """A table in which each row is a line, or a line for each value of the template `each`.

    A row is read if it meets each condition of `only`. Rows that differ only in the columns of `sums` become one line
    with their sums; the column `count` takes the number of rows merged into a line.
    """

    each: Template | None = None
    only: Sequence[Condition] = ()
    sums: frozenset[str] = frozenset()
    count: str = ""


@dataclass(frozen=True)
class CrossMapping(Part):
    """A table with territories in rows and axes in columns: each cell with one of the marks `yes` becomes a line.

    With `surveys`, an empty cell means that nobody was found, and the rows of a territory also become a survey.
    """

    row: str = ""
    surveys: bool = False
    yes: Sequence[str] = ()
    unknown: Sequence[str] = ()


@dataclass(frozen=True)
class ListMapping:
    """A mapping: the service that answers for the list, the day of the list, and its tables.

    `series`: the name that all editions of the list share, whatever their file names.
    """

    service: str = ""
    date: str = ""
    series: str = ""
    tables: Sequence[TableMapping] = ()
    crosses: Sequence[CrossMapping] = ()


def read_mapping(name: str) -> ListMapping:
    """Return a mapping, by the name of a shipped one or by the path of a file.

    Raises:
        BadMappingError: there is no such file, or it is no mapping.
    """
    path = _shipped().get(name, Path(name))
    try:
        return parse_mapping(path.read_text("utf-8"))
    except OSError as error:
        message = f"« {name} » n’est ni un fichier ni une correspondance fournie ({', '.join(_shipped())})"
        raise BadMappingError(message) from error
    except UnicodeDecodeError as error:
        message = f"« {name} » n’est pas un texte en UTF-8 : enregistrez-le en UTF-8"
        raise BadMappingError(message) from error
    except BadMappingError as error:
        message = f"« {name} », {error}"
        raise BadMappingError(message) from error


def shipped_mapping(name: str) -> str:
    """Return the text of a shipped mapping, for people to copy and adapt.

    Raises:
        BadMappingError: no mapping that we ship has this name.
    """
    if (path := _shipped().get(name)) is None:
        message = f"« {name} » n’est pas une correspondance fournie ; au choix : {', '.join(_shipped())}"
        raise BadMappingError(message)
    return path.read_text("utf-8")


def _shipped() -> dict[str, Path]:
    """Return the files of the mappings that we ship, by name."""
    return {path.stem: path for path in sorted(SHIPPED_MAPPINGS.glob("*.toml"))}


def parse_mapping(text: str) -> ListMapping:
    """Return the mapping in a text.

    Raises:
        BadMappingError: the text is no mapping.
    """
    read = read_form(text)
    _checked("date", lambda: read.date and read_span(read.date))
    tables = [_table(table, f"table {number}") for number, table in enumerate(read.tables, start=1)]
    crosses = [_crosses(cross, f"croix {number}") for number, cross in enumerate(read.crosses, start=1)]
    return ListMapping(read.service, read.date, read.series, tables, crosses)


def _checked(place: str, read: Callable[[], T]) -> T:
    """Return the result of reading a place of a mapping.

    Raises:
        BadMappingError: it cannot be read.
    """
    try:
        return read()
    except FaultError as error:
        message = f"{place} : {FRENCH.sentence(error.problem)}"
        raise BadMappingError(message) from error


def _table(text: TableForm, place: str) -> TableMapping:
    part = _part(text, place)
    each = _checked(f"{place}, « pour_chaque »", lambda: read_template(text.each)) if text.each else None
    only = [_condition(heading, words, place) for heading, words in text.only.items()]
    sums = _numbers(part["sheet"], text.sums, f"{place}, « somme »")
    count = _numbers(part["sheet"], [text.count] if text.count else [], f"{place}, « nombre »")
    for name in sums.keys() - part["templates"].keys():
        message = f"{place}, « somme », « {sums[name]} » : « colonnes » ne donne pas cette colonne ; ajoutez-l’y"
        raise BadMappingError(message)
    for name in count.keys() & part["templates"].keys():
        message = f"{place}, « nombre », « {count[name]} » : « colonnes » donne déjà cette colonne ; ôtez-l’en"
        raise BadMappingError(message)
    return TableMapping(**part, each=each, only=only, sums=frozenset(sums), count=next(iter(count), ""))


def _condition(column: str, words: Iterable[str], place: str) -> Condition:
    """Return the condition on a column: words, and the special words for blank and filled cells."""
    slot = _checked(f"{place}, si, « {column} »", partial(read_slot, column))
    stripped = {word: word.strip().casefold() for word in words}
    special = {EMPTY, FILLED, WITH_LETTERS}
    return Condition(slot, frozenset(sign if sign in special else fold(word) for word, sign in stripped.items()))


def _numbers(sheet: Sheet, headings: Iterable[str], place: str) -> dict[str, str]:
    """Return the given headings by the names of their columns, which must contain numbers.

    Raises:
        BadMappingError: a column does not hold numbers, or the sheet has no such column.
    """
    columns = _columns(sheet, headings, place)
    for name, heading in columns.items():
        stored = sheet.member(name)
        if not isinstance(stored, Property) or stored.type not in {Scalar.INT, Scalar.FLOAT}:
            message = f"{place} : « {heading} » n’est pas une colonne de nombres"
            raise BadMappingError(message)
    return columns


def _crosses(text: CrossForm, place: str) -> CrossMapping:
    part = _part(text, place)
    return CrossMapping(**part, row=text.row, surveys=text.surveys, yes=text.yes, unknown=text.unknown)


def _part(text: PartForm, place: str) -> dict[str, Any]:
    sheet = sheet_named(text.to, f"{place}, « vers »")
    if text.new and sheet.relation_name:
        message = f"{place}, « nouveau » : « {sheet.name} » dit des liens ; mettez ces colonnes dans « colonnes »"
        raise BadMappingError(message)
    columns = _columns(sheet, [*text.columns, *text.new], f"{place}, colonnes")
    new = frozenset(_columns(sheet, text.new, f"{place}, nouveau"))
    written, templates = text.columns | text.new, dict[str, Template]()
    for name, heading in columns.items():
        here = f"{place}, colonnes, « {heading} »"
        templates[name] = _checked(here, partial(read_template, written[heading]))
        if not templates[name].slots:
            _check_constant(sheet, name, written[heading], here)
    words = {}
    for name, column in _columns(sheet, text.words, f"{place}, mots").items():
        if name not in templates:
            message = f"{place}, mots, « {column} » : « colonnes » ne donne pas cette colonne ; ajoutez-l’y"
            raise BadMappingError(message)
        words[name] = {
            EVERY_OTHER if w.strip() == EVERY_OTHER else fold(w): ours for w, ours in text.words[column].items()
        }
        for word, ours in text.words[column].items():
            _check_constant(sheet, name, ours, f"{place}, mots, « {column} », « {word} »")
    named = {"sheets": text.sheets, "skip": text.skip, "new": new}
    return {"sheet": sheet, "templates": templates, "words": words, **named}


def sheet_named(name: str, place: str) -> Sheet:
    """Return our sheet with the given name.

    Raises:
        BadMappingError: no sheet has that name.
    """
    for sheet in SHEETS:
        if fold(sheet.name) == fold(name):
            return sheet
    message = f"{place} : « {name} » n’est pas une de nos feuilles ; {nearest_or_all(name, [s.name for s in SHEETS])}"
    raise BadMappingError(message)


def _columns(sheet: Sheet, headings: Iterable[str], place: str) -> dict[str, str]:
    """Return the headings of a mapping as written, by the names of our columns.

    Raises:
        BadMappingError: the sheet has no such column, or a heading is given twice.
    """
    known = sheet.by_heading()
    columns: dict[str, str] = {}
    for heading in headings:
        column = known.get(fold(heading))
        if column is None:
            expected = nearest_or_all(heading, [column.heading for column in sheet.columns])
            message = f"{place}, « {heading} » n’est pas une colonne de « {sheet.name} » ; {expected}"
            raise BadMappingError(message)
        if column.name in columns:
            message = f"{place}, « {heading} » est donné deux fois ; gardez-en un"
            raise BadMappingError(message)
        columns[column.name] = heading
    return columns


def _check_constant(sheet: Sheet, name: str, text: str, place: str) -> None:
    """Refuse a constant that its column can never accept; names of nodes are checked later, against the graph."""
    column, stored = sheet.column(name), sheet.member(name)
    if column and isinstance(stored, Property) and not is_blank(text) and text.casefold() != ERASE_WORD:
        _checked(place, partial(read_value, stored, text, last=column.last, euros=column.euros))
