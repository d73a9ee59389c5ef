"""The location of the territories, as needed for the synthetic network, from the rows of the references."""

from collections import defaultdict

from changes.rows import GraphRows
from graph.vocabulary import TerritoryKind


def territories_by_place(references: GraphRows) -> dict[tuple[TerritoryKind, str], list[str]]:
    """Return the ids of the territories by their kind and département ("" for those in none)."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for edge in references.edges_of(("PART_OF", "OVERLAPS")):
        above[edge.start].append(edge.end)
        if edge.type == "OVERLAPS" and edge.start.startswith("departement:"):
            above[edge.end].append(edge.start)
    targets: defaultdict[tuple[TerritoryKind, str], list[str]] = defaultdict(list)
    for node in references.nodes:
        if "kind" in node.properties and node.kind in {"AdministrativeTerritory", "CityContract"}:
            near = above[node.id] + [end for start in above[node.id] for end in above.get(start, ())]
            home = min((i for i in near if i.startswith("departement:")), default="")
            targets[TerritoryKind(str(node.properties["kind"])), home].append(node.id)
    return dict(targets)
