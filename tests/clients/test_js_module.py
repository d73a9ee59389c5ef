"""The module for JavaScript clients follows from the schema, and caches configured by it return the same answers."""

import json
from pathlib import Path

from schema.clients import embedded_types, possible_types, printed_module
from tests.node_scripts import run_script
from tests.service_process import ServiceProcess

HERE = Path(__file__).parent


def test_the_module_follows_from_the_schema(repository: Path) -> None:
    assert (repository / "clients" / "js" / "schema.js").read_text("utf-8") == printed_module()
    assert {"Institution", "Trainer"} == set(possible_types()["Actor"])
    assert {"CoverageCell", "MobilisedActor", "NetworkNode", "PageInfo"} < set(embedded_types())
    assert not {"Institution", "CityContract", "Query"} & set(embedded_types())


def test_caches_configured_by_it_return_the_answer_of_the_service(service: ServiceProcess, repository: Path) -> None:
    module = str(repository / "clients" / "js" / "index.js")
    found = json.loads(run_script(HERE / "normalised.mjs", HERE, f"{service.url}/graphql", module))
    kinds = {node["__typename"] for node in found["direct"]["search"]["nodes"]}
    assert len(kinds) > 2
    assert found["apollo"] == found["direct"]
    assert found["urql"] == {"data": found["direct"], "warnings": 0}
    assert found["urqlUnconfigured"]["warnings"] > 0
