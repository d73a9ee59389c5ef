"""Generates a typed client from GraphQL documents and the schema in this package: `cinqaxes-codegen`."""
