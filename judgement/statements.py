"""Statements: what somebody says of one thing, whether in a line of a file or in an input of the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from changes.attribution import Attribution
from changes.changeset import Facts
from changes.rows import EdgeKey

Edges = Mapping[EdgeKey, Facts]


@dataclass
class Statement:
    """The facts (None: erased) and, by relation, the relationships that are stated of one node.

    `gives_id`: who states it gave the id, rather than what it follows from. `attribution` says by what the statement
    would stand, once that is decided.
    """

    kind: str
    id: str
    facts: Facts = field(default_factory=dict)
    edges: dict[str, dict[EdgeKey, Facts]] = field(default_factory=dict)
    deletes: bool = False
    gives_id: bool = False
    attribution: Attribution | None = None


@dataclass(frozen=True)
class Origin:
    """The source of statements that name none: its id, its facts, and the day that they describe.

    `confirmed_on` is the day on which it confirms them; None where nobody gave one, since the day of an import confirms
    nothing by itself. `unsigned`: nothing says who states them or of which day they are.
    """

    source: str
    facts: Facts
    day: date
    confirmed_on: date | None
    today: date
    unsigned: bool = False
