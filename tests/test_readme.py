"""The README's questions run as they stand, and its answer is the service's."""

import json
import re
from pathlib import Path

from tests.asking import Asker


async def test_questions_of_the_readme_are_answered(national: Asker, repository: Path) -> None:
    text = (repository / "README.md").read_text("utf-8")
    questions = re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)
    assert len(questions) == 6
    answers = [await national.data(question) for question in questions]
    (shown,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert answers[0] == json.loads(shown)
    assert all(value for answer in answers for value in answer.values())


def test_readme_names_every_verb(repository: Path) -> None:
    verbs = re.findall(r"^([a-z0-9-]+):.*## ", (repository / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"run", "test", "check", "test-neo4j", "bench", "help"} <= set(verbs)
    text = (repository / "README.md").read_text("utf-8")
    assert all(f"{verb}" in text for verb in ("make run", "make test", "make help", "test-neo4j", "check", "bench"))
