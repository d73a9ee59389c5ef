"""Reads exact and inexact days as people write them in French.

A span has a first and a last day; the column of the cell decides which of them counts. A day that does not exist, or
that can be read in two ways, is refused, and the problem gives the correct spelling.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

from exchange.cells.text import Raw, text_of
from exchange.faults import CellError, Fault
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
FIRST_YEAR, LAST_YEAR = 1950, 2100
SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet: one day early, since spreadsheets count a 29 February 1900 that never existed."""
SERIALS = range(20_000, 73_050)
"""The numbers by which a spreadsheet may store days of the years 1954 to 2099."""
MONTH_NAMES = "|".join(MONTH_OF)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
"""The number of a day in a spreadsheet; the decimals are the time of day."""
LONGEST_DAY = 200
"""Longer than the longest text that gives one or two days; longer texts are not parsed."""
WEEKDAY = re.compile(r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) ")


@dataclass(frozen=True)
class Span:
    """The first and the last day of a text; None for a side that is open."""

    first: date | None
    last: date | None


def read_span(raw: Raw) -> Span:
    """Return the span of a cell.

    Raises:
        CellError: the cell is no day, or can be read in two ways.
    """
    if isinstance(raw, date):
        day = date(raw.year, raw.month, raw.day)
        return Span(day, day)
    text = text_of(raw)
    if len(text) > LONGEST_DAY:
        raise CellError(Fault.NO_DAY.of())
    folded = WEEKDAY.sub("", _fold_letters(text))
    for pattern, read_around in AROUND:
        if match := pattern.fullmatch(folded):
            return read_around(match)
    return _read_one(folded)


def _read_one(text: str) -> Span:
    """Return the span of a folded text without « depuis », « jusqu’au » or « du … au … »."""
    folded = WEEKDAY.sub("", text)
    for pattern, read in FORMS:
        if match := pattern.fullmatch(folded):
            return read(match)
    if SERIAL.fullmatch(folded) and int(folded[:5]) in SERIALS:
        raise CellError(Fault.DAY_NUMBER.of(day=SERIAL_EPOCH + timedelta(days=int(folded[:5]))))
    raise CellError(Fault.NO_DAY.of())


def _fold_letters(text: str) -> str:
    """Fold the words of a text and keep `/ . -`, which `fold` would replace with spaces; dates contain them."""
    composed = unicodedata.normalize("NFC", text)  # some systems encode « é » as two characters
    folded = re.sub(r"[^\W\d_]+", lambda match: fold(match[0]), composed)
    return " ".join(re.sub(r"[^\w/.\-]", " ", folded).split())


def _day(year: int, month: int, day: int) -> Span:
    try:
        exact = date(year, month, day)
    except ValueError:
        is_american = day <= len(MONTHS) < month
        written = Fault.LEADING_MONTH.of(written=f"{month:02}/{day:02}/{year}")
        raise CellError(written if is_american else Fault.IMPOSSIBLE_DAY.of()) from None
    return Span(exact, exact)


def _months(year: int, first: int, last: int) -> Span:
    if year < MINYEAR or not 1 <= first <= last <= len(MONTHS):
        raise CellError(Fault.IMPOSSIBLE_MONTH.of())
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _years(first: int, last: int) -> Span:
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise CellError(Fault.IMPOSSIBLE_YEARS.of(first=FIRST_YEAR, last=LAST_YEAR))
    return Span(date(first, 1, 1), date(last, 12, 31))


def _two_digit_year(match: re.Match[str]) -> Span:
    day, month, year = (int(match[n]) for n in (1, 2, 3))
    if day <= len(MONTHS) < month:
        day, month = month, day
    raise CellError(Fault.SHORT_YEAR.of(written=f"{day:02}/{month:02}/20{year:02}"))


def _two_digit_year_of_month(match: re.Match[str]) -> Span:
    month, year = MONTHS[MONTH_OF[match[1]] - 1], int(match[2])
    raise CellError(Fault.SHORT_YEAR_OF_MONTH.of(written=f"{month[0]} 20{year:02}"))


def _without_signs(match: re.Match[str]) -> Span:
    raise CellError(Fault.DAY_WITHOUT_SIGNS.of(written=f"{match[3]}/{match[2]}/{match[1]}"))


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00 00 00)?"), lambda f: _day(int(f[1]), int(f[2]), int(f[3]))),
    (re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})"), lambda f: _day(int(f[3]), int(f[2]), int(f[1]))),
    (re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})"), _two_digit_year),
    (re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"), _without_signs),
    (
        re.compile(rf"(\d{{1,2}})(?:er)? ({MONTH_NAMES})\.? (\d{{4}})"),
        lambda f: _day(int(f[3]), MONTH_OF[f[2]], int(f[1])),
    ),
    (
        re.compile(rf"({MONTH_NAMES})\.?[ \-/](\d{{4}})"),
        lambda f: _months(int(f[2]), MONTH_OF[f[1]], MONTH_OF[f[1]]),
    ),
    (re.compile(rf"({MONTH_NAMES})\.?[ \-/](\d{{2}})"), _two_digit_year_of_month),
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
    (re.compile(r"en cours|a ce jour|aujourd hui|sans (?:date de )?fin|ce jour"), lambda _: Span(None, None)),
)
"""The forms of dates, tried in order on a folded text in which signs other than `/ . -` are spaces."""
AROUND: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = (
    (
        re.compile(r"(?:depuis|a partir de|a compter de|des)(?: le| la| l)? (.+)"),
        lambda f: Span(_read_one(f[1]).first, None),
    ),
    (re.compile(r"(?:jusqu (?:en|au|a)|fin au)(?: le| la)? (.+)"), lambda f: Span(None, _read_one(f[1]).last)),
    (re.compile(r"(?:du|de) (.+) (?:au|a) (.+)"), lambda f: Span(_read_one(f[1]).first, _read_one(f[2]).last)),
)
"""The words around one or two of these forms."""
