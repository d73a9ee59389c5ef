"""Writes `.cypher` and `.json` of every golden question again, from a database filled for it.

Rule: review the changes before you commit them; the tests only compare.
"""

import asyncio
import logging
import tempfile
from pathlib import Path

from changes.load import load
from graph.access import Access
from graph.domain.counting import Durations
from seed import demo, references
from tests.api_session import ApiSession
from tests.engines import running
from tests.questions.golden import RecordingClient, answer, ask, cypher, questions

log = logging.getLogger("questions")


async def rewrite(access: Access) -> None:
    """Ask every question and write the results."""
    async with RecordingClient(access) as client:
        session = ApiSession(client)
        for question in questions():
            asking = await ask(session, client, question)
            question.path.with_suffix(".cypher").write_text(cypher(asking.statements), "utf-8")
            question.path.with_suffix(".json").write_text(answer(asking.data), "utf-8")
            log.info("%s: %d statements", question.stem, asking.counted)


async def _fill_and_rewrite(access: Access) -> None:
    async with RecordingClient(access) as client:
        await load(client, "references", references.rows(), Durations(), lambda *_: None)
        await load(client, "demonstration", demo.rows(), Durations(), lambda *_: None)
    await rewrite(access)


def main() -> None:
    """Start a database, fill it, write everything again."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as access:
        asyncio.run(_fill_and_rewrite(access))


if __name__ == "__main__":
    main()
