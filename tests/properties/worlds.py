"""Look-ups in drawn rows for the tests of this folder.

Rule: only what the rows state; nothing is counted here.
"""

from collections.abc import Collection
from datetime import date, timedelta

from hypothesis import strategies as st

from changes.rows import EdgeRow, GraphRows
from graph.model import SHAPE
from graph.rights import Viewer
from graph.shape import Direction, Relation
from tests.api_session import VIEWERS
from tests.oracle import Oracle
from tests.oracle.counting import CONFIRMED_MONTHS, add_months
from tests.oracle.coverage import ENDED_MONTHS, RENEWAL_MONTHS
from tests.oracle.engagements import ENGAGEMENT_IDS, draw_engagement
from tests.oracle.facts import TERRITORIES, Facts
from tests.oracle.moments import DAYS
from tests.oracle.networks import networks
from tests.oracle.surveys import SURVEY_MONTHS
from tests.oracle.territories import ancestors
from tests.oracle.territories import in_force as is_in_force
from tests.properties import corners

SPANS = {"confirmedOn": CONFIRMED_MONTHS, "surveyedOn": SURVEY_MONTHS}
STEPS = (timedelta(-1), timedelta(0), timedelta(1))


@st.composite
def worlds(draw: st.DrawFn) -> GraphRows:
    """Draw a network; in most, engagements share a few territories and actors, so that each cell has several."""
    rows = draw(networks())
    if draw(st.sampled_from((True, True, True, False))):
        _crowd(rows, draw)
    return rows


def _crowd(rows: GraphRows, draw: st.DrawFn) -> None:
    corners.add_corners(rows)
    kinds = sorted({str(node.properties["kind"]) for node in rows.nodes if node.kind in TERRITORIES})
    chosen = draw(st.lists(st.sampled_from(kinds), unique=True, min_size=2, max_size=4))
    targets = [draw(st.sampled_from(_of_kind(rows, kind))) for kind in chosen]
    targets += draw(st.lists(st.sampled_from(corners.TERRITORIES), unique=True, min_size=1, max_size=3))
    targets += draw(st.lists(st.sampled_from(corners.CONTRACTS), unique=True, min_size=1, max_size=2))
    actors = draw(st.lists(st.sampled_from(ids_of(rows, "Actor")), unique=True, min_size=1, max_size=4))
    actors = draw(st.sampled_from(([corners.TRAINER], [corners.TRAINER, *actors], actors)))
    there = ids_of(rows, "Engagement")
    for engagement in ENGAGEMENT_IDS[: draw(st.sampled_from((14, 20)))]:
        if engagement not in there:
            draw_engagement(rows, draw, engagement, _once(targets), _once(actors), ids_of(rows, "Source"))


def _once(values: list[str]) -> list[str]:
    """Return the values in order, each once."""
    return list(dict.fromkeys(values))


def _of_kind(rows: GraphRows, kind: str) -> list[str]:
    return sorted(n.id for n in rows.nodes if n.kind in TERRITORIES and n.properties["kind"] == kind)


def moments(rows: GraphRows) -> st.SearchStrategy[date]:
    """Draw days on and just around changes of an answer."""
    turning = set(DAYS)
    for engagement in ids_of(rows, "Engagement"):
        since, until = Oracle(rows).counts(engagement)
        if since:
            turning.add(since)
        if until:
            turning |= {until, add_months(until, RENEWAL_MONTHS), add_months(until, ENDED_MONTHS)}
    for stated in [*(node.properties for node in rows.nodes), *(edge.properties for edge in rows.edges)]:
        for name, day in stated.items():
            if isinstance(day, date):
                turning.add(add_months(day, SPANS.get(name, 0)))
    return st.builds(date.__add__, st.sampled_from(sorted(turning)), st.sampled_from(STEPS))


def ids_of(rows: GraphRows, base: str) -> list[str]:
    """Return the ids of the nodes of a base label, in order."""
    return sorted(node.id for node in rows.nodes if SHAPE.kinds[node.kind].base == base)


def facts_for(rows: GraphRows, viewer: Viewer) -> Facts:
    """Return the facts as far as a viewer may see them."""
    return Facts(rows, anonymous=not viewer.sees_everything)


def oracles(rows: GraphRows) -> dict[Viewer, Oracle]:
    """Return the oracle of each viewer."""
    return {viewer: Oracle(rows, anonymous=not viewer.sees_everything) for viewer in VIEWERS}


def in_force(rows: GraphRows, day: date) -> list[str]:
    """Return the territories that may be rows on a day: all but contracts out of force and QPV before 2024."""
    facts = Facts(rows)
    return [territory for territory in facts.ids(TERRITORIES) if is_in_force(facts, territory, day)]


def reference(rows: GraphRows, territory: str, day: date, *, by_code: bool) -> dict[str, object]:
    """Return a client's reference to a territory: by code if wanted and no other territory in force has this code."""
    facts = Facts(rows)
    kind, code = facts.value(territory, "kind"), facts.value(territory, "code")
    same = [one for one in in_force(rows, day) if (facts.value(one, "kind"), facts.value(one, "code")) == (kind, code)]
    return {"code": {"kind": kind, "code": code}} if by_code and same == [territory] else {"id": territory}


def some(pool: list[str], most: int) -> st.SearchStrategy[list[str]]:
    """Draw distinct ids, none from an empty pool."""
    return st.lists(st.sampled_from(pool), unique=True, max_size=most) if pool else st.just([])


def related(facts: Facts, relation: Relation, node: str) -> dict[str, EdgeRow | None]:
    """Return the other ends of a relation, by id, each with its edge if there is one."""
    if relation.via:
        shared = [edge.end for edge in facts.out(relation.through, node)]
        return {edge.start: None for one in shared for edge in facts.into(relation.via, one) if edge.start != node}
    if relation.transitive:
        return dict.fromkeys(ancestors(facts, node))
    outwards = facts.out(relation.through, node) if relation.direction is not Direction.IN else []
    inwards = facts.into(relation.through, node) if relation.direction is not Direction.OUT else []
    ends = {edge.end: edge for edge in outwards if facts.sees(edge)}
    ends |= {edge.start: edge for edge in inwards if facts.sees(edge)}
    wanted = {concrete.name for concrete in SHAPE.concrete(relation.target)}
    return {other: ends[other] for other in sorted(ends) if facts.kind(other) in wanted}


def without(rows: GraphRows, absent: Collection[str]) -> GraphRows:
    """Return the rows without the given nodes."""
    nodes = [node for node in rows.nodes if node.id not in absent]
    edges = [edge for edge in rows.edges if edge.start not in absent and edge.end not in absent]
    return GraphRows(nodes, edges)
