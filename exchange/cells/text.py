"""Reads a cell as text, and recognises faults that can be seen without knowing its column.

Damage done by a spreadsheet (lost digits, a failed formula) is reported, never repaired silently.
"""

import re
from collections.abc import Callable
from datetime import date, datetime

from exchange.faults import Fault
from graph.text import one_line
from judgement.problems import Problem

Raw = str | int | float | bool | date | None
"""The value of a cell as stored in a file."""

ERASE_WORD = "(effacer)"
LIKE_ERASING = re.compile(r"[(\[]? ?(?:à |a )?(?:effacer|vider|supprimer) ?[)\]]?", re.IGNORECASE)
"""Words that officers write instead of `ERASE_WORD`, and that would otherwise become the content of a text column."""
TOO_LONG = "(trop long pour une cellule)"
"""Written in place of a text too long for a cell; it states nothing, so the full text of the graph stays."""
LIST_SEPARATOR = " ; "
"""Written between the values of a list."""
WITHHELD = "non communiqué"
"""Written for a number of people that visitors may not see; when read again, it states nothing."""
BLANK_WORDS = frozenset(
    {"nc", "n/c", "n.c.", "néant", "neant", "-", "–", "—", "--", "/", "?", "…", "...", "inconnu", "inconnue"}
    | {WITHHELD, "non renseigné", "non renseignée", "s/o", "sans objet", "n/a", "n.a.", "à compléter"}
    | {"à définir", "à préciser", TOO_LONG}
)
"""The words of a cell that states nothing."""
NOTHING_WORDS = frozenset({"aucun", "aucune", "personne", "rien", "sans"})
"""Words for « nothing », which are not valid in a column of words, dates or names."""
DITTO_WORDS = frozenset({"idem", "id.", "ditto", "ibid", "ibid.", '"', "''", "〃", "voir ci-dessus", "cf. ci-dessus"})
"""Words that mean « same as the cell above »."""
FORMULA_ERROR = re.compile(
    r"#(?:N/A|VALUE ?!|VALEUR ?!|REF ?!|DIV/0 ?!|NUM ?!|NOMBRE ?!|NAME ?\?|NOM ?\?|NULL ?!|NUL ?!|CALC!|SPILL!"
    r"|PROPAGATION!|CHAMP!|GETTING_DATA)|ERR ?: ?\d{3}"
)
"""The error values of formulas in Excel and LibreOffice, in English and French."""
TOO_NARROW = re.compile(r"#{3,}")
MISDECODED = re.compile(r"Ã[ \x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Å[“’]|â€|Â[\xa1-\xbf]")
"""UTF-8 that was decoded as Windows-1252: « Ã© » for « é »."""
LOST_SIGN = "\ufffd"
LIST_SIGNS = re.compile(r"[;,/+&\n\r]|\bet\b|\s[-–—](?=\s)", re.IGNORECASE)
"""The signs that people write between the values of a list, including « ; »."""
MOST_JOINED = 4
"""The maximum number of parts of a value that itself contains such signs: « sensibiliser, mobiliser et former les
partenaires »."""
WITHHELD_COUNT = re.compile(r"(?:<|moins de) ?\d{1,9}")
"""A count that another source withheld, as written there: « < 5 », « Moins de 5 »."""
LONGEST_CELL = 32_767
"""The maximum length of a text in a spreadsheet cell."""
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
"""The beginning of a text that a spreadsheet would run as a formula.

It includes apostrophes: a text that already begins with one gets another, so that `unguard_formula` is the inverse.
"""
NOT_IN_XML = dict.fromkeys(
    [*(code for code in range(32) if chr(code) not in "\t\n\r"), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
"""The characters that XML cannot hold, for `str.translate`: control characters, surrogates and two non-characters."""
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")


def text_of(raw: Raw) -> str:
    """Return a cell as a person reads it: one line, whole numbers without a point, days in ISO form."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return one_line(str(raw))


def length_in_spreadsheet(text: str) -> int:
    """Return the length of a text as a spreadsheet counts it: characters beyond U+FFFF, such as emoji, count twice."""
    return len(text) + (0 if text.isascii() else sum(character > "\uffff" for character in text))


def is_blank(text: str) -> bool:
    """Return whether a text states nothing: empty, « NC », « néant », « non communiqué », « < 5 »."""
    return not text or text.casefold() in BLANK_WORDS or WITHHELD_COUNT.fullmatch(text.casefold()) is not None


def cell_fault(text: str) -> Problem | None:
    """Return the fault of a text that is wrong in any column; None if the text can be read."""
    if FORMULA_ERROR.fullmatch(text.upper()):
        return Fault.FORMULA_ERROR.of()
    if TOO_NARROW.fullmatch(text):
        return Fault.NARROW_COLUMN.of()
    if text.casefold() in DITTO_WORDS:
        return Fault.REFERENCE_TO_ROW_ABOVE.of()
    if LIKE_ERASING.fullmatch(text) and text.casefold() != ERASE_WORD:
        return Fault.MISSPELT_ERASURE.of()
    return None


def text_damage(text: str) -> Problem | None:
    """Return the damage that a text suffered when programs passed it on; None for an intact text."""
    if MISDECODED.search(text):
        return Fault.WRONG_DECODING.of()
    return Fault.LOST_LETTERS.of() if LOST_SIGN in text else None


def has_lost_digits(text: str) -> bool:
    """Return whether a text is a long number of which a spreadsheet kept only the first digits (1,23E+13)."""
    return SCIENTIFIC.fullmatch(text) is not None


def split_list(text: str) -> list[str]:
    """Return the values of a list written with « ; »; `text_of` has already replaced line breaks with spaces."""
    return [item for item in (piece.strip() for piece in text.split(";")) if item]


def written_list(raw: Raw) -> list[str]:
    """Return the values of a cell as `split_list` does, but with their line breaks."""
    pieces = raw.split(";") if isinstance(raw, str) else [text_of(raw)]
    return list({item: piece for piece in pieces if (item := text_of(piece))}.values())


def known_values(written: str, is_known: Callable[[str], object], signs: re.Pattern[str] = LIST_SIGNS) -> list[str]:
    """Return the values that any of these signs separate in a text; none if a part is not a known value.

    Values may contain such signs themselves, so the longest run of parts that forms a known value is taken as one.
    """
    ends = [sign.span() for sign in signs.finditer(written)]
    starts, stops = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(written)]
    values: list[str] = []
    place = 0
    while place < len(starts):
        last = min(place + MOST_JOINED, len(starts))
        joined = ((end, text_of(written[starts[place] : stops[end - 1]])) for end in range(last, place, -1))
        longest = next(((end, text) for end, text in joined if not text or is_known(text)), None)
        if longest is None:
            return []
        place, text = longest
        values += [text] if text else []
    return values


def list_remedy(written: str, is_known: Callable[[str], object]) -> str:
    """Return an item that is a list with other separators, rewritten with « ; »; empty unless all parts are known."""
    values = known_values(written, is_known)
    return LIST_SEPARATOR.join(values) if len(values) > 1 else ""


def split_brackets(text: str) -> tuple[str, str]:
    """Return a text and the content of its last parentheses, empty without any: `Nantes (44)` → `Nantes`, `44`."""
    name, opening, content = text.removesuffix(")").rpartition("(")
    if not (text.endswith(")") and opening and name.strip()) or ")" in content:
        return text, ""
    return name.strip(), content.strip()


def drop_control_characters(text: str) -> str:
    """Return a text without the characters that XML, and so a workbook, cannot hold; tabs and line ends remain."""
    return text.translate(NOT_IN_XML)


def guard_formula(text: str) -> str:
    """Return a text for a CSV file, with a leading apostrophe if a spreadsheet would run it as a formula."""
    return f"'{text}" if FORMULA_START.match(text) else text


def unguard_formula(text: str) -> str:
    """Return a text of a CSV file without the apostrophe of `guard_formula`."""
    return text[1:] if text.startswith("'") and FORMULA_START.match(text[1:]) else text
