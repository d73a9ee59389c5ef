"""Detects free text that may identify a person who did not agree to it.

It only warns, since a word that looks like a name may not be one; the key of a social security number leaves no doubt.
`NamesInTexts` looks for trainers’ names.
"""

import re
from enum import Enum

from stdnum.fr import nir


class Content(Enum):
    """A kind of personal data."""

    EMAIL = 1
    TELEPHONE = 2
    VICTIM = 3
    PERSON = 4


EMAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w.-]")
"""The « @ » of an address with the characters next to it; a search for its beginning would take quadratic time."""
SPELT_EMAIL = re.compile(r"\w ?[(\[](?:at|@|arobase)[)\]] ?\w", re.IGNORECASE)
"""An address hidden from robots: « nom [at] exemple.fr »."""
TELEPHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00) ?33 ?(?:\(0\) ?)?|0)[ .\-]?[1-9](?:(?: ?\d{2}){4}|([.\-/])\d{2}(?:\1\d{2}){3})(?!\d)"
)
SOCIAL_NUMBER = re.compile(
    r"(?<![\dA-Z])([1-478] ?\d{2} ?(?:0[1-9]|[1-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3})"
    r" ?(?:[\-/(] ?)?(?:cl[ée] ?:? ?)?(\d{2})(?!\d)",
    re.IGNORECASE,
)
"""A social security number (NIR) and its key; a month above 12 means that the month is unknown."""
COURTESY_TITLE = re.compile(
    r"\b(?:M\.?|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Me|Maître|Dr)\s+(?:[A-ZÉÈÀ][\w'’\-]+)"
    r"|\b(?:mme|mlle)\s+(?!l[ae]s?\b|l['’])\w[\w'’\-]+",
    re.UNICODE,
)
"""A title and a name, even in lower case: « mme durand »."""
VICTIM = re.compile(
    r"\b(?:victimes?|plaignante?s?|usag[eè]re?s?)(?:\s?:)?\s+(?:nommée?\s+)?[A-ZÉÈ][a-zéèêëàâîïôûüç'’\-]+\s+[A-ZÉÈ][\w'’\-]+"
)
PATTERNS = (
    (EMAIL, Content.EMAIL),
    (SPELT_EMAIL, Content.EMAIL),
    (TELEPHONE, Content.TELEPHONE),
    (VICTIM, Content.VICTIM),
    (COURTESY_TITLE, Content.PERSON),
)


def personal_content(
    text: str, *, names_body: bool = False, is_telephone: bool = False, is_address: bool = False
) -> Content | None:
    """Return the kind of personal data that a text seems to hold; None if there is none.

    With `names_body`, the text may hold « victimes » and a name, as « Aide aux victimes Loire » does. With
    `is_telephone`, a telephone number is expected. With `is_address`, streets may be named after persons.
    """
    allowed = {VICTIM: names_body, TELEPHONE: is_telephone, COURTESY_TITLE: is_address}
    patterns = [pair for pair in PATTERNS if not allowed.get(pair[0])]
    return next((content for pattern, content in patterns if pattern.search(text)), None)


def has_social_number(text: str) -> bool:
    """Return whether a text holds a social security number with a valid key; one random number in 97 has one."""
    return any(nir.is_valid(f"{match[1]}{match[2]}") for match in SOCIAL_NUMBER.finditer(text))
