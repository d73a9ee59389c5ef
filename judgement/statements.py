"""Statements: what somebody says of one thing, whether in a line of a file or in an input of the API."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from changes.attribution import Attribution
from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from graph.shape import Kind, Property, Relation
from graph.vocabulary import Axis, EngagementStatus, TerritoryKind

Edges = Mapping[EdgeKey, Facts]
DELETION, OWNER = "deletion", "owner"
"""The fields of a path that are no facts: that a thing is to go, and the node at which a relationship starts."""
NEVER_EMPTY = frozenset({"territories", "actors", "communes"})
"""The relations that a new node must have and no statement may erase, where its kind has them."""
MAY_BE_EMPTY: Mapping[str, frozenset[str]] = dict.fromkeys(
    ("TrainingNeed", "Project", "Grant"), frozenset({"territories"})
)
"""Those that a kind may do without: a need or a project may be that of institutions alone."""


def never_empty(kind: str) -> frozenset[str]:
    """Return the relations that a new node of a kind must have and no statement may erase."""
    return NEVER_EMPTY - MAY_BE_EMPTY.get(kind, frozenset())


S = TypeVar("S", bound="Statement")
"""A statement with whatever else is known of it where it was taken, such as its line."""


class Form(Protocol):
    """The form of statements: of nodes of one kind, or of relationships of one relation."""

    @property
    def kind(self) -> Kind:
        """The kind of the nodes; of relationships, the kind at which they start."""

    @property
    def relation_name(self) -> str:
        """The name of the relation, « » for nodes."""

    @property
    def relation(self) -> Relation:
        """The relation; there is none for nodes."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that may be given, in their order."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The fields that identify a node without an id."""

    @property
    def default_axis(self) -> Axis | None:
        """The axis on which every node works, whatever is stated."""

    @property
    def implication(self) -> tuple[str, str, str] | None:
        """A relation, a property and its value: who states the relation states the value too."""

    @property
    def territory(self) -> TerritoryKind | None:
        """The kind of the territories that are stated."""

    def member(self, name: str) -> Property | Relation | None:
        """Return the property or relation of a field; None for a field that states none."""


@dataclass
class Statement:
    """The facts (None: erased) and, by relation, the relationships that are stated of one node.

    `named` are the fields that whoever states it gave, even where nothing can be made of them; `gives_id`: the id too,
    rather than what it follows from. `unresolved`: which node it is about is not certain. `fingerprint` is that of what
    its author saw of it, « » where it was taken out, None where there was none. What is `only_new` is stated of what is
    not known yet. `attribution` says by what it would stand, once that is decided.
    """

    kind: str
    id: str
    facts: Facts = field(default_factory=dict)
    edges: dict[str, dict[EdgeKey, Facts]] = field(default_factory=dict)
    deletes: bool = False
    gives_id: bool = False
    unresolved: bool = False
    fingerprint: str | None = None
    attribution: Attribution | None = None
    named: AbstractSet[str] = frozenset()
    only_new: AbstractSet[str] = frozenset()
    form: Form = field(kw_only=True)


def default_axis(identifier: str, axis: Axis) -> dict[EdgeKey, Facts]:
    """Return the axis on which every node of a form works, whatever others are stated."""
    return {("ON_AXIS", identifier, f"axis:{axis.number}"): {}}


def deduced_status(end: Value, day: date) -> EngagementStatus:
    """Return the state of an engagement of which none is stated, on the day of the statement."""
    return EngagementStatus.DONE if isinstance(end, date) and end < day else EngagementStatus.ACTIVE


@dataclass(frozen=True)
class DefaultSource:
    """The source of statements that name none: its id, its facts, and the day that they describe.

    `confirmed_on` is the day on which it confirms them; None where nobody gave one, since the day of an import confirms
    nothing by itself. `unsigned`: nothing says who states them or of which day they are.
    """

    id: str
    facts: Facts
    day: date
    confirmed_on: date | None
    today: date
    unsigned: bool = False
