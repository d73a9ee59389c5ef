"""Root field `grantSums`: what was asked for and granted, summed over a filter and broken down."""

from collections.abc import Mapping
from math import prod

from graph.model import SHAPE
from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from graph.statement.read.sums import GRANT, steps_to, sums_column
from graph.vocabulary import Axis
from resolvers.compile.price import RootPrice
from resolvers.compile.visits import of_filter
from resolvers.execute.root import Pending, Planning, RootField, Start

WALKED: Mapping[str, tuple[str, str]] = {
    "funder": ("Grant", "awardedBy"),
    "engagement": ("Grant", "funds"),
    "lead": ("Engagement", "actors"),
    "ground": ("Engagement", "territories"),
}
"""The steps that may make several ways of one, with the kind and relation that each walks."""


def _grant_sums(planning: Planning, root: Field) -> Start:
    w = planning.writer()
    text, finish = sums_column(w, root)
    planned = planning.statement(w, [text])
    return lambda run: Pending(planned.bind(run), lambda rows: finish(rows[0], run))


def _visits(root: Field, sizes: Sizes) -> int:
    """Return what a breakdown visits: each grant with its filter, and each way from it by the steps of its keys."""
    where = root.arguments.get("where") or {}
    ways = prod(_fanout(step, sizes) for step in steps_to(root.arguments.get("by") or ()))
    return sizes.of_kind(GRANT.name) * (1 + of_filter(GRANT, where, sizes) + ways)


def _fanout(step: str, sizes: Sizes) -> int:
    """Return how many ways a step makes of one."""
    if step == "axis":
        return len(Axis)
    kind_name, relation_name = WALKED.get(step, ("", ""))
    kind = SHAPE.kinds.get(kind_name)
    relation = kind.relation(relation_name) if kind else None
    return max(1, sizes.fanout(kind, relation, reached=True)) if kind and relation else 1


FIELDS: Mapping[str, RootField] = {"grantSums": RootField(_grant_sums, price=RootPrice(visits=_visits))}
