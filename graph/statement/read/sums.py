"""Sums of grants over a filter, broken down by what they are, who awards them and what they pay for.

Rule: a grant counts once in each row where it belongs, so rows are not to be added where grants are shared between
them: each row says how many of its grants, and how much of its money, stand in other rows too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any, NamedTuple

from graph.bounds import SUMS_LIMIT
from graph.errors import ClientError, Code, in_range
from graph.model import SHAPE
from graph.statement.core.projection import Finish, each, project_value
from graph.statement.core.run import Run, defer, resolve
from graph.statement.core.selection import Field
from graph.statement.core.writer import Writer
from graph.statement.read.predicate import clause, predicate
from graph.vocabulary import Axis, Role, TerritoryKind

GRANT = SHAPE.kinds["Grant"]
UNKNOWN = "non renseigné"
"""The label of a key that a grant does not have."""


class Step(NamedTuple):
    """A walk from the grant `g` that some keys need, after the step before it."""

    match: str
    after: str = ""


class Breakdown(NamedTuple):
    """A key of the rows: the step that leads to it, the expressions of its value and of its label, and its meaning."""

    value: str
    label: str
    meaning: str
    step: str = ""


STEPS: Mapping[str, Step] = {
    "funder": Step("(g)<-[:AWARDED]-(funder:Institution)"),
    "engagement": Step("(g)-[:FUNDS]->(engagement:Engagement)"),
    "axis": Step("(engagement)-[:ON_AXIS]->(axis:Axis)", "engagement"),
    "lead": Step(
        f"(engagement)<-[engaged:ENGAGED_IN]-(lead:Institution) WHERE '{Role.LEAD}' IN engaged.roles", "engagement"
    ),
    "ground": Step("(engagement)-[:TARGETS]->(ground:Territory)", "engagement"),
    "departement": Step(
        f"(ground)-[:ATTACHED_TO*0..2]->(departement:Territory {{kind: '{TerritoryKind.DEPARTEMENT}'}})", "ground"
    ),
    "region": Step(f"(ground)-[:ATTACHED_TO*0..3]->(region:Territory {{kind: '{TerritoryKind.REGION}'}})", "ground"),
}
BREAKDOWNS: Mapping[str, Breakdown] = {
    "YEAR": Breakdown("toString(g.year)", "toString(g.year)", "The budget year."),
    "PROGRAMME": Breakdown("g.programme", "g.programme", "The budget programme."),
    "LINE": Breakdown("g.line", "g.line", "The line of the year's nomenclature."),
    "FUNDER": Breakdown("funder.id", "funder.label", "The institution that awarded it.", "funder"),
    "LEAD": Breakdown("lead.id", "lead.label", "The institution that leads what it pays for.", "lead"),
    "ENGAGEMENT": Breakdown("engagement.id", "engagement.label", "What it pays for.", "engagement"),
    "AXIS": Breakdown("axis.value", "axis.value", "The axes of what it pays for.", "axis"),
    "TERRITORY": Breakdown("ground.id", "ground.label", "The ground of what it pays for, as it is stated.", "ground"),
    "DEPARTEMENT": Breakdown("departement.id", "departement.label", "The département of that ground.", "departement"),
    "REGION": Breakdown("region.id", "region.label", "The région of that ground.", "region"),
}
"""The keys of the rows, in the order of the schema."""
AMOUNTS = ("askedEuros", "grantedEuros")
AXES = {axis.value: axis for axis in Axis}


class Key(NamedTuple):
    """A key of a row: its field, the value as stored (None: unknown) and its French label."""

    field: str
    value: str | None
    label: str


class Amount(NamedTuple):
    """An amount over the grants of a row, in euros: the sum, the part of it in grants that other rows hold too.

    `known_count` grants give the amount, and in `zero_count` of them it is nothing.
    """

    sum: float
    shared_sum: float
    known_count: int
    zero_count: int


@dataclass(frozen=True)
class Row:
    """A row: its keys, its distinct grants, how many of them stand in other rows too, and the two amounts."""

    keys: Sequence[Key]
    count: int
    shared_count: int
    asked: Amount
    granted: Amount


def sums_column(w: Writer, field: Field) -> tuple[str, Finish]:
    """Return the expression of the rows of a breakdown and its finish."""
    names: list[str] = list(dict.fromkeys(field.arguments.get("by") or ()))
    where = predicate(w, GRANT, "g", field.arguments.get("where") or {}, reached=False)
    walks = "".join(f" OPTIONAL MATCH {STEPS[step].match}" for step in steps_to(names))
    keys = ", ".join(f"[{BREAKDOWNS[name].value}, {BREAKDOWNS[name].label}]" for name in names)
    size = defer(_checked_size, field.arguments["first"])
    limit = w.parameter(defer(add, size, 1))
    sums = ", ".join(text for name in AMOUNTS for text in _amount(f"g.{name}"))
    rows = (
        f"COLLECT {{ MATCH (g:{GRANT.match}){clause(where)}{walks} WITH DISTINCT g, [{keys}] AS row"
        " WITH g, collect(row) AS rows UNWIND rows AS row WITH row, g, size(rows) > 1 AS shared"
        f" WITH row, [count(g), sum(CASE WHEN shared THEN 1 ELSE 0 END), {sums}] AS sums"
        f" LIMIT {limit} RETURN [row, sums] }}"
    )
    objects = each(project_value(field.sub()))

    def finish(found: list[Any], run: Run) -> list[dict[str, Any]]:
        most = resolve(size, run)
        if len(found) > most:
            message = (
                f"first: there are more than {most:,} rows; ask for more, up to {SUMS_LIMIT:,}, or give fewer fields "
                "(by) or a narrower filter (where)"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        answer: list[dict[str, Any]] = objects(sorted((_row(names, *one) for one in found), key=_order), run)
        return answer

    return rows, finish


def _checked_size(first: int) -> int:
    return in_range("first", first, SUMS_LIMIT)


def steps_to(names: Sequence[str]) -> list[str]:
    """Return the steps that some keys need, each after the one it goes on from."""
    found: dict[str, None] = {}

    def go(step: str) -> None:
        if step and step not in found:
            go(STEPS[step].after)
            found[step] = None

    for name in names:
        go(BREAKDOWNS[name].step)
    return list(found)


def _amount(value: str) -> Sequence[str]:
    return (
        f"sum(coalesce({value}, 0.0))",
        f"sum(CASE WHEN shared THEN coalesce({value}, 0.0) ELSE 0.0 END)",
        f"count({value})",
        f"sum(CASE WHEN {value} = 0 THEN 1 ELSE 0 END)",
    )


def _row(names: Sequence[str], keys: Sequence[Sequence[str | None]], sums: Sequence[Any]) -> Row:
    count, shared, *amounts = sums
    asked, granted = (Amount(_cents(a[0]), _cents(a[1]), a[2], a[3]) for a in (amounts[:4], amounts[4:]))
    return Row([_key(name, *key) for name, key in zip(names, keys, strict=True)], count, shared, asked, granted)


def _key(name: str, value: str | None, label: str | None) -> Key:
    word = AXES.get(value or "")
    return Key(name, value, word.label_fr if word else label or value or UNKNOWN)


def _cents(euros: float) -> float:
    """Return an amount without the rounding errors of its sum."""
    return round(euros, 2)


def _order(row: Row) -> list[tuple[bool, int, str, str]]:
    """Return the place of a row: by its keys, those that are not known last, axes in their order."""
    return [
        (key.value is None, AXES[key.value].number if key.value in AXES else 0, key.label, key.value or "")
        for key in row.keys
    ]
