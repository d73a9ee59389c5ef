"""The counting rules for queries 4 and 8, for servers that query the graph directly: docs/model.md, section 6.

Within the comparison, only this module knows the rules; they have the same numbers as in docs/model.md. Each rule is
written once in Cypher (for the floor and Strawberry) and once for @neo4j/graphql. The latter form has two parts: one
that filters can express, and one that the client computes, since a filter compares a property with a value, never with
another property. Only words and durations come from the measured code. In the statements `e` is the engagement, `r` the
relationship of an actor to it, `t` a territory.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.calendar import plus_months
from graph.domain.counting import ACTS, Durations
from graph.vocabulary import CARRYING_ROLES, EngagementStatus, Role

BELIEVED_MONTHS, ACT_MONTHS = Durations().confirmation, Durations().act


CARRYING = sorted(map(str, CARRYING_ROLES))
SECURING = sorted(map(str, ACTS))

# In Cypher, in which a list of strings is written as in Python.

IN_EFFECT = "e.countsFrom <= $day AND (e.countsUntil >= $day OR e.countsUntil IS NULL)"
"""Rules 1 and 2, whose days are stored in the graph."""
COMPLETED = (
    "CASE WHEN e:TrainingSession THEN coalesce(e.endsOn, e.startsOn)"
    " WHEN e:Diagnostic THEN coalesce(e.deliveredOn, CASE WHEN e.status = 'DONE' THEN e.endsOn END) END"
)
"""Rule 1: the day on which a session was held or a diagnostic delivered."""
BELIEVED = f"e.confirmedOn >= $day - duration({{months: {BELIEVED_MONTHS}}})"
BELIEVED_ACT = f"coalesce(by.confirmedOn, e.startsOn) + duration({{months: {ACT_MONTHS}}}) >= $day"
SECURED = (
    "e.confirmedOn IS NOT NULL AND e.endsOn >= $day"
    f" AND EXISTS {{ (e)-[by:STATED_BY]->(s) WHERE s.kind IN {SECURING} AND {BELIEVED_ACT} }}"
)
CONFIRMED = f"CASE WHEN {COMPLETED} <= $day THEN e.confirmedOn >= {COMPLETED} ELSE {BELIEVED} OR {SECURED} END"
"""Rule 5."""
COMMISSIONING = f"role = '{Role.COMMISSIONER}' AND e:Diagnostic"
ROLES = f"[role IN r.roles WHERE role IN {CARRYING} OR {COMMISSIONING}]"
"""Rule 3: the roles by which an actor counts."""
NOT_WIDER = "NOT EXISTS { (t)<-[:PART_OF]-({kind: 'EPT'}) }"
"""Rule 7, for the territories that may overlap a département."""
REACHING_DEPARTEMENT = f"""
  RETURN d AS t
  UNION MATCH (d)-[:SAME_GROUND]-(t) RETURN t
  UNION MATCH (t)-[:PART_OF*]->(d) RETURN t
  UNION MATCH (d)-[:OVERLAPS]-(t) WHERE {NOT_WIDER} RETURN t
"""
"""Rule 8, for a département `d`: the territories whose engagements reach it, without wider ones that contain it."""
GOVERNED = "MATCH (c)-[:LED_BY]->()-[:GOVERNS]->(t) RETURN t"
SAME_GROUND = "MATCH (c)-[:SAME_GROUND]-(t) RETURN t"
REACHING_CONTRACT_DIRECTLY = f"""
    RETURN c AS t
    UNION {SAME_GROUND}
    UNION {GOVERNED}
