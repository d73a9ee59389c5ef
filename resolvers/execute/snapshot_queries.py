"""Snapshot queries of statements and root fields: the only bridge from `graph.statement` to the rules."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.errors import ClientError, Code
from graph.vocabulary import TerritoryKind
from resolvers.rules.cell import Cell
from resolvers.rules.coverage import matrix
from resolvers.rules.coverage_sums import sole_cells
from resolvers.rules.mobilised import axes_of
from resolvers.rules.question import axis_indexes, question_of
from resolvers.rules.rows import is_in_city_contract, rows_of
from resolvers.rules.territory_reach import day_facts, targets_of
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.territories import WIDE_KINDS


class LiveSnapshotQueries:
    """Answers queries from one snapshot."""

    def __init__(self, snapshot: Snapshot | None, count_cells: Callable[[int], None]) -> None:
        self._snapshot = snapshot
        self.count_cells = count_cells

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot; raises RuntimeError if the root field was planned without one."""
        if self._snapshot is None:
            message = "planned without a snapshot"
            raise RuntimeError(message)
        return self._snapshot

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; ClientError NOT_FOUND if there is none."""
        return self.snapshot.territories.ids[self.territory_index(reference, day)]

    def territory_index(self, reference: Mapping[str, Any], day: date) -> int:
        """Return the index of the territory referred to.

        If several contracts have the code, it is the one in force, or else the latest.
        """
        territories = self.snapshot.territories
        if "id" in reference:
            index = territories.index.get(reference["id"])
            if index is None:
                message = f"no territory has the id {reference['id']!r}"
                raise ClientError(message, Code.NOT_FOUND)
            return index
        kind, code = reference["code"]["kind"], reference["code"]["code"]
        places = territories.of_code(kind, code)
        if not places:
            word = TerritoryKind(kind).label_fr
            message = f"no {kind} ({word}) has the code {code!r}; codes are text, leading zeros kept"
            raise ClientError(message, Code.NOT_FOUND)
        ordinal = day.toordinal()
        return max(places, key=lambda i: (territories.in_force(i, ordinal), territories.starts[i]))

    def is_wide(self, territory: str) -> bool:
        """Return whether a territory is a département, a région or the country, in which others are counted."""
        territories = self.snapshot.territories
        return territories.kinds[territories.index[territory]] in WIDE_KINDS

    def reaching(self, territory: str, *, wider: bool) -> list[str]:
        """Return the ids of the territories outside this one whose engagements reach it.

        With `wider`, include those that never change the status of its cells.
        """
        place = self.snapshot.territories.index[territory]
        targets = targets_of(self.snapshot.territories, place)
        return self._outside(place, targets.near | targets.wider if wider else targets.near)

    def lifting(self, territory: str, day: date) -> list[str]:
        """Return the ids of the territories outside this one whose engagements lift its cells on a day."""
        territories = self.snapshot.territories
        place = territories.index[territory]
        on = day_facts(territories, place, day.toordinal())
        return self._outside(place, targets_of(territories, place, on).near)

    def _outside(self, place: int, indexes: set[int]) -> list[str]:
        """Return the ids of these territories that are neither this one nor inside it, in order."""
        territories = self.snapshot.territories
        return sorted(territories.ids[i] for i in indexes - territories.descendants(place) - {place})

    def in_city_contract(self, territory: str, day: date) -> bool:
        """Return whether a territory belongs to a city contract in force on the day, in the sense of rule 22."""
        return is_in_city_contract(self.snapshot, self.snapshot.territories.index[territory], day)

    def cells(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[Cell]:
        """Return the completed cells of a territory; empty if it is not in force on the day."""
        territories = self.snapshot.territories
        row = territories.index[territory]
        if not territories.in_force(row, day.toordinal()):
            return []
        cells = matrix(self.snapshot, day, question_of(arguments))
        return [cells.complete(cells.cell(row, axis)) for axis in axis_indexes(arguments.get("axes"))]

    def engagement_values(self, name: str) -> Callable[[str], Any]:
        """Return the function that reads the value with this name of an engagement, by the id of the engagement."""
        links = self.snapshot.links
        index, column = links.index, getattr(links, name)
        return lambda engagement: column[index[engagement]]

    def targets(self, names: Sequence[str], most: int) -> Callable[[str], list[list[str]]]:
        """Return the function that reads the target territories of an engagement, at most `most`, by id.

        Each territory is a list: its values with these names.
        """
        links, values = self.snapshot.links, self.snapshot.territories.values
        index, targets, columns = links.index, links.targets, [(values[n].text, values[n].bounds) for n in names]

        def read(engagement: str) -> list[list[str]]:  # slices the columns directly: no call for each string
            return [[t[b[i] : b[i + 1]] for t, b in columns] for i in targets[index[engagement]][:most]]

        return read

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which an actor is mobilised on the day, in their order."""
        return [str(AXES[i]) for i in axes_of(self.snapshot, day, self.snapshot.actors.index.get(actor))]

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor id the cells of the rows that depend on that actor alone."""
        rows = arguments["rows"]
        within = self.territory(rows["within"], day) if rows.get("within") else None
        cells = matrix(self.snapshot, day, question_of({}))
        places = rows_of(self.snapshot, rows, day, within)
        self.count_cells(len(places) * len(axis_indexes(arguments.get("axes"))))
        return sole_cells(cells, places, axis_indexes(arguments.get("axes")))
