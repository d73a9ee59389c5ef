"""The price of an operation, counted in values: it is planned with the operation and computed for each run.

The price of an edge is multiplied by the size of the page; the fields next to the edges (total, facets, page
information) are priced once. The nodes that lists and filters may visit in the graph are added at `VISITS_A_VALUE`
visits per value.
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
"""The fields that have one item per node of a page or of a view of the network."""
PAGING = (("first", PAGE_LIMIT), ("last", PAGE_LIMIT))
"""The arguments that give the size of a page, each with its maximum."""
VISITS_A_VALUE = 16
"""The number of database visits that cost as much as one value."""
CELLS_A_VALUE = 2
"""The number of cells computed beyond a page that cost as much as one value."""
LETTERS_A_VALUE = 64
"""The number of characters of a response key that cost as much as one value."""
ANSWERED_PER_SEARCHED = 5
"""The number of answered values that take the database as long as `VISITS_A_VALUE` visits do."""
COMPUTED_FIELD_COST = 1_000
"""The cost in values of a field computed from the snapshot, such as a matrix for another day."""


class UnreadSizesError(Exception):
    """A price depends on the sizes of the graph, which have not been read."""


class RootPrice(NamedTuple):
    """The part of a root field's price that does not follow from its selection.

    Attributes:
        visits: returns the visits beyond the nodes of its page, in a graph of these sizes; None for none.
        cells: returns the cells computed from the snapshot beyond its page; None if the field is not computed from it.
        size: an argument, besides the paging arguments, that limits the number of nodes, with its maximum.
    """

    visits: Callable[[Field, Sizes], int] | None = None
    cells: Callable[[Field, Sizes], int] | None = None
    size: tuple[str, int] | None = None


UNPRICED = RootPrice()
"""The price of a root field that follows from its selection alone."""


def no_cells(_field: Field, _sizes: Sizes) -> int:
    """Return 0: the field is computed from the snapshot, but only for its page."""
    return 0


@dataclass(frozen=True)
class Price:
    """The price of an operation.

    `values`: values answered. `conditions`: conditions and values in filters. `visits`: nodes visited in the graph.
    `computed`: the cost, in values, of the fields computed from the snapshot. The first three may be deferred.
    """

    values: Any = 1
    conditions: Any = 0
    visits: Any = 0
    computed: int = 0

    def check(self, values: Values, limits: Limits) -> tuple[int, bool]:
        """Return the cost of an operation with these values, and whether it is expensive for the database.

        Raises:
            ClientError: LIMIT_EXCEEDED, the cost exceeds the limit.
        """
        check_limit("where", resolve(self.conditions, values), limits.conditions, "conditions and values")
        answered: int = resolve(self.values, values)
        visited: int = resolve(self.visits, values) // VISITS_A_VALUE
        searched = self.computed + visited
        if answered > limits.cost:
            message = (
                f"cost: this asks for up to {answered:,} values; the limit is {limits.cost:,}; "
                "ask for smaller pages (first), fewer fields or fewer levels"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        if answered + searched > limits.cost:
            message = (
                f"cost: this is {answered + searched:,}; the limit is {limits.cost:,}; "
                f"{searched:,} of it is for what filters, totals, facets and summaries may look at: "
                "use fewer of them, or conditions through fewer relations"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return answered + searched, visited > limits.expensive or answered > limits.expensive * ANSWERED_PER_SEARCHED


def price_of(roots: Sequence[tuple[Field, RootPrice]], limits: Limits, sizes: Sizes | None) -> Price:
    """Return the price of an operation in a graph of these sizes; `sizes` is None until they are read.

    Raises:
        ClientError: LIMIT_EXCEEDED, there are too many root fields or a filter is too deep.
        UnreadSizesError: the price depends on the sizes, which have not been read.
    """
    check_limit("fields", len(roots), limits.roots, "root fields")
    prices = _Prices(limits, sizes)
    return _together([prices.of(root, "Query", 1, declared) for root, declared in roots])


def _together(prices: Sequence[Price]) -> Price:
    return Price(*(_sum(getattr(price, part.name) for price in prices) for part in fields(Price)))


@dataclass
class _Prices:
    """Prices fields; a selection is priced once per page size."""

    limits: Limits
    read_sizes: Sizes | None
    known: dict[tuple[int, int], Price] = field(default_factory=dict)

    @property
    def sizes(self) -> Sizes:
        """The sizes of the graph; raises UnreadSizesError until they are read."""
        if self.read_sizes is None:
            raise UnreadSizesError
        return self.read_sizes

    def of(self, priced: Field, parent: str, page: Any, declared: RootPrice | None = None) -> Price:
        """Return the price of a field with everything below it.

        `parent` is the type of the parent, `page` the number of parents, and `declared` the price that a root field
        declares.
        """
        if priced.selection is None:
            return Price(_named(priced), computed=self._computed(priced, parent, declared))
        conditions = _conditions(priced.arguments.get("where"), self.limits)
        many = page if declared is None and priced.name in _PAGED else _many(priced)
        below = self._below(priced.selection, _page(priced, declared))
        name = _named(priced)
        values = defer(lambda count, each: name + count * (1 + each), many, below.values)
        visited = self._visits(priced, parent, declared)
        if below.visits:  # most lists visit nothing below, and then a run has nothing to compute
            visited = defer(add, visited, defer(mul, many, below.visits))
        return Price(
            values,
            defer(add, conditions, below.conditions),
            visited,
            below.computed + self._computed(priced, parent, declared),
        )

    def _computed(self, priced: Field, parent: str, declared: RootPrice | None) -> int:
        """Return the cost of computing a field from the snapshot, in values."""
        if declared is not None:
            return COMPUTED_FIELD_COST + declared.cells(priced, self.sizes) // CELLS_A_VALUE if declared.cells else 0
        kind = SHAPE.kinds.get(parent)
        declaration = kind.computed_field(priced.name) if kind else None
        return COMPUTED_FIELD_COST if declaration and declaration.needs_snapshot else 0

    def _visits(self, priced: Field, parent: str, declared: RootPrice | None) -> int:
        """Return the visits of a field at one parent, without those of the fields below it."""
        if declared is not None:
            return declared.visits(priced, self.sizes) if declared.visits else 0
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
    """Return a sum; it is deferred only if an item is."""
    known, deferred = 0, []
    for value in values:
        if isinstance(value, Deferred):
            deferred.append(value)
        else:
            known += value
    return defer(lambda *more: known + sum(more), *deferred) if deferred else known


def _largest(values: list[Any]) -> Any:
    """Return the largest value, comparing equal objects once: most types of an interface have the same fields."""
    distinct = list(dict.fromkeys(values))
    return distinct[0] if len(distinct) == 1 else defer(lambda *resolved: max(resolved, default=0), *distinct)


def _is_paged(priced: Field) -> bool:
    return priced.selection is not None and any(
        name.endswith(("Connection", "NetworkView", "SearchResults")) for name in priced.selection.fields
    )


def _named(priced: Field) -> int:
    """Return the cost of a value with its response key."""
    return 1 + len(priced.key) // LETTERS_A_VALUE


def _many(priced: Field) -> Any:
    """Return how many values a field may answer, not counting its page."""
    for named in ("ids", "representations"):
        if named in priced.arguments:
            return defer(lambda names: max(len(names), 1), priced.arguments[named])
    if priced.many:
        return _size(priced, SHORT_LIST, PAGING)
    return 1


def _page(priced: Field, declared: RootPrice | None) -> Any:
    """Return how many nodes the page of a field may hold."""
    asked = (*PAGING, declared.size) if declared and declared.size else PAGING
    return _size(priced, PAGE_DEFAULT, asked) if _is_paged(priced) else 1


def _size(priced: Field, default: int, asked: Iterable[tuple[str, int]]) -> Any:
    """Return the number of nodes that the arguments of a field ask for."""
    for name, most in asked:
        wanted = priced.arguments.get(name)
        if wanted is not None:
            return defer(_clamped, wanted, most)
    return default


def _clamped(wanted: int, most: int) -> int:
    return min(max(wanted, 1), most)


def _conditions(where: Any, limits: Limits) -> Any:
    """Return the number of conditions and values in a filter.

    Raises:
        ClientError: LIMIT_EXCEEDED, the filter is too deep.
    """
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
