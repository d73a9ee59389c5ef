"""Reads a cell according to the type of its property."""

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from changes.rows import Value
from exchange.cells.days import read_span
from exchange.cells.numbers import read_number, read_whole, read_year
from exchange.cells.sirene import read_siren, read_siret
from exchange.cells.text import Raw, has_lost_digits, split_list, text_of
from exchange.cells.words import read_axes, read_word, read_words, rewritten_words
from exchange.faults import CellError, Fault
from graph.shape import Property, Scalar
from graph.text import fold
from graph.vocabulary import Axis, Word

TRUE_WORDS = frozenset({"oui", "o", "vrai", "true", "x", "1"})
FALSE_WORDS = frozenset({"non", "n", "faux", "false", "0"})
YEAR = "year"
PROGRAMME = re.compile(r"(?:(?:p|bop|prog|programme)(?: n)?(?: budgetaire)? ?)?0?(\d{3})(?: \d{2}){0,2}(?: [a-z ]+)?")
"""A budget programme as people write it, folded: « P147 », « BOP 147 », « 147 – politique de la ville », and with its
actions, « 147-02 » or « 0147-01-02 ».
"""
PROGRAMMES_BY_NAME = {"politique de la ville": "147"}
NOMENCLATURE_LINE = re.compile(r"(?:(?:ligne|l|theme|thematique) ?)?(\d{1,2}) (\d{1,2})")
"""A line of a nomenclature as people write it, folded: « 2.4 », « 2,4 », « ligne 2.4 »."""


def read_value(stored: Property, raw: Raw, *, last: bool, euros: bool) -> Value:
    """Return the value of a cell that does not name a node; `last` selects the last day of an inexact date.

    Raises:
        CellError: the cell cannot be read.
    """
    text = text_of(raw)
    if isinstance(stored.type, type):
        if not stored.many:
            return read_word(stored.type, text)
        return read_axes(raw) if stored.type is Axis else read_words(stored.type, raw)
    readers: dict[Scalar, Callable[[], Value]] = {
        Scalar.DATE: lambda: read_day(raw, last=last),
        Scalar.ID: lambda: text,
        Scalar.INT: lambda: read_year(raw) if stored.name == YEAR else read_whole(raw, amount=euros),
        Scalar.FLOAT: lambda: read_number(raw, amount=euros),
        Scalar.BOOL: lambda: read_boolean(text),
        Scalar.TEXT: lambda: read_text(stored, text),
    }
    return readers[stored.type]()


def read_day(raw: Raw, *, last: bool) -> date | None:
    """Return the first or last day of a date, which may be inexact; None for a last day that is open."""
    span = read_span(raw)
    day = span.last if last else span.first
    if day is None and not last:
        raise CellError(Fault.NO_FIRST_DAY.of())
    return day


def rewritten(stored: Property, raw: Raw) -> str:
    """Return how to rewrite a cell whose list is not separated by « ; »; empty if it needs no rewriting."""
    if not stored.many or not isinstance(stored.type, type) or stored.type is Axis:
        return ""
    return rewritten_words(stored.type, raw)


def read_edge_value(stored: Property, text: str) -> Value:
    """Return the value in parentheses: a day, a text, a word, or roles joined with « + » or « , »."""
    if stored.type is Scalar.DATE:
        return read_span(text.removeprefix("confirmé le ").removeprefix("confirmée le ")).last
    if stored.type is Scalar.TEXT:
        return text
    words = cast("type[Word]", stored.type)
    if not stored.many:
        return read_word(words, text)
    return list(dict.fromkeys(read_word(words, word) for word in text.replace(",", "+").split("+")))


def read_text(stored: Property, text: str) -> Value:
    """Return a text, or a list if the property is multiple; telephone and other numbers are checked and normalised."""
    if stored.many:
        return list(dict.fromkeys(split_list(text)))
    if stored.name not in CHECKED_TEXTS:
        return text
    if has_lost_digits(text):
        raise CellError(Fault.LOST_DIGITS.of())
    return CHECKED_TEXTS[stored.name](text)


def read_programme(text: str) -> str:
    """Return the number of a budget programme, however it is written; any other text as it is."""
    folded = fold(text)
    programme = PROGRAMME.fullmatch(folded)
    return programme[1] if programme else PROGRAMMES_BY_NAME.get(folded, text)


def read_line(text: str) -> str:
    """Return the number of a line of a nomenclature, however it is written; any other text as it is."""
    line = NOMENCLATURE_LINE.fullmatch(fold(text))
    return f"{line[1]}.{line[2]}" if line else text


NORMALISED_TEXTS: dict[str, Callable[[str], str]] = {"programme": read_programme, "line": read_line}
"""The texts that are stored in one spelling, by property, with their readers."""
CHECKED_TEXTS: dict[str, Callable[[str], str]] = {"siren": read_siren, "siret": read_siret, **NORMALISED_TEXTS}


def read_boolean(text: str) -> bool:
    """Return whether a text says yes."""
    if text.casefold() in TRUE_WORDS:
        return True
    if text.casefold() in FALSE_WORDS:
        return False
    raise CellError(Fault.NEITHER_YES_NOR_NO.of())
