"""Records that the fixed statements of the snapshot return: a tuple a node; days are YYYY-MM-DD or None."""

from typing import NamedTuple

Days = tuple[str | None, str | None]
"""First and last day."""


class TerritoryRecord(NamedTuple):
    """A row of `snapshot_territories`; a territory that a lead governs comes with the days it does so."""

    id: str
    kind: str
    code: str
    name_key: str
    label_key: str
    parents: list[str]
    overlaps: list[str]
    starts_on: str | None
    ends_on: str | None
    led_grounds: list[tuple[str, str | None, str | None]]
    predecessors: list[str]


class ActorRecord(NamedTuple):
    """A row of `snapshot_actors`; affiliations are [id, kind, from, until], the others [id, from, until, …]."""

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


class EngagementRecord(NamedTuple):
    """A row of `snapshot_engagements`; without a first day it never counts. Actors are [id, roles]."""

    id: str
    title_key: str
    label_key: str
    counts_from: str | None
    counts_until: str | None
    confirmed_on: str | None
    axes: list[int]
    targets: list[str]
    actors: list[tuple[str, list[str]]]
    criteria: list[str]


class OfferRecord(NamedTuple):
    """An offer of `snapshot_others`."""

    id: str
    title_key: str
    label_key: str
    kind: str
    axes: list[str]
    themes: list[str]
    audiences: list[str]


class SurveyRecord(NamedTuple):
    """A survey of `snapshot_others`, with the axes on which it found nobody."""

    id: str
    on: str | None
    empty_axes: list[str]
    territories: list[str]


class SourceRecord(NamedTuple):
    """A source of `snapshot_others`."""

    id: str
    title_key: str
    label_key: str
