"""The command backs up a graph and restores it elsewhere; it reports each failure in one sentence."""

import stat
from pathlib import Path

import pytest

from tests.engines import EMBEDDED, ENGINE, copy_small, running
from tests.service_process import command, settings_of

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="the command starts the embedded database")


def test_a_file_that_is_no_backup_is_refused_before_the_database_starts(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("rien", "utf-8")
    (tmp_path / "vide.gz").touch()
    for name, words in (
        ("absent.jsonl.gz", "impossible de lire « absent.jsonl.gz » : "),
        (".", "impossible de lire « . » : "),
        ("notes.txt", "« notes.txt » n’est pas une sauvegarde de Cinq Axes"),
        ("vide.gz", "« vide.gz » n’est pas une sauvegarde de Cinq Axes"),
    ):
        refused = command(tmp_path, "restore", name)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith(words)
        assert not (tmp_path / "data").exists()


def test_a_backup_restores_into_another_folder(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    copy_small(old / "data")
    (old / "save.jsonl.gz.part").write_text("what a killed command wrote", "utf-8")
    with running(old / "data") as access:
        done = command(old, "backup", "save.jsonl.gz", **settings_of(access))
        assert done.returncode == 0, done.stderr
        expected = command(old, "check", **settings_of(access)).stdout
    saved = old / "save.jsonl.gz"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in old.glob("save*")] == ["save.jsonl.gz"]
    assert command(old, "backup", "save.jsonl.gz").returncode == 2

    done = command(new, "restore", str(saved))
    assert done.returncode == 0, done.stderr
    with running(new / "data") as access:
        assert command(new, "check", **settings_of(access)).stdout == expected
        again = command(new, "backup", "again.jsonl.gz", **settings_of(access))
        assert again.returncode == 0
        assert (new / "again.jsonl.gz").read_bytes() == saved.read_bytes()

        refused = command(new, "restore", str(saved), **settings_of(access))
        assert refused.returncode == 1
        assert "la base n’est pas vide" in refused.stderr
        cut = tmp_path / "cut.jsonl.gz"
        cut.write_bytes(saved.read_bytes()[:-500])
        refused = command(new, "restore", str(cut), **settings_of(access))
        assert refused.returncode == 1
        assert "n’est pas une sauvegarde de Cinq Axes, ou n’est pas entière" in refused.stderr
