"""Golden questions: the query, the statements sent to the database, and the answer.

Rule: a question is three files with one stem. `.graphql` is written by hand: its first comment lines say the question
in French, then `# statements: 2` and where needed `# variables: {…}`, `# view: everything`, `# scan allowed: why`.
`.cypher` and `.json` are written by `tests.questions.regenerate`, and reviewed before they are committed.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph.access import Access
from graph.client import Client, Usage
from graph.rights import View, Viewer
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession

FOLDER = Path(__file__).parent
SHOWN = 6


@dataclass(frozen=True)
class Question:
    """A question from its `.graphql` file."""

    path: Path
    text: str
    statements: int
    variables: Mapping[str, Any]
    viewer: Viewer
    scan_allowed: str

    @property
    def stem(self) -> str:
        """The name that its three files share."""
        return self.path.stem

    def stored(self, suffix: str) -> str:
        """Return the stored statements (`.cypher`) or answer (`.json`)."""
        return self.path.with_suffix(suffix).read_text("utf-8")


def parse(path: Path) -> Question:
    """Read a question; ValueError if its head does not give the question in French and its number of statements."""
    text = path.read_text("utf-8")
    head = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    parts = (line.partition(": ") for line in head)
    fields = {name: value for name, colon, value in parts if colon and name in HEAD_FIELDS}
    if "statements" not in fields or not head[0].endswith((" ?", ".", " ;")):
        message = f"{path.name}: the head must give the question in French, then `# statements: <number>`"
        raise ValueError(message)
    return Question(
        path,
        text,
        int(fields["statements"]),
        json.loads(fields.get("variables", "{}")),
        Viewer(View(fields.get("view", "visitor"))),
        fields.get("scan allowed", ""),
    )


HEAD_FIELDS = frozenset({"statements", "variables", "view", "scan allowed"})


def questions() -> list[Question]:
    """Return every question, by name."""
    return [parse(path) for path in sorted(FOLDER.glob("*.graphql"))]


class RecordingClient(Client):
    """A client that records its statements, root field by root field: each is answered in its own task."""

    def __init__(self, access: Access) -> None:
        super().__init__(access, timeout_seconds=60.0)
        self.sent: dict[asyncio.Task[Any] | None, list[Statement]] = {}

    async def records(self, statement: Statement, usage: Usage | None = None) -> list[list[Any]]:
        """Record the statement, then send it."""
        self.sent.setdefault(asyncio.current_task(), []).append(statement)
        return await super().records(statement, usage)


@dataclass(frozen=True)
class Asking:
    """The result of a question: the answer, the statements of each root field in order, and their number."""

    data: Mapping[str, Any]
    by_root: list[list[Statement]]
    counted: int

    @property
    def statements(self) -> list[Statement]:
        """All statements, root field by root field."""
        return [statement for sent in self.by_root for statement in sent]


async def ask(session: ApiSession, client: RecordingClient, question: Question) -> Asking:
    """Ask a question, with the snapshot already loaded."""
    await session.store.current()
    client.sent.clear()
    answer = await session.ask(question.text, question.variables, question.viewer)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return Asking(answer.data, list(client.sent.values()), answer.usage.statements)


def cypher(statements: list[Statement]) -> str:
    """Return the statements as stored: each with its number and parameters, long lists shortened."""
    parts = []
    for number, statement in enumerate(statements, 1):
        parameters = json.dumps(_shown(dict(statement.parameters)), ensure_ascii=False)
        parts.append(f"// statement {number} of {len(statements)}\n// parameters: {parameters}\n{statement.text}\n")
    return "\n".join(parts)


def answer(data: Mapping[str, Any]) -> str:
    """Return the data as stored."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value.isoformat() if isinstance(value, date) else value
    if len(value) <= SHOWN or not all(isinstance(item, str) for item in value):
        return [_shown(item) for item in value]
    digest = hashlib.sha256("\n".join(value).encode()).hexdigest()[:12]
    return [*value[:SHOWN], f"… {len(value) - SHOWN} more, sha256 of all {digest}"]


def operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the operators of a plan of Neo4j, from the last to run to the first."""
    yield plan
    for child in plan.get("children", []):
        yield from operators(child)
