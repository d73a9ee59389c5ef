"""Whether a database answers: one statement over Bolt 4.4, by hand.

Rule: standard library only; a server that accepts a connection and then says nothing does not answer.
"""

import socket
import struct
import time


class WrongPasswordError(Exception):
    """The database refuses the password."""


def answers(host: str, port: int, login: dict[str, str], database: str, deadline: float) -> bool:
    """Whether the database runs a statement before the deadline, in seconds of `time.monotonic`.

    Args:
        host: where it listens.
        port: where it listens.
        login: `principal` and `credentials`.
        database: name of the database asked.
        deadline: when to give up.

    Raises:
        WrongPasswordError: it refuses the login.
    """
    seconds = max(0.1, min(5.0, deadline - time.monotonic()))
    try:
        with socket.create_connection((host, port), timeout=seconds) as connection:
            connection.sendall(bytes.fromhex("6060b017" + "00000404" + "00" * 12))
            return _receive(connection, 4) == bytes.fromhex("00000404") and _runs_statement(connection, login, database)
    except OSError:
        return False


def _runs_statement(connection: socket.socket, login: dict[str, str], database: str) -> bool:
    hello = {"user_agent": "cinqaxes", "scheme": "basic"} | login
    answer = _ask(connection, b"\xb1\x01" + _packed(hello))
    if b"Unauthorized" in answer:
        raise WrongPasswordError
    run = b"\xb3\x10" + _packed_text("RETURN 1") + _packed({}) + _packed({"db": database})
    return _succeeded(answer) and _succeeded(_ask(connection, run))


def _succeeded(answer: bytes) -> bool:
    return answer[1:2] == b"\x70"


def _ask(connection: socket.socket, message: bytes) -> bytes:
    connection.sendall(struct.pack(">H", len(message)) + message + b"\0\0")
    answer = b""
    while (size := struct.unpack(">H", _receive(connection, 2))[0]) or not answer:
        answer += _receive(connection, size)
    return answer


def _receive(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        part = connection.recv(size - len(received))
        if not part:
            raise ConnectionResetError
        received += part
    return received


def _packed(values: dict[str, str]) -> bytes:
    return bytes([0xA0 + len(values)]) + b"".join(_packed_text(part) for pair in values.items() for part in pair)


def _packed_text(text: str) -> bytes:
    data = text.encode()
    return bytes([0xD0, len(data)]) + data
