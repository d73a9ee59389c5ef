"""The statements of the Strawberry server, one per resolver or loader.

They are written with care, as by somebody who knows Cypher; the facts of a node are returned as a map.
"""

from benchmarks.peers.rules import CONFIRMED, IN_EFFECT, REACHING_CONTRACT_DIRECTLY, REACHING_DEPARTEMENT, ROLES

FACTS = "e {.id, .title, .startsOn, .endsOn, .status} AS e"
PLACE = "t {.id, .name, .kind, .code, .label} AS t"
POINT = f"MATCH (t:Territory {{id: $id}}) RETURN {PLACE}"
LIST = f"MATCH (e:Engagement) RETURN {FACTS} ORDER BY e.id LIMIT $first"
MATCHING = "MATCH (e:Engagement) WHERE e.status = $status AND e.startsOn >= $since"
PAGE = f"{MATCHING} RETURN {FACTS} ORDER BY e.startsOn, e.id LIMIT $first"
TOTAL = f"{MATCHING} RETURN count(e) AS total"
INSTITUTIONS = (
    "MATCH (i:Institution) WHERE i.kind = $kind RETURN i.id AS id, i.publicName AS name ORDER BY id LIMIT $first"
)
ENGAGED = (
    "UNWIND $ids AS id CALL (id) { MATCH (:Actor {id: id})-[r:ENGAGED_IN]->(e:Engagement)"
    f" RETURN r.roles AS roles, e ORDER BY e.id LIMIT $first }} RETURN id, roles, {FACTS}"
)
AXES = "MATCH (e:Engagement)-[:ON_AXIS]->(x:Axis) WHERE e.id IN $ids RETURN e.id AS id, x.value AS axis"
TERRITORIES = f"MATCH (e:Engagement)-[:TARGETS]->(t:Territory) WHERE e.id IN $ids RETURN e.id AS id, {PLACE}"
MOBILISED = f"""
MATCH (d:Territory {{id: $place}})
CALL (d) {{ {REACHING_DEPARTEMENT} }}
MATCH (t)<-[:TARGETS]-(e:Engagement)-[:ON_AXIS]->(:Axis {{value: $axis}}) WHERE {IN_EFFECT}
WITH DISTINCT e WHERE {CONFIRMED}
MATCH (e)<-[r:ENGAGED_IN]-(a:Actor)
WITH a, e, {ROLES} AS roles WHERE size(roles) > 0
RETURN a.id AS id, a.publicName AS name, roles, {FACTS} ORDER BY name, id, e.id"""
COVERAGE = f"""
MATCH (c:CityContract) WHERE c.startsOn <= $day AND c.endsOn >= $day
CALL (c) {{
  CALL (c) {{ {REACHING_CONTRACT_DIRECTLY} }}
  MATCH (t)<-[:TARGETS]-(e:Engagement) WHERE {IN_EFFECT}
  WITH DISTINCT e WHERE {CONFIRMED}
  MATCH (x:Axis)<-[:ON_AXIS]-(e)<-[r:ENGAGED_IN]-(a:Actor) WHERE size({ROLES}) > 0
  WITH x, count(DISTINCT a) AS actors
  RETURN collect([x.value, actors]) AS found
}}
RETURN c.id AS id, c.label AS label, found ORDER BY c.code, id"""
COUNT_OF = {
    kind: f"MATCH (n:{kind}) RETURN count(n) AS total"
    for kind in ("Action", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment")
}
