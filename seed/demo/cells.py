"""Cells of the CSV tables and their values.

The error of a cell states, in French, the place of the cell, its content and the remedy.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

from changes.rows import Value
from graph.shape import Property, Scalar
from graph.vocabulary import Axis, Word

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BOOLEANS = {"true": True, "false": False}
SHORT_LIST = 30
T = TypeVar("T")


class CellError(ValueError):
    """A cell that cannot be read; the message names its file, line and column, and a right value."""


@dataclass(frozen=True)
class Cell:
    """A text and its place: file, line (the heading is line 1) and column."""

    file: str
    line: int
    column: str
    text: str

    def refuse(self, problem: str, expected: str) -> NoReturn:
        """Raise the error of this cell.

        Raises:
            CellError: always.
        """
        place = f"{self.file}, ligne {self.line}, colonne « {self.column} »"
        message = f"{place} : « {self.text} » {problem} ; attendu : {expected}."
        raise CellError(message)

    def part(self, text: str) -> "Cell":
        """Return a cell at the same place with a part of the text."""
        return Cell(self.file, self.line, self.column, text.strip())

    def parts(self, separator: str = ";") -> list["Cell"]:
        """Return the parts of a list, none for an empty cell."""
        return [self.part(text) for text in self.text.split(separator)] if self.text else []

    def value(self, declaration: Property, separator: str = ";") -> Value:
        """Return the value of a property in this cell; None when the cell is empty.

        Raises:
            CellError: the cell is empty but the property is required, or the text is not a value of the property.
        """
        if not self.text:
            if declaration.required:
                self.refuse("est vide", "une valeur, la colonne est obligatoire")
            return None
        if declaration.many:
            return [str(part.scalar(declaration.type)) for part in self.parts(separator)]
        return self.scalar(declaration.type)

    def scalar(self, kind: Scalar | type[Word]) -> str | int | float | bool | date:
        """Return the text as a single value.

        Raises:
            CellError: the text is no such value.
        """
        if isinstance(kind, Scalar):
            return SCALARS[kind](self)
        if kind is Axis:
            return self.axis()
        if self.text not in list(kind):
            self.refuse("n’est pas un mot connu", suggest(kind))
        return str(self.text)

    def axis(self) -> str:
        """Return the axis with the number in this cell.

        Raises:
            CellError: the text is no number from 1 to 5.
        """
        if self.text not in {str(axis.number) for axis in Axis}:
            self.refuse("n’est pas un axe", f"un numéro de 1 à {len(Axis)}")
        return str(Axis.of_number(int(self.text)))

    def boolean(self) -> bool:
        """Return true or false.

        Raises:
            CellError: the text is neither.
        """
        if self.text not in BOOLEANS:
            self.refuse("n’est ni vrai ni faux", suggest(BOOLEANS))
        return BOOLEANS[self.text]

    def read(self, parse: Callable[[str], T], problem: str, expected: str) -> T:
        """Return the value that `parse` finds in the text.

        Raises:
            CellError: `parse` raises a ValueError, since the text is not such a value.
        """
        try:
            return parse(self.text)
        except ValueError:
            self.refuse(problem, expected)


def _day(text: str) -> date:
    """Return the day in a text of the form YYYY-MM-DD; `fromisoformat` alone would accept other forms."""
    return date.fromisoformat(text if DAY.fullmatch(text) else "")


SCALARS: dict[Scalar, Callable[[Cell], str | int | float | bool | date]] = {
    Scalar.ID: lambda cell: cell.text,
    Scalar.TEXT: lambda cell: cell.text,
    Scalar.INT: lambda cell: cell.read(int, "n’est pas un nombre", "un nombre entier"),
    Scalar.FLOAT: lambda cell: cell.read(float, "n’est pas un nombre", "un nombre, avec un point décimal"),
    Scalar.BOOL: Cell.boolean,
    Scalar.DATE: lambda cell: cell.read(_day, "n’est pas une date", "une date qui existe, écrite AAAA-MM-JJ"),
}


def suggest(choices: Iterable[str]) -> str:
    """Return the choices or, if there are many, their number and the first one."""
    names = [str(name) for name in choices]
    if len(names) <= SHORT_LIST:
        return ", ".join(names)
    return f"l’un de ceux qui sont connus ({len(names)}), par exemple {names[0]}"
