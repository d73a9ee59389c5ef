"""Root field `countingRules`: the durations of the rules of counting, as this instance has them."""

from collections.abc import Mapping

from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, attributes, object_maker, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start

DURATIONS = ("session", "diagnostic", "confirmation", "survey", "renewal", "pause")


def _counting_rules(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher, attributes={"CountingRules": frozenset(DURATIONS)})

    def start(run: RootRun) -> Pending:
        run.getters = {"CountingRules": attributes(*DURATIONS)}
        return pending(fetcher, maker, run.queries.snapshot.durations, run)

    return start


FIELDS: Mapping[str, RootField] = {"countingRules": RootField(_counting_rules, needs_snapshot=True)}
