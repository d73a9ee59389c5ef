"""The languages in which problems are said, by tag."""

from exchange.english import ENGLISH
from exchange.french import FRENCH

LANGUAGES = {language.tag: language for language in (FRENCH, ENGLISH)}
"""The first is taken where none is asked for."""
