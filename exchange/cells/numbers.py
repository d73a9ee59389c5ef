"""Numbers and amounts as people write them: « 12 k€ », « 1 250,50 € ».

Rule: pure; the unit is taken from the text only where it says k€ or M€, and a text of anything else is refused.
"""

import re

NUMBER = re.compile(r"(-?\d+(?:[ .]\d{3})*|-?\d+)(?:[.,](\d+))?")
FACTORS = {"": 1, "€": 1, "euro": 1, "euros": 1, "k€": 1_000, "ke": 1_000, "m€": 1_000_000, "me": 1_000_000}
UNITS = re.compile(r"(.*?)\s*(€|euros?|k ?€|k ?e|m ?€|m ?e)?", re.IGNORECASE)


class NoNumberError(ValueError):
    """A text that is no number; the message says what would be right."""


def read_number(text: str, *, amount: bool) -> float:
    """Return the number that a text means; with `amount`, one of euros that may say k€ or M€.

    Raises:
        NoNumberError: it is no number.
    """
    split = UNITS.fullmatch(text) if amount else None
    digits, unit = (split[1], (split[2] or "").replace(" ", "").casefold()) if split else (text, "")
    found = NUMBER.fullmatch(digits.strip())
    if found is None:
        expected = "un montant en euros, par exemple 12000 ou 12 k€" if amount else "un nombre"
        message = f"n'est pas un nombre ; attendu : {expected}"
        raise NoNumberError(message)
    whole = found[1].replace(" ", "").replace(".", "")
    return float(f"{whole}.{found[2] or 0}") * FACTORS[unit]


def read_whole(text: str, *, amount: bool) -> int:
    """Return the whole number that a text means.

    Raises:
        NoNumberError: it is no number, or not a whole one.
    """
    number = read_number(text, amount=amount)
    if not number.is_integer():
        message = "n'est pas un nombre entier ; attendu : un nombre sans décimales"
        raise NoNumberError(message)
    return int(number)
