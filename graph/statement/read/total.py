"""The total of a list as an expression: counted only by a run that does not know it.

The text is the same whether the total is known or not, so that the database plans it once; it works out only the branch
that is taken.
"""

from collections.abc import Sequence

import orjson

from graph.statement.core.projection import Column
from graph.statement.core.run import Deferred, Run, resolve
from graph.statement.core.writer import Writer


def total_column(w: Writer, count: str, parameters: Sequence[str]) -> Column:
    """Return the expression of a total and the function that finishes it.

    Args:
        w: The writer of the statement.
        count: The expression that counts.
        parameters: The names of the parameters that the expression uses.
    """
    values = [w.parameters[name] for name in parameters]
    key = Deferred(lambda run: (count, orjson.dumps(resolve(values, run))))
    known = Deferred(lambda run: run.totals.known(key.read(run)))
    is_known = w.parameter(Deferred(lambda run: known.read(run) is not None))

    def total(counted: int | None, run: Run) -> int:
        found: int = known.read(run) if counted is None else run.totals.keep(key.read(run), counted)
        return found

    return f"CASE WHEN {is_known} THEN null ELSE {count} END", total
