"""Reads SIREN and SIRET, the numbers that identify bodies in France.

An impossible number is refused with the reason; a lost leading zero is proposed, never added. python-stdnum implements
the check digit, La Poste’s special case included. Source: INSEE, Sirene.
"""

import re
from types import ModuleType

from stdnum.fr import siren, siret

from exchange.faults import CellError, Fault

LENGTHS = {siren: 9, siret: 14}
NAMES = {siren: "SIREN", siret: "SIRET"}
ROUNDED = "00000"
"""The end of a number that a spreadsheet rounded; no SIRET ends this way."""


def read_siren(text: str) -> str:
    """Return a SIREN without its spaces.

    Raises:
        CellError: the text is no SIREN.
    """
    return _number(text, siren)


def read_siret(text: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        CellError: the text is no SIRET.
    """
    return _number(text, siret)


def _number(text: str, rules: ModuleType) -> str:
    name = NAMES[rules]
    digits = re.sub(r"[ .\-]", "", text)
    length = LENGTHS[rules]
    if not digits.isdigit():
        raise CellError(Fault.NO_SIRENE_NUMBER.of(number=name, length=length))
    if len(digits) == length - 1 and rules.is_valid(f"0{digits}"):
        raise CellError(Fault.LOST_ZERO.of(digits=len(digits), written=f"0{digits}"))
    if len(digits) != length:
        other = next((kind for kind, other in LENGTHS.items() if len(digits) == other), None)
        meant = NAMES[other] if other and other.is_valid(digits) else None
        raise CellError(Fault.WRONG_LENGTH.of(digits=len(digits), number=name, length=length, other=meant))
    if not digits.strip("0"):
        raise CellError(Fault.NUMBER_OF_NOBODY.of(number=name))
    if digits.endswith(ROUNDED) and rules is siret:
        raise CellError(Fault.ROUNDED_NUMBER.of(number=name))
    if not rules.is_valid(digits):
        raise CellError(Fault.WRONG_CHECK_DIGIT.of(number=name))
    return digits
