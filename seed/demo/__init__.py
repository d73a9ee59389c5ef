"""The demonstration network, data to rows: fictional actors and what they do, on real territories.

Rule: everything here is made up and says so, in names, in sources and in the property `fictional`; only the
territories are real, and they come from `seed.references`.
"""

from collections.abc import Collection
from pathlib import Path

from changes.rows import GraphRows
from graph.model import SHAPE
from seed.demo.cells import Cell, suggest
from seed.demo.table import Reading, read_edges, read_nodes

DATA = Path(__file__).parent / "data"
NODE_TABLES = {
    "neighbourhoods.csv": "AdministrativeTerritory",
    "institutions.csv": "Institution",
    "trainers.csv": "Trainer",
    "sources.csv": "Source",
    "offers.csv": "Offer",
    "plans.csv": "TerritorialPlan",
    "diagnostics.csv": "Diagnostic",
    "orientations.csv": "Orientation",
    "actions.csv": "PlanAction",
    "commitments.csv": "Commitment",
    "sessions.csv": "TrainingSession",
    "grants.csv": "Grant",
    "surveys.csv": "Survey",
}
EDGE_TABLES = {
    "offerings.csv": "OFFERS",
    "qualifications.csv": "QUALIFIED_FOR",
    "affiliations.csv": "AFFILIATED_WITH",
    "interventions.csv": "INTERVENES_IN",
    "signatures.csv": "SIGNED",
}
TERRITORIES = {kind.name for kind in SHAPE.concrete("Territory")}


def rows(territories: Collection[str] | None = None, folder: Path = DATA) -> GraphRows:
    """Return the demonstration network, read from its CSV tables.

    Args:
        territories: Ids of the territories the graph holds; when left out, any territory's id is taken as known.
        folder: The folder of the tables.

    Raises:
        CellError: a heading, an id, a word, a number or a date is wrong; the message says where and what is right.
    """
    reading = Reading()
    for name, kind in NODE_TABLES.items():
        read_nodes(folder / name, SHAPE.kinds[kind], reading)
    for name, relationship in EDGE_TABLES.items():
        read_edges(folder / name, SHAPE.relationships[relationship], reading)
    kinds = {node.id: node.kind for node in reading.rows.nodes}
    for cell, target in reading.references:
        _check(cell, {kind.name for kind in SHAPE.concrete(target)}, kinds, territories)
    return reading.rows


def _check(cell: Cell, targets: set[str], kinds: dict[str, str], territories: Collection[str] | None) -> None:
    if cell.text in kinds:
        if kinds[cell.text] not in targets:
            cell.refuse(f"est de la sorte {kinds[cell.text]}", " ou ".join(sorted(targets)))
        return
    kind = SHAPE.by_prefix.get(cell.text.split(":", 1)[0])
    if kind is None or kind.name not in targets & TERRITORIES:
        forms = [f"{prefix}:…" for prefix, other in SHAPE.by_prefix.items() if other.name in targets]
        named = [identifier for identifier, name in kinds.items() if name in targets - TERRITORIES]
        cell.refuse("ne nomme rien de connu", suggest(cell.text, named or forms))
    if territories is not None and cell.text not in territories:
        cell.refuse("n'est pas un territoire connu", suggest(cell.text, _like(cell.text, territories)))


def _like(identifier: str, territories: Collection[str]) -> list[str]:
    start = identifier[: identifier.rindex(":") + 1]
    return sorted(known for known in territories if known.startswith(start)) or sorted(territories)
