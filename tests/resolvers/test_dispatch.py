"""Dispatch: an operation runs on the event loop once it was measured as quick, and in a thread if it is long."""

import threading

import pytest

from resolvers.scheduler import Scheduler
from tests.api_session import ApiSession
from tests.graphs import sound

pytestmark = pytest.mark.database
QUESTION = "{ engagements(first: 3) { nodes { id title } } }"


async def test_an_everyday_question_runs_on_the_event_loop_from_its_second_run(
    scratch: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scratch.replace(sound())
    scheduler = Scheduler(32, None, timeout_seconds=10.0)
    session = ApiSession(scratch.client, scheduler=scheduler)
    worked = list[str]()
    work = scheduler.work

    async def noted(client: str, function: object) -> object:
        worked.append(threading.current_thread().name)
        return await work(client, function)  # type: ignore[arg-type]

    monkeypatch.setattr(scheduler, "work", noted)
    first = await session.data(QUESTION)
    assert worked, "an operation that was never measured runs in a thread"
    await session.data(QUESTION)  # the first run may have been slow: it had to be planned by the database
    await session.data(QUESTION)
    worked.clear()
    assert await session.data(QUESTION) == first
    assert worked == []
    scheduler.close()
