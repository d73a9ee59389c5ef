"""Small random worlds for properties of the rules, and the snapshot of such a world.

Grounds and days are few, and days lie on and just around those on which an answer changes, so that they meet often.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from graph.vocabulary import Axis
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import Days, EngagementRecord, SurveyRecord
from tests.resolvers.rules.plain import Employment, Engaged, Filters, Searched, World, lies_in, months_after
from tests.resolvers.rules.small import actor, ground_of, snapshot_of, territory

GROUND = (
    "country:FR", "region:1", "departement:1", "departement:2", "epci:1", "ept:1", "commune:1", "commune:2",
    "contract:1:A", "contract:2:A", "contract:3:A", "qpv:1",
)  # fmt: skip
"""Each may be part of those before it."""
CONTRACTS = tuple(identifier for identifier in GROUND if identifier.startswith("contract"))
INSTITUTIONS = ("institution:a", "institution:b")
TRAINERS = ("trainer:1", "trainer:2")
CRITERIA = ("ORIGIN", "AGE")
DAYS = (date(2026, 2, 28), date(2026, 8, 31), date(2026, 12, 31))
AROUND = sorted(
    {
        months_after(day, months) + timedelta(shift)
        for day in DAYS
        for months in (-24, -12, -7, -6, -1, 0)
        for shift in (-1, 0, 1)
    }
)
SOME_DAY = st.sampled_from(AROUND)
SOME_PEOPLE = st.lists(st.sampled_from(INSTITUTIONS + TRAINERS), min_size=1, max_size=3, unique=True)
SOME_ROLES = st.sampled_from([("LEAD",), ("LEAD", "FUNDER"), ("TRAINER",), ("FUNDER",)])
AXES = range(len(Axis))


@st.composite
def _grounds(draw: st.DrawFn) -> World:
    parents = {
        identifier: draw(st.frozensets(st.sampled_from(GROUND[:place]), max_size=2)) if place else frozenset[str]()
        for place, identifier in enumerate(GROUND)
    }
    succeeds = {
        identifier: draw(st.frozensets(st.sampled_from(CONTRACTS[:place]), max_size=2))
        for place, identifier in enumerate(CONTRACTS)
        if place
    }
    world = World(parents, frozenset(), succeeds, (), (), ())
    pairs = draw(st.frozensets(st.frozensets(st.sampled_from(GROUND), min_size=2, max_size=2), max_size=4))
    apart = frozenset(pair for pair in pairs if not any(lies_in(world, a, b) for a in pair for b in pair))
    return World(parents, apart, succeeds, (), (), ())


@st.composite
def _engagements(draw: st.DrawFn, place: int, crowded: list[str]) -> Engaged:
    start = draw(st.sampled_from([None, *AROUND, *AROUND[:12]]))
    end = draw(st.sampled_from([None, *AROUND]))
    return Engaged(
        f"action:{place}",
        frozenset(draw(st.sampled_from([(3,), (0,), (0, 3)]))),
        draw(st.frozensets(st.sampled_from(crowded), min_size=1, max_size=2)),
        {person: frozenset(draw(SOME_ROLES)) for person in draw(SOME_PEOPLE)},
        start,
        max(start, end) if start and end else end,
        draw(st.sampled_from([None, *AROUND])),
        frozenset(draw(st.sampled_from([(), CRITERIA[:1], CRITERIA]))),
    )


EMPLOYMENTS = st.builds(
    Employment,
    st.sampled_from(TRAINERS),
    st.sampled_from(INSTITUTIONS),
    st.one_of(st.none(), SOME_DAY),
    st.one_of(st.none(), SOME_DAY),
)
SURVEYS = st.builds(
    Searched,
    SOME_DAY,
    st.frozensets(st.sampled_from((0, 3)), min_size=1),
    st.frozensets(st.sampled_from(GROUND), min_size=1, max_size=2),
)
FILTERS = st.builds(
    Filters,
    st.sampled_from([None, None, frozenset({"FUNDER"}), frozenset({"LEAD", "FUNDER"})]),
    st.sampled_from([None, None, None, frozenset({"AGE"}), frozenset(CRITERIA)]),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a world of some engagements that share a few grounds."""
    ground = draw(_grounds())
    crowded = draw(st.lists(st.sampled_from(GROUND), min_size=2, max_size=5, unique=True))
    size = draw(st.sampled_from((1, 4, 7)))
    return World(
        ground.parents,
        ground.overlaps,
        ground.succeeds,
        tuple(draw(_engagements(place, crowded)) for place in range(size)),
        tuple(draw(st.lists(EMPLOYMENTS, min_size=1, max_size=3))),
        tuple(draw(st.lists(SURVEYS, max_size=2))),
    )


def snapshot_of_world(world: World) -> Snapshot:
    """Return the snapshot of a world."""
    pairs = [sorted(pair) for pair in world.overlaps]
    ground = ground_of(
        *(
            territory(
                identifier,
                sorted(above),
                overlaps=[second for first, second in pairs if first == identifier],
                after=sorted(world.succeeds.get(identifier, ())),
            )
            for identifier, above in world.parents.items()
        )
    )
    people = [actor(identifier) for identifier in INSTITUTIONS]
    for trainer in TRAINERS:
        rows = [[e.institution, "EMPLOYED", *_texts(e.start, e.end)] for e in world.employments if e.trainer == trainer]
        people.append(actor(trainer)._replace(affiliations=rows))
    surveys = [
        SurveyRecord(f"survey:{n}", s.on.isoformat(), [tuple(Axis)[axis] for axis in s.empty], sorted(s.territories))
        for n, s in enumerate(world.surveys)
    ]
    records = [_record(engaged) for engaged in world.engagements]
    return snapshot_of(territories=ground, actors=people, engagements=records, surveys=surveys)


def _record(engaged: Engaged) -> EngagementRecord:
    return EngagementRecord(
        engaged.id,
        engaged.id,
        engaged.id,
        *_texts(engaged.start, engaged.end),
        _text(engaged.confirmed),
        sorted(axis + 1 for axis in engaged.axes),
        sorted(engaged.targets),
        [(identifier, sorted(roles)) for identifier, roles in engaged.roles.items()],
        sorted(engaged.criteria),
    )


def _texts(start: date | None, end: date | None) -> Days:
    return _text(start), _text(end)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
