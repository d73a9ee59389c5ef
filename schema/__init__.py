"""What clients see: enums, interfaces and types, inputs and the query root, declared for Strawberry."""
