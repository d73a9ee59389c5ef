"""QPV and contracts that an officer adds or corrects: the territories that contain or overlap them are derived.

The written graph holds two départements of the references.
"""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from changes.load import load
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapping import read_mapping
from exchange.outgoing.workbook import write_workbook
from graph.domain.counting import Durations
from graph.rights import EVERYTHING
from graph.statement.core.writer import Statement
from graph.vocabulary import CellStatus
from seed.references.read import read_references
from server.cli.effect_lines import area_line, effect_lines
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.exchange.workbooks import Line, apply_lines, errors, examine_file, take_back, write
from tests.graphs import two_departements
from usecases.apply import apply_examination
from usecases.effect import AreaChange, effect_of
from usecases.examine import examine

NANTES, CARENE, LAVAL = "contract:2024:CN04403I", "contract:2024:CN04401I", "contract:2024:CN05301M"
NEW: Line = {
    "Quartier (QPV)": "QN04499X",
    "Nom": "Quartier d'essai",
    "Communes": "Saint-Herblain (44) ; Sautron (44)",
    "Contrat de ville": NANTES,
    "Habitants": 1200,
}
GROUND = """query ($id: ID!) { node(id: $id) { ... on Territory {
  label population attachedTo { id } parents { id } sameGround { id }
  overlaps(first: 100) { edges { node { id } } }
  ... on AdministrativeTerritory { communes(first: 9) { edges { node { id } } } cityContract { id } importedBy { id } }
  ... on CityContract { perimeter communes(first: 200) { edges { node { id } } }
    predecessors { basis node { id } } } } } }"""


@pytest.fixture
async def loire(scratch: ApiSession) -> ApiSession:
    await scratch.replace(two_departements())
    return scratch


async def ground(session: ApiSession, identifier: str) -> dict[str, Any]:
    """Return the relations of a territory as the API shows them, every list as a set of ids."""
    node: dict[str, Any] = (await session.data(GROUND, {"id": identifier}))["node"]
    relations = {}
    for name, value in node.items():
        ends = [edge["node"] for edge in value["edges"]] if isinstance(value, dict) and "edges" in value else value
        relations[name] = {end["id"] for end in ends} if isinstance(ends, list) and name != "predecessors" else ends
    return relations


async def test_a_new_qpv_is_placed_and_its_contract_with_it(loire: ApiSession, tmp_path: Path) -> None:
    before, contract = await digest(loire.client), await ground(loire, NANTES)
    assert "commune:44194" not in contract["communes"]
    made = await apply_lines(loire, tmp_path / "a.xlsx", {"Quartiers": [NEW]})
    qpv = await ground(loire, "qpv:QN04499X")
    assert qpv["label"] == "Quartier d'essai (Saint-Herblain, Sautron)"
    assert qpv["population"] == 1200
    assert qpv["attachedTo"] == {"id": "departement:44"}
    assert qpv["parents"] == {NANTES, "epci:244400404"}
    assert qpv["communes"] == {"commune:44162", "commune:44194"} <= qpv["overlaps"]
    assert qpv["cityContract"] == {"id": NANTES}
    assert qpv["importedBy"] == {made.id}
    extended = await ground(loire, NANTES)
    assert extended["communes"] == contract["communes"] | {"commune:44194"}
    assert extended["perimeter"] == "QPV"
    assert "commune:44194" in extended["overlaps"]
    await take_back(loire, made)
    assert await digest(loire.client) == before


