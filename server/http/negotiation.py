"""The media types and the language of a request and its response: pure functions of header values.

A header is parsed by the standard library, never split by hand; what cannot be parsed is ignored, never guessed. The
client's weight decides first, then an explicit name before a wildcard, then our own preference.
"""

from email.message import Message
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.request import parse_http_list

GRAPHQL_JSON: Final = "application/graphql-response+json"
JSON: Final = "application/json"
HTML: Final = "text/html"

# Least preferred first. A client that names both JSON types gets the one with meaningful status codes; a client that
# accepts anything probably knows neither, and can read plain JSON.
_NAMED_PREFERENCE: Final = (HTML, JSON, GRAPHQL_JSON)
_WILDCARD_PREFERENCE: Final = (HTML, GRAPHQL_JSON, JSON)


class _Range(NamedTuple):
    main: str
    sub: str
    charset: str
    weight: float

    def specificity(self, media_type: str) -> int:
        """Return how closely the range matches: 3 exactly, 2 by main type, 1 as anything, 0 not at all."""
        if self.charset != "utf-8":
            return 0
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == ("*", "*"):
            return 1
        if self.main != main:
            return 0
        return 3 if self.sub == sub else 2 if self.sub == "*" else 0


@lru_cache(maxsize=128)
def answer_type(accept: str, *, page: bool) -> str | None:
    """Choose the media type of the response.

    Args:
        accept: the Accept header (several headers are joined by commas); empty if there is none.
        page: whether an HTML page may be the response.

    Returns:
        `GRAPHQL_JSON`, `JSON` or `HTML`; None if the client accepts none of them (406).
    """
    if not accept.strip():
        return JSON
    ranges = [media_range for member in parse_http_list(accept) if (media_range := _range(member))]
    offers = [GRAPHQL_JSON, JSON, HTML] if page else [GRAPHQL_JSON, JSON]
    weight, _, _, best = max(_rank(offer, ranges) for offer in offers)
    return best if weight > 0 else None


@lru_cache(maxsize=128)
def answer_language(accept_language: str, offered: tuple[str, ...]) -> str:
    """Choose the language of the response by the lookup of RFC 4647: a client that prefers `fr-CA` gets `fr`.

    Args:
        accept_language: the Accept-Language header (several headers are joined by commas); empty if there is none.
        offered: the tags of the languages, in lower case.

    Returns: The offered tag with the greatest weight; among equals, the one named first in the header. If the header
        names none of the offered tags, the first offered tag, since a report in another language is better than none.
    """
    preferences: list[tuple[str, tuple[float, int]]] = []
    for place, member in enumerate(parse_http_list(accept_language)):
        header = _parse(member)
        if (weight := _weight(str(header.get_param("q", "1")))) is not None:
            preferences.append((str(header["content-type"]).partition(";")[0].strip().lower(), (weight, -place)))

    def rank(tag: str) -> tuple[float, int]:
        named = [weighed for name, weighed in preferences if f"{name}-".startswith(f"{tag}-")]
        return max(named or [weighed for name, weighed in preferences if name == "*"], default=(0.0, 0))

    return max(offered, key=rank)


@lru_cache(maxsize=128)
def carries_json(content_type: str) -> bool:
    """Return whether a request body is declared as `application/json` in UTF-8, the only type accepted."""
    header = _parse(content_type)
    return header.get_content_type() == JSON and _charset(header) == "utf-8"


def _rank(offer: str, ranges: list[_Range]) -> tuple[float, int, int, str]:
    specificity, weight = max(
        ((media_range.specificity(offer), media_range.weight) for media_range in ranges), default=(0, 0.0)
    )
    preference = _NAMED_PREFERENCE if specificity == 3 else _WILDCARD_PREFERENCE  # noqa: PLR2004 - see specificity()
    return (weight if specificity else 0.0, specificity, preference.index(offer), offer)


def _range(member: str) -> _Range | None:
    header = _parse(member)
    main, slash, sub = str(header["content-type"]).partition(";")[0].strip().lower().partition("/")
    weight = _weight(str(header.get_param("q", "1")))
    if weight is None or not (slash and main and sub):
        return None
    return _Range(main, sub, _charset(header), weight)


def _weight(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0 <= weight <= 1 else None


def _parse(value: str) -> Message:
    header = Message()
    header["content-type"] = value
    return header


def _charset(header: Message) -> str:
    charset = str(header.get_param("charset", "utf-8")).lower()
    return "utf-8" if charset == "utf8" else charset
