"""Recognises what each column of a partner's list holds, from its heading and its values.

The values decide where they can (a SIRET, an official code, a date, an amount, a word of a vocabulary); the heading
decides between similar types. Uncertain results are reported as such.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exchange.cells.personal import personal_content
from exchange.cells.text import Raw, is_blank, text_of
from exchange.files.book import Grid, column_letters
from exchange.incoming.lists.column_types import AXIS, PLACE_WORDS, SIGNS, ColumnType
from exchange.incoming.lists.tables import is_total
from exchange.incoming.workbook.own_sheets import HEADING_ROWS
from exchange.lookup.remedies import ARRONDISSEMENT_CODES
from graph.text import fold

SURE, LIKELY, SOME = 0.95, 0.6, 0.2
"""The minimum share of a column's values that must fit a type, for a certain and for a probable match.

`SOME` is enough for kinds of institutions under a heading that announces kinds: the mapping translates the words that
are not in our vocabulary.
"""
MOST_VALUES = 1_000
"""The maximum number of values checked in a column."""
HEADING_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
AMOUNTS = ("granted", "asked")
PERSONAL, UNKNOWN = "personal", ""
TOTALS = ("total", "sous-total")
"""The first words of rows that only sum up others."""


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, its letters (« AB ») and its non-blank values, and the type of its values.

    `share` is the part of its values that fit the type; `zeros` is the full length of codes that lost their first zero;
    `operation` extracts a value from a cell in another notation. `has_gaps`: some cell is blank. `year` is the year in
    the heading of a column of amounts: « Subvention 2024 ».
    """

    heading: str
    letters: str
    values: Sequence[str]
    type_name: str = UNKNOWN
    share: float = 0.0
    zeros: int = 0
    operation: str = ""
    doubled: bool = False
    has_gaps: bool = False
    year: str = ""

    @property
    def key(self) -> str:
        """The name of its type, with its year."""
        return f"{self.type_name} {self.year}".strip()

    @property
    def is_sure(self) -> bool:
        """True if nearly all its values fit its type."""
        return self.share >= SURE

    @property
    def is_distinct(self) -> bool:
        """True if no value occurs twice."""
        return len(set(self.values)) == len(self.values)

    @property
    def has_arrondissements(self) -> bool:
        """True if it holds codes of arrondissements of Paris, Lyon or Marseille, which are read as their commune."""
        codes = (code.strip() for value in self.values for code in SIGNS.split(value))
        return self.type_name == "commune" and any(code in ARRONDISSEMENT_CODES for code in codes)

    def inside(self, *operations: str) -> str:
        """Return the text between the braces of the mapping slot for this column."""
        heading = " ".join(re.sub(r"[{}|]", " ", self.heading).split())
        operations_needed = [f"zéros {self.zeros}"] if self.zeros else [self.operation] if self.operation else []
        operations_needed += ["commune"] if self.has_arrondissements else []
        return "|".join([heading, *operations_needed, *operations])

    def slot(self, *operations: str) -> str:
        """Return the mapping slot for this column."""
        return f"{{{self.inside(*operations)}}}"


BODY_WORDS = (
    "beneficiaire|porteu(?:r|se)|structure|employeur|association|organisme|raison sociale|denomination|titulaire|"
    "attributaire|institution|nom"
)
LABELS = {
    "title": ("un intitulé", "objet|intitule|titre|actions?|projet|libelle|missions?"),
    "body": ("le nom d’une institution", BODY_WORDS),
}
"""The types of columns of free text: the French name of each, and the words that announce it in a heading."""
LABEL_OF = re.compile(r"^(?:nom|intitule|libelle) (?:de la|de l|du|des|de|d) ")
KIND_HEADING = re.compile(r"(?:type|nature|categorie|forme|statut|code)\b")
"""The beginning of a heading that announces the kind of a thing, not its name."""


LENGTHS = {"commune": 5, "departement": 2, "region": 2, "siret": 14, "siren": 9}
"""The lengths of the numbers and codes whose first zero a spreadsheet drops."""


def find_headings(grid: Grid) -> int | None:
    """Return the index of the heading row: the first with only texts and at least half the width of the widest row."""
    rows = [[cell for cell in row if text_of(cell)] for _, row in grid.rows[:HEADING_ROWS]]
    widest = max(map(len, rows), default=0)
    for index, row in enumerate(rows[: len(grid.rows) - 1]):
        if 2 * len(row) > widest and all(isinstance(cell, str) and not cell.isdigit() for cell in row):
            return index
    return None


