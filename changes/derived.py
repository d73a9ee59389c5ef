"""Derived properties: labels, folded keys, the values that visitors see, and the days that count.

Pure functions of stated rows; everything here can be computed again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from changes.rows import EdgesByEnd, GraphRows, NodeRow, Value
from changes.withholding import SMALLEST_SHOWN, is_small, withheld
from graph.domain.counting import Durations, counting
from graph.model import SHAPE
from graph.rights import TWIN, public_name
from graph.shape import Kind, Property, Scalar
from graph.text import fold
from graph.vocabulary import (
    FICTIONAL,
    AffiliationKind,
    Audience,
    Axis,
    Criterion,
    HeadCountBreakdown,
    HeadCountKind,
    Outcome,
    TerritoryKind,
    Theme,
    Word,
)

LABEL_LENGTH = 120
Properties = dict[str, Value]
NUMBERS = {"TrainingSession": "trainedCount", "HeadCount": "count"}
"""The numbers of people, by kind, that visitors see unless they are withheld."""
EVALUATION = ("respondentCount", "satisfiedPercent", "appliedPercent")
"""The results of a session's evaluation; the first one is the number of respondents."""
_Tables = defaultdict[HeadCountBreakdown, dict[str, int]]
"""The numbers for one group of people, by breakdown and by the id of the node that states them."""


def axis_rows() -> list[NodeRow]:
    """Return the five axes as nodes."""
    return [NodeRow("PlanAxis", f"axis:{axis.number}", {"value": str(axis), "number": axis.number}) for axis in Axis]


def derived(rows: GraphRows, durations: Durations) -> list[tuple[str, str, Properties]]:
    """Return every node as (kind, id, all properties to store)."""
    surroundings = _Surroundings(rows)
    return [(node.kind, node.id, _properties(node, surroundings, durations)) for node in rows.nodes]


