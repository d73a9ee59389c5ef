"""Recognises what each column of a partner's list holds, by its heading and its values.

The values decide where they can (a SIRET, an official code, a date, an amount, a word of a vocabulary); the heading
decides between things that look alike. What is not certain is told as such.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from exchange.cells.days import NoDayError, read_span
from exchange.cells.numbers import NoNumberError, read_number
from exchange.cells.personal import personal_content
from exchange.cells.sirene import SireneNumberError, read_siren, read_siret
from exchange.cells.text import Raw, is_blank, split_list, text_of
from exchange.cells.words import NoWordError, read_axes, read_word
from exchange.files.book import Grid, column_letters
from exchange.incoming.own_sheets import HEADING_ROWS
from graph.text import fold
from graph.vocabulary import Audience, Criterion, EngagementStatus, InstitutionKind, Theme, Word
from seed.references.read import References

SURE, LIKELY = 0.95, 0.6
"""The least shares of the values of a column that are of one sort, for it to be that sort for certain, or maybe."""
MOST_VALUES = 1_000
"""The values of a column that are looked at."""
YEAR = re.compile(r"(?:exercice |annee )?(?:19|20)\d{2}(?: ?[-/] ?(?:19|20)\d{2})?")
PERSONAL, UNKNOWN = "personal", ""
SIGNS = re.compile(r"[;,/]")
"""The separators between several codes in a cell."""


class Sort(NamedTuple):
    """A sort of column: its name in French, the test of a value, and the words of which the heading holds one."""

    french: str
    fits: Callable[[str], bool]
    words: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, letters and values that are not blank, and the sort of thing that it holds.

    `share` is the share of its values that are of that sort; `zeros` the length of codes that lost their first zero;
    `sign` what stands between several codes of a cell, where it is not « ; ».
    """

    heading: str
    letters: str
    values: Sequence[str]
    sort: str = UNKNOWN
    share: float = 0.0
    zeros: int = 0
    sign: str = ""
    doubled: bool = False

    @property
    def is_sure(self) -> bool:
        """True if nearly all its values are of its sort."""
        return self.share >= SURE

    @property
    def is_distinct(self) -> bool:
        """True if no value occurs twice."""
        return len(set(self.values)) == len(self.values)

    def slot(self, *operations: str) -> str:
        """Return the slot of a mapping that takes the column."""
        heading = " ".join(re.sub(r"[{}|]", " ", self.heading).split())
        own = [f"zéros {self.zeros}"] if self.zeros else [f"couper {self.sign}"] if self.sign else []
        return f"{{{'|'.join([heading, *own, *operations])}}}"


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            read(text)
        except (NoDayError, NoNumberError, NoWordError, SireneNumberError):
            return False
        return True

    return fits


def _is_day(text: str) -> bool:
    return bool(re.search(r"\d", text)) and YEAR.fullmatch(fold(text)) is None and _reads(read_span)(text)


def _words_of(words: type[Word]) -> Callable[[str], bool]:
    return _reads(lambda text: [read_word(words, item) for item in split_list(text)])


def _codes(known: Collection[str]) -> Callable[[str], bool]:
    return lambda text: all(code.strip().upper() in known for code in SIGNS.split(text))


def sorts_of(references: References) -> Mapping[str, Sort]:
    """Return the sorts of columns by their names, the most certain first, with the codes of the territories."""
    communes = {commune.code for commune in references.communes}
    departements = {departement.code for departement in references.departements}
    quarters, contracts = {qpv.code for qpv in references.qpvs}, {contract.code for contract in references.contracts}
    names = {fold(commune.name) for commune in references.communes}
    return {
        "siret": Sort("le SIRET", _reads(read_siret)),
        "siren": Sort("le SIREN", _reads(read_siren)),
        "qpv": Sort("le code d’un quartier prioritaire", _codes(quarters)),
        "contract": Sort("le code d’un contrat de ville", _codes(contracts)),
        "commune": Sort(
            "le code officiel d’une commune", _codes(communes), "insee|codes? (?:des |de la )?communes?|cog"
        ),
        "departement": Sort("le code d’un département", departements.__contains__, r"dep|dept|dpt|departement"),
        "axes": Sort("des axes", _reads(read_axes), r"axes?"),
        "end": Sort("un dernier jour", _is_day, r"fin|echeance|terme|au|expiration|jusqu"),
        "start": Sort("un premier jour", _is_day, r"debut|du|effet|embauche|depuis"),
        "day": Sort("une date", _is_day),
        "year": Sort("une année", lambda text: YEAR.fullmatch(fold(text)) is not None),
        "asked": Sort("un montant demandé", _reads(lambda t: read_number(t, amount=True)), r"demandee?s?|sollicitee?"),
        "granted": Sort(
            "un montant accordé",
            _reads(lambda t: read_number(t, amount=True)),
            r"montant|subvention|accordee?|attribuee?|versee?|euros?|cout|aide|notifiee?",
        ),
        "themes": Sort("des thématiques", _words_of(Theme)),
        "criteria": Sort("des critères", _words_of(Criterion)),
        "audiences": Sort("des publics", _words_of(Audience)),
        "kind": Sort("une sorte d’institution", _words_of(InstitutionKind)),
        "status": Sort("un état", _words_of(EngagementStatus)),
        "place": Sort("le nom d’une commune", lambda text: fold(text) in names, r"commune|ville|siege|localite"),
        "number": Sort("un numéro de ligne", _is_short, r"dossier|numero|n|no|reference|ref|identifiant|id|convention"),
    }


