"""Computed fields: for each, the expression of its inputs and the decoder that computes it.

Fields of one node are computed here from its stored days; fields of the network come from `Run.queries`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from graph.calendar import plus_months
from graph.domain.axis_words import proposed_axes
from graph.domain.counting import completed_on
from graph.domain.need_stages import NEED_DAYS, need_stage_on
from graph.domain.plan_stages import PLAN_DAYS, furthest, stage_on, steps
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.projection import TYPENAME, Column, Decoder, Entry, compiled, each, project, project_value
from graph.statement.core.run import Deferred, Run, resolve
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import Writer
from graph.statement.read.predicate import WALKS_TO_TARGETS, in_effect
from graph.vocabulary import Axis, PlanStage

DELIVERY = ("deliveredOn", "endsOn", "status")
"""The facts of a diagnostic that decide its day of delivery."""
NodeColumn = Callable[[Writer, Kind, str, Selection], tuple[str, Decoder]]
"""The function `graph.statement.read.nodes.node`, an argument here because that module imports this one."""


def computed_column(w: Writer, variable: str, field: Field, node: NodeColumn) -> Column:
    """Return the expression and the decoder of a computed field; `node` writes the nodes that the field may contain."""
    day = field.arguments.get("asOf")
    if field.name == "soleCells":
        return _sole_cells(w, variable, field, day, node)
    return _COLUMNS[field.name](w, variable, field, day)


def _in_effect(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return in_effect(w, variable, day), None


def _stage_days(variable: str) -> str:
    days = ", ".join(f"toString({variable}.{name})" for name in PLAN_DAYS)
    return f"[{days}, coalesce({variable}.signedDayUnknown, false)]"


def _targeting(w: Writer, variable: str, label: str, values: Callable[[str], str]) -> list[str]:
    """Return lists of values of engagements that target a contract, the same ground, or the territory of its lead."""
    lists = []
    for walk in WALKS_TO_TARGETS:
        engagement = w.variable("e")
        lists.append(f"[({variable}){walk}<-[:TARGETS]-({engagement}:{label}) | {values(engagement)}]")
    return lists


def _stage(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return _stage_days(variable), lambda days, run: stage_on(days, resolve(day, run))


def _stages(_w: Writer, variable: str, field: Field, _day: Any) -> Column:
    objects = compiled(each(project_value(field.sub())))
    return _stage_days(variable), lambda days, run: objects(steps(days), run)


def _plan_stage(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    plan = w.variable("p")
    annexed = f"[({variable})<-[:ANNEXED_TO]-({plan}:TerritorialPlan) | {_stage_days(plan)}]"
    text = " + ".join([annexed, *_targeting(w, variable, "TerritorialPlan", _stage_days)])
    return text, lambda plans, run: furthest(plans, resolve(day, run))


def _diagnostic_age(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    of_plan = w.variable("d")

    def months(diagnostics: list[list[str | None]], run: Run) -> int | None:
        end: date = resolve(day, run)
        deliveries = [on for facts in diagnostics if (on := _delivered_on(facts, end))]
        return whole_months(max(deliveries), end) if deliveries else None

    own = _targeting(w, variable, "Diagnostic", _delivery)
    plans = f"[({variable})<-[:ANNEXED_TO]-(:TerritorialPlan)-[:BASED_ON]->({of_plan}:Diagnostic)"
    return " + ".join([*own, f"{plans} | {_delivery(of_plan)}]"]), months


def _delivery(diagnostic: str) -> str:
    """Return the stored facts that decide the day of delivery, in the order of `DELIVERY`."""
    return f"[toString({diagnostic}.deliveredOn), toString({diagnostic}.endsOn), {diagnostic}.status]"


def _delivered_on(facts: list[str | None], end: date) -> date | None:
    """Return the day on which a diagnostic with these facts was delivered; None if it was not by `end`."""
    on = completed_on("Diagnostic", dict(zip(DELIVERY, facts, strict=True)))
    return date.fromisoformat(on) if on and on <= end.isoformat() else None


def _age(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    def months(facts: list[str | None], run: Run) -> int | None:
        end: date = resolve(day, run)
        delivered = _delivered_on(facts, end)
        return whole_months(delivered, end) if delivered else None

    return _delivery(variable), months


def _data_age(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    def months(last: str | None, run: Run) -> int | None:
        end: date = resolve(day, run)
        return whole_months(date.fromisoformat(last), end) if last and last <= end.isoformat() else None

    return f"toString({variable}.dataEndsOn)", months


def _days_to_plan(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    plan = w.variable("p")

    def days(row: list[Any], run: Run) -> int | None:
        facts, plans = row
        end: date = resolve(day, run)
        delivered = _delivered_on(facts, end)
        if delivered is None:
            return None
        signed = (step.reached_on for one in plans for step in steps(one) if step.stage is PlanStage.SIGNED)
        since = [on for on in map(date.fromisoformat, signed) if delivered <= on <= end]
        return (min(since) - delivered).days if since else None

    plans = f"[({variable})<-[:BASED_ON]-({plan}:TerritorialPlan) | {_stage_days(plan)}]"
    return f"[{_delivery(variable)}, {plans}]", days


def _need_stage(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    session = w.variable("s")
    days = ", ".join(f"toString({variable}.{name})" for name in NEED_DAYS)
    facts = f"toString({session}.startsOn), toString({session}.endsOn), {session}.status"
    sessions = f"[({variable})<-[:MEETS]-({session}:TrainingSession) | [{facts}]]"
    return f"[{days}, {sessions}]", lambda row, run: need_stage_on(row[:-1], row[-1], resolve(day, run))


def _axes_without_action(w: Writer, variable: str, _field: Field, day: Any) -> Column:
    lists = []
    for steps_to in ("<-[:PART_OF_PLAN]-", "<-[:SERVES]-", "<-[:PART_OF_PLAN]-(:Engagement)<-[:SERVES]-"):
        serving, axis = w.variable("e"), w.variable("x")
        days = f"toString({serving}.countsFrom), toString({serving}.countsUntil)"
        path = f"({variable}){steps_to}({serving}:Engagement)-[:ON_AXIS]->({axis}:Axis)"
        lists.append(f"[{path} | [{axis}.value, {days}]]")

    def unserved(row: list[Any], run: Run) -> list[str]:
        announced, serving = row
        on: str = resolve(day, run).isoformat()
        served = {axis for axis, start, end in serving if start and start <= on and (end is None or on <= end)}
        return [axis for axis in Axis if axis in announced and axis not in served]

    return f"[coalesce({variable}.axesAnnounced, []), {' + '.join(lists)}]", unserved


def whole_months(start: date, end: date) -> int:
    """Return the number of full calendar months from one day to a later one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if plus_months(start, months) <= end else months - 1


