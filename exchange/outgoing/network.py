"""Reads the network for the formats of other tools: engagements page by page, with actors, territories and sources.

An export contains what the API returns for the same viewer, filters and day; no other query reads the graph.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.engagements import ENGAGEMENT_PROPERTIES
from graph.vocabulary import TerritoryKind

RunQuery = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""Runs an operation (a text and its variables) and returns its data; raises ClientError if the API returns an error."""
EngagementNode = Mapping[str, Any]
"""An engagement as returned by the API."""
PAGE = 250
MOST_NESTED = 1_000
STORED = " ".join(stored.field for stored in ENGAGEMENT_PROPERTIES)
ENGAGEMENTS = f"""
query export($where: EngagementWhere, $after: String, $asOf: Date!) {{
  engagements(where: $where, first: {PAGE}, after: $after) {{
    pageInfo {{ hasNextPage endCursor }}
    edges {{ node {{
      __typename {STORED} inEffect(asOf: $asOf)
      ... on TrainingSession {{ trainedCount trainedCountWithheld hours offer {{ id }} project {{ id }} }}
      ... on Action {{ plan {{ id }} }} ... on Commitment {{ plan {{ id }} }}
      territories(first: {MOST_NESTED}) {{ edges {{ node {{ id label kind code }} }} pageInfo {{ hasNextPage }} }}
      actors(first: {MOST_NESTED}) {{ edges {{ roles node {{
        __typename id label ... on Institution {{ institutionKind siren siret }} }} }} pageInfo {{ hasNextPage }} }}
      sources {{ confirmedOn node {{ id label }} }}
    }} }}
  }}
}}
"""


TO_CLASSIFY = f"""
query grantsToClassify($within: TerritoryRef!, $after: String) {{
  grants(
    where: {{ funds: {{ none: {{}} }}, territories: {{ some: {{ node: {{ within: $within }} }} }} }}
    first: {PAGE}
    after: $after
  ) {{
    pageInfo {{ hasNextPage endCursor }}
    edges {{ node {{ id receivedBy {{ id }} awardedBy {{ id }} sources {{ node {{ id }} }} }} }}
  }}
}}
"""


class TooLargeError(Exception):
    """An engagement with more actors or territories than an export can hold."""


@dataclass(frozen=True, kw_only=True)
class ExportFilters:
    """The filters of an export: `within` is a TerritoryRef, `axes` are stored values.

    `as_of` is a day in ISO form, the same for all pages, even past midnight: an engagement is `within` a territory that
    it reaches on that day; with `in_effect`, only engagements in effect on that day are exported. `words` are
    stored values by field: for each field, an engagement must have at least one of the values. `where` is a filter of
    `engagements`. `rows` is the kind of the rows of a matrix: the territories of this kind that have, lead or are part
    of a city contract in force.
    """

    as_of: str
    within: Mapping[str, Any] | None = None
    axes: tuple[str, ...] = ()
    in_effect: bool = False
    where: Mapping[str, Any] | None = None
    rows: str = TerritoryKind.CITY_CONTRACT.value
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def engagement_where(self) -> dict[str, Any]:
        """All filters as one argument `where` of `engagements`."""
        conditions: list[Mapping[str, Any]] = [self.where] if self.where else []
        if self.within:
            lifts_on = {"territory": self.within, "day": self.as_of}
            conditions.append({"territories": {"some": {"node": {"liftsOn": lifts_on}}}})
        if self.axes:
            conditions.append({"axes": {"includesAny": list(self.axes)}})
        conditions += [{name: {"includesAny": list(words)}} for name, words in self.words.items()]
        if self.in_effect:
            conditions.append({"inEffectOn": self.as_of})
        return {"AND": conditions} if conditions else {}


async def engagement_pages(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[list[EngagementNode]]:
    """Yield the engagements that match, page by page, in the order of their ids.

    Raises:
        TooLargeError: an engagement has more than 1,000 actors or territories.
    """
    variables = {"where": filters.engagement_where, "asOf": filters.as_of}
    async for _, page in pages(run_query, ENGAGEMENTS, "engagements", variables):
        for engagement in page:
            if any(engagement[name]["pageInfo"]["hasNextPage"] for name in ("actors", "territories")):
                message = f"« {engagement['label']} » a plus de {MOST_NESTED} acteurs ou territoires"
                raise TooLargeError(message)
        yield page


async def grants_to_classify(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[Mapping[str, Any]]:
    """Yield the unclassified grants of the territory of an export; none if anything else is filtered."""
    is_filtered = filters.axes or filters.in_effect or filters.where or any(filters.words.values())
    if filters.within and not is_filtered:
        async for _, page in pages(run_query, TO_CLASSIFY, "grants", {"within": filters.within}):
            for grant in page:
                yield grant


async def pages(
    run_query: RunQuery, text: str, field_name: str, variables: Mapping[str, Any]
) -> AsyncIterator[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Yield a connection and its nodes page by page; the operation takes the cursor as `after`."""
    after: str | None = None
    while True:
        connection = (await run_query(text, {**variables, "after": after}))[field_name]
        yield connection, [edge["node"] for edge in connection["edges"]]
        if not connection["pageInfo"]["hasNextPage"]:
            return
        after = connection["pageInfo"]["endCursor"]


def nodes_of(engagement: EngagementNode, name: str) -> list[Mapping[str, Any]]:
    """Return the nodes of a connection of an engagement: `actors` or `territories`."""
    return [edge["node"] for edge in engagement[name]["edges"]]
