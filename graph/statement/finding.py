"""Expressions that find nodes: those of given ids, and those that hold given words.

Rule: what is found comes with the values of what was selected of it; a search reads only what the caller may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.rights import SEARCHED_TEXTS, search_property, stored_name
from graph.shape import Kind
from graph.statement.nodes import Projector, node
from graph.statement.selection import Selection
from graph.statement.writer import Writer


def by_ids(w: Writer, kind: Kind, ids: Sequence[str], selection: Selection) -> tuple[str, Projector]:
    """Return the expression of the nodes with these ids, each with its id first, and what reads the values after."""
    identifier, variable = w.variable("i"), w.variable("n")
    given = w.parameter(ids)
    text, projector = node(w, kind, variable, selection, w.context.day)
    return (
        f"COLLECT {{ UNWIND {given} AS {identifier} MATCH ({variable}:{kind.base} {{id: {identifier}}}) "
        f"RETURN [{variable}.id, {text}] }}"
    ), projector


@dataclass
class Search:
    """A search by words: how many rows, what is selected of each, whether they are listed and counted."""

    w: Writer
    words: Sequence[str]
    first: int
    nodes: Sequence[Selection]
    listed: bool
    counted: bool
    projectors: dict[tuple[str, Selection], tuple[int, Projector]] = field(default_factory=dict)
    """By kind and selection: which of a row's nodes holds it, and what reads that."""

    def __post_init__(self) -> None:
        """Add the words to the parameters, once for all kinds."""
        self._phrase = self.w.parameter(" ".join(self.words))
        self._words = [self.w.parameter(f" {word}") for word in self.words]
        self._limit = self.w.parameter(self.first)

    def expression(self, name: str, kind: Kind) -> str:
        """Return the best rows of a kind, each with how many there are in all; only that where none is listed."""
        variable = self.w.variable("n")
        text = f"{variable}.{search_property(self.w.context.caller, kind.base)}"
        conditions = " AND ".join(f"{text} CONTAINS {word}" for word in self._words)
        matched = f"MATCH ({variable}:{kind.match}) WHERE {conditions}"
        return self._rows(name, kind, variable, matched) if self.listed else f"[[COUNT {{ {matched} }}]]"

    def _rows(self, name: str, kind: Kind, variable: str, matched: str) -> str:
        w, rank = self.w, self.w.variable("k")
        compared = [w.value(variable, p, key=True) for p in kind.properties if p.name in SEARCHED_TEXTS]
        exact = " OR ".join(f"{value} = {self._phrase}" for value in compared)
        starts = " OR ".join(f"{value} STARTS WITH {self._phrase}" for value in compared)
        sorted_by = next(p for p in kind.properties if p.name in {"name", "title"})
        key = f"{variable}.{stored_name(w.context.caller, sorted_by, key=True)}"
        nodes = []
        for place, selection in enumerate(self.nodes):
            columns, projector = node(w, kind, variable, selection, w.context.day)
            self.projectors[name, selection] = place, projector
            nodes.append(columns)
        best, total = f"LIMIT {self._limit}", "null"
        if self.counted:  # one scan for the rows and their number: a COUNT beside would scan once more
            found, hit, total = w.variable("f"), w.variable("h"), w.variable("t")
            best = (
                f"WITH collect([{variable}, {rank}]) AS {found} UNWIND {found}[0..{self._limit}] AS {hit} "
                f"WITH {hit}[0] AS {variable}, {hit}[1] AS {rank}, size({found}) AS {total}"
            )
        return (
            f"COLLECT {{ {matched} WITH {variable}, CASE WHEN {exact} THEN 0 WHEN {starts} THEN 1 ELSE 2 END AS {rank} "
            f"ORDER BY {rank}, {key}, {variable}.id {best} "
            f"RETURN [{total}, {rank}, {key}, {variable}.id, [{', '.join(nodes)}]] }}"
        )
