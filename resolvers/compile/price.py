"""The price of an operation, in values that it may answer: planned with the operation, worked out with its values.

A page multiplies its edges; what stands beside them (total, facets, page information) is priced once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import Any

from graph.bounds import PAGE_DEFAULT, SHORT_LIST, SIZE_ARGUMENTS, Limits
from graph.errors import ClientError, Code
from graph.statement.core.run import Deferred, Values, defer, resolve
from graph.statement.core.selection import Field, Selection
from resolvers.compile.limits import check_limit

_PAGED = frozenset({"edges", "nodes"})
"""The fields of which a page, or a view of the network, holds one for each node."""


@dataclass(frozen=True)
class Price:
    """The values that an operation may answer and the conditions of its filters, both possibly deferred."""

    values: Any = 1
    conditions: Any = 0

    def check(self, values: Values, limits: Limits) -> int:
        """Return the cost of an operation with these values.

        Raises:
            ClientError: LIMIT_EXCEEDED, it is more than the limits allow.
        """
        check_limit("where", resolve(self.conditions, values), limits.conditions, "conditions and values")
        cost: int = resolve(self.values, values)
        if cost > limits.cost:
            message = (
                f"cost: this asks for up to {cost:,} values, at most {limits.cost:,} are answered; "
                "ask for smaller pages (first), fewer fields or fewer levels"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return cost


def price_of(roots: Sequence[Field], limits: Limits) -> Price:
    """Return the price of an operation.

    Raises:
        ClientError: LIMIT_EXCEEDED, it has too many root fields or too deep a filter.
    """
    check_limit("fields", len(roots), limits.roots, "root fields")
    prices = _Prices(limits)
    found = [prices.of(root, 1) for root in roots]
    return Price(_sum(price.values for price in found), _sum(price.conditions for price in found))


@dataclass
class _Prices:
    """Prices of fields, each selection priced once for a size of its page."""

    limits: Limits
    known: dict[tuple[int, int], Price] = field(default_factory=dict)

    def of(self, priced: Field, page: Any) -> Price:
        """Return the price of a field with all that is below it; `page` is how many nodes its parent holds."""
        if priced.selection is None:
            return Price()
        conditions = _conditions(priced.arguments.get("where"), self.limits)
        many = page if priced.name in _PAGED else _many(priced)
        below = self._below(priced.selection, _page(priced))
        values = defer(lambda count, each: 1 + count * (1 + each), many, below.values)
        return Price(values, defer(add, conditions, below.conditions))

    def _below(self, selection: Selection, page: Any) -> Price:
        key = id(selection), id(page)
        if key not in self.known:
            distinct = {id(f): f for fields in selection.fields.values() for f in fields}
            prices = {key: self.of(f, page) for key, f in distinct.items()}
            values = [_sum(prices[id(f)].values for f in fields) for fields in selection.fields.values()]
            conditions = _sum(price.conditions for price in prices.values())
            self.known[key] = Price(_largest(values), conditions)
        return self.known[key]


def _sum(values: Iterable[Any]) -> Any:
    """Return a sum; what is known at once is added at once."""
    known, deferred = 0, []
    for value in values:
        if isinstance(value, Deferred):
            deferred.append(value)
        else:
            known += value
    return defer(lambda *more: known + sum(more), *deferred) if deferred else known


def _largest(values: list[Any]) -> Any:
    """Return the largest, each looked at once: most types of an interface are asked for the same."""
    distinct = list(dict.fromkeys(values))
    return distinct[0] if len(distinct) == 1 else defer(lambda *found: max(found, default=0), *distinct)


def _is_paged(priced: Field) -> bool:
    return priced.selection is not None and any(
        name.endswith(("Connection", "Coverage", "NetworkView")) for name in priced.selection.fields
    )


def _many(priced: Field) -> Any:
    """Return how many values a field may answer, its page apart."""
    if "ids" in priced.arguments:
        return defer(lambda ids: max(len(ids), 1), priced.arguments["ids"])
    if priced.many:
        return _size(priced, SHORT_LIST)
    return 1


def _page(priced: Field) -> Any:
    """Return how many nodes the page of a field may hold."""
    return _size(priced, PAGE_DEFAULT) if _is_paged(priced) else 1


def _size(priced: Field, default: int) -> Any:
    """Return how many nodes the arguments of a field ask for."""
    for name, most in SIZE_ARGUMENTS.items():
        wanted = priced.arguments.get(name)
        if wanted is not None:
            return defer(_clamped, wanted, most)
    return default


def _clamped(wanted: int, most: int) -> int:
    return min(max(wanted, 1), most)


def _conditions(where: Any, limits: Limits) -> Any:
    """Return how many conditions and values a filter holds; ClientError when it is too deep."""
    waiting, conditions = [(where, 1)], 0
    lists: list[Any] = []
    while waiting:
        item, depth = waiting.pop()
        check_limit("where", depth, limits.filter_depth, "levels of conditions")
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
