"""Root field `countingRules`: the durations of the rules of counting, as this instance has them."""

from collections.abc import Mapping

from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, object_maker, pending
from resolvers.execute.root import Getter, Pending, Planning, RootField, RootRun, Start


def _months(duration: str) -> Getter:
    return lambda durations, _field: getattr(durations, duration)


DURATIONS = {
    f"{duration}Months": _months(duration)
    for duration in ("session", "diagnostic", "confirmation", "act", "survey", "renewal", "pause")
}


def _counting_rules(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        run.getters = {"CountingRules": DURATIONS}
        return pending(fetcher, maker, run.queries.snapshot.durations, run)

    return start


FIELDS: Mapping[str, RootField] = {"countingRules": RootField(_counting_rules, needs_snapshot=True)}
