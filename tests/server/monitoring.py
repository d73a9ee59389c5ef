"""The expressions of the dashboard and the alert rules, and the names and labels in them that no metric has."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from prometheus_client.samples import Sample
from promql_parser import AggregateExpr, Expr, MatchOp, VectorSelector, parse, walk

FOLDER = Path(__file__).parents[2] / "docs" / "monitoring"
BY_PROMETHEUS = {"job": "cinqaxes", "instance": ""}
"""The labels that Prometheus adds to each sample of a service that it scrapes, and to a sample of its own, `up`."""


def expressions() -> Iterator[str]:
    """Yield every expression of the dashboard and of the alert rules."""
    dashboard = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    for panel in dashboard["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    rules = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))
    for group in rules["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


def unknown(expression: str, reported: Iterable[Sample]) -> list[str]:
    """Return the metrics, labels and label values in an expression that no sample has."""
    samples = [
        Sample(name, labels | BY_PROMETHEUS, value) for name, labels, value, *_ in (*reported, Sample("up", {}, 1))
    ]
    missing: list[str] = []

    def visit(part: Expr) -> None:
        if isinstance(part, VectorSelector):
            named = [sample.labels for sample in samples if sample.name == part.name]
            if not named:
                missing.append(str(part.name))
            for matcher in part.matchers.matchers:
                values = {labels[matcher.name] for labels in named if matcher.name in labels}
                if not values or (matcher.op == MatchOp.Equal and matcher.value not in values):
                    missing.append(f"{part.name}{{{matcher.name}={matcher.value}}}")
        if isinstance(part, AggregateExpr) and part.modifier:
            missing.extend(
                f"{label} of {part.expr}" for label in part.modifier.labels if not _has_label(part.expr, label)
            )

    def _has_label(expression: Expr, label: str) -> bool:
        names = set(selected(expression))
        return all(any(label in sample.labels for sample in samples if sample.name == name) for name in names)

    walk(parse(expression), visit)
    return missing


def selected(expression: Expr) -> list[str]:
    """Return the names of the metrics in an expression."""
    found: list[str] = []
    walk(expression, lambda part: found.append(str(part.name)) if isinstance(part, VectorSelector) else None)
    return found