def columns_of(grid: Grid, place: int, types: Mapping[str, ColumnType]) -> list[Column]:
    """Return the columns of a list that have a heading; each type goes to the column that fits it best."""
    headings = [text_of(cell) for cell in grid.rows[place][1]]
    folded = [fold(heading) for heading in headings]
    rows = [row for _, row in grid.rows[place + 1 :] if not is_total(row, TOTALS)]
    read = [
        _column(heading, index, rows, types, doubled=folded.count(fold(heading)) > 1)
        for index, heading in enumerate(headings)
        if fold(heading)
    ]
    best: dict[str, Column] = {}
    for column in read:
        known = best.get(column.key)
        if known is None or (column.is_distinct, column.share) > (known.is_distinct, known.share):
            best[column.key] = column
    not_exclusive = {PERSONAL, UNKNOWN}
    return [c if best[c.key] is c or c.type_name in not_exclusive else _unknown(c) for c in read]


def _unknown(column: Column) -> Column:
    return Column(column.heading, column.letters, column.values, has_gaps=column.has_gaps)


def _shown(cell: Raw) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else text_of(cell)


def _column(
    heading: str, index: int, rows: Sequence[Sequence[Raw]], types: Mapping[str, ColumnType], *, doubled: bool
) -> Column:
    cells = [row[index] if index < len(row) else None for row in rows]
    values = [text for cell in cells if not is_blank(text := _shown(cell))]
    plain = Column(heading, column_letters(index), values, doubled=doubled, has_gaps=len(values) < len(cells))
    checked = values[:MOST_VALUES]
    if doubled or not checked:
        return plain
    if personal_content(" ; ".join(checked[:20])):
        return replace(plain, type_name=PERSONAL, share=1.0)
    label = _label(heading)
    for name, column_type in types.items():
        is_certain = not label and column_type.proves is not None and _share(column_type.proves, checked, 0) >= SURE
        if _is_other_territory(name, heading) or not (
            is_certain or re.search(rf"\b(?:{column_type.words})\b", fold(heading))
        ):
            continue
        shares = {zeros: _share(column_type.fits, checked, zeros) for zeros in (0, LENGTHS.get(name, 0))}
        zeros, share = max(shares.items(), key=lambda pair: (pair[1], -pair[0]))
        least = SOME if name == "kind" and KIND_HEADING.match(fold(heading)) else LIKELY
        if share >= least:
            year = HEADING_YEAR.search(heading) if name in AMOUNTS else None
            known = replace(plain, type_name=name, share=share, year=year[0] if year else "")
            return replace(known, zeros=zeros, operation=_operation(name, checked))
    return replace(plain, type_name=label, share=1.0 if label else 0.0)


def _operation(name: str, values: Sequence[str]) -> str:
    """Return the operation that extracts the values of a type from cells in another notation; empty if not needed."""
    if name in {"qpv", "contract", "commune"}:
        found = {sign for value in values for sign in ",/" if sign in value}
        return f"couper {min(found)}" if found else ""
    if name == "number":
        firsts = [value.split(";")[0].strip() for value in values]
        return "1" if any(";" in value for value in values) and len(set(firsts)) == len(firsts) else ""
    if name == "axes":
        signs = {match[1] if (match := AXIS.fullmatch(value)) else "" for value in values}
        return f"avant {min(signs)}" if len(signs) == 1 and "" not in signs else ""
    return ""


def _is_other_territory(name: str, heading: str) -> bool:
    """Return whether a heading rules out a type: postal codes are not communes, nor are régions."""
    text = fold(heading)
    if name == "place":
        return bool(re.search(r"\b(?:regions?|departements?)\b", text)) and not re.search(
            rf"\b(?:{PLACE_WORDS})\b", text
        )
    return name == "commune" and "postal" in text


def _share(fits: Callable[[str], bool], values: Sequence[str], zeros: int) -> float:
    return sum(fits(with_zero(value, zeros)) for value in values) / len(values)


def with_zero(text: str, length: int) -> str:
    """Return a code with its first zero, if it is one character too short."""
    return f"0{text}" if len(text) == length - 1 else text


def _label(heading: str) -> str:
    """Return the type of a column of free texts: that of the first word in its heading that announces a type."""
    text = LABEL_OF.sub("", fold(heading))
    if KIND_HEADING.match(text):
        return UNKNOWN
    matches = {name: re.search(rf"\b(?:{words})\b", text) for name, (_, words) in LABELS.items()}
    places = {name: match.start() for name, match in matches.items() if match}
    return min(places, key=lambda name: places[name], default=UNKNOWN)
