"""Mobilisable trainers and available offers, with qualifications and their dates, equal to the oracle's.

Rule: both viewers, since names order the answer; trainers without a territory are listed separately, those already
active in the asked territory are not left out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.vocabulary import Audience, Axis, OfferKind, Theme, Word
from tests.api_session import ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.oracle import Oracle
from tests.oracle.facts import Facts
from tests.oracle.mobilisable import Mobilisable, TrainingOffer
from tests.oracle.networks import axes_asked
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, moments, oracles, reference, worlds

pytestmark = PROOF_ON_NEO4J

FOUND = "{ trainer { id } offers { offer { id } access startsOn endsOn issuer } mobilisedHere { axes since } }"
OFFERED = "{ offer { id } access offeredBy { id } qualifiedTrainersNear { id } }"
OFFERS_SELECTION = f"{{ asOf totalCount edges {{ node {OFFERED} }} withoutTerritory {OFFERED} }}"
SELECTION = f"{{ asOf totalCount edges {{ node {FOUND} }} withoutTerritory {FOUND} }}"


@dataclass(frozen=True)
class Question:
    """The arguments of a question; None is left out."""

    day: date
    within: str
    by_code: bool
    axes: Collection[Axis] | None
    themes: Collection[Theme] | None
    audiences: Collection[Audience] | None
    kinds: Collection[OfferKind] | None
    days: int | None

    @property
    def until(self) -> date | None:
        """The last day of the period, None for the day alone."""
        return None if self.days is None else self.day + timedelta(days=self.days)

    def ask(self, rows: GraphRows) -> Ask:
        """Return the root field."""
        arguments = given(
            asOf=self.day,
            until=self.until,
            axes=self.axes,
            themes=self.themes,
            audiences=self.audiences,
            offerKinds=self.kinds,
            first=10,
        )
        within = reference(rows, self.within, self.day, by_code=self.by_code)
        return Ask("mobilisable", {"within": within, **arguments}, SELECTION)

    def ask_offers(self, rows: GraphRows) -> Ask:
        """Return the root field for the offers."""
        arguments = given(
            asOf=self.day,
            until=self.until,
            axes=self.axes,
            themes=self.themes,
            audiences=self.audiences,
            offerKinds=self.kinds,
            first=10,
        )
        within = reference(rows, self.within, self.day, by_code=self.by_code)
        return Ask("trainingOffers", {"within": within, **arguments}, OFFERS_SELECTION)

    def expected(self, oracle: Oracle) -> list[Mobilisable]:
        """Return the oracle's answer."""
        asked = self.axes, self.themes, self.audiences, self.kinds
        return oracle.mobilisable(self.within, self.day, *asked, self.until)


def _words(words: type[Word]) -> st.SearchStrategy[Any]:
    pool = list(words)
    return st.none() | st.none() | st.lists(st.sampled_from(pool), unique=True, max_size=max(3, len(pool) - 1))


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    question = st.builds(
        Question,
        moments(rows),
        st.sampled_from(ids_of(rows, "Territory")),
        st.booleans(),
        st.none() | axes_asked(),
        _words(Theme),
        _words(Audience),
        _words(OfferKind),
        st.none() | st.sampled_from((0, 1, 30, 181, 1_500)),
    )
    return rows, draw(st.lists(question, min_size=16, max_size=24))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_who_could_be_mobilised(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions = case
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [question.ask(rows) for question in questions], viewer)
        for question, got in zip(questions, results, strict=True):
            entries = question.expected(oracle)
            here = [_found(facts, entry) for entry in entries if not entry["withoutTerritory"]]
            assert got == {
                "asOf": question.day.isoformat(),
                "totalCount": len(here),
                "edges": [{"node": one} for one in here],
                "withoutTerritory": [_found(facts, entry) for entry in entries if entry["withoutTerritory"]],
            }, question


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_offers_available_in_a_territory(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions = case
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        results = await answers(scratch, [question.ask_offers(rows) for question in questions], viewer)
        for one, got in zip(questions, results, strict=True):
            asked = one.axes, one.themes, one.audiences, one.kinds
            entries = oracle.training_offers(one.within, one.day, *asked, one.until)
            here = [_offered(entry) for entry in entries if not entry["withoutTerritory"]]
            assert got == {
                "asOf": one.day.isoformat(),
                "totalCount": len(here),
                "edges": [{"node": entry} for entry in here],
                "withoutTerritory": [_offered(entry) for entry in entries if entry["withoutTerritory"]],
            }, one


def _offered(entry: TrainingOffer) -> dict[str, Any]:
    return {
        "offer": {"id": entry["offer"]},
        "access": entry["access"],
        "offeredBy": [{"id": identifier} for identifier in entry["offeredBy"]],
        "qualifiedTrainersNear": [{"id": identifier} for identifier in entry["trainers"]],
    }


def _found(facts: Facts, entry: Mobilisable) -> dict[str, Any]:
    edges = facts.out("QUALIFIED_FOR", entry["trainer"])
    here = entry["mobilisedHere"]
    held = {edge.end: edge.properties if facts.sees(edge) else {} for edge in edges}
    return {
        "trainer": {"id": entry["trainer"]},
        "offers": [
            {
                "offer": {"id": offer},
                "access": access,
                "startsOn": _text(held[offer].get("startsOn")),
                "endsOn": _text(held[offer].get("endsOn")),
                "issuer": held[offer].get("issuer"),
            }
            for offer, access in entry["offers"]
        ],
        "mobilisedHere": {"axes": here["axes"], "since": here["since"].isoformat()} if here else None,
    }


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None
