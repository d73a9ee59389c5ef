"""Turns problems into sentences: templates by language and code, filled with the values of a problem."""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

from changes.naming import quoted
from exchange.cells.text import LIST_SEPARATOR
from exchange.french import FRENCH
from exchange.sheets import BY_KIND
from graph.french import agree, count
from graph.shape import Kind
from graph.vocabulary import Word
from judgement.problems import Problem, ProblemCode
from judgement.values import Details, End, Fields

PLAIN: Mapping[bool | None, str] = {True: "oui", False: "non", None: "rien"}


class Words(Formatter):
    """Writes values into a template, each as `written` does.

    `{years:# an}` is a number with its noun, `{axes:le|les}` the form that agrees with a number, `{ids:ou}`
    alternatives, `{title:«»}` a title in quotation marks unless it has some, and `{day: (…)}` a text around a value,
    empty without the value.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in the form that its template wants."""
        if "…" in format_spec:
            return "" if value is None else format_spec.replace("…", written(value))
        if format_spec.startswith("# "):
            return count(value, *format_spec.removeprefix("# ").split("|"))
        if "|" in format_spec:
            return agree(value, *format_spec.split("|"))
        if format_spec == "«»":
            return value if "«" in value else f"« {value} »"
        if format_spec and isinstance(value, tuple):
            items = _headings(value) if isinstance(value, Fields) else value
            return (", " if format_spec == "," else f" {format_spec} ").join(items)
        return format(value, format_spec) if format_spec else written(value)


def written(value: object) -> str:
    """Return a value as an officer reads it; names are a tuple, a stored list is a list."""
    match value:
        case None | bool():
            text = PLAIN[value]
        case Fields():
            text = " et ".join(f"« {heading} »" for heading in _headings(value))
        case End():
            text = f"{value.id} ({written(value.details)})" if value.details else value.id
        case Details():
            text = ", ".join(map(written, value.values)) or "sans précision"
        case Word():
            text = value.label_fr
        case Kind():
            text = value.french or value.name
        case date():
            text = f"{value:%d/%m/%Y}"
        case tuple():
            text = quoted(value)
        case list():
            text = LIST_SEPARATOR.join(map(written, value)) or PLAIN[None]
        case _:
            text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return text


def _headings(fields: Fields) -> list[str]:
    """Return the headings under which officers know some fields, in their order."""
    return [column.heading for column in BY_KIND[fields.kind].columns if column.name in fields.names]


SENTENCES: Mapping[str, Mapping[ProblemCode, str]] = {"fr": FRENCH}
"""The sentences by language; every language has the same codes."""
WORDS = Words()


def sentence(problem: Problem, language: str = "fr") -> str:
    """Return the sentence for a problem."""
    return WORDS.vformat(SENTENCES[language][problem.code], (), problem.values)
