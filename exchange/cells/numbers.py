"""Reads numbers and amounts as people write them: « 12 k€ », « 1 250,50 € ».

An amount is in euros; only a unit in the text, k€ or M€, multiplies it. Any other text is refused.
"""

import re

# A point or a space before three digits separates thousands; before any other number of digits, a point is decimal.
NUMBER = re.compile(r"(-?\d+(?:[ .]\d{3})*|-?\d+)(?:[.,](\d+))?")
FACTORS = {"": 1, "€": 1, "euro": 1, "euros": 1, "k€": 1_000, "ke": 1_000, "m€": 1_000_000, "me": 1_000_000}
UNITS = re.compile(r"(.*?)\s*(€|euros?|k ?€|k ?e|m ?€|m ?e)?", re.IGNORECASE)


class NoNumberError(ValueError):
    """A text that is no number; the message gives the form that is read."""


def read_number(text: str, *, amount: bool) -> float:
    """Return the number in a text; with `amount`, in euros, a unit of k€ or M€ multiplied out.

    Raises:
        NoNumberError: the text is no number.
    """
    split = UNITS.fullmatch(text) if amount else None
    digits, unit = (split[1], (split[2] or "").replace(" ", "").casefold()) if split else (text, "")
    match = NUMBER.fullmatch(digits.strip())
    if match is None:
        expected = "un montant en euros, par exemple 12000 ou 12 k€" if amount else "un nombre"
        message = f"n'est pas un nombre ; attendu : {expected}"
        raise NoNumberError(message)
    whole = match[1].replace(" ", "").replace(".", "")
    return float(f"{whole}.{match[2] or 0}") * FACTORS[unit]


def read_whole(text: str, *, amount: bool) -> int:
    """Return the whole number in a text.

    Raises:
        NoNumberError: the text is no number, or its number has decimals.
    """
    number = read_number(text, amount=amount)
    if not number.is_integer():
        message = "n'est pas un nombre entier ; attendu : un nombre sans décimales"
        raise NoNumberError(message)
    return int(number)
