"""The snapshot: the territories, the engagements with their actors, and the searched texts, in this process.

It is built from the records of fixed statements and never changed. Days are ordinals, nodes are indexes.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Self

from graph.calendar import NEVER_ENDS, ordinal
from graph.domain.counting import Durations
from graph.rights import View, ViewKey
from graph.vocabulary import AffiliationKind, Audience, Axis, Criterion, EngagementStatus, Role, Theme
from resolvers.snapshot.caches import Caches, CachesByThread
from resolvers.snapshot.columns import Columns, Strings, derive, rows_by_value
from resolvers.snapshot.digests import Digests
from resolvers.snapshot.offers import ALWAYS, Dated, Offer, by_id
from resolvers.snapshot.records import ActorRecord, EngagementRecord, SurveyRecord
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.territories import Territories

ROLE_BITS: Mapping[str, int] = {role: 1 << i for i, role in enumerate(Role)}
WORD_BITS: Mapping[str, int] = {word: 1 << i for words in (Criterion, Theme, Audience) for i, word in enumerate(words)}
"""The bit of each word in its vocabulary; no value occurs in two of these vocabularies."""
AXES: tuple[Axis, ...] = tuple(Axis)


def role_mask(roles: Iterable[str]) -> int:
    """Return the bits of these roles."""
    return sum(ROLE_BITS[role] for role in set(roles))


def roles_of(mask: int) -> list[str]:
    """Return the roles of these bits, in the vocabulary's order."""
    return [role for role, bit in ROLE_BITS.items() if mask & bit]


def word_mask(words: Iterable[str]) -> int:
    """Return the bits of these criteria, themes or audiences."""
    return sum(WORD_BITS[word] for word in set(words))


def _ordinal(day: date | None, missing: int) -> int:
    return day.toordinal() if day else missing


