"""SIREN and SIRET: the numbers that identify bodies in France.

A number that cannot be one is refused with the reason, and a lost zero is proposed, never added. The rules of the
check digit, La Poste's among them, are python-stdnum's. Source: INSEE, Sirene.
"""

import re
from types import ModuleType

from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

LENGTHS = {siren: 9, siret: 14}


class BadNumberError(ValueError):
    """A text that is no such number; the message says why."""


def siren_of(text: str) -> str:
    """Return a SIREN without its spaces.

    Raises:
        BadNumberError: it is none.
    """
    return _number(text, siren, "SIREN")


def siret_of(text: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        BadNumberError: it is none.
    """
    return _number(text, siret, "SIRET")


def _number(text: str, rules: ModuleType, name: str) -> str:
    digits = re.sub(r"[ .\-]", "", text)
    length = LENGTHS[rules]
    if not digits.isdigit():
        message = f"n'est pas un {name} ; attendu : {length} chiffres"
        raise BadNumberError(message)
    if len(digits) == length - 1 and _is_valid(f"0{digits}", rules):
        message = (
            f"n'a que {len(digits)} chiffres ; si un zéro a été perdu, écrivez 0{digits}, la colonne étant au format "
            "texte"
        )
        raise BadNumberError(message)
    if len(digits) != length:
        message = f"a {len(digits)} chiffres ; un {name} en a {length}"
        raise BadNumberError(message)
    if not _is_valid(digits, rules):
        message = f"n'est pas un {name} : sa clé de contrôle est fausse, un chiffre a dû changer"
        raise BadNumberError(message)
    return digits


def _is_valid(digits: str, rules: ModuleType) -> bool:
    try:
        rules.validate(digits)
    except ValidationError:
        return False
    return True