BODY_WORDS = (
    "beneficiaire|porteu(?:r|se)|structure|employeur|association|organisme|raison sociale|denomination|titulaire|"
    "attributaire|institution|nom"
)
LABELS = {
    "title": ("un intitulé", "objet|intitule|titre|actions?|projet|libelle|missions?"),
    "body": ("le nom d’une institution", BODY_WORDS),
}
"""The sorts of free texts: their names in French, and the words of which the heading holds one, the first of all."""
LABEL_OF = re.compile(r"^(?:nom|intitule|libelle) (?:de la|de l|du|des|de|d) ")


def _is_short(text: str) -> bool:
    return " " not in text


LENGTHS = {"commune": 5, "departement": 2, "siret": 14, "siren": 9}
"""The lengths of the numbers and codes whose first zero a spreadsheet drops."""


def find_headings(grid: Grid) -> int | None:
    """Return the index of the row of headings: the first that is half as wide as the widest and holds texts alone."""
    rows = [[cell for cell in row if text_of(cell)] for _, row in grid.rows[:HEADING_ROWS]]
    widest = max(map(len, rows), default=0)
    for index, row in enumerate(rows[: len(grid.rows) - 1]):
        if 2 * len(row) > widest and all(isinstance(cell, str) and not cell.isdigit() for cell in row):
            return index
    return None


def columns_of(grid: Grid, place: int, sorts: Mapping[str, Sort]) -> list[Column]:
    """Return the columns of a list that have a heading, each sort given to the column that fits it best."""
    headings = [text_of(cell) for cell in grid.rows[place][1]]
    folded = [fold(heading) for heading in headings]
    read = [
        _column(heading, index, _values(grid, place, index), sorts, doubled=folded.count(fold(heading)) > 1)
        for index, heading in enumerate(headings)
        if fold(heading)
    ]
    best: dict[str, Column] = {}
    for column in read:
        known = best.get(column.sort)
        if known is None or (column.is_distinct, column.share) > (known.is_distinct, known.share):
            best[column.sort] = column
    loose = {PERSONAL, UNKNOWN}
    return [c if best[c.sort] is c or c.sort in loose else Column(c.heading, c.letters, c.values) for c in read]


def _values(grid: Grid, place: int, index: int) -> list[str]:
    cells = (row[index] for _, row in grid.rows[place + 1 :] if index < len(row))
    return [text for cell in cells if not is_blank(text := _shown(cell))]


def _shown(cell: Raw) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else text_of(cell)


def _column(heading: str, index: int, values: Sequence[str], sorts: Mapping[str, Sort], *, doubled: bool) -> Column:
    letters = column_letters(index)
    looked_at = values[:MOST_VALUES]
    if doubled or not looked_at:
        return Column(heading, letters, values, doubled=doubled)
    if personal_content(" ; ".join(looked_at[:20])):
        return Column(heading, letters, values, PERSONAL, 1.0)
    for name, sort in sorts.items():
        if _is_postal(name, heading) or not re.search(rf"\b(?:{sort.words})\b", fold(heading)):
            continue
        shares = {zeros: _share(sort, looked_at, zeros) for zeros in (0, LENGTHS.get(name, 0))}
        zeros, share = max(shares.items(), key=lambda pair: (pair[1], -pair[0]))
        if share >= LIKELY:
            return Column(heading, letters, values, name, share, zeros, _sign(name, looked_at))
    label = _label(heading)
    return Column(heading, letters, values, label, 1.0 if label else 0.0)


def _sign(name: str, values: Sequence[str]) -> str:
    """Return the sign between several codes of a cell, « » for none or for « ; »."""
    found = (
        {sign for value in values for sign in ",/" if sign in value} if name in {"qpv", "contract", "commune"} else ()
    )
    return min(found, default="")


def _is_postal(name: str, heading: str) -> bool:
    """Return whether a postal code would be taken for the official code of a commune."""
    return name == "commune" and "postal" in fold(heading)


def _share(sort: Sort, values: Sequence[str], zeros: int) -> float:
    return sum(sort.fits(with_zero(value, zeros)) for value in values) / len(values)


def with_zero(text: str, length: int) -> str:
    """Return a code with its first zero, if it is one short of its length."""
    return f"0{text}" if len(text) == length - 1 else text


def _label(heading: str) -> str:
    """Return the sort of a column of free texts: that of the first word of its heading that tells one."""
    text = LABEL_OF.sub("", fold(heading))
    found = {name: re.search(rf"\b(?:{words})\b", text) for name, (_, words) in LABELS.items()}
    places = {name: match.start() for name, match in found.items() if match}
    return min(places, key=lambda name: places[name], default=UNKNOWN)
