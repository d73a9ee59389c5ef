"""Reads numbers and amounts as people write them: « 12 k€ », « 1 250,50 € ».

An amount is in euros, to the cent; only a unit in the text, k€ or M€, multiplies it. Any other text is refused. The
text « 1.234 » is more than a thousand; the number 1.234 of a spreadsheet is a little more than one.
"""

import re
from datetime import date
from decimal import Decimal

from exchange.cells.text import Raw, text_of
from exchange.faults import CellError, Fault, NumberForm
from judgement.problems import Problem

# A point or a space before three digits separates thousands; a point before any other number of digits is decimal.
NUMBER = re.compile(r"(-?\d{1,3}(?:[ .]\d{3})+|-?\d+)(?:[.,](\d+))?")
FACTORS = {"": 1, "€": 1, "euro": 1, "euros": 1, "k€": 1_000, "ke": 1_000, "m€": 1_000_000, "me": 1_000_000}
NOISE = Decimal("0.000001")
"""The largest deviation from whole cents by a rounding error of a spreadsheet: 0.1 + 0.2 is 0.30000000000000004."""
UNITS = re.compile(r"(.*?)(€|euros?|k ?€|k ?e|m ?€|m ?e)?", re.IGNORECASE)
BOUND = Decimal(10) ** 12
"""Numbers of this size or more, positive or negative, are no real data, and a database could not store them all."""
COUNTED = re.compile(r"(-?\d[\d .]*(?:,\d+)?) ?[a-zà-ÿ]+\.?(?: [a-zà-ÿ]+)?", re.IGNORECASE)
"""A number and what it counts: « 15 personnes », « 2 jours »."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SHORT_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{2})")
THOUSANDS = 3


def read_number(raw: Raw, *, amount: bool) -> float:
    """Return the number in a cell; with `amount`, in euros to the cent, with units of k€ and M€ applied.

    Raises:
        CellError: the cell is no number, or an amount has fractions of a cent.
    """
    if isinstance(raw, date):
        raise CellError(Fault.DAY_FOR_NUMBER.of())
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    number = Decimal(repr(raw)) if is_number else _number(text_of(raw), amount=amount)
    if not number.is_finite() or abs(number) >= BOUND:
        raise CellError(Fault.LARGE_NUMBER.of(expected=NumberForm.AMOUNT if amount else NumberForm.DIGITS))
    if not amount:
        return float(number)
    cents = round(number, 2)
    if abs(number - cents) > NOISE:
        raise CellError(Fault.FRACTION_OF_CENT.of(written=f"{cents:f}".replace(".", ",")))
    return float(cents)


def _number(text: str, *, amount: bool) -> Decimal:
    split = UNITS.fullmatch(text) if amount else None
    digits, unit = (split[1], (split[2] or "").replace(" ", "").casefold()) if split else (text, "")
    match = NUMBER.fullmatch(digits.strip())
    if match is None:
        if amount:
            raise CellError(Fault.NO_NUMBER.of(expected=NumberForm.AMOUNT))
        if counted := COUNTED.fullmatch(text):
            raise CellError(Fault.NUMBER_WITH_NOUN.of(written=counted[1].replace(" ", "")))
        raise CellError(Fault.NO_NUMBER.of(expected=NumberForm.DIGITS))
    whole, decimals = match[1].replace(" ", "").replace(".", ""), match[2] or ""
    may_be_thousands = "," in digits and len(whole.lstrip("-")) <= THOUSANDS == len(decimals)
    if amount and FACTORS[unit] == 1 and may_be_thousands:
        raise CellError(Fault.AMBIGUOUS_AMOUNT.of(written=f"{whole}{decimals}"))
    return Decimal(f"{whole}.{decimals or 0}") * FACTORS[unit]


def read_whole(raw: Raw, *, amount: bool) -> int:
    """Return the whole number in a cell.

    Raises:
        CellError: the cell is no number, or its number has decimals.
    """
    number = read_number(raw, amount=amount)
    if not number.is_integer():
        whole, _, decimals = text_of(raw).partition(",")
        if whole.isdigit() and decimals.isdigit() and len(decimals) == THOUSANDS:
            raise CellError(Fault.COMMA_OF_THOUSANDS.of(written=f"{whole}{decimals}"))
        raise CellError(Fault.DECIMALS.of())
    return int(number)


def read_year(raw: Raw) -> int:
    """Return the year in a cell.

    Raises:
        CellError: the cell is no year.
    """
    if isinstance(raw, date):
        raise CellError(Fault.DAY_FOR_YEAR.of(year=raw.year))
    try:
        return read_whole(raw, amount=False)
    except CellError as error:
        raise CellError(_no_year(text_of(raw))) from error


def _no_year(text: str) -> Problem:
    """Return the problem of a text that is no year: it may contain a year, or be a day."""
    years = YEAR.findall(text)
    if len(years) == 1:
        return Fault.YEAR_IN_TEXT.of(year=years[0])
    short = SHORT_DAY.fullmatch(text)
    return Fault.YEAR_OF_SHORT_DAY.of(year=f"20{short[1]}") if short else Fault.NO_YEAR.of()
