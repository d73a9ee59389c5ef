"""GraphQL asks, the graph answers: selections, reads, and what is worked out over the snapshot."""
