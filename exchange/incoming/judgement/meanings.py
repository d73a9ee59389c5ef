"""Doubts about words: a title that says nothing, a kind against its name, a programme, what a thing never becomes."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from changes.changeset import Facts
from changes.rows import Value
from exchange.findings import Doubt, Gravity
from exchange.lookup.likeness import is_alike
from graph.model import SHAPE
from graph.text import fold
from graph.vocabulary import InstitutionKind

NAMES = ("title", "name", "text")
"""The facts by which a person knows a thing."""
LEAST_LETTERS = 3
SAYS_NOTHING = re.compile(
    r"(?:test|essai|exemple|toto|titre|intitule|nom|action|session|formation|plan|diagnostic|dispositif|offre|"
    r"institution|association|partenaire|source|document|rapport|divers|autre|projet)s?(?: \d+)?|(\w)\1+|[\d ]+"
)
"""A folded text that somebody types to see whether a file enters, or that repeats the heading."""
POLICY = "147"
"""The programme that pays most of what enters."""
PROGRAMMES = frozenset(
    {"101", "102", "103", "104", "109", "112", "119", "124", "131", "135", "137", "140", "141", "150", "157", "163"}
    | {"166", "177", "182", "183", "204", "214", "216", "219", "224", "230", "303", "304", "361", "364", POLICY}
)
"""The programmes of the State for cities, rights, work, housing, health, schools, justice, culture and sport."""
ELECTED = frozenset(
    {
        InstitutionKind.REGION,
        InstitutionKind.DEPARTEMENT,
        InstitutionKind.EPCI,
        InstitutionKind.EPT,
        InstitutionKind.COMMUNE,
        InstitutionKind.PREFECTURE,
    }
)
"""The kinds of which the name itself says what it is."""


class Beginning(NamedTuple):
    """The beginning of a folded name, the kinds that such a body may have of `ELECTED`, and what it would be."""

    pattern: re.Pattern[str]
    kinds: frozenset[InstitutionKind]
    words: str


BEGINNINGS = (
    Beginning(re.compile(r"association|amicale|collectif|ligue|federation"), frozenset(), "une association"),
    Beginning(
        re.compile(r"mairie|(?:ville|commune) d"),
        frozenset({InstitutionKind.COMMUNE}),
        InstitutionKind.COMMUNE.label_fr,
    ),
    Beginning(
        re.compile(r"communaute (?:de communes|d agglomeration|urbaine)|c[acu] |metropole d"),
        frozenset({InstitutionKind.EPCI, InstitutionKind.EPT}),
        InstitutionKind.EPCI.label_fr,
    ),
    Beginning(
        re.compile(r"conseil departemental|departement d"),
        frozenset({InstitutionKind.DEPARTEMENT}),
        InstitutionKind.DEPARTEMENT.label_fr,
    ),
    Beginning(re.compile(r"conseil regional"), frozenset({InstitutionKind.REGION}), InstitutionKind.REGION.label_fr),
    Beginning(
        re.compile(r"(?:sous )?prefecture d"),
        frozenset({InstitutionKind.PREFECTURE}),
        InstitutionKind.PREFECTURE.label_fr,
    ),
)
PRIVATE = frozenset({InstitutionKind.ASSOCIATION, InstitutionKind.COMPANY, InstitutionKind.SCHOOL})
KEPT: Mapping[str, str] = {
    "Institution": "une institution garde son type",
    "Source": "une source garde son type",
}
"""The kinds of thing that stay what they are, and why a change of their `kind` is doubted."""


def doubtful_words(kind: str, facts: Facts, before: Mapping[str, Value]) -> Iterator[Doubt]:
    """Yield the words of a node to be looked at again; `before` are the facts of one that the graph has."""
    for name in NAMES:
        if isinstance(text := facts.get(name), str) and text != before.get(name) and _says_nothing(text):
            yield Doubt(name, "ne dit pas de quoi il s’agit ; est-ce un essai ? Donnez un nom qui le distingue")
    programme = facts.get("programme")
    if isinstance(programme, str) and _is_mistyped(programme):
        message = f"ne paie guère de telles actions ; deux chiffres échangés, ou un autre, pour {POLICY} ?"
        yield Doubt("programme", message, Gravity.COSTS_A_FIGURE)
    if kind == "Institution":
        yield from _doubtful_kind(facts)
    yield from _doubtful_change(kind, facts, before)


def doubtful_name(facts: Facts, before: Mapping[str, Value]) -> Iterator[Doubt]:
    """Yield a name that has nothing in common with the one that the graph knows for the same id."""
    for name in NAMES:
        text, known = facts.get(name), before.get(name)
        if isinstance(text, str) and isinstance(known, str) and not is_alike(text, known):
            message = f"n’a rien de commun avec ce que dit le graphe (« {known} ») ; est-ce la bonne ligne ?"
            yield Doubt(name, message)


def _says_nothing(text: str) -> bool:
    folded = fold(text)
    return bool(SAYS_NOTHING.fullmatch(folded)) or sum(map(str.isalnum, folded)) < LEAST_LETTERS


def _is_mistyped(programme: str) -> bool:
    """Return whether a programme is one sign, or two exchanged, from that of the policy, and no other of its sort."""
    return programme.isdigit() and programme not in PROGRAMMES and OSA.distance(programme, POLICY) == 1


def _doubtful_kind(facts: Facts) -> Iterator[Doubt]:
    """Yield the kind of an institution whose name begins otherwise."""
    name, kind = fold(str(facts.get("name") or "")), facts.get("kind")
    for beginning in BEGINNINGS:
        if (
            beginning.pattern.match(name)
            and kind in (ELECTED | (PRIVATE if beginning.kinds else set())) - beginning.kinds
        ):
            label = InstitutionKind(str(kind)).label_fr
            yield Doubt("kind", f"dit « {label} », et le nom dit « {beginning.words} » ; lequel des deux est juste ?")
            return


def _doubtful_change(kind: str, facts: Facts, before: Mapping[str, Value]) -> Iterator[Doubt]:
    """Yield what a known thing would become, though such things stay what they are."""
    if kind in KEPT and before.get("kind") and facts.get("kind") != before["kind"]:
        words = SHAPE.kinds[kind].property("kind")
        known = words.type(str(before["kind"])) if words and isinstance(words.type, type) else None
        label = known.label_fr if known else before["kind"]
        yield Doubt("kind", f"n’est pas ce que dit le graphe (« {label} ») ; {KEPT[kind]} : est-ce une correction ?")
    if before and facts.get("publicListing") and not before.get("publicListing"):
        message = "rend la personne publique, qui ne l’était pas ; l’a-t-elle accepté ? Sinon, écrivez « non »"
        yield Doubt("publicListing", message, Gravity.COSTS_A_FIGURE)
