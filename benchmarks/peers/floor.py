"""The floor: the least a Python server must do to answer these queries, one route and one handwritten statement each.

There is no GraphQL. One autocommit statement with READ access returns one record of nested lists, which are zipped into
the objects of the service's answer and serialized by orjson. Nobody would build an API this way; it shows what
everything else costs.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from neo4j import READ_ACCESS, AsyncDriver
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.peers.rules import CONFIRMED, IN_EFFECT, REACHING_CONTRACT_DIRECTLY, REACHING_DEPARTEMENT, ROLES
from benchmarks.peers.setting import KINDS, database, driver, serve
from graph.vocabulary import Axis

FACTS = ("id", "title", "startsOn", "endsOn", "status")
ROW = "[e.id, e.title, toString(e.startsOn), toString(e.endsOn), e.status]"
PLACE = ("id", "name", "kind", "code", "label")
DAYS = frozenset({"day", "since"})
AXES = [str(axis) for axis in Axis]

POINT = "MATCH (t:Territory {id: $id}) RETURN [t.id, t.name, t.kind, t.code, t.label]"
LIST = (
    f"RETURN COLLECT {{ MATCH (e:Engagement) WHERE e.id IS NOT NULL WITH e ORDER BY e.id LIMIT $first RETURN {ROW} }}"
)
NESTED = """
RETURN COLLECT {
  MATCH (i:Actor) WHERE i.kind = $kind AND i.id IS NOT NULL
  WITH i ORDER BY i.kind, i.id LIMIT $first
  RETURN [i.id, i.publicName, COLLECT {
    MATCH (i)-[r:ENGAGED_IN]->(e)
    WITH r, e ORDER BY e.id LIMIT $each
    RETURN [r.roles, e.id, [(e)-[:ON_AXIS]->(x) | x.value], [(e)-[:TARGETS]->(t) | [t.id, t.name]]]
  }]
}"""
MOBILISED = f"""
MATCH (d:Territory {{id: $place}})
CALL (d) {{ {REACHING_DEPARTEMENT} }}
MATCH (t)<-[:TARGETS]-(e) WHERE {IN_EFFECT} AND EXISTS {{ (e)-[:ON_AXIS]->(:Axis {{value: $axis}}) }}
WITH DISTINCT e WHERE {CONFIRMED}
MATCH (e)<-[r:ENGAGED_IN]-(a)
WITH a, e, {ROLES} AS roles WHERE size(roles) > 0
WITH a, e, roles ORDER BY e.id
WITH a, collect([roles, e.id]) AS found ORDER BY a.publicNameKey, a.id
RETURN collect([a.id, a.publicName, found])"""
MATCHING = "MATCH (e:Engagement) WHERE e.status = $status AND e.startsOn >= $since"
PAGE = f"""
RETURN [
  COUNT {{ {MATCHING} }},
  COLLECT {{ {MATCHING} WITH e ORDER BY e.startsOn, e.id LIMIT $first RETURN {ROW} }}
]"""
TOTALS = f"RETURN [{', '.join(f'COUNT {{ (:{label}) }}' for label in KINDS.values())}]"
COVERAGE = f"""
MATCH (c:CityContract) WHERE c.startsOn <= $day AND c.endsOn >= $day
CALL (c) {{
  CALL (c) {{ {REACHING_CONTRACT_DIRECTLY} }}
  MATCH (t)<-[:TARGETS]-(e) WHERE {IN_EFFECT}
  WITH DISTINCT e WHERE {CONFIRMED}
  MATCH (e)-[:ON_AXIS]->(x)
  MATCH (e)<-[r:ENGAGED_IN]-(a) WHERE size({ROLES}) > 0
  WITH x, count(DISTINCT a) AS actors
  RETURN collect([x.value, actors]) AS found
}}
WITH c, found ORDER BY c.code, c.id
RETURN collect([c.id, c.label, found])"""


@dataclass(frozen=True)
class FloorRoute:
    """A route: its statement, and the function that turns the value it returns into the data of the answer."""

    statement: str
    shape: Callable[[Any], dict[str, Any]]


def _edges(nodes: Sequence[Any]) -> dict[str, Any]:
    return {"edges": [{"node": node} for node in nodes]}


def _facts(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return _edges([dict(zip(FACTS, row, strict=True)) for row in rows])


def _point(row: Sequence[Any]) -> dict[str, Any]:
    return {"territory": dict(zip(PLACE, row, strict=True))}


def _list(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {"engagements": _facts(rows)}


def _engaged(roles: Sequence[str], identifier: str, axes: Sequence[str], places: Sequence[Any]) -> dict[str, Any]:
    territories = _edges([{"id": i, "name": name} for i, name in places])
    return {"roles": roles, "node": {"id": identifier, "axes": axes, "territories": territories}}


def _nested(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    nodes = [{"id": i, "name": n, "engagements": {"edges": [_engaged(*x) for x in engaged]}} for i, n, engaged in rows]
    return {"institutions": _edges(nodes)}


def _mobilised(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {
        "mobilised": _edges(
            [
                {
                    "actor": {"id": i, "name": name},
                    "engagements": {"edges": [{"roles": roles, "node": {"id": e}} for roles, e in engaged]},
                }
                for i, name, engaged in rows
            ]
        )
    }


def _page(value: Sequence[Any]) -> dict[str, Any]:
    total, rows = value
    return {"engagements": {"totalCount": total, **_facts(rows)}}


def _totals(counts: Sequence[int]) -> dict[str, Any]:
    return {name: {"totalCount": count} for name, count in zip(KINDS, counts, strict=True)}


def _coverage(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    nodes = []
    for identifier, label, statuses in rows:
        actors = dict(statuses)
        cells = [{"axis": axis, "actorCount": actors.get(axis, 0)} for axis in AXES]
        nodes.append({"territory": {"id": identifier, "label": label}, "cells": cells})
    return {"coverage": _edges(nodes)}


FLOOR_ROUTES: Mapping[str, FloorRoute] = {
    "point": FloorRoute(POINT, _point),
    "list": FloorRoute(LIST, _list),
    "nested": FloorRoute(NESTED, _nested),
    "mobilised": FloorRoute(MOBILISED, _mobilised),
    "long": FloorRoute(LIST, _list),
    "page": FloorRoute(PAGE, _page),
    "counts": FloorRoute(TOTALS, _totals),
    "coverage": FloorRoute(COVERAGE, _coverage),
}


class Floor:
    """The endpoints of the routes, over one driver; `statements` counts the statements sent."""

    def __init__(self, opened: AsyncDriver) -> None:
        self._driver, self._database = opened, database()
        self.statements = 0

    async def answer(self, request: Request) -> Response:
        """Answer the query named in the path with the variables in the body."""
        route = FLOOR_ROUTES[request.path_params["question"]]
        given = orjson.loads(await request.body())
        parameters = {name: date.fromisoformat(v) if name in DAYS else v for name, v in given.items()}
        self.statements += 1
        async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
            result = await session.run(route.statement, parameters)
            record = await result.single(strict=True)
        return Response(orjson.dumps({"data": route.shape(record[0])}), media_type="application/json")

    async def count(self, _request: Request) -> Response:
        """Return the number of statements sent."""
        return Response(str(self.statements))


def application() -> Starlette:
    """Return the application."""
    opened = driver()
    floor = Floor(opened)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with opened:
            yield

    routes = [Route("/statements", floor.count), Route("/{question}", floor.answer, methods=["POST"])]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    serve(application())
