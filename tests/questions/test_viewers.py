"""Caches filled by one viewer change no answer to another: viewers ask in turn, on a warm service and on fresh ones.

Rule: every golden question, and some about persons who may be hidden, by each viewer; a fresh service has no plans, no
totals, and no results cached on the snapshot.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from graph.rights import Viewer
from resolvers.snapshot.caches import CachesByThread
from tests.api_session import VIEWERS, ApiSession
from tests.questions.golden import questions

ABOUT_PERSONS: Mapping[str, Mapping[str, Any]] = {
    "query($text: String!) { search(text: $text) { totalCount totalByKind { kind count } nodes { id label } } }": {
        "text": "Loïc Fictif"
    },
    "query($text: String!) { trainers(where: {name: {contains: $text}}) { totalCount } }": {"text": "Loïc"},
    """{ trainers(first: 50) {
      totalCount
      facets(by: [AUDIENCES]) { values { value count } }
      nodes { id label name contact audiences affiliations { node { id } } qualifications { totalCount } }
    } }""": {},
    '{ mobilised(within: {id: "country:FR"}, first: 50) { totalCount edges { node { actor { id label } } } } }': {},
    "{ trainingSessions(first: 50) { nodes { id trainedCount trainedCountWithheld } } }": {},
}
"""The answers to the first three differ between viewers: « Loïc Fictif » did not agree to be listed."""


def fresh(session: ApiSession) -> ApiSession:
    """Return a service on the same database and snapshot with empty caches."""
    made = ApiSession(session.client, today=session.today)
    made.store.take(session.store)
    assert made.store.latest
    made.store.latest = replace(made.store.latest, caches_by_thread=CachesByThread())
    return made


async def answered(session: ApiSession, text: str, variables: Mapping[str, Any], viewer: Viewer) -> bytes:
    answer = await session.ask(text, variables, viewer)
    return orjson.dumps([answer.data, answer.errors])


async def test_viewers_in_turn_are_answered_as_each_alone(national: ApiSession) -> None:
    await national.store.current()
    asked = {**{question.text: question.variables for question in questions()}, **ABOUT_PERSONS}
    alone = {
        (text, viewer): await answered(fresh(national), text, variables, viewer)
        for text, variables in asked.items()
        for viewer in VIEWERS
    }
    visitor, everything = VIEWERS
    assert all(alone[text, visitor] != alone[text, everything] for text in list(ABOUT_PERSONS)[:3])
    for first, second in ((visitor, everything), (everything, visitor)):
        warm = fresh(national)
        for text, variables in asked.items():
            for viewer in (first, second, first):
                assert await answered(warm, text, variables, viewer) == alone[text, viewer], (viewer, text)
