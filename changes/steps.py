"""Versions of the stored model, and the steps that upgrade graphs and backups of earlier versions.

A change of the model increments `MODEL_VERSION`, and adds a step to `STEPS` if earlier data are to be kept. The number
never decreases, so that no old graph or backup is mistaken for a newer one.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from changes.former_needs import IDENTIFIED_BY, move_needs, name_withheld
from changes.former_projects import move_projects
from graph.client import Client
from graph.domain.counting import Durations

MODEL_VERSION = 9
"""The version of the stored model."""


def _same(line: str) -> str:
    return line


async def _nothing(*_: Client | Durations) -> None:
    pass


class Step(NamedTuple):
    """The step from one version of the model to the next; each part can be repeated, also after it was killed.

    Attributes:
        names: gives what is stored the present names, so that the present code can read it.
        values: stores what follows differently since; loads, which are done again, need no part in it.
        record: returns a line of an import's change set with the present names, so that the import can be undone.
        labels: the labels of nodes that kinds no longer have, the base first: a backup may hold them.
        types: the types of relationships that are gone (`FORMER_RELATIONSHIPS` of the model): likewise.
    """

    names: Callable[[Client], Awaitable[None]] = _nothing
    values: Callable[[Client, Durations], Awaitable[None]] = _nothing
    record: Callable[[str], str] = _same
    labels: Sequence[tuple[str, ...]] = ()
    types: Sequence[str] = ()


async def _move_needs_and_projects(client: Client, durations: Durations) -> None:
    await move_needs(client, durations)
    await move_projects(client, durations)


STEPS: dict[int, Step] = {7: Step(name_withheld, _move_needs_and_projects, types=[IDENTIFIED_BY]), 8: Step()}
"""The steps, each by the version that it begins from: nothing was released before the seventh.

The ninth version only adds: purposes and territories of grants, and the series of an import.
"""


def steps_from(model: int) -> list[Step] | None:
    """Return the steps from a version to the present one, in order; None if one is missing or the version is later."""
    versions = range(model, MODEL_VERSION)
    if model > MODEL_VERSION or any(version not in STEPS for version in versions):
        return None
    return [STEPS[version] for version in versions]


def of_another(what: str, model: int) -> str:
    """Return, for an officer, that something (« ce graphe ») is of another version of the model, and the remedy."""
    if model > MODEL_VERSION:
        remedy = "prenez un service plus récent"
    elif steps_from(model) is None:
        remedy = (
            "rien n’y amène ; exportez un classeur avec la version de Cinq Axes d’alors, lancez « cinqaxes load » "
            "sur une base vide, et importez-y ce classeur"
        )
    else:
        remedy = "sauvegardez-le, puis lancez « cinqaxes upgrade »"
    return f"{what} suit la version {model} du modèle, ce service la version {MODEL_VERSION} : {remedy}"
