"""The embedded database with real child processes: refusals, reports, and the processes that outlive others.

There is no stand-in for Java; every death is a real signal to a real process.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import Neo4jError

from graph.access import Access
from graph.embedded import EmbeddedDatabase
from graph.embedded_access import EmbeddedError
from tests.engines import embedded

ROOT = Path(__file__).resolve().parents[2]
GONE_SECONDS = 15.0
PARENT = """
import os, sys, time
from pathlib import Path
from graph.access import Access
from graph.embedded import EmbeddedDatabase
access = EmbeddedDatabase(Path(sys.argv[1])).start()
if os.fork() == 0:  # a worker that inherits every descriptor and outlives its parent
    os.closerange(0, 3)
    time.sleep(60)
    os._exit(0)
print(access.uri, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a folder with a space and an accent in its name, like officers' folders."""
    return tmp_path_factory.mktemp("base") / "données embarquées"


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[EmbeddedDatabase]:
    """Provide a started database for tests that leave it running."""
    with embedded(folder) as started:
        yield started


@pytest.fixture
def access(folder: Path, database: EmbeddedDatabase) -> Access:
    """Provide access to the database, restarted if a test has ended it."""
    assert folder.is_dir()
    return database.restart()


def connect(access: Access) -> Driver:
    """Return a real driver."""
    return GraphDatabase.driver(access.uri, auth=(access.user, access.password))


def count(access: Access) -> int:
    """Count the nodes."""
    with connect(access) as driver:
        found = driver.execute_query("MATCH (n:Kept) RETURN count(n) AS n", database_=access.database).records[0]["n"]
    assert isinstance(found, int)
    return found


def process_ids(folder: Path) -> list[int]:
    """Return the live processes started for a folder: the supervisor and Java, Java last."""
    listed = subprocess.run(["ps", "-Aww", "-o", "pid=,command="], capture_output=True, text=True, check=True)
    # Not the test's own parent script, whose argument is the folder too.
    lines = [line.split() for line in listed.stdout.splitlines() if f"{folder}" in line and "ArcadeDBServer" in line]
    return sorted(int(line[0]) for line in lines)


def wait_for(condition: Callable[[], bool], seconds: float = GONE_SECONDS) -> None:
    """Wait until a condition holds; fail if it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition never held"
        time.sleep(0.05)


def start_error(database: EmbeddedDatabase, timeout_seconds: float = 60.0) -> str:
    """Start, expecting a refusal, and return its message."""
    with pytest.raises(EmbeddedError) as caught:
        database.start(timeout_seconds)
    assert not database.is_alive()
    return str(caught.value)


def test_answers_with_the_stored_password(access: Access, folder: Path) -> None:
    with connect(access) as driver:
        assert driver.execute_query("RETURN 1 AS one", database_=access.database).records[0]["one"] == 1
    kept = folder / "password"
    assert kept.read_text(encoding="ascii") == access.password
    assert len(access.password) >= 24
    assert kept.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o077 == 0
    assert access.password not in repr(access)


def test_password_is_in_no_command_line(access: Access) -> None:
    listed = subprocess.run(["ps", "-Aww", "-o", "command="], capture_output=True, text=True, check=True)
    assert access.password not in listed.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_listens_on_loopback_only(access: Access, folder: Path) -> None:
    assert access.uri.startswith("bolt://127.0.0.1:")
    java = process_ids(folder)[-1]
    sockets = {str(entry.readlink()) for entry in Path(f"/proc/{java}/fd").iterdir() if entry.is_symlink()}
    listening = [
        fields[1].rpartition(":")[0]
        for table in ("tcp", "tcp6")
        for fields in map(str.split, Path(f"/proc/{java}/net/{table}").read_text(encoding="ascii").splitlines()[1:])
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets
    ]
    assert len(listening) == 2
    assert set(listening) <= {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


def test_runs_apart_from_the_terminal(access: Access, folder: Path) -> None:
    assert access.uri
    assert {os.getsid(process) for process in process_ids(folder)} == {process_ids(folder)[0]}


def test_ends_a_statement_that_takes_too_long(tmp_path: Path) -> None:
    with embedded(tmp_path, command_timeout_seconds=0.5) as database:
        access = database.restart()
        statement = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"
        with connect(access) as driver, pytest.raises(Neo4jError, match=r"(?i)time"):
            driver.execute_query(statement, database_=access.database)


def test_second_start_by_the_same_process_is_refused(access: Access, folder: Path, database: EmbeddedDatabase) -> None:
    with pytest.raises(EmbeddedError, match="déjà démarrée"):
        database.start()
    assert start_error(embedded(folder)) == (
        f"Le dossier {folder} est déjà utilisé par la base embarquée du processus {os.getpid()}."
    )
    assert count(access) == 0
    assert [entry.name for entry in (folder / "log").glob("server.*")].count("server.log") == 1


def test_second_start_by_another_process_is_refused(access: Access, folder: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-c", PARENT, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert second.returncode != 0
    assert f"déjà utilisé par la base embarquée du processus {os.getpid()}." in second.stderr
    assert count(access) == 0


def test_killed_child_is_seen_and_restarts_with_its_data(tmp_path: Path) -> None:
    with embedded(tmp_path) as database:
        access = database.restart()
        with connect(access) as driver:
            driver.execute_query("UNWIND range(1, 500) AS i CREATE (:Kept {id: i})", database_=access.database)
        os.kill(process_ids(tmp_path)[-1], signal.SIGKILL)
        wait_for(lambda: not database.is_alive())
        assert database.restart() == access
        assert count(access) == 500
        assert (tmp_path / "log" / "server.previous.log").stat().st_size > 0


def test_hung_child_is_replaced(access: Access, folder: Path, database: EmbeddedDatabase) -> None:
    hung = process_ids(folder)
    os.kill(hung[-1], signal.SIGSTOP)
    assert database.restart() == access
    assert set(hung).isdisjoint(process_ids(folder))


def test_killed_supervisor_takes_the_child_with_it(access: Access, folder: Path, database: EmbeddedDatabase) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux ends a child with its parent by itself")
    os.kill(process_ids(folder)[0], signal.SIGKILL)
    wait_for(lambda: process_ids(folder) == [])
    wait_for(lambda: not database.is_alive())
    assert database.restart() == access


def test_ends_with_its_killed_parent_and_leaves_no_lock(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    try:
        assert parent.stdout.readline().startswith("bolt://")
        assert len(process_ids(tmp_path)) == 2
        parent.kill()
        parent.wait()
        with embedded(tmp_path) as database:  # at once: the old server is still going
            assert len(process_ids(tmp_path)) == 2
            assert count(database.restart()) == 0
        wait_for(lambda: process_ids(tmp_path) == [])
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
        parent.stdout.close()


def test_parent_that_just_ends_stops_it(tmp_path: Path) -> None:
    script = PARENT.partition("if os.fork")[0]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True)
    wait_for(lambda: process_ids(tmp_path) == [])
    assert "ArcadeDB Server is down" in (tmp_path / "log" / "server.log").read_text(encoding="utf-8")


def test_child_started_in_a_thread_outlives_the_thread(tmp_path: Path) -> None:
    database = embedded(tmp_path)
    thread = threading.Thread(target=database.start)
    thread.start()
    thread.join()
    time.sleep(0.5)
    assert database.is_alive()
    database.stop()


def test_dead_child_is_reported_with_its_log(tmp_path: Path) -> None:
    message = start_error(embedded(tmp_path, heap_megabytes=1))
    assert message.startswith("La base embarquée s’est arrêtée au démarrage (code 1) ; fin de son journal")
    assert "Too small maximum heap" in message


def test_failed_start_is_reported_with_its_log(access: Access, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "databases").symlink_to(folder / "databases")  # locked by the other database itself, not by our lock
    message = start_error(embedded(tmp_path))
    assert message.startswith("La base embarquée n’a pas pu démarrer ; fin de son journal")
    assert "is locked by another process" in message
    assert process_ids(tmp_path) == []
    assert count(access) == 0


def test_a_reason_that_java_writes_after_its_exception_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, path = embedded(tmp_path), tmp_path / "server.log"
    path.write_text('Exception in thread "main" java.lang.IllegalStateException\n', "utf-8")
    log = os.open(path, os.O_RDWR | os.O_APPEND)
    monkeypatch.setattr(database, "_log", log)
    late = threading.Timer(0.2, os.write, (log, b"\tat the end: the folder is read-only\n"))
    late.start()
    try:
        with pytest.raises(EmbeddedError, match="the folder is read-only"):
            database._refuse_failed_start()  # noqa: SLF001 - real Java writes its reason too fast to be caught before
    finally:
        late.join()
        os.close(log)


def test_silent_child_is_reported_within_the_timeout(tmp_path: Path) -> None:
    database = embedded(tmp_path)
    stopper = threading.Thread(target=_stop_java_as_it_starts, args=(tmp_path,))
    stopper.start()
    message = start_error(database, timeout_seconds=4)
    stopper.join()
    assert message.startswith("La base embarquée n’a pas répondu en 4 s et a été arrêtée ; fin de son journal")
    wait_for(lambda: process_ids(tmp_path) == [])


def _stop_java_as_it_starts(folder: Path) -> None:
    wait_for(lambda: len(process_ids(folder)) == 2)
    os.kill(process_ids(folder)[-1], signal.SIGSTOP)


def test_lost_password_is_reported(tmp_path: Path) -> None:
    with embedded(tmp_path):
        pass
    (tmp_path / "password").write_text("another-password", encoding="ascii")
    assert "refuse le mot de passe gardé" in start_error(embedded(tmp_path))


def test_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = start_error(embedded(tmp_path / "file" / "base"))
    assert "ne peut pas recevoir la base embarquée" in message


def test_a_second_stop_does_nothing(tmp_path: Path) -> None:
    database = embedded(tmp_path)
    database.stop()
    database.start()
    database.stop()
    database.stop()
    assert not database.is_alive()
    assert process_ids(tmp_path) == []
