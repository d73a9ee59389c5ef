"""Root field `path`: a shortest path between two nodes of the network; null when there is none."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.bounds import HOPS_LIMIT
from graph.errors import in_range
from graph.statement.core.selection import Field
from resolvers.execute.root import Planning, RootField, RootRun, Start, computed_root
from resolvers.fields.network_view import WALKED, check_walkable, plan_view
from resolvers.rules.network import Network, View, edges_among, network, path
from resolvers.rules.question import axis_indexes, question_of


def _path(planning: Planning, root: Field) -> Start:
    def view(run: RootRun, day: date, arguments: dict[str, Any]) -> tuple[Network, View | None]:
        in_range("maxLength", arguments["maxLength"], HOPS_LIMIT)
        for name in ("from", "to"):
            check_walkable(run, name, arguments[name], WALKED)
        net = network(run.queries.snapshot, day, question_of(arguments), axis_indexes(None))
        nodes = path(net, arguments["from"], arguments["to"], arguments["maxLength"])
        if nodes is None:
            return net, None
        return net, View(list(zip(nodes, range(len(nodes)), strict=True)), edges_among(net, nodes), len(nodes))

    return plan_view(planning, root, view)


FIELDS: Mapping[str, RootField] = {"path": computed_root(_path, size=("maxLength", HOPS_LIMIT))}
