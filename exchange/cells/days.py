"""Days as people write them in French, exact or not.

Rule: pure; a span has a first and a last day, and the column says which of them is meant; a day that does not exist or
may be read in two ways is refused with what it may have meant.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from exchange.cells.text import Raw, text_of
from graph.text import fold

MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
OLDEST, NEWEST = 1950, 2100
SERIAL_START = date(1899, 12, 30)
SERIALS = range(20_000, 73_050)
EXPECTED = "une date : 15/03/2021, 2021-03-15, mars 2021, T2 2023, rentrée 2022, 2021 ou 2021-2022"
MONTH = "|".join(MONTH_OF)


class NoDayError(ValueError):
    """A text that is no day; the message says what would be right."""


@dataclass(frozen=True)
class Span:
    """From the first to the last day that a text may mean; None where it leaves that side open."""

    first: date | None
    last: date | None


def read_span(raw: Raw) -> Span:
    """Return the span that a cell means.

    Raises:
        NoDayError: it is no day, or may be read in two ways.
    """
    if isinstance(raw, date):
        day = date(raw.year, raw.month, raw.day)
        return Span(day, day)
    text = text_of(raw)
    folded = _folded(text)
    for pattern, read in FORMS:
        found = pattern.fullmatch(folded)
        if found:
            return read(found)
    if folded.isdigit() and int(folded) in SERIALS:
        meant = SERIAL_START + timedelta(days=int(folded))
        message = f"est le numéro d'un jour dans un tableur ; écrivez {meant:%d/%m/%Y} si c'est bien ce jour"
        raise NoDayError(message)
    message = f"n'est pas une date ; attendu : {EXPECTED}"
    raise NoDayError(message)


def _folded(text: str) -> str:
    """Fold letters, and keep the signs that dates are written with."""
    lettered = re.sub(r"[^\W\d_]+", lambda found: fold(found[0]), text)
    return " ".join(re.sub(r"[^\w/.\-]", " ", lettered).split())


def _day(year: int, month: int, day: int) -> Span:
    try:
        found = date(year, month, day)
    except ValueError:
        message = f"est un jour qui n'existe pas ; attendu : {EXPECTED}"
        raise NoDayError(message) from None
    return Span(found, found)


def _months(year: int, first: int, last: int) -> Span:
    if not 1 <= first <= last <= len(MONTHS):
        message = f"est un mois qui n'existe pas ; attendu : {EXPECTED}"
        raise NoDayError(message)
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _years(first: int, last: int) -> Span:
    if not OLDEST <= first <= last <= NEWEST:
        message = f"n'est pas une année ou une suite d'années entre {OLDEST} et {NEWEST} ; attendu : {EXPECTED}"
        raise NoDayError(message)
    return Span(date(first, 1, 1), date(last, 12, 31))


def _two_digits(found: re.Match[str]) -> Span:
    day, month, year = (int(found[n]) for n in (1, 2, 3))
    message = f"donne l'année sur deux chiffres ; écrivez {day:02}/{month:02}/20{year:02} si c'est bien ce jour"
    raise NoDayError(message)


def _open(found: re.Match[str]) -> Span:
    return Span(read_span(found[1]).first, None)


def _until(found: re.Match[str]) -> Span:
    return Span(None, read_span(found[1]).last)


def _between(found: re.Match[str]) -> Span:
    return Span(read_span(found[1]).first, read_span(found[2]).last)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00 00 00)?"), lambda f: _day(int(f[1]), int(f[2]), int(f[3]))),
    (re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})"), lambda f: _day(int(f[3]), int(f[2]), int(f[1]))),
    (re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})"), _two_digits),
    (
        re.compile(rf"(\d{{1,2}})(?:er)? ({MONTH})\.? (\d{{4}})"),
        lambda f: _day(int(f[3]), MONTH_OF[f[2]], int(f[1])),
    ),
    (re.compile(rf"({MONTH})\.? (\d{{4}})"), lambda f: _months(int(f[2]), MONTH_OF[f[1]], MONTH_OF[f[1]])),
    (re.compile(r"(\d{1,2})[/\-](\d{4})"), lambda f: _months(int(f[2]), int(f[1]), int(f[1]))),
    (re.compile(r"(\d{4})"), lambda f: _years(int(f[1]), int(f[1]))),
    (re.compile(r"(\d{4}) ?(?:-|/|a|et) ?(\d{4})"), lambda f: _years(int(f[1]), int(f[2]))),
    (re.compile(r"t([1-4]) (\d{4})"), lambda f: _months(int(f[2]), 3 * int(f[1]) - 2, 3 * int(f[1]))),
    (
        re.compile(r"([1-4])(?:er|e|eme|nd)? trimestre (\d{4})"),
        lambda f: _months(int(f[2]), 3 * int(f[1]) - 2, 3 * int(f[1])),
    ),
    (re.compile(r"s([12]) (\d{4})"), lambda f: _months(int(f[2]), 6 * int(f[1]) - 5, 6 * int(f[1]))),
    (
        re.compile(r"([12])(?:er|e|eme|nd)? semestre (\d{4})"),
        lambda f: _months(int(f[2]), 6 * int(f[1]) - 5, 6 * int(f[1])),
    ),
    (re.compile(r"rentree (\d{4})"), lambda f: _months(int(f[1]), 9, 9)),
    (re.compile(r"(?:depuis|a partir de|a compter de|des)(?: le| la| l)? (.+)"), _open),
    (re.compile(r"(?:jusqu (?:en|au|a)|fin au)(?: le| la)? (.+)"), _until),
    (re.compile(r"(?:du|de) (.+) (?:au|a) (.+)"), _between),
    (re.compile(r"en cours|a ce jour|aujourd hui|sans fin"), lambda _: Span(None, None)),
)
"""The forms, tried in order; letters are folded and signs other than `/ . -` are spaces by then."""
