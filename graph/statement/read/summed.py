"""The kinds that can be summed: grants, training sessions and head counts, with the keys of their rows."""

from collections.abc import Callable, Mapping

from graph.model import SHAPE
from graph.rights import View
from graph.shape import Kind
from graph.statement.core.selection import Field
from graph.statement.core.writer import Writer
from graph.statement.read.sums import NODE, Breakdown, Measure, Step, Summed
from graph.vocabulary import (
    Audience,
    Axis,
    Criterion,
    HeadCountBreakdown,
    OfferKind,
    Outcome,
    Role,
    SessionKind,
    TerritoryKind,
    Theme,
)

GRANT, SESSION, HEAD_COUNT = (SHAPE.kinds[name] for name in ("Grant", "TrainingSession", "HeadCount"))


def _around(engagement: str, after: str = "") -> Mapping[str, Step]:
    """Return the steps from an engagement to the nodes around it."""
    engaged = f"({engagement})<-[engaged:ENGAGED_IN]-"
    actors = "Engagement", "actors"
    return {
        "axis": Step(f"({engagement})-[:ON_AXIS]->(axis:Axis)", after),
        "lead": Step(f"{engaged}(lead:Institution) WHERE '{Role.LEAD}' IN engaged.roles", after, actors),
        "target": Step(f"({engagement})-[:TARGETS]->(target:Territory)", after, walks=("Engagement", "territories")),
        "departement": Step(
            f"(target)-[:ATTACHED_TO*0..2]->(departement:Territory {{kind: '{TerritoryKind.DEPARTEMENT}'}})", "target"
        ),
        "region": Step(
            f"(target)-[:ATTACHED_TO*0..3]->(region:Territory {{kind: '{TerritoryKind.REGION}'}})", "target"
        ),
    }


def _of_training(engagement: str, after: str = "") -> Mapping[str, Step]:
    """Return the steps from a training session to its offer, its project and the employers of the people trained."""
    employer = f"({engagement})<-[trained:ENGAGED_IN]-(employer:Institution)"
    return {
        "offer": Step(f"({engagement})-[:DELIVERS]->(offer:Offer)", after),
        "project": Step(f"({engagement})-[:IN_PROJECT]->(project:Project)", after),
        "employer": Step(f"{employer} WHERE '{Role.BENEFICIARY}' IN trained.roles", after, ("Engagement", "actors")),
    }


def _lead(of: str) -> Breakdown:
    return Breakdown("lead.id", "lead.label", f"The institution that leads the {of}.", "lead")


def _territory(of: str) -> Mapping[str, Breakdown]:
    return {
        "TERRITORY": Breakdown(
            "target.id", "target.label", f"The territory targeted by the {of}, as it is stated.", "target"
        ),
        "DEPARTEMENT": Breakdown(
            "departement.id",
            "departement.label",
            f"The département of a territory targeted by the {of}.",
            "departement",
        ),
        "REGION": Breakdown("region.id", "region.label", f"The région of a territory targeted by the {of}.", "region"),
    }


def _axis(of: str) -> Breakdown:
    return Breakdown("axis.value", "axis.value", f"The axis of the {of}.", "axis", Axis)


def _is_withheld(kind: Kind, name: str) -> Callable[[Writer], str]:
    """Return the function that writes the test whether a number of people is withheld from the viewer."""
    stored = kind.property(f"{name}Withheld")
    if stored is None:
        raise LookupError(name)
    return lambda w: "false" if w.view is View.EVERYTHING else f"coalesce({NODE}.{stored.name}, false)"


def _number(kind: Kind, name: str) -> Callable[[Writer], str]:
    stored = kind.property(name)
    if stored is None:
        raise LookupError(name)
    return lambda w: w.value(NODE, stored)


def _amount(name: str, stored: str) -> Measure:
    return Measure(name, _number(GRANT, stored), "0.0", "zero_count", lambda _w: f"{NODE}.{stored} = 0")


_trained, _trained_withheld = _number(SESSION, "trainedCount"), _is_withheld(SESSION, "trainedCount")
_counted, _counted_withheld = _number(HEAD_COUNT, "count"), _is_withheld(HEAD_COUNT, "count")
PEOPLE = "withheld_count"
"""The field that counts the numbers of people withheld from the viewer."""


def _of_breakdown(w: Writer, root: Field) -> str:
    """Return the condition that selects head counts of one kind and one breakdown, so that nobody is counted twice."""
    people = w.parameter(root.arguments["kind"])
    by = w.parameter(root.arguments["breakdown"])
    cases = " ".join(
        f"WHEN {NODE}.{one.lower()} IS NOT NULL THEN '{one}'"
        for one in HeadCountBreakdown
        if one is not HeadCountBreakdown.TOTAL
    )
    return f"{NODE}.kind = {people} AND CASE {cases} ELSE '{HeadCountBreakdown.TOTAL}' END = {by}"


