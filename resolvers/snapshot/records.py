"""Records returned by the fixed statements: one tuple per node; days are YYYY-MM-DD or None."""

from datetime import date
from typing import Any, NamedTuple

from graph.domain import counting
from graph.domain.counting import Durations

Days = tuple[str | None, str | None]
"""First and last day."""


class TerritoryRecord(NamedTuple):
    """A row of `snapshot_territories`.

    A predecessor comes with the basis of the succession; `perimeter` is the perimeter of a contract.
    """

    id: str
    kind: str
    code: str
    name: str
    name_key: str
    label_key: str
    parents: list[str]
    overlaps: list[str]
    same_ground: list[str]
    attached_to: str | None
    population: int | None
    perimeter: str | None
    starts_on: str | None
    ends_on: str | None
    led_territories: list[tuple[str, str | None, str | None]]
    predecessors: list[tuple[str, str | None]]


class ActorRecord(NamedTuple):
    """A row of `snapshot_actors`; affiliations are [id, kind, start, end], and seats are the ids of territories.

    Territories and qualifications are [id, start, end, …]. Only an institution has seats and a kind, and only a trainer
    has days of availability.
    """

    id: str
    is_trainer: bool
    is_listed: bool
    name_key: str
    label_key: str
    public_name_key: str | None
    public_label_key: str | None
    affiliations: list[list[str | None]]
    territories: list[list[str | None]]
    qualifications: list[list[str | None]]
    seats: list[str]
    kind: str | None
    available_from: str | None = None
    available_until: str | None = None


class EngagementRecord(NamedTuple):
    """A row of `snapshot_engagements`; an engagement whose `counts_from` is None never counts.

    Actors are [id, roles], sources [kind, day on which the source confirmed the engagement].
    """

    id: str
    kind: str
    title_key: str
    label_key: str
    status: str
    starts_on: str
    ends_on: str | None
    delivered_on: str | None
    expired_on: str | None
    abandoned_on: str | None
    counts_from: str | None
    counts_until: str | None
    confirmed_on: str | None
    axes: list[int]
    targets: list[str]
    actors: list[tuple[str, list[str]]]
    sources: list[tuple[str, str | None]]
    criteria: list[str]
    themes: list[str]
    audiences: list[str]

    def completed_on(self) -> date | None:
        """Return the day on which a session was held or a diagnostic delivered; None before, and for other kinds."""
        done: date | None = counting.completed_on(self.kind, self._facts())
        return done

    def planned_until(self, durations: Durations) -> date | None:
        """Return the last day on which a planned engagement would count; None if it is open-ended."""
        return counting.planned_until(self.kind, self._facts(), durations)

    def secured_until(self, durations: Durations) -> date | None:
        """Return the day until which a signed act or a grant decision alone confirms the engagement, if one does."""
        sources = ((kind, _day(confirmed_on)) for kind, confirmed_on in self.sources)
        return counting.secured_until(date.fromisoformat(self.starts_on), _day(self.ends_on), sources, durations)

    def _facts(self) -> dict[str, Any]:
        """Return the facts that the counting rules read."""
        return {
            "status": self.status,
            "startsOn": date.fromisoformat(self.starts_on),
            "endsOn": _day(self.ends_on),
            "deliveredOn": _day(self.delivered_on),
            "expiredOn": _day(self.expired_on),
            "abandonedOn": _day(self.abandoned_on),
        }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class OfferRecord(NamedTuple):
    """An offer of `snapshot_others`; institutions that make it are [id, starts_on, ends_on]."""

    id: str
    title_key: str
    label_key: str
    kind: str
    axes: list[str]
    themes: list[str]
    audiences: list[str]
    available_in: list[str]
    made_by: list[list[str | None]]
    valid_from: str | None = None
    valid_until: str | None = None


class SurveyRecord(NamedTuple):
    """A survey of `snapshot_others`, with the axes that it examined and those on which it found nobody."""

    id: str
    surveyed_on: str | None
    axes: list[str]
    empty_axes: list[str]
    territories: list[str]
    sources: list[str]


class SourceRecord(NamedTuple):
    """A source of `snapshot_others`."""

    id: str
    title_key: str
    label_key: str
