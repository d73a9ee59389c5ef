"""Claims compared with a graph in memory: creations, changes, deletions and defaults."""

from dataclasses import replace
from datetime import date

import pytest

from changes.changeset import Change, Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import LineReporter
from exchange.incoming.workbook.statements import Claim
from exchange.sentences import FRENCH
from exchange.sheets import BY_KIND
from graph.model import SHAPE
from judgement.comparison import Comparator
from judgement.statements import DefaultSource
from judgement.values import in_words
from tests.exchange.outgoing.test_cells import directory

SHEET = BY_KIND["Action"]
DEFAULT_SOURCE = DefaultSource(
    "source:classeur-1", {"title": "Classeur"}, date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)
)
NANTES: EdgeKey = ("TARGETS", "action:1", "commune:44109")
REZE: EdgeKey = ("TARGETS", "action:1", "commune:44143")
LEAD: EdgeKey = ("ENGAGED_IN", "institution:1", "action:1")
AXIS: EdgeKey = ("ON_AXIS", "action:1", "axis:3")
SOURCE: EdgeKey = ("STATED_BY", "action:1", "source:1")
FACTS: Facts = {"title": "Atelier", "startsOn": date(2025, 1, 1), "status": "ACTIVE", "fictional": False}
EDGES: dict[str, dict[EdgeKey, Facts]] = {
    "territories": {NANTES: {}},
    "actors": {LEAD: {"roles": ["LEAD"]}},
    "axes": {AXIS: {}},
    "sources": {SOURCE: {"confirmedOn": date(2025, 6, 1)}},
}


def graph() -> Current:
    edges = {name: EDGES.get(name, {}) for name in (c.name for c in SHEET.columns)}
    return Current({"action:1": "Action"}, {"action:1": dict(FACTS)}, {"action:1": edges})


def claim(facts: Facts, edges: dict[str, dict[EdgeKey, Facts]] | None = None) -> Claim:
    line = Line(SHEET, 2, dict.fromkeys([*facts, *(edges or {})], "x"), {"title": "B"}, "Actions")
    return Claim("Action", "action:1", facts, edges or {}, line=line)


def compare(new: Claim, current: Current) -> tuple[Comparator[Claim], Findings]:
    findings = Findings()
    comparator = Comparator(current, DEFAULT_SOURCE, directory().register, LineReporter(findings), {})
    comparator.compare_node(new)
    return comparator, findings


def test_equal_values_and_blank_cells_change_nothing() -> None:
    comparator, findings = compare(claim({"title": "Atelier"}, {"territories": {NANTES: {}}}), graph())
    assert not comparator.comparison.changes
    assert comparator.comparison.unchanged_ids == ["action:1"]
    assert findings.entries == []


def test_a_list_replaces_the_whole_list_and_an_end_is_noted() -> None:
    comparator, findings = compare(
        claim({"title": "Atelier", "endsOn": date(2025, 12, 31)}, {"territories": {REZE: {}}}), graph()
    )
    changes = comparator.comparison.changes
    assert changes.nodes == {
        ("Action", "action:1"): Change({"endsOn": None}, {"endsOn": date(2025, 12, 31)}),
    }
    assert changes.edges == {NANTES: Change({}, None), REZE: Change(None, {})}
    assert comparator.comparison.ended_ids == ["action:1"]
    assert comparator.comparison.statements_by_edge[REZE][1] == "territories"
    assert findings.entries == []


def test_a_new_action_gets_a_status_and_a_source_by_default_but_no_axis() -> None:
    comparator, findings = compare(
        claim(
            {"title": "Atelier", "startsOn": date(2025, 1, 1), "endsOn": date(2025, 2, 1)},
            {"territories": {NANTES: {}}},
        ),
        Current(),
    )
    created = comparator.comparison.changes.nodes["Action", "action:1"].after
    assert created is not None
    assert (created["status"], created["fictional"]) == ("DONE", False)
    assert comparator.comparison.changes.edges[("STATED_BY", "action:1", DEFAULT_SOURCE.id)] == Change(
        None, {"confirmedOn": DEFAULT_SOURCE.day}
    )
    assert {finding.place.heading for finding in findings.errors} == {"Axes", "Acteurs"}
    assert [finding.place.heading for finding in findings.warnings] == ["État"]


def test_deleting_a_node_deletes_its_relationships() -> None:
    comparator, _ = compare(replace(claim({}), deletes=True), graph())
    assert comparator.comparison.changes.nodes == {("Action", "action:1"): Change(FACTS, None)}
    assert set(comparator.comparison.changes.edges) == {NANTES, LEAD, AXIS, SOURCE}
    comparator, findings = compare(replace(claim({}), deletes=True), Current())
    assert not comparator.comparison.changes
    assert "rien à supprimer" in findings.warnings[0].message


def test_an_id_of_another_kind_and_an_end_before_the_start_are_errors() -> None:
    current = graph()
    current.kinds["action:1"] = "Offer"
    _, findings = compare(claim({"title": "x"}), current)
    assert "une autre sorte de chose" in findings.errors[0].message
    _, findings = compare(claim({"endsOn": date(2024, 1, 1)}), graph())
    assert "finit avant de commencer (01/01/2025)" in findings.errors[0].message


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("status", "DONE", "réalisé"),
        ("themes", ["EMPLOYMENT", "HOUSING"], "emploi ; logement"),
        ("themes", [], "rien"),
        ("startsOn", date(2025, 1, 1), "01/01/2025"),
        ("title", None, "rien"),
    ],
)
def test_a_value_is_shown_as_an_officer_reads_it(name: str, value: object, text: str) -> None:
    assert FRENCH.written(in_words(value, SHAPE.kinds["Action"].property(name))) == text  # type: ignore[arg-type]
