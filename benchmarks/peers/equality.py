"""Making the answers of the servers comparable.

There is one function per query and shape of answers; the order matters if the query sorts its rows, but not in short
lists within a node. The answers of the floor server have the same shape as the service's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from benchmarks.peers.rules import is_confirmed, roles_that_count
from benchmarks.peers.setting import KINDS

Data = Mapping[str, Any]
Common = Callable[[Data, Data], Any]
"""Makes a comparable value from an answer's data and the variables of the query."""
Cells = dict[tuple[str, str], dict[str, int]]
"""The number of direct actors on each axis, for each contract (its id and label)."""
SHOWN = 300


def _nodes(connection: Data) -> list[Any]:
    return [edge["node"] for edge in connection["edges"]]


def _pages(data: Data) -> list[Any]:
    return [node for connection in data.values() for node in _nodes(connection)]


def _places(territories: Iterable[Data]) -> list[tuple[str, str]]:
    return sorted((t["id"], t["name"]) for t in territories)


def _nested_ours(data: Data) -> list[Any]:
    return [
        [
            (i["id"], i["name"]),
            *(
                (sorted(edge["roles"]), e["id"], sorted(e["axes"]), _places(_nodes(e["territories"])))
                for edge in i["engagements"]["edges"]
                if (e := edge["node"])
            ),
        ]
        for i in _nodes(data["institutions"])
    ]


def _nested_stock(data: Data) -> list[Any]:
    return [
        [
            (i["id"], i["name"]),
            *(
                (sorted(x["roles"]), e["id"], sorted(e["axes"]), _places(e["territories"]))
                for x in i["engagements"]
                if (e := x["node"])
            ),
        ]
        for i in data["institutions"]
    ]


def _nested_neo4j(data: Data) -> list[Any]:
    return [
        [
            (i["id"], i["name"]),
            *(
                (
                    sorted(edge["properties"]["roles"]),
                    e["id"],
                    sorted(axis["value"] for axis in e["axes"]),
                    _places(e["territories"]),
                )
                for edge in i["engagementsConnection"]["edges"]
                if (e := edge["node"])
            ),
        ]
        for i in data["institutions"]
    ]


def _mobilised_ours(data: Data) -> dict[str, Any]:
    return {
        m["actor"]["id"]: (
            m["actor"]["name"],
            {edge["node"]["id"]: sorted(edge["roles"]) for edge in m["engagements"]["edges"]},
        )
        for m in _nodes(data["mobilised"])
    }


def _mobilised_stock(data: Data) -> dict[str, Any]:
    return {
        m["id"]: (m["name"], {x["node"]["id"]: sorted(x["roles"]) for x in m["engagements"]}) for m in data["mobilised"]
    }


def _mobilised_neo4j(data: Data, variables: Data) -> dict[str, Any]:
    """Group the engagements by actor with the roles that count, as a client of this server has to."""
    by_actor: dict[str, Any] = {}
    for engagement in data["engagements"] if "engagements" in data else _walked(data["territories"]):
        for actor, roles in _counted(engagement, variables["day"]):
            by_actor.setdefault(actor["id"], (actor["name"], {}))[1][engagement["id"]] = roles
    return by_actor


def _counted(engagement: Data, day: str) -> Iterable[tuple[Data, list[str]]]:
    """Yield the actors who count in an engagement, with the roles that count."""
    if is_confirmed(engagement, day):
        for edge in engagement["actorsConnection"]["edges"]:
            if roles := roles_that_count(engagement, edge["properties"]["roles"]):
                yield edge["node"], roles


def _walked(territories: Iterable[Data]) -> Iterable[Any]:
    for territory in territories:
        yield from territory["engagements"]
        for step in ("sameGround", "overlaps", "children"):
            yield from _walked(territory.get(step, ()))


def _page_ours(data: Data) -> Any:
    return data["engagements"]["totalCount"], _nodes(data["engagements"])


def _coverage_ours(data: Data) -> Cells:
    return {
        (row["territory"]["id"], row["territory"]["label"]): {
            cell["axis"]: reached["actorCount"]
            for cell in row["cells"]
            for reached in cell["byReach"]
            if reached["reach"] == "DIRECT"
        }
        for row in _nodes(data["coverage"])
    }


