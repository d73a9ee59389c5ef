"""The types of columns in a partner's list, recognised by tests of their values and by words of their headings."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from exchange.cells.days import read_span
from exchange.cells.numbers import read_number
from exchange.cells.sirene import read_siren, read_siret
from exchange.cells.text import split_list
from exchange.cells.words import read_axes, read_word
from exchange.faults import CellError
from exchange.lookup.remedies import ARRONDISSEMENT_CODES
from graph.domain.axis_words import mentions_axis
from graph.text import fold
from graph.vocabulary import Audience, Axis, Criterion, EngagementStatus, InstitutionKind, Theme, Word
from seed.references.read import References

YEAR = re.compile(r"(?:exercice |annee )?(?:19|20)\d{2}(?: ?[-/] ?(?:19|20)\d{2})?")
AXIS = re.compile(r"(?:axe )?[1-5] ?([-–—:.)]) ?[^\d\W].*", re.IGNORECASE)
"""An axis with its number and any words for it: « 4 - accompagnement des victimes »."""
PROGRAMME = re.compile(r"(?:BOP|P|programme)? ?\d{3}", re.IGNORECASE)
PLACE_WORDS = "commune|ville|siege|localite|lieu|territoire|implantation|secteur"
SIGNS = re.compile(r"[;,/]")
"""The separators between several codes in a cell."""


class ColumnType(NamedTuple):
    """A type of column: its name in French, a test of values, and words; the heading must contain one of these.

    If nearly all values pass the test `proves`, the column has this type whatever its heading.
    """

    french: str
    fits: Callable[[str], bool]
    words: str = ""
    proves: Callable[[str], bool] | None = None


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            read(text)
        except CellError:
            return False
        return True

    return fits


def _is_day(text: str) -> bool:
    return bool(re.search(r"\d", text)) and YEAR.fullmatch(fold(text)) is None and _reads(read_span)(text)


def _is_end(text: str) -> bool:
    """Return whether a text is a last day, or says that there is none: « en cours »."""
    return YEAR.fullmatch(fold(text)) is None and _reads(read_span)(text)


def _is_axis(text: str) -> bool:
    return AXIS.fullmatch(text) is not None or _reads(read_axes)(text)


def _is_certain_axis(text: str) -> bool:
    """Return whether a text is certainly an axis: a number alone or with unrelated words may mean anything."""
    if AXIS.fullmatch(text) is None:
        return not text.isdigit() and _reads(read_axes)(text)
    return mentions_axis(list(Axis)[int(re.sub(r"\D", "", text)[0]) - 1], text)


def _words_of(words: type[Word]) -> Callable[[str], bool]:
    return _reads(lambda text: [read_word(words, item) for item in split_list(text)])


def is_kind(text: str) -> bool:
    """Return whether a text is a kind of institution in our vocabulary."""
    return _words_of(InstitutionKind)(text)


def _codes(known: Collection[str]) -> Callable[[str], bool]:
    return lambda text: all(code.strip().upper() in known for code in SIGNS.split(text))


def column_types(references: References) -> Mapping[str, ColumnType]:
    """Return the types of columns by name, the most certain first, with the codes of the territories."""
    communes = {commune.code for commune in references.communes}
    departements = {departement.code for departement in references.departements}
    regions = {region.code for region in references.regions}
    names = {fold(commune.name) for commune in references.communes}

    def is_commune(text: str) -> bool:
        return fold(text) in names

    return {
        "siret": ColumnType("le SIRET", _reads(read_siret)),
        "siren": ColumnType("le SIREN", _reads(read_siren)),
        "qpv": ColumnType("le code d’un quartier prioritaire", _codes({qpv.code for qpv in references.qpvs})),
        "contract": ColumnType("le code d’un contrat de ville", _codes({one.code for one in references.contracts})),
        "commune": ColumnType(
            "le code officiel d’une commune",
            _codes(communes | ARRONDISSEMENT_CODES.keys()),
            "insee|codes? (?:des |de la )?communes?|cog|arrondissements?",
        ),
        "departement": ColumnType("le code d’un département", departements.__contains__, r"dep|dept|dpt|departement"),
        "region": ColumnType("le code d’une région", regions.__contains__, r"reg|regions?"),
        "axes": ColumnType("des axes", _is_axis, r"axes?", _is_certain_axis),
        "end": ColumnType("un dernier jour", _is_end, r"fin|echeance|terme|au|expiration|jusqu"),
        "start": ColumnType("un premier jour", _is_day, r"debut|du|effet|embauche|depuis"),
        "day": ColumnType("une date", _is_day),
        "year": ColumnType("une année", lambda text: YEAR.fullmatch(fold(text)) is not None),
        "asked": ColumnType(
            "un montant demandé", _reads(lambda t: read_number(t, amount=True)), r"demandee?s?|sollicitee?"
        ),
        "granted": ColumnType(
            "un montant accordé",
            _reads(lambda t: read_number(t, amount=True)),
            r"montant|subvention|accordee?|attribuee?|versee?|euros?|aide|notifiee?",
        ),
        "themes": ColumnType("des thématiques", _words_of(Theme)),
        "criteria": ColumnType("des critères", _words_of(Criterion)),
        "audiences": ColumnType("des publics", _words_of(Audience)),
        "kind": ColumnType("une sorte d’institution", is_kind),
        "status": ColumnType("un état", _words_of(EngagementStatus)),
        "place": ColumnType("le nom d’une commune", is_commune, PLACE_WORDS, is_commune),
        "programme": ColumnType(
            "un programme du budget", lambda text: PROGRAMME.fullmatch(text) is not None, "programme|bop"
        ),
        "number": ColumnType(
            "un numéro de ligne",
            lambda text: " " not in text,
            r"dossier|numero|n|no|reference|ref|identifiant|id|convention",
        ),
    }
