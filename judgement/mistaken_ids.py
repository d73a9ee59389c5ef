"""Problems of an id used for a different thing: the name and another fact differ from those of the known thing.

A statement may rename its subject, or move its day; if both differ widely, somebody must confirm the id.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import eq

from changes.changeset import Facts
from graph.model import SHAPE
from graph.rights import TWIN
from judgement.likeness import VAGUE_BODIES, Touches, are_near_days, is_alike, is_other_person
from judgement.meanings import NAMES
from judgement.problems import Problem, ProblemCode
from judgement.statements import Edges, Statement
from judgement.values import Fields

DAYS = ("startsOn", "surveyedOn")
PLACES = ("territories", "basedIn")
SUBJECTS = ("funds", "diagnostic")
"""The relations that name the engagement of a grant and the diagnostic of an orientation."""
DETAILS = ("kind", "year", "url", "publisher", "days")
"""The facts, besides days and places, that distinguish two things of one kind."""
AMOUNTS = ("askedEuros", "grantedEuros")
"""The facts that distinguish two grants of different years; within one year they may be corrections."""


@dataclass(frozen=True)
class MistakenIds:
    """Finds statements under the id of something else.

    `key` maps the spellings of a body's name to one form.
    """

    touches: Touches
    key: Callable[[str], str]

    def of(self, statement: Statement, known: Facts, edges: Mapping[str, Edges]) -> Iterator[Problem]:
        """Yield a problem if the id belongs to something else, with these facts and relationships in the graph."""
        if differences := self._differences(statement, known, edges):
            name = next((known[name] for name in NAMES if known.get(name)), None)
            code = ProblemCode.ID_OF_ANOTHER if name else ProblemCode.ID_OF_SOMETHING_ELSE
            yield code.at("id", known=name, fields=Fields(statement.kind, frozenset(differences)))

    def _differences(self, statement: Statement, known: Facts, edges: Mapping[str, Edges]) -> set[str]:
        """Return the fields that contradict the known thing; none if fewer than two do."""
        other_name = self._other_name(statement, known)
        if statement.kind == "Trainer":
            return {other_name} - {""}
        others = set(self._other_ends(statement, edges))
        others |= {name for name in DAYS if _is_other_day(statement.facts.get(name), known.get(name))}
        details = {name for name in DETAILS if _is_other_detail(statement.facts.get(name), known.get(name))}
        if "year" in details:
            details |= {name for name in AMOUNTS if _is_other_detail(statement.facts.get(name), known.get(name))}
        if other_name and (others or details):
            return {other_name, *others, *details}
        has_no_name = not any(SHAPE.kinds[statement.kind].property(name) for name in NAMES)
        is_other = len(others) > 1 or (has_no_name and details and len(others | details) > 1)
        return others | details if is_other else set()

    def _other_name(self, statement: Statement, known: Facts) -> str:
        """Return the field of the name if its text does not just reword the known name; empty otherwise."""
        for name in NAMES:
            stated, before = statement.facts.get(name), known.get(name)
            if isinstance(stated, str) and isinstance(before, str) and before != TWIN:
                return name if self._is_other_name(statement.kind, stated, before) else ""
        return ""

    def _is_other_name(self, kind: str, stated: str, known: str) -> bool:
        if kind == "Trainer":
            return is_other_person(stated, known)
        keys = map(self.key, (stated, known))
        return not is_alike(stated, known) and (kind != "Institution" or len(set(keys)) > 1)

    def _other_ends(self, statement: Statement, edges: Mapping[str, Edges]) -> Iterator[str]:
        """Yield the relations to other subjects, and the relations to places that do not touch the known places."""
        for relation in (*PLACES, *SUBJECTS):
            are_one = self.touches if relation in PLACES else eq
            stated, known = _ends(statement.edges, relation, statement.id), _ends(edges, relation, statement.id)
            if stated and known and not any(are_one(one, other) for one in stated for other in known):
                yield relation


def _ends(edges: Mapping[str, Edges], relation: str, identifier: str) -> set[str]:
    return {end for _, *both in edges.get(relation, {}) for end in both if end != identifier}


def _is_other_day(stated: object, known: object) -> bool:
    return isinstance(stated, date) and isinstance(known, date) and not are_near_days(stated, known)


def _is_other_detail(stated: object, known: object) -> bool:
    is_vague = not VAGUE_BODIES.isdisjoint((str(stated), str(known)))
    return stated is not None and known is not None and not is_vague and stated != known
