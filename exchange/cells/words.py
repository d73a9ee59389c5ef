"""Reads words of the vocabularies as people write them.

Accents, case, plurals and the spellings of `synonyms.toml` are certain; any other spelling is refused with the nearest
words. Axes are also read by number, and as a list.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from rapidfuzz import fuzz, process

from exchange.cells.text import LIST_SEPARATOR, Raw, known_values, text_of, written_list
from exchange.faults import CellError, Fault
from graph.text import fold
from graph.vocabulary import VOCABULARIES, Axis, Word
from judgement.problems import Problem

LEAST_SCORE = 55
MOST_NEAR = 3
BY_NAME = {words.__name__: words for words in VOCABULARIES}
SYNONYMS: Mapping[Word, Sequence[str]] = {
    BY_NAME[name][member]: spellings
    for name, members in tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text("utf-8")).items()
    for member, spellings in members.items()
}
"""Spellings of a word other than its stored value and its French label."""
ALL_AXES = frozenset({"tous", "tous les axes", "toutes", "les 5 axes", "les cinq axes", "5 axes"})
ROMAN_AXES = ("I", "II", "III", "IV", "V")
AXIS_SIGNS = re.compile(r"[;,/+&\n\r]|\bet\b")
"""The signs between axes, without the dash, which is written in a span or between a number and its label."""
AXIS_PREFIX = re.compile(r"^axes? ?(?:n ?)?")
AXIS_SPAN = re.compile(r"(?:de )?([1-5]) a ([1-5])")
AXIS_DASH = re.compile(r"(?:axes? ?)?([1-5]) ?[-–—] ?([1-5])", re.IGNORECASE)
AXIS_NUMBERS = re.compile(r"(?:axes? )?([1-5](?: [1-5])+)", re.IGNORECASE)
AXES_TOGETHER = re.compile(r"([1-5])([.,]?)([1-5]{1,4})")
MONTHS_OF_AXES = ("janv", "fevr", "mars", "avr", "mai")
"""The months that a spreadsheet shows after turning two axes into a day: « 01-mars »."""
DAYS_OF_AXES = (
    re.compile(r"\d{4} 0(?P<month>[1-5]) 0(?P<day>[1-5])"),
    re.compile(r"0?(?P<day>[1-5]) 0?(?P<month>[1-5]) (?:\d{2}|\d{4})"),
    re.compile(rf"0?(?P<day>[1-5]) (?P<month>{'|'.join(MONTHS_OF_AXES)})(?: \d{{2}}| \d{{4}})?"),
)
PLURAL_ENDINGS = ("s", "x")
SHORT_WORD = 3
"""The maximum length of words whose last letter is not a plural ending: « bus », « aux »."""


def read_word(words: type[Word], text: str) -> str:
    """Return the stored value of the word in a text; an axis may have any form in which it is shown.

    Raises:
        CellError: no word is certain (the problem gives the nearest ones), or the text names several axes.
    """
    if words is Axis:
        axes = _axes_of(text) or read_axes(text)
        if len(axes) > 1:
            raise CellError(Fault.SEVERAL_AXES.of())
        return str(axes[0])
    if value := _value_of(words, text):
        return value
    raise CellError(Fault.NO_WORD.of(near=tuple(nearest_labels(words, text))))


def _value_of(words: type[Word], text: str) -> str | None:
    folded, value_of = fold(text), _values_by_form(words)
    return value_of.get(folded) or value_of.get(_singular(folded))


def nearest_labels(words: type[Word], text: str) -> list[str]:
    """Return the French labels nearest to a text; all labels of the vocabulary if none is near."""
    labels = {fold(word.label_fr): word.label_fr for word in words}
    near = process.extract(fold(text), labels.keys(), scorer=fuzz.WRatio, limit=MOST_NEAR, score_cutoff=LEAST_SCORE)
    return [labels[key] for key, _, _ in near] or [*labels.values()]


def _singular(folded: str) -> str:
    return " ".join(
        word[:-1] if len(word) > SHORT_WORD and word.endswith(PLURAL_ENDINGS) else word for word in folded.split()
    )


@cache
def _values_by_form(words: type[Word]) -> Mapping[str, str]:
    """Return the stored value of each spelling; a spelling shared by two words is left out, since it is ambiguous.

    Spellings used by officers have priority over forms that only answers or pages show.
    """
    written = _unambiguous(
        (text, word)
        for word in words
        for text in (word.value, word.label_fr, *word.label_fr.split(" ou "), *SYNONYMS.get(word, ()))
    )
    return _unambiguous((text, word) for word in words for text in word.forms) | written


def _unambiguous(texts: Iterable[tuple[str, Word]]) -> dict[str, str]:
    values: dict[str, str] = {}
    ambiguous: set[str] = set()
    for text, word in texts:
        for form in {fold(text), _singular(fold(text))}:
            if values.setdefault(form, word.value) != word.value:
                ambiguous.add(form)
    return {form: value for form, value in values.items() if form not in ambiguous}


def read_words(words: type[Word], raw: Raw) -> list[str]:
    """Return the stored values of a list of words in a cell, whatever sign separates them.

    Raises:
        CellError: a part of the cell is no word.
    """
    values: list[str] = []
    for written in written_list(raw):
        pieces = known_values(written, partial(_value_of, words))
        values += [read_word(words, piece) for piece in pieces or [text_of(written)]]
    return list(dict.fromkeys(values))


def rewritten_words(words: type[Word], raw: Raw) -> str:
    """Return how to rewrite a cell whose words are not separated by « ; »; empty if it needs no rewriting."""
    if all(_value_of(words, item) for item in written_list(raw)):
        return ""
    return LIST_SEPARATOR.join(words(value).label_fr for value in read_words(words, raw))


def read_axes(raw: Raw) -> list[str]:
    """Return the axes in a cell, in any form and between any signs: « axes 1 et 3 », « 1 à 3 », « tous ».

    Raises:
        CellError: a part of the cell is no axis.
    """
    text = raw if isinstance(raw, str) else text_of(raw)
    if fold(text) in ALL_AXES:
        return [str(axis) for axis in Axis]
    axes = {axis for piece in known_values(text, _axes_of, AXIS_SIGNS) for axis in _axes_of(piece)}
    if not axes:
        raise CellError(_no_axis(text_of(text)))
    return [str(axis) for axis in Axis if axis in axes]


def _axes_of(piece: str) -> list[Axis]:
    """Return the axis that a text names, or the axes of a span or of bare numbers; none for any other text."""
    folded = AXIS_PREFIX.sub("", fold(piece))
    axis = _axes_by_form().get(folded)
    if axis:
        return [axis]
    span = AXIS_SPAN.fullmatch(folded)
    if span is None and (dashed := AXIS_DASH.fullmatch(piece)) and int(dashed[2]) - int(dashed[1]) == 1:
        span = dashed  # « 1-2 » is « 1 ; 2 » as well as « 1 à 2 »
    if span:
        return [axis for axis in Axis if int(span[1]) <= axis.number <= int(span[2])]
    numbers = AXIS_NUMBERS.fullmatch(piece)
    return [Axis.of_number(int(number)) for number in numbers[1].split()] if numbers else []


def _no_axis(text: str) -> Problem:
    """Return the problem of a text that is no axis; it may be a day into which a spreadsheet has turned axes."""
    if text.upper() in ROMAN_AXES:
        return Fault.ROMAN_AXIS.of(axis=ROMAN_AXES.index(text.upper()) + 1)
    for pattern in DAYS_OF_AXES:
        if day := pattern.fullmatch(fold(text)):
            first, second = day["day"], day["month"]
            month = second if second.isdigit() else MONTHS_OF_AXES.index(second) + 1
            return Fault.AXES_AS_DAY.of(axes=f"{int(first)} ; {int(month)}")
    numbers = AXES_TOGETHER.fullmatch(text)
    if numbers and len(set(numbers[3])) == len(numbers[3]) and numbers[1] not in numbers[3]:
        fault = Fault.AXES_AS_NUMBER if numbers[2] else Fault.AXES_WITHOUT_SIGNS
        return fault.of(axes=LIST_SEPARATOR.join(numbers[1] + numbers[3]))
    if span := AXIS_DASH.fullmatch(text):
        return Fault.AXES_WITH_DASH.of(first=span[1], last=span[2])
    return Fault.NO_AXIS.of(last=len(Axis))


@cache
def _axes_by_form() -> Mapping[str, Axis]:
    return {AXIS_PREFIX.sub("", fold(form)): axis for axis in Axis for form in axis.forms}
