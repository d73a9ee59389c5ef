"""The total of a list as an expression that counts only where the run knows no total.

The text is the same with a known total and without, so that the database plans it once; it evaluates only the branch
that it takes.
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
        w: The writer of the statement.
        count: The expression that counts.
        parameters: The names of the parameters that the expression uses.
    """
    values = [w.parameters[name] for name in parameters]
    key = Deferred(lambda run: ViewKey.of_viewer(run.viewer, count, orjson.dumps(resolve(values, run))))
    stored_total = Deferred(lambda run: run.totals.known(key.read(run)))
    is_known = w.parameter(Deferred(lambda run: stored_total.read(run) is not None))

    def decode(count_value: int | None, run: Run) -> int:
        total: int = stored_total.read(run) if count_value is None else run.totals.keep(key.read(run), count_value)
        return total

    return f"CASE WHEN {is_known} THEN null ELSE {count} END", decode
