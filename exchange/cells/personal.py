"""Free text that may tell of a person who did not agree to it.

Rule: pure; it only points, since what looks like a name may be none. Known trainers' names are looked for elsewhere.
"""

import re

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?!\d)")
TITLED = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Me|Maître|Dr)\s+(?:[A-ZÉÈÀ][\w'’\-]+)", re.UNICODE
)
VICTIM = re.compile(
    r"\b(?:victimes?|plaignante?s?|usag[eè]re?s?)\s*:?\s+(?:nommée?\s+)?[A-ZÉÈ][a-zéèêëàâîïôûüç'’\-]+\s+[A-ZÉÈ][\w'’\-]+"
)
LOOKS = (
    (EMAIL, "une adresse électronique"),
    (TELEPHONE, "un numéro de téléphone"),
    (VICTIM, "le nom d'une victime"),
    (TITLED, "le nom d'une personne"),
)


def looks_personal(text: str) -> str | None:
    """Return what a text seems to hold of a person, in French; None when nothing does."""
    return next((what for pattern, what in LOOKS if pattern.search(text)), None)
