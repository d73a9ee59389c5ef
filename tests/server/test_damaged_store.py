"""`check` finds data lost from the files of the embedded database, and lists the losses.

Real files, damaged while no database runs.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from changes.audit import losses
from graph.client import Client
from tests.engines import EMBEDDED, ENGINE, copy_small, embedded
from tests.service_process import command

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="the files are those of the embedded database")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose embedded database holds the small graph."""
    folder = tmp_path_factory.mktemp("loaded")
    copy_small(folder / "data")
    return folder


def empty_relationships(store: Path) -> None:
    next(store.glob("TARGETS_*.bucket")).write_bytes(b"")


def cut_nodes(store: Path) -> None:
    bucket = next(path for path in store.glob("Action%7EEngagement_*.bucket") if "edges" not in path.name)
    bucket.write_bytes(bucket.read_bytes()[:20_000])


def empty_incoming_edges(store: Path) -> None:
    next(store.glob("Axis_*_in_edges.*.bucket")).write_bytes(b"")


def earlier_schema(store: Path) -> None:
    shutil.copy(store / "schema.prev.json", store / "schema.json")


DAMAGES = [
    (cut_nodes, "Action : 0 nœud au lieu de 130, il en manque 130"),
    (empty_incoming_edges, "ON_AXIS : à l’arrivée, 0 relation au lieu de 312, il en manque 312"),
    (earlier_schema, " : 0 relation au lieu de "),
]


@pytest.mark.parametrize(("damage", "words"), DAMAGES)
async def test_lost_data_are_reported(loaded: Path, tmp_path: Path, damage: Callable[[Path], None], words: str) -> None:
    folder = Path(shutil.copytree(loaded, tmp_path / "instance"))
    damage(folder / "data" / "databases" / "neo4j")
    database = embedded(folder / "data")
    try:
        async with Client(database.start(), timeout_seconds=60.0) as client:
            found = await losses(client)
    finally:
        database.stop()
    assert found
    assert any(words in loss for loss in found), found


def test_the_command_reports_the_loss_and_the_remedy(loaded: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(loaded, tmp_path / "instance"))
    empty_relationships(folder / "data" / "databases" / "neo4j")
    checked = command(folder, "check")
    assert checked.returncode == 1
    assert checked.stdout == "problème : TARGETS : 0 relation au lieu de 297, il en manque 297\n"
    assert "restaurez une sauvegarde dans une base vide (« cinqaxes restore »)" in checked.stderr
    refused = command(folder, "backup", "sauvegarde.jsonl.gz")
    assert refused.returncode == 1
    assert "rien n’est sauvegardé : lancez « cinqaxes check »" in refused.stderr
    assert not list(folder.glob("sauvegarde*"))
