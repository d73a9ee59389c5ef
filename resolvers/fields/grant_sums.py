"""Root field `grantSums`: what was asked for and granted, summed over a filter and broken down."""

from collections.abc import Mapping

from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from graph.statement.read.sums import GRANT, STEPS, sums_column
from resolvers.compile.price import RootPrice
from resolvers.compile.visits import of_filter
from resolvers.execute.root import Pending, Planning, RootField, Start


def _grant_sums(planning: Planning, root: Field) -> Start:
    w = planning.writer()
    text, finish = sums_column(w, root)
    planned = planning.statement(w, [text])
    return lambda run: Pending(planned.bind(run), lambda rows: finish(rows[0], run))


def _visits(root: Field, sizes: Sizes) -> int:
    """Return what a breakdown visits: each grant with its filter, and all that it may walk to from there."""
    where = root.arguments.get("where") or {}
    return sizes.of_kind(GRANT.name) * (1 + of_filter(GRANT, where, sizes) + len(STEPS))


FIELDS: Mapping[str, RootField] = {"grantSums": RootField(_grant_sums, price=RootPrice(visits=_visits))}
