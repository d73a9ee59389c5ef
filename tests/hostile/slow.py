"""A small graph on which one question never ends: everybody takes part in everything.

Rule: the question is within every limit but its price, which `UNPRICED` leaves out.
"""

from datetime import date
from typing import Any

from changes.rows import GraphRows
from graph.bounds import Limits

UNPRICED = Limits(cost=10**30)
"""Limits that let the question through, as a dear one."""
UNNOTICED = Limits(cost=10**30, dear=10**30)
"""Limits that take it for a cheap one."""
MANY = 40
STEPS = 4
QUESTION = "query ($where: EngagementWhere) { engagements(where: $where) { totalCount } }"


def dense_rows() -> GraphRows:
    """Return as many actors as engagements, each actor in each engagement."""
    rows = GraphRows()
    rows.node("AdministrativeTerritory", "country:FR", kind="COUNTRY", code="FR", name="France", fictional=True)
    for number in range(MANY):
        actor, action = f"institution:{number}", f"action:{number}"
        rows.node("Institution", actor, name=f"Structure {number}", kind="ASSOCIATION", fictional=True)
        rows.node("Action", action, title=action, status="ACTIVE", startsOn=date(2026, 1, 1), fictional=True)
        rows.edge("ON_AXIS", action, "axis:4")
        rows.edge("TARGETS", action, "country:FR")
    for one in range(MANY):
        for other in range(MANY):
            rows.edge("ENGAGED_IN", f"institution:{one}", f"action:{other}", roles=["LEAD"])
    return rows


def endless() -> dict[str, Any]:
    """Return the variables of the question: somebody, who does something with somebody, … who is called so."""
    where: dict[str, Any] = {"title": {"eq": "nothing is called so"}}
    for _ in range(STEPS):
        where = {"actors": {"some": {"node": {"engagements": {"some": {"node": where}}}}}}
    return {"where": where}
