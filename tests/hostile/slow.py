"""A query that never ends on the dense graph, where everybody takes part in everything.

It is within every limit except its price, which `UNPRICED` disables.
"""

from typing import Any

from graph.bounds import Limits

UNPRICED = Limits(cost=10**30)
"""Limits that accept the question as an expensive one."""
UNNOTICED = Limits(cost=10**30, expensive=10**30)
"""Limits that treat it as a cheap one."""
STEPS = 4
QUESTION = "query ($where: EngagementWhere) { engagements(where: $where) { totalCount } }"


def endless(title: str = "nothing is called so") -> dict[str, Any]:
    """Return the variables of the query: somebody, who does something with somebody, … which has this title."""
    where: dict[str, Any] = {"title": {"eq": title}}
    for _ in range(STEPS):
        where = {"actors": {"some": {"node": {"engagements": {"some": {"node": where}}}}}}
    return {"where": where}
