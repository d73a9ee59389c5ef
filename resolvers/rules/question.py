"""The question: what decides which engagements count, beside the ground, the axis and the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resolvers.snapshot.model import AXES, Snapshot, criterion_mask, role_mask


@dataclass(frozen=True)
class Question:
    """Bits of the roles and of the criteria that count; criteria that are None filter nothing."""

    roles: int
    criteria: int | None = None

    def counts(self, snapshot: Snapshot, engagement: int) -> bool:
        """Return whether an engagement has an actor that counts, and is on one of the criteria."""
        engagements = snapshot.engagements
        if self.criteria is not None and not engagements.criteria[engagement] & self.criteria:
            return False
        return any(mask & self.roles for _, mask in engagements.actors[engagement])


def question_of(arguments: Mapping[str, Any]) -> Question:
    """Return the question that a field's arguments ask: the carrying roles unless `roles` are given."""
    criteria = arguments.get("criteria")
    return Question(role_mask(arguments.get("roles")), None if criteria is None else criterion_mask(criteria))


def axis_places(axes: Sequence[str] | None) -> list[int]:
    """Return the places of these axes, in order; all five when none are given."""
    return [i for i, axis in enumerate(AXES) if axes is None or axis in axes]
