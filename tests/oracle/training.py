"""Random needs for training, and numbers of people whom engagements reached.

Rule: no two head counts are of the same people (engagement, kind, year, word); their numbers need not add up, as those
of real sources do not; small ones and those withheld with them are frequent.
"""

from itertools import product

from hypothesis import strategies as st

from changes.rows import GraphRows, Value
from graph.vocabulary import Audience, Axis, Criterion, HeadCountKind, Outcome, Theme, Word
from tests.oracle.engagements import TITLES
from tests.oracle.moments import maybe_day, some_of, some_words

NEED_IDS = ("need:0", "need:1", "need:2", "need:3")
HEAD_COUNT_IDS = tuple(f"headcount:{number:02}" for number in range(16))
PROJECT_IDS = ("project:0", "project:1")
INDICATOR_IDS = ("indicator:0", "indicator:1")
OBSTACLE_IDS = ("obstacle:0", "obstacle:1")
NUMBERS = (None, 0, 1, 1, 2, 3, 4, 4, 5, 6, 12)
BREAKDOWNS: dict[str, type[Word]] = {"audience": Audience, "theme": Theme, "criterion": Criterion, "outcome": Outcome}
"""The fields by which people are broken down, with their words."""


def draw_needs(
    rows: GraphRows,
    draw: st.DrawFn,
    institutions: list[str],
    territories: list[str],
    engagements: list[str],
    sources: list[str],
) -> None:
    """Draw needs, the bodies and territories that have them, and the sessions that meet them."""
    sessions = [engagement for engagement in engagements if engagement.startswith("session:")]
    for need in some_of(draw, NEED_IDS, most=4):
        rows.node(
            "TrainingNeed",
            need,
            title=draw(st.sampled_from(TITLES)),
            identifiedOn=maybe_day(draw),
            plannedOn=maybe_day(draw),
            metOn=draw(st.sampled_from((None, maybe_day(draw)))),
            declinedOn=draw(st.sampled_from((None, maybe_day(draw)))),
            reason=draw(st.sampled_from((None, "Zone d’écoute"))),
            axes=some_words(draw, Axis),
            criteria=some_words(draw, Criterion),
            themes=some_words(draw, Theme),
            audiences=some_words(draw, Audience),
            peopleCount=draw(st.sampled_from((None, 0, 2, 12))),
            fictional=True,
        )
        for relationship in ("IDENTIFIED", "HELPED_IDENTIFY"):
            for institution in some_of(draw, institutions):
                rows.edge(relationship, institution, need)
        for relationship, pool in (
            ("DECIDED_BY", institutions),
            ("NEEDED_BY", institutions),
            ("NEEDED_IN", territories),
        ):
            for end in some_of(draw, pool):
                rows.edge(relationship, need, end)
        for session in some_of(draw, sessions):
            rows.edge("MEETS", session, need)
        draw_statements(rows, draw, need, sources)


def draw_projects(
    rows: GraphRows,
    draw: st.DrawFn,
    institutions: list[str],
    territories: list[str],
    engagements: list[str],
    sources: list[str],
) -> None:
    """Draw projects, the bodies that carry them, their territories, and the sessions that serve one."""
    projects = some_of(draw, PROJECT_IDS)
    for project in projects:
        first, last = maybe_day(draw), maybe_day(draw)
        days: dict[str, Value] = {
            "startsOn": first,
            "endsOn": last if first is None or last is None else max(first, last),
        }
        rows.node("Project", project, title=draw(st.sampled_from(TITLES)), **days, fictional=True)
        for relationship, pool in (("CARRIED_BY", institutions), ("PROJECT_IN", territories)):
            for end in some_of(draw, pool):
                rows.edge(relationship, project, end)
        for contract in some_of(draw, [one for one in territories if one.startswith("contract:")], most=1):
            rows.edge("WITHIN_CONTRACT", project, contract)
        draw_statements(rows, draw, project, sources)
    for session in (one for one in engagements if one.startswith("session:") and projects):
        if draw(st.booleans()):
            rows.edge("IN_PROJECT", session, draw(st.sampled_from(projects)))


