"""The question: what decides which engagements count, besides the territory, the axis and the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.vocabulary import CARRYING_ROLES, Axis, Role
from resolvers.snapshot.model import AXES, Snapshot, role_mask, word_mask

CARRYING = role_mask(CARRYING_ROLES)
COMMISSIONING = role_mask([Role.COMMISSIONER])
"""The role that also counts in a diagnostic: its commissioner is mobilised on the axes of the diagnostic."""
KNOWLEDGE = AXES.index(Axis.KNOWLEDGE)


@dataclass(frozen=True)
class Question:
    """The bits of the roles, criteria, themes and audiences that count.

    With `roles` None the carrying roles count and, in a diagnostic, its commissioner; for the other fields, None
    filters nothing.
    """

    roles: int | None = None
    criteria: int | None = None
    themes: int | None = None
    audiences: int | None = None

    def passes(self, snapshot: Snapshot, engagement: int) -> bool:
        """Return whether an engagement has one of the criteria, one of the themes and one of the audiences."""
        e = snapshot.engagements
        return (
            (self.criteria is None or bool(e.criteria[engagement] & self.criteria))
            and (self.themes is None or bool(e.themes[engagement] & self.themes))
            and (self.audiences is None or bool(e.audiences[engagement] & self.audiences))
        )

    def roles_in(self, snapshot: Snapshot, engagement: int) -> int:
        """Return the bits of the roles that count in an engagement."""
        if self.roles is not None:
            return self.roles
        return CARRYING | COMMISSIONING if snapshot.engagements.diagnostics[engagement] else CARRYING

    def counted(self, snapshot: Snapshot, engagement: int) -> list[tuple[int, int]]:
        """Return the actors that count in an engagement, each with the bits of the roles that count."""
        roles = self.roles_in(snapshot, engagement)
        return [(actor, mask & roles) for actor, mask in snapshot.engagements.actors[engagement] if mask & roles]

    def counts(self, snapshot: Snapshot, engagement: int) -> bool:
        """Return whether an engagement passes the filters and somebody counts in it."""
        roles = self.roles_in(snapshot, engagement)
        somebody = any(mask & roles for _, mask in snapshot.engagements.actors[engagement])
        return somebody and self.passes(snapshot, engagement)

    def counts_on(self, snapshot: Snapshot, engagement: int, axis: int, day: int) -> bool:
        """Return whether an engagement counts on an axis, because of its actors or without any (`counts_alone`)."""
        return self.counts(snapshot, engagement) or self.counts_alone(snapshot, engagement, axis, day)

    def counts_alone(self, snapshot: Snapshot, engagement: int, axis: int, day: int) -> bool:
        """Return whether an engagement counts even if nobody carries it: a diagnostic delivered by a day, on axis 1."""
        if self.roles is not None or axis != KNOWLEDGE or not snapshot.engagements.diagnostics[engagement]:
            return False
        return snapshot.engagements.is_complete(engagement, day) and self.passes(snapshot, engagement)


def question_of(arguments: Mapping[str, Any]) -> Question:
    """Return the question that a field's arguments ask."""
    roles = arguments.get("roles")
    words = (arguments.get(name) for name in ("criteria", "themes", "audiences"))
    return Question(
        None if roles is None else role_mask(roles), *(None if some is None else word_mask(some) for some in words)
    )


def axis_indexes(axes: Sequence[str] | None) -> list[int]:
    """Return the indexes of these axes, in order; all five if none are given."""
    return [i for i, axis in enumerate(AXES) if axes is None or axis in axes]
