"""Warnings about engagements of a file that will not count in the matrix, or not for long."""

from collections.abc import Iterator, Mapping
from typing import cast

from changes.changeset import Facts
from changes.rows import EdgeKey
from graph.vocabulary import CARRYING_ROLES, EngagementStatus, Role

Edges = Mapping[EdgeKey, Facts]
OPEN_KINDS = frozenset({"PlanAction", "Commitment"})
"""The kinds that stay open without a last day."""


def uncounted(kind: str, facts: Facts, edges: Mapping[str, Edges]) -> Iterator[tuple[str, str]]:
    """Yield the column and the warning of each reason for which an engagement will not count, or not for long."""
    if not _is_counted(kind, edges.get("actors", {})):
        yield "actors", _nobody_counts(kind)
    if not any(edge.get("confirmedOn") for edge in edges.get("sources", {}).values()):
        yield (
            "sources",
            "aucune source ne donne de jour : ne sera pas pris en compte ; attendu : « Source (15/03/2026) »",
        )
    if facts.get("endsOn") is None and facts.get("status") != EngagementStatus.PLANNED:
        if kind in OPEN_KINDS:
            yield "endsOn", "sans date de fin : prise en compte tant qu'une source la confirme"
        elif kind == "TrainingSession":
            yield "endsOn", "sans date de fin : la session est tenue pour finie le jour où elle commence"
    if kind == "TerritorialPlan" and facts.get("signedOn") is None and not facts.get("signedDayUnknown"):
        yield "signedOn", "le plan n'est pas signé : il annonce des axes et ne compte sur aucun"


def _is_counted(kind: str, actors: Edges) -> bool:
    """Return whether an actor holds a role that counts."""
    counted = {*CARRYING_ROLES, *([Role.COMMISSIONER] if kind == "Diagnostic" else [])}
    return any(counted.intersection(cast("list[str]", edge.get("roles") or [])) for edge in actors.values())


def _nobody_counts(kind: str) -> str:
    if kind == "Diagnostic":
        return "personne ne le porte ni ne le commande : seule sa remise comptera, sur l'axe 1, sans acteur"
    return "personne n'y tient un rôle qui compte (porteur, partenaire, formateur…) : ne sera pas pris en compte"
