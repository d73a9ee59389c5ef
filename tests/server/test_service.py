"""The service in operation: started, queried, monitored, stopped, and its database killed."""

import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from graph.refusals import Reason
from tests.engines import copy_dense, embedded
from tests.hostile.slow import QUESTION, endless
from tests.processes import descendants
from tests.proofs import some_in_ci
from tests.server.audits import run_audits
from tests.server.monitoring import expressions, unknown
from tests.service_process import ServiceProcess, command, serving, settings_of

COUNT = "{ engagements { totalCount } }"
STOP_SECONDS = 30.0
NO_COST_LIMIT = str(10**30)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose embedded database holds the dense graph."""
    folder = tmp_path_factory.mktemp("loaded")
    copy_dense(folder / "data")
    return folder


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    shutil.copytree(loaded / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture(scope="module")
def service(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service used by several tests, with JSON logs; its trace collector is unreachable."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copytree(loaded / "data", folder / "data")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
        started = serving(folder, log_format="json", timeout_seconds="3", max_cost=NO_COST_LIMIT)
        with started as running:
            running.wait_until_ready()
            yield running


@pytest.mark.slow
def test_it_announces_itself_and_answers(service: ServiceProcess) -> None:
    assert "Une question à essayer" in service.written()
    assert httpx.get(f"{service.url}/health/live").json() == {"status": "live"}
    ready = service.ready().json()
    assert ready["status"] == "ready"
    assert ready["graphVersion"] > 0
    assert service.ask(COUNT).json() == {"data": {"engagements": {"totalCount": 40}}}
    assert httpx.get(service.url).status_code == 200


def test_every_audit_of_graphql_over_http_passes(service: ServiceProcess) -> None:
    results = run_audits(f"{service.url}/graphql")
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []


def test_the_log_has_measurements_and_no_values(service: ServiceProcess) -> None:
    question = 'query Qui($text: String!) { search(text: $text) { totalCount } node(id: "trainer:unsaid") { id } }'
    headers = {"x-request-id": "seen-in-the-log"}
    body = {"query": question, "variables": {"text": "Cunégonde"}, "extensions": {"cost": True}}
    answer = httpx.post(f"{service.url}/graphql", json=body, headers=headers)
    assert answer.headers["x-request-id"] == "seen-in-the-log"
    assert answer.json()["extensions"]["cost"] > 0
    logged = service.logged("seen-in-the-log")
    assert (logged["method"], logged["route"], logged["status"]) == ("POST", "/graphql", 200)
    assert logged["bytes"] == len(answer.content)
    assert logged["graph_version"] > 0
    assert logged["operation"] == "Qui"
    assert logged["statements"] == 2
    assert logged["rows"] == 2
    assert 0 < logged["duration_ms"] < 10_000
    assert "codes" not in logged
    assert "client" not in logged
    service.ask('{ node(id: "trainer:unsaid") { idd } search(text: "Cunégonde") { totalCount } }')
    for address in ("/fiche/trainer:unsaid?texte=Cunégonde", "/export/csv?where=Cunégonde", "/trainer:unsaid"):
        httpx.get(service.url + address)
    parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    httpx.post(
        f"{service.url}/graphql", json={"query": "{ nothing }"}, headers={"x-request-id": "last", "traceparent": parent}
    )
    logged = service.logged("last")
    assert logged["codes"] == ["BAD_USER_INPUT"]
    assert logged["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert "unsaid" not in service.written()
    assert "Cunégonde" not in service.written()
    assert "MATCH" not in service.written()


def test_errors_contain_no_statement_and_no_stack_trace(service: ServiceProcess) -> None:
    for question in ("{", "{ nothing }", "{ mobilised(first: 0) { totalCount } }", COUNT.replace("t", "\\u0000")):
        text = service.ask(question).text
        assert '"code":' in text
        for word in ("Traceback", "MATCH", "RETURN", ".py", "graphql.error"):
            assert word not in text


def test_a_document_of_a_megabyte_is_not_read(service: ServiceProcess) -> None:
    refused = service.ask("#" + "x" * 1_000_000 + "\n" + COUNT)
    assert refused.status_code == 413
    assert refused.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_long_query_ends_with_a_timeout(service: ServiceProcess) -> None:
    answer = service.ask(QUESTION, endless())
    assert answer.json()["errors"][0]["extensions"] == {"code": "TIMEOUT"}


def test_a_second_service_in_the_same_folder_is_refused(service: ServiceProcess, loaded: Path) -> None:
    folder = Path(psutil.Process(service.process.pid).cwd())
    refused = command(folder, "serve")
    assert refused.returncode == 1
    assert f"déjà utilisé par la base embarquée du processus {service.process.pid}" in refused.stderr
    assert "Traceback" not in refused.stderr
    port = service.url.rsplit(":", 1)[1]
    refused = command(loaded, "serve", port=port)
    assert refused.returncode == 1
    assert f"impossible d’écouter sur 127.0.0.1:{port}" in refused.stderr


@pytest.mark.parametrize("ending", some_in_ci([signal.SIGTERM, signal.SIGINT], signal.SIGTERM))
def test_a_signal_ends_running_queries_and_the_database(folder: Path, ending: signal.Signals) -> None:
    with serving(folder, timeout_seconds="2", max_cost=NO_COST_LIMIT) as running:
        running.wait_until_ready()
        children = psutil.Process(running.process.pid).children(recursive=True)
        assert len(children) == 2, "the supervisor and Java"
        answers: list[httpx.Response] = []
        asked = threading.Thread(target=lambda: answers.append(running.ask(QUESTION, endless())))
        asked.start()
        time.sleep(1)
        running.process.send_signal(ending)
        assert running.process.wait(STOP_SECONDS) == 0
        asked.join(STOP_SECONDS)
        assert answers[0].json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
        assert "Service arrêté." in running.written()
        assert "Traceback" not in running.written()
        assert psutil.wait_procs(children, timeout=5)[1] == []


def test_a_database_that_dies_is_started_again(service: ServiceProcess) -> None:
    (java,) = descendants(service.process.pid, "java")
    java.kill()
    refused = service.ask(COUNT)
    assert refused.status_code == 503
    assert refused.json()["errors"][0]["extensions"] == {"code": "DATABASE_UNAVAILABLE"}
    service.wait_until_ready()
    assert service.ask(COUNT).json()["data"]["engagements"]["totalCount"] == 40


def test_it_starts_while_its_database_is_down_and_recovers_by_itself(loaded: Path, tmp_path: Path) -> None:
    shutil.copytree(loaded / "data", tmp_path / "data")
    database = embedded(tmp_path / "data")
    access = database.start()
    database.stop()
    with serving(tmp_path, **settings_of(access)) as running:
        refused = running.ready()
        assert refused.status_code == 503
        assert refused.json()["reason"]
        assert httpx.get(f"{running.url}/health/live").status_code == 200
        assert running.ask(COUNT).status_code == 503
        database.start()
        try:
            running.wait_until_ready()
            assert running.ask(COUNT).status_code == 200
        finally:
            database.stop()
        running.wait_until_ready(503)


def test_a_database_that_listens_but_never_answers_is_reported(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        serving(tmp_path, neo4j_uri=f"bolt://127.0.0.1:{silent.getsockname()[1]}") as running,
    ):
        refused = running.ask(COUNT)
        assert refused.status_code == 503
        assert refused.json()["errors"][0]["extensions"] == {"code": "DATABASE_UNAVAILABLE"}


def test_metrics_count_operations(service: ServiceProcess) -> None:
    before = service.metrics()
    for _ in range(2):
        assert service.ask("query Counted { engagements(first: 3) { edges { node { title } } } }").status_code == 200
    assert service.ask("{ engagements(first: 0) { totalCount } }").json()["errors"]
    after = service.metrics()
    counted = {name: after[name] - before.get(name, 0) for name in after}
    assert counted["cinqaxes_operation_seconds_count"] == 3
    assert counted["cinqaxes_plan_hits_total"] == 1
    assert counted["cinqaxes_plan_misses_total"] == 2
    assert counted["cinqaxes_errors_total"] == 1
    assert counted["cinqaxes_statements_total"] == 2


def test_each_metric_names_its_worker_and_each_scrape_may_reach_another_one(service: ServiceProcess) -> None:
    assert {sample.labels.get("worker") for sample in service.samples()} == {str(service.process.pid)}
    with httpx.Client(base_url=service.url) as prometheus:
        assert [prometheus.get("/metrics").headers["connection"] for _ in range(2)] == ["close", "close"]


def test_the_dashboard_and_the_alerts_use_metrics_that_exist(service: ServiceProcess) -> None:
    assert service.ask(COUNT).status_code == 200
    samples = service.samples()
    asked = list(expressions())
    assert len(asked) > 30
    assert [missing for expression in asked for missing in unknown(expression, samples)] == []
    assert unknown('sum by (none) (rate(cinqaxes_errors_total{code="NONE"}[5m])) > cinqaxes_none', samples) == [
        'none of rate(cinqaxes_errors_total{code="NONE"}[5m])',
        "cinqaxes_errors_total{code=NONE}",
        "cinqaxes_none",
    ]


def test_every_metric_is_documented(service: ServiceProcess, repository: Path) -> None:
    page = (repository / "docs" / "operations.md").read_text("utf-8")
    ours = {sample.name for sample in service.samples() if sample.name.startswith("cinqaxes_")}
    names = {name for name in ours if not name.endswith(("_bucket", "_count", "_sum", "_created"))}
    assert names
    assert sorted(name for name in names if f"`{name}" not in page) == []
    assert sorted(reason for reason in Reason if f"`{reason}`" not in page) == []
