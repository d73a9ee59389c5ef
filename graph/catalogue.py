"""The fixed statements, read once from the files of `graph/cypher/`.

The head of a file declares the purpose of its statement and its parameters; importing this module fails if a statement
uses other parameters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cypher"


class UndeclaredParameterError(ValueError):
    """A fixed statement uses a parameter that its head does not declare, or declares one that it does not use."""


@dataclass(frozen=True)
class FixedStatement:
    """The statement of a file: its name, its text and the names of its parameters."""

    name: str
    text: str
    parameters: frozenset[str]


def parse(name: str, content: str) -> FixedStatement:
    """Read a statement: first `//` lines, one of which is `// parameters: a, b` if there are parameters, then the text.

    Raises:
        UndeclaredParameterError: the head and the text name different parameters.
    """
    lines = content.splitlines()
    head = [line for line in lines if line.startswith("//")]
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    declared = next((line.split(":", 1)[1] for line in head if line.startswith("// parameters:")), "")
    names = frozenset(part.strip() for part in declared.split(",") if part.strip())
    used = frozenset(re.findall(r"\$(\w+)", text))
    if names != used:
        message = f"{name}.cypher declares {sorted(names)} and uses {sorted(used)}"
        raise UndeclaredParameterError(message)
    return FixedStatement(name, text, names)


def load(folder: Path = FOLDER) -> Mapping[str, FixedStatement]:
    """Read every statement of a folder; a statement's name is the stem of its file."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.cypher"))}


CATALOGUE = load()
