"""Root field `network`: the network around actors, engagements, territories or axes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.bounds import CENTRES_LIMIT, DEPTH_LIMIT, NETWORK_LIMIT
from graph.errors import in_range
from graph.statement.core.selection import Field
from resolvers.execute.root import Planning, RootField, RootRun, Start, computed_root
from resolvers.fields.network_view import WALKED, check_walkable, plan_view
from resolvers.rules.network import Network, View, around, network
from resolvers.rules.question import axis_indexes, question_of


def _network(planning: Planning, root: Field) -> Start:
    def view(run: RootRun, day: date, arguments: dict[str, Any]) -> tuple[Network, View]:
        depth, limit = arguments["depth"], arguments["limit"]
        in_range("depth", depth, DEPTH_LIMIT)
        in_range("limit", limit, NETWORK_LIMIT)
        centres = list(dict.fromkeys(arguments["around"]))
        in_range("around", len(centres), CENTRES_LIMIT)
        for centre in centres:
            check_walkable(run, "around", centre, WALKED | {"Axis"})
        net = network(run.queries.snapshot, day, question_of(arguments), axis_indexes(arguments.get("axes")))
        return net, around(net, centres, depth, limit)

    return plan_view(planning, root, view)


FIELDS: Mapping[str, RootField] = {"network": computed_root(_network, size=("limit", NETWORK_LIMIT))}
