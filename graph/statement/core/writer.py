"""The writer of a statement: its parameters, its variable names, and the checks before it is sent.

Values are always parameters; names are numbered in the order of use, so that one shape always gives the same text and
the database plans it once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.inventory import Entry
from graph.rights import View
from graph.shape import Property, Scalar
from graph.statement.core.patterns import shown_value, stored_value
from graph.statement.core.projection import Column, Decoder
from graph.statement.core.run import Deferred, Run, resolve

TYPE_KEY = "\0type"
"""The key of the type in a typed object; no response key can equal it."""


class Statement(NamedTuple):
    """A Cypher text with its parameters; a read returns one record with one value.

    `changed`: the ids of the nodes that a write changes, or whose relationships it changes; None: possibly any.
    `entries`: makes the entries of the inventory from the value that a write returns; None: there are none.
    """

    text: str
    parameters: Mapping[str, Any]
    changed: Sequence[str] | None = None
    entries: Callable[[Any], Iterable[Entry]] | None = None


@dataclass(frozen=True)
class Planned:
    """A statement with deferred parameters, and the deferred values to check before it is sent."""

    text: str
    parameters: Mapping[str, Any]
    checks: Sequence[Deferred] = ()

    def bind(self, run: Run) -> Statement:
        """Return the statement of a run.

        Raises:
            ClientError: a value of the client is not allowed.
        """
        for check in self.checks:
            check.read(run)
        return Statement(self.text, {name: resolve(value, run) for name, value in self.parameters.items()})


@dataclass
class SnapshotUse:
    """A record of one plan: `used` is true once the plan reads facts from the snapshot, on which it then depends."""

    used: bool = False


@dataclass
class Writer:
    """Collects the parameters and variable names of one statement while its text is written.

    `typed`: every object of a node also holds its type, under `TYPE_KEY`. `snapshot`: if set, facts that the snapshot
    has are not read from the database.
    """

    view: View
    typed: bool = False
    snapshot: SnapshotUse | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    checks: list[Deferred] = field(default_factory=list)
    variables: int = 0

    def parameter(self, value: object) -> str:
        """Add a parameter and return its reference in the text."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def checked(self, value: Any) -> Any:
        """Mark a value to be resolved before the statement is sent, even if unused in it, and return the value."""
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
        return _or_unstated(stored_value(variable, stored, self.view, key=key), stored)

    def output(self, variable: str, stored: Property) -> Column:
        """Return the expression of a stored value as the client sees it, with its decoder."""
        if stored.linked:
            return self.value(variable, stored), in_order(stored)
        value = _or_unstated(shown_value(variable, stored, self.view), stored)
        if stored.many:
            return f"coalesce({value}, [])", None
        return (f"toString({value})" if stored.type is Scalar.DATE else value), None

    def statement(self, expressions: Sequence[str], *, first: str | None = None) -> Planned:
        """Return the statement of a list of expressions; `first` is evaluated first and answered last."""
        answer = f"[{', '.join(expressions)}]"
        # In a separate WITH, since the items of one list may be evaluated in any order.
        text = (
            f"WITH {first} AS first WITH first, {answer} AS rest RETURN rest + [first] AS answer"
            if first
            else f"RETURN {answer} AS answer"
        )
        return Planned(text, self.parameters, self.checks)


def _or_unstated(value: str, stored: Property) -> str:
    """Return the expression of a value, with the model's default if nothing is stored."""
    return value if stored.unstated is None else f"coalesce({value}, {str(stored.unstated).lower()})"


def in_order(stored: Property) -> Decoder:
    """Return the decoder that sorts words in the order of their vocabulary."""
    ranks = {str(word): rank for rank, word in enumerate(stored.type)} if isinstance(stored.type, type) else {}
    return lambda values, _run: sorted(values, key=ranks.__getitem__) if len(values) > 1 else values
