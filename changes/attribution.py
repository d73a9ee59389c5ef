"""Attributions: beside a fact or a relation, the day, the source and the file of the statement by which it stands.

They are texts under the names that `attribution_of` gives. They enter and leave the graph with the change sets of
imports, so that an undo brings back what stood before, and belong to no answer of the API.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from changes.changeset import Change, Changes, Facts
from changes.rows import Value
from graph.statement.maintain.facts import ATTRIBUTION

NOTHING = "-"
"""The text of a day that nobody gave, and of a file that is not known."""


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
        """Return the attribution in a stored text; None where nothing is stored."""
        if not isinstance(text, str):
            return None
        day, file, source = text.split(" ", 2)
        return cls(None if day == NOTHING else date.fromisoformat(day), source, "" if file == NOTHING else file)


class Verdict(Enum):
    """The outcome where a claim says another thing of a fact than the graph.

    `STANDS`: the claim replaces it. `UNDATED`: it replaces it too, and nobody says that it is the later one. `OLDER`:
    the graph stays, its statement is of a later day. `CORRECTED`: the graph stays, it corrected this very file.
    """

    STANDS = auto()
    UNDATED = auto()
    OLDER = auto()
    CORRECTED = auto()

    @property
    def keeps_graph(self) -> bool:
        """True where the graph stays as it is."""
        return self in {Verdict.OLDER, Verdict.CORRECTED}


def verdict(claimed: Attribution, known: Attribution | None, *, entered: bool) -> Verdict:
    """Decide between a claim and what the graph says by the days on which both were stated.

    The later day stands. On one day, or where a day is unknown, the later import stands, unless the file of the claim
    has `entered` before and another one has replaced what it said.
    """
    if known is None:
        return Verdict.STANDS
    if claimed.day and known.day and claimed.day != known.day:
        return Verdict.STANDS if claimed.day > known.day else Verdict.OLDER
    if entered and known.file and known.file != claimed.file:
        return Verdict.CORRECTED
    return Verdict.UNDATED if known.day and not claimed.day else Verdict.STANDS


def renewed(claimed: Attribution, known: Attribution | None, *, differs: bool) -> Attribution | None:
    """Return the attribution that a claim which stands gives its fact; None where the known one stays.

    What says the same on a later day renews it. What replaces it is never less recent than what it replaced: a
    correction without a day keeps the day.
    """
    days = [attribution.day for attribution in (claimed, known) if attribution and attribution.day]
    if differs:
        return claimed._replace(day=max(days, default=None))
    is_later = claimed.day and (known is None or known.day is None or claimed.day > known.day)
    return claimed if is_later else None


def latest(facts: Mapping[str, Value]) -> Attribution | None:
    """Return the attribution of the latest day among those of some facts; None where none gives a day."""
    found = [Attribution.read(value) for name, value in facts.items() if name.endswith(ATTRIBUTION)]
    return max((a for a in found if a and a.day), key=lambda a: (a.day or date.min, a.source), default=None)


def without_attributions(facts: Mapping[str, Value]) -> Facts:
    """Return facts as sources state them."""
    return {name: value for name, value in facts.items() if not name.endswith(ATTRIBUTION)}


def is_restated(change: Change) -> bool:
    """Return whether a change says of a node or relationship nothing but what it said, on a later day."""
    if change.before is None or change.after is None:
        return False
    return not without_attributions(change.before | change.after)


def with_attributions(changes: Changes, attributions: Changes) -> Changes:
    """Return a change set with the attributions of the facts that it changes or restates."""
    return Changes(
        changes.nodes | {key: _joined(changes.nodes.get(key), change) for key, change in attributions.nodes.items()},
        changes.edges | {key: _joined(changes.edges.get(key), change) for key, change in attributions.edges.items()},
    )


def _joined(change: Change | None, attribution: Change) -> Change:
    if change is None:
        return attribution
    before = None if change.before is None else {**change.before, **(attribution.before or {})}
    return Change(before, None if change.after is None else {**change.after, **(attribution.after or {})})
