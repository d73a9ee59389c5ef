"""The price of an operation, in values that it may answer: planned with the operation, worked out with its values.

A page multiplies its edges; what stands beside them (total, facets, page information) is priced once. What lists and
filters may visit in the graph is priced beside the values, at the rate of `VISITS_A_VALUE`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import add, mul
from typing import Any, NamedTuple

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT, SHORT_LIST, Limits
from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.statement.core.run import Deferred, Values, defer, resolve
from graph.statement.core.selection import Field, Selection
from graph.statement.maintain.sizes import Sizes
from resolvers.compile import visits
from resolvers.compile.limits import check_limit

_PAGED = frozenset({"edges", "nodes"})
"""The fields of which a page, or a view of the network, holds one for each node."""
PAGING = (("first", PAGE_LIMIT), ("last", PAGE_LIMIT))
"""The arguments that say how many nodes of a page are wanted, each with the most that are ever answered."""
VISITS_A_VALUE = 16
"""The visits in the database that cost as much as one value."""
CELLS_A_VALUE = 2
"""The cells worked out beyond a page that cost as much as one value."""
LETTERS_A_VALUE = 64
"""The letters of a name in the answer that cost as much as one value."""
VALUES_AT_EASE = 5
"""The values that are made as easily as one is found."""
VALUES_WORKED_OUT = 1_000
"""The values that cost as much as what is worked out over the snapshot for one field: a matrix of another day."""


class UnreadSizesError(Exception):
    """A price follows from the sizes of the graph, which were not read yet."""


class RootPrice(NamedTuple):
    """The part of a root field's price that does not follow from its selection.

    Attributes:
        visits: returns what it visits in a graph of these sizes beyond the nodes of its page; None: nothing.
        cells: returns how many cells it works out over the snapshot beyond its page; None: it is not worked out.
        size: the argument beside those of pages that says how many nodes are wanted, with the most that are answered.
    """

    visits: Callable[[Field, Sizes], int] | None = None
    cells: Callable[[Field, Sizes], int] | None = None
    size: tuple[str, int] | None = None


UNPRICED = RootPrice()
"""The price of a root field that follows from its selection alone."""


def no_cells(_field: Field, _sizes: Sizes) -> int:
    """Return that a field that is worked out over the snapshot works nothing out beyond its page."""
    return 0


@dataclass(frozen=True)
class Price:
    """The values that an operation may answer, the conditions of its filters, what it may visit in the graph.

    `worked` is what is worked out over the snapshot, in values. Values and visits may be deferred, and conditions.
    """

    values: Any = 1
    conditions: Any = 0
    visits: Any = 0
    worked: int = 0

    def check(self, values: Values, limits: Limits) -> tuple[int, bool]:
        """Return the cost of an operation with these values, and whether it is expensive for the database.

        Raises:
            ClientError: LIMIT_EXCEEDED, it is more than the limits allow.
        """
        check_limit("where", resolve(self.conditions, values), limits.conditions, "conditions and values")
        answered: int = resolve(self.values, values)
        visited: int = resolve(self.visits, values) // VISITS_A_VALUE
        found = self.worked + visited
        if answered > limits.cost:
            message = (
                f"cost: this asks for up to {answered:,} values, at most {limits.cost:,} are answered; "
                "ask for smaller pages (first), fewer fields or fewer levels"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        if answered + found > limits.cost:
            message = (
                f"cost: this is {answered + found:,}, at most {limits.cost:,} is answered; {found:,} of it is what "
                "filters, totals, facets and summaries may look at: ask for fewer of them, or for conditions through "
                "fewer relations"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return answered + found, visited > limits.expensive or answered > limits.expensive * VALUES_AT_EASE


def price_of(roots: Sequence[tuple[Field, RootPrice]], limits: Limits, sizes: Sizes | None) -> Price:
    """Return the price of an operation on a graph of these sizes; None while they are not read.

    Raises:
        ClientError: LIMIT_EXCEEDED, it has too many root fields or too deep a filter.
        UnreadSizesError: it follows from the sizes, which are not read.
    """
    check_limit("fields", len(roots), limits.roots, "root fields")
    prices = _Prices(limits, sizes)
    return _together([prices.of(root, "Query", 1, said) for root, said in roots])


def _together(prices: Sequence[Price]) -> Price:
    return Price(*(_sum(getattr(price, part.name) for price in prices) for part in fields(Price)))


@dataclass
class _Prices:
    """Prices of fields, each selection priced once for a size of its page."""

    limits: Limits
    read: Sizes | None
    known: dict[tuple[int, int], Price] = field(default_factory=dict)

    @property
    def sizes(self) -> Sizes:
        """The sizes of the graph, once they are read."""
        if self.read is None:
            raise UnreadSizesError
        return self.read

    def of(self, priced: Field, parent: str, page: Any, said: RootPrice | None = None) -> Price:
        """Return the price of a field with all that is below it.

        `parent` is the type that has the field, `page` how many nodes its parent holds, `said` what a root field says.
        """
        if priced.selection is None:
            return Price(_named(priced), worked=self._worked(priced, parent, said))
        conditions = _conditions(priced.arguments.get("where"), self.limits)
        many = page if said is None and priced.name in _PAGED else _many(priced)
        below = self._below(priced.selection, _page(priced, said))
        name = _named(priced)
        values = defer(lambda count, each: name + count * (1 + each), many, below.values)
        visited = self._visits(priced, parent, said)
        if below.visits:  # most lists walk nothing: no run should work that out
            visited = defer(add, visited, defer(mul, many, below.visits))
        return Price(
            values, defer(add, conditions, below.conditions), visited, below.worked + self._worked(priced, parent, said)
        )

    def _worked(self, priced: Field, parent: str, said: RootPrice | None) -> int:
        """Return what a field works out over the snapshot, in values."""
        if said is not None:
            return VALUES_WORKED_OUT + said.cells(priced, self.sizes) // CELLS_A_VALUE if said.cells else 0
        kind = SHAPE.kinds.get(parent)
        computed = kind.computed_field(priced.name) if kind else None
        return VALUES_WORKED_OUT if computed and computed.needs_snapshot else 0

    def _visits(self, priced: Field, parent: str, said: RootPrice | None) -> int:
        """Return what a field visits by itself, at one node of its parent."""
        if said is not None:
            return said.visits(priced, self.sizes) if said.visits else 0
        kind = SHAPE.kinds.get(parent)
        relation = kind.relation(priced.name) if kind else None
        return visits.of_relation(kind, relation, priced, self.sizes) if kind and relation else 0

    def _below(self, selection: Selection, page: Any) -> Price:
        key = id(selection), id(page)
        if key not in self.known:
            distinct = {id(f): (f, parent) for parent, fields in selection.fields.items() for f in fields}
            prices = {key: self.of(f, parent, page) for key, (f, parent) in distinct.items()}
            values = [_sum(prices[id(f)].values for f in fields) for fields in selection.fields.values()]
            both = _together(list(prices.values()))
            self.known[key] = replace(both, values=_largest(values))
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


def _named(priced: Field) -> int:
    """Return what a value costs with the name that the answer gives it."""
    return 1 + len(priced.key) // LETTERS_A_VALUE


def _many(priced: Field) -> Any:
    """Return how many values a field may answer, its page apart."""
    for named in ("ids", "representations"):
        if named in priced.arguments:
            return defer(lambda names: max(len(names), 1), priced.arguments[named])
    if priced.many:
        return _size(priced, SHORT_LIST, PAGING)
    return 1


def _page(priced: Field, said: RootPrice | None) -> Any:
    """Return how many nodes the page of a field may hold."""
    asked = (*PAGING, said.size) if said and said.size else PAGING
    return _size(priced, PAGE_DEFAULT, asked) if _is_paged(priced) else 1


def _size(priced: Field, default: int, asked: Iterable[tuple[str, int]]) -> Any:
    """Return how many nodes the arguments of a field ask for."""
    for name, most in asked:
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