@dataclass(frozen=True)
class Engagements(Columns):
    """Engagements that count or are planned; days are ordinals, 0 for none.

    `starts` and `ends`: when an engagement counts; never, if it is planned. `planned`: the first day of a planned one,
    and `planned_ends` the last day on which it would count. `confirmed`: the day of its last confirmation. `completed`:
    the day on which a session was held or a diagnostic delivered, `NEVER_ENDS` for others. `secured`: the day until
    which a signed act or a grant decision alone confirms it. `diagnostics`: 1 for a diagnostic.
    """

    starts: "array[int]"
    ends: "array[int]"
    planned: "array[int]"
    planned_ends: "array[int]"
    confirmed: "array[int]"
    completed: "array[int]"
    secured: "array[int]"
    diagnostics: "array[int]"
    axes: list[tuple[int, ...]]
    targets: list[tuple[int, ...]]
    actors: list[tuple[tuple[int, int], ...]]
    criteria: "array[int]"
    themes: "array[int]"
    audiences: "array[int]"

    @classmethod
    def of_records(
        cls,
        records: Iterable[EngagementRecord],
        territories: Territories,
        actors: "Actors",
        durations: Durations,
        known: dict[Any, Any],
    ) -> Self:
        """Build the columns from records, leaving out engagements that neither count on any day nor are planned.

        `known` holds the tuples made so far, so that equal tuples are stored once.
        """
        records = [r for r in records if r.counts_from is not None or r.status == EngagementStatus.PLANNED]

        def same(values: Iterable[Any]) -> tuple[Any, ...]:
            items = tuple(values)
            return known.setdefault(items, items)  # type: ignore[no-any-return]

        def engaged(record: EngagementRecord) -> Iterable[tuple[Any, ...]]:
            return sorted(same((actors.index[actor], role_mask(roles))) for actor, roles in record.actors)

        return cls(
            [record.id for record in records],
            array("i", [ordinal(record.counts_from, NEVER_ENDS) for record in records]),
            array("i", [ordinal(record.counts_until, NEVER_ENDS) for record in records]),
            array("i", [ordinal(record.starts_on, 0) if record.counts_from is None else 0 for record in records]),
            array("i", [_ordinal(record.planned_until(durations), NEVER_ENDS) for record in records]),
            array("i", [ordinal(record.confirmed_on, 0) for record in records]),
            array("i", [_ordinal(record.completed_on(), NEVER_ENDS) for record in records]),
            array("i", [_ordinal(record.secured_until(durations), 0) for record in records]),
            array("b", [record.kind == "Diagnostic" for record in records]),
            [same(sorted(number - 1 for number in record.axes)) for record in records],
            [same(sorted(territories.index[target] for target in record.targets)) for record in records],
            [same(engaged(record)) for record in records],
            array("i", [word_mask(record.criteria) for record in records]),
            array("i", [word_mask(record.themes) for record in records]),
            array("i", [word_mask(record.audiences) for record in records]),
        )

    def renumbered(self, before: "Actors", after: "Actors") -> Self:
        """Return these rows with actor indexes into `after`, not `before`, and without actors missing from `after`."""
        places = [after.index.get(identifier) for identifier in before.ids]
        pairs = [tuple((place, mask) for a, mask in some if (place := places[a]) is not None) for some in self.actors]
        return replace(self, actors=pairs)

    @cached_property
    def by_target(self) -> Mapping[int, "array[int]"]:
        """The indexes of the engagements by target territory."""
        return rows_by_value(self.targets)

    @cached_property
    def by_actor(self) -> Mapping[int, "array[int]"]:
        """The indexes of the engagements by actor, in any role."""
        return rows_by_value([actor for actor, _ in actors] for actors in self.actors)

    @cached_property
    def planned_indexes(self) -> list[int]:
        """The indexes of the planned engagements."""
        return [i for i, start in enumerate(self.planned) if start]

    def on(self, day: int) -> list[int]:
        """Return the engagements in effect on a day."""
        return [i for i, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)) if start <= day <= end]

    def is_complete(self, i: int, day: int) -> bool:
        """Return whether an engagement is a session held, or a diagnostic delivered, on or before a day."""
        return self.completed[i] <= day

    def is_past(self, i: int, day: int) -> bool:
        """Return whether an engagement was held or delivered before a day, so that only its effect still counts."""
        return self.completed[i] < day

    def is_confirmed(self, i: int, day: int, confirmed_since: int) -> bool:
        """Return whether an engagement is confirmed on a day.

        A completed session or diagnostic is confirmed for ever by one confirmation on or after its completion. Any
        other engagement is confirmed by a confirmation on or after `confirmed_since`, or as long as a signed act or a
        grant decision secures it.
        """
        if self.completed[i] <= day:
            return self.confirmed[i] >= self.completed[i]
        return self.confirmed[i] >= confirmed_since or self.secured[i] >= day


@dataclass(frozen=True)
class EngagementLinks(Columns):
    """The axes and the target territories of every engagement, whether or not it ever counts, in the API's order."""

    axes: list[list[str]]
    targets: list[tuple[int, ...]]

    @classmethod
    def of_records(cls, records: Sequence[EngagementRecord], territories: Territories, known: dict[Any, Any]) -> Self:
        """Build the columns from records; `known` as for `Engagements`."""

        def axes(numbers: Iterable[int]) -> list[str]:
            words = tuple(str(AXES[number - 1]) for number in sorted(numbers))
            return known.setdefault(words, [*words])  # type: ignore[no-any-return]

        def targets(ids: Iterable[str]) -> tuple[int, ...]:
            places = tuple(sorted(territories.index[identifier] for identifier in ids))
            return known.setdefault(places, places)  # type: ignore[no-any-return]

        return cls(
            [record.id for record in records],
            [axes(record.axes) for record in records],
            [targets(record.targets) for record in records],
        )


def _employments(affiliations: Iterable[Sequence[Any]]) -> Iterable[Dated]:
    return (Dated.of_row([a[0], *a[2:]]) for a in affiliations if a[1] == AffiliationKind.EMPLOYED)


