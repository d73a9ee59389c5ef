"""Makes a typed client of GraphQL documents, with the schema that is in this package: `cinqaxes-codegen`."""
