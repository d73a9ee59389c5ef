"""Random engagements of all five kinds, and the relationships between them.

Rule: DONE has an end, nothing ends before it starts, an engagement has an axis, a target and a source; it may have no
actor, or none that counts; many sessions have no end, and many diagnostics only a commissioner.
"""

from datetime import date

from hypothesis import strategies as st

from changes.rows import GraphRows, Value
from graph.vocabulary import (
    CARRYING_ROLES,
    Audience,
    Axis,
    CommitmentKind,
    Criterion,
    DiagnosticKind,
    EngagementStatus,
    Role,
    SessionKind,
    Theme,
)
from tests.oracle.moments import DAYS, maybe_day, some_of, some_words

LOCAL_AXIS_IDS = ("localaxis:1", "localaxis:2", "localaxis:3")
KINDS = {
    "action": "Action",
    "diagnostic": "Diagnostic",
    "session": "TrainingSession",
    "plan": "TerritorialPlan",
    "commitment": "Commitment",
}
ENGAGEMENT_IDS = tuple(f"{prefix}:{number}" for number in range(5) for prefix in KINDS)
FOR_OTHERS = (Role.LEAD, Role.COMMISSIONER, Role.COMMISSIONER, Role.CONTRACTOR, Role.BENEFICIARY)
"""The roles of a diagnostic: it is mostly commissioned by some and written by others."""
TITLES = ("Écoute des victimes", "ecoute des victimes", "Œuvrer ensemble", "Permanence", "Zone d’écoute")


def draw_engagement(
    rows: GraphRows, draw: st.DrawFn, engagement: str, territories: list[str], actors: list[str], sources: list[str]
) -> None:
    """Draw an engagement with its axes, targets, actors and sources."""
    prefix = engagement.split(":", maxsplit=1)[0]
    start, end = draw(st.sampled_from(DAYS)), maybe_day(draw)
    if prefix == "session" and draw(st.booleans()):
        end = None
    if end and end < start:
        start, end = end, start
    statuses = (*EngagementStatus, EngagementStatus.PLANNED, *[EngagementStatus.ACTIVE] * 6)
    status = draw(st.sampled_from(statuses))
    if status is EngagementStatus.DONE and end is None:
        end = start
    rows.node(
        KINDS[prefix],
        engagement,
        title=draw(st.sampled_from(TITLES)),
        startsOn=start,
        endsOn=end,
        status=status.value,
        cancelledOn=maybe_day(draw) if status is EngagementStatus.CANCELLED else None,
        criteria=some_words(draw, Criterion),
        themes=some_words(draw, Theme, most=1),
        audiences=some_words(draw, Audience, most=1),
        fictional=True,
        **_own_facts(draw, prefix, start),
    )
    for axis in draw(st.lists(st.sampled_from(Axis), unique=True, min_size=1, max_size=2)):
        rows.edge("ON_AXIS", engagement, f"axis:{axis.number}")
    for territory in draw(st.lists(st.sampled_from(territories), unique=True, min_size=1, max_size=2)):
        rows.edge("TARGETS", engagement, territory)
    for actor in draw(st.lists(st.sampled_from(actors), unique=True, max_size=3)):
        pool = st.sampled_from(FOR_OTHERS if prefix == "diagnostic" else (*CARRYING_ROLES, *Role))
        roles = draw(st.lists(pool, unique=True, min_size=1, max_size=2))
        rows.edge("ENGAGED_IN", actor, engagement, roles=[role.value for role in roles])
    for source in draw(st.lists(st.sampled_from(sources), unique=True, min_size=1, max_size=2)):
        rows.edge("STATED_BY", engagement, source, confirmedOn=maybe_day(draw))


