"""The rows as plain facts: the statements of sources, looked up by id.

Rule: nothing is computed here except text folding, a visitor's view and whether a dated edge holds; the oracle shares
no code with the product but the vocabulary, the model's declarations and the rows.
"""

import functools
import unicodedata
from collections.abc import Iterable
from datetime import date

from changes.rows import EdgeRow, GraphRows, NodeRow, Value
from graph.vocabulary import Role
from tests.oracle.small_numbers import EVALUATION, is_evaluation_withheld, withheld_in

NAMELESS = "Formateur·rice"
OF_THE_PERSON = frozenset({"BASED_IN", "AFFILIATED_WITH", "INTERVENES_IN", "QUALIFIED_FOR"})
"""The edges of a trainer that only officers see, unless the trainer agreed to be listed."""
ENGAGEMENTS = ("Action", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment")
TERRITORIES = ("AdministrativeTerritory", "CityContract")


def fold(text: str) -> str:
    """Fold text for sorting and matching: ligatures, marks, case and punctuation do not count."""
    for ligature, letters in (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")):
        text = text.replace(ligature, letters)
    kept = ""
    for sign in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(sign):
            kept += sign
    words = "".join(sign if sign.isalnum() else " " for sign in kept.casefold())
    return " ".join(words.split())


def holds_on(edge: EdgeRow, day: date) -> bool:
    """Return whether a dated edge holds on the day: `from` and `until` are inclusive, missing ones are no bound."""
    start, end = edge.properties.get("startsOn"), edge.properties.get("endsOn")
    return not (isinstance(start, date) and day < start) and not (isinstance(end, date) and end < day)


def edge_roles(edge: EdgeRow) -> list[Role]:
    """Return the roles an ENGAGED_IN edge states, in the vocabulary's order."""
    stated = edge.properties["roles"]
    return [role for role in Role if isinstance(stated, list) and role in stated]


def _of_evaluation(session: NodeRow, name: str) -> Value:
    """Return what a visitor sees of an evaluation: whether it is withheld, or one of its figures."""
    is_withheld = is_evaluation_withheld(session)
    if name == "evaluationWithheld":
        return is_withheld
    return None if is_withheld else session.properties.get(name)


class Facts:
    """The nodes and edges of some rows; `anonymous` hides the persons who did not agree to be listed."""

    def __init__(self, rows: GraphRows, *, anonymous: bool = False) -> None:
        """Sort the edges by the end they are looked up from."""
        self.anonymous = anonymous
        self.nodes: dict[str, NodeRow] = {node.id: node for node in rows.nodes}
        self._out: dict[tuple[str, str], list[EdgeRow]] = {}
        self._into: dict[tuple[str, str], list[EdgeRow]] = {}
        self._walked: dict[tuple[str, str], frozenset[str]] = {}
        for edge in rows.edges:
            self._out.setdefault((edge.type, edge.start), []).append(edge)
            self._into.setdefault((edge.type, edge.end), []).append(edge)

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """Return the ids of the nodes of these concrete kinds, in order."""
        wanted = set(kinds)
        return sorted(node.id for node in self.nodes.values() if node.kind in wanted)

    def out(self, relationship: str, start: str) -> list[EdgeRow]:
        """Return the edges of a type that leave a node."""
        return self._out.get((relationship, start), [])

    def into(self, relationship: str, end: str) -> list[EdgeRow]:
        """Return the edges of a type that arrive at a node."""
        return self._into.get((relationship, end), [])

    def edges(self, relationships: Iterable[str]) -> list[EdgeRow]:
        """Return all edges of some types."""
        wanted = set(relationships)
        return [edge for (kind, _), edges in self._out.items() if kind in wanted for edge in edges]

    def walk(self, relationship: str, start: str) -> frozenset[str]:
        """Return every node that one or more edges of a type lead to; each walk is cached, as it is often repeated."""
        if (relationship, start) not in self._walked:
            reached: set[str] = set()
            waiting = [start]
            while waiting:
                for edge in self.out(relationship, waiting.pop()):
                    if edge.end not in reached:
                        reached.add(edge.end)
                        waiting.append(edge.end)
            self._walked[relationship, start] = frozenset(reached)
        return self._walked[relationship, start]

    def kind(self, identifier: str) -> str:
        """Return the concrete kind of a node, or an empty text when no row has this id (an axis)."""
        return self.nodes[identifier].kind if identifier in self.nodes else ""

    def is_hidden(self, identifier: str) -> bool:
        """Return whether the node is a person whom the viewer sees without a name."""
        node = self.nodes.get(identifier)
        hides = node is not None and node.kind == "Trainer" and not node.properties["publicListing"]
        return self.anonymous and hides

    def sees(self, edge: EdgeRow) -> bool:
        """Return whether the viewer sees an edge."""
        return not (edge.type in OF_THE_PERSON and self.is_hidden(edge.start))

    def value(self, identifier: str, name: str) -> Value:
        """Return the id or a stated property, as far as the viewer may see it; None if missing."""
        node = self.nodes[identifier]
        if name == "id":
            return identifier
        if self.is_hidden(identifier):
            if name == "name":
                return NAMELESS
            if name in {"contact", "audiences", "availability", "availableFrom", "availableUntil"}:
                return None
        if name == "evaluationWithheld" or (name in EVALUATION and self.anonymous):
            return _of_evaluation(node, name)
        if name in {"trainedCountWithheld", "countWithheld"}:
            return identifier in self.withheld
        is_withheld = name in {"trainedCount", "count"} and self.anonymous and identifier in self.withheld
        return None if is_withheld else node.properties.get(name)

    @functools.cached_property
    def withheld(self) -> set[str]:
        """The sessions and head counts whose number is withheld from visitors."""
        return withheld_in(self.nodes, [edge for edges in self._out.values() for edge in edges])

    def day(self, identifier: str, name: str) -> date | None:
        """Return a day, or None when missing."""
        value = self.value(identifier, name)
        return value if isinstance(value, date) else None

    def words(self, identifier: str, name: str) -> list[str]:
        """Return a list property; a missing one is empty."""
        value = self.value(identifier, name)
        return value if isinstance(value, list) else []

    def by_name(self, identifiers: Iterable[str]) -> list[str]:
        """Return actors or territories by folded name, then id."""
        return sorted(identifiers, key=lambda identifier: (fold(str(self.value(identifier, "name"))), identifier))
