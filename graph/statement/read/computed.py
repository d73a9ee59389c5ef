"""Computed fields: for each, the expression of its inputs and the finish that computes it.

Fields of one node follow here from its stored days; fields of the network come from `Run.queries`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from graph.domain.plan_stages import STAGES, furthest, stage_on, steps
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.projection import TYPENAME, Column, Entry, Finish, each, project, project_value
from graph.statement.core.run import Deferred, Run, resolve
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import Writer
from graph.statement.read.predicate import in_time

NodeColumn = Callable[[Writer, Kind, str, Selection, Any], tuple[str, Finish]]
"""The function `graph.statement.read.nodes.node`, an argument here because that module imports this one."""


def computed_column(w: Writer, variable: str, field: Field, day: Any, node: NodeColumn) -> Column:
    """Return the expression and the finish of a computed field; `node` writes the nodes it may hold."""
    on = field.arguments.get("asOf") or day
    if field.name == "soleCells":
        return _sole_cells(w, variable, field, (on, day), node)
    return _COLUMNS[field.name](w, variable, field, on)


def _in_time(w: Writer, variable: str, field: Field, day: Any) -> Column:
    return in_time(w, variable, field.name, day), None


def _stage_days(variable: str) -> str:
    return f"[{', '.join(f'toString({variable}.{name})' for name in STAGES)}]"


def _stage(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return _stage_days(variable), lambda days, run: stage_on(days, resolve(day, run))


def _stages(_w: Writer, variable: str, field: Field, _day: Any) -> Column:
    objects = each(project_value(field.sub()))
    return _stage_days(variable), lambda days, run: objects(steps(days), run)


def _plan_state(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    plan = w.variable("p")
    text = f"[({variable})<-[:ANNEXED_TO]-({plan}:TerritorialPlan) | {_stage_days(plan)}]"
    return text, lambda plans, run: furthest(plans, resolve(day, run))


def _diagnosis_age(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    own, of_plan = w.variable("d"), w.variable("d")

    def months(days: list[str | None], run: Run) -> int | None:
        end: date = resolve(day, run)
        deliveries = [date.fromisoformat(on) for on in days if on and on <= end.isoformat()]
        return whole_months(max(deliveries), end) if deliveries else None

    text = (
        f"[({variable})<-[:TARGETS]-({own}:Diagnostic) | toString({own}.deliveredOn)] + "
        f"[({variable})<-[:ANNEXED_TO]-(:TerritorialPlan)-[:BASED_ON]->({of_plan}:Diagnostic) | "
        f"toString({of_plan}.deliveredOn)]"
    )
    return text, months


def whole_months(start: date, end: date) -> int:
    """Return the number of whole months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (1 if end.day < start.day else 0)


def _concerned(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return f"{variable}.id", lambda territory, run: run.queries.concerned(territory, resolve(day, run))


def _coverage(_w: Writer, variable: str, field: Field, day: Any) -> Column:
    objects = each(project_value(field.sub()))

    def cells(territory: str, run: Run) -> Any:
        arguments = resolve(field.arguments, run)
        return objects(run.queries.cells(territory, arguments, resolve(day, run)), run)

    return f"{variable}.id", cells


def _axes(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return f"{variable}.id", lambda actor, run: run.queries.axes(actor, resolve(day, run))


def _sole_cells(w: Writer, variable: str, field: Field, days: tuple[Any, Any], node: NodeColumn) -> Column:
    """Return the column of the cells that rest on an actor alone; `days`: that of the field, that of its nodes."""
    type_name, fields = field.sub().only()
    on, day = days
    cells = w.parameter(Deferred(lambda run: run.queries.sole_cells(resolve(field.arguments, run), resolve(on, run))))
    cell, territory = w.variable("c"), w.variable("n")
    columns = [f"{cell}[1]"]
    entries: list[Entry] = []
    for item in fields:
        if item.name == "axis":
            entries.append((item, 0, None))
        elif item.name == "territory":
            text, finish = node(w, SHAPE.kinds["Territory"], territory, item.sub(), day)
            entries.append((item, len(columns), finish))
            columns.append(text)
        else:
            entries.append((item, TYPENAME, None))
    text = (
        f"COLLECT {{ UNWIND {cells}[{variable}.id] AS {cell} MATCH ({territory}:Territory {{id: {cell}[0]}}) "
        f"WITH {cell}, {territory} ORDER BY {cell}[2] RETURN [{', '.join(columns)}] }}"
    )
    return text, each(project(entries, type_name))


_COLUMNS: dict[str, Callable[[Writer, str, Field, Any], Column]] = {
    "isActive": _in_time,
    "inEffect": _in_time,
    "stage": _stage,
    "stages": _stages,
    "planState": _plan_state,
    "diagnosisAge": _diagnosis_age,
    "concerned": _concerned,
    "coverage": _coverage,
    "axes": _axes,
}
