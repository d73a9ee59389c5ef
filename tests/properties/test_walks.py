"""The network around things and the paths between them, equal to the oracle's.

Rule: centres and ends are any existing nodes, even those that no walk reaches.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.rights import VISITOR
from graph.vocabulary import Audience, Axis, Criterion, Role, Theme
from tests.api_session import ApiSession
from tests.oracle import Oracle
from tests.oracle.counting import axes_of
from tests.oracle.facts import Facts
from tests.oracle.networks import audiences_asked, axes_asked, criteria_asked, roles_asked, themes_asked
from tests.oracle.walks import DrawnEdge
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, moments, oracles, worlds

SELECTION = """{
  asOf truncated totalCount
  nodes { key kind distance degree shownDegree node { id } }
  edges { key source target kind roles axes }
}"""
AXES = tuple(f"axis:{axis.number}" for axis in Axis)


@dataclass(frozen=True)
class Narrowed:
    """The filters on engagements; None is left out."""

    roles: Collection[Role] | None
    criteria: Collection[Criterion] | None
    themes: Collection[Theme] | None
    audiences: Collection[Audience] | None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments, for the API and for the oracle."""
        return given(roles=self.roles, criteria=self.criteria, themes=self.themes, audiences=self.audiences)


@dataclass(frozen=True)
class Around:
    """A question to `network`; None is left out."""

    day: date
    around: list[str]
    depth: int | None
    axes: Collection[Axis] | None
    narrowed: Narrowed
    limit: int | None

    def ask(self) -> Ask:
        """Return the root field."""
        arguments = given(asOf=self.day, around=self.around, depth=self.depth, axes=self.axes, limit=self.limit)
        return Ask("network", {**arguments, **self.narrowed.arguments}, SELECTION)


@dataclass(frozen=True)
class Between:
    """A question to `path`; None is left out."""

    day: date
    start: str
    end: str
    narrowed: Narrowed
    most: int | None

    def ask(self) -> Ask:
        """Return the root field."""
        arguments = {"from": self.start, "to": self.end, **self.narrowed.arguments}
        return Ask("path", arguments | given(asOf=self.day, maxLength=self.most), SELECTION)


Case = tuple[GraphRows, list[Around], list[Between]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rows = draw(worlds())
    walked = [one for base in ("Actor", "Engagement", "Territory") for one in ids_of(rows, base)]
    engagements = ids_of(rows, "Engagement")
    centre = st.sampled_from([*walked, *AXES]) | st.sampled_from(engagements or walked)
    narrowed = st.builds(Narrowed, roles_asked(), st.none() | criteria_asked(), themes_asked(), audiences_asked())
    around = st.builds(
        Around,
        moments(rows),
        st.lists(centre, min_size=1, max_size=3),
        st.none() | st.integers(1, 4),
        axes_asked(),
        narrowed,
        st.none() | st.integers(1, 12),
    )
    end = st.sampled_from(walked)
    between = st.builds(Between, moments(rows), end, end, narrowed, st.none() | st.integers(1, 6))
    return (
        rows,
        draw(st.lists(around, min_size=10, max_size=16)),
        draw(st.lists(between, min_size=12, max_size=20)),
    )


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_networks_and_paths(scratch: ApiSession, case: Case) -> None:
    rows, views, paths = case
    await scratch.replace(rows)
    oracle, facts = oracles(rows)[VISITOR], facts_for(rows, VISITOR)
    results = await answers(scratch, [*(view.ask() for view in views), *(path.ask() for path in paths)])
    for view, got in zip(views, results, strict=False):
        assert got == _expected_network(oracle, facts, view), view
        assert {one["key"] for one in got["nodes"] if not one["shownDegree"]} <= {*view.around}, view
    for path, got in zip(paths, results[len(views) :], strict=True):
        assert got == _expected_path(oracle, facts, path), path


def _expected_network(oracle: Oracle, facts: Facts, view: Around) -> dict[str, Any]:
    limit = 200 if view.limit is None else view.limit
    network = oracle.network(view.around, view.day, view.depth or 1, view.axes, limit=limit, **view.narrowed.arguments)
    ranked = sorted(network["nodes"], key=lambda one: (network["nodes"][one][0], -network["nodes"][one][1], one))
    return {
        "asOf": view.day.isoformat(),
        "truncated": network["truncated"],
        "totalCount": network["total_nodes"],
        "nodes": [_node(facts, one, *network["nodes"][one]) for one in ranked],
        "edges": [_edge(facts, edge) for edge in sorted(network["edges"])],
    }


def _expected_path(oracle: Oracle, facts: Facts, path: Between) -> dict[str, Any] | None:
    asked = path.narrowed.arguments
    most = 10 if path.most is None else path.most
    ids = oracle.path(path.start, path.end, path.day, max_length=most, **asked)
    if ids is None:
        return None
    drawn_edges = oracle.network(ids, path.day, **asked)["edges"]
    edges = [edge for edge in sorted(drawn_edges) if edge[0] in ids and edge[1] in ids]
    degrees = {one: oracle.network([one], path.day, **asked)["nodes"][one][1] for one in ids}
    shown = {one: sum(one in edge[:2] for edge in edges) for one in ids}
    return {
        "asOf": path.day.isoformat(),
        "truncated": False,
        "totalCount": len(ids),
        "nodes": [_node(facts, one, hops, degrees[one], shown[one]) for hops, one in enumerate(ids)],
        "edges": [_edge(facts, edge) for edge in edges],
    }


def _node(facts: Facts, identifier: str, distance: int, degree: int, shown: int) -> dict[str, Any]:
    base = SHAPE.base_of_id(identifier) or ""
    return {
        "key": identifier,
        "kind": (facts.kind(identifier) if base == "Actor" else base).upper(),
        "distance": distance,
        "degree": degree,
        "shownDegree": shown,
        "node": {"id": identifier},
    }


def _edge(facts: Facts, edge: DrawnEdge) -> dict[str, Any]:
    source, target, kind, roles = edge
    return {
        "key": f"{source}>{target}",
        "source": source,
        "target": target,
        "kind": kind,
        "roles": list(roles),
        "axes": axes_of(facts, target if kind == "ENGAGED_IN" else source),
    }