def _in_city_contract(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return f"{variable}.id", lambda territory, run: run.queries.in_city_contract(territory, resolve(day, run))


def _coverage(_w: Writer, variable: str, field: Field, day: Any) -> Column:
    objects = compiled(each(project_value(field.sub())))

    def cells(territory: str, run: Run) -> Any:
        arguments = resolve(field.arguments, run)
        return objects(run.queries.cells(territory, arguments, resolve(day, run)), run)

    return f"{variable}.id", cells


def _axes(_w: Writer, variable: str, _field: Field, day: Any) -> Column:
    return f"{variable}.id", lambda actor, run: run.queries.axes(actor, resolve(day, run))


def _sole_cells(w: Writer, variable: str, field: Field, day: Any, node: NodeColumn) -> Column:
    """Return the column of the cells that depend on an actor alone on a day."""
    type_name, fields = field.sub().only()
    cells = w.parameter(Deferred(lambda run: run.queries.sole_cells(resolve(field.arguments, run), resolve(day, run))))
    cell, territory = w.variable("c"), w.variable("n")
    columns = [f"{cell}[1]"]
    entries: list[Entry] = []
    for item in fields:
        if item.name == "axis":
            entries.append((item, 0, None))
        elif item.name == "territory":
            text, decode = node(w, SHAPE.kinds["Territory"], territory, item.sub())
            entries.append((item, len(columns), decode))
            columns.append(text)
        else:
            entries.append((item, TYPENAME, None))
    text = (
        f"COLLECT {{ UNWIND {cells}[{variable}.id] AS {cell} MATCH ({territory}:Territory {{id: {cell}[0]}}) "
        f"WITH {cell}, {territory} ORDER BY {cell}[2] RETURN [{', '.join(columns)}] }}"
    )
    return text, each(project(entries, type_name))


def _proposed_axes(_w: Writer, variable: str, field: Field, _day: Any) -> Column:
    objects = compiled(each(project_value(field.sub())))
    return f"{variable}.purpose", lambda purpose, run: objects(proposed_axes(purpose or ""), run)


_COLUMNS: dict[str, Callable[[Writer, str, Field, Any], Column]] = {
    "inEffect": _in_effect,
    "stage": _stage,
    "stages": _stages,
    "needStage": _need_stage,
    "axesWithoutAction": _axes_without_action,
    "planStage": _plan_stage,
    "diagnosticAgeMonths": _diagnostic_age,
    "ageMonths": _age,
    "dataAgeMonths": _data_age,
    "daysToPlan": _days_to_plan,
    "proposedAxes": _proposed_axes,
    "inCityContract": _in_city_contract,
    "coverage": _coverage,
    "mobilisedAxes": _axes,
}
