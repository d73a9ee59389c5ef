"""The supervisor: a process between a service and its embedded database; it outlives neither of them.

A script that imports only the standard library. It holds the folder's lock, stops Java when its parent is gone or its
standard input closes, and exits with Java's exit code.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

LOCK_NAME: Final = "lock"
LOG_PATH: Final = Path("log", "server.log")  # the database writes its own logs in the same folder
LOCKED: Final = 75  # exit code: another server holds the folder
READY_POLL_SECONDS: Final = 0.05
STOP_SECONDS: Final = 10.0
_LOCK_WAIT_SECONDS: Final = 3.0  # added to the time that a server takes to end after its parent was killed
_SUPERVISOR_POLL_SECONDS: Final = 0.25
_PR_SET_PDEATHSIG: Final = 1


def supervise(folder: Path, log: Path, parent: int, ports: str, command: list[str]) -> int:
    """Run Java until it ends, the parent is gone or standard input closes; return Java's exit code.

    Return LOCKED without starting Java if another server holds the folder. The lock file names the parent, and the
    ports if any.
    """
    lock = _lock(folder, f"{parent} {ports}")
    if lock is None:
        log.unlink()
        return LOCKED
    _publish_log(log, folder / LOG_PATH)
    java = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=[lock],  # the folder stays locked while Java runs, even without its supervisor
        preexec_fn=_die_with_supervisor if sys.platform == "linux" else None,  # noqa: PLW1509 (no thread runs yet)
    )
    signal.signal(signal.SIGTERM, lambda *_: java.terminate())
    orphaned = threading.Event()
    threading.Thread(target=_await_end_of_input, args=(orphaned,), daemon=True).start()
    while java.poll() is None:
        # The end of input alone would be too late: a worker forked from the parent holds the pipe open.
        if orphaned.wait(_SUPERVISOR_POLL_SECONDS) or os.getppid() != parent:
            os.truncate(lock, 0)  # nobody may join a database that is stopping
            return _end(java)
    return java.returncode


def is_locked(folder: Path) -> bool:
    """Return whether a server holds the folder, whose lock file exists."""
    descriptor = os.open(folder / LOCK_NAME, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(folder: Path, words: str) -> int | None:
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    start = time.monotonic()
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_ending = not os.pread(descriptor, 1, 0)
            if time.monotonic() > start + _LOCK_WAIT_SECONDS + is_ending * STOP_SECONDS:
                return None
            time.sleep(READY_POLL_SECONDS)
        else:
            os.truncate(descriptor, 0)
            os.write(descriptor, words.encode())
            return descriptor


def _publish_log(draft: Path, log: Path) -> None:
    """Rotate the log: only the holder of the lock knows that no other server writes to the previous log."""
    if log.exists():
        log.replace(log.with_name("server.previous.log"))
    draft.replace(log)


def _die_with_supervisor() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _await_end_of_input(ended: threading.Event) -> None:
    os.read(0, 1)  # not through sys.stdin: at exit, a thread still reading would hold the internal lock of that object
    ended.set()


def _end(java: subprocess.Popen[bytes]) -> int:
    java.terminate()
    try:
        return java.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        java.kill()
        return java.wait()


if __name__ == "__main__":
    sys.exit(supervise(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5:]))
