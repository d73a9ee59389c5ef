"""The templates of a mapping: texts with slots, `{colonne|opération}`, that are filled with the cells of a row.

A template is parsed once, so that a faulty one is reported before the list is opened.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from exchange.cells.text import LIST_SEPARATOR, Raw, is_blank, split_list, text_of
from exchange.faults import Fault, FaultError
from exchange.lookup.remedies import ARRONDISSEMENT_CODES
from graph.text import fold

SLOT = re.compile(r"\{([^{}]*)\}")
PIECES = re.compile(r";(?![^{]*\})")
"""The « ; » between the pieces of a template, outside slots; a piece whose slots are all blank is left out."""
EMPTY_BRACKETS = re.compile(r"(?<!\s)\s*\(\s*\)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SHORT_CODE = 4
"""Digits of a postal code that lost its first zero."""
Step = Callable[[str], str]
Cell = Callable[[str], Raw]
"""Returns the cell of a row by its folded heading."""
WHEN = re.compile(r"si\s+([^=]+)=(.+)", re.IGNORECASE)
"""The operation « si »: another column, which must contain one of the given words."""
OR_COLUMN = re.compile(r"\|\s*ou\s+", re.IGNORECASE)
"""The text « | ou »: after it comes another column, which is used if the first one is blank."""


def _nth(number: int, text: str) -> str:
    items = [item.strip() for item in text.split(";")]  # an empty item counts here, unlike in `split_list`
    return items[number - 1] if number <= len(items) else ""


def _year(text: str) -> str:
    match = YEAR.search(text)
    return match[0] if match else text  # the reader of the cell then reports it


def _zeros(length: int, text: str) -> str:
    return text.zfill(length) if text.isdigit() else text


def _postal(text: str) -> str:
    """Return an address with a space after each comma, restoring the lost zero of a postal code between two commas."""
    first, *others = (part.strip() for part in text.split(","))
    between = [part.zfill(5) if part.isdigit() and len(part) == SHORT_CODE else part for part in others[:-1]]
    return ", ".join([first, *between, *others[-1:]])


def _commune(text: str) -> str:
    """Return codes, replacing those of the arrondissements of Paris, Lyon and Marseille with that of their commune."""
    return LIST_SEPARATOR.join(dict.fromkeys(ARRONDISSEMENT_CODES.get(item, item) for item in split_list(text)))


ALONE: Mapping[str, Step] = {
    "annee": _year,
    "commune": _commune,
    "postal": _postal,
    "identifiant": lambda text: fold(text).replace(" ", "-"),
}
"""The operations without an argument, by their folded names."""
WITH_TEXT: Mapping[str, Callable[[str, str], str]] = {
    "couper": lambda sign, text: LIST_SEPARATOR.join(item.strip() for item in text.split(sign)),
    "avant": lambda sign, text: text.partition(sign)[0].strip(),
    "apres": lambda sign, text: text.partition(sign)[2].strip(),
    "chaque": lambda end, text: LIST_SEPARATOR.join(f"{item} {end}" for item in split_list(text)),
    "sinon": lambda default, text: text or default,
}
"""The operations with an argument, by their folded names."""


@dataclass(frozen=True)
class Slot:
    """A slot: a column as written and by its folded heading, and the operations on its cell, in order.

    `when`: another column and folded words; the slot is blank unless this column contains one of the words. `other` is
    the slot that is used instead if this one is blank.
    """

    column: str
    heading: str
    steps: tuple[Step, ...] = ()
    when: "tuple[Slot, frozenset[str]] | None" = None
    other: "Slot | None" = None

    @property
    def columns(self) -> "Iterator[Slot]":
        """The slot, the slot of its condition, and its replacements, in order."""
        yield self
        if self.when:
            yield self.when[0]
        if self.other:
            yield from self.other.columns

    def value(self, cell: Cell) -> Raw:
        """Return the value of the slot, with the type of its cell unless an operation changes it."""
        is_stated = self.when is None or fold(self.when[0].text(cell)) in self.when[1]
        raw = cell(self.heading) if is_stated else None
        if self.steps:
            text = "" if is_blank(text_of(raw)) else text_of(raw)
            for step in self.steps:
                text = step(text)
            raw = text
        return self.other.value(cell) if self.other and is_blank(text_of(raw)) else raw

    def text(self, cell: Cell) -> str:
        """Return the text of the slot; empty if it is blank."""
        text = text_of(self.value(cell))
        return "" if is_blank(text) else text


@dataclass(frozen=True)
class Piece:
    """A part of a template between two « ; »: its texts, and the slots between them."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fill(self, cell: Cell) -> str:
        """Return the filled piece, without empty parentheses; empty if all its slots are blank."""
        filled = [slot.text(cell) for slot in self.slots]
        if filled and not any(filled):
            return ""
        text = "".join(part for pair in zip(self.texts, [*filled, ""], strict=True) for part in pair)
        return EMPTY_BRACKETS.sub("", text).strip() if filled else text.strip()


