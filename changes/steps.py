"""Versions of the stored model, and the steps that upgrade graphs and backups of earlier versions.

A change of the model increments `MODEL_VERSION`, and adds a step to `STEPS` if earlier data are to be kept. The number
never decreases, so that no old graph or backup is mistaken for a newer one.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from graph.client import Client
from graph.domain.counting import Durations

MODEL_VERSION = 9
"""The version of the stored model."""


async def _nothing(*_: Client | Durations) -> None:
    pass


class Step(NamedTuple):
    """The step from one version of the model to the next; each part can be repeated, even after a killed run.

    Attributes:
        names: renames stored labels and properties, so that the present code can read them.
        values: stores the derived values that the new version computes differently, except those of loads, which are
            repeated.
        record: returns a line of an import's change set with the present names, so that the import can be undone.
        labels: the former label sets of nodes that a backup may still contain, the base label first.
    """

    names: Callable[[Client], Awaitable[None]] = _nothing
    values: Callable[[Client, Durations], Awaitable[None]] = _nothing
    record: Callable[[str], str] = lambda line: line
    labels: Sequence[tuple[str, ...]] = ()


STEPS: dict[int, Step] = {}
"""The steps, each under the version of the model that it upgrades.

There are none yet: 0.1.0 is the first release, and its model is version 9. The next change of the model brings its own
step, for the graph, the records of imports and backups.
"""


def steps_from(model: int) -> list[Step] | None:
    """Return the steps from a version to the present one, in order; None if one is missing or the version is later."""
    versions = range(model, MODEL_VERSION)
    if model > MODEL_VERSION or any(version not in STEPS for version in versions):
        return None
    return [STEPS[version] for version in versions]


def other_version_message(subject: str, model: int) -> str:
    """Return the French message that something (« ce graphe ») has another version of the model, with the remedy."""
    if model > MODEL_VERSION:
        remedy = "prenez un service plus récent"
    elif steps_from(model) is None:
        remedy = (
            "rien n’y amène ; exportez un classeur avec la version de Cinq Axes d’alors, lancez « cinqaxes load » "
            "sur une base vide, et importez-y ce classeur"
        )
    else:
        remedy = "sauvegardez-le, puis lancez « cinqaxes upgrade »"
    return f"{subject} suit la version {model} du modèle, ce service la version {MODEL_VERSION} : {remedy}"
