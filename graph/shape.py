"""The classes of the model: kinds of node, their properties, and the relationships between them.

Every identifier in a statement comes from declarations of these classes in `graph/model/`; the schema, the filters, the
loader and the audit are derived from them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any

from graph.vocabulary import Word


class Scalar(Enum):
    """The type of a stored value that is not a word of a vocabulary."""

    ID = auto()
    TEXT = auto()
    INT = auto()
    FLOAT = auto()
    BOOL = auto()
    DATE = auto()


@dataclass(frozen=True)
class Property:
    """A stored value of a node or of a relationship.

    `many`: a list. `required`: never null. `personal`: for a visitor, another stored property is read in its place
    (`public_name`). `listed`: a visitor sees it only for trainers who agreed to be listed. `linked`: the relationship
    type and the label of the related nodes whose `value` properties make up the list. `derived`: computed on write from
    the stated facts. `unstated`: the value to use in answers and filters if nothing is stored. `refers_to`: the kind of
    the node whose id is stored; an answer gives the node. `in_snapshot`: the snapshot has it too, and answers may take
    it from there. `api_name`: its name in the API where another kind has a property of the same name and another type.
    `has_year`: the facet `YEAR` counts nodes by it: it is a year, or a day whose year is taken. Text is ordered and
    matched by its folded key, stored as `<name>Key`.
    """

    name: str
    type: Scalar | type[Word]
    meaning: str
    many: bool = False
    required: bool = False
    personal: bool = False
    listed: bool = False
    linked: tuple[str, str] | None = None
    derived: bool = False
    unstated: bool | None = None
    refers_to: str = ""
    in_snapshot: bool = False
    api_name: str = ""
    has_year: bool = False

    @property
    def field(self) -> str:
        """The name in answers and filters: without « Id » if an answer gives the node with the stored id."""
        return self.api_name or (self.name.removesuffix("Id") if self.refers_to else self.name)

    @property
    def never_null(self) -> bool:
        """True if an answer always gives a value."""
        return self.required or self.many or self.unstated is not None

    @property
    def key(self) -> str:
        """The stored property that sorts and matches this one: the folded key of a text, else the property itself."""
        return f"{self.name}Key" if self.type is Scalar.TEXT else self.name


class Direction(Enum):
    """The direction in which a relationship is walked from the node that declares it."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