GRANTS = Summed(
    GRANT,
    {
        "YEAR": Breakdown(f"toString({NODE}.year)", f"toString({NODE}.year)", "The budget year of the grant."),
        "PROGRAMME": Breakdown(f"{NODE}.programme", f"{NODE}.programme", "The budget programme of the grant."),
        "LINE": Breakdown(f"{NODE}.line", f"{NODE}.line", "The line of the grant in the year's nomenclature."),
        "FUNDER": Breakdown("funder.id", "funder.label", "The institution that awarded the grant.", "funder"),
        "RECIPIENT": Breakdown(
            "recipient.id", "recipient.label", "The institution that received the grant.", "recipient"
        ),
        "LEAD": _lead("engagement that the grant pays for"),
        "ENGAGEMENT": Breakdown(
            "engagement.id", "engagement.label", "The engagement that the grant pays for.", "engagement"
        ),
        "AXIS": _axis("engagement that the grant pays for"),
        **_territory("engagement that the grant pays for"),
    },
    {
        "funder": Step(f"({NODE})<-[:AWARDED]-(funder:Institution)", walks=("Grant", "awardedBy")),
        "recipient": Step(f"({NODE})<-[:RECEIVED]-(recipient:Institution)", walks=("Grant", "receivedBy")),
        "engagement": Step(f"({NODE})-[:FUNDS]->(engagement:Engagement)", walks=("Grant", "funds")),
        **_around("engagement", "engagement"),
    },
    (_amount("asked", "askedEuros"), _amount("granted", "grantedEuros")),
    lambda _w, _root: f"EXISTS {{ ({NODE})-[:FUNDS]->() }}",
)
YEAR_OF_START = f"substring(toString({NODE}.startsOn), 0, 4)"
SESSIONS = Summed(
    SESSION,
    {
        "YEAR": Breakdown(YEAR_OF_START, "", "The year in which the session begins."),
        "SESSION_KIND": Breakdown(
            f"{NODE}.kind",
            "",
            "Whether the session brings together people of one institution, of one territory, or both.",
            words=SessionKind,
        ),
        "OFFER": Breakdown("offer.id", "offer.label", "The training offer that the session delivers.", "offer"),
        "OFFER_KIND": Breakdown(
            "offer.kind", "", "How the training offer that the session delivers is obtained.", "offer", OfferKind
        ),
        "EMPLOYER": Breakdown(
            "employer.id", "employer.label", "The institution whose people the session trains.", "employer"
        ),
        "PROJECT": Breakdown(
            "project.id",
            "project.label",
            "The project that the session serves; null for none (« hors projet »).",
            "project",
        ),
        "LEAD": _lead("training session"),
        "AXIS": _axis("training session"),
        **_territory("training session"),
    },
    {**_of_training(NODE), **_around(NODE)},
    (
        Measure("people", _trained, "0", PEOPLE, _trained_withheld),
        Measure("hours", lambda _w: f"{NODE}.hours", "0.0", PEOPLE, lambda _w: "false"),
        Measure(
            "person_hours",
            lambda w: f"{NODE}.hours * {_trained(w)}",
            "0.0",
            PEOPLE,
            lambda w: f"{NODE}.hours IS NOT NULL AND {_trained_withheld(w)}",
        ),
    ),
)
HEAD_COUNTS = Summed(
    HEAD_COUNT,
    {
        "YEAR": Breakdown(
            f"coalesce(toString({NODE}.year), substring(toString(engagement.startsOn), 0, 4))",
            "",
            "The year that the head count covers; when none is stated, the year in which the engagement begins.",
            "engagement",
        ),
        "AUDIENCE": Breakdown(f"{NODE}.audience", "", "The audience to which the people belong.", words=Audience),
        "THEME": Breakdown(f"{NODE}.theme", "", "The field of life of the matters that people came with.", words=Theme),
        "CRITERION": Breakdown(
            f"{NODE}.criterion",
            "",
            "The criterion of discrimination of the matters that people came with.",
            words=Criterion,
        ),
        "OUTCOME": Breakdown(f"{NODE}.outcome", "", "The outcome of the matters that people came with.", words=Outcome),
        "ENGAGEMENT": Breakdown(
            "engagement.id", "engagement.label", "The engagement that reached the people.", "engagement"
        ),
        "OFFER": Breakdown("offer.id", "offer.label", "The training offer that the session delivers.", "offer"),
        "EMPLOYER": Breakdown(
            "employer.id", "employer.label", "The institution whose people the engagement reached.", "employer"
        ),
        "LEAD": _lead("engagement that reached the people"),
        "AXIS": _axis("engagement that reached the people"),
        **_territory("engagement that reached the people"),
    },
    {
        "engagement": Step(f"({NODE})-[:COUNTED_IN]->(engagement:Engagement)"),
        **_of_training("engagement", "engagement"),
        **_around("engagement", "engagement"),
    },
    (Measure("people", _counted, "0", PEOPLE, _counted_withheld),),
    _of_breakdown,
)
SUMS: Mapping[str, Summed] = {"grantSums": GRANTS, "trainingSums": SESSIONS, "headCountSums": HEAD_COUNTS}
"""The sums of each root field."""
