"""Plans of operations, made once per shape and cached.

The cache key is the document without its literals, the operation name, the shape of the values, the view and the sizes
of the graph, so neither values nor literals fill the memory. The cache is bounded in bytes, and plans used once do not
displace others.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from operator import attrgetter
from pkgutil import iter_modules
from typing import Any

from graphql import FieldNode, GraphQLSchema, get_operation_ast
from graphql.execution.values import VariableValues

from graph.bounds import Limits
from graph.rights import View, ViewKey
from graph.statement.core.selection import Field
from graph.statement.core.writer import SnapshotUse
from graph.statement.maintain.sizes import Sizes
from resolvers import fields
from resolvers.compile.collector import Collector
from resolvers.compile.documents import Document
from resolvers.compile.limits import check_introspection, fragments_of
from resolvers.compile.literals import Literals
from resolvers.compile.needs import needs_snapshot
from resolvers.compile.price import UNPRICED, Price, price_of
from resolvers.compile.segmented_cache import SegmentedCache
from resolvers.compile.value_shapes import shape_of, slots
from resolvers.execute.root import PlannedRoot, Planning, RootField, day_of
from resolvers.fields.nodes import is_total, plan_totals, remembers_total
from resolvers.timing import Timing

BYTES_KEPT = 16_000_000
BYTES_A_FIELD = 2_000
LEAST_BYTES = 16_000
"""The size assumed for the smallest plan, so that at most a thousand are cached."""
INTROSPECTION = frozenset({"__schema", "__type", "_service"})
ROOT_FIELDS: Mapping[str, RootField] = {
    name: root_field
    for module in iter_modules(fields.__path__, f"{fields.__name__}.")
    for name, root_field in getattr(import_module(module.name), "FIELDS", {}).items()
}
"""The root fields declared by the modules of `resolvers/fields/`."""


@dataclass(frozen=True)
class Plan:
    """An operation ready to run: its price, and its root fields in order.

    Each root field has its plan, or None if it needs none (`__typename`, and introspection, which graphql-core
    answers), or the error raised by planning it; a plan with an error is not cached. `totals` are the keys of the root
    fields whose totals one statement reads, and the root of that statement. `size` is estimated, in bytes; `timing`
    records the times of its runs.
    """

    price: Price
    roots: Sequence[tuple[Field, PlannedRoot | Exception | None]]
    size: int
    totals: tuple[Sequence[str], PlannedRoot] | None = None
    timing: Timing = field(default_factory=Timing)


class Plans:
    """The plan cache of one schema; counts cache `hits` and `misses`.

    With `typed`, answers contain the type of every object, which an executor needs to complete them; only tests use
    one.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, typed: bool = False) -> None:
        self._schema, self._limits, self._typed = schema, limits, typed
        self._kept: SegmentedCache[ViewKey, Plan] = SegmentedCache(BYTES_KEPT, attrgetter("size"))
        self.hits = self.misses = 0

    def __len__(self) -> int:
        """Return the number of cached plans."""
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """The estimated size of the cached plans."""
        return self._kept.size

    def plan(
        self,
        document: Document,
        name: str | None,
        variables: VariableValues,
        view: View,
        sizes: Sizes | None,
        *,
        only_kept: bool = False,
    ) -> tuple[Plan | None, list[Any]]:
        """Return the plan of the operation of this name, and the values that its run needs.

        The price of the plan is for a graph of these sizes. With `only_kept`, return None if the plan is not cached.

        Raises:
            ClientError: the price exceeds a limit whatever the values.
            UnreadSizesError: the price depends on the sizes of the graph, which have not been read.
        """
        values: list[Any] = []
        given = {**variables.coerced, **document.literals}
        key = ViewKey.of_view(view, document.text, name, shape_of(given, values), sizes)
        plan = self._kept.get(key)
        if plan is not None:
            self.hits += 1
        if plan is not None or only_kept:
            return plan, values
        self.misses += 1
        plan = self._compile(document, name, VariableValues(variables.sources, slots(given, count())), view, sizes)
        if not any(isinstance(root, Exception) for _, root in plan.roots):
            self._kept.keep(key, plan)
        return plan, values

    def _compile(
        self, document: Document, name: str | None, variables: VariableValues, view: View, sizes: Sizes | None
    ) -> Plan:
        lifted, _ = Literals.lifted(self._schema, document.tree())
        operation = get_operation_ast(lifted, name)
        query = self._schema.query_type
        if operation is None or query is None:
            message = "the document has no such operation, or the schema no queries"
            raise RuntimeError(message)
        fragments = fragments_of(lifted)
        collector = Collector(self._schema, fragments, variables, typed=self._typed)
        grouped = collector.roots(query, operation.selection_set)
        introspected: list[FieldNode] = [n for root, nodes in grouped if root.name in INTROSPECTION for n in nodes]
        check_introspection(introspected, fragments, self._limits)
        roots = [root for root, _ in grouped]
        said = [ROOT_FIELDS[root.name].price if root.name in ROOT_FIELDS else UNPRICED for root in roots]
        price = price_of(list(zip(roots, said, strict=True)), self._limits, sizes)
        planned = [(root, self._root(root, view)) for root in roots]
        size = max(LEAST_BYTES, sys.getsizeof(document.text) + BYTES_A_FIELD * collector.collected)
        if any(isinstance(root, PlannedRoot) and root.without_snapshot for _, root in planned):
            size *= 2  # for the second plan
        totals = self._totals([root for _, root in planned if isinstance(root, PlannedRoot)], view)
        return Plan(price, planned, size, totals)

    def _totals(self, roots: Sequence[PlannedRoot], view: View) -> tuple[Sequence[str], PlannedRoot] | None:
        fields = [root.field for root in roots if is_total(root.field) and not root.needs_snapshot]
        if len(fields) < 2:  # noqa: PLR2004 - a single total is its own statement
            return None
        start = plan_totals(Planning(view, self._typed, reads_version=False, day=None), fields)
        planned = PlannedRoot(fields[0], needs_snapshot=False, reads_version=False, start=start)
        return [field.key for field in fields], planned

    def _root(self, root: Field, view: View) -> PlannedRoot | Exception | None:
        root_field = ROOT_FIELDS.get(root.name)
        if root_field is None:
            return None
        over_snapshot = root_field.needs_snapshot or needs_snapshot(root)
        reads_version = over_snapshot or remembers_total(root)

        def planned(use: SnapshotUse | None) -> PlannedRoot:
            planning = Planning(view, self._typed, reads_version, day_of(root), use)
            start = root_field.plan(planning, root)
            if use is None or not use.used or over_snapshot:
                return PlannedRoot(root, over_snapshot, reads_version, start)
            return PlannedRoot(root, over_snapshot, reads_version=True, start=start, without_snapshot=planned(None))

        try:
            return planned(SnapshotUse())
        except Exception as error:  # noqa: BLE001 - one root field that cannot be planned must not lose the others
            return error
