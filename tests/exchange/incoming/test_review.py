"""Changes are reviewed against the graph: numbers, statuses, relationships."""

from pathlib import Path

import pytest

from judgement.problems import Gravity
from tests.api_session import ApiSession
from tests.exchange.workbooks import SESSION, Line, examine_file, write

PASSERELLE, UNLISTED, BILAN = "institution:demo-passerelle", "trainer:8338ed48b9c4f771", "source:demo-nantes-2024-2030"
NANTES = "Mairie – Nantes (démonstration)"
SIGNED: Line = {"Institution": "institution:demo-direction-44", "Contrat de ville": "contract:2015:CV142"}


@pytest.mark.parametrize(
    ("sheet", "line", "sentence", "gravity"),
    [
        ("Sessions", {"Identifiant": SESSION, "Personnes formées": 160}, "dix fois plus", Gravity.COSTS_A_FIGURE),
        ("Sessions", {"Identifiant": SESSION, "État": "annulé"}, "annulée sans jour", Gravity.COSTS_A_FIGURE),
        (
            "Institutions",
            {"Identifiant": PASSERELLE, "Implantation": "Lille"},
            "autre département",
            Gravity.MAY_BE_WRONG,
        ),
        ("Institutions", {"Identifiant": PASSERELLE, "Type": "entreprise"}, "garde son type", Gravity.MAY_BE_WRONG),
        (
            "Formateurs",
            {"Identifiant": UNLISTED, "Liste publique": "oui"},
            "rend la personne publique",
            Gravity.COSTS_A_FIGURE,
        ),
        ("Sources", {"Identifiant": BILAN, "Type": "acte signé"}, "garde son type", Gravity.MAY_BE_WRONG),
        ("Institutions", {"Identifiant": PASSERELLE, "Nom": "Tout autre nom"}, "rien de commun", Gravity.MAY_BE_WRONG),
        (
            "Institutions",
            {"Identifiant": PASSERELLE, "Autres noms": NANTES},
            "est aussi le nom de",
            Gravity.MAY_BE_WRONG,
        ),
        ("Institutions", {"Identifiant": PASSERELLE, "Rapprochement": "nouveau"}, "est connu", Gravity.MAY_BE_WRONG),
        (
            "Quartiers",
            {"Quartier (QPV)": "QN04401M", "Contrat de ville": "CN04403I"},
            "pas le contrat",
            Gravity.MAY_BE_WRONG,
        ),
        ("Signataires", dict(SIGNED) | {"Signé le": "2012"}, "loin des années du contrat", Gravity.MAY_BE_WRONG),
    ],
)
async def test_a_doubtful_change_is_reported(
    national: ApiSession, tmp_path: Path, sheet: str, line: Line, sentence: str, gravity: Gravity
) -> None:
    (finding,) = (await examine_file(national, write(tmp_path / "a.xlsx", {sheet: [line]}))).findings.entries
    assert sentence in finding.message
    assert finding.gravity is gravity


async def test_a_plausible_change_is_not_reported(national: ApiSession, tmp_path: Path) -> None:
    lines: dict[str, list[Line]] = {
        "Sessions": [{"Identifiant": SESSION, "Personnes formées": 18}],
        "Signataires": [dict(SIGNED) | {"Signé le": "2016"}],
    }
    examination = await examine_file(national, write(tmp_path / "a.xlsx", lines))
    assert [str(finding) for finding in examination.findings.entries] == []
    assert len(examination.comparison.changes.nodes) + len(examination.comparison.changes.edges) == 2
