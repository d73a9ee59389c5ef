"""Access to the embedded database of a folder: its ports and its password, which only the folder's owner can read.

The file `lock` of a shared database contains the id of the process that owns the database, and the ports. It is written
while the lock is held and emptied before the database stops. If nobody holds the lock, the content of the file is
ignored, so the address of a dead database is never used.
"""

import asyncio
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from graph.access import Access
from graph.client import WrongPasswordError, answers
from graph.embedded_supervisor import LOCK_NAME, READY_POLL_SECONDS, is_locked
from graph.system_errors import reason_of

USER: Final = "root"
DATABASE: Final = "neo4j"
HOST: Final = "127.0.0.1"
T = TypeVar("T")

_LISTENING: Final = "0A"


class EmbeddedError(Exception):
    """The embedded database cannot be used; the message is a sentence in French, with the end of the log if any."""


def access_at(folder: Path, port: int, http_port: int) -> Access:
    """Return the access to a folder's database on two ports; the password is created if there is none.

    Raises:
        EmbeddedError: others than its owner can read the password.
        OSError: the folder cannot be read or written.
    """
    password = _password(folder / "password")
    return Access(f"bolt://{HOST}:{port}", USER, password, DATABASE, http_port, str(folder))


def running(folder: Path, patience_seconds: float = 30.0) -> Access | None:
    """Return the access to the shared database that runs in a folder; None if none runs, or if it is not shared.

    Raises:
        EmbeddedError: others can read the password, the database refuses it, or does not answer in time.
    """
    deadline = time.monotonic() + patience_seconds
    while ports := _readable(_shared_ports, folder):
        try:
            access = access_at(folder, *ports)
        except OSError as error:
            message = f"Le mot de passe de la base embarquée du dossier {folder} ne se lit pas : {reason_of(error)}."
            raise EmbeddedError(message) from error
        if answers_us(access, folder, max(0.1, deadline - time.monotonic())):
            return access
        if time.monotonic() > deadline:
            message = (
                f"La base embarquée du dossier {folder}, que tient le processus {owner(folder)}, ne répond pas en "
                f"{patience_seconds:g} s ; arrêtez ce processus et relancez la commande."
            )
            raise EmbeddedError(message)
        time.sleep(READY_POLL_SECONDS)
    return None


def answers_us(access: Access, folder: Path, seconds: float) -> bool:
    """Return whether the database answers a statement in time; the password is not sent to another user's process.

    Raises:
        EmbeddedError: the database refuses the password.
    """
    if not _is_owners(access, folder):
        return False
    limit = min(5.0, seconds)
    try:
        with ThreadPoolExecutor(1) as thread:  # the caller's thread may already run an event loop
            return thread.submit(lambda: asyncio.run(answers(access, limit))).result()
    except WrongPasswordError:
        message = "La base embarquée refuse le mot de passe gardé à côté d’elle : remettez le fichier « password »."
        raise EmbeddedError(message) from None


def _readable(read: Callable[[Path], T], folder: Path) -> T:
    """Return the result of reading a folder; an OSError becomes a French sentence."""
    try:
        return read(folder)
    except OSError as error:
        message = f"Le dossier {folder} de la base embarquée ne se lit pas : {reason_of(error)}."
        raise EmbeddedError(message) from error


def owner(folder: Path) -> str:
    """Return the id of the process that holds a folder's database."""
    return next(iter(_lock_words(folder)), "inconnu")


def _shared_ports(folder: Path) -> tuple[int, int] | None:
    _, *ports = _lock_words(folder) or ("",)
    return (int(ports[0]), int(ports[1])) if ports and is_locked(folder) else None


def _lock_words(folder: Path) -> list[str]:
    try:
        return (folder / LOCK_NAME).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def _is_owners(access: Access, folder: Path) -> bool:
    """Return whether both ports belong to a process of the folder's owner; checked on Linux only."""
    ports = int(access.uri.rpartition(":")[2]), access.http_port
    users = {user for table in ("tcp", "tcp6") for port in ports for user in listeners(_rows(table), port)}
    return users <= {(folder / "password").stat().st_uid}


def listeners(rows: Iterable[str], port: int) -> set[int]:
    """Return the ids of the users whose processes listen on a port, from the rows of a Linux socket table."""
    words = [row.split() for row in rows]
    return {
        int(user)
        for _, local, _, state, _, _, _, user, *_ in words
        if state == _LISTENING and int(local.rpartition(":")[2], 16) == port
    }


def _rows(table: str) -> list[str]:
    try:
        return Path("/proc/net", table).read_text(encoding="ascii").splitlines()[1:]
    except FileNotFoundError:  # another system, or one without IPv6
        return []


def _password(path: Path) -> str:
    """Return the password of a folder, created on first use and then kept.

    The database accepts only the password that it was given at its first start.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24))
        with suppress(FileExistsError):  # if two first starts coincide, the first link wins and both read it
            os.link(draft, path)
        draft.unlink()
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = (
            "Le mot de passe de la base embarquée peut être lu par d’autres que son propriétaire : "
            f"« chmod 600 {path} », puis relancez la commande."
        )
        raise EmbeddedError(message)
    return path.read_text(encoding="ascii").strip()
