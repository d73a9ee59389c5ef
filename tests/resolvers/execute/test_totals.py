"""Totals of lists: counted once per version of the graph, never older than it."""

from typing import Any

from graph.access import Access
from graph.statement.core.writer import Statement
from seed import demo
from tests.api_session import ApiSession
from tests.questions.golden import RecordingClient

PAGE = """query($after: String, $status: EngagementStatus!) {
  engagements(where: {status: {eq: $status}}, first: 2, after: $after) {
    totalCount pageInfo { endCursor } edges { node { id } }
  }
}"""
CANCEL = "MATCH (e:Engagement {id: $id}) SET e.status = 'CANCELLED'"


async def page(session: ApiSession, after: str | None = None, status: str = "DONE") -> dict[str, Any]:
    found: dict[str, Any] = (await session.data(PAGE, {"after": after, "status": status}))["engagements"]
    return found


async def test_matches_are_counted_once_for_all_pages_and_again_after_a_write(
    scratch: ApiSession, scratch_access: Access
) -> None:
    await scratch.replace(demo.rows())
    async with RecordingClient(scratch_access) as client:
        session = ApiSession(client)
        await session.store.current()
        client.sent.clear()
        first = await page(session)
        total, edges = first["totalCount"], first["edges"]
        assert total > 2
        following = await page(session, first["pageInfo"]["endCursor"])
        assert following["totalCount"] == total
        assert following["edges"] != edges
        assert [known(statement) for sent in client.sent.values() for statement in sent] == [False, True]

        client.sent.clear()
        one = edges[0]["node"]["id"]
        await client.write([Statement(CANCEL, {"id": one}, [one])])
        assert (await page(session))["totalCount"] == total - 1
        assert [known(statement) for sent in client.sent.values() for statement in sent] == [True, False]


def known(statement: Statement) -> bool:
    """Return whether a statement leaves out its total."""
    (left_out,) = [value for value in statement.parameters.values() if isinstance(value, bool)]
    return left_out


async def test_other_values_of_the_same_filter_are_counted_for_themselves(scratch: ApiSession) -> None:
    await scratch.replace(demo.rows())
    totals = {status: (await page(scratch, status=status))["totalCount"] for status in ("DONE", "ACTIVE")}
    again = {status: (await page(scratch, status=status))["totalCount"] for status in ("ACTIVE", "DONE")}
    assert totals == again
    assert totals["DONE"] != totals["ACTIVE"]
