"""The pages for readers: their queries run unchanged and give the answers shown, and their links are valid."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.api_session import ApiSession

FRONT = ("README.md", "LISEZMOI.md")
EXAMPLES = "docs/examples.md"
COMMANDS = ["run", "test"]
EXAMPLE = re.compile(r"```graphql\n(.*?)```\n(?:\n*```json\n(.*?)```)?", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


class Example(NamedTuple):
    """A query on a page, and the answer that directly follows it, or an empty text."""

    question: str
    answer: str


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def examples(text: str) -> list[Example]:
    return [Example(*found) for found in EXAMPLE.findall(text)]


def pages(repository: Path) -> dict[str, str]:
    """Return every page at the top and in `docs/`, by its path."""
    paths = sorted([*repository.glob("*.md"), *(repository / "docs").glob("**/*.md")])
    return {path.relative_to(repository).as_posix(): path.read_text("utf-8") for path in paths}


def verbs(repository: Path) -> set[str]:
    """Return the targets of the Makefile that have a line of help."""
    return set(re.findall(r"^([a-z0-9-]+):.*## ", (repository / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", [*FRONT, EXAMPLES])
async def test_every_query_on_a_page_is_answered_as_shown(national: ApiSession, repository: Path, name: str) -> None:
    text = (repository / name).read_text("utf-8")
    shown_examples = examples(text)
    assert [example.question for example in shown_examples] == blocks(text, "graphql")
    assert [example.answer for example in shown_examples if example.answer] == blocks(text, "json")
    for question, shown in shown_examples:
        answer = await national.data(question)
        assert all(answer.values()), question
        if shown:
            assert answer == json.loads(shown)


def test_each_page_has_the_expected_queries(repository: Path) -> None:
    texts = pages(repository)
    one, other = (examples(texts[name]) for name in FRONT)
    assert len(one) == 1
    assert one == other
    assert len(examples(texts[EXAMPLES])) == 6
    assert all(page[0].answer for page in (one, examples(texts[EXAMPLES])))


def test_both_front_pages_give_the_two_commands(repository: Path) -> None:
    for name in FRONT:
        commands = "\n".join(blocks((repository / name).read_text("utf-8"), "sh"))
        assert re.findall(r"^make ([a-z0-9-]+)", commands, re.MULTILINE) == COMMANDS, name
    assert set(COMMANDS) <= verbs(repository)


def test_every_make_verb_on_a_page_exists(repository: Path) -> None:
    for name, text in pages(repository).items():
        code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *blocks(text, "sh")])
        assert set(re.findall(r"^make ([a-z][a-z0-9-]*)", code, re.MULTILINE)) <= verbs(repository), name


def test_the_guide_for_contributors_names_every_verb(repository: Path) -> None:
    text = (repository / "CONTRIBUTING.md").read_text("utf-8")
    assert [verb for verb in sorted(verbs(repository)) if f"`make {verb}" not in text] == []


def test_every_relative_link_points_to_a_file(repository: Path) -> None:
    broken = [
        f"{name}: {target}"
        for name, text in pages(repository).items()
        for target in LINK.findall(text)
        if "://" not in target and not target.startswith("#")
        if not (repository / name).parent.joinpath(target.partition("#")[0]).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/operations.md", "docs/exploitation.md"])
def test_every_test_that_a_page_refers_to_exists(repository: Path, name: str) -> None:
    named = re.findall(r"`(tests/[\w./]+)`", (repository / name).read_text("utf-8"))
    assert named
    assert [path for path in named if not (repository / path).exists()] == []
