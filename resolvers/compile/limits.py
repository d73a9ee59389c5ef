"""Limits on what may be asked, checked before anything reaches the database.

Rule: levels and fields are counted once per fragment, with circular ones refused, so that a document that is short to
write is quick to refuse; the price is planned with the operation and worked out with the values given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph.errors import Code, ClientError
from graph.statement.core.run import Deferred, Run, bound, defer
from graph.statement.core.selection import Field, Selection
from graph.statement.read.order import PAGE_DEFAULT, PAGE_LIMIT

SHORT_LIST = 5
NESTING_LIMIT = 200
_SIZES = {"first": PAGE_LIMIT, "last": PAGE_LIMIT, "limit": 2_000, "maxLength": 20}
"""The arguments that say how much is wanted, each with the most that is ever answered."""
_OF_A_PAGE = frozenset({"edges", "nodes"})


@dataclass(frozen=True)
class Limits:
    """How much one operation may ask.

    `depth`: levels of fields. `tokens`: words of the document. `fields`: fields, fragments spread. `roots`: root
    fields. `introspected`: fields below `__schema` and `__type`. `filter_depth`: levels of one filter. `conditions`:
    conditions and values in all filters. `cost`: values that may be answered.
    """

    depth: int = 20
    tokens: int = 20_000
    fields: int = 2_000
    roots: int = 50
    introspected: int = 500
    filter_depth: int = 30
    conditions: int = 1_000
    cost: int = 500_000


@dataclass(frozen=True)
class _Size:
    depth: int = 0
    fields: int = 0


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Return the fragments of a document by name."""
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Refuse a document with circular fragments, or that is too deep or too large once they are spread."""
    sizes = _Sizes(fragments_of(document))
    for definition in document.definitions:
        if isinstance(definition, (OperationDefinitionNode, FragmentDefinitionNode)):
            size = sizes.of(definition.selection_set)
            _check("depth", size.depth, limits.depth, "levels of fields")
            _check("fields", size.fields, limits.fields, "fields once fragments are spread")


def check_introspection(
    nodes: Iterable[FieldNode], fragments: Mapping[str, FragmentDefinitionNode], limits: Limits
) -> None:
    """Refuse introspection that asks for the whole schema many times over."""
    sizes = _Sizes(fragments)
    asked = sum(sizes.of(node.selection_set).fields for node in nodes if node.selection_set)
    _check("introspection", asked, limits.introspected, "fields below __schema and __type")


class _Sizes:
    """Sizes of selection sets, each fragment measured once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, _Size | None] = {}

    def of(self, selection_set: SelectionSetNode, level: int = 1) -> _Size:
        """Return the levels of fields and the number of fields below; `level` is how deep this selection stands."""
        _check("depth", level, NESTING_LIMIT, "levels of selections and fragments")
        depth = fields = 0
        for node in selection_set.selections:
            if isinstance(node, FragmentSpreadNode):
                size = self._fragment(node.name.value, level)
            elif isinstance(node, FieldNode):
                below = self.of(node.selection_set, level + 1) if node.selection_set else _Size()
                size = _Size(below.depth + 1, below.fields + 1)
            else:
                size = self.of(node.selection_set, level + 1)  # type: ignore[attr-defined]
            depth, fields = max(depth, size.depth), fields + size.fields
        return _Size(depth, fields)

    def _fragment(self, name: str, level: int) -> _Size:
        if name not in self._fragments:
            return _Size()
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self.of(self._fragments[name].selection_set, level + 1)
        size = self._known[name]
        if size is None:
            message = f"fragment {name} spreads itself, directly or through others"
            raise ClientError(message)
        return size


