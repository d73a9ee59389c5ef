"""Views of the network as nodes and edges to draw: the answers of `network` and `path`."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, object_maker, pending
from resolvers.execute.root import Getter, Pending, Planning, RootRun, Start
from resolvers.rules.network import AXIS_IDS, Network, View
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import AXES, Snapshot, roles_of

WALKED = frozenset({"Actor", "Engagement", "Territory"})
KINDS = {"Engagement": "ENGAGEMENT", "Territory": "TERRITORY", "Axis": "AXIS"}


def check_walkable(run: RootRun, name: str, identifier: str, bases: frozenset[str]) -> None:
    """Refuse an id from which no walk can start: ClientError NOT_FOUND names the argument."""
    base = SHAPE.base_of_id(identifier)
    if base not in bases or not _exists(run, base or "", identifier):
        message = f"{name}: no actor, engagement or territory has the id {identifier!r}"
        raise ClientError(message, Code.NOT_FOUND)


def _exists(run: RootRun, base: str, identifier: str) -> bool:
    snapshot = run.queries.snapshot
    if base == "Axis":
        return identifier in AXIS_IDS
    if base == "Engagement":  # an engagement that never counts exists in the graph, but not in the network
        return snapshot.texts_of(run.viewer.view, "ENGAGEMENT").holds(identifier)
    return identifier in (snapshot.actors.index if base == "Actor" else snapshot.territories.index)


def plan_view(
    planning: Planning, root: Field, view: Callable[[RootRun, date, dict[str, Any]], tuple[Network, View | None]]
) -> Start:
    """Plan a root field that answers a view of the network; `view` computes it from the arguments of a run."""
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher, labels={"NetworkNode": "label"})

    def start(run: RootRun) -> Pending:
        arguments, day = run.arguments(root), run.day(planning.day)
        net, shown = view(run, day, arguments)
        if shown is not None:
            run.getters = _getters(net, shown, day, question_of(arguments))
        return pending(fetcher, maker, shown, run)

    return start


def _getters(net: Network, view: View, day: date, question: Question) -> dict[str, dict[str, Getter]]:
    snapshot = net.snapshot
    shown_degree = Counter(end for source, target, _ in view.edges for end in (source, target))
    return {
        "NetworkView": {
            "nodes": lambda v, _: v.nodes,
            "edges": lambda v, _: v.edges,
            "truncated": lambda v, _: v.total > len(v.nodes),
            "totalCount": lambda v, _: v.total,
            "asOf": lambda _v, _f: day.isoformat(),
        },
        "NetworkNode": {
            "key": lambda node, _: node[0],
            "label": lambda node, _: node[0],
            "kind": lambda node, _: kind_of(snapshot, node[0]),
            "distance": lambda node, _: node[1],
            "degree": lambda node, _: net.degree(node[0]),
            "shownDegree": lambda node, _: shown_degree[node[0]],
            "node": lambda node, _: node[0],
        },
        "NetworkEdge": {
            "key": lambda edge, _: f"{edge[0]}>{edge[1]}",
            "source": lambda edge, _: edge[0],
            "target": lambda edge, _: edge[1],
            "kind": lambda edge, _: edge[2],
            "roles": lambda edge, _: _roles(net, edge, question),
            "axes": lambda edge, _: _axes(net, edge),
        },
    }


def kind_of(snapshot: Snapshot, identifier: str) -> str:
    """Return the kind of a node of the network, as named in the API."""
    base = SHAPE.base_of_id(identifier) or ""
    if base == "Actor":
        return "TRAINER" if snapshot.actors.is_trainer[snapshot.actors.index[identifier]] else "INSTITUTION"
    return KINDS[base]


def _engagement(net: Network, edge: tuple[str, str, str]) -> int:
    return net.engagements[edge[1] if edge[2] == "ENGAGED_IN" else edge[0]]


def _axes(net: Network, edge: tuple[str, str, str]) -> list[str]:
    return [str(AXES[i]) for i in net.snapshot.engagements.axes[_engagement(net, edge)]]


def _roles(net: Network, edge: tuple[str, str, str], question: Question) -> list[str]:
    if edge[2] != "ENGAGED_IN":
        return []
    actor = net.snapshot.actors.index[edge[0]]
    counted = question.counted(net.snapshot, _engagement(net, edge))
    return roles_of(next(mask for a, mask in counted if a == actor))
