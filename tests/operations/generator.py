"""A sequence of random valid operations, reproduced by one integer.

Each operation depends only on the seed and its position, so any of them can be drawn again. Some repeat the document
before them, with other variables or another viewer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any

from graphql import GraphQLSchema

from graph.rights import EVERYTHING, VISITOR, Viewer
from tests.operations.drawing import Drawing, Facts
from tests.operations.known import Known
from tests.operations.parts import Part, block, fragments, variables

SIZES = (6, 12, 20, 30, 45)
"""The approximate numbers of fields of an operation."""
DEPTHS = (1, 2, 2, 3, 3, 4)
REPEAT_PROBABILITY = 0.1
MOST = 4
VIEWERS = (VISITOR, VISITOR, EVERYTHING)


@dataclass(frozen=True)
class Operation:
    """An operation as a client sends it: the document, the operation's name, the variables, and the viewer."""

    text: str
    name: str | None
    variables: dict[str, Any]
    viewer: Viewer


def operations(schema: GraphQLSchema, known: Known, seed: int) -> Iterator[Operation]:
    """Yield operations without end."""
    facts = Facts(schema)
    for place in count():
        yield _at(facts, known, seed, place)


def _at(facts: Facts, known: Known, seed: int, place: int) -> Operation:
    random = Random(f"{seed}/{place}")  # noqa: S311 - for tests
    if place > 0 and random.random() < REPEAT_PROBABILITY:
        return _repeated(_at(facts, known, seed, place - 1), random)
    return _drawn(facts, known, random)


def _repeated(operation: Operation, random: Random) -> Operation:
    """Return the same document with other variables: some with defaults are left out, and values are changed."""
    sent = {
        name: _changed(value)
        for name, value in operation.variables.items()
        if random.random() < 0.7 or not re.search(rf"\${name}: [^=$)]+ = ", operation.text)
    }
    return replace(operation, variables=sent, viewer=random.choice(VIEWERS))


def _changed(value: Any) -> Any:
    """Return another value of the same type for Booleans and small integers, else the same value."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) and 0 < value < MOST else value


def _drawn(facts: Facts, known: Known, random: Random) -> Operation:
    drawing = Drawing(facts, known, random)
    several = random.random() < 0.12
    sizes = SIZES[:2] if several else SIZES
    amount = random.choice((2, 3)) if several else 1
    selections = [drawing.roots(random.choice(sizes), random.choice(DEPTHS)) for _ in range(amount)]
    names = [f"Question{place}" for place in range(amount)] if several or random.random() < 0.4 else [""]
    spread = {name: one for parts in selections for name, one in fragments(parts).items()}
    texts = [_operation(random, name, parts) for name, parts in zip(names, selections, strict=True)]
    texts += [one.text() for one in spread.values()]
    if random.random() < 0.2:
        random.shuffle(texts)
    chosen = random.randrange(amount)
    sent = {one.name: one.value for one in variables(selections[chosen]).values() if one.given}
    named = several or (bool(names[0]) and random.random() < 0.5)
    return Operation("\n".join(texts), names[chosen] if named else None, sent, random.choice(VIEWERS))


def _operation(random: Random, name: str, parts: Sequence[Part]) -> str:
    declared = ", ".join(one.declaration() for one in variables(parts).values())
    if not name and not declared and random.random() < 0.7:
        return block(parts)
    return f"query {name}".strip() + (f"({declared}) " if declared else " ") + block(parts)