def _coverage_floor(data: Data) -> Cells:
    return {
        (row["territory"]["id"], row["territory"]["label"]): _nonzero(row["cells"]) for row in _nodes(data["coverage"])
    }


def _coverage_stock(data: Data) -> Cells:
    return {(row["id"], row["label"]): _nonzero(row["cells"]) for row in data["coverage"]}


def _nonzero(cells: Iterable[Data]) -> dict[str, int]:
    return {cell["axis"]: cell["actorCount"] for cell in cells if cell["actorCount"]}


def _coverage_neo4j(data: Data, variables: Data) -> Cells:
    """Count the distinct actors of each axis, as a client of this server has to."""
    cells = {}
    for row in data["territories"]:
        actors: defaultdict[str, set[str]] = defaultdict(set)
        governed = [territory for lead in row["leads"] for territory in lead["governs"]]
        for territory in (row, *row["sameGround"], *governed):
            for engagement in territory["engagements"]:
                for actor, _ in _counted(engagement, variables["day"]):
                    for axis in engagement["axes"]:
                        actors[axis["value"]].add(actor["id"])
        cells[row["id"], row["label"]] = {axis: len(every) for axis, every in actors.items()}
    return cells


def _plain(common: Callable[[Data], Any]) -> Common:
    return lambda data, _: common(data)


OURS: Mapping[str, Common] = {
    "point": _plain(lambda data: data["territory"]),
    "list": _plain(_pages),
    "nested": _plain(_nested_ours),
    "mobilised": _plain(_mobilised_ours),
    "long": _plain(_pages),
    "page": _plain(_page_ours),
    "counts": _plain(lambda data: {name: data[name]["totalCount"] for name in KINDS}),
    "coverage": _plain(_coverage_ours),
}
FLOOR: Mapping[str, Common] = {**OURS, "coverage": _plain(_coverage_floor)}
STOCK: Mapping[str, Common] = {
    "point": _plain(lambda data: data["territory"]),
    "list": _plain(lambda data: data["engagements"]),
    "nested": _plain(_nested_stock),
    "mobilised": _plain(_mobilised_stock),
    "long": _plain(lambda data: data["engagements"]),
    "page": _plain(lambda data: (data["engagementPage"]["totalCount"], data["engagementPage"]["nodes"])),
    "counts": _plain(dict),
    "coverage": _plain(_coverage_stock),
}
NEO4J: Mapping[str, Common] = {
    "point": _plain(lambda data: data["territories"][0]),
    "list": _plain(lambda data: data["engagements"]),
    "nested": _plain(_nested_neo4j),
    "mobilised": _mobilised_neo4j,
    "long": _plain(lambda data: data["engagements"]),
    "page": _plain(lambda data: (data["engagementsConnection"]["totalCount"], _nodes(data["engagementsConnection"]))),
    "counts": OURS["counts"],
    "coverage": _coverage_neo4j,
}


def difference(answers: Mapping[str, Any]) -> str | None:
    """Return where the comparable answers of the servers differ; None if all are equal."""
    (first, expected), *others = answers.items()
    differing = (
        f"{first} and {name} differ at {_difference(expected, answer)}" for name, answer in others if answer != expected
    )
    return next(differing, None)


def _difference(one: Any, other: Any, where: str = "") -> str:
    """Return the first place where two values differ, with both values."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs: Iterable[tuple[Any, Any, Any]] = ((key, one[key], other[key]) for key in one)
    elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and len(one) == len(other):
        pairs = ((i, a, b) for i, (a, b) in enumerate(zip(one, other, strict=True)))
    elif isinstance(one, dict) and isinstance(other, dict):
        return f"{where or 'the whole'}: keys {sorted(one.keys() ^ other.keys(), key=str)}"[:SHOWN]
    else:
        return f"{where or 'the whole'}: {str(one)[:SHOWN]} / {str(other)[:SHOWN]}"
    key, a, b = next((key, a, b) for key, a, b in pairs if a != b)
    return _difference(a, b, f"{where}[{key!r}]")
