"""Statements that hold a graph against the model: what does not fit, with a few ids.

Rule: read only; each returns how many there are and the first ids.
"""

from collections.abc import Iterator

from graph.indexes import bases, kinds
from graph.model import SHAPE
from graph.rights import public_name
from graph.shape import Property
from graph.statement.core.writer import Statement
from graph.vocabulary import EngagementStatus, TerritoryKind

SHOWN = 5


def _counted(match: str, variable: str = "n") -> Statement:
    text = f"{match} WITH {variable}.id AS id ORDER BY id WITH collect(id) AS ids RETURN [size(ids), ids[0..{SHOWN}]]"
    return Statement(text, {})


def audits() -> Iterator[tuple[str, Statement]]:
    """Yield what is looked for, in French, with the statement that finds it."""
    for kind in kinds():
        for stored in kind.properties:
            if stored.required and not stored.linked:
                for name in _stored_names(stored):
                    yield f"{kind.name} sans {name}", _counted(f"MATCH (n:{kind.match}) WHERE n.{name} IS NULL")
            if isinstance(stored.type, type) and not stored.linked:
                what = f"{kind.name} dont {stored.name} n'est pas un mot du vocabulaire"
                yield what, _foreign_words(f"MATCH (n:{kind.match})", "n", f"n.{stored.name}", stored)
    for base in bases():
        names = [kind.label for kind in kinds() if kind.base == base and kind.label != base]
        if names:
            none = " AND ".join(f"NOT n:{name}" for name in names)
            yield f"{base} d'aucun type connu", _counted(f"MATCH (n:{base}) WHERE {none}")
    yield from _relationships()
    yield from _engagements()


def _stored_names(stored: Property) -> list[str]:
    """Return a property and what is stored for it beside: its folded key, and what anybody may see of it."""
    names = list(dict.fromkeys([stored.name, stored.key]))
    return [*names, *(public_name(name) for name in names)] if stored.personal else names


def _foreign_words(match: str, variable: str, value: str, stored: Property) -> Statement:
    words = [str(word) for word in stored.type] if isinstance(stored.type, type) else []
    listed = f"coalesce({value}, [])" if stored.many else f"[x IN [{value}] WHERE x IS NOT NULL]"
    wrong = f"size([x IN {listed} WHERE NOT x IN $words]) > 0"
    return Statement(_counted(f"{match} WHERE {wrong}", variable).text, {"words": words})


def _relationships() -> Iterator[tuple[str, Statement]]:
    for relationship in SHAPE.relationships.values():
        starts, ends = _is(relationship.start, "a"), _is(relationship.end, "b")
        match = f"MATCH (a)-[r:{relationship.name}]->(b) WHERE NOT ({starts}) OR NOT ({ends})"
        what = f"{relationship.name} qui ne va pas de {relationship.start} à {relationship.end}"
        yield what, _counted(match, "a")
        for stored in relationship.properties:
            match = f"MATCH (a)-[r:{relationship.name}]->()"
            if stored.required:
                missing = f"{match} WHERE r.`{stored.name}` IS NULL"
                yield f"{relationship.name} sans {stored.name}", _counted(missing, "a")
            if isinstance(stored.type, type):
                what = f"{relationship.name} dont {stored.name} n'est pas un mot du vocabulaire"
                yield what, _foreign_words(match, "a", f"r.`{stored.name}`", stored)


def _is(names: str, variable: str) -> str:
    labels = [SHAPE.kinds[name].label if name in SHAPE.kinds else name for name in names.split("|")]
    return " OR ".join(f"{variable}:{label}" for label in labels)


def _engagements() -> Iterator[tuple[str, Statement]]:
    for what, pattern in (
        ("sans axe", "(n)-[:ON_AXIS]->(:Axis)"),
        ("sans territoire", "(n)-[:TARGETS]->(:Territory)"),
        ("sans acteur", "(n)<-[:ENGAGED_IN]-(:Actor)"),
        ("sans source", "(n)-[:STATED_BY]->(:Source)"),
    ):
        yield f"mobilisation {what}", _counted(f"MATCH (n:Engagement) WHERE NOT EXISTS {{ MATCH {pattern} }}")
    yield "mobilisation qui finit avant de commencer", _counted("MATCH (n:Engagement) WHERE n.endsOn < n.startsOn")
    done = _counted("MATCH (n:Engagement) WHERE n.status = $status AND n.endsOn IS NULL")
    yield "mobilisation réalisée sans date de fin", Statement(done.text, {"status": EngagementStatus.DONE.value})
    yield "rôles vides", _counted("MATCH (a:Actor)-[r:ENGAGED_IN]->() WHERE size(r.roles) = 0", "a")
    outside = "MATCH (n:Territory) WHERE n.kind <> $kind AND NOT EXISTS { MATCH (n)-[:PART_OF]->(:Territory) }"
    text = _counted(outside).text
    yield "territoire qui n'est dans aucun autre", Statement(text, {"kind": TerritoryKind.COUNTRY.value})
