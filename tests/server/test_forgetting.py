"""After the command has forgotten a person, no byte of the embedded database's files names them.

The real command, alone and with a running service; the files are read as bytes.
"""

import asyncio
import re
import shutil
import signal
from pathlib import Path

import pytest

from graph.access import Access
from graph.client import Client
from graph.embedded_compaction import traces
from graph.statement.maintain.history import RECORDS
from tests.engines import copy_small, running
from tests.exchange.test_forget import SHEETS
from tests.exchange.workbooks import write
from tests.service_process import command, serving, settings_of

TEXTS = {"Zélie Inventée", "zelie@exemple.invalid"}
FRAGMENT = 48
"""The length, in characters, of a piece of a compressed record that occurs in no other by chance."""


def run(folder: Path, *words: str, code: int = 0, access: Access | None = None) -> str:
    """Run a verb, on a running database or its own, and return its output."""
    done = command(folder, *words, **(settings_of(access) if access else {}))
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A folder whose database holds a trainer created by an import, and pieces of the records of that import."""
    folder = tmp_path_factory.mktemp("imported")
    write(folder / "reseau.xlsx", SHEETS)

    async def records_of(access: Access) -> set[str]:
        async with Client(access) as client:
            return {text for _, _, text in await client.read(RECORDS)}

    copy_small(folder / "data")
    with running(folder / "data") as access:
        run(folder, "import", "reseau.xlsx", access=access)
        records = asyncio.run(records_of(access))
    return folder, {text[place : place + FRAGMENT] for text in records for place in range(0, len(text), FRAGMENT)}


@pytest.fixture
def folder(imported: tuple[Path, set[str]], tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(imported[0], tmp_path / "instance"))


@pytest.mark.slow
def test_no_byte_of_a_forgotten_person_remains(folder: Path, imported: tuple[Path, set[str]]) -> None:
    data, fragments = folder / "data", {text for text in imported[1] if len(text) == FRAGMENT}
    assert fragments
    assert traces(data, TEXTS)
    assert traces(data, fragments)
    output = run(folder, "forget", "Zélie Inventée", "--yes")
    (identifier,) = re.findall(r"Oublié : (trainer:\S+) ;", output)
    assert (
        f"À oublier : {identifier} (« Zélie Inventée »), dans le graphe et dans 1 enregistrement d’import ; " in output
    )
    assert "Les fichiers de la base n’en gardent rien." in output
    assert traces(data, TEXTS) == []
    kept = [path for fragment in fragments for path in traces(data, {fragment})]
    assert len(kept) < len(fragments), "only the common beginning of the rewritten record may be the same"
    with running(data) as access:
        assert "oubliée" in run(folder, "import", "reseau.xlsx", "--check", access=access)
        assert "reseau.xlsx" in run(folder, "imports", access=access)
        assert asyncio.run(_index_creations(access)) == []
        again = run(folder, "forget", identifier, access=access)
        assert f"Rien à oublier : « {identifier} » est déjà une personne oubliée" in again
        assert "oui/non" not in again


async def _index_creations(access: Access) -> list[str]:
    async with Client(access) as client:
        return await client.index_creations()


def test_the_journal_of_a_running_service_keeps_bytes_until_it_stops(folder: Path) -> None:
    with serving(folder) as service:
        service.wait_until_ready()
        other = {
            "Formateurs": [dict(SHEETS["Formateurs"][0]) | {"Nom": "Yolande Inconnue", "Contact": "y@inconnue.invalid"}]
        }
        write(folder / "autre.xlsx", other)
        run(folder, "import", "autre.xlsx")
        output = run(folder, "forget", "Yolande Inconnue", "--yes")
        assert "Le journal de la base (txlog_" in output
        assert "jusqu’à l’arrêt du service" in output
        assert "Des octets s'en lisent encore" not in output
        assert service.ask('{ search(text: "yolande") { totalCount } }').json()["data"]["search"]["totalCount"] == 0
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(60) == 0
    assert traces(folder / "data", {"Yolande Inconnue", "y@inconnue.invalid"}) == []


def test_files_are_compacted_on_demand_and_confirmation_can_be_refused(folder: Path) -> None:
    assert "Fichiers de la base récrits." in run(folder, "compact")
    refused = run(folder, "forget", "Zélie Inventée", code=1)
    assert (
        "(« Zélie Inventée »), dans le graphe et dans 1 enregistrement d’import ; ses mobilisations restent" in refused
    )
    assert refused.index("À oublier : ") < refused.index("Oublier cette personne ?") < refused.index("Abandonné")
    assert traces(folder / "data", TEXTS)
    unknown = run(folder, "forget", "Personne", code=1)
    assert "rien à oublier : « Personne » ne désigne rien de connu" in unknown
    assert "oui/non" not in unknown
    assert "seule la base embarquée" in command(folder, "compact", neo4j_uri="bolt://127.0.0.1:1").stderr
