"""Trusted documents: operations that clients may request by the SHA-256 of their text, from manifests of builds.

A manifest is one JSON object from a document's digest (64 hexadecimal digits, with or without `sha256:`) to its text,
as written by graphql-codegen and Relay. Clients send the digest as `documentId`, a name from GraphQL over HTTP,
appendix « Persisted Documents ».
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
    """A manifest cannot be read; the message, in French, names the file and the problem."""


@dataclass(frozen=True)
class TrustedDocuments:
    """Texts of documents by digest; if `only` is set, no other document is answered.

    `console` returns the documents of the console, which may be built while the service runs.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    console: Callable[[], Mapping[str, str]] = dict

    def text(self, identifier: str) -> str | None:
        """Return the text of a document by its digest, with or without prefix; None if unknown."""
        digest = identifier.removeprefix(_PREFIX)
        return self.texts.get(digest) or self.console().get(digest)


def read_documents(
    paths: Iterable[Path], console: Callable[[], Mapping[str, str]] = dict, *, only: bool = False
) -> TrustedDocuments:
    """Read the documents of manifests, given as files or folders of `.json` files, in addition to the console's.

    Raises:
        ManifestError: a file cannot be read, is not a manifest, or has a text that does not match its digest; or
            `only` is set and there is no document.
    """
    files = [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    texts = {digest: text for file in files for digest, text in read_manifest(file).items()}
    if only and not (console() or texts):
        message = (
            "aucun document de confiance, et CINQAXES_TRUSTED_ONLY interdit de répondre à tout autre ; construisez la "
            "console, ou nommez un manifeste"
        )
        raise ManifestError(message)
    return TrustedDocuments(texts, only, console)


def read_manifest(file: Path) -> Mapping[str, str]:
    """Return the texts of a manifest by digest.

    Raises:
        ManifestError: the file cannot be read, or is not a manifest.
    """
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