async def test_moving_a_qpv_to_another_contract_moves_its_area(loire: ApiSession, tmp_path: Path) -> None:
    qpvs = [r for r in read_references().qpvs if r.contract == "CN05301M"]
    assert {commune for r in qpvs for commune in r.communes} == {"53130"}
    lines: list[Line] = [
        {"Quartier (QPV)": r.code, "Contrat de ville": CARENE, "Communes": "Saint-Nazaire (44)"} for r in qpvs
    ]
    await apply_lines(loire, tmp_path / "a.xlsx", {"Quartiers": lines})
    laval = await ground(loire, LAVAL)
    assert (laval["perimeter"], laval["communes"]) == ("ASSUMED", {"commune:53130"})
    assert (await ground(loire, f"qpv:{qpvs[0].code}"))["attachedTo"] == {"id": "departement:44"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"Contrat de ville": f"{NANTES} ; {CARENE}"}, "en nomme plusieurs ; attendu : un seul"),
        ({"Contrat de ville": "CV143"}, "est un contrat 2015-2023 ; attendu : un contrat 2024-2030"),
        ({"Communes": "Saint-Herblain (44) ; Laval (53)"}, r"sont dans plusieurs départements \(44, 53\)"),
        ({"Communes": "departement:44"}, "attendu : commune"),
        ({"Communes": None}, "la cellule est vide ; elle est obligatoire"),
        ({"Communes": "(effacer)"}, "ne peut pas être effacé"),
        ({"Nom": None}, "la cellule est vide ; elle est obligatoire"),
        ({"Quartier (QPV)": "Quartier d'essai"}, "un nouveau quartier s’écrit par son code officiel"),
        ({"Quartier (QPV)": "commune:44109"}, "attendu : quartier prioritaire"),
        ({"Habitants": "beaucoup"}, "n’est pas un nombre"),
    ],
)
async def test_an_impossible_value_is_reported_at_its_cell(
    national: ApiSession, tmp_path: Path, line: Line, message: str
) -> None:
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Quartiers": [{**NEW, **line}]}))
    (error,) = errors(examination)
    assert f"({next(iter(line))})" in error
    assert re.search(message, error)


async def test_one_qpv_on_two_lines_is_refused(national: ApiSession, tmp_path: Path) -> None:
    lines = [NEW, {**NEW, "Contrat de ville": CARENE}]
    (error,) = errors(await examine_file(national, write(tmp_path / "a.xlsx", {"Quartiers": lines})))
    assert "est déjà donné à la ligne 2" in error


async def test_a_line_may_target_a_qpv_of_the_same_file(loire: ApiSession, tmp_path: Path) -> None:
    action: Line = {
        "Intitulé": "Écoute d'essai", "Début": "05/01/2026", "Fin": "31/12/2026", "Axes": "4",
        "Territoires": "QN04499X", "Acteurs": "Association d'essai (porteur)",
    }  # fmt: skip
    sheets: dict[str, list[Line]] = {
        "Actions": [action],
        "Quartiers": [NEW],
        "Institutions": [{"Nom": "Association d'essai", "Type": "association"}],
    }
    examination = await examine_file(loire, write(tmp_path / "a.xlsx", sheets))
    assert errors(examination) == []
    effect = await effect_of(loire.client, loire.store, examination.comparison.changes, TODAY)
    (change,) = effect.cells
    assert (change.contract, change.axis.number, change.after) == (NANTES, 4, CellStatus.PARTIAL)


async def test_the_predicted_effect_of_new_communes_on_the_matrix_comes_true(loire: ApiSession, tmp_path: Path) -> None:
    action: Line = {
        "Intitulé": "Écoute d'essai", "Début": "05/01/2026", "Fin": "31/12/2026", "Axes": "4",
        "Territoires": "Sautron (44)", "Acteurs": "Association d'essai (porteur)",
    }  # fmt: skip
    institution: Line = {"Nom": "Association d'essai", "Type": "association"}
    await apply_lines(loire, tmp_path / "a.xlsx", {"Institutions": [institution], "Actions": [action]})
    examination = await examine_file(loire, write(tmp_path / "b.xlsx", {"Quartiers": [NEW]}))
    effect = await effect_of(loire.client, loire.store, examination.comparison.changes, TODAY)
    (change,) = effect.cells
    assert (change.contract, change.axis.number, change.after) == (NANTES, 4, CellStatus.PARTIAL)
    (area_change,) = effect.areas
    assert (area_change.contract, area_change.gained, area_change.lost) == (NANTES, ["Sautron (44)"], [])
    assert f"{area_change.label} ({NANTES}) s’étend à Sautron (44)" in list(effect_lines(effect))[1]
    await apply_examination(loire.client, examination, Durations(), TODAY)
    query = f"""{{ coverage(rows: {{ids: ["{NANTES}", "qpv:QN04499X"]}}, axes: [VICTIM_SUPPORT], asOf: "{TODAY}") {{
      edges {{ node {{ cells {{ status }} }} }} }} }}"""
    rows = (await loire.data(query))["coverage"]["edges"]
    assert [row["node"]["cells"][0]["status"] for row in rows] == ["PARTIAL", "PARTIAL"]