@dataclass(frozen=True)
class Price:
    """What a field may answer, in values, and what its statement holds, in conditions; known when it is run."""

    values: Any = 1
    conditions: Any = 0

    def check(self, run: Run, limits: Limits) -> int:
        """Return what an operation of this price costs, in values that may be answered; ClientError when it is too much."""
        _check("where", bound(self.conditions, run), limits.conditions, "conditions and values")
        cost: int = bound(self.values, run)
        if cost > limits.cost:
            message = (
                f"cost: this asks for up to {cost:,} values, at most {limits.cost:,} are answered; "
                "ask for smaller pages (first), fewer fields or fewer levels"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return cost


def priced(roots: Sequence[Field], limits: Limits) -> Price:
    """Return the price of an operation; ClientError when it has too many root fields or too deep a filter."""
    _check("fields", len(roots), limits.roots, "root fields")
    prices = _Prices(limits)
    found = [prices.of(root) for root in roots]
    return Price(_sum(price.values for price in found), _sum(price.conditions for price in found))


@dataclass
class _Prices:
    """Prices of fields, each selection priced once."""

    limits: Limits
    known: dict[int, Price] = field(default_factory=dict)

    def of(self, asked: Field) -> Price:
        """Return the price of a field with all that is below it."""
        if asked.selection is None:
            return Price()
        conditions = _conditions(asked.arguments.get("where"), self.limits)
        below = self._below(asked.selection)
        values = defer(lambda many, each: 1 + many * (1 + each), _many(asked), below.values)
        return Price(values, defer(add, conditions, below.conditions))

    def _below(self, selection: Selection) -> Price:
        if id(selection) not in self.known:
            distinct = {id(f): f for fields in selection.fields.values() for f in fields}
            prices = {key: self.of(f) for key, f in distinct.items()}
            values = [_sum(prices[id(f)].values for f in fields) for fields in selection.fields.values()]
            conditions = _sum(price.conditions for price in prices.values())
            self.known[id(selection)] = Price(_largest(values), conditions)
        return self.known[id(selection)]


def _sum(values: Iterable[Any]) -> Any:
    """Return a sum, what is known at once first."""
    known, late = 0, []
    for value in values:
        if isinstance(value, Deferred):
            late.append(value)
        else:
            known += value
    return defer(lambda *more: known + sum(more), *late) if late else known


def _largest(values: list[Any]) -> Any:
    """Return the largest, each looked at once: most types of an interface are asked for the same."""
    distinct = list(dict.fromkeys(values))
    return distinct[0] if len(distinct) == 1 else defer(lambda *found: max(found, default=0), *distinct)


def _many(asked: Field) -> Any:
    """Return how many nodes a field may answer, from the values it was given."""
    arguments = asked.arguments
    if "ids" in arguments:
        return defer(lambda ids: max(len(ids), 1), arguments["ids"])
    for name, most in _SIZES.items():
        wanted = arguments.get(name)
        if wanted is not None:
            return defer(_clamped, wanted, most)
    if asked.selection and any(name.endswith(("Connection", "Coverage")) for name in asked.selection.fields):
        return PAGE_DEFAULT
    return SHORT_LIST if asked.many and asked.name not in _OF_A_PAGE else 1


def _clamped(wanted: int, most: int) -> int:
    return min(max(wanted, 1), most)


def _conditions(where: Any, limits: Limits) -> Any:
    """Return how many conditions and values a filter holds; ClientError when it is too deep."""
    waiting, conditions = [(where, 1)], 0
    lists: list[Any] = []
    while waiting:
        item, depth = waiting.pop()
        _check("where", depth, limits.filter_depth, "levels of conditions")
        if isinstance(item, Mapping):
            conditions += len(item)
            waiting.extend((inner, depth + 1) for inner in item.values())
        elif isinstance(item, list):
            conditions += len(item)
            waiting.extend((inner, depth) for inner in item)
        elif isinstance(item, Deferred):
            lists.append(defer(_length, item))
    return _sum([conditions, *lists])


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _check(name: str, value: int, most: int, what: str) -> None:
    if value > most:
        message = f"{name}: {value:,} {what} are too many, at most {most:,} are answered"
        raise ClientError(message, Code.LIMIT_EXCEEDED)
