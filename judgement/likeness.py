"""Compares two things by their values, and returns the one fact in which they differ slightly.

A thing that differs from a known one in a single fact, and only a little, may be the same, reworded or corrected.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from graph.text import fold
from graph.vocabulary import InstitutionKind

NEAR_DAYS = 31
"""Two engagements with the same title and territory, at most this many days apart, may be one with a corrected day."""
MOVED_DAYS = 183
"""The maximum number of days by which an engagement may be postponed; recurring ones take place every year."""
LEAST_SHARED = 2
"""The least number of words that two titles share if they mean the same."""
LEAST_RATIO = 80
"""The least score, out of 100, of names that are compared letter by letter."""
MOST_COMPARED = 50
"""The maximum number of names that are compared letter by letter, the nearest first."""
MOST_TYPING_ERRORS = 2
LETTERS_PER_ERROR = 8
"""A typing error is one wrong, missing, added or swapped letter; a text needs this many letters for each."""
NOBODY, ANYBODY = "nobody", "anybody"
"""Marks in place of a body in a key: the first if an engagement has no body, the second in one key of all of them."""
LEAST_WORD = 4
"""Shorter words that differ, such as « A » and « B » or « II » and « III », distinguish two things."""
RNA = re.compile(r"W\d[0-9A-Z]\d{7}")
TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
"""The folded courtesy titles before the name of a person."""
SMALL_WORDS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "sur", "pour"})
VAGUE_BODIES = frozenset({"", InstitutionKind.OTHER.value, InstitutionKind.NOT_STATED.value})
"""The kinds of body that are too vague to compare."""
UNSTATED = frozenset({"", "None"})
"""The texts that stand for an empty column in a reference."""
Reference = tuple[str, ...]
"""The kind, and the values of the identity columns: ids in order, a day in ISO form, a number or a folded text."""
Touches = Callable[[str, str], bool]
"""Returns whether two territories are equal, or one contains the other."""


class Reason(Enum):
    """Why two names are similar."""

    SAME_NAME = "SAME_NAME"
    SHARED_WORDS = "SHARED_WORDS"
    NEAR_LETTERS = "NEAR_LETTERS"


class Candidate(NamedTuple):
    """A node that a name may mean: id and name and, for an institution, score out of 100, reason and shared words.

    `where` is its id or, if the node is only in the file, its row, in the form that messages show.
    """

    id: str
    name: str
    score: int | None = None
    reason: Reason | None = None
    shared: tuple[str, ...] = ()
    where: object = None


@dataclass(frozen=True)
class EngagementIdentity:
    """An engagement with the facts that identify it; `bodies` are the institutions engaged in it."""

    id: str
    kind: str
    title: str
    starts_on: date
    territories: frozenset[str]
    ends_on: date | None = None
    bodies: frozenset[str] = field(default_factory=frozenset)

    @property
    def last_day(self) -> date:
        """Its last day; a training session without one ends on its first day, anything else stays open."""
        return self.ends_on or (self.starts_on if self.kind == "TrainingSession" else date.max)

    def shares_body(self, other: "EngagementIdentity") -> bool:
        """Return whether both engagements share a body, or one of them has no known body."""
        return not self.bodies or not other.bodies or not self.bodies.isdisjoint(other.bodies)


def engagement_difference(new: EngagementIdentity, known: EngagementIdentity, touches: Touches) -> str | None:
    """Return the one fact in which a new engagement differs slightly from a known one.

    « id » if none differs; None if several differ, or one differs widely.
    """
    equal = {
        "title": fold(new.title) == fold(known.title),
        "startsOn": new.starts_on == known.starts_on,
        "territories": new.territories == known.territories,
        "kind": new.kind == known.kind,
    }
    differing = [name for name, is_equal in equal.items() if not is_equal]
    if not differing:
        return "id"
    return differing[0] if len(differing) == 1 and _is_near(differing[0], new, known, touches) else None


def _is_near(name: str, new: EngagementIdentity, known: EngagementIdentity, touches: Touches) -> bool:
    """Return whether the one fact in which two engagements differ is nearly the same in both."""
    is_of_one_body = new.shares_body(known)
    if name == "title":
        return is_respelt(new.title, known.title) or (is_of_one_body and is_reworded(new.title, known.title))
    if name == "startsOn":
        return are_near_days(new.starts_on, known.starts_on) or (is_of_one_body and _overlap(new, known))
    if name == "territories":
        return is_of_one_body and any(touches(one, other) for one in new.territories for other in known.territories)
    return True


def engagement_keys(engagement: EngagementIdentity) -> Iterator[tuple[Hashable, ...]]:
    """Yield the keys of an engagement; an engagement that differs from it in one fact shares one of these keys."""
    title = fold(engagement.title)
    yield title, engagement.territories
    yield title, engagement.starts_on
    yield engagement.kind, engagement.starts_on, engagement.territories


def _overlap(one: EngagementIdentity, other: EngagementIdentity) -> bool:
    return one.starts_on <= other.last_day and other.starts_on <= one.last_day


def is_moved_far(new: EngagementIdentity, known: EngagementIdentity) -> bool:
    """Return whether a new engagement may be a known one postponed by months: equal but for its days."""
    is_alike = (fold(new.title), new.kind, new.territories) == (fold(known.title), known.kind, known.territories)
    return is_alike and new.shares_body(known) and NEAR_DAYS < abs((new.starts_on - known.starts_on).days) <= MOVED_DAYS


def may_be_repeated(one: EngagementIdentity, other: EngagementIdentity) -> bool:
    """Return whether two lines of a file with the same title and territory may state one engagement twice.

    They may give it two kinds, or two first days. Sessions with the same title may take place on many days.
    """
    if one.kind != other.kind:
        return one.starts_on == other.starts_on
    return one.kind != "TrainingSession" and _overlap(one, other) and one.shares_body(other)


def repetition_keys(engagement: EngagementIdentity, *, sought: bool = False) -> Iterator[tuple[Hashable, ...]]:
    """Yield the keys of an engagement or, with `sought`, the keys of the engagements that may repeat it.

    A repetition has the same first day or, if it is not a session, the same kind and a common body. Engagements without
    a body may match any others of their kind.
    """
    of_title = fold(engagement.title), engagement.territories
    yield *of_title, engagement.starts_on
    if engagement.kind != "TrainingSession":
        bodies = engagement.bodies or {NOBODY}
        marks = bodies | ({NOBODY} if engagement.bodies else {ANYBODY}) if sought else bodies | {ANYBODY}
        for mark in marks:
            yield *of_title, engagement.kind, mark


def are_near_days(one: date, other: date) -> bool:
    """Return whether two days may be the same one, corrected: a few days apart, or with day and month swapped."""
    is_exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return is_exchanged or abs((one - other).days) <= NEAR_DAYS


def is_respelt(one: str, other: str) -> bool:
    """Return whether two texts are equal but for a few typing errors, none of them in a number or a short word."""
    first, second = fold(one), fold(other)
    most = min(MOST_TYPING_ERRORS, min(len(first), len(second)) // LETTERS_PER_ERROR)
    words = set(first.split()) ^ set(second.split())
    return (
        first != second
        and not any(len(word) < LEAST_WORD or re.search(r"\d", word) for word in words)
        and OSA.distance(first, second, score_cutoff=most) <= most
    )


def is_reworded(one: str, other: str) -> bool:
    """Return whether two titles mean the same in slightly different words.

    A different number, or a different proper name on each side, distinguishes two things.
    """
    first, second = _words(one), _words(other)
    shared, removed, added = first & second, first - second, second - first
    if len(shared) < LEAST_SHARED or any(re.search(r"\d", word) for word in removed | added):
        return False
    if removed & _proper_names(one) and added & _proper_names(other):
        return False
    return 0 < max(len(removed), len(added)) <= len(shared) // 2


def is_alike(one: str, other: str) -> bool:
    """Return whether two names may mean the same: two spellings, or most of the shorter one's words in common."""
    first, second = _words(one), _words(other)
    return fold(one) == fold(other) or is_respelt(one, other) or 2 * len(first & second) > min(len(first), len(second))


