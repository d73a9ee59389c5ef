"""Writes a change set and the record of its origin in one transaction, or nothing at all.

Every use case that changes facts comes here: an import, its undo, the forgetting of a person.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from changes.changeset import Changes, NotPossibleError
from changes.statements import StaleError, writing_of
from graph.client import Client, GraphChangedError, Progress
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement


@dataclass(frozen=True)
class Origin:
    """The origin of changes: their author, reason and time, as far as the graph records them.

    `meanwhile` is a French phrase for the operation during which nobody else may write: « pendant l’import ». `records`
    takes the changes, with derived relationships, and returns the statements that record the origin.
    """

    meanwhile: str
    records: Callable[[Changes], Iterable[Statement]]


class ChangedError(NotPossibleError):
    """The graph is no longer the one from which changes were computed, and nothing is written.

    `differences` are the keys of the facts that differ: `(id,)` for a node, or the key of a relationship. They are
    empty if only the version of the graph changed.
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
    """Write a change set with its origin, all or nothing; `since` is the graph version from which it was computed.

    Raises:
        ChangedError: the graph has changed since that version, or no longer contains the facts before the changes.
    """
    try:
        writing = await writing_of(client, changes, durations)
        statements = [*writing.statements, *origin.records(writing.changes)]
        await client.write(statements, since=since, progress=progress)
    except StaleError as error:
        raise ChangedError(origin.meanwhile, error.differences) from error
    except GraphChangedError as error:
        raise ChangedError(origin.meanwhile) from error
