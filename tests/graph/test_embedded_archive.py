"""The class data archive of the database, in all the states in which a start may find it."""

from pathlib import Path

import pytest

from graph import embedded
from graph.embedded import EmbeddedDatabase
from graph.embedded_wheel import class_archive
from tests.engines import running


def test_an_installation_has_the_archive_and_java_takes_it(tmp_path: Path) -> None:
    """Java also uses the links between its classes; an incubating module among the flags would prevent that."""
    assert class_archive().exists()
    with EmbeddedDatabase(tmp_path, java_flags=["-Xlog:class+load,aot"]):
        log = (tmp_path / "log/server.log").read_text()
    assert "com.arcadedb.server.ArcadeDBServer source: shared objects file" in log
    assert "Using AOT-linked classes: true" in log


@pytest.mark.parametrize("content", [b"no archive", None])
def test_the_database_starts_with_a_spoilt_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    spoilt = tmp_path / "classes.aot"
    spoilt.write_bytes(class_archive().read_bytes()[:100_000] if content is None else content)
    monkeypatch.setattr(embedded, "class_archive", lambda: spoilt)
    folder = tmp_path / "data"
    with running(folder):
        assert "AOT cache" in (folder / "log/server.log").read_text()
