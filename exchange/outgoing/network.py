"""The network as it leaves for other tools: engagements page by page, each with who, where, when and says who.

Rule: what leaves is what the API answers to the same caller, filters and day; nothing is read beside it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""Asks the API, and returns the data; it raises what the API says is wrong."""
Engagement = Mapping[str, Any]
PAGE = 250
MOST_NESTED = 1_000
ENGAGEMENTS = f"""
query export($where: EngagementWhere, $after: String, $asOf: Date) {{
  engagements(where: $where, first: {PAGE}, after: $after, asOf: $asOf) {{
    pageInfo {{ hasNextPage endCursor }}
    edges {{ node {{
      __typename id label title startsOn endsOn countsFrom countsUntil status cancelledOn confirmedOn inEffect
      axes criteria themes audiences
      ... on TrainingSession {{ peopleTrained fewTrained }}
      territories(first: {MOST_NESTED}) {{ edges {{ node {{ id label kind code }} }} pageInfo {{ hasNextPage }} }}
      actors(first: {MOST_NESTED}) {{ edges {{ roles node {{
        __typename id label ... on Institution {{ kind }} }} }} pageInfo {{ hasNextPage }} }}
      sources {{ confirmedOn node {{ id label }} }}
    }} }}
  }}
}}
"""


class TooLargeError(Exception):
    """An engagement has more actors or territories than an export can hold."""


@dataclass(frozen=True)
class Filters:
    """What of the network leaves, as the API's arguments: `within` a TerritoryRef, `axes` their values, a day.

    With `in_effect`, only what is in effect on the day; `where` is any further filter of `engagements`.
    """

    within: Mapping[str, Any] | None = None
    axes: tuple[str, ...] = ()
    as_of: str | None = None
    in_effect: bool = False
    where: Mapping[str, Any] | None = None

    @property
    def engagements(self) -> dict[str, Any]:
        """The filter of `engagements`."""
        conditions: list[Mapping[str, Any]] = [self.where] if self.where else []
        if self.within:
            ground = {"OR": [{"within": self.within}, {"overlaps": self.within}]}
            conditions.append({"territories": {"some": {"node": ground}}})
        if self.axes:
            conditions.append({"OR": [{"axes": {"includes": axis}} for axis in self.axes]})
        if self.in_effect:
            conditions.append({"inEffect": {"eq": True}})
        return {"AND": conditions} if conditions else {}


async def engagements(ask: Ask, filters: Filters) -> AsyncIterator[list[Engagement]]:
    """Yield the engagements that match, page by page, in the order of their ids."""
    after: str | None = None
    while True:
        variables = {"where": filters.engagements, "after": after, "asOf": filters.as_of}
        found = (await ask(ENGAGEMENTS, variables))["engagements"]
        page = [edge["node"] for edge in found["edges"]]
        for one in page:
            if any(one[name]["pageInfo"]["hasNextPage"] for name in ("actors", "territories")):
                message = f"« {one['label']} » a plus de {MOST_NESTED} acteurs ou territoires"
                raise TooLargeError(message)
        yield page
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


def nodes_of(engagement: Engagement, name: str) -> list[Mapping[str, Any]]:
    """Return the nodes of an engagement's list."""
    return [edge["node"] for edge in engagement[name]["edges"]]
