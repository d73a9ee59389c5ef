"""Statements: facts that somebody states about one thing, in a line of a file or an input of the API."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, Self, TypeVar

from changes.attribution import Attribution
from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from graph.shape import Kind, Property, Relation
from graph.vocabulary import Axis, EngagementStatus, TerritoryKind

Edges = Mapping[EdgeKey, Facts]
DELETION, OWNER = "deletion", "owner"
"""The fields of a path that hold no facts: the deletion of a node, and the node at which a relationship starts."""
NEVER_EMPTY = frozenset({"territories", "actors", "communes"})
"""The relations that a new node must have and no statement may erase, if its kind has them."""
MAY_BE_EMPTY: Mapping[str, frozenset[str]] = dict.fromkeys(
    ("TrainingNeed", "Project", "Grant"), frozenset({"territories"})
)
"""The relations of `NEVER_EMPTY` that a kind may leave empty: a need may have an institution, but no territory."""


def never_empty(kind: str) -> frozenset[str]:
    """Return the relations that a new node of a kind must have and no statement may erase."""
    return NEVER_EMPTY - MAY_BE_EMPTY.get(kind, frozenset())


S = TypeVar("S", bound="Statement")
"""A type of statements; it may add where a statement was read, such as the line."""


class Form(Protocol):
    """The form of statements: of nodes of one kind, or of relationships of one relation."""

    @property
    def kind(self) -> Kind:
        """The kind of the nodes or, for relationships, of the nodes at which they start."""

    @property
    def relation_name(self) -> str:
        """The name of the relation; empty for nodes."""

    @property
    def relation(self) -> Relation:
        """The relation; there is none for nodes."""

    @property
    def names(self) -> tuple[str, ...]:
        """The accepted fields, in order."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The fields that identify a node without an id."""

    @property
    def default_axis(self) -> Axis | None:
        """The axis that every node has, whatever else is stated; None if there is none."""

    @property
    def implication(self) -> tuple[str, str, str] | None:
        """A relation, a property and its value: stating the relation states the value too."""

    @property
    def territory(self) -> TerritoryKind | None:
        """The kind of the stated territories."""

    def member(self, name: str) -> Property | Relation | None:
        """Return the property or relation of a field; None for a field without facts."""


@dataclass
class Statement:
    """The facts (None: erased) and, by relation, the relationships that are stated about one node.

    `named` are the fields that the author gave, even unreadable ones. `gives_id`: the author gave the id, rather than
    facts that determine it. `unresolved`: the node is uncertain. `fingerprint` is that of the exported facts, empty if
    the author deleted it, None if there was none. The fields of `only_new` are stated only about new nodes.
    `attribution` is the attribution of the facts, once it is determined.
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

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the relationship that is stated, or the id of the node alone."""
        return next(iter(self.edges[self.form.relation_name])) if self.form.relation_name else (self.id,)

    @property
    def stated(self) -> Facts:
        """The facts that are stated about the relationship or, in a statement about a node, about the node."""
        return next(iter(self.edges[self.form.relation_name].values())) if self.form.relation_name else self.facts

    def with_stated(self, facts: Facts) -> Self:
        """Return the statement with other facts about its relationship or node."""
        if relation := self.form.relation_name:
            return replace(self, edges={relation: dict.fromkeys(self.edges[relation], facts)})
        return replace(self, facts=facts)

    def without(self, names: AbstractSet[str]) -> Self:
        """Return the statement without some facts and relations."""
        left = self.with_stated({name: value for name, value in self.stated.items() if name not in names})
        if self.form.relation_name:
            return left
        return replace(left, edges={name: ends for name, ends in self.edges.items() if name not in names})


def default_axis(identifier: str, axis: Axis) -> dict[EdgeKey, Facts]:
    """Return the relationship of a node to the default axis of its form."""
    return {("ON_AXIS", identifier, f"axis:{axis.number}"): {}}


def deduced_status(end: Value, day: date) -> EngagementStatus:
    """Return the status, on the day of the statement, of an engagement whose status is not stated."""
    return EngagementStatus.DONE if isinstance(end, date) and end < day else EngagementStatus.ACTIVE


@dataclass(frozen=True)
class DefaultSource:
    """The source of statements that name no source: its id, its facts, and the day that the statements describe.

    `confirmed_on` is the day on which the source confirms the statements; None if nobody gave one, since importing
    alone confirms nothing. `unsigned`: nothing says who states them or on which day.
    """

    id: str
    facts: Facts
    day: date
    confirmed_on: date | None
    today: date
    unsigned: bool = False
