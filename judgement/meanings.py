"""Doubts about words: meaningless titles, kinds that contradict names, unknown programmes, and changes of kind."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from changes.changeset import Facts
from changes.rows import Value
from graph.model import SHAPE
from graph.text import fold
from graph.vocabulary import InstitutionKind
from judgement.likeness import is_alike
from judgement.problems import Problem, ProblemCode

NAMES = ("title", "name", "text")
"""The facts by which people recognise a thing."""
LEAST_LETTERS = 3
SAYS_NOTHING = re.compile(
    r"(?:test|essai|exemple|toto|titre|intitule|nom|action|session|formation|plan|diagnostic|dispositif|offre|"
    r"institution|association|partenaire|source|document|rapport|divers|autre|projet)s?(?: \d+)?|(\w)\1+|[\d ]+"
)
"""A folded text that was typed as a trial, or repeats the heading."""
NO_PERSONS_NAME = re.compile(r"[\d@,;/&+]| et ")
"""The signs of a cell that holds more than a person's name: a second person, a telephone number, a function."""
POLICY = "147"
"""The programme that funds most of the grants."""
PROGRAMMES = frozenset(
    {"101", "102", "103", "104", "109", "112", "119", "124", "131", "135", "137", "140", "141", "150", "157", "163"}
    | {"166", "177", "182", "183", "204", "214", "216", "219", "224", "230", "303", "304", "361", "364", POLICY}
)
"""The programmes of the State for cities, rights, work, housing, health, schools, justice, culture and sport."""
AUTHORITIES = frozenset(
    {
        InstitutionKind.REGION,
        InstitutionKind.DEPARTEMENT,
        InstitutionKind.EPCI,
        InstitutionKind.EPT,
        InstitutionKind.COMMUNE,
        InstitutionKind.PREFECTURE,
    }
)
"""The kinds of public authority whose names usually contain the kind."""
BEGINNINGS: Sequence[tuple[re.Pattern[str], Sequence[InstitutionKind]]] = (
    (re.compile(r"association|amicale|collectif|ligue|federation"), (InstitutionKind.ASSOCIATION,)),
    (re.compile(r"mairie|(?:ville|commune) d"), (InstitutionKind.COMMUNE,)),
    (
        re.compile(r"communaute (?:de communes|d agglomeration|urbaine)|c[acu] |metropole d"),
        (InstitutionKind.EPCI, InstitutionKind.EPT),
    ),
    (re.compile(r"conseil departemental|departement d"), (InstitutionKind.DEPARTEMENT,)),
    (re.compile(r"conseil regional"), (InstitutionKind.REGION,)),
    (re.compile(r"(?:sous )?prefecture d"), (InstitutionKind.PREFECTURE,)),
)
"""The beginnings of folded names, each with the kinds that it allows; it implies the first of these kinds."""
PRIVATE = frozenset({InstitutionKind.ASSOCIATION, InstitutionKind.COMPANY, InstitutionKind.SCHOOL})
FIXED_KINDS: Mapping[str, ProblemCode] = {
    "Institution": ProblemCode.INSTITUTION_KIND_CHANGED,
    "Source": ProblemCode.SOURCE_KIND_CHANGED,
}
"""The kinds of node whose `kind` never changes, and the problem if it does."""


def doubtful_words(kind: str, facts: Facts, before: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield the doubtful words of a node; `before` are its facts in the graph."""
    for name in NAMES:
        if isinstance(text := facts.get(name), str) and text != before.get(name) and _says_nothing(text):
            yield ProblemCode.SAYS_NOTHING.at(name)
    person = facts.get("name") if kind == "Trainer" else None
    if isinstance(person, str) and person != before.get("name") and NO_PERSONS_NAME.search(person):
        yield ProblemCode.MORE_THAN_A_NAME.at("name")
    programme = facts.get("programme")
    if isinstance(programme, str) and _is_mistyped(programme):
        yield ProblemCode.UNKNOWN_PROGRAMME.at("programme", policy=POLICY)
    if kind == "Institution":
        yield from _doubtful_kind(facts)
    yield from _doubtful_change(kind, facts, before)


def doubtful_name(facts: Facts, before: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield a name that has nothing in common with the graph's name for the same id."""
    for name in NAMES:
        text, known = facts.get(name), before.get(name)
        if isinstance(text, str) and isinstance(known, str) and not is_alike(text, known):
            yield ProblemCode.ANOTHER_NAME.at(name, known=known)


def _says_nothing(text: str) -> bool:
    folded = fold(text)
    return bool(SAYS_NOTHING.fullmatch(folded)) or sum(map(str.isalnum, folded)) < LEAST_LETTERS


def _is_mistyped(programme: str) -> bool:
    """Return whether an unknown programme differs from that of the policy by one digit, or by two swapped digits."""
    return programme.isdigit() and programme not in PROGRAMMES and OSA.distance(programme, POLICY) == 1


def _doubtful_kind(facts: Facts) -> Iterator[Problem]:
    """Yield the kind of an institution if its name implies another one."""
    name, kind = fold(str(facts.get("name") or "")), facts.get("kind")
    for pattern, kinds in BEGINNINGS:
        is_authority = kinds[0] in AUTHORITIES
        if pattern.match(name) and kind in (AUTHORITIES | PRIVATE if is_authority else AUTHORITIES).difference(kinds):
            code = ProblemCode.KIND_AGAINST_NAME if is_authority else ProblemCode.KIND_AGAINST_ASSOCIATION
            yield code.at("kind", kind=InstitutionKind(str(kind)), said=kinds[0])
            return


def _doubtful_change(kind: str, facts: Facts, before: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield doubtful changes: of a kind that should never change, or of a person who becomes public."""
    was_stated = before.get("kind") and before["kind"] != InstitutionKind.NOT_STATED
    if kind in FIXED_KINDS and was_stated and facts.get("kind") != before["kind"]:
        words = SHAPE.kinds[kind].property("kind")
        known = words.type(str(before["kind"])) if words and isinstance(words.type, type) else before["kind"]
        yield FIXED_KINDS[kind].at("kind", known=known)
    if before and facts.get("publicListing") and not before.get("publicListing"):
        yield ProblemCode.MADE_PUBLIC.at("publicListing")
