"""Several workers on one database: each answers, and tells of itself."""

from pathlib import Path

from graph.access import Access
from tests.server.service_process import command, serving

COUNT = "{ territories { totalCount } }"


def test_two_workers_answer(tmp_path: Path, national_access: Access) -> None:
    settings = {
        "neo4j_uri": national_access.uri,
        "neo4j_user": national_access.user,
        "neo4j_password": national_access.password,
        "neo4j_database": national_access.database,
    }
    with serving(tmp_path, workers="2", **settings) as running:
        running.wait_until_ready()
        seen = set()
        for _ in range(200):
            answer = running.ask(COUNT)
            assert answer.status_code in {200, 503}, answer.text
            seen.add(running.metrics()["process_start_time_seconds"])
        assert len(seen) == 2


def test_the_embedded_database_takes_one_worker(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", "--workers", "2")
    assert refused.returncode == 2
    assert "CINQAXES_NEO4J_URI" in refused.stderr
