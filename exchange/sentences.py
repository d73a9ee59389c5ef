"""Turns problems into sentences: a language fills the template of a code with the values of the problem.

The languages are files in `languages/`, each with the same keys: how values are written, words, sentences by code, and
the parts that sentences share, which appear in a sentence as `{PART}`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, Self

from changes.naming import NAMES_SHOWN, shortened_list
from exchange.cells.text import LIST_SEPARATOR
from exchange.faults import Quoted
from exchange.sheets import BY_KIND
from graph.shape import Kind
from graph.vocabulary import Word
from judgement.likeness import Candidate
from judgement.problems import Problem
from judgement.values import Details, End, Fields

DIGITS = re.compile("[0-9]+")
FILES = Path(__file__).with_name("languages")
PLAIN: Mapping[bool | None, str] = {True: "YES", False: "NO", None: "NOTHING"}


class Row(NamedTuple):
    """A row of a file as a sentence names it: its number, and its sheet if the sentence is about another sheet."""

    number: int
    sheet: str = ""


@dataclass(frozen=True, eq=False)
class Language(Formatter):
    """A language: its sentences by code, its words, and how it writes values.

    In a template, `{years:# an}` is a number with its noun, `{axes:le|les}` the form that agrees with a number,
    `{most:#}` a number alone, `{kind:un|une}` a kind of node with its article, `{ids:ou}` alternatives, `{title:«»}` a
    title in quotation marks unless it has some, `{fault:;}` a problem with what would be right, and `{day: (…)}` a text
    around a value. A list becomes quoted alternatives. The text around a value is left out if there is no value,
    or if the value is a row of another sheet.
    """

    tag: str
    """The tag of the language, as in HTTP headers."""
    sentences: Mapping[str, str]
    """The sentences, each without its subject; the text after the first `remedy` says what would be right."""
    words: Mapping[str, str]
    """The words for members of enumerations, for true, false and nothing, and for `Details` without values."""
    label: str
    """The name of the attribute that contains the label of a vocabulary's word."""
    noun: str
    """The name of the attribute that contains the noun for a kind of node."""
    second_article: Sequence[str]
    """The kinds of node whose noun takes the second of two articles."""
    singular: Sequence[int]
    """The numbers that take the singular."""
    thousands: str
    """The sign between thousands."""
    day: str
    """The format of a day, as for `strftime`."""
    quotes: str
    """A text in quotation marks, with `{}` for the text."""
    colon: str
    """The sign between a subject and what is said of it."""
    remedy: str
    """The sign between a fault and what would be right."""
    both: str
    """The word between two items."""
    either: str
    """The word between two alternatives."""
    others: str
    """The number of items left out of a shortened list, as a template."""
    row: str
    """The noun for a row."""
    this_row: str
    """The row as the subject of a fault."""
    run: str
    """The first and the last of consecutive numbers, with `{}` for each."""
    candidate: str
    """A `Candidate`, as a template."""

    @classmethod
    def read(cls, tag: str) -> Self:
        """Return a language from its file."""
        read = tomllib.loads((FILES / f"{tag}.toml").read_text("utf-8"))
        parts: dict[str, str] = {}

        def whole(text: str) -> str:
            for name, part in parts.items():
                text = text.replace(f"{{{name}}}", part)
            return text

        for name, text in read.pop("parts").items():
            parts[name] = whole(text)
        return cls(tag, {code: whole(text) for code, text in read.pop("sentences").items()}, **read)

    def sentence(self, problem: Problem) -> str:
        """Return the sentence for a problem."""
        return self.vformat(self.sentences[problem.code], (), problem.values)

    def fault(self, sentence: str) -> str:
        """Return a sentence without the part that says what would be right."""
        return sentence.split(self.remedy, maxsplit=1)[0]

    def reason(self, sentence: str) -> str:
        """Return the fault of a sentence without the parts that differ from row to row: names, numbers."""
        return " ".join(DIGITS.sub("…", self._named.sub("…", self.fault(sentence))).split())

    @cached_property
    def _named(self) -> re.Pattern[str]:
        opening, closing = self.quotes.split("{}")
        return re.compile(rf"{opening}[^{opening[0]}{closing[-1]}]*{closing}|\([^()]*\)")

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in the form that its template wants."""
        if "…" in format_spec:
            return self._around(value, format_spec)
        if "|" in format_spec or format_spec.startswith("#"):
            return self._agreeing(value, format_spec)
        if format_spec == ";":
            return self.sentence(value)
        if format_spec == "«»":
            return value if self.quotes[0] in value else self.quotes.format(value)
        if format_spec and isinstance(value, tuple):
            items = _headings(value) if isinstance(value, Fields) else value
            return (", " if format_spec == "," else f" {format_spec} ").join(map(self.written, items))
        return format(value, format_spec) if format_spec else self.written(value)

    def _around(self, value: object, text: str) -> str:
        if type(value) is tuple:
            value = f" {self.either} ".join(map(self.quotes.format, value)) or None
        is_bare = isinstance(value, Row) and value.sheet
        return "" if value is None else ("…" if is_bare else text).replace("…", self.written(value))

    def _agreeing(self, value: int | Kind, forms: str) -> str:
        if isinstance(value, Kind):
            return f"{forms.split('|')[value.name in self.second_article]} {self.written(value)}"
        if forms.startswith("#"):
            number, noun = f"{value:,}".replace(",", self.thousands), forms.removeprefix("# ")
            return number if forms == "#" else f"{number} {self.agree(value, noun)}"
        return self.agree(value, forms)

    def agree(self, value: int, forms: str) -> str:
        """Return the form of a noun that agrees with a number: `axe|axes`; the default plural adds « s »."""
        one, _, many = forms.partition("|")
        return one if value in self.singular else many or f"{one}s"

    def few(self, texts: Sequence[str], most: int = NAMES_SHOWN) -> str:
        """Return the first texts, and how many more there are."""
        return shortened_list(texts, most, lambda number: self.format(self.others, number))

    def written(self, value: object) -> str:
        """Return a value as a person reads it; a tuple is a series of names, a list one value of the graph."""
        match value:
            case Problem():
                text = self.vformat(self.fault(self.sentences[value.code]), (), value.values)
            case Candidate():
                text = self.vformat(self.candidate, (), value._asdict())
            case Quoted():
                text = self.quotes.format(value.text)
            case Row():
                row = f"{self.row} {value.number}"
                text = f"{self.quotes.format(value.sheet)}, {row}" if value.sheet else row
            case Fields():
                text = f" {self.both} ".join(map(self.quotes.format, _headings(value)))
            case End():
                text = f"{value.id} ({self.written(value.details)})" if value.details else value.id
            case Details():
                text = ", ".join(map(self.written, value.values)) or self.words["UNDETAILED"]
            case tuple():
                text = self.few(sorted({self.quotes.format(label) for label in value if label}))
            case list():
                text = LIST_SEPARATOR.join(map(self.written, value)) or self.words["NOTHING"]
            case _:
                text = self._written_alone(value)
        return text

    def _written_alone(self, value: object) -> str:
        match value:
            case None | bool():
                text = self.words[PLAIN[value]]
            case Word():
                text = getattr(value, self.label)
            case Kind():
                text = getattr(value, self.noun) or value.name
            case Enum():
                text = self.words[value.name]
            case date():
                text = value.strftime(self.day)
            case _:
                text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
        return text


def _headings(fields: Fields) -> list[str]:
    """Return the headings under which officers know some fields, in their order."""
    return [column.heading for column in BY_KIND[fields.kind].columns if column.name in fields.names]


LANGUAGES = {tag: Language.read(tag) for tag in ("fr", "en")}
FRENCH, ENGLISH = LANGUAGES.values()
