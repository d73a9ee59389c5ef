"""Mistakes of a client in the arguments of one field, in a document that is still valid.

They are listed by the name of the argument; each mistake is a few arguments that replace the drawn ones.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

from graphql import GraphQLField, get_named_type

Arguments = Mapping[str, Any]
NOWHERE: tuple[Any, ...] = (
    {"id": "departement:999"},
    {"id": "institution:1"},
    {"code": {"kind": "DEPARTEMENT", "code": "999"}},
    {"code": {"kind": "COMMUNE", "code": ""}},
)
NOT_A_CURSOR = ("", "x", "bm9uc2Vuc2U", "WyJzb3VyY2VzKGlkOkFTQykiLCIyMDI2LTExLTI1Iiwic291cmNlOjEiXQ")
"""Texts that are no cursor of the list; the last one is a cursor of another list, that of sources."""
MISTAKES: Mapping[str, tuple[Arguments, ...]] = {
    "first": tuple({"first": size} for size in (0, 0, -1, 100_000)),
    "last": ({"first": 1, "last": 1}, {"last": 0}, {"last": 2, "after": "x"}),
    "after": tuple({"after": text} for text in NOT_A_CURSOR),
    "before": ({"last": 2, "before": "x"}, {"first": 2, "before": "x"}),
    "where": tuple(
        {"where": where}
        for where in (
            {"id": None},
            {"id": {"eq": None}},
            {"label": {"contains": None}},
            {"OR": None},
            {"NOT": {"id": None}},
            {"AND": [{}, {"label": {"isNull": None}}]},
        )
    ),
    "within": tuple({"within": there} for there in NOWHERE),
    "rows": tuple(
        {"rows": rows}
        for rows in (
            {},
            {"ids": ["commune:0"]},
            {"ids": ["country:FR"], "kind": "REGION"},
            *({"kind": "REGION", "within": there} for there in NOWHERE),
        )
    ),
    "ref": tuple({"ref": there} for there in NOWHERE),
    "around": ({"around": []}, {"around": ["action:none"]}, {"around": ["country:FR", "offer:1"]}),
    "depth": ({"depth": 0}, {"depth": 9}, {"depth": None}),
    "limit": ({"limit": 0}, {"limit": 9_999}, {"limit": None}),
    "from": ({"from": "nobody"}, {"from": "axis:1"}),
    "to": ({"to": "nobody"}, {"to": "action:none"}),
    "maxLength": ({"maxLength": 0}, {"maxLength": 21}, {"maxLength": None}),
    "names": ({"names": ["Axes"]}, {"names": ["Axis", ""]}),
    "text": ({"text": " -- "}, {"text": ""}, {"text": "a" * 201}),
}
PAGE = ("first", "last", "after", "before")


def mistaken(random: Random, field: GraphQLField, arguments: Arguments) -> dict[str, Any] | None:
    """Return the arguments with one mistake in them; None if none is possible."""
    chosen = [name for name in field.args if name in MISTAKES]
    if not chosen:
        return None
    name = random.choice(chosen)
    ordered = "orderBy" in field.args and str(field.args["orderBy"].type).startswith("[")
    if ordered and random.random() < 0.1:
        criterion = next(iter(get_named_type(field.args["orderBy"].type).fields))  # type: ignore[attr-defined]
        return {**arguments, "orderBy": [{criterion: "ASC"}, {criterion: "DESC"}]}
    kept = {key: value for key, value in arguments.items() if name not in PAGE or key not in PAGE}
    return kept | dict(random.choice(MISTAKES[name]))
