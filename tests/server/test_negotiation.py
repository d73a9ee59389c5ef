"""The choice of media types, as tables: the header of the client, and the type it gets."""

import pytest

from server.http.negotiation import GRAPHQL_JSON, HTML, JSON, answer_language, answer_type, carries_json

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{JSON}, {GRAPHQL_JSON}", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0.5, {JSON};q=0.9", JSON),
        (f"{GRAPHQL_JSON};q=0.9, */*;q=0.9", GRAPHQL_JSON),
        (f"{JSON};q=0, */*", GRAPHQL_JSON),
        (f"{JSON};q=0", None),
        ("APPLICATION/JSON ; CHARSET=UTF-8 ; Q=0.3", JSON),
        (f'{JSON};charset="utf-8"', JSON),
        (f"{JSON};charset=latin1", None),
        (f'text/x;note="a, */*", {GRAPHQL_JSON}', GRAPHQL_JSON),
        (f"nonsense, ;;, a/b/c, {JSON};q=2, {JSON};q=nan", None),
        (f"nonsense, {JSON};q=0.1", JSON),
        ("text/html", None),
        (BROWSER, JSON),
    ],
)
def test_answer_type_follows_the_client(accept: str, expected: str | None) -> None:
    assert answer_type(accept, page=False) == expected


@pytest.mark.parametrize(("accept", "expected"), [(BROWSER, HTML), ("text/html", HTML), ("*/*", JSON), (JSON, JSON)])
def test_only_a_client_that_names_html_gets_the_page(accept: str, expected: str) -> None:
    assert answer_type(accept, page=True) == expected


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "fr"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("fr-CA;q=0.7, en;q=0.6", "fr"),
        ("en;q=0.6, fr;q=0.7", "fr"),
        ("en, fr", "en"),
        ("de, it;q=0.9", "fr"),
        ("de, en;q=0.1", "en"),
        ("*", "fr"),
        ("de, *;q=0.5", "fr"),
        ("fr;q=0.3, *", "en"),
        ("fr;q=0, *", "en"),
        ("en;q=0, *;q=0.1", "fr"),
        ("eng, enough", "fr"),
        ("en;q=2, fr;q=nan, ;;, nonsense", "fr"),
    ],
)
def test_the_language_is_the_offered_one_that_the_client_likes_best(accepted: str, expected: str) -> None:
    assert answer_language(accepted, ("fr", "en")) == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        (JSON, True),
        ("Application/JSON; charset=UTF-8", True),
        ('application/json;charset="utf-8"; x=y', True),
        ("application/json; charset=utf-16", False),
        ("application/json, application/json", False),
        ("application/graphql", False),
        ("multipart/form-data; boundary=x", False),
        ("text/plain", False),
        ("", False),
    ],
)
def test_bodies_are_json_in_utf_8(content_type: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert carries_json(content_type) is expected
