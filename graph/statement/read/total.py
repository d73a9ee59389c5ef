"""The total of a list, as an expression that counts only if no total is cached for the run.

The text is the same with and without a known total, so that the database plans it once; only the branch taken is
evaluated.
"""

from collections.abc import Sequence

import orjson

from graph.rights import ViewKey
from graph.statement.core.projection import Column
from graph.statement.core.run import Deferred, Run, resolve
from graph.statement.core.writer import Writer


def total_column(w: Writer, count: str, parameters: Sequence[str]) -> Column:
    """Return the expression of a total and its decoder.

    Args:
        w: the writer of the statement.
        count: the expression that counts.
        parameters: the names of the parameters that the expression uses.
    """
    values = [w.parameters[name] for name in parameters]
    key = Deferred(lambda run: ViewKey.of_viewer(run.viewer, count, orjson.dumps(resolve(values, run))))
    stored_total = Deferred(lambda run: run.totals.known(key.read(run)))
    is_known = w.parameter(Deferred(lambda run: stored_total.read(run) is not None))

    def decode(count_value: int | None, run: Run) -> int:
        total: int = stored_total.read(run) if count_value is None else run.totals.keep(key.read(run), count_value)
        return total

    return f"CASE WHEN {is_known} THEN null ELSE {count} END", decode
