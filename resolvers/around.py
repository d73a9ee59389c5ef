"""Root fields `network` and `path`: the network around something, and a way between two.

Rule: worked out over the snapshot, then dressed by one statement, which also gives the labels.
"""

from collections import Counter
from typing import Any

from graph.mistakes import Code, Mistake, in_range
from graph.model import SHAPE
from graph.statement.selection import Field, Selection
from graph.statement.writer import Context
from resolvers.asked import Asked
from resolvers.derived import axis_places, question_of
from resolvers.rendering import Dresser, Getters, Ref, renderer
from resolvers.snapshot import AXES, Snapshot, roles_of
from resolvers.walks import AXIS_IDS, Network, View, around, edges_among, network, path

CENTRES_LIMIT = 20
DEPTH_LIMIT = 4
NODES_LIMIT = 2_000
HOPS_LIMIT = 20
WALKED = frozenset({"Actor", "Engagement", "Territory"})
LABELS = Selection({name: (Field("label", "label", {}),) for name in SHAPE.kinds})
KINDS = {"Engagement": "ENGAGEMENT", "Territory": "TERRITORY", "Axis": "AXIS"}


async def network_around(asked: Asked, root: Field) -> Any:
    """Answer `network`."""
    arguments = root.arguments
    depth, limit = arguments["depth"], arguments["limit"]
    in_range("depth", depth, DEPTH_LIMIT)
    in_range("limit", limit, NODES_LIMIT)
    centres = list(dict.fromkeys(arguments["around"]))
    in_range("around", len(centres), CENTRES_LIMIT)
    context, snapshot, _ = await asked.resting(root)
    for centre in centres:
        _walkable(snapshot, "around", centre, WALKED | {"Axis"})
    net = network(snapshot, context.day, question_of(arguments), axis_places(arguments.get("axes")))
    return await _shown(asked, context, root, net, around(net, centres, depth, limit))


async def path_between(asked: Asked, root: Field) -> Any:
    """Answer `path`; None when there is none."""
    arguments = root.arguments
    in_range("maxLength", arguments["maxLength"], HOPS_LIMIT)
    context, snapshot, _ = await asked.resting(root)
    for name in ("from", "to"):
        _walkable(snapshot, name, arguments[name], WALKED)
    net = network(snapshot, context.day, question_of(arguments), axis_places(None))
    found = path(net, arguments["from"], arguments["to"], arguments["maxLength"])
    if found is None:
        return None
    view = View(list(zip(found, range(len(found)), strict=True)), edges_among(net, found), len(found))
    return await _shown(asked, context, root, net, view)


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
        raise Mistake(message, Code.NOT_FOUND)


async def _shown(asked: Asked, context: Context, root: Field, net: Network, view: View) -> Any:
    snapshot, day = net.snapshot, context.day.isoformat()
    shown_degree = Counter(end for source, target, kind in view.edges for end in (source, target)[kind == "ON_AXIS" :])
    dresser = Dresser()
    getters: Getters = {
        "NetworkView": {
            "nodes": lambda v, _: v.nodes,
            "edges": lambda v, _: v.edges,
            "truncated": lambda v, _: v.total > len(v.nodes),
            "totalNodes": lambda v, _: v.total,
            "asOf": lambda _v, _f: day,
        },
        "NetworkNode": {
            "id": lambda node, _: node[0],
            "kind": lambda node, _: kind_of(snapshot, node[0]),
            "label": lambda node, _: dresser.slot(Ref(node[0]), LABELS),
            "distance": lambda node, _: node[1],
            "degree": lambda node, _: net.degree(node[0]),
            "shownDegree": lambda node, _: shown_degree[node[0]],
            "node": lambda node, _: Ref(node[0]),
        },
        "NetworkEdge": {
            "id": lambda edge, _: f"{edge[0]}>{edge[1]}",
            "source": lambda edge, _: edge[0],
            "target": lambda edge, _: edge[1],
            "kind": lambda edge, _: edge[2],
            "roles": lambda edge, _: _roles(net, root, edge),
            "axes": lambda edge, _: _axes(net, edge),
        },
    }
    answer = renderer(root.sub(), getters, dresser)(view)
    await asked.dress(context, dresser)
    _settle_labels(root, answer)
    return answer


def _settle_labels(root: Field, answer: dict[str, Any]) -> None:
    """Put the labels in place of the objects that were dressed to get them."""
    for nodes in root.sub().named("nodes"):
        for label in nodes.sub().named("label"):
            for shown in answer[nodes.key]:
                shown[label.key] = shown[label.key]["label"]


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


def _roles(net: Network, root: Field, edge: tuple[str, str, str]) -> list[str]:
    if edge[2] != "ENGAGED_IN":
        return []
    actor = net.snapshot.actors.index[edge[0]]
    counted = net.snapshot.engagements.counted(_engagement(net, edge), question_of(root.arguments).roles)
    return roles_of(next(mask for a, mask in counted if a == actor))
