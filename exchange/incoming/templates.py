"""The templates of a mapping: texts with slots, `{colonne|opération}`, that are filled with the cells of a row.

A template is read once, so that a wrong one is told before the list is opened.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from exchange.cells.text import LIST_SEPARATOR, Raw, is_blank, split_list, text_of
from graph.text import fold

SLOT = re.compile(r"\{([^{}]*)\}")
PIECES = re.compile(r";(?![^{]*\})")
"""The « ; » of a template that do not stand in a slot: a piece whose slots are all blank is left out."""
EMPTY_BRACKETS = re.compile(r"(?<!\s)\s*\(\s*\)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
Step = Callable[[str], str]
Cell = Callable[[str], Raw]
"""Gives the cell of a row by its folded heading."""
OPERATIONS = "un rang (2), « couper , », « avant ( », « après ( », « année », « zéros 5 », « chaque … », « sinon … »"


class BadTemplateError(ValueError):
    """A template that cannot be read; the message names the fault and what would be right."""


def _nth(number: int, text: str) -> str:
    items = [item.strip() for item in text.split(";")]  # an empty item counts, other than in `split_list`
    return items[number - 1] if number <= len(items) else ""


def _cut(sign: str, text: str) -> str:
    return LIST_SEPARATOR.join(item.strip() for item in text.split(sign))


def _before(sign: str, text: str) -> str:
    return text.partition(sign)[0].strip()


def _after(sign: str, text: str) -> str:
    return text.partition(sign)[2].strip()


def _year(text: str) -> str:
    found = YEAR.search(text)
    return found[0] if found else text  # the reader of the cell then tells what it is


def _zeros(length: int, text: str) -> str:
    return text.zfill(length) if text.isdigit() else text


def _each(end: str, text: str) -> str:
    return LIST_SEPARATOR.join(f"{item} {end}" for item in split_list(text))


def _otherwise(default: str, text: str) -> str:
    return text or default


WITH_TEXT: Mapping[str, Callable[[str, str], str]] = {
    "couper": _cut,
    "avant": _before,
    "apres": _after,
    "chaque": _each,
    "sinon": _otherwise,
}
"""The operations that take a text, by their folded names."""


@dataclass(frozen=True)
class Slot:
    """A slot: a column as written and by its folded heading, and the operations on its cell, in order."""

    column: str
    heading: str
    steps: tuple[Step, ...]

    def text(self, cell: Cell) -> str:
        """Return the text of the slot, « » for a cell that states nothing."""
        text = text_of(cell(self.heading))
        text = "" if is_blank(text) else text
        for step in self.steps:
            text = step(text)
        return text


@dataclass(frozen=True)
class Piece:
    """A part of a template between two « ; »: its texts, and the slots between them."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fill(self, cell: Cell) -> str:
        """Return the piece filled, without parentheses that stay empty; « » when all its slots are blank."""
        filled = [slot.text(cell) for slot in self.slots]
        if filled and not any(filled):
            return ""
        text = "".join(part for pair in zip(self.texts, [*filled, ""], strict=True) for part in pair)
        return EMPTY_BRACKETS.sub("", text).strip() if filled else text.strip()


@dataclass(frozen=True)
class Template:
    """A template as it is written, and its pieces."""

    written: str
    pieces: tuple[Piece, ...]

    @property
    def slots(self) -> list[Slot]:
        """The slots, from left to right."""
        return [slot for piece in self.pieces for slot in piece.slots]

    def fill(self, cell: Cell) -> Raw:
        """Return the template filled with the cells of a row; one that is a single slot keeps the type of its cell."""
        if len(self.pieces) == 1:
            (piece,) = self.pieces
            if piece.texts == ("", "") and not piece.slots[0].steps:
                return cell(piece.slots[0].heading)
        return LIST_SEPARATOR.join(filter(None, (piece.fill(cell) for piece in self.pieces))) or None


def read_template(written: str) -> Template:
    """Return the template in a text.

    Raises:
        BadTemplateError: a brace is left open, or a slot names no column or an operation that does not exist.
    """
    if re.search(r"[{}]", SLOT.sub("", written)):
        message = "a une accolade seule ; attendu : « {titre d’une colonne} »"
        raise BadTemplateError(message)
    return Template(written, tuple(_piece(part) for part in PIECES.split(written)))


def _piece(text: str) -> Piece:
    texts = SLOT.split(text)
    return Piece(tuple(texts[::2]), tuple(_slot(inside) for inside in texts[1::2]))


def _slot(inside: str) -> Slot:
    heading, *operations = inside.split("|")
    if not fold(heading):
        message = f"« {{{inside}}} » ne nomme aucune colonne ; attendu : « {{titre d’une colonne}} »"
        raise BadTemplateError(message)
    return Slot(heading.strip(), fold(heading), tuple(_step(operation) for operation in operations))


def _step(written: str) -> Step:
    name, _, rest = written.strip().partition(" ")
    if name.isdigit() and int(name) and not rest:
        return partial(_nth, int(name))
    if fold(name) == "annee" and not rest:
        return _year
    if fold(name) == "zeros" and rest.strip().isdigit():
        return partial(_zeros, int(rest))
    if fold(name) in WITH_TEXT and rest.strip():
        return partial(WITH_TEXT[fold(name)], rest.strip())
    message = f"« {written.strip()} » n’est pas une opération ; attendu : {OPERATIONS}"
    raise BadTemplateError(message)
