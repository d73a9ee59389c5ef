"""Other ways of naming a territory: a code with its name, a code in groups, a short name, the beginning of a name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from exchange.cells.text import split_brackets
from graph.text import fold
from graph.vocabulary import TerritoryKind

PREFIXES = {
    "departement": TerritoryKind.DEPARTEMENT,
    "dept": TerritoryKind.DEPARTEMENT,
    "dep": TerritoryKind.DEPARTEMENT,
    "dpt": TerritoryKind.DEPARTEMENT,
    "region": TerritoryKind.REGION,
    "commune": TerritoryKind.COMMUNE,
    "commune de": TerritoryKind.COMMUNE,
    "ville de": TerritoryKind.COMMUNE,
    "epci": TerritoryKind.EPCI,
    "ept": TerritoryKind.EPT,
    "qpv": TerritoryKind.QPV,
    "contrat de ville": TerritoryKind.CITY_CONTRACT,
    "cdv": TerritoryKind.CITY_CONTRACT,
}
PREFIX_AND_NAME = re.compile(rf"({'|'.join(sorted(PREFIXES, key=len, reverse=True))}) (.+)")
CODE_AND_NAME = re.compile(r"([0-9A-Za-z]{5,14})(?: ?[–—:,-] ?| )([^\W\d].*)")
"""A text that names a territory twice: « 44184 Saint-Nazaire », « CN04401I – … »."""
CODE_IN_GROUPS = re.compile(r"(?=.*\d)[0-9A-Za-z]{1,4}(?:[ .][0-9A-Za-z]{1,4}){1,4}")
"""A code grouped for readability: « 244 400 404 »."""
LEGAL_FORM = re.compile(
    r"^(?:communaute (?:d agglomeration|de communes|urbaine)|metropole|cc|ca|cu|agglomeration)"
    r"(?: de la| de l| d[eu]s?| d)? "
)
"""The legal form at the beginning of the name of an EPCI; people also write the name without it."""
LONG_FORM = re.compile(r"^communaute (?:de (communes)|d (agglomeration)|(urbaine))(?= )")
"""The legal form in full, where the official lists have « CC », « CA » or « CU »."""
ARTICLE = re.compile(r"^(?:de la|de l|du|des|de|d) ")
LEAST_ACRONYM = 3
MOST_LONGER = 6


def codes_with_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield each pair of a code and a name, if a text may name a territory by both at once."""
    name, code = split_brackets(text)
    if code:
        yield code, name
    if coded := CODE_AND_NAME.fullmatch(text):
        yield coded[1], coded[2]


def code_together(text: str) -> str:
    """Return the code that a text writes in groups; empty for any other text: `244 400 404` → `244400404`."""
    return re.sub(r"[ .]", "", text) if CODE_IN_GROUPS.fullmatch(text) else ""


def without_legal_form(name: str) -> str:
    """Return the folded name of an intercommunality without its legal form."""
    return LEGAL_FORM.sub("", fold(name))


def with_short_form(folded: str) -> str:
    """Return a folded name with the official abbreviation of its legal form: « cc » for « communaute de communes »."""
    return LONG_FORM.sub(lambda form: f"c{''.join(filter(None, form.groups()))[0]}", folded)


def short_names(name: str) -> set[str]:
    """Return the folded short names of an intercommunality: the name without its legal form, and the acronym."""
    whole, acronym = split_brackets(name)
    names = {without_legal_form(name), without_legal_form(whole), fold(acronym)} - {fold(name)}
    return {short for short in names if len(short) >= LEAST_ACRONYM}


def labels_beginning_with(text: str, communes: Sequence[tuple[str, str]]) -> list[str]:
    """Return the labels of the communes whose name begins with a text, in its département; none if many do.

    `communes` are the folded names and the labels of all, in alphabetical order.
    """
    name, departement = split_brackets(text)
    beginning, ending = f"{fold(name)} ", f"({departement})" if departement else ""
    labels: list[str] = []
    for place in range(bisect_left(communes, (beginning,)), len(communes)):
        folded, label = communes[place]
        if not folded.startswith(beginning) or len(labels) > MOST_LONGER:
            break
        labels += [label] if label.endswith(ending) else []
    return labels if len(labels) <= MOST_LONGER else []
