"""Attributions: the day, the source and the file of the statement from which a fact or relation comes.

They are texts stored under the names that `attribution_of` gives. They enter and leave the graph with the change sets
of imports, so that an undo restores the previous ones; the API does not return them.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from changes.changeset import Change, Changes, Facts
from changes.rows import Value
from graph.statement.maintain.facts import ATTRIBUTION
from graph.text import fold

NOTHING = "-"
"""The text of an unknown day or file."""
FileNames = Mapping[str, str]
"""The names of files by their digests."""


class Attribution(NamedTuple):
    """The day of a statement (None: unknown), the id of its source, and the digest of its file (« » : unknown)."""

    day: date | None
    source: str
    file: str

    def write(self) -> str:
        """Return the attribution as it is stored."""
        return f"{self.day or NOTHING} {self.file or NOTHING} {self.source}"

    @classmethod
    def read(cls, text: Value) -> "Attribution | None":
        """Return the attribution in a stored text; None if there is none."""
        if not isinstance(text, str):
            return None
        day, file, source = text.split(" ", 2)
        return cls(None if day == NOTHING else date.fromisoformat(day), source, "" if file == NOTHING else file)


class Verdict(Enum):
    """The outcome of a claim that contradicts a fact of the graph.

    `STANDS`: the claim replaces it. `UNDATED`: it replaces it too, but nobody says that it is later. `OLDER`: the graph
    stays, its statement has a later day. `CORRECTED`: the graph stays, it corrected this very file. Between two files
    of one day the last name decides: `REPLACES` if it is the claim's, else `PRECEDED`.
    """

    STANDS = auto()
    UNDATED = auto()
    OLDER = auto()
    CORRECTED = auto()
    REPLACES = auto()
    PRECEDED = auto()

    @property
    def keeps_graph(self) -> bool:
        """True if the graph stays unchanged."""
        return self in {Verdict.OLDER, Verdict.CORRECTED, Verdict.PRECEDED}


def name_order(file: str, files: FileNames) -> tuple[str | int, ...]:
    """Return the sort key of a file among others of its day, by name: « v2 » and « bis » come after, « v10 » last."""
    stem = files.get(file, "").rpartition(".")[0] or files.get(file, "")
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", fold(stem)))


def verdict(claimed: Attribution, known: Attribution | None, *, entered: bool, files: FileNames) -> Verdict:
    """Decide between a claim and a fact of the graph by the days of both.

    The later day wins; on the same day, the file whose name comes last, in whatever order they are imported. For a file
    with the same name, or if a day or a name is unknown, the later import wins, unless the claim's file has `entered`
    before and another one has replaced its statement.
    """
    if known is None:
        return Verdict.STANDS
    if claimed.day and known.day and claimed.day != known.day:
        return Verdict.STANDS if claimed.day > known.day else Verdict.OLDER
    if entered and known.file and known.file != claimed.file:
        return Verdict.CORRECTED
    if not claimed.day and known.day:
        return Verdict.UNDATED
    if not claimed.day or not known.day or _is_one_name(claimed, known, files):
        return Verdict.STANDS
    is_last = name_order(claimed.file, files) > name_order(known.file, files)
    return Verdict.REPLACES if is_last else Verdict.PRECEDED


def _is_one_name(claimed: Attribution, known: Attribution, files: FileNames) -> bool:
    """Return whether the names of two files cannot be distinguished; a fact of an older graph has no known file."""
    orders = {name_order(one.file, files) for one in (claimed, known) if one.file in files}
    return len(orders) < len((claimed, known))


def renewed(claimed: Attribution, known: Attribution | None, *, differs: bool, files: FileNames) -> Attribution | None:
    """Return the attribution that an applied claim gives its fact; None if the known one stays.

    The same statement on a later day renews it, or on the same day in a file whose name comes later. A replacement
    never gets an earlier day than the replaced fact: a correction without a day keeps the day.
    """
    days = [attribution.day for attribution in (claimed, known) if attribution and attribution.day]
    if differs:
        return claimed._replace(day=max(days, default=None))
    is_later = claimed.day and (known is None or known.day is None or claimed.day > known.day)
    if known and claimed.day == known.day:
        is_later = verdict(claimed, known, entered=False, files=files) is Verdict.REPLACES
    return claimed if is_later else None


def latest(facts: Mapping[str, Value]) -> Attribution | None:
    """Return the attribution of the latest day among those of some facts; None if none has a day."""
    attributions = [Attribution.read(value) for name, value in facts.items() if name.endswith(ATTRIBUTION)]
    return max((a for a in attributions if a and a.day), key=lambda a: (a.day or date.min, a.source), default=None)


def without_attributions(facts: Mapping[str, Value]) -> Facts:
    """Return facts as sources state them."""
    return {name: value for name, value in facts.items() if not name.endswith(ATTRIBUTION)}


def is_restated(change: Change) -> bool:
    """Return whether a change only restates the facts of a node or relationship on a later day."""
    if change.before is None or change.after is None:
        return False
    return not without_attributions(change.before | change.after)


def with_attributions(changes: Changes, attributions: Changes) -> Changes:
    """Return a change set with the attributions of its changed or restated facts."""
    return Changes(
        changes.nodes | {key: _joined(changes.nodes.get(key), change) for key, change in attributions.nodes.items()},
        changes.edges | {key: _joined(changes.edges.get(key), change) for key, change in attributions.edges.items()},
    )


def _joined(change: Change | None, attribution: Change) -> Change:
    if change is None:
        return attribution
    before = None if change.before is None else {**change.before, **(attribution.before or {})}
    return Change(before, None if change.after is None else {**change.after, **(attribution.after or {})})
