"""Reads SIREN and SIRET, the numbers that identify bodies in France.

An impossible number is refused with the reason; a lost leading zero is proposed, never added. python-stdnum implements
the check digit, La Poste’s special case included. Source: INSEE, Sirene.
"""

import re
from types import ModuleType

from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from graph.french import count

LENGTHS = {siren: 9, siret: 14}
NAMES = {siren: "SIREN", siret: "SIRET"}
ROUNDED = "00000"
"""The end of a number that a spreadsheet rounded; no SIRET ends this way."""


class SireneNumberError(ValueError):
    """A text that is not a SIREN or SIRET; the message says why."""


def read_siren(text: str) -> str:
    """Return a SIREN without its spaces.

    Raises:
        SireneNumberError: the text is no SIREN.
    """
    return _number(text, siren)


def read_siret(text: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        SireneNumberError: the text is no SIRET.
    """
    return _number(text, siret)


def _number(text: str, rules: ModuleType) -> str:
    name = NAMES[rules]
    digits = re.sub(r"[ .\-]", "", text)
    length = LENGTHS[rules]
    if not digits.isdigit():
        message = f"n’est pas un {name} ; attendu : {length} chiffres"
        raise SireneNumberError(message)
    if len(digits) == length - 1 and _is_valid(f"0{digits}", rules):
        message = (
            f"n’a que {count(len(digits), 'chiffre')} ; si un zéro a été perdu, écrivez 0{digits}, la colonne étant au "
            "format texte"
        )
        raise SireneNumberError(message)
    if len(digits) != length:
        other = next((kind for kind, other in LENGTHS.items() if len(digits) == other), None)
        remedy = f" ; c’est un {NAMES[other]}, qui a sa colonne" if other and _is_valid(digits, other) else ""
        message = f"a {count(len(digits), 'chiffre')} ; un {name} en a {length}{remedy}"
        raise SireneNumberError(message)
    if not digits.strip("0"):
        message = f"n’est le {name} de personne ; s’il n’est pas connu, laissez la cellule vide"
        raise SireneNumberError(message)
    if digits.endswith(ROUNDED) and rules is siret:
        message = f"n’est pas un {name} : le tableur l’a arrondi ; mettez la colonne au format texte et récrivez-le"
        raise SireneNumberError(message)
    if not _is_valid(digits, rules):
        message = f"n’est pas un {name} : sa clé de contrôle est fausse, un chiffre a dû changer"
        raise SireneNumberError(message)
    return digits


def _is_valid(digits: str, rules: ModuleType) -> bool:
    try:
        rules.validate(digits)
    except ValidationError:
        return False
    return True
