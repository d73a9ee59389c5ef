"""The text of a statement as it grows: parameters, variable names, and what planning needs to know.

Rule: values enter as parameters only; names are given by position, so that one shape is always the same text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from graph.rights import Caller, stored_name
from graph.shape import Property, Scalar

RESERVED = frozenset({"from", "as", "on"})


@dataclass(frozen=True)
class Statement:
    """A statement and its parameters; a read returns one record with one value.

    A write says in `changed` the ids of the nodes that it changes, or whose relationships it does; None: any may be.
    """

    text: str
    parameters: Mapping[str, Any]
    changed: Sequence[str] | None = None


class Derived(Protocol):
    """What rests on the snapshot of the network and not on a statement."""

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; Mistake NOT_FOUND when there is none."""

    def reaching(self, territory: str) -> list[str]:
        """Return the ids of the territories whose engagements reach this one and which it does not contain."""

    def concerned(self, territory: str, day: date) -> bool:
        """Return whether the territory is concerned on the day."""

    def counts(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
        """Return the cells of a territory, with counts only."""

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which the actor is mobilised on the day."""

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor the cells [territory id, axis] of the rows that rest on it alone."""


@dataclass(frozen=True)
class Context:
    """What planning a root field needs to know beside the selection."""

    caller: Caller
    day: date
    derived: Derived


Finish = Callable[[Any], Any]
Column = tuple[str, Finish | None]


@dataclass
class Writer:
    """Collects the parameters of one statement and names its variables."""

    context: Context
    parameters: dict[str, Any] = field(default_factory=dict)
    variables: int = 0

    def parameter(self, value: object) -> str:
        """Add a value and return how the text refers to it."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def variable(self, stem: str) -> str:
        """Return a new variable name."""
        self.variables += 1
        return f"{stem}{self.variables}"

    def value(self, variable: str, stored: Property, *, key: bool = False) -> str:
        """Return the expression of a stored value as the database compares it."""
        if stored.linked:
            relationship, label = stored.linked
            inner = self.variable("x")
            return f"[({variable})-[:{relationship}]->({inner}:{label}) | {inner}.value]"
        name = stored_name(self.context.caller, stored, key=key)
        return f"{variable}.`{name}`" if name in RESERVED else f"{variable}.{name}"

    def output(self, variable: str, stored: Property) -> Column:
        """Return the expression of a stored value as the client sees it, and how to finish it."""
        value = self.value(variable, stored)
        if stored.linked:
            return value, in_order(stored)
        if stored.many:
            return f"coalesce({value}, [])", None
        return (f"toString({value})" if stored.type is Scalar.DATE else value), None

    def statement(self, expressions: Sequence[str]) -> Statement:
        """Return the statement that answers with these expressions, in order."""
        return Statement(f"RETURN [{', '.join(expressions)}] AS answer", self.parameters)


def in_order(stored: Property) -> Finish:
    """Return a function that sorts words as their vocabulary does."""
    ranks = {str(word): rank for rank, word in enumerate(stored.type)} if isinstance(stored.type, type) else {}
    return lambda values: sorted(values, key=ranks.__getitem__)
