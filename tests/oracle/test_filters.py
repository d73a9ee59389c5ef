"""Examples computed by hand that fix the meaning of filters and orderings.

Rule: as in `test_oracle.py`; missing values matter most.
"""

from datetime import date

import pytest

from changes.rows import GraphRows
from tests.oracle import Oracle
from tests.oracle.filters import OrderBy, Where

TODAY = date(2026, 11, 25)


@pytest.fixture
def rows() -> GraphRows:
    """Two communes in a département, three engagements, an institution and two trainers."""
    rows = GraphRows()
    for territory, kind in (("departement:44", "DEPARTEMENT"), ("commune:1", "COMMUNE"), ("commune:2", "COMMUNE")):
        rows.node("AdministrativeTerritory", territory, kind=kind, code=territory, name=territory, fictional=True)
    rows.edge("PART_OF", "commune:1", "departement:44")
    rows.edge("ATTACHED_TO", "commune:1", "departement:44")
    rows.edge("OVERLAPS", "commune:1", "commune:2")
    rows.node("Institution", "institution:a", name="Œuvre d’Écoute", kind="OTHER", siren="012345678", fictional=True)
    rows.node("Trainer", "trainer:1", name="Zoé", publicListing=True, contact="z@exemple.invalid", fictional=True)
    rows.node("Trainer", "trainer:2", name="Quentin", publicListing=False, contact="a@exemple.invalid", fictional=True)
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    rows.node("Survey", "survey:1", surveyedOn=TODAY, axes=["KNOWLEDGE"], emptyAxes=[])
    rows.edge("STATED_BY", "survey:1", "source:1")
    facts = (
        ("action:1", "Écoute", date(2024, 1, 1), None, "PLANNED"),
        ("action:2", "ecoute", date(2025, 1, 1), date(2026, 12, 31), "ACTIVE"),
        ("session:1", "Former", date(2024, 1, 1), date(2026, 1, 31), "DONE"),
    )
    for engagement, title, start, end, status in facts:
        kind = "Action" if engagement.startswith("action") else "TrainingSession"
        rows.node(kind, engagement, title=title, startsOn=start, endsOn=end, status=status, fictional=True)
        rows.edge("ON_AXIS", engagement, "axis:4")
        rows.edge("TARGETS", engagement, "commune:1")
    rows.edge("TARGETS", "action:2", "commune:2")
    rows.edge("ENGAGED_IN", "institution:a", "action:1", roles=["FUNDER"])
    rows.edge("ENGAGED_IN", "institution:a", "action:2", roles=["LEAD"])
    rows.edge("ENGAGED_IN", "trainer:1", "action:2", roles=["PARTNER"])
    rows.edge("STATED_BY", "action:2", "source:1", confirmedOn=TODAY)
    return rows


