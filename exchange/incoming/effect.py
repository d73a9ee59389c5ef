"""The effect of an import on the matrix of the contracts in force on a day, and on the ground of contracts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from changes.changeset import Changes
from changes.derived import derived
from changes.rows import EdgeRow, GraphRows, Value
from changes.statements import RowsAfter, rows_after
from exchange.incoming.examination import Examination
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.domain.counting import Durations
from graph.french import count, figures
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.vocabulary import Axis, CellStatus
from resolvers.rules.coverage import matrix
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot, Survey
from resolvers.snapshot.reader import patched
from resolvers.snapshot.records import ActorRecord, EngagementRecord, SurveyRecord, TerritoryRecord
from resolvers.snapshot.store import SnapshotStore

MOST_LINES = 40
MOST_COMMUNES = 10
"""The cells, and the communes of a contract, that a person reads; the rest is counted."""
Properties = Mapping[str, Value]
Statuses = Mapping[str, Sequence[CellStatus]]
"""The statuses of contracts, axis by axis, by their ids."""


class CellChange(NamedTuple):
    """A cell of a contract whose status changes: the id and label of its contract, its axis and statuses."""

    contract: str
    label: str
    axis: Axis
    before: CellStatus
    after: CellStatus

    def __str__(self) -> str:
        """Return the change as an officer reads it."""
        statuses = f"{self.before.label_fr} → {self.after.label_fr}"
        return f"{self.label} ({self.contract}), axe {self.axis.number} : {statuses}"


class GroundChange(NamedTuple):
    """A contract whose communes change: its id and label, and the labels of the communes that come and go."""

    contract: str
    label: str
    gained: list[str]
    lost: list[str]

    def __str__(self) -> str:
        """Return the change as an officer reads it."""
        verbs = (("s’étend à", self.gained), ("ne couvre plus", self.lost))
        return f"{self.label} ({self.contract}) " + " ; ".join(f"{verb} {_listed(c)}" for verb, c in verbs if c)


class Effect(NamedTuple):
    """The effect of an import: contracts whose ground changes, by id, and cells, by contract, then by axis."""

    ground: list[GroundChange]
    cells: list[CellChange]


async def effect_of(client: Client, store: SnapshotStore, examination: Examination, day: date) -> Effect:
    """Return what an import would change in the matrix and in the ground of contracts; nothing is written.

    The file has no error: what a faulty line would make may lack its required facts. `store` holds the snapshot of the
    graph that the client asks.
    """
    held = await store.current()
    changes = examination.comparison.changes
    following = await rows_after(client, changes)
    after = _after(held, following, changes, store.durations)
    cells = await changes_between(client, statuses_on(held, day), statuses_on(after, day))
    return Effect(await _ground_changes(client, following.changes), cells)


async def _ground_changes(client: Client, changes: Changes) -> list[GroundChange]:
    """Return the contracts of the graph whose communes change; a new one has no ground that could change."""
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
    return [GroundChange(contract, labels[contract], *found) for contract, found in communes.items()]


async def changes_between(client: Client, before: Statuses, after: Statuses) -> list[CellChange]:
    """Return the cells whose status differs, of the contracts that have both, by contract, then by axis."""
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


def effect_lines(effect: Effect) -> Iterator[str]:
    """Yield the changes of ground and of cells as an officer reads them."""
    if effect.ground:
        moved = count(len(effect.ground), "contrat de ville change", "contrats de ville changent")
        yield f"\nTerrain : {moved} de communes"
        yield from (f"  {change}" for change in effect.ground[:MOST_LINES])
        yield from _and_more(effect.ground)
    changes = effect.cells
    if not changes:
        yield "\nLa matrice des contrats ne change pas."
        return
    yield f"\nCe que la matrice des contrats y gagne et y perd : {count(len(changes), 'case')}"
    for (before, after), cells in Counter((change.before, change.after) for change in changes).most_common():
        yield f"  {before.label_fr} → {after.label_fr} : {figures(cells)}"
    yield from (f"    {change}" for change in changes[:MOST_LINES])
    yield from _and_more(changes)


def _and_more(changes: Sequence[object]) -> Iterator[str]:
    if len(changes) > MOST_LINES:
        yield f"    … et {figures(len(changes) - MOST_LINES)} de plus"


def _listed(communes: Sequence[str]) -> str:
    rest = len(communes) - MOST_COMMUNES
    return ", ".join(communes[:MOST_COMMUNES]) + (
        f" et {count(rest, 'autre commune', 'autres communes')}" if rest > 0 else ""
    )


def statuses_on(snapshot: Snapshot, day: date) -> Statuses:
    """Return the statuses of the contracts in force on a day."""
    cells, territories = matrix(snapshot, day, Question()), snapshot.territories
    return {
        territories.ids[row]: [cell.status for cell in cells.row(row) if cell.status]
        for row in territories.contracts_on(day.toordinal())
    }


def _after(held: Snapshot, following: RowsAfter, changes: Changes, durations: Durations) -> Snapshot:
    """Return the snapshot as it would be, with the changed actors, engagements, surveys and ground as the rows say."""
    rows, moved, _ = following
    changed = (
        {identifier for _, identifier in changes.nodes} | {end for key in changes.edges for end in key[1:]} | moved
    )
    ends = _Ends(rows)
    nodes = {identifier: (kind, facts) for kind, identifier, facts in derived(rows, durations) if identifier in changed}
    by_base: dict[str, set[str]] = {
        base: {i for i in changed if SHAPE.base_of_id(i) == base} for base in ("Actor", "Engagement", "Survey")
    }
    succeeding = {start for through, start, _ in changes.edges if through == "SUCCEEDS"}
    if moved or succeeding:
        territories = [_territory(i, nodes[i][1], ends) for i in sorted(moved)]
        successions = {identifier: _predecessors(identifier, ends) for identifier in succeeding}
        held = replace(held, territories=held.territories.amended(territories, successions))
    actors = [_actor(i, *nodes[i], ends) for i in sorted(by_base["Actor"] & nodes.keys())]
    kinds = {node.id: str(node.properties.get("kind")) for node in rows.nodes if node.kind == "Source"}
    engagements = [_engagement(i, *nodes[i], ends, kinds) for i in sorted(by_base["Engagement"] & nodes.keys())]
    fresh = patched((held.version, held.references), held, by_base, actors, engagements)
    records = [_survey(i, nodes[i][1], ends) for i in sorted(by_base["Survey"] & nodes.keys())]
    kept = [survey for survey in held.surveys if survey.id not in by_base["Survey"]]
    return replace(fresh, surveys=[*kept, *(Survey.of_record(record, held.territories) for record in records)])


class _Ends:
    """The relationships of rows, by type and end."""

    def __init__(self, rows: GraphRows) -> None:
        self._out: dict[tuple[str, str], list[EdgeRow]] = {}
        self._into: dict[tuple[str, str], list[EdgeRow]] = {}
        for edge in rows.edges:
            self._out.setdefault((edge.type, edge.start), []).append(edge)
            self._into.setdefault((edge.type, edge.end), []).append(edge)

    def out(self, relationship: str, start: str) -> list[EdgeRow]:
        """Return the relationships of a type that leave a node."""
        return self._out.get((relationship, start), [])

    def into(self, relationship: str, end: str) -> list[EdgeRow]:
        """Return the relationships of a type that arrive at a node."""
        return self._into.get((relationship, end), [])


def _territory(identifier: str, facts: Properties, ends: _Ends) -> TerritoryRecord:
    parents = [edge.end for edge in ends.out("PART_OF", identifier)]
    overlaps, same = (
        [*(e.end for e in ends.out(name, identifier)), *(e.start for e in ends.into(name, identifier))]
        for name in ("OVERLAPS", "SAME_GROUND")
    )
    attached = next((edge.end for edge in ends.out("ATTACHED_TO", identifier)), None)
    kind, code, name, label = (str(facts[key]) for key in ("kind", "code", "nameKey", "labelKey"))
    population, perimeter = facts.get("population"), facts.get("perimeter")
    days = _day(facts.get("startsOn")), _day(facts.get("endsOn"))
    return TerritoryRecord(
        identifier, kind, code, name, label, parents, overlaps, same, attached,
        population if isinstance(population, int) else None, str(perimeter) if perimeter else None,
        *days, [], _predecessors(identifier, ends),
    )  # fmt: skip


def _predecessors(identifier: str, ends: _Ends) -> list[tuple[str, str | None]]:
    found = ends.out("SUCCEEDS", identifier)
    return [(edge.end, str(edge.properties["basis"]) if "basis" in edge.properties else None) for edge in found]


def _actor(identifier: str, kind: str, facts: Properties, ends: _Ends) -> ActorRecord:
    name, label, public_name, public_label = (
        str(facts.get(key) or "") for key in ("nameKey", "labelKey", "publicNameKey", "publicLabelKey")
    )
    employed: list[list[str | None]] = [
        [e.end, str(e.properties.get("kind")), *_days(e)] for e in ends.out("AFFILIATED_WITH", identifier)
    ]
    listed = kind != "Trainer" or bool(facts.get("publicListing"))
    names = name, label, public_name, public_label
    of_institution = None if kind == "Trainer" else str(facts.get("kind"))
    return ActorRecord(identifier, kind == "Trainer", listed, *names, employed, [], [], [], of_institution)


def _engagement(
    identifier: str, kind: str, facts: Properties, ends: _Ends, kinds: Mapping[str, str]
) -> EngagementRecord:
    stated = ends.out("STATED_BY", identifier)
    return EngagementRecord(
        identifier,
        kind,
        str(facts.get("titleKey")),
        str(facts.get("labelKey")),
        str(facts["status"]),
        _day(facts["startsOn"]) or "",
        _day(facts.get("endsOn")),
        _day(facts.get("deliveredOn")),
        _day(facts.get("expiredOn")),
        _day(facts.get("abandonedOn")),
        _day(facts.get("countsFrom")),
        _day(facts.get("countsUntil")),
        _day(facts.get("confirmedOn")),
        [int(edge.end.removeprefix("axis:")) for edge in ends.out("ON_AXIS", identifier)],
        [edge.end for edge in ends.out("TARGETS", identifier)],
        [(edge.start, _words(edge.properties.get("roles"))) for edge in ends.into("ENGAGED_IN", identifier)],
        [(kinds.get(edge.end, ""), _day(edge.properties.get("confirmedOn"))) for edge in stated],
        *(_words(facts.get(name)) for name in ("criteria", "themes", "audiences")),
    )


def _survey(identifier: str, facts: Properties, ends: _Ends) -> SurveyRecord:
    territories = [edge.end for edge in ends.out("SURVEYED", identifier)]
    sources = [edge.end for edge in ends.out("STATED_BY", identifier)]
    looked_at, empty = _words(facts.get("axes")), _words(facts.get("emptyAxes"))
    return SurveyRecord(identifier, _day(facts["surveyedOn"]), looked_at, empty, territories, sources)


def _days(edge: EdgeRow) -> tuple[str | None, str | None]:
    return _day(edge.properties.get("startsOn")), _day(edge.properties.get("endsOn"))


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _words(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else []
