"""Writing: a change set and what the graph keeps of its origin, in one transaction or not at all.

Every use case that changes facts comes here: an import, its undo, the forgetting of a person.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from changes.changeset import Changes, NotPossibleError
from changes.statements import StaleError, writing_of
from graph.client import Client, GraphChangedError, Progress
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement


class Origin(ABC):
    """The origin of changes: who makes them, why and when, as far as the graph is to keep it.

    Whoever hands changes over defines the sort of its origin. `meanwhile` says in French during what nobody else may
    have written: « pendant l’import ».
    """

    meanwhile: ClassVar[str]

    @abstractmethod
    def records(self, changes: Changes) -> Iterable[Statement]:
        """Return the statements that keep it; `changes` are written first, and whole, with what follows from them."""


class ChangedError(NotPossibleError):
    """The graph is no longer the one from which changes were computed, and nothing is written.

    `differences` are the keys of what differs, `(id,)` of a node or that of a relationship; none where only its version
    moved.
    """

    def __init__(self, meanwhile: str, differences: Sequence[tuple[str, ...]] = ()) -> None:
        super().__init__(f"le graphe a changé {meanwhile}, rien n’a été écrit ; relancez la commande")
        self.differences = differences


async def write(
    client: Client,
    changes: Changes,
    origin: Origin,
    since: int,
    durations: Durations,
    progress: Progress = lambda *_: None,
) -> None:
    """Write a change set with its origin, all or nothing; it was computed from the graph at the version `since`.

    Raises:
        ChangedError: the graph moved meanwhile, or no longer holds the facts before the changes.
    """
    try:
        writing = await writing_of(client, changes, durations)
        statements = [*writing.statements, *origin.records(writing.changes)]
        await client.write(statements, since=since, progress=progress)
    except StaleError as error:
        raise ChangedError(origin.meanwhile, error.differences) from error
    except GraphChangedError as error:
        raise ChangedError(origin.meanwhile) from error
