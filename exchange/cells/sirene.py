"""SIREN and SIRET: the numbers that identify bodies in France.

Rule: pure; a number that cannot be one is refused with the reason, and a lost zero is proposed, never added.
Source: INSEE, Sirene; both end so that the Luhn sum is a multiple of 10, La Poste's SIRET apart.
"""

import re

SIREN_LENGTH, SIRET_LENGTH = 9, 14
LA_POSTE = "356000000"


class BadNumberError(ValueError):
    """A text that is no such number; the message says why."""


def siren_of(text: str) -> str:
    """Return a SIREN without its spaces.

    Raises:
        BadNumberError: it is none.
    """
    return _number(text, SIREN_LENGTH, "SIREN")


def siret_of(text: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        BadNumberError: it is none.
    """
    return _number(text, SIRET_LENGTH, "SIRET")


def _number(text: str, length: int, name: str) -> str:
    digits = re.sub(r"[ .\-]", "", text)
    if not digits.isdigit():
        message = f"n'est pas un {name} ; attendu : {length} chiffres"
        raise BadNumberError(message)
    if len(digits) == length - 1 and _is_valid(f"0{digits}"):
        message = (
            f"n'a que {len(digits)} chiffres ; si un zéro a été perdu, écrivez 0{digits}, la colonne étant au format "
            "texte"
        )
        raise BadNumberError(message)
    if len(digits) != length:
        message = f"a {len(digits)} chiffres ; un {name} en a {length}"
        raise BadNumberError(message)
    if not _is_valid(digits):
        message = f"n'est pas un {name} : sa clé de contrôle est fausse, un chiffre a dû changer"
        raise BadNumberError(message)
    return digits


def _is_valid(digits: str) -> bool:
    if digits.startswith(LA_POSTE) and len(digits) == SIRET_LENGTH:
        return sum(map(int, digits)) % 5 == 0 or _luhn(digits)
    return _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0  # noqa: PLR2004 - the sum of its two digits
