"""Normalised caches of real clients: querying another day does not change what they cached for the first."""

import json
from pathlib import Path

import pytest

from tests.node_scripts import run_script
from tests.service_process import ServiceProcess

HERE = Path(__file__).parent
CONTRACT = "contract:2024:CN04403I"
DAYS = ("2026-11-25", "2019-01-01", "2025-02-01")


@pytest.mark.parametrize("client", ["apollo", "urql"])
def test_a_cache_answers_each_day_as_the_service_does(service: ServiceProcess, client: str) -> None:
    found = json.loads(run_script(HERE / "days.mjs", HERE, f"{service.url}/graphql", CONTRACT, *DAYS))
    now, before, _ = found["direct"]
    assert now["node"]["coverage"] != before["node"]["coverage"]
    assert found[client] == found["direct"]