async def test_the_report_says_which_communes_a_contract_gains_and_loses(loire: ApiSession, tmp_path: Path) -> None:
    lines: list[Line] = [{"Contrat de ville": NANTES, "Communes": "Sautron (44) ; Nantes (44)"}]
    before = await ground(loire, NANTES)
    examination = await examine_file(loire, write(tmp_path / "a.xlsx", {"Contrats de ville": lines}))
    (change,) = (await effect_of(loire.client, loire.store, examination.comparison.changes, TODAY)).areas
    assert change.gained == ["Sautron (44)"]
    assert len(change.lost) == len(before["communes"] - {"commune:44109"})
    text = area_line(AreaChange(NANTES, "Nantes", ["Sautron (44)"], [f"C{number}" for number in range(12)]))
    assert (
        text
        == f"Nantes ({NANTES}) s’étend à Sautron (44) ; ne couvre plus "
        + ", ".join(f"C{number}" for number in range(10))
        + " et 2 autres communes"
    )


async def test_stated_communes_of_a_contract_determine_its_area(loire: ApiSession, tmp_path: Path) -> None:
    """The contract keeps its QPV; stating its communes does not place the QPV in them."""
    qpv = "communes de ses quartiers"
    lines: list[Line] = [{"Contrat de ville": NANTES, "Communes": "Laval (53)", "Périmètre": qpv}]
    await apply_lines(loire, tmp_path / "a.xlsx", {"Contrats de ville": lines})
    contract = await ground(loire, NANTES)
    assert contract["perimeter"] == "STATED"
    assert (contract["parents"], contract["sameGround"]) == ({"region:52"}, set())  # its QPV are in Loire-Atlantique
    assert {"commune:53130", "commune:44109", "departement:53", "departement:44"} <= contract["overlaps"]
    qpv_in_laval = await loire.data(
        """{ coverage(rows: {kind: QPV, within: {id: "commune:53130"}}, asOf: "2026-11-25") {
          edges { node { territory { ... on AdministrativeTerritory { cityContract { id } } } } } } }"""
    )
    within = [edge["node"]["territory"]["cityContract"]["id"] for edge in qpv_in_laval["coverage"]["edges"]]
    assert {*within} == {LAVAL}
    await apply_lines(loire, tmp_path / "b.xlsx", {"Quartiers": [NEW]})
    assert (await ground(loire, NANTES))["communes"] == {"commune:53130"}
    back: list[Line] = [{"Contrat de ville": NANTES, "Périmètre": qpv}]
    await apply_lines(loire, tmp_path / "c.xlsx", {"Contrats de ville": back})
    assert {"commune:44194", "commune:44109"} <= (await ground(loire, NANTES))["communes"]


@pytest.mark.parametrize("contract", [NANTES, "contract:2015:CV142"])
async def test_stated_communes_can_be_undone(loire: ApiSession, tmp_path: Path, contract: str) -> None:
    before = await digest(loire.client)
    lines: list[Line] = [{"Contrat de ville": contract, "Communes": "commune:44109 ; commune:44194"}]
    made = await apply_lines(loire, tmp_path / "a.xlsx", {"Contrats de ville": lines})
    assert (await ground(loire, contract))["communes"] == {"commune:44109", "commune:44194"}
    await take_back(loire, made)
    assert await digest(loire.client) == before


