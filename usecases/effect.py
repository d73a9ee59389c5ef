"""The effect of changes on the matrix of the contracts in force on a day, and on the territories of contracts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from changes.changeset import Changes
from changes.statements import RowsAfter, rows_after
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.vocabulary import Axis, CellStatus
from resolvers.rules.coverage import matrix
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot, Survey
from resolvers.snapshot.reader import patched
from resolvers.snapshot.store import SnapshotStore
from usecases.snapshot_records import RecordMaker

Statuses = Mapping[str, Sequence[CellStatus]]
"""For each contract id, the statuses of the contract, axis by axis."""


class CellChange(NamedTuple):
    """A cell of a contract whose status changes: the contract's id and label, the axis and both statuses."""

    contract: str
    label: str
    axis: Axis
    before: CellStatus
    after: CellStatus


class AreaChange(NamedTuple):
    """A contract whose communes change: its id and label, and the labels of the communes added and removed."""

    contract: str
    label: str
    gained: list[str]
    lost: list[str]


class Effect(NamedTuple):
    """The effect of changes: contracts with changed communes, by id, and changed cells by contract and axis."""

    areas: list[AreaChange]
    cells: list[CellChange]


async def effect_of(client: Client, store: SnapshotStore, changes: Changes, day: date) -> Effect:
    """Return the effect of changes on the matrix and on the communes of contracts; nothing is written.

    The changes must come from statements without errors: nodes of faulty lines may lack required facts. `store` holds
    the snapshot of the client's graph.
    """
    snapshot = await store.current()
    following = await rows_after(client, changes)
    after = _after(snapshot, following, changes, store.durations)
    cells = await changes_between(client, statuses_on(snapshot, day), statuses_on(after, day))
    return Effect(await _area_changes(client, following.changes), cells)


async def _area_changes(client: Client, changes: Changes) -> list[AreaChange]:
    """Return the contracts of the graph whose communes change; new contracts are left out."""
    created = {identifier for _, identifier in changes.created}
    lying = [
        (contract, commune, change.after is not None)
        for (through, contract, commune), change in sorted(changes.edges.items())
        if through == "LIES_ON" and contract.startswith("contract:") and contract not in created
    ]
    labels = await _labels(client, {end for contract, commune, _ in lying for end in (contract, commune)})
    communes: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for contract, commune, is_gained in lying:
        communes[contract][0 if is_gained else 1].append(labels[commune])
    return [AreaChange(contract, labels[contract], *labels_changed) for contract, labels_changed in communes.items()]


async def changes_between(client: Client, before: Statuses, after: Statuses) -> list[CellChange]:
    """Return the cells whose status differs, for contracts in both states, ordered by contract, then by axis."""
    changes = [
        (contract, axis, old, new)
        for contract, statuses in after.items()
        if contract in before
        for axis, old, new in zip(AXES, before[contract], statuses, strict=True)
        if old is not new
    ]
    labels = await _labels(client, {contract for contract, *_ in changes})
    return [CellChange(contract, labels[contract], axis, old, new) for contract, axis, old, new in changes]


async def _labels(client: Client, ids: Collection[str]) -> dict[str, str]:
    return dict(await client.read(Statement(CATALOGUE["territory_labels"].text, {"ids": sorted(ids)})) or [])


def statuses_on(snapshot: Snapshot, day: date) -> Statuses:
    """Return the statuses of the contracts in force on a day."""
    cells, territories = matrix(snapshot, day, Question()), snapshot.territories
    return {
        territories.ids[row]: [cell.status for cell in cells.row(row) if cell.status]
        for row in territories.contracts_on(day.toordinal())
    }


def _after(snapshot: Snapshot, following: RowsAfter, changes: Changes, durations: Durations) -> Snapshot:
    """Return the snapshot after the changes: changed actors, engagements, surveys and communes come from the rows."""
    rows, moved, _ = following
    changed = (
        {identifier for _, identifier in changes.nodes} | {end for key in changes.edges for end in key[1:]} | moved
    )
    made = RecordMaker(rows, durations)
    succeeding = {start for through, start, _ in changes.edges if through == "SUCCEEDS"}
    if moved or succeeding:
        predecessors = {contract: made.predecessors(contract) for contract in succeeding}
        snapshot = replace(snapshot, territories=snapshot.territories.amended(made.territories(moved), predecessors))
    by_base = {base: {i for i in changed if SHAPE.base_of_id(i) == base} for base in ("Actor", "Engagement", "Survey")}
    actors, engagements = made.actors(changed), made.engagements(changed)
    fresh = patched((snapshot.version, snapshot.references), snapshot, by_base, actors, engagements)
    unchanged_surveys = [survey for survey in snapshot.surveys if survey.id not in by_base["Survey"]]
    changed_surveys = [Survey.of_record(record, snapshot.territories) for record in made.surveys(changed)]
    return replace(fresh, surveys=[*unchanged_surveys, *changed_surveys])
