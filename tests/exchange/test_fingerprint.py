"""Fingerprints: what moves them and what does not."""

from datetime import date

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.fingerprint import fingerprint, fingerprint_of_edge
from exchange.sheets import BY_KIND

SHEET = BY_KIND["PlanAction"]
FACTS: Facts = {"title": "Atelier", "startsOn": date(2025, 1, 1), "themes": ["HEALTH"]}
TARGET: EdgeKey = ("TARGETS", "action:1", "commune:44109")
LEAD: EdgeKey = ("ENGAGED_IN", "institution:1", "action:1")
EDGES: dict[str, dict[EdgeKey, Facts]] = {"territories": {TARGET: {}}, "actors": {LEAD: {"roles": ["LEAD"]}}}
BASE = fingerprint(SHEET, FACTS, EDGES)


def test_a_fact_or_a_relationship_of_the_sheet_moves_the_fingerprint() -> None:
    others = [
        fingerprint(SHEET, {**FACTS, "title": "Atelier 2"}, EDGES),
        fingerprint(SHEET, {**FACTS, "endsOn": date(2025, 2, 1)}, EDGES),
        fingerprint(SHEET, FACTS, {**EDGES, "territories": {}}),
        fingerprint(SHEET, FACTS, {**EDGES, "actors": {LEAD: {"roles": ["PARTNER"]}}}),
    ]
    assert len({BASE, *others}) == 5
    assert len(BASE) == 12


def test_nulls_and_facts_outside_the_sheet_do_not_move_it() -> None:
    assert fingerprint(SHEET, {**FACTS, "endsOn": None, "audiences": [], "fictional": True}, EDGES) == BASE
    assert fingerprint(SHEET, dict(reversed(FACTS.items())), {**EDGES, "plan": {}}) == BASE


def test_a_relationship_has_a_fingerprint_of_its_facts() -> None:
    facts: Facts = {"from": date(2020, 1, 1), "as": "EMPLOYED"}
    assert fingerprint_of_edge(facts) == fingerprint_of_edge(
        {"as": "EMPLOYED", "from": date(2020, 1, 1), "until": None}
    )
    assert fingerprint_of_edge(facts) != fingerprint_of_edge({"as": "EMPLOYED"})