"""
"""Rule 8, of a contract `c`: the territories whose engagements reach it directly."""
CLAUSES = {
    "in effect": (IN_EFFECT, "true"),
    "confirmed": (CONFIRMED, "true"),
    "complete": (f"{COMPLETED} <= $day", "false"),
    "believed": (BELIEVED, "e.confirmedOn IS NOT NULL"),
    "secured": (SECURED, "false"),
    "a valid act": (BELIEVED_ACT, "true"),
    "the commissioner of a diagnostic": (COMMISSIONING, "false"),
    "not wider": (NOT_WIDER, "true"),
    "the same communes": (SAME_GROUND, "RETURN c AS t"),
    "governed by a lead": (GOVERNED, "RETURN c AS t"),
}
"""The clauses, keyed by what they mean, each with what a naive query has instead: a test makes each replacement, and
checks that the proof notices it."""

# For @neo4j/graphql.

_HELD = "OR: [{endsOn: {lte: $day}}, {endsOn: {eq: null}, startsOn: {lte: $day}}]"
_DELIVERED = 'OR: [{deliveredOn: {lte: $day}}, {deliveredOn: {eq: null}, status: {eq: "DONE"}, endsOn: {lte: $day}}]'
DATED_ACT, UNDATED_ACT = "confirmedOn: {gte: $signedFrom}", "confirmedOn: {eq: null}"
"""Rule 5: the condition on the relationship to a valid signed act; an undated act is as old as the engagement."""
_ACT = f"node: {{kind: {{in: {json.dumps(SECURING)}}}}}"
_SECURED = (
    "endsOn: {gte: $day}, OR: [{sourcesConnection: {some: {edge: DATED_ACT, " + _ACT + "}}},"
    " {startsOn: {gte: $signedFrom}, sourcesConnection: {some: {edge: UNDATED_ACT, " + _ACT + "}}}]"
)
FILTER = (
    "AND: [{countsFrom: {lte: $day}}, {OR: [{countsUntil: {gte: $day}}, {countsUntil: {eq: null}}]},"
    " {OR: [{confirmedOn: {gte: $believedFrom}}, {NOT: {confirmedOn: {eq: null}}, OR: ["
    f'{{{_SECURED}}}, {{id: {{startsWith: "session:"}}, {_HELD}}}, {{id: {{startsWith: "diagnostic:"}}, {_DELIVERED}}}'
    "]}]}]"
)
"""Rules 1, 2 and 5, as far as a filter can express them; `is_confirmed` is the rest. DATED_ACT and UNDATED_ACT are
replaced according to the model."""
FACTS = "id status startsOn endsOn deliveredOn confirmedOn"
"""The fields of an engagement from which the client computes the rest."""
NOT_WIDER_FILTER = 'NOT: {children: {some: {kind: {eq: "EPT"}}}}'
"""Rule 7, for the territories that overlap a département."""


def variables_on(day: date) -> dict[str, str]:
    """Return the variables of a day: the day, and the earliest days of confirmations and acts that are valid on it."""
    days = {
        "day": day,
        "believedFrom": plus_months(day, -BELIEVED_MONTHS),
        "signedFrom": plus_months(day, -ACT_MONTHS),
    }
    return {name: value.isoformat() for name, value in days.items()}


def is_confirmed(engagement: Mapping[str, Any], day: str) -> bool:
    """Return whether an engagement that passes the filter is confirmed (on or after its completion, if completed)."""
    completed = _completed_on(engagement)
    return completed is None or completed > day or engagement["confirmedOn"] >= completed


def roles_that_count(engagement: Mapping[str, Any], roles: Iterable[str]) -> list[str]:
    """Return the roles by which an actor counts in an engagement (rule 3), in order."""
    ordering = {Role.COMMISSIONER} if engagement["id"].startswith("diagnostic:") else set[Role]()
    return sorted(set(roles) & {*CARRYING_ROLES, *ordering})


def _completed_on(engagement: Mapping[str, Any]) -> str | None:
    """Return the day on which a session was held or a diagnostic delivered; None for others."""
    kind, done = engagement["id"].partition(":")[0], engagement["status"] == EngagementStatus.DONE
    days = {
        "session": (engagement["endsOn"], engagement["startsOn"]),
        "diagnostic": (engagement["deliveredOn"], engagement["endsOn"] if done else None),
    }
    return next(filter(None, days.get(kind, ())), None)