def _availability(record: ActorRecord) -> Dated:
    days = record.available_from, record.available_until
    return Dated.of_row(["", *days]) if any(days) else ALWAYS


@dataclass(frozen=True)
class Actors(Columns):
    """The actors: folded names (for officers, for visitors), trainers' dates, institutions' seats and kinds."""

    is_trainer: list[bool]
    is_listed: list[bool]
    keys: Strings
    public_keys: Strings
    employers: list[tuple[Dated, ...]]
    intervenes: list[tuple[Dated, ...]]
    qualified: list[tuple[Dated, ...]]
    available: list[Dated]
    seats: list[tuple[str, ...]]
    kinds: list[str | None]

    @classmethod
    def of_records(cls, records: Sequence[ActorRecord]) -> Self:
        """Build them from records."""
        return cls(
            [record.id for record in records],
            [record.is_trainer for record in records],
            [record.is_listed for record in records],
            Strings.of(record.name_key for record in records),
            Strings.of(record.public_name_key or "" for record in records),
            [tuple(_employments(sorted(record.affiliations, key=by_id))) for record in records],
            [tuple(map(Dated.of_row, sorted(record.territories, key=by_id))) for record in records],
            [tuple(map(Dated.of_row, sorted(record.qualifications, key=by_id))) for record in records],
            [_availability(record) for record in records],
            [tuple(record.seats) for record in records],
            [record.kind for record in records],
        )

    @cached_property
    def by_seat(self) -> Mapping[str, "array[int]"]:
        """The indexes of the institutions by the territory of their seat."""
        return rows_by_value(self.seats)

    def names_for(self, view: View) -> Strings:
        """Return the folded names by which actors are ordered in a view."""
        return self.keys if view is View.EVERYTHING else self.public_keys

    def bodies(self, i: int, day: int) -> set[int]:
        """Return the bodies on which an actor depends on a day: itself, and its employers."""
        return {i, *(self.index[employment.other] for employment in self.employers[i] if employment.holds(day))}


@dataclass(frozen=True)
class Survey:
    """A survey: its day and territories, the axes on which it found nobody or somebody, and its source."""

    id: str
    surveyed_on: int
    nobody: frozenset[int]
    somebody: frozenset[int]
    territories: tuple[int, ...]
    source: str | None

    @classmethod
    def of_record(cls, record: SurveyRecord, territories: Territories) -> Self:
        """Build a survey from a record; one without a day is older than any other and applies on no day."""
        nobody, looked_at = (frozenset(AXES.index(Axis(a)) for a in some) for some in (record.empty_axes, record.axes))
        return cls(
            record.id,
            ordinal(record.surveyed_on, date.min.toordinal()),
            nobody,
            looked_at - nobody,
            tuple(territories.index[t] for t in record.territories),
            min(record.sources, default=None),
        )


@dataclass(frozen=True)
class Snapshot:
    """The whole snapshot at one version, with its searched texts by view and kind, and its digests by statement."""

    version: int
    references: int
    territories: Territories
    engagements: Engagements
    actors: Actors
    offers: Mapping[str, Offer]
    surveys: Sequence[Survey]
    texts: Mapping[ViewKey, Texts]
    durations: Durations
    links: EngagementLinks = EngagementLinks([], [], [])
    digests: Mapping[str, Digests] = field(default_factory=dict)
    caches_by_thread: CachesByThread = field(default_factory=CachesByThread)

    def texts_of(self, view: View, kind: str) -> Texts:
        """Return the searched texts of a kind, as a view shows them."""
        return self.texts[ViewKey.of_view(view, kind)]

    @property
    def caches(self) -> Caches:
        """The cached results of the current thread."""
        return self.caches_by_thread.current

    def prepare(self) -> None:
        """Compute the derived columns that the first request would otherwise wait for."""
        for columns in (self.territories, self.engagements, self.links, self.actors, *self.texts.values()):
            derive(columns)
