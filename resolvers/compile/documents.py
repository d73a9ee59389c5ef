"""Documents: parsed, held against the limits and the schema, their literals lifted; those asked lately are kept.

Rule: what is kept is bounded in characters, since the trees of a document take some 300 bytes for each; a document
that is refused is not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, print_ast, validate
from graphql.validation.validate import ValidationAbortedError

from graph.errors import Code, ClientError
from resolvers.compile.limits import Limits, check_document
from resolvers.compile.literals import Literals

KEPT_CHARACTERS = 200_000
LONGEST_KEPT = 20_000
ERRORS_TOLD = 20


class InvalidDocument(Exception):
    """A document that the schema does not answer, with every reason."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Document:
    """A valid document: as it was sent, and without its literals, with these and its text apart."""

    tree: DocumentNode
    lifted: DocumentNode
    literals: Mapping[str, Any]
    text: str


class Documents:
    """Reads documents against one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._kept: dict[str, Document] = {}
        self._characters = 0

    def read(self, query: str) -> Document:
        """Return a document that is valid and within the limits; else GraphQLError, InvalidDocument or ClientError."""
        document = self._kept.pop(query, None)
        if document is None:
            document = self._checked(query)
            if len(query) > LONGEST_KEPT:
                return document
            self._characters += len(query)
        self._kept[query] = document
        while self._characters > KEPT_CHARACTERS:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._characters -= len(oldest)
        return document

    def _checked(self, query: str) -> Document:
        document = parse(query, max_tokens=self._limits.tokens)
        check_document(document, self._limits)
        errors = validate(self._schema, document, max_errors=ERRORS_TOLD)
        if any(isinstance(error, ValidationAbortedError) for error in errors[:1]):
            message = "fields: too many fields of one name or fragments in fragments; ask for each field once"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        if errors:
            raise InvalidDocument(errors)
        lifted, literals = Literals.lifted(self._schema, document)
        return Document(document, lifted, literals, print_ast(lifted))
