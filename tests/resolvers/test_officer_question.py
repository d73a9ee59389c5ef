"""The officer's question, end to end on the demonstration network."""

from tests.api_session import ApiSession

QUESTION = """
{
  mobilised(axes: [VICTIM_SUPPORT], within: {code: {kind: DEPARTEMENT, code: "44"}}) {
    totalCount
    edges { node { actor { label } since engagements { edges { node { sources { confirmedOn node { title } } } } } } }
  }
  coverage(rows: {kind: CITY_CONTRACT, within: {code: {kind: REGION, code: "52"}}}, axes: [VICTIM_SUPPORT]) {
    summary { rows { covered partial inherited gap toConfirm unknown } }
  }
}
"""


async def test_who_is_mobilised_and_where_nobody_is(national: ApiSession) -> None:
    data = await national.data(QUESTION)
    assert data["mobilised"]["totalCount"] == 15
    rows = {"covered": 5, "partial": 1, "inherited": 0, "gap": 2, "toConfirm": 1, "unknown": 2}
    assert data["coverage"]["summary"] == [{"rows": rows}]
