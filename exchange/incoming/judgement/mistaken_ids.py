"""Refuses an id that stands on a line about something else: its name and another fact are not those of the known thing.

A line may rename what it is about, or move its day; where both differ widely, the officer says whether the id is meant.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from changes.changeset import Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.findings import Findings
from exchange.incoming.judgement.institutions import is_new
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import id_in_brackets
from exchange.lookup.loader import Lookup
from exchange.sheets import DECISION
from graph.rights import TWIN
from judgement.likeness import VAGUE_BODIES, are_near_days, is_alike, is_other_person

Edges = Mapping[str, Mapping[EdgeKey, Facts]]
NAMES = ("title", "name", "text")
"""The columns that name a thing."""
DAYS = ("startsOn", "surveyedOn")
PLACES = ("territories", "basedIn")
SUBJECTS = ("funds", "diagnostic")
"""The columns that name the engagement of a grant and the diagnostic of an orientation."""
DETAILS = ("kind", "year", "url", "publisher", "days")
"""The facts that tell two things of one kind apart, besides days and places."""


def refuse_mistaken(claims: Iterable[Claim], current: Current, lookup: Lookup, findings: Findings) -> None:
    """Refuse each line whose id is that of something else, as far as the graph shows it to the viewer."""
    for claim in claims:
        line = claim.line
        is_stated = bool(line.text("id")) and not line.sheet.relation_name and not line.sheet.territory
        is_confirmed = id_in_brackets(line.text(DECISION)) == claim.id
        known = current.facts.get(claim.id)
        if known is None or not is_stated or is_confirmed or claim.deletes:
            continue
        if is_new(line):
            message = f"est dit d’une ligne dont l’identifiant est connu ({claim.id}) ; pour une autre chose, videz-le"
            findings.warn(line.place(DECISION), line.text(DECISION), message)
        if differences := _differences(claim, known, current.edges[claim.id], lookup):
            headings = " et ".join(f"« {c.heading} »" for c in line.sheet.columns if c.name in differences)
            name = next((f" de « {known[n]} »" for n in NAMES if known.get(n)), " d’autre chose")
            message = (
                f"est l’identifiant{name}, et la ligne dit tout autre chose dans {headings} ; si elle est bien à ce "
                "sujet, écrivez aussi l’identifiant dans la colonne « Rapprochement », sinon videz-le"
            )
            findings.error(line.place("id"), line.text("id"), message)


def _differences(claim: Claim, known: Facts, edges: Edges, lookup: Lookup) -> set[str]:
    """Return the columns in which a line speaks of something else; none if fewer than two say so."""
    other_name = _other_name(claim, known, lookup)
    if claim.kind == "Trainer":
        return {other_name} - {""}
    others = {*_other_subjects(claim, edges), *_other_places(claim, edges, lookup)}
    others |= {name for name in DAYS if _is_other_day(claim.facts.get(name), known.get(name))}
    details = {name for name in DETAILS if _is_other_detail(claim.facts.get(name), known.get(name))}
    if other_name and (others or details):
        return {other_name, *others, *details}
    has_no_name = not any(claim.line.sheet.column(name) for name in NAMES)
    return others | details if len(others) > 1 or (has_no_name and others and details) else set()


def _other_name(claim: Claim, known: Facts, lookup: Lookup) -> str:
    """Return the column whose name is not another spelling or wording of the known one, « » for none."""
    for column in NAMES:
        stated, before = claim.facts.get(column), known.get(column)
        if isinstance(stated, str) and isinstance(before, str) and before != TWIN:
            return column if _is_other_name(claim.kind, stated, before, lookup) else ""
    return ""


def _is_other_name(kind: str, stated: str, known: str, lookup: Lookup) -> bool:
    if kind == "Trainer":
        return is_other_person(stated, known)
    keys = map(lookup.institution_names.key, (stated, known))
    return not is_alike(stated, known) and (kind != "Institution" or len(set(keys)) > 1)


def _other_subjects(claim: Claim, edges: Edges) -> Iterable[str]:
    for column in SUBJECTS:
        stated, known = _ends(claim.edges, column, claim.id), _ends(edges, column, claim.id)
        if stated and known and stated.isdisjoint(known):
            yield column


def _other_places(claim: Claim, edges: Edges, lookup: Lookup) -> Iterable[str]:
    touches = lookup.directory.gazetteer.touches
    for column in PLACES:
        stated, known = _ends(claim.edges, column, claim.id), _ends(edges, column, claim.id)
        if stated and known and not any(touches(one, other) for one in stated for other in known):
            yield column


def _ends(edges: Edges, column: str, identifier: str) -> set[str]:
    return {end for _, *both in edges.get(column, {}) for end in both if end != identifier}


def _is_other_day(stated: object, known: object) -> bool:
    return isinstance(stated, date) and isinstance(known, date) and not are_near_days(stated, known)


def _is_other_detail(stated: object, known: object) -> bool:
    is_vague = not VAGUE_BODIES.isdisjoint((str(stated), str(known)))
    return stated is not None and known is not None and not is_vague and stated != known