def _words(text: str) -> set[str]:
    """Return the significant folded words of a text, without the « s » or « x » of a plural."""
    return {_singular(word) for word in fold(text).split() if word not in SMALL_WORDS}


def _singular(word: str) -> str:
    return word.rstrip("sx") or word


def _proper_names(text: str) -> set[str]:
    """Return the words that are proper names: capitalised, not the first word, and not in a text of capitals only."""
    words = re.findall(r"\w+", text)[1:]
    is_all_capitals = all(word.isupper() for word in words if word[0].isalpha())
    return set() if is_all_capitals else {_singular(fold(word)) for word in words if word[0].isupper()}


def is_other_person(name: str, other: str) -> bool:
    """Return whether two names of persons have no word in common; a person who marries keeps the first name."""
    return not is_respelt(name, other) and set(fold(name).split()).isdisjoint(fold(other).split())


def rna_of(names: Iterable[str]) -> str:
    """Return the national register number of an association, « W442001234 », among its names; empty without one."""
    return next((name.upper() for name in names if RNA.fullmatch(name.upper())), "")


def in_any_order(name: str) -> str:
    """Return the folded words of a person's name in alphabetical order: « NOM Prénom » equals « Prénom Nom ».

    Titles are left out: « Mme Prénom Nom ».
    """
    title, *words = fold(name).split() or [""]
    return " ".join(sorted(words if len(words) > 1 and title in TITLES else [title, *words]))


