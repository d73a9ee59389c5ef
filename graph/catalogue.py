"""The fixed statements, read from `graph/cypher/` once.

Rule: a statement declares in its head what it is for and which parameters it takes; one that uses others is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cypher"


class UndeclaredParameterError(ValueError):
    """A fixed statement uses a parameter that it does not declare, or declares one it does not use."""


@dataclass(frozen=True)
class FixedStatement:
    """A statement in a file: its text and the names of its parameters."""

    name: str
    text: str
    parameters: frozenset[str]


def parse(name: str, content: str) -> FixedStatement:
    """Read a statement: `//` lines first, one of them `// parameters: a, b` (or none), then the text."""
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
    """Read every statement of a folder, by name."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.cypher"))}


CATALOGUE = load()
