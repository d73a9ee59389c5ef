"""Plans of operations: made once for a shape, and kept.

Rule: a plan is kept by the document without its literals, the operation, the shape of its values and who asks, so that
neither values nor literals fill the memory; what is kept is bounded in number and in bytes, the oldest going first.
"""

import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphql import FieldNode, GraphQLSchema, OperationDefinitionNode, get_operation_ast
from graphql.execution.values import VariableValues

from graph.rights import Caller
from graph.statement.core.selection import Field
from resolvers.compile.collector import Collector
from resolvers.compile.documents import Document
from resolvers.compile.limits import Limits, Price, check_introspection, fragments_of, priced
from resolvers.compile.literals import outline, slots
from resolvers.execute.root import Begin, Planning, Root, day_of
from resolvers.execute.snapshot_queries import rests_on_snapshot
from resolvers.fields.coverage import where
from resolvers.fields.mobilised import who_could_be, who_is
from resolvers.fields.network import network_around, path_between
from resolvers.fields.nodes import (
    LISTS,
    counted,
    is_counted,
    listed,
    one,
    remembers_total,
    several,
    territory,
    vocabularies,
)
from resolvers.fields.search import search

ENTRIES_KEPT = 1_000
BYTES_KEPT = 16_000_000
BYTES_A_FIELD = 2_000
INTROSPECTION = frozenset({"__schema", "__type"})
RESTING = frozenset({"mobilised", "mobilisable", "coverage", "network", "path", "search"})
PLANNERS: Mapping[str, Callable[[Planning, Field], Begin]] = {
    "node": one,
    "nodes": several,
    "vocabularies": vocabularies,
    "territory": territory,
    **dict.fromkeys(LISTS, listed),
    "mobilised": who_is,
    "mobilisable": who_could_be,
    "coverage": where,
    "network": network_around,
    "path": path_between,
    "search": search,
}


@dataclass(frozen=True)
class Plan:
    """An operation ready to be run: its price, and its root fields in order.

    A root field that is not planned is answered by the executor, or refused with the error that planning it met; a plan
    with such an error is not kept. `counted` are the keys of root fields that one statement counts, and that.
    """

    price: Price
    roots: Sequence[tuple[Field, Root | Exception | None]]
    size: int
    counted: tuple[Sequence[str], Root] | None = None


class Plans:
    """Keeps the plans of one schema, and counts how often one was there; `bytes` is what they take, estimated."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, typed: bool) -> None:
        self._schema, self._limits, self._typed = schema, limits, typed
        self._kept: dict[Hashable, Plan] = {}
        self.bytes = self.hits = self.misses = 0

    def __len__(self) -> int:
        """How many plans are kept."""
        return len(self._kept)

    def plan(
        self, document: Document, operation: OperationDefinitionNode, variables: VariableValues, caller: Caller
    ) -> tuple[Plan, list[Any]]:
        """Return the plan of an operation, and the values that a run of it needs."""
        values: list[Any] = []
        given = {**variables.coerced, **document.literals}
        name = operation.name.value if operation.name else None
        key = document.text, name, outline(given, values), caller
        plan = self._kept.pop(key, None)
        if plan is None:
            self.misses += 1
            plan = self._made(document, name, VariableValues(variables.sources, slots(given, count())), caller)
            if any(isinstance(root, Exception) for _, root in plan.roots):
                return plan, values
            self.bytes += plan.size
        else:
            self.hits += 1
        self._kept[key] = plan
        while len(self._kept) > ENTRIES_KEPT or self.bytes > BYTES_KEPT:
            self.bytes -= self._kept.pop(next(iter(self._kept))).size
        return plan, values

    def _made(self, document: Document, name: str | None, variables: VariableValues, caller: Caller) -> Plan:
        operation = get_operation_ast(document.lifted, name)
        query = self._schema.query_type
        if operation is None or query is None:
            message = "the document has no such operation, or the schema no queries"
            raise RuntimeError(message)
        fragments = fragments_of(document.lifted)
        collector = Collector(self._schema, fragments, variables, typed=self._typed)
        grouped = collector.roots(query, operation.selection_set)
        introspected: list[FieldNode] = [n for root, nodes in grouped if root.name in INTROSPECTION for n in nodes]
        check_introspection(introspected, fragments, self._limits)
        roots = [root for root, _ in grouped]
        price = priced(roots, self._limits)
        planned = [(root, self._root(root, caller)) for root in roots]
        size = sys.getsizeof(document.text) + BYTES_A_FIELD * collector.collected
        return Plan(
            price, planned, size, self._counted([root for _, root in planned if isinstance(root, Root)], caller)
        )

    def _counted(self, roots: Sequence[Root], caller: Caller) -> tuple[Sequence[str], Root] | None:
        fields = [root.field for root in roots if is_counted(root.field) and not root.rests]
        if len(fields) < 2:  # noqa: PLR2004 - one alone is a statement of its own
            return None
        planning = Planning(caller, self._typed, dated=False, day=None)
        return [field.key for field in fields], Root(
            fields[0], rests=False, dated=False, begin=counted(planning, fields)
        )

    def _root(self, root: Field, caller: Caller) -> Root | Exception | None:
        if root.name not in PLANNERS:
            return None
        rests = root.name in RESTING or rests_on_snapshot(root)
        dated = rests or remembers_total(root)
        planning = Planning(caller, self._typed, dated, day_of(root))
        try:
            return Root(root, rests, dated, PLANNERS[root.name](planning, root))
        except Exception as error:  # noqa: BLE001 - one root field that cannot be planned must not lose the others
            return error