EVERY = ["action:1", "action:2", "session:1"]
LEADS: Where = {"edge": {"roles": {"includes": "LEAD"}}}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, EVERY),
        ({"OR": []}, []),
        ({"AND": []}, EVERY),
        ({"endsOn": {"ne": "2026-01-31"}}, ["action:2"]),
        ({"NOT": {"endsOn": {"eq": "2026-01-31"}}}, ["action:1", "action:2"]),
        ({"NOT": {"endsOn": {"ne": "2026-01-31"}}}, ["action:1", "session:1"]),
        ({"endsOn": {"isNull": True}}, ["action:1"]),
        ({"endsOn": {"isNull": False, "gt": "2026-01-31"}}, ["action:2"]),
        ({"title": {"matches": "ÉCOUTE"}}, ["action:1", "action:2"]),
        ({"title": {"startsWith": "E"}}, []),
        ({"id": {"in": ["action:2", "plan:9"]}}, ["action:2"]),
        ({"title": {"contains": "co"}, "status": {"in": ["ACTIVE", "DONE"]}}, ["action:2"]),
        ({"axes": {"includes": "VICTIM_SUPPORT"}, "themes": {"includes": "HEALTH"}}, []),
        ({"countsUntil": {"gte": "2027-01-31"}}, ["session:1"]),
        ({"countsFrom": {"isNull": True}}, ["action:1"]),
        ({"confirmedOn": {"eq": "2026-11-25"}}, ["action:2"]),
        ({"inEffectOn": "2026-11-25"}, ["action:2", "session:1"]),
        ({"NOT": {"inEffectOn": "2026-11-25"}}, ["action:1"]),
        ({"actors": {"some": LEADS}}, ["action:2"]),
        ({"actors": {"all": LEADS}}, ["session:1"]),
        ({"actors": {"none": LEADS}}, ["action:1", "session:1"]),
        ({"NOT": {"actors": {"some": LEADS}}}, ["action:1", "session:1"]),
        ({"actors": {"single": {}}}, ["action:1"]),
        ({"actors": {"some": {}, "none": LEADS}}, ["action:1"]),
        ({"actorsCount": {"gte": 2}}, ["action:2"]),
        ({"actorsCount": {"eq": 0}}, ["session:1"]),
        ({"territories": {"some": {"node": {"overlaps": {"id": "commune:1"}}}}}, ["action:2"]),
        ({"territories": {"all": {"node": {"within": {"id": "departement:44"}}}}}, ["action:1", "session:1"]),
        ({"territories": {"all": {"node": {"reaches": {"id": "commune:1"}}}}}, EVERY),
        ({"actors": {"some": {"node": {"engagements": {"some": {"node": {"status": {"eq": "PLANNED"}}}}}}}}, EVERY[:2]),
    ],
)
def test_filters(rows: GraphRows, where: Where, expected: list[str]) -> None:
    """Two truth values; several conditions must all hold; relations at any depth."""
    assert Oracle(rows).select("Engagement", where, None) == expected


@pytest.mark.parametrize(
    ("order_by", "expected"),
    [
        ([], EVERY),
        ([{"endsOn": "ASC"}], ["session:1", "action:2", "action:1"]),
        ([{"endsOn": "DESC"}], ["action:2", "session:1", "action:1"]),
        ([{"title": "DESC"}], ["session:1", "action:1", "action:2"]),
        ([{"startsOn": "ASC"}, {"title": "DESC"}], ["session:1", "action:1", "action:2"]),
        ([{"id": "DESC"}], ["session:1", "action:2", "action:1"]),
    ],
)
def test_orderings(rows: GraphRows, order_by: OrderBy, expected: list[str]) -> None:
    """Missing last both ways, text by its folded key, ties by ascending id."""
    assert Oracle(rows).select("Engagement", {}, order_by) == expected


def test_a_relation_holds_only_nodes_of_its_target(rows: GraphRows) -> None:
    """A source also states surveys; its relation `engagements` leads only to engagements."""
    oracle = Oracle(rows)
    assert oracle.select("Source", {"engagementsCount": {"eq": 1}}, None) == ["source:1"]


def test_a_visitor_filters_and_orders_by_what_is_public(rows: GraphRows) -> None:
    """An unlisted person cannot be found or ordered by name."""
    officer, anonymous = Oracle(rows), Oracle(rows, anonymous=True)
    by_name = [{"name": "ASC"}]
    assert officer.select("Actor", {}, by_name) == ["institution:a", "trainer:2", "trainer:1"]
    assert anonymous.select("Actor", {}, by_name) == ["trainer:2", "institution:a", "trainer:1"]
    assert officer.select("Trainer", {"name": {"eq": "Quentin"}}, None) == ["trainer:2"]
    assert anonymous.select("Trainer", {"name": {"eq": "Quentin"}}, None) == []
    assert anonymous.select("Trainer", {"name": {"matches": "formateur rice"}}, None) == ["trainer:2"]
    assert anonymous.select("Trainer", {"contact": {"isNull": True}}, None) == ["trainer:2"]
