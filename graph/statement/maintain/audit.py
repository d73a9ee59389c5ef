"""Statements that check a graph against the model, without writing.

Each statement visits its nodes once to look for all their possible faults, and answers `[[fault, number of nodes, first
ids], …]` for the faults that occur. A fault is identified by its index in the audit.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from graph.catalogue import CATALOGUE
from graph.indexes import bases, kinds
from graph.model import SHAPE
from graph.rights import public_name
from graph.shape import Property
from graph.statement.core.writer import Statement
from graph.vocabulary import CARRYING_ROLES, EngagementStatus, Role, TerritoryKind

SHOWN_IDS: Final = 5
ENDS: Final = Statement(CATALOGUE["relationship_ends"].text, {})
"""Reads `[[type, labels of the start, labels of the end], …]` of all relationships: on the embedded database in an
eighth of the time that a search for each type takes."""


class Fault(NamedTuple):
    """A fault that nodes `n` may have, with the pattern that matches them."""

    title: str
    """In French."""
    pattern: str
    condition: str
    """The condition that the nodes at fault satisfy; it may use the parameter `$value`."""
    value: object = None


class Audit(NamedTuple):
    """The faults that one statement looks for."""

    titles: list[str]
    statement: Statement


def audits() -> list[Audit]:
    """Return the statements that find faults in nodes, and in the properties of relationships."""
    return _audits(faults())


def wrong_ends(ends: Iterable[tuple[str, Collection[str], Collection[str]]]) -> list[Audit]:
    """Return the statements that find relationships between nodes of the wrong kinds; empty if there are none.

    `ends`: the result of `ENDS`.
    """
    wrong = {name for name, starts, reached in ends if name in SHAPE.relationships and not _fits(name, starts, reached)}
    return _audits(_misdirection(name) for name in sorted(wrong))


def remarks() -> list[Audit]:
    """Return the statements that find oddities, which are not faults but which an officer may want to look at."""
    return _audits(_oddities())


def _audits(faults: Iterable[Fault]) -> list[Audit]:
    by_pattern: dict[str, list[Fault]] = {}
    for fault in faults:
        by_pattern.setdefault(fault.pattern, []).append(fault)
    return [Audit([fault.title for fault in group], _search(pattern, group)) for pattern, group in by_pattern.items()]


def _search(pattern: str, faults: list[Fault]) -> Statement:
    """Return the statement that looks for several faults in the matches of a pattern."""
    values = {f"value{place}": fault.value for place, fault in enumerate(faults) if fault.value is not None}
    cases = [
        f"CASE WHEN {fault.condition.replace('$value', f'$value{place}')} THEN {place} END"
        for place, fault in enumerate(faults)
    ]
    text = (
        f"MATCH {pattern} WITH n.id AS id, [place IN [{', '.join(cases)}] WHERE place IS NOT NULL] AS places"
        " WHERE size(places) > 0 UNWIND places AS place WITH place, id ORDER BY id"
        f" WITH place, count(*) AS number, collect(id)[0..{SHOWN_IDS}] AS ids RETURN collect([place, number, ids])"
    )
    return Statement(text, values)


def faults() -> Iterator[Fault]:
    """Yield all possible faults of nodes, and of the properties of relationships."""
    for kind in kinds():
        pattern = f"(n:{kind.match})"
        for stored in kind.properties:
            if stored.required and not stored.linked:
                for name in _stored_names(stored):
                    yield Fault(f"{kind.name} sans {name}", pattern, f"n.{name} IS NULL")
            if isinstance(stored.type, type) and not stored.linked:
                yield _foreign_words(kind.name, pattern, f"n.{stored.name}", stored)
    for base in bases():
        labels = [kind.label for kind in kinds() if kind.base == base and kind.label != base]
        if labels:
            no_label = " AND ".join(f"NOT n:{label}" for label in labels)
            yield Fault(f"{base} d’aucun type connu", f"(n:{base})", no_label)
    yield from _relationships()
    yield from _engagements()


def _stored_names(stored: Property) -> list[str]:
    """Return the stored names of a property: its own name, that of its folded key, and the public names of both."""
    names = list(dict.fromkeys([stored.name, stored.key]))
    return [*names, *(public_name(name) for name in names)] if stored.personal else names


def _foreign_words(owner: str, pattern: str, value: str, stored: Property) -> Fault:
    """Return the fault of a value outside the vocabulary of a property."""
    words = [str(word) for word in stored.type] if isinstance(stored.type, type) else []
    values = f"coalesce({value}, [])" if stored.many else f"[x IN [{value}] WHERE x IS NOT NULL]"
    condition = f"size([x IN {values} WHERE NOT x IN $value]) > 0"
    return Fault(f"{owner} dont {stored.name} n’est pas un mot du vocabulaire", pattern, condition, words)


def _relationships() -> Iterator[Fault]:
    for relationship in SHAPE.relationships.values():
        pattern = f"(n)-[r:{relationship.name}]->()"
        for stored in relationship.properties:
            if stored.required:
                yield Fault(f"{relationship.name} sans {stored.name}", pattern, f"r.`{stored.name}` IS NULL")
            if isinstance(stored.type, type):
                yield _foreign_words(relationship.name, pattern, f"r.`{stored.name}`", stored)


def _fits(name: str, starts: Collection[str], ends: Collection[str]) -> bool:
    """Return whether nodes with these labels may be the ends of a relationship."""
    relationship = SHAPE.relationships[name]
    return not _labels(relationship.start).isdisjoint(starts) and not _labels(relationship.end).isdisjoint(ends)


def _misdirection(name: str) -> Fault:
    relationship = SHAPE.relationships[name]
    start, end = (
        " OR ".join(f"{variable}:{label}" for label in sorted(_labels(names)))
        for variable, names in (("n", relationship.start), ("m", relationship.end))
    )
    title = f"{name} qui ne va pas de {relationship.start} à {relationship.end}"
    return Fault(title, f"(n)-[r:{name}]->(m)", f"NOT ({start}) OR NOT ({end})")


def _labels(names: str) -> set[str]:
    """Return the labels of the kinds `A|B`."""
    return {SHAPE.kinds[name].label if name in SHAPE.kinds else name for name in names.split("|")}


def _engagements() -> Iterator[Fault]:
    engagement = "(n:Engagement)"
    for end, pattern in (
        ("axe", "(n)-[:ON_AXIS]->(:Axis)"),
        ("territoire", "(n)-[:TARGETS]->(:Territory)"),
        ("acteur", "(n)<-[:ENGAGED_IN]-(:Actor)"),
        ("source", "(n)-[:STATED_BY]->(:Source)"),
    ):
        yield Fault(f"mobilisation sans {end}", engagement, f"NOT EXISTS {{ MATCH {pattern} }}")
    yield Fault("mobilisation qui finit avant de commencer", engagement, "n.endsOn < n.startsOn")
    done = "n.status = $value AND n.endsOn IS NULL AND NOT n:TrainingSession"
    yield Fault("mobilisation réalisée sans date de fin", engagement, done, EngagementStatus.DONE.value)
    yield Fault("rôles vides", "(n:Actor)-[r:ENGAGED_IN]->()", "size(r.roles) = 0")
    outside = "n.kind <> $value AND NOT EXISTS { MATCH (n)-[:PART_OF]->(:Territory) }"
    yield Fault("territoire qui n’est dans aucun autre", "(n:Territory)", outside, TerritoryKind.COUNTRY.value)


def _oddities() -> Iterator[Fault]:
    engagement = "(n:Engagement)"
    counting = [str(role) for role in CARRYING_ROLES]
    nobody = "NOT EXISTS { MATCH (n)<-[r:ENGAGED_IN]-(:Actor) WHERE size([x IN r.roles WHERE x IN $value]) > 0 }"
    ordered = f"EXISTS {{ MATCH (n)<-[o:ENGAGED_IN]-(:Actor) WHERE '{Role.COMMISSIONER}' IN o.roles }}"
    condition = f"{nobody} AND NOT (n:Diagnostic AND {ordered})"
    yield Fault("mobilisation où personne ne tient un rôle qui compte", engagement, condition, counting)
    yield Fault("mobilisation qu’aucune source datée ne confirme", engagement, "n.confirmedOn IS NULL")
