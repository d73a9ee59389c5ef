"""The independent oracle: the expected answers of the service, by loops over the rows.

Rule: written to be compared with the rules of counting, not for speed; it shares no code with the product but the
vocabulary, the model's declarations and the rows.
"""

from collections.abc import Collection, Iterable
from datetime import date

from changes.rows import GraphRows
from graph.vocabulary import Audience, Axis, Criterion, OfferKind, PlanStage, Reach, Role, TerritoryKind, Theme
from tests.oracle import counting, coverage, filters, mobilisable, mobilised, stages, summary, territories, walks
from tests.oracle.counting import Filters
from tests.oracle.facts import Facts
from tests.oracle.mobilisable import TrainingOffer


class Oracle:
    """Answers for some rows.

    Args of its questions: `None` is an omitted argument (all axes, the roles that count, no criteria, the whole
    country); an empty list is a filter that nothing passes. Days are inclusive.
    """

    def __init__(self, rows: GraphRows, *, anonymous: bool = False) -> None:
        """Take the rows; `anonymous` orders and filters persons as a visitor sees them."""
        self._facts = Facts(rows, anonymous=anonymous)

    def counts(self, engagement_id: str) -> tuple[date | None, date | None]:
        """Return countsFrom and countsUntil; two None when it never counts."""
        return counting.counts(self._facts, engagement_id)

    def confirmed(self, engagement_id: str, day: date) -> bool:
        """Return whether an engagement is still confirmed on the day."""
        return counting.confirmed(self._facts, engagement_id, day)

    def reach(self, engagement_id: str, row_id: str, day: date | None = None) -> tuple[Reach, bool] | None:
        """Return how an engagement reaches a row, whoever counts in it, and whether only by succession.

        A succession reaches a contract on days it is in force; without a day, on any.
        """
        return territories.reach(self._facts, engagement_id, row_id, day)

    def cell(
        self,
        row_id: str,
        axis: Axis,
        day: date,
        roles: Collection[Role] | None = None,
        criteria: Collection[Criterion] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
    ) -> coverage.Cell:
        """Return every fact of a coverage cell."""
        return coverage.cell(self._facts, row_id, axis, day, Filters(roles, criteria, themes, audiences))

    def summary(
        self,
        row_ids: Collection[str],
        axis: Axis,
        day: date,
        roles: Collection[Role] | None = None,
        criteria: Collection[Criterion] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
    ) -> summary.Summary:
        """Return the totals of the rows on an axis."""
        return summary.summary(self._facts, row_ids, axis, day, Filters(roles, criteria, themes, audiences))

    def coverage_rows(
        self, kind: TerritoryKind | None, within: str | None, day: date, *, in_city_contract: bool
    ) -> list[str]:
        """Return the rows, by code, then id."""
        return territories.coverage_rows(self._facts, kind, within, day, only_in_city_contract=in_city_contract)

    def in_force(self, territory_id: str, day: date) -> bool:
        """Return whether a territory exists on a day: a contract within its term, a QPV from 2024, any other always."""
        return territories.in_force(self._facts, territory_id, day)

    def in_city_contract(self, territory_id: str, day: date) -> bool:
        """Return whether a territory has, leads, is in or is a contract in force on the day."""
        return territories.in_city_contract(self._facts, territory_id, day)

    def mobilised(  # noqa: PLR0913, PLR0917 - the arguments of the API
        self,
        day: date,
        axes: Collection[Axis] | None = None,
        within: str | None = None,
        reach: Collection[Reach] = mobilised.NEAR,
        roles: Collection[Role] | None = None,
        criteria: Collection[Criterion] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
        confirmed: bool | None = True,  # noqa: FBT001, FBT002
    ) -> list[mobilised.Mobilised]:
        """Return the mobilised actors, by folded name, then id.

        `confirmed` chooses the evidence: confirmed if True, no longer confirmed if False, both if None.
        """
        asked = Filters(roles, criteria, themes, audiences)
        return mobilised.mobilised(self._facts, day, axes, within, reach, asked, confirmed)

    def axes_of_actor(self, actor_id: str, day: date) -> list[Axis]:
        """Return the axes on which an actor is mobilised, in any territory."""
        return mobilised.axes_of_actor(self._facts, actor_id, day)

    def sole_cells(
        self, actor_id: str, row_ids: Iterable[str], axes: Collection[Axis] | None, day: date
    ) -> list[tuple[str, Axis]]:
        """Return the cells that rest only on this actor, in the order of the rows, then of the axes."""
        return coverage.sole_cells(self._facts, actor_id, row_ids, axes, day)

    def stage(self, plan_id: str, day: date) -> PlanStage | None:
        """Return the stage a plan has reached."""
        return stages.stage(self._facts, plan_id, day)

    def plan_stage(self, contract_id: str, day: date) -> PlanStage | None:
        """Return the furthest stage of a contract's plans."""
        return stages.plan_stage(self._facts, contract_id, day)

    def diagnostic_age(self, contract_id: str, day: date) -> int | None:
        """Return the age, in whole months, of the newest diagnostic of a contract."""
        return stages.diagnostic_age(self._facts, contract_id, day)

    def network(  # noqa: PLR0913, PLR0917 - the arguments of the API
        self,
        around: Collection[str],
        day: date,
        depth: int = 1,
        axes: Collection[Axis] | None = None,
        roles: Collection[Role] | None = None,
        limit: int = 200,
        criteria: Collection[Criterion] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
    ) -> walks.Network:
        """Return the network around some nodes."""
        asked = Filters(roles, criteria, themes, audiences)
        return walks.network(self._facts, around, day, depth, axes, asked, limit)

    def path(  # noqa: PLR0913, PLR0917 - the arguments of the API
        self,
        start: str,
        end: str,
        day: date,
        roles: Collection[Role] | None = None,
        max_length: int = 10,
        criteria: Collection[Criterion] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
    ) -> list[str] | None:
        """Return the ids along the least of the shortest paths; None if there is none."""
        return walks.path(self._facts, start, end, day, Filters(roles, criteria, themes, audiences), max_length)

    def mobilisable(
        self,
        within: str,
        day: date,
        axes: Collection[Axis] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
        offer_kinds: Collection[OfferKind] | None = None,
        until: date | None = None,
    ) -> list[mobilisable.Mobilisable]:
        """Return the trainers who could be mobilised; last those without a stated territory."""
        return mobilisable.mobilisable(self._facts, within, day, axes, themes, audiences, offer_kinds, until)

    def training_offers(
        self,
        within: str,
        day: date,
        axes: Collection[Axis] | None = None,
        themes: Collection[Theme] | None = None,
        audiences: Collection[Audience] | None = None,
        kinds: Collection[OfferKind] | None = None,
        until: date | None = None,
    ) -> list[TrainingOffer]:
        """Return the offers available in a territory, with who makes them and who could deliver them there."""
        return mobilisable.training_offers(self._facts, within, day, axes, themes, audiences, kinds, until)

    def select(self, kind: str, where: filters.Where | None, order_by: filters.OrderBy | None) -> list[str]:
        """Return the ids of the nodes of a kind or interface that satisfy a filter, in order."""
        return filters.select(self._facts, kind, where, order_by)


__all__ = ["Oracle"]
