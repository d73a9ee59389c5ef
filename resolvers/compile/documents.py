"""Documents: parsed, checked against the limits and the schema, and with their literals replaced by variables.

Recent documents are cached, bounded in bytes, without their syntax trees: a tree takes about 300 bytes per character,
in small objects that fragment the memory. If a tree is needed again (for a plan of another shape, for introspection or
for the location of an error), the text is parsed again. Documents used once do not displace others; an invalid one is
not cached.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    print_ast,
    validate,
)
from graphql.validation.validate import ValidationAbortedError

from graph.bounds import Limits
from graph.errors import ClientError, Code
from resolvers.compile.limits import check_document
from resolvers.compile.literals import Literals
from resolvers.compile.segmented_cache import SegmentedCache
from resolvers.compile.variables import ERRORS_SHOWN, Variables

KEPT_BYTES = 4_000_000
BYTES_A_DOCUMENT = 2_000
BYTES_A_LITERAL = 300
BYTES_A_VARIABLE = 2_000
LONGEST_KEPT = 20_000
"""The maximum length of a cached document, in characters."""


class InvalidDocumentError(Exception):
    """The document, or a value of its variables, does not fit the schema.

    `errors` gives the reasons: `ERRORS_SHOWN` at most, and then one that says there are more.
    """

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Operation:
    """An operation of a document: its name, or None; its type; its variables."""

    name: str | None
    type: OperationType
    variables: Variables


@dataclass(frozen=True)
class Document:
    """A valid document.

    Attributes:
        query: the text as sent.
        text: the text without literals: each is replaced by a variable.
        literals: the literals, by the name of the variable in their place.
        operations: the operations, in order.
        size: the memory that it takes, estimated in bytes.
    """

    query: str
    text: str
    literals: Mapping[str, Any]
    operations: Sequence[Operation]
    size: int

    def operation(self, name: str | None) -> Operation | None:
        """Return the operation of this name or, without a name, the only one; None if there is no such operation."""
        if name is None:
            return self.operations[0] if len(self.operations) == 1 else None
        return next((one for one in self.operations if one.name == name), None)

    def tree(self) -> DocumentNode:
        """Parse the text as sent."""
        return parse(self.query)


class Documents:
    """Parses and validates documents against one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._kept: SegmentedCache[str, Document] = SegmentedCache(KEPT_BYTES, attrgetter("size"))

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
        tree = parse(query, max_tokens=self._limits.tokens)
        check_document(tree, self._limits)
        errors = validate(self._schema, tree, max_errors=ERRORS_SHOWN)
        if any(isinstance(error, ValidationAbortedError) for error in errors[:1]):
            message = "fields: too many selections of one field, or fragments nested too deeply; select each field once"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        if errors:
            raise InvalidDocumentError(errors)
        lifted, literals = Literals.lifted(self._schema, tree)
        text = print_ast(lifted)
        operations = [self._operation(d) for d in tree.definitions if isinstance(d, OperationDefinitionNode)]
        values = sum(len(value) if isinstance(value, list) else 1 for value in literals.values())
        variables = sum(len(one.variables) for one in operations)
        size = BYTES_A_DOCUMENT + BYTES_A_LITERAL * values + BYTES_A_VARIABLE * variables
        size += sys.getsizeof(query) + sys.getsizeof(text)
        return Document(query, text, literals, operations, size)

    def _operation(self, node: OperationDefinitionNode) -> Operation:
        return Operation(node.name.value if node.name else None, node.operation, Variables(self._schema, node))
