"""The demonstration network as rows: fictional actors and their engagements on real territories.

Everything here is invented and says so, in the property `fictional` (shown in labels) and in the sources. Only the
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
    "institutions.csv": "Institution",
    "trainers.csv": "Trainer",
    "sources.csv": "Source",
    "offers.csv": "Offer",
    "plans.csv": "TerritorialPlan",
    "diagnostics.csv": "Diagnostic",
    "orientations.csv": "Orientation",
    "indicators.csv": "Indicator",
    "obstacles.csv": "Obstacle",
    "local_axes.csv": "LocalAxis",
    "needs.csv": "TrainingNeed",
    "projects.csv": "Project",
    "actions.csv": "Action",
    "commitments.csv": "Commitment",
    "sessions.csv": "TrainingSession",
    "headcounts.csv": "HeadCount",
    "grants.csv": "Grant",
    "surveys.csv": "Survey",
}
EDGE_TABLES = {
    "offerings.csv": "OFFERS",
    "qualifications.csv": "QUALIFIED_FOR",
    "affiliations.csv": "AFFILIATED_WITH",
    "interventions.csv": "INTERVENES_IN",
    "retained.csv": "RETAINED",
    "requests.csv": "REQUESTED",
    "signatures.csv": "SIGNED",
}
TERRITORIES = {kind.name for kind in SHAPE.concrete("Territory")}


def rows(territories: Collection[str] | None = None, folder: Path = DATA) -> GraphRows:
    """Return the rows of the demonstration network, read from its CSV tables.

    Args:
        territories: Ids of the territories in the graph; when left out, any id of a territory is accepted.
        folder: The folder of the tables.

    Raises:
        CellError: a heading, an id, a word, a number or a date is wrong; the message says where, and what is right.
        ValueError: a line has more or fewer cells than there are headings.
    """
    reading = Reading()
    for name, kind in NODE_TABLES.items():
        read_nodes(folder / name, SHAPE.kinds[kind], reading)
    for name, relationship in EDGE_TABLES.items():
        read_edges(folder / name, SHAPE.relationships[relationship], reading)
    kinds = {node.id: node.kind for node in reading.rows.nodes}
    for cell, target in reading.references:
        _check_reference(cell, {kind.name for kind in SHAPE.concrete(target)}, kinds, territories)
    return reading.rows


def _check_reference(cell: Cell, targets: set[str], kinds: dict[str, str], territories: Collection[str] | None) -> None:
    if cell.text in kinds:
        if kinds[cell.text] not in targets:
            cell.refuse(f"est de la sorte {kinds[cell.text]}", " ou ".join(sorted(targets)))
        return
    kind = SHAPE.by_prefix.get(cell.text.split(":", 1)[0])
    if kind is None or kind.name not in targets & TERRITORIES:
        forms = [f"{prefix}:…" for prefix, target in SHAPE.by_prefix.items() if target.name in targets]
        ids = [identifier for identifier, name in kinds.items() if name in targets - TERRITORIES]
        cell.refuse("ne nomme rien de connu", suggest(ids or forms))
    if territories is not None and cell.text not in territories:
        cell.refuse("n’est pas un territoire connu", suggest(_same_kind(cell.text, territories)))


def _same_kind(identifier: str, territories: Collection[str]) -> list[str]:
    """Return the territories whose ids start like this id, or all territories if there are none."""
    start = identifier[: identifier.rindex(":") + 1]
    return sorted(territory for territory in territories if territory.startswith(start)) or sorted(territories)