@dataclass(frozen=True)
class Template:
    """A template, as its pieces."""

    pieces: tuple[Piece, ...]

    @property
    def slots(self) -> list[Slot]:
        """The slots, from left to right, each followed by the columns on which it depends."""
        return [column for piece in self.pieces for slot in piece.slots for column in slot.columns]

    def fill(self, cell: Cell) -> Raw:
        """Return the template filled with the cells of a row; a template of one slot keeps the type of its cell."""
        if len(self.pieces) == 1:
            (piece,) = self.pieces
            if piece.texts == ("", "") and not piece.slots[0].steps:
                return piece.slots[0].value(cell)
        return LIST_SEPARATOR.join(filter(None, (piece.fill(cell) for piece in self.pieces))) or None


def read_template(written: str) -> Template:
    """Return the template in a text.

    Raises:
        FaultError: a brace is left open, or a slot names no column or an operation that does not exist.
    """
    if re.search(r"[{}]", SLOT.sub("", written)):
        raise FaultError(Fault.LONE_BRACE.of())
    return Template(tuple(_piece(part) for part in PIECES.split(written)))


def _piece(text: str) -> Piece:
    texts = SLOT.split(text)
    return Piece(tuple(texts[::2]), tuple(read_slot(inside) for inside in texts[1::2]))


def read_slot(inside: str) -> Slot:
    """Return the slot in the text between two braces.

    Raises:
        FaultError: it names no column, or an operation that does not exist.
    """
    first, *others = OR_COLUMN.split(inside, maxsplit=1)
    heading, *operations = first.split("|")
    if not fold(heading):
        raise FaultError(Fault.SLOT_WITHOUT_COLUMN.of(slot=inside))
    conditions = [match for operation in operations if (match := WHEN.fullmatch(operation.strip()))]
    steps = tuple(_step(operation) for operation in operations if not WHEN.fullmatch(operation.strip()))
    if len(conditions) > 1:
        raise FaultError(Fault.TWO_CONDITIONS.of(slot=inside))
    when = None
    if conditions:
        column, words = conditions[0].groups()
        when = Slot(column.strip(), fold(column)), frozenset(fold(word) for word in words.split(","))
    return Slot(heading.strip(), fold(heading), steps, when, read_slot(others[0]) if others else None)


def _step(written: str) -> Step:
    name, _, rest = written.strip().partition(" ")
    if name.isdigit() and int(name) and not rest:
        return partial(_nth, int(name))
    if fold(name) in ALONE and not rest:
        return ALONE[fold(name)]
    if fold(name) == "zeros" and rest.strip().isdigit():
        return partial(_zeros, int(rest))
    if fold(name) in WITH_TEXT and rest.strip():
        return partial(WITH_TEXT[fold(name)], rest.strip())
    raise FaultError(Fault.NO_OPERATION.of(written=written.strip()))
