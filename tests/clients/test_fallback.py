"""Clients that use features which the service lacks: they fall back to the query text, or show why they fail."""

import json
from pathlib import Path

from tests.node_scripts import run_script
from tests.service_process import ServiceProcess

HERE = Path(__file__).parent


def test_clients_fall_back_from_persisted_queries_and_show_why_a_batch_fails(service: ServiceProcess) -> None:
    found = json.loads(run_script(HERE / "fallback.mjs", HERE, f"{service.url}/graphql"))
    for client in ("apollo", "urql"):
        (vocabulary,) = found[client]["vocabularies"]
        assert vocabulary["name"] == "Axis"
    assert len(found["batch"]) == 2
    for message in found["batch"]:
        assert "batches are not served" in message
