"""Facts and relationships as cells, compared with what the reader of claims reads from them."""

from datetime import date

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.cells.text import Raw, is_blank, text_of
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import ClaimReader
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.similarity import InstitutionNames
from exchange.outgoing.cells import edge_cells, node_cells
from exchange.sheets import BY_KIND, FINGERPRINT, MANAGEMENT_COLUMNS, SHEETS, Sheet
from graph.rights import EVERYTHING
from judgement.entries import DirectoryEntry, GazetteerEntry
from judgement.fingerprints import fingerprint, fingerprint_of_edge

ACTIONS = BY_KIND["Action"]
(AFFILIATIONS,) = [sheet for sheet in SHEETS if sheet.relation_name == "affiliations"]
FACTS: Facts = {
    "title": "Atelier ; suite",
    "startsOn": date(2025, 1, 1),
    "status": "ACTIVE",
    "themes": ["EMPLOYMENT", "HOUSING"],
}
EDGES: dict[str, dict[EdgeKey, Facts]] = {
    "territories": {("TARGETS", "action:1", "commune:44109"): {}},
    "actors": {
        ("ENGAGED_IN", "institution:1", "action:1"): {"roles": ["LEAD", "FUNDER"]},
        ("ENGAGED_IN", "trainer:1", "action:1"): {"roles": ["TRAINER"]},
    },
    "axes": {("ON_AXIS", "action:1", "axis:3"): {}, ("ON_AXIS", "action:1", "axis:1"): {}},
    "sources": {("STATED_BY", "action:1", "source:1"): {"confirmedOn": date(2025, 6, 1)}},
    "localAxes": {},
    "plan": {},
}


def directory() -> Directory:
    gazetteer = Gazetteer([GazetteerEntry("commune:44109", "COMMUNE", "44109", "Nantes", "Nantes (44)")])
    directory = Directory(gazetteer, InstitutionNames({}), EVERYTHING)
    for kind, identifier, name in (
        ("Institution", "institution:1", "Mairie"),
        ("Trainer", "trainer:1", "Loïc Fictif"),
        ("Source", "source:1", "Bilan"),
    ):
        directory.add(DirectoryEntry(identifier, kind, name))
    return directory


def by_name(sheet: Sheet, cells: list[Raw]) -> dict[str, Raw]:
    names = [column.name for column in (*sheet.columns, *MANAGEMENT_COLUMNS)]
    return {name: raw for name, raw in zip(names, cells, strict=True) if raw is not None}


def test_a_text_too_long_for_a_cell_becomes_a_notice_that_states_nothing() -> None:
    many: dict[EdgeKey, Facts] = {
        ("ENGAGED_IN", f"institution:{n}", "action:1"): {"roles": ["LEAD"]} for n in range(900)
    }
    known, edges = directory(), EDGES | {"actors": many}
    for _, identifier, _ in many:
        known.add(DirectoryEntry(identifier, "Institution", f"Association d’un nom assez long, {identifier}"))
    cells = by_name(ACTIONS, node_cells(ACTIONS, "action:1", FACTS, edges, known))
    assert cells["actors"] == "(trop long pour une cellule)"
    assert is_blank(text_of(cells["actors"]))
    assert cells["territories"] == "Nantes (44)"


def test_a_node_is_written_as_an_officer_would_write_it() -> None:
    cells = by_name(ACTIONS, node_cells(ACTIONS, "action:1", FACTS, EDGES, directory()))
    assert cells == {
        "id": "action:1",
        "title": "Atelier ; suite",
        "startsOn": date(2025, 1, 1),
        "status": "en cours",
        "themes": "emploi ; logement",
        "territories": "Nantes (44)",
        "actors": "Loïc Fictif [trainer:1] (formateur) ; Mairie (porteur + financeur)",
        "axes": "1 ; 3",
        "sources": "Bilan (01/06/2025)",
        FINGERPRINT: fingerprint(ACTIONS, FACTS, EDGES),
    }


def test_a_written_node_is_read_as_the_same_claim() -> None:
    cells = by_name(ACTIONS, node_cells(ACTIONS, "action:1", FACTS, EDGES, directory()))
    findings = Findings()
    claim = ClaimReader(directory(), findings).read_node(Line(ACTIONS, 2, cells, {}, "Actions"), "action:1")
    assert findings.errors == []
    assert claim.facts == FACTS
    assert claim.edges == {name: edges for name, edges in EDGES.items() if edges}
    assert claim.fingerprint == fingerprint(ACTIONS, claim.facts, claim.edges)


def test_a_written_relationship_is_read_as_the_same_claim() -> None:
    key: EdgeKey = ("AFFILIATED_WITH", "trainer:1", "institution:1")
    facts: Facts = {"kind": "EMPLOYED", "startsOn": date(2020, 1, 1), "sourceId": "source:1"}
    cells = by_name(AFFILIATIONS, edge_cells(AFFILIATIONS, key, facts, directory()))
    assert text_of(cells["owner"]) == "Loïc Fictif [trainer:1]"
    assert cells[FINGERPRINT] == fingerprint_of_edge(AFFILIATIONS, key, facts)
    claim = ClaimReader(directory(), Findings()).read_edge(Line(AFFILIATIONS, 2, cells, {}, "Rattachements"))
    assert claim is not None
    assert claim.edges == {"affiliations": {key: facts}}
