"""A watchdog for the embedded database: if it has died or hangs, it is restarted."""

import asyncio

import structlog

from graph.access import Access
from graph.client import WrongPasswordError, answers
from graph.embedded import EmbeddedDatabase
from graph.embedded_access import EmbeddedError
from server.http.health import Health

POLL_SECONDS = 1.0
CHECK_SECONDS = 10.0
"""The interval between checks that the database still answers; each opens a connection."""
ANSWER_SECONDS = 5.0
log = structlog.get_logger("cinqaxes")


async def keep_alive(embedded: EmbeddedDatabase, access: Access, health: Health, hung_seconds: float) -> None:
    """Restart the embedded database if it has died, or has answered nothing for `hung_seconds`."""
    clock = asyncio.get_running_loop().time
    answered, asked = clock(), clock()
    while True:
        await asyncio.sleep(POLL_SECONDS)
        if embedded.is_alive():
            if clock() < min(asked + CHECK_SECONDS, answered + hung_seconds):
                continue
            asked = clock()
            if await asyncio.to_thread(_answers, access):  # so that a busy event loop delays no check
                answered = clock()
                continue
            if clock() < answered + hung_seconds:
                continue
            log.error("embedded database hangs; starting it again", seconds=round(clock() - answered))
        else:
            log.error("embedded database ended; starting it again")
        health.restarts += 1
        try:
            await asyncio.to_thread(embedded.restart)
        except EmbeddedError as problem:
            log.error("embedded database did not start again", reason=str(problem))  # noqa: TRY400 - it says why
        answered = asked = clock()


def _answers(access: Access) -> bool:
    """Return whether the database answers."""
    try:
        return asyncio.run(answers(access, ANSWER_SECONDS))
    except WrongPasswordError:  # refused, but answered
        return True
