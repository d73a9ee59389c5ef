"""Documents: parsed, checked against the limits and the schema, and with their literals replaced by variables.

Recent documents are cached, bounded in characters: a document's trees take about 300 bytes per character. Documents
used once do not displace others; an invalid one is not cached.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, parse, print_ast, validate
from graphql.validation.validate import ValidationAbortedError

from graph.bounds import Limits
from graph.errors import ClientError, Code
from resolvers.compile.limits import check_document
from resolvers.compile.literals import Literals
from resolvers.compile.segmented_cache import SegmentedCache
from resolvers.compile.variables import ERRORS_SHOWN, Variables

KEPT_CHARACTERS = 200_000
LONGEST_KEPT = 20_000


class InvalidDocumentError(Exception):
    """The document, or a value of its variables, does not fit the schema.

    `errors` gives the reasons: `ERRORS_SHOWN` at most, and then one that says there are more.
    """

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Document:
    """A valid document.

    Attributes:
        tree: the document as sent.
        lifted: the tree without literals.
        literals: the literals, by the name of the variable in their place.
        text: the text of `lifted`.
        characters: its length as sent.
        variables: the variables of each operation, by its name.
    """

    tree: DocumentNode
    lifted: DocumentNode
    literals: Mapping[str, Any]
    text: str
    characters: int
    variables: Mapping[str | None, Variables]


class Documents:
    """Parses and validates documents against one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._kept: SegmentedCache[str, Document] = SegmentedCache(KEPT_CHARACTERS, attrgetter("characters"))

    def kept(self, query: str) -> Document | None:
        """Return a cached document, or None."""
        return self._kept.get(query)

    def read(self, query: str) -> Document:
        """Return a document that is valid and within the limits.

        Raises:
            GraphQLError: it cannot be parsed.
            InvalidDocumentError: it does not fit the schema.
            ClientError: it exceeds a limit.
        """
        if (kept := self.kept(query)) is not None:
            return kept
        document = self._checked(query)
        if len(query) <= LONGEST_KEPT:
            self._kept.keep(query, document)
        return document

    def _checked(self, query: str) -> Document:
        document = parse(query, max_tokens=self._limits.tokens)
        check_document(document, self._limits)
        errors = validate(self._schema, document, max_errors=ERRORS_SHOWN)
        if any(isinstance(error, ValidationAbortedError) for error in errors[:1]):
            message = "fields: too many selections of one field, or fragments nested too deeply; select each field once"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        if errors:
            raise InvalidDocumentError(errors)
        lifted, literals = Literals.lifted(self._schema, document)
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        variables = {d.name.value if d.name else None: Variables(self._schema, d) for d in operations}
        return Document(document, lifted, literals, print_ast(lifted), len(query), variables)
