"""Unknown ids, and the degrees of the nodes shown."""

import pytest

from tests.api_session import VIEWERS, ApiSession

KINDS = ("action", "session", "diagnostic", "plan", "commitment", "institution", "trainer", "commune", "axis", "offer")


@pytest.mark.parametrize("kind", KINDS)
async def test_an_unknown_id_is_not_found(national: ApiSession, kind: str) -> None:
    missing = f"{kind}:xxx"
    answer = await national.ask(f'{{ network(around: ["{missing}"]) {{ nodes {{ key }} }} }}')
    assert (answer.codes, answer.data) == (["NOT_FOUND"], {"network": None})
    for ends in (f'from: "{missing}", to: "region:52"', f'from: "region:52", to: "{missing}"'):
        answer = await national.ask(f"{{ path({ends}) {{ nodes {{ key }} }} }}")
        assert (answer.codes, answer.data) == (["NOT_FOUND"], {"path": None})


async def test_an_engagement_that_never_counts_is_known(national: ApiSession) -> None:
    listed = await national.data(
        "{ engagements(where: {countsFrom: {isNull: true}}, first: 1) { edges { node { id } } } }"
    )
    (edge,) = listed["engagements"]["edges"]
    found = await national.data(f'{{ network(around: ["{edge["node"]["id"]}"]) {{ nodes {{ key }} }} }}')
    assert [node["key"] for node in found["network"]["nodes"]] == [edge["node"]["id"]]


async def test_shown_degree_counts_every_edge_that_is_shown(national: ApiSession) -> None:
    query = '{ network(around: ["axis:4"], limit: 60) { nodes { key shownDegree } edges { source target } } }'
    for viewer in VIEWERS:
        view = (await national.data(query, viewer=viewer))["network"]
        ends = [end for edge in view["edges"] for end in (edge["source"], edge["target"])]
        assert {node["key"]: node["shownDegree"] for node in view["nodes"]} == {
            node["key"]: ends.count(node["key"]) for node in view["nodes"]
        }
