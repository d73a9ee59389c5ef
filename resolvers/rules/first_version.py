"""Statuses as the first version of the rules gave them, for the upgrade that lists what changes in the answers.

Everything in effect counted, however old its confirmation; what lay above a territory counted unless it was a
département, a région or the country; a survey that found somebody said nothing.
"""

from datetime import date

from graph.calendar import months_after
from graph.vocabulary import CellStatus
from resolvers.rules.question import CARRYING
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.territories import WIDE_KINDS

SURVEY_MONTHS = 12


def first_statuses(snapshot: Snapshot, day: date) -> dict[str, list[CellStatus]]:
    """Return by id the statuses, axis by axis, of the contracts in force on a day."""
    territories, ordinal = snapshot.territories, day.toordinal()
    engagements = snapshot.engagements
    counted = [e for e in engagements.on(ordinal) if any(mask & CARRYING for _, mask in engagements.actors[e])]
    targets: list[set[int]] = [
        {target for e in counted if axis in engagements.axes[e] for target in engagements.targets[e]}
        for axis in range(len(AXES))
    ]
    empty = _found_empty(snapshot, day)
    found = {}
    for row in territories.contracts_on(ordinal):
        above = territories.ancestors[row]
        inside = territories.descendants(row) | territories.overlaps[row] | territories.linked(row)
        inherited = {place for place in above if territories.kinds[place] not in WIDE_KINDS}
        found[territories.ids[row]] = [
            CellStatus.COVERED
            if row in targets[axis]
            else CellStatus.PARTIAL
            if inside & targets[axis]
            else CellStatus.INHERITED
            if inherited & targets[axis]
            else CellStatus.GAP
            if ({row} | above) & empty[axis]
            else CellStatus.UNKNOWN
            for axis in range(len(AXES))
        ]
    return found


def _found_empty(snapshot: Snapshot, day: date) -> list[set[int]]:
    """Return by axis the territories that a survey of the last 12 months found empty."""
    found: list[set[int]] = [set() for _ in AXES]
    for survey in snapshot.surveys:
        until = months_after(survey.surveyed_on, SURVEY_MONTHS)
        if survey.surveyed_on <= day.toordinal() <= until:
            for axis in survey.nobody:
                found[axis].update(survey.territories)
    return found
