"""Attributions: the day, the source and the file of the statement from which a fact or relation comes.

They are texts stored under the names that `attribution_of` gives. They enter and leave the graph with the change sets
of imports, so that an undo restores the previous attributions; the API does not return them.
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

UNKNOWN = "-"
"""The placeholder for an unknown day or file in a stored attribution."""
FileNames = Mapping[str, str]
"""The names of files by their digests."""


class Attribution(NamedTuple):
    """The day of a statement (None: unknown), the id of its source, and the digest of its file (empty if unknown)."""

    day: date | None
    source: str
    file: str

    def write(self) -> str:
        """Return the attribution as it is stored."""
        return f"{self.day or UNKNOWN} {self.file or UNKNOWN} {self.source}"

    @classmethod
    def read(cls, text: Value) -> "Attribution | None":
        """Return the attribution in a stored text; None if there is none."""
        if not isinstance(text, str):
            return None
        day, file, source = text.split(" ", 2)
        return cls(None if day == UNKNOWN else date.fromisoformat(day), source, "" if file == UNKNOWN else file)


class Verdict(Enum):
    """The outcome of a claim that contradicts a fact of the graph.

    `ACCEPTED`: the claim replaces the fact. `UNDATED`: the claim replaces the fact too, but has no day, so that nobody
    knows whether it is later. `OLDER`: the fact remains, since its day is later. `CORRECTED`: the fact remains, since
    it corrected an earlier import of the claim's file. If both have the same day, the file whose name comes last
    decides: `LATER_NAME` accepts the claim, `EARLIER_NAME` leaves the fact unchanged.
    """

    ACCEPTED = auto()
    UNDATED = auto()
    OLDER = auto()
    CORRECTED = auto()
    LATER_NAME = auto()
    EARLIER_NAME = auto()

    @property
    def keeps_graph(self) -> bool:
        """True if the graph stays unchanged."""
        return self in {Verdict.OLDER, Verdict.CORRECTED, Verdict.EARLIER_NAME}


def name_order(file: str, files: FileNames) -> tuple[str | int, ...]:
    """Return the key that sorts files of the same day by name, so that « v10 » comes after « v2 »."""
    stem = files.get(file, "").rpartition(".")[0] or files.get(file, "")
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", fold(stem)))


def verdict(claimed: Attribution, known: Attribution | None, *, was_imported: bool, files: FileNames) -> Verdict:
    """Decide between a claim and a fact of the graph by the days of both.

    The later day wins. On the same day the file whose name comes last wins, in whatever order the files are imported.
    If the names are equal, or a day or a name is unknown, the later import wins, unless the claim's file was imported
    before (`was_imported`) and another file has replaced its statement.
    """
    if known is None:
        return Verdict.ACCEPTED
    if claimed.day and known.day and claimed.day != known.day:
        return Verdict.ACCEPTED if claimed.day > known.day else Verdict.OLDER
    if was_imported and known.file and known.file != claimed.file:
        return Verdict.CORRECTED
    if not claimed.day and known.day:
        return Verdict.UNDATED
    if not claimed.day or not known.day or _is_one_name(claimed, known, files):
        return Verdict.ACCEPTED
    is_last = name_order(claimed.file, files) > name_order(known.file, files)
    return Verdict.LATER_NAME if is_last else Verdict.EARLIER_NAME


def _is_one_name(claimed: Attribution, known: Attribution, files: FileNames) -> bool:
    """Return whether two files have the same name or the name of one is unknown, as for facts of an older graph."""
    orders = {name_order(one.file, files) for one in (claimed, known) if one.file in files}
    return len(orders) < len((claimed, known))


def renewed(claimed: Attribution, known: Attribution | None, *, differs: bool, files: FileNames) -> Attribution | None:
    """Return the attribution that an applied claim gives its fact; None if the known attribution stays.

    A claim that repeats the fact renews it if its day is later, or if it has the same day and a later file name. A
    claim that replaces the fact never gives it an earlier day: a correction without a day keeps the day.
    """
    days = [attribution.day for attribution in (claimed, known) if attribution and attribution.day]
    if differs:
        return claimed._replace(day=max(days, default=None))
    is_later = claimed.day and (known is None or known.day is None or claimed.day > known.day)
    if known and claimed.day == known.day:
        is_later = verdict(claimed, known, was_imported=False, files=files) is Verdict.LATER_NAME
    return claimed if is_later else None


def latest(facts: Mapping[str, Value]) -> Attribution | None:
    """Return the latest of the attributions of some facts; None if none has a day."""
    attributions = [Attribution.read(value) for name, value in facts.items() if name.endswith(ATTRIBUTION)]
    return max((a for a in attributions if a and a.day), key=lambda a: (a.day or date.min, a.source), default=None)


def without_attributions(facts: Mapping[str, Value]) -> Facts:
    """Return facts without their attributions."""
    return {name: value for name, value in facts.items() if not name.endswith(ATTRIBUTION)}


def is_restated(change: Change) -> bool:
    """Return whether a change only restates the facts of a node or relationship on a later day."""
    if change.before is None or change.after is None:
        return False
    return not without_attributions(change.before | change.after)


def with_attributions(changes: Changes, attributions: Changes) -> Changes:
    """Return a change set with the attributions of its changed or restated facts."""
    nothing = Change({}, {})
    restated = {key: changes.edges.get(key, nothing).followed_by(one) for key, one in attributions.edges.items()}
    return Changes(changes.followed_by(attributions).nodes, changes.edges | restated)
