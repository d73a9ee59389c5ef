"""The predicted changes of the matrix equal those after the import is applied."""

from pathlib import Path

import pytest

from graph.domain.counting import Durations
from graph.vocabulary import Axis, CellStatus
from server.cli.effect_lines import effect_lines
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import examine_file, write
from tests.graphs import small
from usecases.apply import apply_examination
from usecases.effect import CellChange, Effect, effect_of
from usecases.undo import undo

LAVAL, LABEL = "contract:2024:CN05301M", "Contrat de ville 2024-2030 – CA Laval Agglomération"
SHEETS = {
    "Institutions": [{"Nom": "Association fictive du Pont", "Type": "association", "Implantation": "commune:53130"}],
    "Actions": [
        {
            "Intitulé": "Écoute du Pont",
            "Début": "2026-01-05",
            "Fin": "2026-12-31",
            "Axes": "4",
            "Territoires": LAVAL,
            "Acteurs": "Association fictive du Pont (porteur)",
        },
        {
            "Intitulé": "Affiches du Pont",
            "Début": "2026-01-05",
            "Fin": "2026-12-31",
            "Axes": "5",
            "Territoires": "region:52",
            "Acteurs": "Association fictive du Pont (porteur)",
        },
    ],
}
STATUSES = f"""{{ coverage(rows: {{ids: ["{LAVAL}"]}}, asOf: "{TODAY}") {{
  edges {{ node {{ cells {{ status }} }} }} }} }}"""


@pytest.fixture
async def demo(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


async def statuses(session: ApiSession) -> list[str]:
    (edge,) = (await session.data(STATUSES))["coverage"]["edges"]
    return [cell["status"] for cell in edge["node"]["cells"]]


async def test_the_predicted_effect_comes_true(demo: ApiSession, tmp_path: Path) -> None:
    before = await statuses(demo)
    examination = await examine_file(demo, write(tmp_path / "pont.xlsx", SHEETS))
    assert examination.findings.errors == []
    effect = await effect_of(demo.client, demo.store, examination.comparison.changes, TODAY)
    change = CellChange(LAVAL, LABEL, Axis.VICTIM_SUPPORT, CellStatus.UNKNOWN, CellStatus.COVERED)
    assert effect == Effect([], [change])
    lines = list(effect_lines(effect))
    assert lines[0].strip() == "Ce que la matrice des contrats y gagne et y perd : 1 case"
    assert lines[1].strip() == "non renseigné → couvert : 1"
    assert lines[2].strip() == f"{LABEL} ({LAVAL}), axe 4 : non renseigné → couvert"
    new_import = await apply_examination(demo.client, examination, Durations(), TODAY)
    assert new_import
    after = await statuses(demo)
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("UNKNOWN", "COVERED")]
    await undo(demo.client, new_import.id, Durations(), TODAY)


def test_an_unchanged_matrix_is_reported_as_unchanged() -> None:
    assert list(effect_lines(Effect([], []))) == ["\nLa matrice des contrats ne change pas."]
