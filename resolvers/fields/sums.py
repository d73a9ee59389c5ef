"""Root fields that sum: `grantSums`, `trainingSums`, `headCountSums`."""

from collections.abc import Mapping
from math import prod

from graph.model import SHAPE
from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from graph.statement.read.summed import SUMS
from graph.statement.read.sums import Summed, sums_column
from graph.vocabulary import Axis
from resolvers.compile.price import RootPrice
from resolvers.compile.visits import of_filter
from resolvers.execute.root import Pending, Planning, RootField, Start


def _root_field(summed: Summed) -> RootField:
    def plan(planning: Planning, root: Field) -> Start:
        w = planning.writer()
        text, decode = sums_column(w, summed, root)
        planned = planning.statement(w, [text])
        return lambda run: Pending(planned.bind(run), lambda rows: decode(rows[0], run))

    def visits(root: Field, sizes: Sizes) -> int:
        """Return the number of visits of a breakdown: nodes, their filters, and the steps from a node to its keys."""
        where = root.arguments.get("where") or {}
        ways = prod(_fanout(summed, step, sizes) for step in summed.steps_to(root.arguments.get("by") or ()))
        return sizes.of_kind(summed.kind.name) * (1 + of_filter(summed.kind, where, sizes) + ways)

    return RootField(plan, price=RootPrice(visits=visits))


def _fanout(summed: Summed, step: str, sizes: Sizes) -> int:
    """Return how many nodes a step leads to, on average."""
    if step == "axis":
        return len(Axis)
    kind_name, relation_name = summed.steps[step].walks
    kind = SHAPE.kinds.get(kind_name)
    relation = kind.relation(relation_name) if kind else None
    return max(1, sizes.fanout(kind, relation, reached=True)) if kind and relation else 1


FIELDS: Mapping[str, RootField] = {name: _root_field(summed) for name, summed in SUMS.items()}
