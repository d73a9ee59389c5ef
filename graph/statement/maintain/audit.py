"""Statements that check a graph against the model; all read only.

Each answers `[number of nodes at fault, first ids]`.
"""

from collections.abc import Iterator

from graph.indexes import bases, kinds
from graph.model import SHAPE
from graph.rights import public_name
from graph.shape import Property
from graph.statement.core.writer import Statement
from graph.vocabulary import CARRYING_ROLES, EngagementStatus, Role, TerritoryKind

SHOWN_IDS = 5


def _count(match: str, variable: str = "n") -> Statement:
    """Return the statement that counts the nodes of a MATCH and gives the first ids."""
    text = (
        f"{match} WITH {variable}.id AS id ORDER BY id WITH collect(id) AS ids RETURN [size(ids), ids[0..{SHOWN_IDS}]]"
    )
    return Statement(text, {})


def audits() -> Iterator[tuple[str, Statement]]:
    """Yield each possible fault, in French, with the statement that counts it."""
    for kind in kinds():
        for stored in kind.properties:
            if stored.required and not stored.linked:
                for name in _stored_names(stored):
                    yield f"{kind.name} sans {name}", _count(f"MATCH (n:{kind.match}) WHERE n.{name} IS NULL")
            if isinstance(stored.type, type) and not stored.linked:
                fault = f"{kind.name} dont {stored.name} n'est pas un mot du vocabulaire"
                yield fault, _foreign_words(f"MATCH (n:{kind.match})", "n", f"n.{stored.name}", stored)
    for base in bases():
        labels = [kind.label for kind in kinds() if kind.base == base and kind.label != base]
        if labels:
            no_label = " AND ".join(f"NOT n:{label}" for label in labels)
            yield f"{base} d'aucun type connu", _count(f"MATCH (n:{base}) WHERE {no_label}")
    yield from _relationships()
    yield from _engagements()


def _stored_names(stored: Property) -> list[str]:
    """Return the stored names of a property: its own, that of its folded key, and their public names."""
    names = list(dict.fromkeys([stored.name, stored.key]))
    return [*names, *(public_name(name) for name in names)] if stored.personal else names


def _foreign_words(match: str, variable: str, value: str, stored: Property) -> Statement:
    """Return the statement that counts the nodes of a MATCH with a value outside the vocabulary of a property."""
    words = [str(word) for word in stored.type] if isinstance(stored.type, type) else []
    values = f"coalesce({value}, [])" if stored.many else f"[x IN [{value}] WHERE x IS NOT NULL]"
    condition = f"size([x IN {values} WHERE NOT x IN $words]) > 0"
    return Statement(_count(f"{match} WHERE {condition}", variable).text, {"words": words})


def _relationships() -> Iterator[tuple[str, Statement]]:
    for relationship in SHAPE.relationships.values():
        start, end = _has_label(relationship.start, "a"), _has_label(relationship.end, "b")
        match = f"MATCH (a)-[r:{relationship.name}]->(b) WHERE NOT ({start}) OR NOT ({end})"
        yield f"{relationship.name} qui ne va pas de {relationship.start} à {relationship.end}", _count(match, "a")
        for stored in relationship.properties:
            match = f"MATCH (a)-[r:{relationship.name}]->()"
            if stored.required:
                missing = f"{match} WHERE r.`{stored.name}` IS NULL"
                yield f"{relationship.name} sans {stored.name}", _count(missing, "a")
            if isinstance(stored.type, type):
                fault = f"{relationship.name} dont {stored.name} n'est pas un mot du vocabulaire"
                yield fault, _foreign_words(match, "a", f"r.`{stored.name}`", stored)


def _has_label(names: str, variable: str) -> str:
    """Return the test that a node is of one of the kinds `A|B`."""
    labels = [SHAPE.kinds[name].label if name in SHAPE.kinds else name for name in names.split("|")]
    return " OR ".join(f"{variable}:{label}" for label in labels)


def _engagements() -> Iterator[tuple[str, Statement]]:
    for fault, pattern in (
        ("sans axe", "(n)-[:ON_AXIS]->(:Axis)"),
        ("sans territoire", "(n)-[:TARGETS]->(:Territory)"),
        ("sans acteur", "(n)<-[:ENGAGED_IN]-(:Actor)"),
        ("sans source", "(n)-[:STATED_BY]->(:Source)"),
    ):
        yield f"mobilisation {fault}", _count(f"MATCH (n:Engagement) WHERE NOT EXISTS {{ MATCH {pattern} }}")
    yield "mobilisation qui finit avant de commencer", _count("MATCH (n:Engagement) WHERE n.endsOn < n.startsOn")
    text = _count("MATCH (n:Engagement) WHERE n.status = $status AND n.endsOn IS NULL AND NOT n:TrainingSession").text
    yield "mobilisation réalisée sans date de fin", Statement(text, {"status": EngagementStatus.DONE.value})
    yield "rôles vides", _count("MATCH (a:Actor)-[r:ENGAGED_IN]->() WHERE size(r.roles) = 0", "a")
    outside = "MATCH (n:Territory) WHERE n.kind <> $kind AND NOT EXISTS { MATCH (n)-[:PART_OF]->(:Territory) }"
    text = _count(outside).text
    yield "territoire qui n'est dans aucun autre", Statement(text, {"kind": TerritoryKind.COUNTRY.value})


def remarks() -> Iterator[tuple[str, Statement]]:
    """Yield what an officer may want to look at and is no fault, in French, with the statement that counts it."""
    counting = [str(role) for role in CARRYING_ROLES]
    nobody = "NOT EXISTS { MATCH (n)<-[r:ENGAGED_IN]-(:Actor) WHERE size([x IN r.roles WHERE x IN $roles]) > 0 }"
    ordered = "NOT (n:Diagnostic AND EXISTS { MATCH (n)<-[o:ENGAGED_IN]-(:Actor) WHERE $ordering IN o.roles })"
    text = _count(f"MATCH (n:Engagement) WHERE {nobody} AND {ordered}").text
    values = {"roles": counting, "ordering": str(Role.COMMISSIONER)}
    yield "mobilisation où personne ne tient un rôle qui compte", Statement(text, values)
    undated = _count("MATCH (n:Engagement) WHERE n.confirmedOn IS NULL")
    yield "mobilisation qu'aucune source datée ne confirme", undated
