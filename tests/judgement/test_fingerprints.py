"""Fingerprints: which changes affect them."""

from datetime import date

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.sheets import BY_KIND, SHEETS
from judgement.fingerprints import changed_since, exported_cells, field_fingerprints, fingerprint, fingerprint_of_edge

SHEET = BY_KIND["Action"]
FACTS: Facts = {"title": "Atelier", "startsOn": date(2025, 1, 1), "themes": ["HEALTH"]}
TARGET: EdgeKey = ("TARGETS", "action:1", "commune:44109")
LEAD: EdgeKey = ("ENGAGED_IN", "institution:1", "action:1")
EDGES: dict[str, dict[EdgeKey, Facts]] = {"territories": {TARGET: {}}, "actors": {LEAD: {"roles": ["LEAD"]}}}
BASE = fingerprint(SHEET, FACTS, EDGES)


def test_a_fact_or_a_relationship_of_the_sheet_changes_the_fingerprint() -> None:
    others = [
        fingerprint(SHEET, {**FACTS, "title": "Atelier 2"}, EDGES),
        fingerprint(SHEET, {**FACTS, "endsOn": date(2025, 2, 1)}, EDGES),
        fingerprint(SHEET, FACTS, {**EDGES, "territories": {}}),
        fingerprint(SHEET, FACTS, {**EDGES, "actors": {LEAD: {"roles": ["PARTNER"]}}}),
    ]
    assert len({BASE, *others}) == 5
    assert len(BASE) == 8 * (len(SHEET.columns) - 1)


def test_a_fingerprint_shows_which_cells_changed() -> None:
    exported = exported_cells(BASE)
    changed = field_fingerprints(SHEET, FACTS | {"title": "Atelier 2", "themes": []}, EDGES | {"plan": {}})
    assert {name for name, digest in changed.items() if digest not in exported} == {"title", "themes"}
    assert exported_cells("0123456789ab") == frozenset()


def test_an_export_from_before_the_sheet_of_needs_says_nothing_about_them() -> None:
    sheet = BY_KIND["TrainingSession"]
    facts: Facts = {"title": "Valeurs"}
    former = {"needIdentifiedBy": "0" * 8, "needIdentifiedOn": "1" * 8}
    cells = field_fingerprints(sheet, facts, {})
    exported = exported_cells("".join(digest for name, digest in (cells | former).items() if name != "needs"))
    assert changed_since(sheet, cells, exported) == set()
    needs: dict[str, dict[EdgeKey, Facts]] = {"needs": {("MEETS", "session:1", "need:1"): {}}}
    assert changed_since(sheet, field_fingerprints(sheet, facts, needs), exported) == {"needs"}


def test_nulls_and_facts_outside_the_sheet_do_not_change_the_fingerprint() -> None:
    assert fingerprint(SHEET, {**FACTS, "endsOn": None, "audiences": [], "fictional": True}, EDGES) == BASE
    assert fingerprint(SHEET, dict(reversed(FACTS.items())), {**EDGES, "plan": {}}) == BASE


def test_a_relationship_has_a_fingerprint_of_its_facts() -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.relation_name == "affiliations")
    facts: Facts = {"startsOn": date(2020, 1, 1), "kind": "EMPLOYED"}
    open_end: Facts = {"kind": "EMPLOYED", "startsOn": date(2020, 1, 1), "endsOn": None}
    key, other = ("AFFILIATED_WITH", "trainer:1", "institution:1"), ("AFFILIATED_WITH", "trainer:1", "institution:2")
    assert fingerprint_of_edge(sheet, key, facts) == fingerprint_of_edge(sheet, key, open_end)
    assert fingerprint_of_edge(sheet, key, facts) != fingerprint_of_edge(sheet, key, {"kind": "EMPLOYED"})
    assert fingerprint_of_edge(sheet, key, facts) != fingerprint_of_edge(sheet, other, facts)


def test_a_list_that_was_a_text_keeps_its_fingerprint() -> None:
    sheet, text = BY_KIND["Institution"], "Ville de Nantes ; NANTES"
    assert fingerprint(sheet, {"otherNames": text.split(" ; ")}, {}) == fingerprint(sheet, {"otherNames": text}, {})


def test_a_whole_amount_has_one_fingerprint_with_or_without_decimals() -> None:
    sheet = BY_KIND["Grant"]
    one, other, cents = (fingerprint(sheet, {"grantedEuros": value}, {}) for value in (12_000, 12_000.0, 12_000.5))
    assert one == other != cents
