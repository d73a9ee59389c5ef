"""Walks through a list page by page, at the root or nested in a node.

Rule: each page is compared with its `pageInfo`; the nodes seen are recorded in the order of the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.rights import Viewer
from tests.api_session import ApiSession
from tests.properties.asking import Ask, answers

PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass(frozen=True)
class Listing:
    """A list: a root field, or a relation of a node; `shown` is the selection that identifies a node.

    `base` says what is listed: nodes of a base label, or a computed answer by its name, which is for a `day`.
    """

    root: str
    base: str
    day: date | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    shown: str = "id"
    node: tuple[str, str] | None = None
    order: tuple[str, object] | None = None
    forward_only: bool = False

    def ask(self, **page: object) -> Ask:
        """Return the root field that asks for a page."""
        selection = f"{{ edges {{ cursor node {{ {self.shown} }} }} {PAGE_INFO} }}"
        if self.node is None:
            order = {"orderBy": self.order[1]} if self.order else {}
            day = {"asOf": self.day} if self.day else {}
            return Ask(self.root, {**day, **self.arguments, **order, **page}, selection)
        kind, identifier = self.node
        types = {"first": "Int", "last": "Int", "after": "String", "before": "String"}
        inner = {name: (types[name], value) for name, value in page.items()}
        if self.order:
            inner["orderBy"] = self.order
        arguments = ", ".join(f"{name}: ${name}" for name in inner)
        text = f"{{ ... on {kind} {{ {self.root}({arguments}) {selection} }} }}"
        return Ask("node", {"id": identifier}, text, inner)

    def read(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the connection in the answer of the root field."""
        connection: Mapping[str, Any] = answer if self.node is None else answer[self.root]
        return connection


def identity(node: Mapping[str, Any]) -> str:
    """Return the id of a node, however deep it is in the selection."""
    (value,) = node.values()
    return value if isinstance(value, str) else identity(value)


@dataclass(eq=False)
class Walk:
    """A walk through a list from one end to the other."""

    listing: Listing
    size: int
    backwards: bool = False
    cursor: str | None = None
    seen: list[str] = field(default_factory=list)
    done: bool = False

    def ask(self) -> Ask:
        """Return the root field that asks for the next page."""
        if self.backwards:
            return self.listing.ask(last=self.size, before=self.cursor)
        return self.listing.ask(first=self.size, after=self.cursor)

    def take(self, answer: Mapping[str, Any]) -> None:
        """Take a page, and compare it with its own information."""
        connection = self.listing.read(answer)
        edges, info = connection["edges"], connection["pageInfo"]
        ahead, behind = ("hasPreviousPage", "hasNextPage") if self.backwards else ("hasNextPage", "hasPreviousPage")
        ends = (edges[0]["cursor"], edges[-1]["cursor"]) if edges else (None, None)
        assert (info["startCursor"], info["endCursor"]) == ends
        assert info[behind] == (self.cursor is not None)
        assert len(edges) == self.size or (len(edges) < self.size and not info[ahead])
        page = [identity(edge["node"]) for edge in edges]
        self.seen = page + self.seen if self.backwards else self.seen + page
        self.done = not info[ahead]
        self.cursor = info["startCursor" if self.backwards else "endCursor"]


async def step(session: ApiSession, walks: Sequence[Walk], viewer: Viewer) -> None:
    """Ask for the next page of every walk."""
    for walk, answer in zip(walks, await answers(session, [walk.ask() for walk in walks], viewer), strict=True):
        walk.take(answer)


async def to_the_end(session: ApiSession, walks: Sequence[Walk], viewer: Viewer) -> None:
    """Walk every list to its end."""
    while going := [walk for walk in walks if not walk.done]:
        await step(session, going, viewer)


async def whole(session: ApiSession, listings: Sequence[Listing], viewer: Viewer) -> list[list[str]]:
    """Return every list at once, as ids."""
    results = await answers(session, [listing.ask(first=50) for listing in listings], viewer)
    connections = [listing.read(answer) for listing, answer in zip(listings, results, strict=True)]
    return [[identity(edge["node"]) for edge in connection["edges"]] for connection in connections]
