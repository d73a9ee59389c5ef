"""A count that a run may know already, as an expression.

Rule: one text whether it is known or not; databases work out only the branch that is taken.
"""

import re

import orjson

from graph.statement.core.projection import Column
from graph.statement.core.run import Deferred, Run, bound
from graph.statement.core.writer import Writer

PARAMETER = re.compile(r"\$(\w+)")


def remembered(w: Writer, count: str) -> Column:
    """Return the expression of a count that is worked out only by a run that does not know it, and what answers it."""
    values = [w.parameters[name] for name in PARAMETER.findall(count)]
    key = Deferred(lambda run: (count, orjson.dumps(bound(values, run))))
    known = Deferred(lambda run: run.counts.known(key.read(run)))
    is_known = w.parameter(Deferred(lambda run: known.read(run) is not None))

    def total(found: int | None, run: Run) -> int:
        held: int = known.read(run) if found is None else run.counts.counted(key.read(run), found)
        return held

    return f"CASE WHEN {is_known} THEN null ELSE {count} END", total
