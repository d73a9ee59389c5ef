"""The Python package as a user without a clone gets it: installed from its wheel in a separate environment.

The steps are those of its README.
"""

import os
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.service_process import ServiceProcess

ADDRESS = "http://127.0.0.1:8000"
LAZY = """
import sys
from cinqaxes_client import CinqAxes, EngagementWhere, TerritoryRows, connect, table
graph = CinqAxes("http://127.0.0.1:1")
built = [name for name, one in vars(sys.modules["cinqaxes_client.api.input_types"]).items()
    if getattr(one, "__pydantic_complete__", False) and name != "BaseModel"]
print([name for name in ("ariadne_codegen", "graphql", "pandas", "polars", "numpy") if name in sys.modules], built)
rows = TerritoryRows(kind="REGION")
assert rows.kind.value == "REGION" and EngagementWhere(**{"AND": [{"id": {"eq": "x"}}]}).and_[0].id.eq == "x"
"""
TYPED = """
from cinqaxes_client import Axis, CinqAxes, TerritoryKind, TerritoryRows

graph = CinqAxes("http://127.0.0.1:8000")
page = graph.coverage(rows=TerritoryRows(kind=TerritoryKind.REGION), axes=[Axis.COMMUNICATION], first=5).coverage
if page is not None:
    print(page.nodes[0].territory.label.upper(), page.nodes[0].cells[0].actor_count + 1)
"""


@dataclass(frozen=True)
class Installed:
    """An environment with the package, and the user's folder."""

    folder: Path
    wheel: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the user's folder."""
        command = [str(self.folder / "environment" / "bin" / program), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=180)


@pytest.fixture(scope="module")
def installed(repository: Path, python: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed alone; its dependencies are taken from the clients' environment."""
    folder = tmp_path_factory.mktemp("packages")
    options = ["--no-deps", "--no-build-isolation", "-q", "-w", str(folder)]
    source = str(repository / "clients" / "python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "wheel", *options, source], check=True)
    (wheel,) = folder.glob("cinqaxes_client-*.whl")
    venv.create(folder / "environment", with_pip=False)
    fresh = folder / "environment" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(fresh)]
    subprocess.run([*pip, "install", "-q", "--no-deps", str(wheel)], check=True)
    (packages,) = (folder / "environment" / "lib").glob("*/site-packages")
    (dependencies,) = (repository / ".venv" / "clients" / "lib").glob("*/site-packages")
    (packages / "dependencies.pth").write_text(f"{dependencies}{os.linesep}", "utf-8")
    return Installed(folder, wheel)


def blocks(repository: Path, language: str) -> list[str]:
    """Return the examples of the package's page in a language."""
    page = (repository / "clients" / "python" / "README.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def mypy(installed: Installed, file: str) -> subprocess.CompletedProcess[str]:
    """Check one of the user's programs with mypy in strict mode."""
    python = str(installed.folder / "environment" / "bin" / "python")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--config-file", os.devnull]
    return subprocess.run([*command, file], capture_output=True, text=True, check=False, cwd=installed.folder)


def test_the_wheel_states_its_author_licence_and_types(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = archive.namelist()
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        output = archive.read(metadata).decode()
    assert re.search(r"^License-Expression: MIT$", output, re.MULTILINE)
    assert re.search(r"^Author: \S", output, re.MULTILINE)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert {"cinqaxes_client/py.typed", "cinqaxes_client/api/py.typed", "cinqaxes_codegen/schema.graphql"} <= set(names)


def test_optional_modules_are_not_loaded(installed: Installed) -> None:
    done = installed.run("python", "-c", LAZY)
    assert (done.returncode, done.stdout) == (0, "[] []\n"), done.stderr


def test_a_program_is_typed(installed: Installed) -> None:
    right, wrong = installed.folder / "right.py", installed.folder / "wrong.py"
    right.write_text(TYPED, "utf-8")
    wrong.write_text(
        TYPED.replace("actor_count + 1", "status + 1").replace("axes=[Axis.COMM", "axes=Axis([COMM"), "utf-8"
    )
    wrong.write_text(TYPED.replace("actor_count + 1", "actors + 1").replace("first=5", 'first="5"'), "utf-8")
    done = mypy(installed, "right.py")
    assert done.returncode == 0, done.stdout
    output = mypy(installed, "wrong.py").stdout
    assert 'has no attribute "actors"' in output
    assert 'Argument "first"' in output


def test_a_user_s_own_documents_are_typed_without_the_repository(
    repository: Path, installed: Installed, service: ServiceProcess
) -> None:
    (question,) = blocks(repository, "graphql")
    _, program = blocks(repository, "python")
    (step,) = blocks(repository, "sh")
    command, *arguments = step.split()
    documents = installed.folder / arguments[0]
    documents.mkdir()
    (documents / "contracts.graphql").write_text(question, "utf-8")
    done = installed.run(command, *arguments)
    assert done.returncode == 0, done.stderr
    shown = program.replace(ADDRESS, service.url) + "print(len(contracts), list(contracts.columns))\n"
    (installed.folder / "own.py").write_text(shown, "utf-8")
    done = installed.run("python", "own.py")
    direct = service.ask('{ cityContracts(where: {within: {id: "region:52"}}) { totalCount } }').json()
    assert (
        done.stdout == f"{direct['data']['cityContracts']['totalCount']} ['id', 'label', 'generation', 'planStage']\n"
    )
    assert (checked := mypy(installed, "own.py")).returncode == 0, checked.stdout
    (documents / "contracts.graphql").write_text(question.replace("generation", "generations"), "utf-8")
    refused = installed.run(command, *arguments)
    assert refused.returncode == 1
    assert "Cannot query field 'generations' on type 'CityContract'" in refused.stderr
    assert re.search(r"contracts\.graphql:\d+:\d+\n", refused.stderr), refused.stderr
    assert "Traceback" not in refused.stderr