class _Surroundings:
    """The rows around a node from which its derived properties follow: départements, employers, confirmations."""

    def __init__(self, rows: GraphRows) -> None:
        self.nodes = {node.id: node for node in rows.nodes}
        self.edges = EdgesByEnd(rows.edges)
        counting = (n for n in rows.nodes if n.kind == "TrainingSession" or self.edges.into("COUNTED_IN", n.id))
        few = {node.id for node in rows.nodes if is_small(number_of(node) or 0)}
        self.withheld = few.union(*map(self._withheld_of, counting))
        self.territory_labels = self._territory_labels()

    def departement_of(self, commune: str) -> str:
        """Return the code of the département of a commune; empty if it is not among the rows."""
        containers = (end.partition(":") for end in self.edges.ends("PART_OF", commune))
        return next((code for kind, _, code in containers if kind == "departement"), "")

    def confirmed_on(self, engagement: str) -> date | None:
        """Return the newest day on which a source confirmed an engagement; None if no source gives a day."""
        days = (edge.properties.get("confirmedOn") for edge in self.edges.out("STATED_BY", engagement))
        return max((day for day in days if isinstance(day, date)), default=None)

    def also_in(self, territory: str) -> str:
        """Return in parentheses the other départements that a territory overlaps; empty for none."""
        overlapping = [edge.start for edge in self.edges.into("OVERLAPS", territory)]
        overlapping += self.edges.ends("OVERLAPS", territory)
        home = self._attached_to(territory)
        others = self._names(i for i in overlapping if i.startswith("departement:") and i != home)
        return f" (aussi : {others})" if others else ""

    def _withheld_of(self, engagement: NodeRow) -> set[str]:
        """Return the ids of the nodes whose numbers of people are withheld, for one engagement.

        These nodes are the engagement's head counts, or the engagement itself if it is a session.
        """
        tables: defaultdict[Value, defaultdict[Value, _Tables]]
        tables = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
        counts = (self.nodes.get(edge.start) for edge in self.edges.into("COUNTED_IN", engagement.id))
        for node in (engagement, *filter(None, counts)):
            people = HeadCountKind.TRAINED.value if node is engagement else node.properties.get("kind")
            if (number := number_of(node)) is not None:
                tables[people][node.properties.get("year")][_breakdown(node)][node.id] = number
        return set[str]().union(*map(_withheld, tables.values()))

    def _territory_labels(self) -> dict[str, str]:
        """Return the labels of territories by id; words in parentheses tell apart those with the same label."""
        namesakes: defaultdict[str, list[NodeRow]] = defaultdict(list)
        for node in self.nodes.values():
            if node.kind in {"AdministrativeTerritory", "CityContract"}:
                namesakes[self._territory_label(node)].append(node)
        labels = {node.id: label for label, nodes in namesakes.items() for node in nodes}
        for nodes in namesakes.values():
            if len(nodes) > 1:
                words = zip(nodes, self._distinguishing_words(nodes), strict=True)
                labels |= {node.id: f"{labels[node.id]} ({word})" for node, word in words}
        return labels

    def _territory_label(self, node: NodeRow) -> str:
        facts = node.properties
        if node.kind == "CityContract":
            return f"Contrat de ville {facts['generation']} – {facts['name']}{self.also_in(node.id)}"
        if node.id.startswith(("epci:", "ept:")):
            return f"{facts['name']}{self.also_in(node.id)}"
        if facts.get("kind") == TerritoryKind.COMMUNE and (departement := self.departement_of(node.id)):
            return f"{facts['name']} ({departement})"
        if facts.get("kind") == TerritoryKind.QPV and (communes := self._names(self.edges.ends("LIES_ON", node.id))):
            return f"{facts['name']} ({communes})"
        return str(facts["name"])

    def _distinguishing_words(self, nodes: Sequence[NodeRow]) -> list[str]:
        """Return a distinct word for each node: its kind, or else its département, or else its code."""
        kinds = [TerritoryKind(str(node.properties["kind"])).label_fr.lower() for node in nodes]
        departements = [self._attached_to(node.id).removeprefix("departement:") for node in nodes]
        for words in (kinds, departements):
            if len({*words}) == len(nodes) and all(words):
                return words
        return [str(node.properties["code"]) for node in nodes]

    def _attached_to(self, territory: str) -> str:
        return next(iter(self.edges.ends("ATTACHED_TO", territory)), "")

    def _names(self, ids: Iterable[str]) -> str:
        return ", ".join(sorted(str(self.nodes[i].properties["name"]) for i in ids if i in self.nodes))

    def employer(self, trainer: str) -> str | None:
        """Return the name of a trainer's employer; None without one.

        Of several employers, one whose employment has no last day is preferred, then the smallest id: a stored value
        must not depend on the current day.
        """
        affiliations = self.edges.out("AFFILIATED_WITH", trainer)
        edges = [e for e in affiliations if e.properties.get("kind") == AffiliationKind.EMPLOYED]
        current = [e for e in edges if e.properties.get("endsOn") is None] or edges
        if not current:
            return None
        node = self.nodes.get(min(e.end for e in current))
        return str(node.properties["name"]) if node else None


def _properties(node: NodeRow, surroundings: _Surroundings, durations: Durations) -> Properties:
    kind = SHAPE.kinds[node.kind]
    properties: Properties = dict(node.properties)
    properties["label"] = _label(node, surroundings)
    if kind.base == "Engagement":
        first, last = counting(node.kind, node.properties, durations) or (None, None)
        properties |= {"countsFrom": first, "countsUntil": last, "confirmedOn": surroundings.confirmed_on(node.id)}
    properties |= keys_of(kind.properties, properties)
    if name := NUMBERS.get(node.kind):
        is_withheld = node.id in surroundings.withheld
        public = None if is_withheld else properties.get(name)
        properties |= {withheld_name(name): is_withheld, public_name(name): public}
    if node.kind == "TrainingSession":
        properties |= _evaluation(properties)
    if kind.base == "Actor":
        properties |= _public_properties(node, kind, properties, surroundings)
    return properties


def withheld_name(name: str) -> str:
    """Return the property that says whether a number of people is withheld from visitors."""
    return f"{name}Withheld"


def _breakdown(node: NodeRow) -> HeadCountBreakdown:
    """Return the field by which a node breaks down its people; the total if there is none."""
    broken_down = (by for by in HeadCountBreakdown if node.properties.get(by.lower()))
    return next(broken_down, HeadCountBreakdown.TOTAL)


