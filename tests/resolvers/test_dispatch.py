"""Dispatch: an everyday operation runs on the loop once it was measured, and what takes long runs apart."""

import threading

import pytest

from resolvers.workplaces import Workplaces
from tests.asking import Asker
from tests.graphs import sound

pytestmark = pytest.mark.database
QUESTION = "{ engagements(first: 3) { nodes { id title } } }"


async def test_an_everyday_question_is_worked_out_on_the_loop_from_its_second_run(
    scratch: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scratch.replace(sound())
    places = Workplaces(32, None, timeout_seconds=10.0)
    asker = Asker(scratch.client, workplaces=places)
    worked = list[str]()
    work = places.work

    async def noted(client: str, function: object) -> object:
        worked.append(threading.current_thread().name)
        return await work(client, function)  # type: ignore[arg-type]

    monkeypatch.setattr(places, "work", noted)
    first = await asker.data(QUESTION)
    assert worked, "what was never measured runs apart"
    await asker.data(QUESTION)  # the first run may have been slow: it had to be planned by the database
    await asker.data(QUESTION)
    worked.clear()
    assert await asker.data(QUESTION) == first
    assert worked == []
    places.close()
