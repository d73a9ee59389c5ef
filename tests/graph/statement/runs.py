"""Runs, fields and selections made by hand, for tests of statements without a database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from graph.rights import EVERYTHING, View, Viewer
from graph.statement.core.run import Run
from graph.statement.core.selection import Field, Selection
from graph.statement.core.totals import RunTotals, Totals
from graph.statement.core.writer import Writer

TODAY = date(2026, 11, 25)


class FixedQueries:
    """Snapshot queries over a network of one territory."""

    def territory(self, reference: Mapping[str, Any], day: date) -> str:  # noqa: ARG002 - the protocol's
        found: str = reference["id"]
        return found

    def is_wide(self, territory: str) -> bool:
        return territory.startswith("region:")

    def reaching(self, territory: str, *, wider: bool) -> list[str]:
        return [f"{territory}:{'reaching' if wider else 'lifting'}"]

    def lifting(self, territory: str, day: date) -> list[str]:
        return [f"{territory}:{day}"]

    def in_city_contract(self, territory: str, day: date) -> bool:
        return territory == "region:52" and day == TODAY

    def cells(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[SimpleNamespace]:
        return [SimpleNamespace(axis=axis, territory=territory, on=day) for axis in arguments["axes"]]

    def engagement_values(self, name: str) -> Callable[[str], Any]:
        return lambda engagement: f"{engagement}.{name}"

    def targets(self, names: Sequence[str], most: int) -> Callable[[str], list[list[str]]]:
        return lambda engagement: [[f"{engagement}.{name}" for name in names]] * most

    def axes(self, actor: str, day: date) -> list[str]:
        return [actor, day.isoformat()]

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:  # noqa: ARG002
        return {actor: [["region:52", "KNOWLEDGE", 0]] for actor in arguments["actors"]}


def run_of(
    *client_values: Any, viewer: Viewer = EVERYTHING, today: date = TODAY, totals: RunTotals | None = None
) -> Run:
    return Run(client_values, viewer, today, FixedQueries(), totals or RunTotals(Totals(), bool))


def field(key: str, name: str | None = None, selection: Selection | None = None, **facts: Any) -> Field:
    """Return a field; its arguments are `arguments`, and its flags `required` and `many`."""
    arguments = facts.pop("arguments", {})
    return Field(key, name or key, arguments, selection, **facts)


def selection_of(type_name: str, *fields: Field) -> Selection:
    return Selection({type_name: fields})


def writer(view: View = View.EVERYTHING) -> Writer:
    return Writer(view)
