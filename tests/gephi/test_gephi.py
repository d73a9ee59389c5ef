"""Graph files opened by Gephi's own toolkit: what it counts is what the API counts.

Gephi takes « INF » for infinity within any text: « HOUSING_INFORMATION » is « HOUSING_InfinityORMATION » there.
"""

import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cache import CACHE
from tests.engines import copy_small
from tests.service_process import ServiceProcess, serving

pytestmark = pytest.mark.proof  # CI reads the same files with networkx and ElementTree: tests/exchange/outgoing
SOURCES = Path(__file__).parent
ENGAGEMENTS = ("Action", "Commitment", "Diagnostic", "TerritorialPlan", "TrainingSession")
COUNTED = """query ($after: String) {
  engagements(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename axes
      actors(first: 100) { nodes { __typename id ... on Institution { institutionKind } } }
      territories(first: 100) { nodes { id kind } } } } }"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    folder = tmp_path_factory.mktemp("gephi")
    copy_small(folder / "data")
    with serving(folder) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="module")
def toolkit() -> Path:
    """The jar of the toolkit, brought by Maven once."""
    folder = CACHE / "gephi"
    jar = folder / "gephi-toolkit-all.jar"
    if not jar.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as draft:
            command = ["mvn", "-q", "-B", "-f", str(SOURCES / "pom.xml"), "dependency:copy-dependencies"]
            command.append(f"-DoutputDirectory={draft}")
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-2000:]
            (brought,) = Path(draft).glob("*.jar")
            brought.replace(jar)
    return jar


def counts_of(toolkit: Path, file: Path) -> Counter[tuple[str, str]]:
    """Return how many nodes and edges of each kind Gephi has read, and nodes with a time; an issue fails the test."""
    command = ["java", "-cp", str(toolkit), str(SOURCES / "Counts.java"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line for line in lines if line[0] == "issue"] == []
    return Counter({(what, kind.replace("Infinity", "INF")): int(count) for what, kind, count in lines})


def counts_of_the_api(service: ServiceProcess) -> Counter[tuple[str, str]]:
    """Return the same from the engagements, page by page."""
    counts: Counter[tuple[str, str]] = Counter()
    others: dict[str, str] = {}
    after = None
    while True:
        page = service.ask(COUNTED, {"after": after}).json()["data"]["engagements"]
        for node in page["nodes"]:
            counts["node", node["__typename"]] += 1
            counts["edge", "ENGAGED_IN"] += len(node["actors"]["nodes"])
            counts["edge", "TARGETS"] += len(node["territories"]["nodes"])
            counts["edge", "ON_AXIS"] += len(node["axes"])
            others |= {one["id"]: one.get("institutionKind", "Trainer") for one in node["actors"]["nodes"]}
            others |= {one["id"]: one["kind"] for one in node["territories"]["nodes"]}
            others |= dict.fromkeys(node["axes"], "PlanAxis")
        if not page["pageInfo"]["hasNextPage"]:
            return counts + Counter(("node", kind) for kind in others.values())
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_gephi_counts_what_the_api_counts(service: ServiceProcess, toolkit: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"network.{name}"
    file.write_bytes(httpx.get(f"{service.url}/export/{name}").raise_for_status().content)
    found = counts_of(toolkit, file)
    dated = Counter({key: found.pop(key) for key in list(found) if key[0] == "dated"})
    expected = counts_of_the_api(service)
    assert found == expected
    engagements = Counter({("dated", kind): expected["node", kind] for kind in ENGAGEMENTS if expected["node", kind]})
    assert dated == (engagements if name == "gexf" else Counter())
