"""Reads numbers and amounts as people write them: « 12 k€ », « 1 250,50 € ».

An amount is in euros, to the cent; only a unit in the text, k€ or M€, multiplies it. Any other text is refused. The
text « 1.234 » is more than a thousand; the number 1.234 of a spreadsheet is a little more than one.
"""

import re
from datetime import date
from decimal import Decimal

from exchange.cells.text import Raw, text_of

# Groups of three digits after a point or a space are thousands; after any other number of digits, a point is decimal.
NUMBER = re.compile(r"(-?\d{1,3}(?:[ .]\d{3})+|-?\d+)(?:[.,](\d+))?")
FACTORS = {"": 1, "€": 1, "euro": 1, "euros": 1, "k€": 1_000, "ke": 1_000, "m€": 1_000_000, "me": 1_000_000}
NOISE = Decimal("0.000001")
"""The largest rounding error below a cent of a sum in a spreadsheet: 0.1 + 0.2 is 0.30000000000000004."""
UNITS = re.compile(r"(.*?)(€|euros?|k ?€|k ?e|m ?€|m ?e)?", re.IGNORECASE)
BOUND = Decimal(10) ** 12
"""Numbers of this size or more, positive or negative, are no real data, and a database could not store them all."""
COUNTED = re.compile(r"(-?\d[\d .]*(?:,\d+)?) ?[a-zà-ÿ]+\.?(?: [a-zà-ÿ]+)?", re.IGNORECASE)
"""A number and what it counts: « 15 personnes », « 2 jours »."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SHORT_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{2})")
THOUSANDS = 3
NUMBERS = "des chiffres, par exemple 12"
AMOUNT = "un montant en euros, par exemple 12000, 12 345,67 ou 12 k€"


class NoNumberError(ValueError):
    """A text that is not a number; the message gives the accepted form."""


def read_number(raw: Raw, *, amount: bool) -> float:
    """Return the number in a cell; with `amount`, in euros to the cent, with units of k€ and M€ applied.

    Raises:
        NoNumberError: the cell is no number, or an amount has fractions of a cent.
    """
    if isinstance(raw, date):
        message = "est une date, peut-être faite par le tableur de ce qui était écrit ; attendu : un nombre"
        raise NoNumberError(message)
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    number = Decimal(repr(raw)) if is_number else _number(text_of(raw), amount=amount)
    if not number.is_finite() or abs(number) >= BOUND:
        message = f"est un nombre trop grand pour être juste ; attendu : {AMOUNT if amount else NUMBERS}"
        raise NoNumberError(message)
    if not amount:
        return float(number)
    cents = round(number, 2)
    if abs(number - cents) > NOISE:
        message = f"a plus de deux décimales ; écrivez le montant au centime, {cents:f}".replace(".", ",")
        raise NoNumberError(message)
    return float(cents)


def _number(text: str, *, amount: bool) -> Decimal:
    split = UNITS.fullmatch(text) if amount else None
    digits, unit = (split[1], (split[2] or "").replace(" ", "").casefold()) if split else (text, "")
    match = NUMBER.fullmatch(digits.strip())
    if match is None:
        expected = AMOUNT if amount else NUMBERS
        counted = COUNTED.fullmatch(text)
        remedy = f"écrivez {counted[1].replace(' ', '')}" if counted and not amount else f"attendu : {expected}"
        message = f"n’est pas un nombre ; {remedy}"
        raise NoNumberError(message)
    whole, decimals = match[1].replace(" ", "").replace(".", ""), match[2] or ""
    may_be_thousands = "," in digits and len(whole.lstrip("-")) <= THOUSANDS == len(decimals)
    if amount and FACTORS[unit] == 1 and may_be_thousands:
        message = (
            f"se lit de deux façons ; si la virgule sépare les milliers, écrivez {whole}{decimals}, sinon écrivez le "
            "montant au centime"
        )
        raise NoNumberError(message)
    return Decimal(f"{whole}.{decimals or 0}") * FACTORS[unit]


def read_whole(raw: Raw, *, amount: bool) -> int:
    """Return the whole number in a cell.

    Raises:
        NoNumberError: the cell is no number, or its number has decimals.
    """
    number = read_number(raw, amount=amount)
    if not number.is_integer():
        whole, _, decimals = text_of(raw).partition(",")
        if whole.isdigit() and decimals.isdigit() and len(decimals) == THOUSANDS:
            remedy = f"si la virgule sépare les milliers, écrivez {whole}{decimals}"
        else:
            remedy = "attendu : un nombre sans décimales"
        message = f"n’est pas un nombre entier ; {remedy}"
        raise NoNumberError(message)
    return int(number)


def read_year(raw: Raw) -> int:
    """Return the year in a cell.

    Raises:
        NoNumberError: the cell is no year.
    """
    if isinstance(raw, date):
        message = f"est une date ; attendu : une année, par exemple {raw.year}"
        raise NoNumberError(message)
    try:
        return read_whole(raw, amount=False)
    except NoNumberError as error:
        message = f"n’est pas une année ; {_year_meant(text_of(raw)) or 'attendu : quatre chiffres, par exemple 2026'}"
        raise NoNumberError(message) from error


def _year_meant(text: str) -> str:
    """Return how to write the only year in a text, which may be a day; empty if there is none."""
    years = YEAR.findall(text)
    if len(years) == 1:
        return f"écrivez {years[0]}"
    short = SHORT_DAY.fullmatch(text)
    return f"écrivez 20{short[1]} si c’est bien l’année" if short else ""