async def test_a_contract_whose_lead_is_dissolved_gets_its_assumed_area_back(loire: ApiSession, tmp_path: Path) -> None:
    contract, before = "contract:2015:CV141", await digest(loire.client)
    assert (await ground(loire, contract))["parents"] == {"epci:200072726"}
    lines: list[Line] = [{"Contrat de ville": contract, "Communes": "commune:53130"}]
    made = await apply_lines(loire, tmp_path / "a.xlsx", {"Contrats de ville": lines})
    assert (await ground(loire, contract))["parents"] == {"commune:53130"}
    await take_back(loire, made)
    assert await digest(loire.client) == before


async def test_a_succession_that_an_officer_states_replaces_the_one_derived(loire: ApiSession, tmp_path: Path) -> None:
    derived = (await ground(loire, CARENE))["predecessors"]
    assert [(one["basis"], one["node"]["id"]) for one in derived] == [("LEAD", "contract:2015:CV143")]
    lines: list[Line] = [{"Contrat de ville": CARENE, "Succède à": "contract:2015:CV142"}]
    await apply_lines(loire, tmp_path / "a.xlsx", {"Périmètres": lines})
    stated = (await ground(loire, CARENE))["predecessors"]
    assert [(one["basis"], one["node"]["id"]) for one in stated] == [("STATED", "contract:2015:CV142")]


async def test_a_load_keeps_the_facts_that_an_officer_stated(loire: ApiSession, tmp_path: Path) -> None:
    moved: Line = {"Quartier (QPV)": "QN04401M", "Nom": "Nom corrigé", "Contrat de ville": NANTES}
    sheets: dict[str, list[Line]] = {
        "Quartiers": [NEW, moved],
        "Contrats de ville": [
            {"Contrat de ville": LAVAL, "Communes": "Changé (53)", "Succède à": "contract:2015:CV142"}
        ],
    }
    await apply_lines(loire, tmp_path / "a.xlsx", sheets)
    before = await digest(loire.client)
    await loire.client.write([Statement("MATCH (g:Graph) SET g.loaded = []", {})])
    assert await load(loire.client, "test", two_departements(), Durations(), lambda *_: None)
    assert await digest(loire.client) == before
    assert (await ground(loire, "qpv:QN04401M"))["cityContract"] == {"id": NANTES}


async def test_the_official_list_of_qpv_is_read_under_its_own_headings(national: ApiSession, tmp_path: Path) -> None:
    path = tmp_path / "QP2024_France_Hexagonale_Outre_Mer_WGS84.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(["gid", "code_qp", "lib_qp", "insee_com", "lib_com"])
        for number, qpv in enumerate(read_references().qpvs):
            lines.writerow([number, qpv.code, qpv.name, ", ".join(sorted(qpv.communes)), ""])
        lines.writerow([9999, "QN04499X", "Quartier d'essai", "44162,44194", "Saint-Herblain, Sautron"])
    examination: Examination = await examine(national.client, open_book(path), TODAY, mapping=read_mapping("qpv_2024"))
    assert errors(examination) == []
    assert [identifier for _, identifier in examination.comparison.changes.nodes] == ["qpv:QN04499X"]
    assert len(examination.comparison.unchanged_ids) == 1_584


async def test_exported_qpv_and_contracts_come_back_unchanged(loire: ApiSession, tmp_path: Path) -> None:
    await apply_lines(loire, tmp_path / "a.xlsx", {"Quartiers": [NEW]})
    await write_workbook(loire.client, tmp_path / "b.xlsx", EVERYTHING)
    examination = await examine_file(loire, tmp_path / "b.xlsx")
    assert errors(examination) == []
    assert not examination.comparison.changes
    assert "qpv:QN04499X" in examination.comparison.unchanged_ids
