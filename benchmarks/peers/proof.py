"""The proof that all servers give the same answers, without which nothing is measured.

Every query is sent to every server in every way and with all its values; all differences are reported at once. A query
whose answers are all empty proves nothing and is refused.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from benchmarks.peers.equality import difference
from benchmarks.peers.questions import Question
from benchmarks.peers.servers import Server, ServerError, Target, ask


class UnequalError(Exception):
    """Servers answer a query differently; the message says which, and how."""


@dataclass
class FirstAnswer:
    """The first answer of a server to a query sent in one way: its milliseconds and its bytes.

    `data` is the answer, or None if it was refused; `problem` says why.
    """

    question: Question
    server: Server
    way: str
    target: Target
    milliseconds: float = 0.0
    size: int = 0
    data: Any = None
    problem: str = ""

    @property
    def sender(self) -> str:
        """The server and the way of sending the query."""
        return f"{self.server.name} {self.way}".strip()

    def common(self) -> Any:
        """Return the answer in comparable form."""
        return self.server.common(self.question, self.data)


def first_answers(questions: Sequence[Question], servers: Sequence[Server]) -> list[list[FirstAnswer]]:
    """Return the answers of every server to every query with each of its values, in every way."""
    return [
        [_asked(case, server, way, target) for server in servers for way, target in server.targets(case).items()]
        for question in questions
        for case in question.cases()
    ]


def problems(asked: Sequence[Sequence[FirstAnswer]]) -> list[str]:
    """Return a line for each query whose answers differ or are refused, and for each whose answers are all empty."""
    faults: list[str] = []
    answered: defaultdict[str, bool] = defaultdict(bool)
    for every in asked:
        question = every[0].question
        case = f"{question.name} {dict(question.variables)}"
        refused = [f"{case}: {one.sender}: {one.problem}" for one in every if one.problem]
        answers = {} if refused else {one.sender: one.common() for one in every}
        answered[question.name] |= any(map(_is_not_empty, answers.values()))
        differing = difference(answers) if answers else None
        faults += refused + ([f"{case}: {differing}"] if differing else [])
    return faults + [f"{name}: every answer is empty" for name, is_answered in answered.items() if not is_answered]


def proved(questions: Sequence[Question], servers: Sequence[Server]) -> dict[str, list[FirstAnswer]]:
    """Return the first answers to each query with the timed values.

    Raises:
        UnequalError: answers differ, are refused, or are all empty.
    """
    asked = first_answers(questions, servers)
    if faults := problems(asked):
        raise UnequalError("\n".join(faults))
    return {every[0].question.name: every for every in reversed(asked)}


def _asked(case: Question, server: Server, way: str, target: Target) -> FirstAnswer:
    try:
        taken, body = ask(target)
    except (OSError, ServerError) as error:
        return FirstAnswer(case, server, way, target, problem=str(error))
    return FirstAnswer(case, server, way, target, taken, len(body), orjson.loads(body)["data"])


def _is_not_empty(answer: Any) -> bool:
    if isinstance(answer, (dict, list, tuple)):
        return any(map(_is_not_empty, answer.values() if isinstance(answer, dict) else answer))
    return bool(answer)
