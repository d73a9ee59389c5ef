"""The proof that all servers answer the same, without which nothing is measured.

Rule: every question is put to every server in every way it can be asked, with all its values; all that differs is
reported at once. A question that nobody answers with anything, whatever the values, proves nothing and is refused.
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
    """Servers answer a question differently; the message says which, and how."""


@dataclass
class FirstAnswer:
    """A question put to a server in one way for the first time: how, and the answer's milliseconds and size in bytes.

    `data` are what was answered, None where it was refused; `problem` says how.
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
    def who(self) -> str:
        """The server and the way of asking it."""
        return f"{self.server.name} {self.way}".strip()

    def common(self) -> Any:
        """Return what was answered in the form that can be compared."""
        return self.server.common(self.question, self.data)


def first_answers(questions: Sequence[Question], servers: Sequence[Server]) -> list[list[FirstAnswer]]:
    """Return what every server answers to every question with each of its values, in every way."""
    return [
        [_asked(case, server, way, target) for server in servers for way, target in server.targets(case).items()]
        for question in questions
        for case in question.cases()
    ]


def problems(asked: Sequence[Sequence[FirstAnswer]]) -> list[str]:
    """Return a line for each question and value whose answers differ or are refused, and for those never answered."""
    faults: list[str] = []
    answered: defaultdict[str, bool] = defaultdict(bool)
    for every in asked:
        question = every[0].question
        case = f"{question.name} {dict(question.variables)}"
        refused = [f"{case}: {one.who}: {one.problem}" for one in every if one.problem]
        answers = {} if refused else {one.who: one.common() for one in every}
        answered[question.name] |= any(map(_holds_something, answers.values()))
        differing = difference(answers) if answers else None
        faults += refused + ([f"{case}: {differing}"] if differing else [])
    return faults + [f"{name}: no answer holds anything" for name, holds in answered.items() if not holds]


def proved(questions: Sequence[Question], servers: Sequence[Server]) -> dict[str, list[FirstAnswer]]:
    """Return the first answers to each question with the values that are timed.

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


def _holds_something(answer: Any) -> bool:
    if isinstance(answer, (dict, list, tuple)):
        return any(map(_holds_something, answer.values() if isinstance(answer, dict) else answer))
    return bool(answer)
