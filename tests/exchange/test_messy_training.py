"""Twelve faulty lines of an officer: each fault is reported at its place; the corrected lines answer the questions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from exchange.cells.text import Raw
from tests.api_session import ApiSession
from tests.exchange.workbooks import apply_lines, errors, examine_file, write
from tests.graphs import two_departements

Lines = dict[str, list[dict[str, Raw]]]
BODY = "institution:demo-tangram"
CARRIER = f"{BODY} (porteur)"
SOURCE = "Bilan des messages (20/11/2026)"
OF_ALL: dict[str, Raw] = {"Territoires": "Saint-Nazaire (44)", "Acteurs": CARRIER, "Sources": SOURCE}

MESSY: Lines = {
    "Besoins": [
        {"Intitulé": "Former les élus de l'estuaire", "Repéré le": "mars 2025", "Publics": "elus", "Axes": "2 et 5"},
        {"Intitulé": "Former les gardiens", "Repéré le": "31/02/2026", "Publics": "gardiens", "Axes": "2"},
        {"Intitulé": "Former les clubs", "Repéré le": "T1 2026", "Publics": "bénévoles", "Axes": "2"},
    ],
    "Sessions": [
        OF_ALL
        | {"Intitulé": "Accueil sans tri", "Début": "12/05/2026", "Fin": "13/05/2026", "État": "réalisée", "Axes": "2"}
        | {"Personnes formées": "environ 14", "Besoins": "Former les gardiens", "Durée (heures)": "7 h x 2"},
    ],
    "Axes locaux": [{"Intitulé": "Une ville qui répond", "Plan": "Plan de l'estuaire", "Ordre": "1er", "Axes": "2-4"}],
    "Plans": [
        OF_ALL
        | {"Intitulé": "Plan de l'estuaire", "Début": "01/01/2026", "Fin": "2028", "État": "en cours", "Axes": "5"}
        | {"Signé le": "15/12/2025"},
    ],
    "Actions": [
        OF_ALL
        | {"Intitulé": "Écoute mobile", "Début": "2026", "Fin": "déc. 2026", "État": "en cours", "Axes": "4"}
        | {"Plan": "Plan de l'estuaire", "Axes locaux": "Une ville qui répond"},
    ],
    "Effectifs": [
        {"Mobilisation": "Accueil sans tri", "Personnes": "formées", "Public": "agents", "Nombre": 11},
        {"Mobilisation": "Accueil sans tri", "Personnes": "formées", "Public": "cadres", "Nombre": 3},
        {"Mobilisation": "Écoute mobile", "Personnes": "vues", "Année": 2026, "Public": "habitants", "Nombre": 31},
    ],
    "Subventions": [
        {"Année": 2026, "Accordé (€)": "12 k€", "Pour": "Écoute mobile", "Bénéficiaire": BODY},
    ],
    "Sources": [{"Intitulé": "Bilan des messages", "Type": "rapport"}],
}
CORRECTED: Mapping[tuple[str, int, str], Raw] = {
    ("Besoins", 1, "Repéré le"): "28/02/2026",
    ("Besoins", 1, "Publics"): "agents",
    ("Sessions", 0, "Personnes formées"): 14,
    ("Sessions", 0, "Durée (heures)"): 14,
    ("Axes locaux", 0, "Ordre"): 1,
    ("Axes locaux", 0, "Axes"): "2 ; 4",
    ("Effectifs", 2, "Personnes"): "reçues",
}
"""The corrections that the findings ask for, by sheet, line and heading."""
QUESTIONS = """{
  needs: trainingNeeds(
    where: {unansweredOn: "2026-11-25", title: {startsWith: "Former les"}}, orderBy: [{identifiedOn: ASC}]
  ) {
    nodes { title identifiedOn audiences needStage(asOf: "2026-11-25") }
  }
  plan: territorialPlans(where: {title: {eq: "Plan de l'estuaire"}}) {
    nodes { localAxes { title position axes actions { nodes { title endsOn } } } }
  }
  people: headCountSums(
    kind: TRAINED, breakdown: AUDIENCE, by: [AUDIENCE, YEAR]
    where: {engagement: {title: {eq: "Accueil sans tri"}}}
  ) { keys { label } people { sum withheldCount } }
  hours: trainingSums(where: {title: {eq: "Accueil sans tri"}}) { people { sum } hours { sum } personHours { sum } }
  euros: grantSums(where: {funds: {some: {node: {title: {eq: "Écoute mobile"}}}}}, by: [AXIS, YEAR, RECIPIENT]) {
    keys { label } granted { sum }
  }
}"""


def test_there_are_twelve_messy_lines() -> None:
    assert sum(map(len, MESSY.values())) == 12


@pytest.fixture
async def estuary(scratch: ApiSession) -> ApiSession:
    """Return a graph of two départements with one body."""
    rows = two_departements()
    rows.node("Institution", BODY, name="Organisme Tangram Fictif", kind="TRAINING_PROVIDER", fictional=True)
    await scratch.replace(rows)
    return scratch


async def test_each_fault_is_reported_at_its_cell(estuary: ApiSession, tmp_path: Path) -> None:
    messages = errors(await examine_file(estuary, write(tmp_path / "a.xlsx", MESSY)))
    for sheet, place, heading in CORRECTED:
        typed = MESSY[sheet][place][heading]
        assert any(f"« {sheet} »" in one and heading in one and str(typed) in one for one in messages), (
            heading,
            messages,
        )
    assert len(messages) == len(CORRECTED), messages[-2:]


async def test_the_corrected_lines_give_the_answers(estuary: ApiSession, tmp_path: Path) -> None:
    lines = {sheet: [{**line} for line in of_sheet] for sheet, of_sheet in MESSY.items()}
    for (sheet, place, heading), value in CORRECTED.items():
        lines[sheet][place][heading] = value
    await apply_lines(estuary, tmp_path / "a.xlsx", {sheet: [*of_sheet] for sheet, of_sheet in lines.items()})
    _check(await estuary.data(QUESTIONS))


def _check(answer: dict[str, Any]) -> None:
    assert [(node["title"], node["needStage"]) for node in answer["needs"]["nodes"]] == [
        ("Former les élus de l'estuaire", "IDENTIFIED"),
        ("Former les clubs", "IDENTIFIED"),
    ]
    (plan,) = answer["plan"]["nodes"]
    (axis,) = plan["localAxes"]
    assert (axis["position"], axis["axes"]) == (1, ["AWARENESS_AND_TRAINING", "VICTIM_SUPPORT"])
    assert axis["actions"]["nodes"] == [{"title": "Écoute mobile", "endsOn": "2026-12-31"}]
    read = {row["keys"][0]["label"]: row["people"] for row in answer["people"]}
    assert read == {"agents": {"sum": 0, "withheldCount": 1}, "cadres": {"sum": 0, "withheldCount": 1}}
    (hours,) = answer["hours"]
    assert [hours[name]["sum"] for name in ("people", "hours", "personHours")] == [14, 14, 196]
    (euros,) = answer["euros"]
    assert euros["granted"]["sum"] == 12_000