def _withheld(by_year: Mapping[Value, _Tables]) -> set[str]:
    """Return the ids of the withheld counts for one kind of people; the year None holds the counts without a year.

    If only some numbers have a year, the numbers with a year and those without could reveal each other's small values.
    """
    ids: set[str] = set()
    every = [table for tables in by_year.values() for table in tables.values()]
    if None in by_year and len(by_year) > 1 and any(is_small(number) for table in every for number in table.values()):
        ids |= {identifier for table in by_year[None].values() for identifier, number in table.items() if number}
    for tables in by_year.values():
        totals = tables.get(HeadCountBreakdown.TOTAL, {})
        parts = [table for by, table in tables.items() if by is not HeadCountBreakdown.TOTAL]
        of_year = withheld(totals.values(), parts)
        ids |= {*of_year.parts, *(totals if of_year.total else ())}
    return ids


def number_of(node: NodeRow) -> int | None:
    """Return the number of people that a node counts; None if unknown or not counted."""
    number = node.properties.get(NUMBERS.get(node.kind, ""))
    return number if isinstance(number, int) else None


def keys_of(stored: Iterable[Property], properties: Mapping[str, Value]) -> Properties:
    """Return the folded keys of the texts among properties; None for a missing text."""
    return {p.key: _folded(properties.get(p.name)) for p in stored if p.type is Scalar.TEXT}


def _folded(text: Value) -> Value:
    if isinstance(text, list):
        return [fold(str(item)) for item in text]
    return fold(text) if isinstance(text, str) else None


def _evaluation(properties: Properties) -> Properties:
    """Return the results of a session's evaluation that visitors see, and whether they are withheld."""
    answers = properties.get(EVALUATION[0])
    is_known = any(properties.get(name) is not None for name in EVALUATION)
    is_withheld = is_known and not (isinstance(answers, int) and answers >= SMALLEST_SHOWN)
    public = {public_name(name): None if is_withheld else properties.get(name) for name in EVALUATION}
    return {"evaluationWithheld": is_withheld or None, **public}


def _public_properties(node: NodeRow, kind: Kind, properties: Properties, surroundings: _Surroundings) -> Properties:
    """Return the public values of an actor: anonymous ones for a trainer who did not agree to be listed."""
    hidden = node.kind == "Trainer" and not node.properties.get("publicListing")
    public = dict(properties)
    if hidden:
        employer = surroundings.employer(node.id)
        public["name"] = TWIN
        public["label"] = f"{TWIN} ({employer})" if employer else TWIN
        public |= {p.name: None for p in kind.properties if p.personal and not p.required}
        public |= keys_of(kind.properties, public)
    names = [name for p in kind.properties if p.personal for name in {p.name, p.key}]
    return {public_name(name): public.get(name) for name in names}


def _head_count_label(facts: Mapping[str, Value]) -> str:
    """Return « Personnes reçues en 2025 – logement »: never the number, which may be withheld."""
    words: Mapping[str, type[Word]] = {"audience": Audience, "theme": Theme, "criterion": Criterion, "outcome": Outcome}
    broken_down = [word(str(facts[name])).label_fr for name, word in words.items() if facts.get(name)]
    year = f" en {facts['year']}" if facts.get("year") else ""
    kind = HeadCountKind(str(facts["kind"])).label_fr
    return " – ".join([f"Personnes {kind}{year}", *broken_down])


def _grant_label(facts: Mapping[str, Value]) -> str:
    """Return « Subvention 2024 – programme 147 – Plan de lutte contre les discriminations », as far as it is known."""
    parts = [f"Subvention {facts['year']}"]
    parts += [f"programme {facts['programme']}"] if facts.get("programme") else []
    parts += [str(facts["purpose"])] if facts.get("purpose") else []
    return _shortened(" – ".join(parts))


def _shortened(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"


def _label(node: NodeRow, surroundings: _Surroundings) -> str:  # noqa: PLR0911 - one label a kind
    facts = node.properties
    if node.kind == "PlanAxis":
        return Axis(str(facts["value"])).title_fr
    if node.kind == "Institution" and facts.get("fictional"):
        return f"{facts['name']} {FICTIONAL}"
    if node.id in surroundings.territory_labels:
        return surroundings.territory_labels[node.id]
    if node.kind == "Grant":
        return _grant_label(facts)
    if node.kind == "Import":
        return f"Import du {facts['importedOn']:%d/%m/%Y} – {facts['fileName']}"
    if node.kind == "HeadCount":
        return _head_count_label(facts)
    if node.kind == "Survey":
        return f"Relevé du {facts['surveyedOn']:%d/%m/%Y}"
    text = str(facts.get("name") or facts.get("title") or facts.get("text"))
    return _shortened(text) if node.kind == "Orientation" else text
