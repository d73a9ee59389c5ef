"""Warnings about engagements of a file that will not count in the matrix, not for long, or on every axis."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.findings import Doubt, Gravity
from exchange.lookup.gazetteer import GazetteerEntry
from graph.vocabulary import CARRYING_ROLES, Axis, EngagementStatus, Role

Edges = Mapping[EdgeKey, Facts]
EVERY_AXIS = len(Axis)
OPEN_KINDS = frozenset({"Action", "Commitment"})
"""The kinds that stay open without a last day."""


def uncounted(
    kind: str, facts: Facts, edges: Mapping[str, Edges], territories: Mapping[str, GazetteerEntry]
) -> Iterator[Doubt]:
    """Yield each reason for which an engagement will not count, or not for long."""
    for column in ("territories", "cityContract"):
        ends = (territories.get(end) for _, _, end in edges.get(column, {}))
        for entry in ends:
            if entry and not _overlaps(entry, facts):
                yield Doubt(column, _out_of_force(entry), Gravity.COSTS_A_FIGURE)
    if not _is_counted(kind, edges.get("actors", {})):
        yield Doubt("actors", _nobody_counts(kind), Gravity.COSTS_A_FIGURE)
    if not any(edge.get("confirmedOn") for edge in edges.get("sources", {}).values()):
        message = "aucune source ne donne de jour : ne sera pas pris en compte ; attendu : « Source (15/03/2026) »"
        yield Doubt("sources", message, Gravity.COSTS_A_FIGURE)
    if facts.get("endsOn") is None and facts.get("status") != EngagementStatus.PLANNED:
        if kind in OPEN_KINDS:
            yield Doubt("endsOn", "sans date de fin : prise en compte tant qu’une source la confirme", Gravity.TO_KNOW)
        elif kind == "TrainingSession":
            message = "sans date de fin : la session est tenue pour finie le jour où elle commence"
            yield Doubt("endsOn", message, Gravity.TO_KNOW)
    if kind == "TerritorialPlan" and facts.get("signedOn") is None and not facts.get("signedDayUnknown"):
        message = "le plan n’est pas signé : il annonce des axes et ne compte sur aucun"
        yield Doubt("signedOn", message, Gravity.COSTS_A_FIGURE)


def on_every_axis(edges: Mapping[str, Edges]) -> Iterator[Doubt]:
    """Yield the axes of an engagement that would count on all of them."""
    if len(edges.get("axes", {})) == EVERY_AXIS:
        message = "la fait compter sur tous les axes à la fois ; gardez ceux dont elle relève vraiment"
        yield Doubt("axes", message, Gravity.COSTS_A_FIGURE)


def _overlaps(entry: GazetteerEntry, facts: Facts) -> bool:
    """Return whether a territory is in force on a day of an engagement; without a first day it is not asked."""
    first, last = facts.get("startsOn"), facts.get("endsOn")
    return not isinstance(first, date) or entry.is_in_force(first, last if isinstance(last, date) else date.max)


def _out_of_force(entry: GazetteerEntry) -> str:
    term = f"{entry.starts_on:%d/%m/%Y} – {entry.ends_on:%d/%m/%Y}"
    return f"« {entry.label} » n’est pas en vigueur aux dates de la ligne ({term})"


def _is_counted(kind: str, actors: Edges) -> bool:
    """Return whether an actor holds a role that counts."""
    counted = {*CARRYING_ROLES, *([Role.COMMISSIONER] if kind == "Diagnostic" else [])}
    return any(counted.intersection(cast("list[str]", edge.get("roles") or [])) for edge in actors.values())


def _nobody_counts(kind: str) -> str:
    if kind == "Diagnostic":
        return "personne ne le porte ni ne le commande : seule sa remise comptera, sur l’axe 1, sans acteur"
    return "personne n’y tient un rôle qui compte (porteur, partenaire, formateur…) : ne sera pas pris en compte"
