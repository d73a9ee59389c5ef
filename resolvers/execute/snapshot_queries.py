"""What planning asks of the snapshot: references to territories, and fields that rest on what counts.

Rule: the one bridge from `graph.statement` to the snapshot; without a snapshot nothing here can be asked.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.errors import Code, ClientError
from graph.statement.core.selection import Field
from graph.vocabulary import Reach, TerritoryKind
from resolvers.rules.coverage import Matrix, is_concerned, rows_of, sole_cells
from resolvers.rules.mobilised import ground
from resolvers.rules.reach import Question
from resolvers.snapshot.model import AXES, Snapshot, criterion_mask, role_mask

RESTING_FIELDS = frozenset({"coverage", "concerned", "soleCells"})
REFERRING_ARGUMENTS = frozenset({"within", "overlaps", "reaches", "ref"})


def rests_on_snapshot(root: Field) -> bool:
    """Return whether a root field, or anything nested in it, needs the snapshot."""
    if root.name == "territory" and "code" in root.arguments["ref"]:
        return True
    if root.name != "territory" and _refers(root.arguments):
        return True
    seen: set[int] = set()
    waiting = [root.selection] if root.selection else []
    while waiting:
        selection = waiting.pop()
        if id(selection) in seen:
            continue
        seen.add(id(selection))
        for type_name, fields in selection.fields.items():
            for field in fields:
                if field.name in RESTING_FIELDS or _refers(field.arguments):
                    return True
                if field.name == "axes" and type_name in {"Institution", "Trainer"}:
                    return True
                if field.selection:
                    waiting.append(field.selection)
    return False


def _refers(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(key in REFERRING_ARGUMENTS or _refers(item) for key, item in value.items())
    return isinstance(value, list) and any(_refers(item) for item in value)


def axis_places(axes: Sequence[str] | None) -> list[int]:
    """Return the places of the axes asked about, in their order; all five when none are given."""
    return [i for i, axis in enumerate(AXES) if axes is None or axis in axes]


def question_of(arguments: Mapping[str, Any]) -> Question:
    """Return what decides which engagements count, from a field's arguments."""
    criteria = arguments.get("criteria")
    return Question(role_mask(arguments.get("roles")), None if criteria is None else criterion_mask(criteria))


class LiveSnapshotQueries:
    """Answers from one snapshot."""

    def __init__(self, snapshot: Snapshot | None, work_out: Callable[[int], None]) -> None:
        self._held = snapshot
        self._work_out = work_out

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot; asked for only where `rests_on_snapshot` said so."""
        if self._held is None:
            message = "planned without a snapshot"
            raise RuntimeError(message)
        return self._held

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; ClientError NOT_FOUND when there is none."""
        return self.snapshot.territories.ids[self.place(reference, day)]

    def place(self, reference: Mapping[str, Any], day: date) -> int:
        """Return the index of the territory referred to; of a code's contracts, the one in force, else the latest."""
        territories = self.snapshot.territories
        if "id" in reference:
            found = territories.index.get(reference["id"])
            if found is None:
                message = f"no territory has the id {reference['id']!r}"
                raise ClientError(message, Code.NOT_FOUND)
            return found
        kind, code = reference["code"]["kind"], reference["code"]["code"]
        places = territories.of_code(kind, code)
        if not places:
            word = TerritoryKind(kind).label_fr
            message = f"no {kind} ({word}) has the code {code!r}; codes are text, leading zeros kept"
            raise ClientError(message, Code.NOT_FOUND)
        number = day.toordinal()
        return max(places, key=lambda i: (territories.in_force(i, number), territories.starts[i]))

    def reaching(self, territory: str) -> list[str]:
        """Return the ids of what reaches a territory from outside it: above, overlapping, before."""
        territories = self.snapshot.territories
        place = territories.index[territory]
        near = ground(self.snapshot, place)
        outside = near.grounds(set(Reach)) - territories.descendants(place) - {place}
        return sorted(territories.ids[i] for i in outside)

    def concerned(self, territory: str, day: date) -> bool:
        """Return whether a territory is concerned on the day."""
        return is_concerned(self.snapshot, self.snapshot.territories.index[territory], day)

    def counts(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
        """Return the cells of a territory, with counts only."""
        matrix = Matrix(self.snapshot, day, question_of(arguments))
        row = self.snapshot.territories.index[territory]
        return [matrix.facts(matrix.cell(row, axis)) for axis in axis_places(arguments.get("axes"))]

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which an actor is mobilised on the day, in their order."""
        snapshot, number = self.snapshot, day.toordinal()
        engagements, place = snapshot.engagements, snapshot.actors.index.get(actor)
        roles = role_mask(None)
        found: set[int] = set()
        for e in engagements.by_actor.get(place, []) if place is not None else []:
            holds = engagements.starts[e] <= number <= engagements.ends[e]
            if holds and any(a == place for a, _ in engagements.counted(e, roles)):
                found.update(engagements.axes[e])
        return [str(AXES[i]) for i in sorted(found)]

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor the cells of the rows that rest on it alone."""
        rows = arguments["rows"]
        within = self.territory(rows["within"], day) if rows.get("within") else None
        matrix = Matrix(self.snapshot, day, question_of({}))
        places = rows_of(self.snapshot, rows, day, within)
        self._work_out(len(places) * len(axis_places(arguments.get("axes"))))
        return sole_cells(matrix, places, axis_places(arguments.get("axes")))
