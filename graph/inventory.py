"""The inventory of a graph: the number of nodes by kind and relationships by type, and a digest of their content.

The content of a kind is a sum of digests, one per node; a write subtracts the old digest of each node it changes and
adds the new one, so the order of writes does not matter. The graph stores its inventory, and every write updates it in
its own transaction; so a reader of the whole graph can check it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from graph.model import SHAPE

NODE, EDGE, RECORD = "node", "edge", "record"
Entry = Sequence[Any]
"""A node, relationship or record written: its head, its properties before (None if it is new) and after (None if it is
deleted).

The head is `["node", labels]`, `["edge", type, start id, end id]` or `["record", label]`.
"""
_DIGEST_BYTES = 8
_WHOLE = 1 << 8 * _DIGEST_BYTES
_TEXT = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


class Stock(NamedTuple):
    """The nodes of a kind or the relationships of a type: their number, and the sum of the digests of their lines."""

    number: int = 0
    content: int = 0


@dataclass
class Inventory:
    """The stock of each kind of node and type of relationship, or the change that a write makes to it."""

    stocks: dict[str, Stock] = field(default_factory=dict)

    @classmethod
    def read(cls, texts: Iterable[str]) -> "Inventory":
        """Return the inventory from the texts that `write` returns."""
        parts = (text.rsplit(" ", 2) for text in texts)
        return cls({name: Stock(int(number), int(content, 16)) for name, number, content in parts})

    def write(self) -> list[str]:
        """Return one text for each kind or type: « name number content »."""
        return [f"{name} {stock.number} {stock.content:x}" for name, stock in sorted(self.stocks.items()) if any(stock)]

    def stock(self, name: str) -> Stock:
        """Return the stock of a kind or type."""
        return self.stocks.get(name, Stock())

    def add(self, head: Sequence[Any], properties: Mapping[str, Any], times: int = 1) -> bytes:
        """Add one node, relationship or record, or remove it with `times=-1`; return its line."""
        name, text = line_of(head, properties)
        number, content = self.stock(name)
        digest = int.from_bytes(blake2b(text, digest_size=_DIGEST_BYTES).digest())
        self.stocks[name] = Stock(number + times, (content + times * digest) % _WHOLE)
        return text

    def change(self, entries: Iterable[Entry]) -> None:
        """Apply the changes of a write."""
        for *head, before, after in entries:
            if before is not None:
                self.add(head, before, -1)
            if after is not None:
                self.add(head, after)


def line_of(head: Sequence[Any], properties: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the kind or type of a node, relationship or record, and its line: the same text on either database."""
    first, written, *ends = head
    name, written = kind_of_labels(tuple(written)) if first == NODE else (written, written)
    stored = {key: value for key, value in properties.items() if value is not None}
    return name, orjson.dumps([first, written, *ends, stored], default=_day, option=_TEXT)


@cache
def kind_of_labels(labels: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the kind of the nodes with these labels, and the labels in the order of the model."""
    for kind in SHAPE.kinds.values():
        written = kind.match.split(":")
        if set(written) == set(labels) and not kind.is_interface:
            return kind.name, written
    return ":".join(sorted(labels)), sorted(labels)


def _day(value: object) -> dict[str, str]:
    """Return a day, of Python or of the driver, in the form used in a line."""
    return {"date": str(value)}
