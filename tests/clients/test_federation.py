"""The graph composed with that of another team, queried through the gateways of Apollo and Hive.

The answers of a gateway about our nodes are compared with those of the service itself.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.access import Access
from tests.node_scripts import run_script
from tests.service_process import ServiceProcess, serving, settings_of

FOLDER = Path(__file__).parent / "federation"
BODY = "institution:244400404"
PLACES = ("commune:44109", "departement:2A")
CONTRACTS = ("contract:2024:CN04403I", "contract:2024:CN04401I")
GATEWAYS = ("apollo", "hive")
VISIT = {"__typename": "Visit", "id": "visit:2", "day": "2026-03-09"}
DIRECT = """query ($body: ID!, $places: [ID!]!, $contracts: [ID!]!) {
  body: node(id: $body) { ... on Institution { siren label engagements(first: 3) { totalCount nodes { id } } } }
  places: nodes(ids: $places) { ... on AdministrativeTerritory {
    code population coverage(asOf: "2026-11-25") { axis status } } }
  contracts: nodes(ids: $contracts) { ... on CityContract { id label leads { siren label } } }
}"""


@pytest.fixture(scope="module")
def subgraph(tmp_path_factory: pytest.TempPathFactory, national_access: Access) -> Iterator[ServiceProcess]:
    """A service that gateways can compose, on the shared test database."""
    with serving(tmp_path_factory.mktemp("federation"), federation="true", **settings_of(national_access)) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="module")
def found(subgraph: ServiceProcess) -> dict[str, Any]:
    """The answers of both gateways, by composition."""
    answers: dict[str, Any] = json.loads(run_script(FOLDER / "federation.mjs", FOLDER, f"{subgraph.url}/graphql"))
    return answers


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_gateways_give_the_answers_of_the_service(
    subgraph: ServiceProcess, found: dict[str, Any], gateway: str
) -> None:
    direct = subgraph.ask(DIRECT, {"body": BODY, "places": PLACES, "contracts": CONTRACTS}).json()["data"]
    assert direct["body"]["label"] == "Nantes Métropole"
    first, second = direct["places"]
    assert (first["coverage"][0]["status"], second["coverage"][0]["status"]) != (None, None)
    expected = [
        {"day": "2026-03-02", "body": direct["body"], "place": first, "contract": direct["contracts"][0]},
        {"day": "2026-03-09", "body": None, "place": second, "contract": direct["contracts"][1]},
    ]
    assert found["entities"][gateway]["data"]["visits"] == expected


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_another_relay_service_keeps_its_own_node_field(found: dict[str, Any], gateway: str) -> None:
    assert found["shared"][gateway] == {"data": {"own": VISIT, "nobody": None}}


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_a_node_field_of_another_team_can_find_our_nodes_too(
    subgraph: ServiceProcess, found: dict[str, Any], gateway: str
) -> None:
    direct = subgraph.ask(DIRECT, {"body": BODY, "places": PLACES, "contracts": CONTRACTS}).json()["data"]
    assert found["whole"][gateway]["data"] == {
        "own": VISIT,
        "body": {"__typename": "Institution", "id": BODY, "label": direct["body"]["label"]},
        "contract": {"__typename": "CityContract", **direct["contracts"][0]},
        "nobody": None,
    }
