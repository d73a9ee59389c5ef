"""Two editors of one export: different changes are merged, and two different values for one cell are a conflict.

Rule: the expected graph is computed here from the edits alone, column by column.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from changes.changeset import Facts
from changes.current import Current
from changes.rows import EdgeKey, Value
from exchange.cells.text import TOO_LONG, Raw
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import LineReporter, report
from exchange.incoming.workbook.statements import Claim
from exchange.outgoing.workbook import write_workbook
from exchange.sentences import FRENCH
from exchange.sheets import SHEETS
from graph.domain.counting import Durations
from graph.rights import EVERYTHING
from judgement.comparison import Comparator
from judgement.fingerprints import field_fingerprints, fingerprint, fingerprint_of_edge
from judgement.merging import Merging, merge, with_author
from judgement.problems import Gravity, ProblemCode
from tests.api_session import TODAY, ApiSession
from tests.exchange.incoming.test_comparison import DEFAULT_SOURCE, EDGES, FACTS, SHEET, claim, graph
from tests.exchange.outgoing.test_cells import directory
from tests.exchange.workbooks import errors, examine_file, warnings
from tests.graphs import small
from usecases.apply import apply_examination

ACTION = "action:demo-guide-marches-publics-inclusifs"
AFFILIATIONS = next(sheet for sheet in SHEETS if sheet.relation_name == "affiliations")
AFFILIATION: EdgeKey = ("AFFILIATED_WITH", "trainer:1", "institution:1")
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "title": st.sampled_from(["Atelier", "Débat", "Forum"]),
    "endsOn": st.sampled_from([None, date(2025, 6, 1), date(2025, 9, 1)]),
    "criteria": st.sampled_from([None, ["ORIGIN"], ["ORIGIN", "SEX"]]),
    "themes": st.sampled_from([None, ["HOUSING"], ["EMPLOYMENT"]]),
    "audiences": st.sampled_from([None, ["YOUTH"], ["RESIDENT"]]),
}
EMPTIED = FRENCH.fault(FRENCH.sentences["EMPTIED"])
STATES = st.fixed_dictionaries(VALUES)
EDITS = st.fixed_dictionaries({}, optional=VALUES)
TERRITORIES = st.frozensets(st.sampled_from(["commune:44109", "commune:44143", "epci:1"]), min_size=1)


def located(territories: frozenset[str]) -> dict[str, dict[EdgeKey, Facts]]:
    return EDGES | {"territories": {("TARGETS", "action:1", end): {} for end in sorted(territories)}}


def exported(facts: Facts, edges: dict[str, dict[EdgeKey, Facts]], stated: Claim) -> Claim:
    return replace(stated, fingerprint=fingerprint(SHEET, facts, edges))


def merged_with(state: Facts, territories: frozenset[str], line: Claim) -> tuple[Merging[Claim], Facts, frozenset[str]]:
    """Merge a line with a graph, and return the merging and the resulting graph."""
    edges: dict[str, dict[EdgeKey, Facts]] = {name: {} for name in (c.name for c in SHEET.columns)} | located(
        territories
    )
    current = Current({"action:1": "Action"}, {"action:1": dict(state)}, {"action:1": dict(edges)})
    merging = merge([line], current)
    comparator = Comparator(current, DEFAULT_SOURCE, directory().register, LineReporter(Findings()), {})
    for one in merging.statements:
        comparator.compare_node(one)
    changes = comparator.comparison.changes
    node = changes.nodes.get(("Action", "action:1"))
    targets = set(territories)
    for (through, _, end), change in changes.edges.items():
        assert through == "TARGETS"
        (targets.discard if change.after is None else targets.add)(end)
    return merging, state | ((node.after or {}) if node else {}), frozenset(targets)


@given(base=STATES, first=EDITS, second=EDITS, targets=st.tuples(TERRITORIES, TERRITORIES, TERRITORIES))
def test_changes_of_two_editors_merge_and_cells_that_both_changed_conflict(
    base: Facts, first: Facts, second: Facts, targets: tuple[frozenset[str], frozenset[str], frozenset[str]]
) -> None:
    was, of_first, of_second = targets
    before = FACTS | base
    in_graph = before | first
    cells = {name: value for name, value in (before | second).items() if value is not None or name in second}
    line = exported(before, located(was), claim(cells, located(of_second)))
    merging, state, territories = merged_with(in_graph, of_first, line)
    both = {name for name, value in second.items() if before[name] != in_graph[name] != value != before[name]}
    both |= {"territories"} if was != of_first != of_second != was else set()
    assert {conflict.problem.path.field for conflict in merging.conflicts} == both
    if not both:
        own = {name: value for name, value in second.items() if value != before[name]}
        assert state == in_graph | own
        assert territories == (of_second if of_second != was else of_first)
    else:
        assert (state, territories) == (in_graph, of_first)


def test_an_unchanged_line_keeps_the_newer_facts_of_the_graph() -> None:
    line = exported(FACTS | {"title": "Ancien titre"}, EDGES, claim(FACTS | {"title": "Ancien titre"}, EDGES))
    merging = merge([line], graph())
    assert merging == Merging([], [], ["action:1"])


def test_a_conflict_shows_both_values_and_the_remedy() -> None:
    line = exported(FACTS | {"title": "Ancien titre"}, EDGES, claim(FACTS | {"title": "Nouveau titre"}, EDGES))
    findings = Findings()
    (conflict,) = merge([line], graph()).conflicts
    report(with_author(conflict, None), conflict.statement.line, findings)
    assert findings.errors[0].message == (
        "a changé dans le graphe depuis l’export : le graphe dit « Atelier », le fichier « Nouveau titre » ; exportez "
        "à nouveau, ou videz la cellule « Empreinte » pour imposer la ligne du fichier"
    )


def test_nodes_deleted_or_changed_since_the_export_are_neither_recreated_nor_deleted() -> None:
    edited = exported(FACTS, EDGES, claim(FACTS | {"title": "Nouveau titre"}, EDGES))
    (conflict,) = merge([edited], Current()).conflicts
    assert conflict.problem == ProblemCode.DELETED_SINCE.at("id")
    deleting = replace(exported(FACTS | {"title": "Ancien titre"}, EDGES, claim({})), deletes=True)
    (conflict,) = merge([deleting], graph()).conflicts
    assert conflict.changed == ("action:1", "title")
    assert merge([exported(FACTS, EDGES, claim(FACTS, EDGES))], Current()).newer_ids == ["action:1"]
    (kept,) = merge([replace(exported(FACTS, EDGES, claim({})), deletes=True)], graph()).statements
    assert kept.deletes


def test_a_fingerprint_of_another_version_makes_a_conflict_only_where_the_values_differ() -> None:
    same = replace(claim(FACTS, EDGES), fingerprint="0123456789ab")
    assert merge([same], graph()).conflicts == []
    other = replace(claim(FACTS | {"title": "Nouveau titre"}, EDGES), fingerprint="0123456789ab")
    (conflict,) = merge([other], graph()).conflicts
    assert (conflict.problem.code, conflict.problem.path.field) == (ProblemCode.NOT_COMPARABLE, "title")


def test_an_export_older_than_a_column_states_nothing_about_it() -> None:
    cells = field_fingerprints(SHEET, FACTS, EDGES)
    del cells["audiences"]
    line = replace(claim(FACTS, EDGES), fingerprint="".join(cells.values()))
    assert merge([line], graph()).newer_ids == []
    (deleted,) = merge([replace(line, deletes=True)], graph()).statements
    assert deleted.deletes
    filled = replace(line, facts=FACTS | {"audiences": ["YOUTH"]})
    merging = merge([filled], graph())
    assert merging.conflicts == []
    assert merging.statements[0].facts["audiences"] == ["YOUTH"]
    known = graph()
    known.facts["action:1"]["audiences"] = ["RESIDENT"]
    (conflict,) = merge([filled], known).conflicts
    assert conflict.problem.path.field == "audiences", "a value stated since the export must not be replaced silently"
    assert merge([line], known).newer_ids == ["action:1"]


def test_the_columns_of_a_relationship_merge_too() -> None:
    was: Facts = {"kind": "EMPLOYED", "startsOn": date(2020, 1, 1), "sourceId": "source:1"}
    in_graph: Facts = was | {"endsOn": date(2025, 1, 1)}
    current = Current(edges={"trainer:1": {"affiliations": {AFFILIATION: in_graph}}})

    def line(facts: Facts) -> Claim:
        cells: dict[str, Raw] = dict.fromkeys(facts, "x")
        edges: dict[str, dict[EdgeKey, Facts]] = {"affiliations": {AFFILIATION: facts}}
        place = Line(AFFILIATIONS, 2, cells, {}, "Rattachements")
        fingerprint = fingerprint_of_edge(AFFILIATIONS, AFFILIATION, was)
        return Claim("Trainer", "trainer:1", {}, edges, line=place, fingerprint=fingerprint)

    (merged,) = merge([line(was | {"kind": "NETWORK"})], current).statements
    assert merged.edges == {"affiliations": {AFFILIATION: {"kind": "NETWORK"}}}
    (conflict,) = merge([line(was | {"endsOn": date(2024, 1, 1)})], current).conflicts
    assert conflict.problem == ProblemCode.CHANGED_SINCE.at("endsOn", graph=date(2025, 1, 1), file=date(2024, 1, 1))
    assert merge([line(was)], current).newer_ids == ["trainer:1"]
    assert merge([line(was | {"kind": "NETWORK"})], Current()).conflicts[0].problem.path.field == ""


def edit(path: Path, target: Path, cells: Mapping[str, str | None]) -> Path:
    """Write a copy of an export in which the line of the action has other cells."""
    book = load_workbook(path)
    sheet: Any = book["Actions"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == ACTION)
    for heading, value in cells.items():
        sheet.cell(row, headings[heading]).value = value
    book.save(target)
    return target


async def test_each_emptied_cell_of_an_export_is_reported_with_the_way_to_erase(
    scratch: ApiSession, tmp_path: Path
) -> None:
    await scratch.replace(small())
    path = tmp_path / "export.xlsx"
    await write_workbook(scratch.client, path, EVERYTHING)
    assert not any(EMPTIED in warning for warning in warnings(await examine_file(scratch, path)))
    sheet: Any = load_workbook(path)["Actions"]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == ACTION)
    held = {h for h, value in zip(headings, row, strict=True) if value is not None} - {"Identifiant", "Empreinte"}
    assert held >= {"Intitulé", "Début", "Axes", "Thématiques", "Territoires", "Acteurs", "Sources"}
    emptied = await examine_file(scratch, edit(path, tmp_path / "vide.xlsx", dict.fromkeys(held - {"Début"})))
    by_heading = {f.place.heading: f for f in emptied.findings.warnings if f.message.startswith(EMPTIED)}
    assert by_heading.keys() == held - {"Début"}
    assert {f.gravity for f in by_heading.values()} == {Gravity.TO_KNOW}
    lasting = {h for h, f in by_heading.items() if "cette colonne ne s’efface pas" in f.message}
    assert lasting == {"Intitulé", "État", "Axes", "Territoires", "Acteurs"}
    assert all("écrivez « (effacer) »" in by_heading[heading].message for heading in by_heading.keys() - lasting)
    assert not emptied.comparison.changes
    words = edit(path, tmp_path / "mots.xlsx", {"Thématiques": "NC", "Intitulé": TOO_LONG})
    (said,) = [warning for warning in warnings(await examine_file(scratch, words)) if EMPTIED in warning]
    assert "(Thématiques) : « NC » n’efface rien : la cellule" in said


async def test_two_officers_send_the_same_export_back(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    path = tmp_path / "export.xlsx"
    await write_workbook(scratch.client, path, EVERYTHING)
    first = await examine_file(scratch, edit(path, tmp_path / "a.xlsx", {"Intitulé": "Titre de A"}), "Service A")
    made = await apply_examination(scratch.client, first, Durations(), TODAY)
    assert made is not None
    second = await examine_file(scratch, edit(path, tmp_path / "b.xlsx", {"Thématiques": "logement"}), "Service B")
    assert errors(second) == []
    await apply_examination(scratch.client, second, Durations(), TODAY)
    answer = await scratch.data(
        "query($id: ID!) { node(id: $id) { ... on Action { title themes } } }", {"id": ACTION}, EVERYTHING
    )
    assert answer["node"] == {"title": "Titre de A", "themes": ["HOUSING"]}
    both = {"Intitulé": "Titre de B", "Publics": "jeunes"}
    (conflict,) = errors(await examine_file(scratch, edit(path, tmp_path / "c.xlsx", both), "Service B"))
    assert "(Intitulé) : « Titre de B » a changé dans le graphe depuis l’export, par " in conflict
    assert (
        f"par {made.id} (25/11/2026, Service A) : le graphe dit « Titre de A », le fichier « Titre de B »" in conflict
    )


def test_a_line_that_names_another_end_is_reported_and_not_lost() -> None:
    was: Facts = {"kind": "EMPLOYED"}
    exported_key: EdgeKey = ("AFFILIATED_WITH", "trainer:1", "institution:elsewhere")
    place = Line(AFFILIATIONS, 2, {"owner": "trainer:1", "affiliations": "x"}, {}, "Rattachements")
    fingerprinted = fingerprint_of_edge(AFFILIATIONS, exported_key, was)
    edges: dict[str, dict[EdgeKey, Facts]] = {"affiliations": {AFFILIATION: was}}
    merging = merge([Claim("Trainer", "trainer:1", {}, edges, fingerprint=fingerprinted, line=place)], Current())
    (conflict,) = merging.conflicts
    assert conflict.problem.code is ProblemCode.OTHER_ENDS
    assert (merging.statements, merging.newer_ids) == ([], [])
