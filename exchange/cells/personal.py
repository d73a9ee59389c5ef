"""Detects free text that may identify a person who did not agree to it.

It only warns, since a word that looks like a name may be none. `Directory.names_person` looks for trainers' names.
"""

import re

EMAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w.-]")
"""An address from the sign before its « @ » on: to look for its beginning too would take a time that grows as n²."""
TELEPHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?!\d)")
COURTESY_TITLE = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Me|Maître|Dr)\s+(?:[A-ZÉÈÀ][\w'’\-]+)", re.UNICODE
)
VICTIM = re.compile(
    r"\b(?:victimes?|plaignante?s?|usag[eè]re?s?)(?:\s?:)?\s+(?:nommée?\s+)?[A-ZÉÈ][a-zéèêëàâîïôûüç'’\-]+\s+[A-ZÉÈ][\w'’\-]+"
)
PATTERNS = (
    (EMAIL, "une adresse électronique"),
    (TELEPHONE, "un numéro de téléphone"),
    (VICTIM, "le nom d’une victime"),
    (COURTESY_TITLE, "le nom d’une personne"),
)


def personal_content(text: str, *, names_body: bool = False) -> str | None:
    """Return the sort of personal data that a text seems to hold, in French; None without any.

    A text that `names_body` may hold « victimes » and a name: « Aide aux victimes Loire ».
    """
    patterns = [pair for pair in PATTERNS if not (names_body and pair[0] is VICTIM)]
    return next((sort for pattern, sort in patterns if pattern.search(text)), None)
