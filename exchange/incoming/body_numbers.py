"""The numbers of an institution on a line: a number decides who it is, a name only proposes.

A SIREN is that of a body, a SIRET that of one of its establishments and begins with the SIREN.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import NamedTuple

from changes.establishments import SIREN_LENGTH
from exchange.cells.sirene import SireneNumberError, read_siren, read_siret
from exchange.incoming.lines import Line


class BodyNumbers(NamedTuple):
    """The valid numbers that a line states, « » for none; a SIRET states its SIREN too."""

    siren: str
    siret: str

    def __bool__(self) -> bool:
        """Return whether there is a number."""
        return bool(self.siren)

    def contradict(self, known: Collection[str]) -> bool:
        """Return whether the known numbers of a body are those of another body or establishment."""
        sirens = {number[:SIREN_LENGTH] for number in known}
        sirets = {number for number in known if len(number) > SIREN_LENGTH}
        is_other_body = bool(self.siren and sirens and self.siren not in sirens)
        return is_other_body or bool(self.siret and sirets and self.siret not in sirets)


def numbers_of(line: Line) -> BodyNumbers:
    """Return the numbers of a line; a cell that holds none that is valid gets its finding where it is read."""
    siren = siret = ""
    with suppress(SireneNumberError):
        siren = read_siren(line.text("siren"))
    with suppress(SireneNumberError):
        siret = read_siret(line.text("siret"))
    return BodyNumbers(siren or siret[:SIREN_LENGTH], siret)
