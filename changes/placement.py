"""Places QPV and city contracts: their communes determine which territories contain, overlap or share their area.

Sources state the communes of a QPV and its contract. The area of a contract consists of the communes of its QPV and of
those that an officer stated: it always includes its QPV, so that no QPV merely overlaps its contract.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from changes.changeset import Change, Changes
from changes.current import Current, current_of, ids_by_kind, read_into, stated_relations
from changes.rows import EdgeKey
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.domain.ground import Area, AreaIndex, attachment_edge, commune_edges, position_edges, same_ground_edges
from graph.model import SHAPE
from graph.rights import EVERYTHING
from graph.statement.core.writer import Statement
from graph.vocabulary import Perimeter, TerritoryKind

PREFIXES = "qpv:", "contract:"
"""The prefixes of the ids of the territories to place."""
AREA_SOURCE_TYPES = frozenset({"LIES_ON", "BELONGS_TO"})
"""Types of relationship that sources state, and that determine the area of their start node."""
AREA_TYPES = frozenset({"PART_OF", "OVERLAPS", "SAME_GROUND", "ATTACHED_TO"})
"""Types of derived relationships."""
CONTRACT_AREA_TYPES = frozenset({"LIES_ON", "PART_OF", "OVERLAPS", "SAME_GROUND"})
"""Types of relationship that are derived for contracts, including those to their communes, but not `ATTACHED_TO`."""
UNDIRECTED = frozenset({"OVERLAPS", "SAME_GROUND"})
ADMINISTRATIVE = "AdministrativeTerritory"
"""The kind of the territories whose names are repeated in the labels of QPV and contracts."""
AREA_RELATIONS = ("parents", "overlaps", "sameGround", "attachedTo", "neighbourhoods")


async def placement_of(client: Client, changes: Changes, current: Current, also: Collection[str] = ()) -> Changes:
    """Return the changes of the areas of QPV and contracts that follow from a change set.

    The nodes read for this purpose are added to `current`, so that labels can be derived from them. `also`: the ids of
    unchanged QPV and contracts to place as well.
    """
    placed = {start for through, start, _ in changes.edges if through in AREA_SOURCE_TYPES}
    placed |= {identifier for _, identifier in changes.nodes if identifier.startswith(PREFIXES)}
    placed = {*placed, *also} - changes.deleted_ids
    contracts = {end for through, _, end in changes.edges if through == "BELONGS_TO"}
    if not placed and not contracts:
        return Changes()
    await read_placed(client, current, {*placed, *contracts})
    joins = [key for key in _after(current, changes) if key[0] == "BELONGS_TO" and key[1] in placed]
    contracts |= {contract for _, _, contract in joins}
    await read_placed(client, current, contracts)
    await read_placed(client, current, _of_type(current.relationships(), "BELONGS_TO", contracts))
    return _Placement(current, changes, await _area_index(client)).changes_for({*placed, *contracts})


async def read_placed(client: Client, current: Current, ids: Iterable[str]) -> None:
    """Read QPV and contracts with their areas, and the related territories, whose names appear in labels."""
    ends: set[str] = set()
    for name, kind_ids in ids_by_kind(ids).items():
        kind = SHAPE.kinds[name]
        relations = [*stated_relations(kind), *(r for r in kind.relations if r.name in AREA_RELATIONS)]
        async for read in read_into(current, client, kind, sorted(kind_ids), EVERYTHING, relations):
            ends.update(end for i in read for edges in current.edges[i].values() for key in edges for end in key[1:])
    named = {i for i in ends - current.kinds.keys() if SHAPE.kind_of_id(i) == ADMINISTRATIVE}
    await current_of(client, {ADMINISTRATIVE: named}, known=current)


def _after(current: Current, changes: Changes) -> list[EdgeKey]:
    """Return the relationships that were read, as they are after the changes."""
    deleted = changes.deleted_ids
    return [key for key in changes.applied_to(current.relationships()) if deleted.isdisjoint(key[1:])]


def _of_type(edges: Iterable[EdgeKey], through: str, ends: Collection[str]) -> set[str]:
    """Return the starts of the relationships of a type that end at some nodes."""
    return {start for name, start, end in edges if name == through and end in ends}


async def _area_index(client: Client) -> AreaIndex:
    """Return the areas of the official territories in the graph."""
    rows: Sequence[Any] = await client.read(Statement(CATALOGUE["areas"].text, {})) or []
    parents = {identifier: above for identifier, _, above, _ in rows}
    communes: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, kind, _, _ in rows:
        if kind == TerritoryKind.COMMUNE:
            for container in _with_ancestors(identifier, parents):
                communes[container].add(_code(identifier))
    return AreaIndex(
        Area(TerritoryKind(kind), _code(i), "", frozenset(communes[i]), departement=attached and _code(attached))
        for i, kind, _, attached in rows
    )


def _with_ancestors(identifier: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    ancestors, ahead = set[str](), [identifier]
    while ahead:
        if (nearest := ahead.pop()) not in ancestors:
            ancestors.add(nearest)
            ahead.extend(parents[nearest])
    return ancestors


def _code(identifier: str) -> str:
    return identifier.split(":", 1)[1]


class _Placement:
    """Some QPV and contracts before and after the changes, and the territories around them."""

    def __init__(self, current: Current, changes: Changes, areas: AreaIndex) -> None:
        self._current = current
        self._changes = changes
        self._areas = areas
        self._by_end: defaultdict[str, list[EdgeKey]] = defaultdict(list)
        for key in _after(current, changes):
            for end in key[1:]:
                self._by_end[end].append(key)

    def changes_for(self, placed: Iterable[str]) -> Changes:
        """Return the added and removed relationships, and the perimeters that change with them."""
        changes = Changes()
        for identifier in sorted(placed):
            if SHAPE.kind_of_id(identifier) == "CityContract":
                wanted, types = set(self._contract(identifier, changes)), CONTRACT_AREA_TYPES
            else:
                wanted, types = set(self._neighbourhood(identifier)), AREA_TYPES
            present = self._present(identifier, types)
            changes.edges |= {key: Change({}, None) for key in present - wanted}
            changes.edges |= {key: Change(None, {}) for key in wanted - present}
        return changes

    def _neighbourhood(self, identifier: str) -> Iterator[EdgeKey]:
        """Yield the area of a QPV; without stated communes it stays unchanged."""
        communes = self._communes(identifier)
        if not communes:
            yield from self._present(identifier, AREA_TYPES)
            return
        joins = (key for key in self._by_end[identifier] if key[0] == "BELONGS_TO")
        yield from (("PART_OF", identifier, contract) for _, _, contract in joins)
        yield from position_edges(identifier, self._areas.place(communes))
        yield attachment_edge(identifier, communes, self._areas)

    def _contract(self, identifier: str, changes: Changes) -> Iterator[EdgeKey]:
        """Yield the area of a contract; without stated communes it stays unchanged."""
        perimeter, communes = self._perimeter(identifier), self._communes(identifier)
        qpvs = _of_type(self._by_end[identifier], "BELONGS_TO", {identifier})
        hosts = frozenset[str]().union(*map(self._communes, qpvs))
        if perimeter != Perimeter.STATED:
            communes = hosts
            expected = Perimeter.QPV if communes else Perimeter.ASSUMED
            if perimeter != expected:
                changes.nodes["CityContract", identifier] = Change(
                    {"perimeter": perimeter}, {"perimeter": expected.value}
                )
        if not communes:
            yield from self._present(identifier, CONTRACT_AREA_TYPES)
            return
        area = communes | hosts  # its QPV are in it, whatever communes an officer left out
        yield from commune_edges(identifier, communes)
        yield from position_edges(identifier, self._areas.place(area))
        yield from same_ground_edges(identifier, area, self._areas)

    def _present(self, identifier: str, types: Collection[str]) -> set[EdgeKey]:
        """Return the relationships of some types that start at a QPV or contract, or are undirected and end there."""
        return {k for k in self._by_end[identifier] if k[0] in types and (k[1] == identifier or k[0] in UNDIRECTED)}

    def _perimeter(self, identifier: str) -> str:
        change = self._changes.nodes.get(("CityContract", identifier))
        stated = (change.after or {}).get("perimeter") if change else None
        return str(stated or self._current.facts[identifier]["perimeter"])

    def _communes(self, identifier: str) -> frozenset[str]:
        return frozenset(_code(commune) for name, _, commune in self._by_end[identifier] if name == "LIES_ON")