def draw_services(rows: GraphRows, draw: st.DrawFn, institutions: list[str], territories: list[str]) -> None:
    """Draw, for a few bodies, the body that runs them and the territories that they serve."""
    for institution in some_of(draw, institutions):
        for runner in some_of(draw, [one for one in institutions if one != institution])[:1]:
            rows.edge("RUN_BY", institution, runner)
        for territory in some_of(draw, territories):
            rows.edge("SERVES_GROUND", institution, territory)


def draw_head_counts(rows: GraphRows, draw: st.DrawFn, engagements: list[str], sources: list[str]) -> None:
    """Draw the results of a few engagements: totals, and tables of some parts."""
    reaching = [one for one in engagements if one.startswith(("session:", "commitment:", "action:"))]
    free = iter(HEAD_COUNT_IDS)
    for engagement in some_of(draw, reaching, most=4):
        kinds = (HeadCountKind.TRAINED,) if engagement.startswith("session:") else tuple(HeadCountKind)
        groups = product(kinds, (None, 2024, 2025))
        for kind, year in draw(st.lists(st.sampled_from(list(groups)), unique=True, min_size=1, max_size=2)):
            for broken_down in _parts(draw):
                stated: dict[str, Value] = {"kind": kind.value, "year": year, **broken_down}
                head_count = next(free, None)
                if head_count is None:
                    return
                rows.node("HeadCount", head_count, **stated, count=draw(st.sampled_from(NUMBERS)))
                rows.edge("COUNTED_IN", head_count, engagement)
                draw_statements(rows, draw, head_count, sources)


def _parts(draw: st.DrawFn) -> list[dict[str, Value]]:
    """Draw, for each head count of the same people, its one word of a breakdown, or no word for their total."""
    words: list[dict[str, Value]] = [{}] if draw(st.booleans()) else []
    for name in draw(st.lists(st.sampled_from(list(BREAKDOWNS)), unique=True, max_size=2)):
        words += [{name: word} for word in some_words(draw, BREAKDOWNS[name], least=1, most=3)]
    return words


def draw_findings(rows: GraphRows, draw: st.DrawFn, territories: list[str], sources: list[str]) -> None:
    """Draw measurements of diagnostics, and obstacles to their orientations."""
    of_kind = {kind: [node.id for node in rows.nodes if node.kind == kind] for kind in ("Diagnostic", "Orientation")}
    engagements = [node.id for node in rows.nodes if node.id.partition(":")[0] in {"action", "commitment", "session"}]
    for indicator in some_of(draw, INDICATOR_IDS) if of_kind["Diagnostic"] else ():
        unit, year = draw(st.sampled_from((None, "%"))), draw(st.sampled_from((None, 2024)))
        value = draw(st.sampled_from((None, 0.0, 2.0, 47.2)))
        title = draw(st.sampled_from(TITLES))
        rows.node("Indicator", indicator, title=title, value=value, unit=unit, year=year, fictional=True)
        rows.edge("MEASURES", draw(st.sampled_from(of_kind["Diagnostic"])), indicator)
        for territory in some_of(draw, territories, most=1):
            rows.edge("MEASURED_IN", indicator, territory)
        draw_statements(rows, draw, indicator, sources)
    for obstacle in some_of(draw, OBSTACLE_IDS) if of_kind["Orientation"] else ():
        days: dict[str, Value] = {"noticedOn": maybe_day(draw), "liftedOn": maybe_day(draw)}
        rows.node("Obstacle", obstacle, text=draw(st.sampled_from(TITLES)), **days)
        rows.edge("HINDERS", obstacle, draw(st.sampled_from(of_kind["Orientation"])))
        for engagement in some_of(draw, engagements):
            rows.edge("LIFTED_BY", obstacle, engagement)
        draw_statements(rows, draw, obstacle, sources)


def draw_statements(rows: GraphRows, draw: st.DrawFn, stated: str, sources: list[str]) -> None:
    """Draw sources for a node that is valid without any."""
    for source in some_of(draw, sources):
        rows.edge("STATED_BY", stated, source, confirmedOn=maybe_day(draw))