@dataclass(frozen=True)
class Relation:
    """A relationship as seen from one of its ends.

    `through`: the Cypher type. `target`: the kind or interface at the other end. `paged`: a connection; otherwise a
    short list, or one node with `single`. `transitive`: walked any number of times. `via`: a second relationship,
    walked backwards, for a relation of two steps (actor to actor through an engagement). `listed`: a visitor sees it
    only for trainers who agreed to be listed. `snapshot_values`: the values of the nodes at the other end that the
    snapshot has too; answers may take them from there.
    """

    name: str
    through: str
    target: str
    meaning: str
    direction: Direction = Direction.OUT
    edge: tuple[Property, ...] = ()
    paged: bool = False
    single: bool = False
    transitive: bool = False
    via: str | None = None
    listed: bool = False
    snapshot_values: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """True if sources state its relationships directly: it is neither transitive nor composed of two others."""
        return not self.transitive and self.via is None

    @property
    def quantified(self) -> bool:
        """True if filters have quantifiers for it; for territories, `within`, `overlaps` and `reaches` replace them."""
        return self.stated and self.direction is not Direction.BOTH

    def quantifiers(self, condition: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the conditions on this relation, by quantifier; a condition on a relation to one node gets `some`."""
        return {"some": {"node": condition}} if self.single else condition


ValueType = Scalar | type[Word] | str
"""A scalar, a vocabulary, or the name of a type that the schema declares for computed answers."""


@dataclass(frozen=True)
class Argument:
    """An argument of a computed field."""

    name: str
    type: ValueType
    meaning: str
    many: bool = False
    required: bool = False


@dataclass(frozen=True)
class Computed:
    """A field that is computed, not stored; with `needs_snapshot`, it is computed from the whole network."""

    name: str
    type: ValueType
    meaning: str
    arguments: tuple[Argument, ...] = ()
    many: bool = False
    required: bool = False
    needs_snapshot: bool = False


@dataclass(frozen=True)
class Condition:
    """A filter condition that compares no stored value; `needs_snapshot` as for a computed field."""

    name: str
    type: ValueType
    meaning: str
    needs_snapshot: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of node or, if `implementations` is not empty, an interface of several kinds.

    `base`: the label with the unique id. `label`: the kind's own. `prefixes`: the prefixes of its ids (several for
    territories). `french`: the officers' word for it. `stated_relations`: the relations that sources state from this
    end; None for a kind that is not in workbooks.
    """

    name: str
    base: str
    label: str
    meaning: str
    properties: tuple[Property, ...]
    relations: tuple[Relation, ...] = ()
    computed: tuple[Computed, ...] = ()
    conditions: tuple[Condition, ...] = ()
    implementations: tuple[str, ...] = ()
    interface: str | None = None
    stated_relations: tuple[str, ...] | None = None
    prefixes: tuple[str, ...] = ()
    plural: str = ""
    french: str = ""

    @property
    def plural_words(self) -> str:
        """The plural in words: « training sessions »."""
        return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in self.plural)

    @property
    def is_interface(self) -> bool:
        """True if this is an interface, which stands for several kinds."""
        return bool(self.implementations)

    @property
    def english(self) -> str:
        """Its name as a noun in a sentence."""
        return re.sub("(?<=[a-z])(?=[A-Z])", " ", self.name).lower()

    @property
    def match(self) -> str:
        """The label pattern of a MATCH: the base label, which has the unique index, then the kind's own."""
        return self.base if self.label == self.base else f"{self.base}:{self.label}"

    def property(self, name: str) -> Property | None:
        """Return the property with this name, or None."""
        return next((p for p in self.properties if p.name == name), None)

    def field(self, name: str) -> Property | None:
        """Return the property that answers and filters call by this name, or None."""
        return next((p for p in self.properties if p.field == name), None)

    def relation(self, name: str) -> Relation | None:
        """Return the relation with this name, or None."""
        return next((r for r in self.relations if r.name == name), None)

    def computed_field(self, name: str) -> Computed | None:
        """Return the computed field with this name, or None."""
        return next((c for c in self.computed if c.name == name), None)

    def condition(self, name: str) -> Condition | None:
        """Return the condition with this name, or None."""
        return next((c for c in self.conditions if c.name == name), None)


@dataclass(frozen=True)
class RelationshipType:
    """A Cypher relationship type: the kinds or labels of its ends, and its properties; the audit checks them.

    `territorial`: the snapshot stores such relationships with their territories; adding or removing one changes these
    territories. `derived`: it follows from facts and other relationships, and is never stated itself.
    """

    name: str
    start: str
    end: str
    properties: tuple[Property, ...] = ()
    territorial: bool = False
    derived: bool = False


@dataclass(frozen=True)
class Shape:
    """All kinds and relationship types, by name."""

    kinds: Mapping[str, Kind]
    relationships: Mapping[str, RelationshipType]
    by_prefix: Mapping[str, Kind] = field(default_factory=dict)

    @cached_property
    def derived_relationships(self) -> frozenset[str]:
        """The names of the relationship types that are derived."""
        return frozenset(name for name, relationship in self.relationships.items() if relationship.derived)

    def concrete(self, name: str) -> tuple[Kind, ...]:
        """Return the concrete kinds of a name: the kind itself, or the implementations of an interface."""
        kind = self.kinds[name]
        return tuple(self.kinds[i] for i in kind.implementations) if kind.is_interface else (kind,)

    def kind_of_id(self, identifier: str) -> str | None:
        """Return the name of the kind of the node with this id; None if no kind has such ids."""
        kind = self.by_prefix.get(identifier.split(":", 1)[0])
        return kind.name if kind else None

    def base_of_id(self, identifier: str) -> str | None:
        """Return the base label of the node with this id; None if no kind has such ids."""
        kind = self.by_prefix.get(identifier.split(":", 1)[0])
        return kind.base if kind else None
