"""The GraphQL schema: enums, interfaces, types, inputs and the query root, declared for Strawberry."""
