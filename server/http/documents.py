"""Trusted documents: operations that clients may ask by the SHA-256 of their text, from manifests that builds wrote.

A manifest is one JSON object, from a document's digest (64 hexadecimal digits, with or without `sha256:`) to its text,
as graphql-codegen and Relay write it. GraphQL over HTTP, appendix « Persisted Documents », names the parameter.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.system_errors import reason_of

_PREFIX: Final = "sha256:"


class ManifestError(Exception):
    """A manifest of trusted documents cannot be read; the message, in French, names the file and what is wrong."""


@dataclass(frozen=True)
class TrustedDocuments:
    """Texts of documents by their digest; with `only`, no other document is answered.

    `own` returns those of the console, which may be built while the service answers.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    own: Callable[[], Mapping[str, str]] = dict

    def text(self, identifier: str) -> str | None:
        """Return the text of a document by its digest, with or without its prefix; None for an unknown one."""
        digest = identifier.removeprefix(_PREFIX)
        return self.texts.get(digest) or self.own().get(digest)


def read_documents(
    places: Iterable[Path], own: Callable[[], Mapping[str, str]] = dict, *, only: bool = False
) -> TrustedDocuments:
    """Read the documents of several manifests, each place a file or a folder of `.json` files, beside the console's.

    Raises:
        ManifestError: a file cannot be read, is no manifest, or holds a text that its digest does not fit; or there is
            no document and no other is answered.
    """
    files = [file for place in places for file in (sorted(place.glob("*.json")) if place.is_dir() else [place])]
    texts = {digest: text for file in files for digest, text in read_manifest(file).items()}
    if only and not (own() or texts):
        message = (
            "aucun document de confiance, et CINQAXES_TRUSTED_ONLY n’en laisse répondre aucun autre ; construisez la "
            "console, ou nommez un manifeste"
        )
        raise ManifestError(message)
    return TrustedDocuments(texts, only, own)


def read_manifest(file: Path) -> Mapping[str, str]:
    """Return the texts of a manifest by their digest; ManifestError if it is none."""
    return dict(_entries(file))


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    try:
        manifest = json.loads(file.read_text("utf-8"))
    except OSError as error:
        message = f"{file} : le manifeste des documents ne peut pas être lu ({reason_of(error)})"
        raise ManifestError(message) from None
    except ValueError:
        message = f"{file} : le manifeste des documents n’est pas du JSON en UTF-8"
        raise ManifestError(message) from None
    if not isinstance(manifest, dict):
        message = f"{file} : un objet JSON « empreinte : texte » est attendu"
        raise ManifestError(message)
    for identifier, text in manifest.items():
        digest = identifier.removeprefix(_PREFIX)
        if not isinstance(text, str) or hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest() != digest:
            message = f"{file} : « {identifier[:80]} » n’est pas l’empreinte SHA-256 de son texte"
            raise ManifestError(message)
        yield digest, text
