"""A query that never ends on the dense graph, in which every actor is engaged in everything.

It is within every limit except its cost, which `NO_COST_LIMIT` disables.
"""

from typing import Any

from graph.bounds import Limits

NO_COST_LIMIT = Limits(cost=10**30)
"""Limits that let the query run, as an expensive one."""
NEVER_EXPENSIVE = Limits(cost=10**30, expensive=10**30)
"""Limits under which the query counts as cheap."""
STEPS = 4
QUESTION = "query ($where: EngagementWhere) { engagements(where: $where) { totalCount } }"


def endless(title: str = "nothing is called so") -> dict[str, Any]:
    """Return the variables of the query: engagements linked, by several steps over actors, to one with this title."""
    where: dict[str, Any] = {"title": {"eq": title}}
    for _ in range(STEPS):
        where = {"actors": {"some": {"node": {"engagements": {"some": {"node": where}}}}}}
    return {"where": where}
