"""Random small networks, full of difficult cases: ties, gaps in dates, parallel territories, hidden persons.

Rule: every drawn network is valid for the model (required facts are present, a single relation has one end at most, no
two edges of one type join the same two nodes), and everything is fictional; all ids come from fixed pools.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from changes.rows import GraphRows, Value
from graph.model import SHAPE
from graph.vocabulary import (
    AffiliationKind,
    Audience,
    Axis,
    Criterion,
    InstitutionKind,
    OfferKind,
    QualificationKind,
    Role,
    SourceKind,
    Theme,
    Word,
)
from tests.oracle.counting import ACTS, add_months
from tests.oracle.country import NAMES, draw_territories
from tests.oracle.engagements import ENGAGEMENT_IDS, draw_engagement, draw_local_axes, link_engagements
from tests.oracle.grants import draw_grants
from tests.oracle.moments import DAYS, maybe_day, some_of, some_words
from tests.oracle.training import (
    draw_findings,
    draw_head_counts,
    draw_needs,
    draw_projects,
    draw_services,
)

INSTITUTION_IDS = tuple(f"institution:demo-{letter}" for letter in "abcdefgh")
TRAINER_IDS = ("trainer:0a1b2c3d", "trainer:1f00ba42", "trainer:77777777", "trainer:fedcba98")
OFFER_IDS = ("offer:accueil", "offer:dirigeants", "offer:ecoute")
SOURCE_IDS = ("source:bilan", "source:convention", "source:note")
SURVEY_IDS = ("survey:2024", "survey:2025", "survey:autre")
ORIENTATION_IDS = ("orientation:1", "orientation:2")
IMPORT_IDS = ("import:1", "import:2")
IMPORTED = frozenset(
    {
        "Actor",
        "Engagement",
        "Offer",
        "Source",
        "Grant",
        "Survey",
        "Orientation",
        "LocalAxis",
        "TrainingNeed",
        "Project",
        "HeadCount",
        "Indicator",
        "Obstacle",
    }
)


def days() -> st.SearchStrategy[date]:
    """Draw days on and just around changes: dates of the rows, and the spans of the rules."""
    spans = st.sampled_from((0, 0, 0, 6, 12, 24, 60, 84))
    return st.builds(
        lambda day, months, step: add_months(day, months) + timedelta(days=step),
        st.sampled_from(DAYS),
        spans,
        st.integers(-1, 1),
    )


@st.composite
def networks(draw: st.DrawFn, most_engagements: int = 25) -> GraphRows:
    """Draw rows: territories, actors, their engagements and evidence."""
    rows = GraphRows()
    territories = draw_territories(rows, draw)
    sources = _draw_sources(rows, draw)
    institutions = _draw_institutions(rows, draw, territories, sources)
    offers = _draw_offers(rows, draw, institutions, territories)
    trainers = _draw_trainers(rows, draw, institutions, offers, territories)
    engagements = ENGAGEMENT_IDS[: draw(st.integers(0, most_engagements))]
    for engagement in engagements:
        draw_engagement(rows, draw, engagement, territories, [*institutions, *trainers], sources)
    link_engagements(rows, draw, list(engagements), institutions, offers)
    _draw_surveys(rows, draw, territories, sources)
    draw_grants(rows, draw, institutions, territories, list(engagements), sources)
    draw_needs(rows, draw, institutions, territories, list(engagements), sources)
    draw_projects(rows, draw, institutions, territories, list(engagements), sources)
    draw_head_counts(rows, draw, list(engagements), sources)
    _draw_orientations(rows, draw, institutions, list(engagements))
    draw_findings(rows, draw, territories, sources)
    draw_local_axes(rows, draw, list(engagements))
    _draw_imports(rows, draw)
    return rows


def _word(draw: st.DrawFn, words: type[Word]) -> str:
    return draw(st.sampled_from(list(words))).value


def _dates(draw: st.DrawFn, start: str = "startsOn", end: str = "endsOn") -> dict[str, Value]:
    first, last = maybe_day(draw), maybe_day(draw)
    if first and last and last < first:
        first, last = last, first
    return {start: first, end: last}


def _draw_sources(rows: GraphRows, draw: st.DrawFn) -> list[str]:
    sources = sorted(some_of(draw, SOURCE_IDS, least=1, most=3))
    for source in sources:
        title = draw(st.sampled_from(NAMES))
        kind = draw(st.sampled_from((*ACTS, *SourceKind))).value
        rows.node("Source", source, title=title, kind=kind, retrievedOn=maybe_day(draw))
    return sources


def _draw_institutions(rows: GraphRows, draw: st.DrawFn, territories: list[str], sources: list[str]) -> list[str]:
    institutions = list(INSTITUTION_IDS[: draw(st.integers(3, len(INSTITUTION_IDS)))])
    for institution in institutions:
        name = draw(st.sampled_from(NAMES))
        siren = draw(st.sampled_from((None, "012345609")))
        contact: dict[str, Value] = {
            "address": draw(st.sampled_from((None, "1 rue de l’Exemple, 44000 Nantes"))),
            "telephone": draw(st.sampled_from((None, "02 61 91 00 01"))),
            "website": draw(st.sampled_from((None, "https://exemple.invalid"))),
        }
        kind = _word(draw, InstitutionKind)
        rows.node("Institution", institution, name=name, kind=kind, siren=siren, fictional=True, **contact)
        for source in some_of(draw, sources, most=1):
            rows.edge("CONTACT_STATED_BY", institution, source, confirmedOn=maybe_day(draw))
        for territory in some_of(draw, territories, most=1):
            rows.edge("BASED_IN", institution, territory)
        for territory in some_of(draw, territories, most=1):
            rows.edge("GOVERNS", institution, territory, **_dates(draw))
    for contract in (territory for territory in territories if territory.startswith("contract:")):
        for institution in some_of(draw, institutions, least=1):
            rows.edge("LED_BY", contract, institution)
        for institution in some_of(draw, institutions):
            rows.edge("SIGNED", institution, contract, signedOn=maybe_day(draw))
    draw_services(rows, draw, institutions, territories)
    return institutions


def _draw_offers(rows: GraphRows, draw: st.DrawFn, institutions: list[str], territories: list[str]) -> list[str]:
    offers = sorted(some_of(draw, OFFER_IDS, most=3))
    for offer in offers:
        kind = draw(st.sampled_from(OfferKind))
        rows.node(
            "Offer",
            offer,
            title=draw(st.sampled_from(NAMES)),
            kind=kind.value,
            audiences=some_words(draw, Audience),
            themes=some_words(draw, Theme),
            axes=some_words(draw, Axis),
            days=draw(st.sampled_from((None, 0.5, 2.0))),
            hours=draw(st.sampled_from((None, 3.5))),
            groupSize=draw(st.sampled_from((None, 12))),
            priceEuros=draw(st.sampled_from((None, 0, 500.5))),
            fictional=True,
            **(_dates(draw, "validFrom", "validUntil") if draw(st.integers(0, 3)) == 0 else {}),
        )
        for institution in some_of(draw, institutions):
            rows.edge("OFFERS", institution, offer, **_dates(draw))
        for institution in some_of(draw, institutions):
            rows.edge("RETAINED", institution, offer, **_dates(draw))
        if kind is OfferKind.DEDICATED:
            rows.edge("DECIDED_BY", offer, draw(st.sampled_from(institutions)))
        for territory in some_of(draw, territories):
            rows.edge("AVAILABLE_IN", offer, territory)
    return offers


def _draw_trainers(
    rows: GraphRows, draw: st.DrawFn, institutions: list[str], offers: list[str], territories: list[str]
) -> list[str]:
    trainers = list(TRAINER_IDS[: draw(st.integers(0, len(TRAINER_IDS)))])
    for trainer in trainers:
        rows.node(
            "Trainer",
            trainer,
            name=draw(st.sampled_from(NAMES)),
            publicListing=draw(st.booleans()),
            contact=draw(st.sampled_from((None, "zoe@exemple.invalid"))),
            audiences=some_words(draw, Audience),
            availability=draw(st.sampled_from((None, "le mardi"))),
            fictional=True,
            **(_dates(draw, "availableFrom", "availableUntil") if draw(st.integers(0, 2)) == 0 else {}),
        )
        for institution in some_of(draw, institutions):
            how = draw(st.sampled_from((*AffiliationKind, AffiliationKind.EMPLOYED))).value
            affiliation: dict[str, Value] = {"kind": how, **_dates(draw)}
            rows.edge("AFFILIATED_WITH", trainer, institution, **affiliation)
        for territory in some_of(draw, territories):
            rows.edge("INTERVENES_IN", trainer, territory, **_dates(draw))
        for offer in some_of(draw, offers):
            kind = draw(st.sampled_from((None, *(word.value for word in QualificationKind))))
            qualification: dict[str, Value] = {"kind": kind, "level": draw(st.sampled_from((None, "niveau 6")))}
            qualification |= {"issuer": draw(st.sampled_from((None, "CGET"))), **_dates(draw)}
            rows.edge("QUALIFIED_FOR", trainer, offer, **qualification)
    return trainers


def _draw_surveys(rows: GraphRows, draw: st.DrawFn, territories: list[str], sources: list[str]) -> None:
    for survey in some_of(draw, SURVEY_IDS, most=3):
        axes = some_words(draw, Axis, least=2, most=5)
        empty = [axis for axis in axes if draw(st.integers(0, 3)) > 0]
        made = draw(st.sampled_from(DAYS) | st.sampled_from(DAYS[-2:]))
        rows.node("Survey", survey, surveyedOn=made, axes=axes, emptyAxes=empty)
        for territory in some_of(draw, territories, least=1):
            rows.edge("SURVEYED", survey, territory)
        rows.edge("STATED_BY", survey, draw(st.sampled_from(sources)), confirmedOn=maybe_day(draw))


def _draw_orientations(rows: GraphRows, draw: st.DrawFn, institutions: list[str], engagements: list[str]) -> None:
    diagnostics = [engagement for engagement in engagements if engagement.startswith("diagnostic:")]
    for orientation in some_of(draw, ORIENTATION_IDS) if diagnostics else ():
        axis = draw(st.sampled_from((None, *Axis)))
        rows.node("Orientation", orientation, text=draw(st.sampled_from(NAMES)), axis=axis.value if axis else None)
        rows.edge("RECOMMENDS", draw(st.sampled_from(diagnostics)), orientation)
        for institution in some_of(draw, institutions):
            rows.edge("SHARED_BY", orientation, institution, sharedOn=maybe_day(draw))
        for engagement in some_of(draw, engagements):
            rows.edge("TAKEN_UP_BY", orientation, engagement)


def _draw_imports(rows: GraphRows, draw: st.DrawFn) -> None:
    touched = [node.id for node in rows.nodes if SHAPE.kinds[node.kind].base in IMPORTED]
    for number, identifier in enumerate(sorted(some_of(draw, IMPORT_IDS))):
        rows.node(
            "Import",
            identifier,
            fileName=draw(st.sampled_from(NAMES)),
            fileHash=f"{number:064x}",
            importedOn=draw(st.sampled_from(DAYS)),
            service=draw(st.sampled_from((None, "Service d'essai"))),
            createdCount=draw(st.integers(0, 2)),
            changedCount=0,
            endedCount=0,
            deletedCount=0,
            undoneOn=maybe_day(draw),
        )
        for node in some_of(draw, touched, most=4):
            rows.edge("IMPORTED_BY", node, identifier)


def roles_asked() -> st.SearchStrategy[list[Role] | None]:
    """Draw the roles a client asks for: mostly none."""
    return st.none() | st.lists(st.sampled_from(Role), unique=True, min_size=1, max_size=3)


def axes_asked() -> st.SearchStrategy[list[Axis] | None]:
    """Draw the axes a client asks for."""
    return st.none() | st.lists(st.sampled_from(Axis), unique=True, min_size=1, max_size=3)


def criteria_asked() -> st.SearchStrategy[list[Criterion] | None]:
    """Draw the criteria a client asks for: mostly none."""
    return st.none() | st.lists(st.sampled_from(Criterion), unique=True, min_size=1, max_size=2)


def themes_asked() -> st.SearchStrategy[list[Theme] | None]:
    """Draw the themes a client asks for: mostly none, or else many, so that some pass."""
    return st.none() | st.none() | st.lists(st.sampled_from(Theme), unique=True, min_size=4)


def audiences_asked() -> st.SearchStrategy[list[Audience] | None]:
    """Draw the audiences a client asks for, like themes."""
    return st.none() | st.none() | st.lists(st.sampled_from(Audience), unique=True, min_size=4)
