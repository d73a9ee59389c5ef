"""Finding the running database of a folder: the processes that may join it, and those that never get the password.

Real databases and real sockets; only another user's socket table is faked.
"""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded_access import EmbeddedError, answers_us, listeners, running
from tests.engines import embedded

SOCKETS = """
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 11 1 0 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1 0 100 0 0 10 0
   2: 0100007F:1F90 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1002        0 13 1 0 100 0 0 10 0
""".strip().splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Provide the folder of a running shared database."""
    folder = tmp_path_factory.mktemp("base")
    with embedded(folder, shared=True):
        yield folder


def test_a_shared_database_is_joined(folder: Path) -> None:
    access = running(folder)
    assert access is not None
    assert answers_us(access, folder, 5)
    assert access.password == (folder / "password").read_text("ascii")
    assert access.password not in (folder / "lock").read_text("ascii")
    assert (folder / "lock").stat().st_mode & 0o777 == 0o600


def test_a_password_that_others_can_read_is_refused(folder: Path) -> None:
    password = folder / "password"
    for mode in (0o640, 0o604):
        password.chmod(mode)
        try:
            with pytest.raises(EmbeddedError, match="peut être lu par d’autres que son propriétaire : « chmod 600"):
                running(folder)
        finally:
            password.chmod(0o600)


def test_a_wrong_password_is_reported(folder: Path) -> None:
    password = folder / "password"
    kept = password.read_text("ascii")
    password.write_text("another-password", "ascii")
    try:
        with pytest.raises(EmbeddedError, match="refuse le mot de passe gardé à côté d’elle"):
            running(folder)
    finally:
        password.write_text(kept, "ascii")


def test_a_database_that_is_not_shared_is_not_joined(tmp_path: Path) -> None:
    with embedded(tmp_path):
        assert running(tmp_path) is None


def test_nothing_is_joined_where_nothing_runs_or_after_the_end(tmp_path: Path) -> None:
    assert running(tmp_path / "absent") is None
    with embedded(tmp_path, shared=True):
        assert running(tmp_path) is not None
    assert running(tmp_path) is None


def test_a_stale_address_is_not_trusted_and_nothing_is_sent_to_its_port(tmp_path: Path) -> None:
    with embedded(tmp_path):
        pass
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.settimeout(0.5)
        (tmp_path / "lock").write_text(f"1 {stranger.getsockname()[1]} 1", "ascii")
        listening = threading.Thread(target=lambda: _hear(stranger, heard))
        listening.start()
        assert running(tmp_path) is None
        listening.join()
    assert heard == []
    with embedded(tmp_path):
        pass


def _hear(server: socket.socket, heard: list[bytes]) -> None:
    try:
        heard.append(server.accept()[0].recv(100))
    except TimeoutError:
        return


def test_a_database_that_never_answers_is_reported(folder: Path) -> None:
    lock = folder / "lock"
    kept = lock.read_text("ascii")
    lock.write_text(f"{kept.split()[0]} 1 1", "ascii")
    try:
        with pytest.raises(EmbeddedError, match=f"le processus {kept.split()[0]}, ne répond pas en 0.3 s"):
            running(folder, patience_seconds=0.3)
    finally:
        lock.write_text(kept, "ascii")


def test_the_listeners_on_a_port_are_read_from_the_socket_table() -> None:
    assert listeners(SOCKETS, 8080) == {1001}
    assert listeners(SOCKETS, 22) == {0}
    assert listeners(SOCKETS, 443) == set()


def test_another_user_who_listens_does_not_receive_the_password(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    access = running(folder)
    assert access is not None
    monkeypatch.setattr("graph.embedded_access.listeners", lambda *_: {folder.stat().st_uid + 1})
    assert not answers_us(access, folder, 5)