def _own_facts(draw: st.DrawFn, prefix: str, start: date) -> dict[str, Value]:
    match prefix:
        case "diagnostic":
            delivered = maybe_day(draw)
            return {
                "kind": draw(st.sampled_from((None, *(word.value for word in DiagnosticKind)))),
                "requestedByState": draw(st.sampled_from((None, True, False))),
                "deliveredOn": delivered if delivered and delivered >= start else None,
                "dataEndsOn": maybe_day(draw),
                "methods": draw(st.sampled_from((None, "Entretiens et testing"))),
            }
        case "session":
            return {
                "trainedCount": draw(st.sampled_from((None, 0, 1, 4, 5, 12))),
                "kind": draw(st.sampled_from((None, *(word.value for word in SessionKind)))),
                "hours": draw(st.sampled_from((None, 0.1, 3.5, 12.0))),
                "transformation": draw(st.sampled_from((None, "Accueil réorganisé"))),
                "respondentCount": draw(st.sampled_from((None, 0, 4, 5, 11))),
                "satisfiedPercent": draw(st.sampled_from((None, 0.0, 62.5, 100.0))),
                "appliedPercent": draw(st.sampled_from((None, None, 40.0))),
            }
        case "plan":
            signed = draw(st.sampled_from((None, *DAYS)) | st.none())
            later = [day for day in DAYS if signed is None or day > signed]
            return {
                "wishedOn": maybe_day(draw),
                "inPreparationOn": maybe_day(draw),
                "signedOn": signed,
                "signedDayUnknown": draw(st.sampled_from((None, True, True) if signed is None else (None, False))),
                "expiredOn": draw(st.sampled_from((None, None, *later))) if signed else None,
                "abandonedOn": draw(st.sampled_from((None, None, *later))),
                "axesAnnounced": some_words(draw, Axis),
                "supportAsked": draw(st.sampled_from((None, "Méthode"))),
                "supportDays": draw(st.sampled_from((None, 0.5, 6.0))),
                "lastContactOn": maybe_day(draw),
                "blockedBy": draw(st.sampled_from((None, "Aucun pilote"))),
                "evaluatedOn": maybe_day(draw),
                "evaluation": draw(st.sampled_from((None, "À poursuivre"))),
            }
        case "commitment":
            return {"kind": draw(st.sampled_from(CommitmentKind)).value}
        case _:
            return {}


def link_engagements(
    rows: GraphRows, draw: st.DrawFn, engagements: list[str], institutions: list[str], offers: list[str]
) -> None:
    """Draw relationships of engagements to each other, to offers and to those who requested them."""
    territories = sorted(node.id for node in rows.nodes if node.kind == "CityContract")
    of_kind = {prefix: [one for one in engagements if one.startswith(f"{prefix}:")] for prefix in KINDS}
    for part in of_kind["action"] + of_kind["commitment"]:
        _link(rows, draw, "PART_OF_PLAN", part, of_kind["plan"])
    for plan in of_kind["plan"]:
        _link(rows, draw, "ANNEXED_TO", plan, territories)
        _link(rows, draw, "BASED_ON", plan, of_kind["diagnostic"])
    for position, diagnostic in enumerate(of_kind["diagnostic"]):
        _link(rows, draw, "UPDATES", diagnostic, of_kind["diagnostic"][:position])
        if draw(st.booleans()):
            concern = draw(st.sampled_from((None, "Refus de stages")))
            rows.edge("REQUESTED", draw(st.sampled_from(institutions)), diagnostic, concern=concern)
    for session in of_kind["session"]:
        _link(rows, draw, "DELIVERS", session, offers)
        _link(rows, draw, "SERVES", session, [one for one in engagements if one not in of_kind["session"]])


def _link(rows: GraphRows, draw: st.DrawFn, relationship: str, start: str, pool: list[str]) -> None:
    end = draw(st.sampled_from((None, *pool)))
    if end is not None:
        rows.edge(relationship, start, end)


def draw_local_axes(rows: GraphRows, draw: st.DrawFn, engagements: list[str]) -> None:
    """Draw the local axes of plans, and the actions and commitments on them."""
    parts = [one for one in engagements if one.startswith(("action:", "commitment:"))]
    plans = [engagement for engagement in engagements if engagement.startswith("plan:")]
    for local_axis in some_of(draw, LOCAL_AXIS_IDS) if plans else ():
        rows.node(
            "LocalAxis",
            local_axis,
            title=draw(st.sampled_from(TITLES)),
            position=draw(st.sampled_from((None, 1, 1, 2))),
            axes=some_words(draw, Axis),
        )
        rows.edge("HAS_LOCAL_AXIS", draw(st.sampled_from(plans)), local_axis)
        for engagement in some_of(draw, parts):
            rows.edge("ON_LOCAL_AXIS", engagement, local_axis)
