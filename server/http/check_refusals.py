"""Why `/check` does not examine a file: the status of the response, and a sentence in each language of a report."""

from collections.abc import Mapping
from enum import Enum


class CheckRefusal(Enum):
    """The refusals; each sentence says what would be right, with placeholders in braces for the values."""

    BUSY = (
        503,
        {
            "fr": "d’autres fichiers sont déjà en cours de lecture : réessayez dans une minute",
            "en": "other files are being read: retry in a minute",
        },
    )
    NO_DATABASE = (
        503,
        {
            "fr": "la base ne répond pas : réessayez dans un instant",
            "en": "the database does not answer: retry in a moment",
        },
    )
    LARGE_FILE = (
        413,
        {
            "fr": "« {name} » dépasse {megabytes} Mo : divisez-le en plusieurs fichiers",
            "en": "“{name}” is larger than {megabytes} MB: divide it into several files",
        },
    )
    SLOW_FILE = (
        413,
        {
            "fr": "ce fichier demande plus de {seconds:.0f} secondes : divisez-le en plusieurs fichiers",
            "en": "this file takes more than {seconds:.0f} seconds: divide it into several files",
        },
    )
    FAILURE = (
        500,
        {
            "fr": "ce fichier n’a pas pu être lu : l’erreur est notée dans le journal du service",
            "en": "this file could not be read: the error is in the service’s log",
        },
    )
    NAME = (
        400,
        {
            "fr": "le nom du fichier (name) doit finir par {suffixes} et avoir {bytes} octets au plus",
            "en": "the name of the file (name) must end with {suffixes} and have at most {bytes} bytes",
        },
    )
    ANSWER = (
        400,
        {
            "fr": "le paramètre answer vaut {answers[0]} ou {answers[1]}",
            "en": "the parameter answer must be {answers[0]} or {answers[1]}",
        },
    )
    MEDIA_TYPE = (
        415,
        {
            "fr": "envoyez le fichier lui-même, avec Content-Type: {media_type}",
            "en": "send the file itself, with Content-Type: {media_type}",
        },
    )

    def __init__(self, status: int, sentences: Mapping[str, str]) -> None:
        self.status, self.sentences = status, sentences


class CheckRefusedError(Exception):
    """The request is wrong or must wait; `values` fill the placeholders of the sentence."""

    def __init__(self, refusal: CheckRefusal, **values: object) -> None:
        super().__init__(refusal.name)
        self.refusal, self.values = refusal, values

    def sentence(self, language: str) -> str:
        """Return the sentence in a language."""
        return self.refusal.sentences[language].format(**self.values)
