"""Root fields `network` and `path`: the network around something, and a way between two.

Rule: worked out over the snapshot, then dressed by one statement, which also gives the labels.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from graph.errors import Code, ClientError, in_range
from graph.model import SHAPE
from graph.statement.core.selection import Field, Selection
from resolvers.execute.objects import NodeFetcher, rendered, renderer
from resolvers.execute.root import Begin, Pending, Getter, Planning, RootRun
from resolvers.execute.snapshot_queries import axis_places, question_of
from resolvers.rules.network import AXIS_IDS, Network, View, around, edges_among, network, path
from resolvers.snapshot.model import AXES, Snapshot, roles_of

CENTRES_LIMIT = 20
DEPTH_LIMIT = 4
NODES_LIMIT = 2_000
HOPS_LIMIT = 20
WALKED = frozenset({"Actor", "Engagement", "Territory"})
LABELS = Selection({name: (Field("label", "label", {}),) for name in SHAPE.kinds})
KINDS = {"Engagement": "ENGAGEMENT", "Territory": "TERRITORY", "Axis": "AXIS"}


def network_around(planning: Planning, root: Field) -> Begin:
    """Plan `network`."""

    def seen(run: RootRun, day: date, arguments: dict[str, Any]) -> tuple[Network, View]:
        depth, limit = arguments["depth"], arguments["limit"]
        in_range("depth", depth, DEPTH_LIMIT)
        in_range("limit", limit, NODES_LIMIT)
        centres = list(dict.fromkeys(arguments["around"]))
        in_range("around", len(centres), CENTRES_LIMIT)
        snapshot = run.rests.snapshot
        for centre in centres:
            _walkable(snapshot, "around", centre, WALKED | {"Axis"})
        net = network(snapshot, day, question_of(arguments), axis_places(arguments.get("axes")))
        return net, around(net, centres, depth, limit)

    return _view(planning, root, seen)


def path_between(planning: Planning, root: Field) -> Begin:
    """Plan `path`; None when there is none."""

    def seen(run: RootRun, day: date, arguments: dict[str, Any]) -> tuple[Network, View | None]:
        in_range("maxLength", arguments["maxLength"], HOPS_LIMIT)
        snapshot = run.rests.snapshot
        for name in ("from", "to"):
            _walkable(snapshot, name, arguments[name], WALKED)
        net = network(snapshot, day, question_of(arguments), axis_places(None))
        found = path(net, arguments["from"], arguments["to"], arguments["maxLength"])
        if found is None:
            return net, None
        return net, View(list(zip(found, range(len(found)), strict=True)), edges_among(net, found), len(found))

    return _view(planning, root, seen)


def _walkable(snapshot: Snapshot, name: str, identifier: str, bases: frozenset[str]) -> None:
    """Refuse an id that no walk can start from; an engagement that never counts is only known to the database."""
    base = SHAPE.base_of_id(identifier)
    known = {"Actor": snapshot.actors.index, "Territory": snapshot.territories.index}.get(base or "")
    if (
        base not in bases
        or (known is not None and identifier not in known)
        or (base == "Axis" and identifier not in AXIS_IDS)
    ):
        message = f"{name}: no actor, engagement or territory has the id {identifier!r}"
        raise ClientError(message, Code.NOT_FOUND)


def _view(
    planning: Planning, root: Field, seen: Callable[[RootRun, date, dict[str, Any]], tuple[Network, View | None]]
) -> Begin:
    dressing = NodeFetcher(planning)
    render, label = renderer(root.sub(), dressing), dressing.reader(LABELS)

    def begin(run: RootRun) -> Pending:
        arguments, day = run.arguments(root), run.day(planning.day)
        net, view = seen(run, day, arguments)
        if view is not None:
            run.getters = _getters(net, view, day, question_of(arguments).roles)
            run.getters["NetworkNode"]["label"] = lambda node, _: label(node[0], run)
        statement, finish = rendered(dressing, render, view, run)
        return statement, lambda rows: _settled(root, finish(rows))

    return begin


def _getters(net: Network, view: View, day: date, roles: int) -> dict[str, dict[str, Getter]]:
    snapshot = net.snapshot
    shown_degree = Counter(end for source, target, kind in view.edges for end in (source, target)[kind == "ON_AXIS" :])
    return {
        "NetworkView": {
            "nodes": lambda v, _: v.nodes,
            "edges": lambda v, _: v.edges,
            "truncated": lambda v, _: v.total > len(v.nodes),
            "totalNodes": lambda v, _: v.total,
            "asOf": lambda _v, _f: day.isoformat(),
        },
        "NetworkNode": {
            "id": lambda node, _: node[0],
            "kind": lambda node, _: kind_of(snapshot, node[0]),
            "distance": lambda node, _: node[1],
            "degree": lambda node, _: net.degree(node[0]),
            "shownDegree": lambda node, _: shown_degree[node[0]],
            "node": lambda node, _: node[0],
        },
        "NetworkEdge": {
            "id": lambda edge, _: f"{edge[0]}>{edge[1]}",
            "source": lambda edge, _: edge[0],
            "target": lambda edge, _: edge[1],
            "kind": lambda edge, _: edge[2],
            "roles": lambda edge, _: _roles(net, edge, roles),
            "axes": lambda edge, _: _axes(net, edge),
        },
    }


def _settled(root: Field, answer: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the answer with the labels in place of the objects that were dressed to get them."""
    for nodes in root.sub().named("nodes") if answer else ():
        for label in nodes.sub().named("label"):
            for shown in (answer or {})[nodes.key]:
                shown[label.key] = shown[label.key]["label"]
    return answer


def kind_of(snapshot: Snapshot, identifier: str) -> str:
    """Return what a node of the network is, as clients name it."""
    base = SHAPE.base_of_id(identifier) or ""
    if base == "Actor":
        return "TRAINER" if snapshot.actors.is_trainer[snapshot.actors.index[identifier]] else "INSTITUTION"
    return KINDS[base]


def _engagement(net: Network, edge: tuple[str, str, str]) -> int:
    return net.engagements[edge[1] if edge[2] == "ENGAGED_IN" else edge[0]]


def _axes(net: Network, edge: tuple[str, str, str]) -> list[str]:
    return [str(AXES[i]) for i in net.snapshot.engagements.axes[_engagement(net, edge)]]


def _roles(net: Network, edge: tuple[str, str, str], roles: int) -> list[str]:
    if edge[2] != "ENGAGED_IN":
        return []
    actor = net.snapshot.actors.index[edge[0]]
    counted = net.snapshot.engagements.counted(_engagement(net, edge), roles)
    return roles_of(next(mask for a, mask in counted if a == actor))