def may_be_one_body(kinds: Collection[str], *, is_named_alike: bool, is_same_place: bool | None) -> bool:
    """Return whether two institutions with similar names may be the same.

    `kinds`: the stated kinds of the two. `is_named_alike`: the names are spellings of one name. `is_same_place`: None
    if a place is unknown; similar names are then not enough without a common, specific kind.
    """
    if is_same_place is False:
        return False
    is_of_one_kind = len(set(kinds)) == 1 and VAGUE_BODIES.isdisjoint(kinds)
    is_vague = bool(is_same_place) and not VAGUE_BODIES.isdisjoint(kinds)
    return is_named_alike or is_of_one_kind or is_vague


def reference_difference(identity: Iterable[str], new: Reference, known: Reference) -> str | None:
    """Return the one column in which the reference of a new thing differs slightly from a known one; None if none does.

    « id » if none differs at all. Of two grants for one engagement and year, one may leave out a value. Two surveys of
    one territory, or two needs, may be a few days apart. Orientations of one diagnostic, or needs, may be reworded.
    """
    pairs = zip(identity, zip(new[1:], known[1:], strict=True), strict=True)
    differing = {name: (one, other) for name, (one, other) in pairs if one != other}
    if not differing:
        return "id"
    (name, (one, other)), *more = differing.items()
    if new[0] == "Grant":
        is_same_money = {"year", "funds"}.isdisjoint(differing) and new[-1] not in UNSTATED
        is_left_out = all(not UNSTATED.isdisjoint(values) for values in differing.values())
        return name if is_same_money and is_left_out else None
    if more:
        return None
    if name in {"surveyedOn", "identifiedOn"} and UNSTATED.isdisjoint((one, other)):
        return name if are_near_days(date.fromisoformat(one), date.fromisoformat(other)) else None
    return name if name in {"text", "title"} and (is_respelt(one, other) or is_reworded(one, other)) else None


class RespeltNames:
    """Names, searchable by spellings with a few typing errors."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of an id and a name."""
        self._ids: dict[str, list[str]] = {}
        for identifier, name in names:
            self._ids.setdefault(fold(name), []).append(identifier)

    def find(self, name: str) -> list[str]:
        """Return the ids whose name is another spelling of this one, the nearest first."""
        known = self._ids.keys()
        matches = process.extract(fold(name), known, scorer=fuzz.ratio, limit=MOST_COMPARED, score_cutoff=LEAST_RATIO)
        return [i for match, _, _ in matches if is_respelt(name, match) for i in self._ids[match]]
