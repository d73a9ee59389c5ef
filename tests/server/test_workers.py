"""Several workers on one database: each answers, and tells of itself."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.access import Access
from tests.server.service_process import command, serving

COUNT = "{ territories { totalCount } }"
ASKED = "cinqaxes_operation_seconds_count"
CLIENTS = 8
PATIENCE_SECONDS = 60.0


def test_two_workers_answer(tmp_path: Path, national_access: Access) -> None:
    settings = {
        "neo4j_uri": national_access.uri,
        "neo4j_user": national_access.user,
        "neo4j_password": national_access.password,
        "neo4j_database": national_access.database,
    }
    with serving(tmp_path, workers="2", **settings) as running:
        running.wait_until_ready()
        workers: set[str] = set()
        deadline = time.monotonic() + PATIENCE_SECONDS
        with ThreadPoolExecutor(CLIENTS) as clients:
            while len(workers) < 2 and time.monotonic() < deadline:
                answers = list(clients.map(lambda _: running.ask(COUNT), range(CLIENTS)))
                assert {answer.status_code for answer in answers} == {200}
                told = clients.map(lambda _: running.samples(), range(CLIENTS))
                workers |= {sample.labels["worker"] for samples in told for sample in samples if sample.name == ASKED}
        assert len(workers) == 2


def test_the_embedded_database_takes_one_worker(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", "--workers", "2")
    assert refused.returncode == 2
    assert "CINQAXES_NEO4J_URI" in refused.stderr
