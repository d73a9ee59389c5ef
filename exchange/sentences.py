"""Turns problems into sentences: a language fills the template of a code with the values of the problem."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import Enum, StrEnum
from string import Formatter
from typing import Any, NamedTuple

from changes.naming import NAMES_SHOWN, few
from exchange.cells.text import LIST_SEPARATOR
from exchange.sheets import BY_KIND
from graph.shape import Kind
from graph.vocabulary import Word
from judgement.likeness import Candidate
from judgement.problems import Problem, ProblemCode
from judgement.values import Details, End, Fields


class Severity(StrEnum):
    """The two kinds of finding: a file with an error cannot be applied."""

    ERROR = "ERROR"
    WARNING = "WARNING"


class Row(NamedTuple):
    """A row of a file as a sentence names it: its number, and its sheet if that is another one."""

    number: int
    sheet: str = ""


@dataclass(frozen=True, eq=False)
class Language(Formatter):
    """A language: its sentences by code, its words, and how it writes values.

    In a template, `{years:# an}` is a number with its noun, `{axes:le|les}` the form that agrees with a number,
    `{kind:un|une}` a kind of node with its article, `{ids:ou}` alternatives, `{title:«»}` a title in quotation marks
    unless it has some, and `{day: (…)}` a text around a value: empty without it, and left out around a row of another
    sheet.
    """

    tag: str
    """Its tag, as headers of HTTP name it."""
    sentences: Mapping[ProblemCode, str]
    """The sentences: each continues from its subject, and after the first `remedy` says what would be right."""
    words: Mapping[object, str]
    """The words for members of enumerations, for true, false and nothing, and for `Details` without any."""
    _: KW_ONLY
    word: Callable[[Word], str]
    """Returns the label of a word of a vocabulary."""
    kind: Callable[[Kind], str]
    """Returns the noun for a kind of node."""
    second_article: frozenset[str]
    """The names of the kinds whose noun takes the second of two articles."""
    agree: Callable[..., str]
    """Returns the form of a noun that agrees with a number, as `graph.french.agree` does."""
    figures: Callable[[int], str]
    """Returns a whole number with its thousands separated."""
    day: str
    """The format of a day."""
    quotes: str
    """The quotation marks around a text."""
    colon: str
    """The sign between a subject and what is said of it."""
    remedy: str
    """The sign between a fault and what would be right."""
    both: str
    """The word between two items."""
    others: str
    """How many more items a shortened list has."""
    row: str
    """The noun for a row."""
    this_row: str
    """The row as the subject of a fault."""
    run: str
    """The first and the last of consecutive numbers."""
    candidate: str
    """A `Candidate`, as a template."""

    def sentence(self, problem: Problem) -> str:
        """Return the sentence for a problem."""
        return self.vformat(self.sentences[problem.code], (), problem.values)

    def fault(self, sentence: str) -> str:
        """Return a sentence without what would be right."""
        return sentence.split(self.remedy, maxsplit=1)[0]

    def reason(self, sentence: str) -> str:
        """Return the fault of a sentence without the parts that differ from row to row: names, numbers."""
        opening, closing = self.quotes.split("{}")
        named = rf"{opening}[^{opening[0]}{closing[-1]}]*{closing}|\([^()]*\)"
        return " ".join(re.sub("[0-9]+", "…", re.sub(named, "…", self.fault(sentence))).split())

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in the form that its template wants."""
        if "…" in format_spec:
            is_bare = isinstance(value, Row) and value.sheet
            return "" if value is None else ("…" if is_bare else format_spec).replace("…", self.written(value))
        if format_spec.startswith("# "):
            return self.count(value, *format_spec.removeprefix("# ").split("|"))
        if "|" in format_spec:
            return self._agreeing(value, *format_spec.split("|"))
        if format_spec == "«»":
            return value if self.quotes[0] in value else self.quotes.format(value)
        if format_spec and isinstance(value, tuple):
            items = _headings(value) if isinstance(value, Fields) else value
            return (", " if format_spec == "," else f" {format_spec} ").join(items)
        return format(value, format_spec) if format_spec else self.written(value)

    def _agreeing(self, value: int | Kind, one: str, many: str) -> str:
        if isinstance(value, Kind):
            return f"{many if value.name in self.second_article else one} {self.kind(value)}"
        return self.agree(value, one, many)

    def count(self, value: int, one: str, many: str = "") -> str:
        """Return a number with its noun."""
        return f"{self.figures(value)} {self.agree(value, one, many)}"

    def few(self, texts: Sequence[str], most: int = NAMES_SHOWN) -> str:
        """Return the first texts, and how many more there are."""
        return few(texts, most, lambda number: self.format(self.others, number))

    def written(self, value: object) -> str:
        """Return a value as a person reads it; names are a tuple, a stored list is a list."""
        match value:
            case Problem():
                text = self.vformat(self.fault(self.sentences[value.code]), (), value.values)
            case Candidate():
                text = self.vformat(self.candidate, (), value._asdict())
            case Row():
                row = f"{self.row} {value.number}"
                text = f"{self.quotes.format(value.sheet)}, {row}" if value.sheet else row
            case Fields():
                text = f" {self.both} ".join(map(self.quotes.format, _headings(value)))
            case End():
                text = f"{value.id} ({self.written(value.details)})" if value.details else value.id
            case Details():
                text = ", ".join(map(self.written, value.values)) or self.words[Details]
            case tuple():
                text = self.few(sorted({self.quotes.format(label) for label in value if label}))
            case list():
                text = LIST_SEPARATOR.join(map(self.written, value)) or self.words[None]
            case _:
                text = self._written_alone(value)
        return text

    def _written_alone(self, value: object) -> str:
        match value:
            case Word():
                return self.word(value)
            case Kind():
                return self.kind(value)
            case None | bool() | Enum():
                return self.words[value]
            case date():
                return value.strftime(self.day)
            case float() if value.is_integer():
                return str(int(value))
        return str(value)


def _headings(fields: Fields) -> list[str]:
    """Return the headings under which officers know some fields, in their order."""
    return [column.heading for column in BY_KIND[fields.kind].columns if column.name in fields.names]
