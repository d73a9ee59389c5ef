"""Contracts of two generations: a code means the one in force at the dates of its line."""

from pathlib import Path

import pytest

from tests.api_session import ApiSession
from tests.exchange.workbooks import Line, errors, examine_file, warnings, write

ACTION: Line = {
    "Intitulé": "Écoute d'essai",
    "Axes": "4",
    "État": "en cours",
    "Acteurs": "institution:demo-tangram (porteur)",
}


@pytest.mark.parametrize(
    ("code", "days", "contract"),
    [
        ("CV393", ("05/01/2024", "31/12/2026"), "contract:2024:CN97406I"),
        ("CV393", ("05/01/2019", "31/12/2020"), "contract:2015:CV393"),
        ("CV406", ("05/01/2024", "31/12/2026"), "contract:2024:CV406"),
        ("CV406", ("05/01/2019", "31/12/2020"), "contract:2015:CV406"),
    ],
)
async def test_a_code_means_the_contract_in_force(
    national: ApiSession, tmp_path: Path, code: str, days: tuple[str, str], contract: str
) -> None:
    line = {**ACTION, "Territoires": code, "Début": days[0], "Fin": days[1]}
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Actions": [line]}))
    assert errors(examination) == []
    targets = [end for through, _, end in examination.comparison.changes.edges if through == "TARGETS"]
    assert targets == [contract]
    assert any(f"est lu comme « Contrat de ville {contract[9:13]}" in warning for warning in warnings(examination))
    assert not any("n’est pas en vigueur" in warning for warning in warnings(examination))


async def test_the_same_line_with_another_spelling_of_its_contract_is_one_action(
    national: ApiSession, tmp_path: Path
) -> None:
    ids = []
    for name in ("CV393", "CN97406I", "contract:2024:CN97406I"):
        line = {**ACTION, "Territoires": name, "Début": "05/01/2025", "Fin": "31/12/2026"}
        examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Actions": [line]}))
        ids += [identifier for kind, identifier in examination.comparison.changes.created if kind == "Action"]
    assert len(ids) == 3
    assert len(set(ids)) == 1


async def test_a_contract_out_of_force_is_reported_at_its_cell(national: ApiSession, tmp_path: Path) -> None:
    line = {**ACTION, "Territoires": "contract:2015:CV143", "Début": "05/01/2025", "Fin": "31/12/2026"}
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Actions": [line]}))
    assert errors(examination) == []
    messages = [warning for warning in warnings(examination) if "n’est pas en vigueur aux dates de la ligne" in warning]
    assert len(messages) == 1
    assert "(Territoires)" in messages[0]
    assert "01/01/2015 – 31/12/2023" in messages[0]


async def test_a_shared_code_without_a_day_is_refused_with_both(national: ApiSession, tmp_path: Path) -> None:
    line: Line = {"Contrat de ville": "CV406", "Communes": "commune:97608"}
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Contrats de ville": [line]}))
    (error,) = [error for error in errors(examination) if "peut désigner plusieurs territoires" in error]
    assert "contract:2015:CV406" in error or "2015-2023" in error
