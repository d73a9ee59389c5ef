"""The numbers of an institution on a line: a number identifies the institution, a name only suggests it.

A SIREN belongs to a body, a SIRET to one of its establishments; the SIRET begins with the SIREN. An association may
have no SIREN but an RNA, which is written among its other names.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import NamedTuple

from changes.establishments import SIREN_LENGTH
from exchange.cells.sirene import read_siren, read_siret
from exchange.cells.text import split_list
from exchange.faults import CellError
from exchange.incoming.workbook.lines import Line
from judgement.likeness import rna_of


class BodyNumbers(NamedTuple):
    """The valid numbers that a line states, empty if missing; a SIRET also gives the SIREN."""

    siren: str
    siret: str
    rna: str = ""

    def __bool__(self) -> bool:
        """Return whether there is a number."""
        return bool(self.siren or self.rna)

    @property
    def narrowest(self) -> str:
        """The most specific number; empty without any."""
        return self.siret or self.siren or self.rna

    def contradict(self, known: Collection[str]) -> bool:
        """Return whether the known numbers of a body belong to another body or establishment."""
        sirens = {number[:SIREN_LENGTH] for number in known if number.isdigit()}
        sirets = {number for number in known if number.isdigit() and len(number) > SIREN_LENGTH}
        others = {number for number in known if not number.isdigit()}
        stated = (self.siren, sirens), (self.siret, sirets), (self.rna, others)
        return any(number and numbers and number not in numbers for number, numbers in stated)


def numbers_of(line: Line) -> BodyNumbers:
    """Return the numbers of a line; a cell without a valid number gets its finding where it is read."""
    siren = siret = ""
    with suppress(CellError):
        siren = read_siren(line.text("siren"))
    with suppress(CellError):
        siret = read_siret(line.text("siret"))
    return BodyNumbers(siren or siret[:SIREN_LENGTH], siret, rna_of(split_list(line.text("otherNames"))))
