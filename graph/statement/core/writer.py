"""The writer of one statement: its parameters, its variable names, and what must be checked before it is sent.

Values enter as parameters only; names are given by position, so that one shape is always the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.rights import Caller
from graph.shape import Property, Scalar
from graph.statement.core.patterns import shown_value, stored_value
from graph.statement.core.projection import Column, Finish
from graph.statement.core.run import Deferred, Run, resolve

TYPE_KEY = "\0type"
"""Where a typed object says its type; no key of an answer is called so."""


class Statement(NamedTuple):
    """A statement and its parameters; a read returns one record with one value.

    A write says in `changed` the ids of the nodes that it changes, or whose relationships it does; None: any may be.
    """

    text: str
    parameters: Mapping[str, Any]
    changed: Sequence[str] | None = None


@dataclass(frozen=True)
class Planned:
    """A statement of which some values are known only when it is run."""

    text: str
    parameters: Mapping[str, Any]
    checks: Sequence[Deferred] = ()

    def bind(self, run: Run) -> Statement:
        """Return the statement of a run; ClientError when a value is not one that may be asked for."""
        for check in self.checks:
            check.read(run)
        return Statement(self.text, {name: resolve(value, run) for name, value in self.parameters.items()})


@dataclass
class Writer:
    """Collects the parameters of one statement and names its variables.

    `typed` asks for each node's type beside its values, under `TYPE_KEY`.
    """

    caller: Caller
    typed: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)
    checks: list[Deferred] = field(default_factory=list)
    variables: int = 0

    def parameter(self, value: object) -> str:
        """Add a value and return how the text refers to it."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def checked(self, value: Any) -> Any:
        """Have a value worked out before the statement is sent, used in it or not, and return it."""
        if isinstance(value, Deferred):
            self.checks.append(value)
        return value

    def variable(self, stem: str) -> str:
        """Return a new variable name."""
        self.variables += 1
        return f"{stem}{self.variables}"

    def value(self, variable: str, stored: Property, *, key: bool = False) -> str:
        """Return the expression of a stored value as the database compares it."""
        if stored.linked:
            inner = self.variable("x")
            return f"[({variable})-[:{stored.linked[0]}]->({inner}) | {inner}.value]"
        return stored_value(variable, stored, self.caller, key=key)

    def output(self, variable: str, stored: Property) -> Column:
        """Return the expression of a stored value as the client sees it, and how to finish it."""
        if stored.linked:
            return self.value(variable, stored), in_order(stored)
        value = shown_value(variable, stored, self.caller)
        if stored.many:
            return f"coalesce({value}, [])", None
        return (f"toString({value})" if stored.type is Scalar.DATE else value), None

    def statement(self, expressions: Sequence[str], *, first: str | None = None) -> Planned:
        """Return the statement that answers with these expressions, in order; last with what it works out first."""
        answer = f"[{', '.join(expressions)}]"
        text = (
            f"WITH {first} AS first WITH first, {answer} AS rest RETURN rest + [first] AS answer"
            if first
            else f"RETURN {answer} AS answer"
        )
        return Planned(text, self.parameters, self.checks)


def in_order(stored: Property) -> Finish:
    """Return a function that sorts words as their vocabulary does."""
    ranks = {str(word): rank for rank, word in enumerate(stored.type)} if isinstance(stored.type, type) else {}
    return lambda values, _run: sorted(values, key=ranks.__getitem__)
