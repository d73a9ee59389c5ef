"""Territories and actors, few enough to compute every answer by hand.

Rule: two départements, an EPCI over both, two contracts that succeed each other; there are no engagements yet, and
added ones are confirmed today by default.
"""

from collections.abc import Mapping
from datetime import date

from changes.rows import GraphRows, Value
from graph.vocabulary import Axis, TerritoryKind
from tests.oracle.engagements import KINDS

COUNTRY, REGION, LOIRE, MAINE = "country:FR", "region:52", "departement:44", "departement:49"
NANTES, STRADDLING, TOWN, VILLAGE = "epci:1", "epci:2", "commune:44109", "commune:49007"
OLD, NEW, QUARTER = "contract:2015:CV1", "contract:2024:CN1", "qpv:1"
MAYOR, CLUB, PLATFORM, PERSON, NAMELESS = (
    "institution:mairie",
    "institution:club",
    "institution:plateforme",
    "trainer:1",
    "trainer:2",
)
LEADING = {MAYOR: ["LEAD"]}
VICTIMS = Axis.VICTIM_SUPPORT
TODAY = date(2026, 11, 25)
NEW_YEAR = date(2026, 1, 1)
INSIDE = (
    (REGION, COUNTRY),
    (LOIRE, REGION),
    (MAINE, REGION),
    (NANTES, LOIRE),
    (STRADDLING, REGION),
    (TOWN, NANTES),
    (VILLAGE, STRADDLING),
    (VILLAGE, MAINE),
    (OLD, NANTES),
    (NEW, NANTES),
    (QUARTER, TOWN),
    (QUARTER, NEW),
)
ATTACHED = (
    (REGION, COUNTRY),
    (LOIRE, REGION),
    (MAINE, REGION),
    *((one, LOIRE) for one in (NANTES, TOWN, OLD, NEW, QUARTER)),
    *((one, MAINE) for one in (STRADDLING, VILLAGE)),
)


def example_rows() -> GraphRows:
    """Return the territories, three institutions and two trainers, without engagements."""
    rows = GraphRows()
    for territory in {one for pair in INSIDE for one in pair}:
        prefix, _, code = territory.partition(":")
        kind = TerritoryKind.CITY_CONTRACT if prefix == "contract" else TerritoryKind[prefix.upper()]
        stated: dict[str, Value] = {"kind": kind.value, "code": code, "name": code, "fictional": True}
        if territory == OLD:
            stated |= {"startsOn": date(2015, 1, 1), "endsOn": date(2023, 12, 31)}
        if territory == NEW:
            stated |= {"startsOn": date(2024, 1, 1), "endsOn": date(2030, 12, 31)}
        concrete = "CityContract" if prefix == "contract" else "AdministrativeTerritory"
        rows.node(concrete, territory, **stated)
    for inner, outer in INSIDE:
        rows.edge("PART_OF", inner, outer)
    for one, other in ((LOIRE, STRADDLING), (MAINE, STRADDLING), (NEW, TOWN)):
        rows.edge("OVERLAPS", one, other)
    for inner, outer in ATTACHED:
        rows.edge("ATTACHED_TO", inner, outer)
    rows.edge("SUCCEEDS", NEW, OLD, basis="LEAD")
    for institution, name in ((MAYOR, "Mairie"), (CLUB, "Écoute"), (PLATFORM, "ecoute")):
        rows.node("Institution", institution, name=name, kind="ASSOCIATION", fictional=True)
    for trainer, name, listed in ((PERSON, "Zoé", True), (NAMELESS, "Abel", False)):
        rows.node("Trainer", trainer, name=name, publicListing=listed, fictional=True)
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    return rows


def loadable_rows() -> GraphRows:
    """Return the same without the contracts, for which a load wants more facts than the rules do."""
    rows, contracts = example_rows(), {OLD, NEW}
    nodes = [node for node in rows.nodes if node.id not in contracts]
    return GraphRows(nodes, [edge for edge in rows.edges if contracts.isdisjoint((edge.start, edge.end))])


def act(  # noqa: PLR0913 - a small table
    rows: GraphRows,
    identifier: str,
    targets: tuple[str, ...],
    actors: dict[str, list[str]],
    *,
    start: date = NEW_YEAR,
    end: date | None = None,
    axes: tuple[int, ...] = (4,),
    confirmed: date | None = TODAY,
    source: str = "source:1",
    stated: Mapping[str, Value] | None = None,
) -> None:
    """Add an engagement, active and stated by a report by default."""
    concrete = KINDS[identifier.split(":", maxsplit=1)[0]]
    known: dict[str, Value] = {"title": identifier, "status": "ACTIVE", "fictional": True, **(stated or {})}
    rows.node(concrete, identifier, startsOn=start, endsOn=end, **known)
    for axis in axes:
        rows.edge("ON_AXIS", identifier, f"axis:{axis}")
    for target in targets:
        rows.edge("TARGETS", identifier, target)
    for actor, roles in actors.items():
        rows.edge("ENGAGED_IN", actor, identifier, roles=list(roles))
    rows.edge("STATED_BY", identifier, source, confirmedOn=confirmed)


def place(rows: GraphRows, identifier: str, inside: tuple[str, ...], attached_to: str, **stated: Value) -> None:
    """Add a territory, PART_OF some and attached to one; a contract is in force from 2024 by default."""
    prefix, *_, code = identifier.split(":")
    known: dict[str, Value] = {"code": code, "name": code, "fictional": True}
    if prefix == "contract":
        force: dict[str, Value] = {"startsOn": date(2024, 1, 1), "endsOn": date(2030, 12, 31), "perimeter": "QPV"}
        kind = TerritoryKind.CITY_CONTRACT
        rows.node("CityContract", identifier, kind=kind.value, **{**known, **force, **stated})
    else:
        kind = TerritoryKind[prefix.upper()]
        rows.node("AdministrativeTerritory", identifier, kind=kind.value, **{**known, **stated})
    for outer in inside:
        rows.edge("PART_OF", identifier, outer)
    rows.edge("ATTACHED_TO", identifier, attached_to)


def survey(
    rows: GraphRows,
    identifier: str,
    on: date,
    territories: tuple[str, ...],
    *,
    looked_at: tuple[Axis, ...] = (Axis.VICTIM_SUPPORT,),
    nobody: tuple[Axis, ...] = (),
) -> None:
    """Add a survey: the axes it looked at, and those of them on which it found nobody."""
    axes, empty = [axis.value for axis in looked_at], [axis.value for axis in nobody]
    rows.node("Survey", identifier, surveyedOn=on, axes=axes, emptyAxes=empty)
    for territory in territories:
        rows.edge("SURVEYED", identifier, territory)
    rows.edge("STATED_BY", identifier, "source:1", confirmedOn=on)
