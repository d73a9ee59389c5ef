"""The search: words that begin words of the name, code or label.

Rule: one statement for all kinds; exact first, then what starts so, then others; by name, then id. It reads only
what the caller may see.
"""

from dataclasses import dataclass
from typing import Any

from graph.mistakes import Mistake, in_range
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.finding import Search
from graph.statement.selection import Field, Selection
from graph.statement.writer import Writer
from graph.text import fold
from resolvers.asked import Asked
from resolvers.rendering import Getters, keys, of_key, renderer

FIRST_LIMIT = 100
TEXT_LIMIT = 200
SEARCHED: dict[str, Kind] = {
    "TERRITORY": SHAPE.kinds["AdministrativeTerritory"],
    "CITY_CONTRACT": SHAPE.kinds["CityContract"],
    "INSTITUTION": SHAPE.kinds["Institution"],
    "TRAINER": SHAPE.kinds["Trainer"],
    "ENGAGEMENT": SHAPE.kinds["Engagement"],
    "OFFER": SHAPE.kinds["Offer"],
    "SOURCE": SHAPE.kinds["Source"],
}


@dataclass(frozen=True)
class Hit:
    """One thing found: how well, its sort key, its id, its kind, and the values of each node selection."""

    rank: int
    key: str
    id: str
    kind: str
    values: list[list[Any]]

    def order(self) -> tuple[int, str, str]:
        """Return what orders it among the others."""
        return self.rank, self.key, self.id


async def search(asked: Asked, root: Field) -> Any:
    """Answer what is found by words."""
    text, first = root.arguments["text"], root.arguments["first"]
    words = fold(text).split()
    if not words or len(text) > TEXT_LIMIT:
        message = f"text: give one word or more, {TEXT_LIMIT} characters at most"
        raise Mistake(message)
    in_range("first", first, FIRST_LIMIT)
    context = await asked.context(root)
    w = Writer(context)
    plan = _Plan(w, root, words, first)
    answer = await asked.read(w.statement(plan.expressions()))
    return plan.render(answer)


class _Plan:
    """One search: its expressions kind by kind, and how the nodes found are read."""

    def __init__(self, w: Writer, root: Field, words: list[str], first: int) -> None:
        chosen = root.arguments.get("kinds")
        kinds: list[str] = list(dict.fromkeys(SEARCHED if chosen is None else chosen))
        edges = root.sub().named("edges")
        nodes = [item.sub() for edge in edges for item in edge.sub().named("node")]
        counted = bool(root.sub().named("totalCount", "totalByKind"))
        self.kinds, self._root, self._first = kinds, root, first
        self._search = Search(w, words, first, nodes, bool(edges), counted)

    def expressions(self) -> list[str]:
        """Return what finds the best of each kind, and how many there are where that was asked."""
        return [self._search.expression(name, SEARCHED[name]) for name in self.kinds]

    def slot(self, hit: Hit, selection: Selection) -> dict[str, Any]:
        """Return the node of a hit as one selection wants it."""
        place, projector = self._search.projectors[hit.kind, selection]
        return projector(hit.values[place])

    def render(self, answer: list[Any]) -> Any:
        """Return the response object: the best of all kinds together."""
        hits = [
            Hit(row[1], row[2], row[3], name, row[4])
            for name, rows in zip(self.kinds, answer, strict=True)
            for row in rows
            if self._search.listed
        ]
        hits.sort(key=Hit.order)
        totals = [rows[0][0] if rows else 0 for rows in answer]
        counts = [{"kind": name, "count": total} for name, total in zip(self.kinds, totals, strict=True)]
        getters: Getters = {
            "SearchConnection": {
                "edges": of_key("hits"),
                "totalCount": lambda _value, _field: sum(count["count"] for count in counts),
                "totalByKind": lambda _value, _field: counts,
            },
            "SearchEdge": {"kind": lambda hit, _: hit.kind, "node": lambda hit, _: hit},
            "SearchCount": keys("kind", "count"),
        }
        return renderer(self._root.sub(), getters, self)({"hits": hits[: self._first]})
